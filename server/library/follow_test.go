package library_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// wantReadOnly checks that reading goes on, writing does not, and Ready says what these words say.
func wantReadOnly(t *testing.T, l *library.Library, says ...string) {
	t.Helper()
	_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("refused"))
	wantRefusal(t, err, library.CodeReadOnly, "")
	trouble := l.Ready()
	if trouble == nil {
		t.Fatal("the library says that it is ready")
	}
	for _, words := range says {
		if !strings.Contains(trouble.Error(), words) {
			t.Errorf("Ready says %q, want %q in it", trouble, words)
		}
	}
	if face := read(t, l, "a"); face.Slug != "a" {
		t.Errorf("got %+v", face)
	}
}

// after makes an entry that follows on the last of a journal.
func after(j *librarytest.Journal, change func(*library.Entry)) library.Entry {
	entries := j.Entries()
	last := entries[len(entries)-1]
	e := library.Entry{
		Number: last.Number + 1, UUID: "foreign", Previous: last.UUID, Type: library.EntryPracticeWithdrawn, Schema: 1,
		At: librarytest.Epoch, Payload: json.RawMessage(`{"practice":"b","reason":"OTHER"}`),
	}
	change(&e)
	return e
}

func TestPoison(t *testing.T) {
	published := library.EntryPracticePublished
	tests := []struct {
		name   string
		poison func(*library.Entry)
	}{
		{"unknown type", func(e *library.Entry) { e.Type = "practice.painted" }},
		{"newer schema", func(e *library.Entry) { e.Schema = 2 }},
		{"no schema", func(e *library.Entry) { e.Schema = 0 }},
		{"broken payload", func(e *library.Entry) { e.Payload = json.RawMessage(`{"practice":`) }},
		{"other payload", func(e *library.Entry) { e.Payload = json.RawMessage(`{"practice":7}`) }},
		{"no payload", func(e *library.Entry) { e.Payload = nil }},
		{"face without texts", func(e *library.Entry) {
			e.Type, e.Payload = published, json.RawMessage(`{"face":{"id":"x","slug":"x","original":"en"}}`)
		}},
		{"face of nobody", func(e *library.Entry) { e.Type, e.Payload = published, json.RawMessage(`{}`) }},
		{"null concept", func(e *library.Entry) {
			e.Type, e.Payload = library.EntryBundleImported, json.RawMessage(`{"name":"x","concepts":[null]}`)
		}},
		{"null territory", func(e *library.Entry) {
			e.Type, e.Payload = library.EntryBundleImported, json.RawMessage(`{"name":"x","territories":[null]}`)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
			before := l.Dump()
			journal := s.Database.Journal
			journal.Put(after(journal, tt.poison))
			journal.Put(after(journal, func(e *library.Entry) { e.UUID = "later" }))
			wantReadOnly(t, l, "entry 3")
			if diff := cmp.Diff(before, l.Dump()); diff != "" {
				t.Errorf("it was read in part: %s", diff)
			}
			if l.CardByID(library.Anonymous(), "b") == nil {
				t.Error("a later entry was taken in")
			}

			again, _ := restart(t, s)
			wantReadOnly(t, again, "entry 3")
			if diff := cmp.Diff(before, again.Dump()); diff != "" {
				t.Errorf("after a new start: %s", diff)
			}
			if n := len(journal.Entries()); n != 4 {
				t.Errorf("%d entries", n)
			}
		})
	}
}

// TestPoisonFromTheStart: no new library is begun upon a journal that cannot be read at all.
func TestPoisonFromTheStart(t *testing.T) {
	db := librarytest.NewDatabase()
	db.Journal.Put(library.Entry{Number: 1, UUID: "x", Type: "universe.created", Schema: 1})
	l := open(t, db.NewServer())
	if l.Ready() == nil || l.Mark().Number != 0 || len(db.Journal.Entries()) != 1 {
		t.Errorf("ready: %v, at %d, %d entries", l.Ready(), l.Mark().Number, len(db.Journal.Entries()))
	}
	_, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle("1"))
	wantRefusal(t, err, library.CodeReadOnly, "")
}

// TestDamagedEntry: what the store itself cannot read is poison too.
func TestDamagedEntry(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	journal := s.Database.Journal
	journal.Put(after(journal, func(*library.Entry) {}))
	journal.FailReads(func(number uint64) error {
		if number == 3 {
			return library.Refuse(library.CodeInternal, "The library could not read its document.")
		}
		return nil
	})
	wantReadOnly(t, l, "entry 3", "document")
	again, _ := restart(t, s)
	wantReadOnly(t, again, "entry 3")
}

// TestDamagedEntryOfSavedState: the entry that a saved state ends with has been damaged since.
func TestDamagedEntryOfSavedState(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	publish(t, l, librarytest.NewSubmission("new"))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s.Database.Journal.FailReads(func(number uint64) error {
		if number == 3 {
			return library.Refuse(library.CodeInternal, "The library could not read its document.")
		}
		return nil
	})
	again, _ := restart(t, s)
	wantReadOnly(t, again, "entry 3")
	if again.CardBySlug(library.Anonymous(), "new") != nil {
		t.Error("what cannot be read is shown")
	}
}

