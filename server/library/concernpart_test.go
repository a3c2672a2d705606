package library_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestConcernsOfAClosedAccount: who has gone is told to nobody by what they reported, and the concern stays. A server that
// dies over it leaves nothing behind.
func TestConcernsOfAClosedAccount(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	openAccount(t, l, "gone")
	openAccount(t, l, "stays")
	for _, account := range []string{"gone", "stays"} {
		must(t, l.ConcernReport(t.Context(), library.Member(account), library.NewConcern{
			Practice: "a", Kind: library.ConcernWrong, ConcernText: library.ConcernText{Text: "My street", Contact: account + "@example.org"},
		}))
	}
	acts, _, err := l.Acts(t.Context(), library.Member("gone"), 0)
	wantDone(t, err)
	last := acts[len(acts)-1]
	var told map[string]string
	wantDone(t, json.Unmarshal(last.Text, &told))
	if last.Practice != "a" || told["kind"] != "WRONG" || told["text"] != "My street" || told["contact"] != "gone@example.org" || last.IsWithheld {
		t.Errorf("what was reported is not told to whoever reported it: %+v, %s", last, last.Text)
	}

	moderator := people["moderator"]
	shown := func(l *library.Library) (out string) {
		for _, c := range l.ConcernQueue(moderator) {
			text, err := l.ConcernText(t.Context(), moderator, c.ID)
			wantDone(t, err)
			out += c.Account + " " + text.Text + " " + text.Contact + "\n"
		}
		return out
	}
	const want = " My street \nstays My street stays@example.org\n"
	kept := func() (out strings.Builder) {
		for d, err := range s.Database.Documents.All(t.Context(), library.CollectionConcerns) {
			wantDone(t, err)
			out.Write(d.Value)
		}
		return out
	}
	other := open(t, s.Database.NewServer())
	before := kept()
	wantDone(t, l.CloseAccount(t.Context(), library.Operator(), "gone"))
	if got := shown(l); got != want {
		t.Errorf("got %q", got)
	}
	after := kept()
	if !strings.Contains(before.String(), "gone@") || strings.Contains(after.String(), "gone@") || !strings.Contains(after.String(), "stays@") {
		t.Error("this is kept:", after.String())
	}

	// The server dies between the entry and the document.
	id := l.ConcernQueue(moderator)[0].ID
	wantDone(t, s.Database.Documents.Replace(t.Context(), library.CollectionConcerns, id, library.ConcernText{Text: "My street", Contact: "gone@example.org"}))
	wantDone(t, other.CatchUp(t.Context()))
	again := open(t, s.Database.NewServer())
	for _, l := range []*library.Library{other, again} {
		if got := shown(l); got != want {
			t.Errorf("before it is done, got %q", got)
		}
	}
	wantDone(t, other.ScrubLeft(t.Context()))
	after = kept()
	if strings.Contains(after.String(), "gone@") {
		t.Error("no other server removes it:", after.String())
	}
	wantDone(t, again.ConcernAnswer(t.Context(), moderator, id, library.ConcernUnfounded, ""))
}
