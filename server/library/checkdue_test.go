package library_test

import (
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestCheckDueAt: a territory chooses when it is asked next, from tomorrow to five years from now.
func TestCheckDueAt(t *testing.T) {
	a := newAsker(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("over", "Over", ended))
	editor, now := people["editor"], *a.now // at noon
	midnight := now.Truncate(24 * time.Hour)
	for _, due := range []time.Time{
		{}, now.AddDate(-1, 0, 0), now, midnight.AddDate(0, 0, 1).Add(-time.Nanosecond), midnight.AddDate(5, 0, 1), now.AddDate(5000, 0, 0),
	} {
		wantRefusal(t, a.PracticeConfirm(t.Context(), editor, judge("a", 1, ""), &due), library.CodeBadInput, "checkDueAt")
	}
	for _, due := range []time.Time{midnight.AddDate(0, 0, 1), now.AddDate(5, 0, 0), now.AddDate(0, 1, 0)} {
		must(t, a.PracticeConfirm(t.Context(), editor, judge("a", 1, ""), &due))
		if got := read(t, a.Library, "a").CheckDueAt(); got == nil || !got.Equal(due) {
			t.Errorf("chosen was %v, it is %v", due, got)
		}
	}
	chosen := now.AddDate(0, 1, 0)
	wantDue := func(want time.Time) {
		t.Helper()
		if got := read(t, a.Library, "a").CheckDueAt(); got == nil || !got.Equal(want) {
			t.Errorf("it is due at %v, not %v", got, want)
		}
	}
	publish(t, a.Library, revision(read(t, a.Library, "a"), "en", "A again", 1))
	wantDue(chosen) // a correction before that day does not put it off
	*a.now = chosen.AddDate(0, 0, 1)
	publish(t, a.Library, revision(read(t, a.Library, "a"), "en", "A once more", 2))
	wantDue(a.now.Add(library.CheckEvery))
	must(t, a.PracticeConfirm(t.Context(), editor, judge("a", 3, ""), nil))
	wantDue(a.now.Add(library.CheckEvery))

	never := now.AddDate(-9, 0, 0)
	must(t, a.PracticeConfirm(t.Context(), editor, judge("over", 1, ""), &never))
	if got := read(t, a.Library, "over").CheckDueAt(); got != nil {
		t.Errorf("what has ended is to be looked at on %v", got)
	}
}
