package library_test

import (
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// judge names a practice in a version, with an idempotency key.
func judge(id library.ID, version int, key string) library.Judgement {
	return library.Judgement{Practice: id, ExpectedVersion: version, IdempotencyKey: key}
}

// TestConfirm lets a territory say what it thinks of what was compiled about it.
func TestConfirm(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	editor := people["editor"]
	for _, name := range []string{"nobody", "roleless", "reader", "contributor", "foreign editor", "translator", "administrator"} {
		wantRefusal(t, l.PracticeConfirm(t.Context(), people[name], judge("a", 1, ""), nil), library.CodeForbidden, "")
		wantRefusal(t, l.PracticeDispute(t.Context(), people[name], judge("a", 1, ""), ""), library.CodeForbidden, "")
	}
	wantRefusal(t, l.PracticeConfirm(t.Context(), editor, judge("never", 1, ""), nil), library.CodeNotFound, "")
	wantRefusal(t, l.PracticeConfirm(t.Context(), editor, judge("a", 2, ""), nil), library.CodeRevisionConflict, "expectedVersion")
	must(t, l.PracticeDispute(t.Context(), editor, judge("a", 1, ""), ""))
	if p := read(t, l, "a").Provenance; p.DisputedAt == nil || p.ConfirmedAt != nil {
		t.Errorf("got %+v", p)
	}
	must(t, l.PracticeConfirm(t.Context(), editor, judge("a", 1, ""), nil))
	face := read(t, l, "a")
	if face.Provenance.ConfirmedAt == nil || face.Provenance.DisputedAt != nil || face.Version != 1 || face.LastCheckedAt == nil {
		t.Errorf("got %+v", face.Card)
	}
	if card := s.ReadSide.Card(library.Anonymous(), "a"); card.Provenance.ConfirmedAt == nil {
		t.Error("lists do not know it")
	}
	counts, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle("2", librarytest.NewRecord("a", "A2"), librarytest.NewRecord("b", "B2")))
	must(t, err)
	if counts.Proposed != 1 || counts.Changed != 1 || read(t, l, "a").Title(nil).Value != "A" {
		t.Errorf("what was confirmed changes without its territory: %+v", counts)
	}
	if got := len(l.PracticeHistory(editor, "a")); got != 3 {
		t.Errorf("%d lines of history", got)
	}
}

// TestCheckQueue asks after a year whether a practice still holds.
func TestCheckQueue(t *testing.T) {
	fresh := func(r *library.Record) { r.Published = librarytest.Epoch.AddDate(0, -1, 0) }
	elsewhere := func(r *library.Record) { r.Facts.Territory = "liege" }
	s := librarytest.NewDatabase().NewServer()
	ports := s.Ports()
	now := librarytest.Epoch
	ports.Clock = func() time.Time { return now }
	l, err := library.Open(t.Context(), ports)
	must(t, err)
	imports(t, l, librarytest.NewBundle("1", librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B", fresh), librarytest.NewRecord("c", "C", elsewhere)))
	wants := func(name string, ids ...library.ID) {
		t.Helper()
		queue := l.CheckQueue(people[name])
		if len(queue) != len(ids) {
			t.Fatalf("%d wait for the %s, want %v", len(queue), name, ids)
		}
		for i, id := range ids {
			if queue[i].ID != id {
				t.Errorf("at %d the %s is asked after %s, want %s", i, name, queue[i].ID, id)
			}
		}
	}
	wants("editor", "a")
	wants("moderator", "a", "c")
	wants("contributor")
	wants("nobody")
	must(t, l.PracticeConfirm(t.Context(), people["editor"], judge("a", 1, ""), nil))
	wants("editor")
	now = now.AddDate(1, 0, 1)
	wants("editor", "b", "a")
}

// TestWithdrawnOnce: what the territory says of a practice is done once for a key, also on another server.
func TestWithdrawnOnce(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	editor := people["editor"]
	entries := func() int { return len(s.Database.Journal.Entries()) }
	for name, do := range map[string]func(l *library.Library, version int) error{
		"confirm": func(l *library.Library, version int) error {
			return l.PracticeConfirm(t.Context(), editor, judge("a", version, "confirmed"), nil)
		},
		"dispute": func(l *library.Library, version int) error {
			return l.PracticeDispute(t.Context(), editor, judge("a", version, "disputed"), "")
		},
	} {
		before := entries()
		for _, server := range []*library.Library{l, l, open(t, s.Database.NewServer())} {
			must(t, do(server, 1))
		}
		if n := entries() - before; n != 1 {
			t.Errorf("%s: done %d times", name, n)
		}
		wantRefusal(t, do(l, 2), library.CodeBadInput, "idempotencyKey")
	}
	before := entries()
	for _, server := range []*library.Library{l, l, open(t, s.Database.NewServer())} {
		must(t, server.Withdraw(t.Context(), editor, "a", 1, library.WithdrawnDuplicate, "withdrawn"))
	}
	if n := entries() - before; n != 1 {
		t.Errorf("withdrawn %d times", n)
	}
	wantRefusal(t, l.Withdraw(t.Context(), editor, "a", 1, library.WithdrawnOther, "withdrawn"), library.CodeBadInput, "idempotencyKey")
	wantRefusal(t, l.Withdraw(t.Context(), editor, "a", 1, library.WithdrawnDuplicate, ""), library.CodeNotFound, "practice")
}