func TestHole(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	journal := s.Database.Journal
	e := after(journal, func(*library.Entry) {})
	e.Number = 4
	journal.Put(e)
	wantReadOnly(t, l, "entry 3", library.ErrNoEntry.Error())
	resets, _, _ := s.ReadSide.Calls()
	for range 3 {
		_ = l.CatchUp(t.Context())
	}
	if again, _, _ := s.ReadSide.Calls(); again != resets {
		t.Error("it is rebuilt again and again")
	}
	next, _ := restart(t, s)
	wantReadOnly(t, next, "entry 3")

	journal.Remove(4) // also when the entries beyond are out of sight
	wantReadOnly(t, l, "entry 3")
}

// TestNoHole: an entry that was overlooked once is not missing.
func TestNoHole(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	other := open(t, s.Database.NewServer())
	publish(t, other, librarytest.NewSubmission("new"))
	publish(t, other, librarytest.NewSubmission("newer"))
	overlooked := false
	s.Database.Journal.FailReads(func(number uint64) error {
		if number == 3 && !overlooked {
			overlooked = true
			return library.ErrNoEntry
		}
		return nil
	})
	if err := l.CatchUp(t.Context()); err == nil || l.Ready() != nil {
		t.Errorf("got %v, ready: %v", err, l.Ready())
	}
	publish(t, l, librarytest.NewSubmission("newest"))
	if diff := cmp.Diff(5, int(l.Mark().Number)); diff != "" {
		t.Error(diff)
	}
}

// TestHoleBelowTheFold: the read side is behind, and an entry between is missing.
func TestHoleBelowTheFold(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	publish(t, l, librarytest.NewSubmission("new"))
	publish(t, l, librarytest.NewSubmission("newer"))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s.Database.Journal.Remove(3)
	next := s.Restarted()
	if err := next.ReadSide.Reset(); err != nil {
		t.Fatal(err)
	}
	again, err := library.Open(t.Context(), next.Ports())
	if err != nil {
		t.Fatal(err)
	}
	wantReadOnly(t, again, "entry 3")
}

func TestBrokenChain(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	journal := s.Database.Journal
	journal.Put(after(journal, func(e *library.Entry) { e.Previous = "another" }))
	wantReadOnly(t, l, "entry 3")
	if resets, _, _ := s.ReadSide.Calls(); resets != 0 {
		t.Error("it was rebuilt although the journal is the same")
	}
}

// TestReplacedJournal swaps the journal below a running server, and below one that is stopped.
func TestReplacedJournal(t *testing.T) {
	other, o := librarytest.Open(t, librarytest.NewRecord("a", "Other A"), librarytest.NewRecord("c", "C"))
	publish(t, other, librarytest.NewSubmission("d"))
	long := o.Database.Journal.Entries()
	for i := range long { // the ids of two databases must differ
		long[i].UUID += "-other"
		if i > 0 {
			long[i].Previous += "-other"
		}
	}
	for name, entries := range map[string][]library.Entry{"longer": long, "as long": long[:2]} {
		t.Run(name, func(t *testing.T) {
			l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			s.Database.Journal.Replace(entries...)
			s.Database.Bodies.Lose()
			again, _ := restart(t, s)
			for which, lib := range map[string]*library.Library{"running": l, "started anew": again} {
				publish(t, lib, librarytest.NewSubmission("by-"+strings.ReplaceAll(which, " ", "-")))
				if lib.Ready() != nil || lib.Mark().Library != other.Mark().Library {
					t.Errorf("%s: ready: %v, library %s", which, lib.Ready(), lib.Mark().Library)
				}
				if lib.CardByID(library.Anonymous(), "b") != nil || lib.CardByID(library.Anonymous(), "c") == nil {
					t.Errorf("%s: it shows the practices of the other history", which)
				}
				if got := read(t, lib, "a").Title(nil).Value; got != "Other A" {
					t.Errorf("%s: got %q", which, got)
				}
			}
			if err := l.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := again.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
				t.Error(diff)
			}
			wantChain(t, s.Database.Journal.Entries())
		})
	}
}

// TestShorterJournal: an older backup was put in place below a running server. Nothing may be written beyond its end.
func TestShorterJournal(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	backup := s.Database.Journal.Entries()
	for _, slug := range []string{"b", "c", "d"} {
		publish(t, l, librarytest.NewSubmission(slug))
	}
	s.Database.Journal.Replace(backup...)
	publish(t, l, librarytest.NewSubmission("b"))
	wantChain(t, s.Database.Journal.Entries())
	if l.Mark().Number != 3 || l.CardBySlug(library.Anonymous(), "c") != nil {
		t.Errorf("got %+v", l.Mark())
	}
}

