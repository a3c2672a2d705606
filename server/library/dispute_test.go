package library_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

const why = "The mayor is named by a wrong name.\n\nAsk <b>us</b>."

// disputed lists the practices in somebody's queue.
func disputed(l *library.Library, v library.Viewer) (out []library.ID) {
	for _, d := range l.DisputeQueue(v) {
		out = append(out, d.Practice)
	}
	return out
}

// TestDisputeText: what a territory says is wrong is for those alone who may confirm the practice, until it is confirmed.
func TestDisputeText(t *testing.T) {
	hidden := func(r *library.Record) { r.Facts.Visibility = library.VisibilityNetwork }
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B", hidden), librarytest.NewRecord("c", "C", inLiege))
	editor := people["editor"]
	for _, text := range []string{strings.Repeat("a", 4001), "a\x00b", "\xff", "a\u202eb"} {
		wantRefusal(t, l.PracticeDispute(t.Context(), editor, judge("a", 1, ""), text), library.CodeBadInput, "text")
	}
	must(t, l.PracticeDispute(t.Context(), editor, judge("b", 1, ""), ""))
	must(t, l.PracticeDispute(t.Context(), editor, judge("a", 1, ""), why))
	must(t, l.PracticeDispute(t.Context(), people["foreign editor"], judge("c", 1, ""), "No."))
	want := map[string][]library.ID{
		"editor": {"b", "a"}, "second editor": {"b", "a"}, "foreign editor": {"c"}, "moderator": {"b", "a", "c"},
	}
	all := l.DisputeQueue(people["moderator"])
	for name, v := range people {
		if got := disputed(l, v); !slices.Equal(got, want[name]) {
			t.Errorf("%v wait for the %s, not %v", got, name, want[name])
		}
		for _, d := range all {
			text, err := l.DisputeText(t.Context(), v, d)
			if may := slices.Contains(want[name], d.Practice); may != (err == nil) || !may && text != "" {
				t.Errorf("the %s reads why %s is disputed: %q, %v", name, d.Practice, text, err)
			}
		}
	}
	if text, err := l.DisputeText(t.Context(), editor, all[1]); text != why || err != nil || all[1].Account != "editor" || all[1].At.IsZero() {
		t.Errorf("%+v: %q, %v", all[1], text, err)
	}

	publish(t, l, revision(read(t, l, "a"), "en", "A corrected", 1))
	for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} { // it was not taken back by that
		d := l.DisputeQueue(editor)[1]
		if text, err := l.DisputeText(t.Context(), editor, d); d.Practice != "a" || text != why || err != nil {
			t.Errorf("%+v: %q, %v", d, text, err)
		}
	}
	must(t, l.PracticeConfirm(t.Context(), editor, judge("a", 2, ""), nil))
	must(t, l.Withdraw(t.Context(), editor, "b", 1, library.WithdrawnByOwner, ""))
	if got := disputed(l, editor); len(got) != 0 {
		t.Errorf("%v are still disputed", got)
	}
}

// TestDisputeTextGoes: why a practice was disputed is theirs who wrote it, and gone with all else that it has ever said.
func TestDisputeTextGoes(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	editor := people["editor"]
	must(t, l.PracticeDispute(t.Context(), editor, judge("a", 1, ""), why))
	acts := func() string {
		t.Helper()
		list, _, err := l.Acts(t.Context(), editor, 0)
		must(t, err)
		var out strings.Builder
		for _, a := range list {
			out.Write(a.Text)
		}
		return out.String()
	}
	if got := acts(); !strings.Contains(got, "The mayor") {
		t.Errorf("what somebody wrote is not among their data: %s", got)
	}
	must(t, l.Withdraw(t.Context(), people["moderator"], "a", 1, library.WithdrawnSafety, ""))
	for _, e := range s.Database.Journal.Entries() {
		if strings.Contains(string(e.Payload), "mayor") {
			t.Errorf("entry %d still says it: %s", e.Number, e.Payload)
		}
	}
	if got := acts(); strings.Contains(got, "mayor") {
		t.Error(got)
	}
	if open(t, s.Database.NewServer()).Dump() != l.Dump() {
		t.Error("the journal, folded anew, is another state")
	}
}
