//go:build !race

package store

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestSinceLargerThanAMessage reads more large entries, after many small ones, than FerretDB can put into one answer.
// With the race detector it would take minutes.
func TestSinceLargerThanAMessage(t *testing.T) {
	s := openStore(t)
	const small, last = 60, 66
	for n := uint64(1); n <= last; n++ {
		e := testEntry(n)
		if n > small {
			e.Payload = json.RawMessage(`"` + strings.Repeat("x", library.MaxEntry-2) + `"`)
		}
		if err := s.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got, lookups, err := numbers(t, s, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantNumbers(t, got, 1, last)
	t.Logf("%d lookups", lookups)
}