// TestEmptiedJournal: a library that has lost its journal does not begin another one under its own feet.
func TestEmptiedJournal(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	backup := s.Database.Journal.Entries()
	s.Database.Journal.Replace()
	for range 2 {
		_, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle("2"))
		wantRefusal(t, err, library.CodeReadOnly, "")
	}
	if l.Ready() == nil || len(s.Database.Journal.Entries()) != 0 {
		t.Errorf("ready: %v", l.Ready())
	}
	s.Database.Journal.Replace(backup...)
	publish(t, l, librarytest.NewSubmission("b"))
	if l.Ready() != nil {
		t.Error(l.Ready())
	}
}

// TestInterruptedRebuild: reading breaks off in the middle, and nothing is written before it has been done.
func TestInterruptedRebuild(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	other, o := librarytest.Open(t, librarytest.NewRecord("c", "C"))
	publish(t, other, librarytest.NewSubmission("d"))
	entries := o.Database.Journal.Entries()
	for i := range entries {
		entries[i].UUID += "x"
		if i > 0 {
			entries[i].Previous += "x"
		}
	}
	journal := s.Database.Journal
	journal.Replace(entries...)
	looks := 0
	journal.FailReads(func(number uint64) error {
		if number == 3 {
			looks++
		}
		if looks > 1 && number == 3 { // the first look finds out that the journal is another
			return librarytest.ErrCut
		}
		return nil
	})
	for range 2 {
		_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("e"))
		wantRefusal(t, err, library.CodeUnavailable, "")
		if l.Ready() == nil {
			t.Error("ready in the middle of a rebuild")
		}
	}
	journal.FailReads(nil)
	publish(t, l, librarytest.NewSubmission("e"))
	if l.Ready() != nil || l.CardBySlug(library.Anonymous(), "d") == nil {
		t.Errorf("ready: %v", l.Ready())
	}
	wantChain(t, journal.Entries())
}

// TestTail: one server sees what another writes, asks about what is due, and goes on after a database that was away.
func TestTail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := librarytest.NewDatabase()
		a, b := open(t, db.NewServer()), open(t, db.NewServer())
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			b.Tail(ctx, time.Second)
			close(done)
		}()
		imports(t, a, librarytest.NewBundle("1", librarytest.NewRecord("a", "A")))
		time.Sleep(1100 * time.Millisecond)
		must(t, a.CatchUp(t.Context()))
		if n := len(a.Notifications(people["editor"])); n != 1 {
			t.Errorf("it has asked %d times about what is due", n)
		}
		if diff := cmp.Diff(a.Dump(), b.Dump()); diff != "" {
			t.Error(diff)
		}
		db.Journal.FailReads(func(uint64) error { return librarytest.ErrCut })
		time.Sleep(5 * time.Second)
		db.Journal.FailReads(nil)
		publish(t, a, librarytest.NewSubmission("b"))
		time.Sleep(1100 * time.Millisecond)
		if b.CardBySlug(library.Anonymous(), "b") == nil {
			t.Error("it does not go on")
		}
		cancel()
		<-done
	})
}

func TestDecodeSaysWhich(t *testing.T) {
	err := library.DecodeEntry(library.Entry{Number: 7, Type: "a.b", Schema: 3})
	if err == nil || !strings.Contains(err.Error(), "entry 7") || !strings.Contains(err.Error(), `"a.b", schema 3`) {
		t.Errorf("got %v", err)
	}
	if errors.Is(err, library.ErrNoEntry) {
		t.Error("that is something else")
	}
}

func FuzzDecode(f *testing.F) {
	_, s := librarytest.Open(f, librarytest.NewRecord("a", "A"))
	for _, e := range s.Database.Journal.Entries() {
		f.Add(string(e.Type), []byte(e.Payload))
	}
	f.Add(string(library.EntryPracticeWithdrawn), []byte(`{"practice":"a","reason":"OTHER"}`))
	f.Add(string(library.EntryPracticePublished), []byte(`{"face":{"id":"x","slug":"x","original":"en","texts":[{"language":"en"}]}}`))
	f.Fuzz(func(t *testing.T, kind string, payload []byte) {
		journal := librarytest.NewJournal(
			library.Entry{Number: 1, UUID: "1", Type: library.EntryLibraryOpened, Schema: 1, Payload: json.RawMessage(`{"library":"l"}`)},
			library.Entry{Number: 2, UUID: "2", Previous: "1", Type: library.EntryType(kind), Schema: 1, Payload: payload},
		)
		ports := librarytest.NewDatabase().NewServer().Ports()
		ports.Journal = journal
		l, err := library.Open(t.Context(), ports)
		if err != nil {
			t.Fatal(err)
		}
		if (l.Ready() == nil) != (l.Mark().Number == 2) {
			t.Errorf("ready: %v, at %d", l.Ready(), l.Mark().Number)
		}
		if _, err := l.Practices(library.Operator(), library.Query{Order: library.OrderTitle, WithFacets: true}); err != nil {
			t.Error(err)
		}
		l.Dump()
	})
}
