package recent_test

import (
	"testing"

	"github.com/weldi-network/practice-library/graph/recent"
)

func TestTheLeastUsedGoesFirst(t *testing.T) {
	m := recent.New[string, int](10)
	m.Add("a", 1, 4)
	m.Add("b", 2, 4)
	if _, ok := m.Get("a"); !ok {
		t.Fatal("a is forgotten")
	}
	m.Add("c", 3, 4)
	if _, ok := m.Get("b"); ok {
		t.Error("b was used least and is still there")
	}
	if v, ok := m.Get("a"); !ok || v != 1 {
		t.Errorf("a is %d, %v", v, ok)
	}
}

func TestWhatIsTooLargeIsNotKept(t *testing.T) {
	m := recent.New[string, int](10)
	m.Add("small", 1, 1)
	m.Add("large", 2, 11)
	if _, ok := m.Get("large"); ok {
		t.Error("it was kept")
	}
	if _, ok := m.Get("small"); !ok {
		t.Error("it drove out what was there")
	}
}
