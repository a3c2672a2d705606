package recent

import (
	"strconv"
	"testing"
)

func TestTheCountOfMemoryIsRight(t *testing.T) {
	m := New[string, int](10)
	for i := range 25 {
		m.Add(strconv.Itoa(i), i, 1)
	}
	m.Add("24", 24, 1)
	if len(m.entries) != 10 || m.order.Len() != 10 || m.used != m.limit {
		t.Errorf("%d entries, %d in order, %d used", len(m.entries), m.order.Len(), m.used)
	}
}
