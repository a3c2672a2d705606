package library_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// reads counts how many entries a function asked the journal for.
func reads(j *librarytest.Journal, do func()) int {
	_, before := j.Calls()
	do()
	_, after := j.Calls()
	return after - before
}

func TestStartOnlyCatchesUp(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	for i := range 20 {
		publish(t, l, librarytest.NewSubmission(fmt.Sprintf("new-%d", i)))
	}
	if s.Saver.Saves() != 0 {
		t.Error("it was saved too early")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, saves, _ := s.ReadSide.Calls(); s.Saver.Saves() != 1 || saves != 1 {
		t.Errorf("%d and %d savings at the end", s.Saver.Saves(), saves)
	}
	publish(t, open(t, s.Database.NewServer()), librarytest.NewSubmission("by-another"))
	var again *library.Library
	n := reads(s.Database.Journal, func() { again, s = restart(t, s) })
	if n > 5 {
		t.Errorf("a start read %d entries", n)
	}
	_, _, applied := s.ReadSide.Calls()
	if diff := cmp.Diff([]uint64{23}, applied); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(open(t, s.Database.NewServer()).Dump(), again.Dump()); diff != "" {
		t.Errorf("not what the journal says: %s", diff)
	}
}

// filled is a journal of n entries: one import, then publications of one practice.
func filled(t *testing.T, n int) *librarytest.Database {
	t.Helper()
	l, s := librarytest.Open(t)
	publish(t, l, librarytest.NewSubmission("p"))
	entries := s.Database.Journal.Entries()
	for last := entries[len(entries)-1]; last.Number < uint64(n); {
		last.Number++
		last.Previous, last.UUID = last.UUID, fmt.Sprintf("u%d", last.Number)
		s.Database.Journal.Put(last)
	}
	return s.Database
}

func TestSavedEveryThousand(t *testing.T) {
	db := filled(t, library.SaveEvery-2)
	s := db.NewServer()
	l := open(t, s)
	if s.Saver.Saves() != 0 {
		t.Errorf("saved %d times", s.Saver.Saves())
	}
	publish(t, l, librarytest.NewSubmission("a"))
	publish(t, l, librarytest.NewSubmission("b"))
	if s.Saver.Saves() != 1 {
		t.Errorf("saved %d times", s.Saver.Saves())
	}
	publish(t, l, librarytest.NewSubmission("c"))
	if s.Saver.Saves() != 1 {
		t.Errorf("saved %d times", s.Saver.Saves())
	}
	killed, next := restart(t, s) // without Close
	if diff := cmp.Diff(l.Dump(), killed.Dump()); diff != "" {
		t.Error(diff)
	}
	if _, _, applied := next.ReadSide.Calls(); len(applied) != 1 {
		t.Errorf("applied %v", applied)
	}
}

// TestSavingFails: a full disk costs the next start some time and nothing else.
func TestSavingFails(t *testing.T) {
	db := filled(t, library.SaveEvery-1)
	for name, fail := range map[string]func(*librarytest.Server, error){
		"fold":      func(s *librarytest.Server, err error) { s.Saver.Fail(err) },
		"read side": func(s *librarytest.Server, err error) { s.ReadSide.FailSaves(err) },
	} {
		t.Run(name, func(t *testing.T) {
			s := db.NewServer()
			fail(s, librarytest.ErrCut)
			l := open(t, s)
			slug := strings.ReplaceAll(name, " ", "-")
			face := publish(t, l, librarytest.NewSubmission(slug))
			publish(t, l, revision(face, "en", "Next", 1))
			if err := l.Close(); err == nil {
				t.Error("Close says nothing of it")
			}
			fail(s, nil)
			again, _ := restart(t, s)
			if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
				t.Error(diff)
			}
			if again.CardBySlug(library.Anonymous(), slug) == nil {
				t.Error("the read side is behind")
			}
		})
	}
}

func TestSavedState(t *testing.T) {
	elsewhere := librarytest.NewDatabase()
	elsewhere.NewServer() // ids of a second server are not those of a first one
	foreign := open(t, elsewhere.NewServer())
	imports(t, foreign, librarytest.NewBundle("1"))
	tests := []struct {
		name   string
		damage func(t *testing.T, s *librarytest.Server)
		resets int
	}{
		{"nothing saved", func(_ *testing.T, s *librarytest.Server) { s.Saver.Set(nil) }, 0},
		{"half saved", func(_ *testing.T, s *librarytest.Server) { s.Saver.Set(s.Saver.LoadState()[:100]) }, 0},
		{"not JSON", func(_ *testing.T, s *librarytest.Server) { s.Saver.Set([]byte("\x00\xff")) }, 0},
		{"null", func(_ *testing.T, s *librarytest.Server) { s.Saver.Set([]byte("null")) }, 0},
		{"null head", func(t *testing.T, s *librarytest.Server) { edit(t, s, "heads", []any{nil}) }, 0},
		{"null concept", func(t *testing.T, s *librarytest.Server) { edit(t, s, "concepts", []any{nil}) }, 0},
		{"other version", func(t *testing.T, s *librarytest.Server) { edit(t, s, "version", 99) }, 0},
		{"beyond the end", func(t *testing.T, s *librarytest.Server) {
			edit(t, s, "mark", library.Mark{Library: "s1-2", Number: 99, UUID: "x"})
		}, 0},
		{"other history", func(t *testing.T, s *librarytest.Server) {
			edit(t, s, "mark", library.Mark{Library: "s1-2", Number: 3, UUID: "x"})
		}, 0},
		{"other library", func(t *testing.T, s *librarytest.Server) { s.Saver.Set([]byte(foreign.Dump())) }, 0},
		{"read side lost", func(t *testing.T, s *librarytest.Server) { reset(t, s) }, 1},
		{"both lost", func(t *testing.T, s *librarytest.Server) { s.Saver.Set(nil); reset(t, s) }, 1},
		{"read side of another library", func(t *testing.T, s *librarytest.Server) {
			apply(t, s, library.Mark{Library: "other", Number: 3, UUID: mark(s, 3)})
		}, 1},
		{"read side of another history", func(t *testing.T, s *librarytest.Server) {
			apply(t, s, library.Mark{Library: mark(s, 0), Number: 3, UUID: "other"})
		}, 1},
		{"read side from beyond the end", func(t *testing.T, s *librarytest.Server) {
			apply(t, s, library.Mark{Library: mark(s, 0), Number: 99, UUID: "other"})
		}, 1},
		{"foreign read side alone", func(t *testing.T, s *librarytest.Server) {
			s.Saver.Set(nil)
			apply(t, s, library.Mark{Library: mark(s, 0), Number: 3, UUID: "other"})
		}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
			face := publish(t, l, librarytest.NewSubmission("c"))
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			next := s.Restarted()
			tt.damage(t, next)
			again := open(t, next)
			if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(s.ReadSide.Cards(), next.ReadSide.Cards()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(l.Mark(), next.ReadSide.Mark()); diff != "" {
				t.Error(diff)
			}
			if resets, _, _ := next.ReadSide.Calls(); resets != tt.resets {
				t.Errorf("the read side was emptied %d times, want %d", resets, tt.resets)
			}
			publish(t, again, revision(face, "en", "Next", 1))
		})
	}
}

func reset(t *testing.T, s *librarytest.Server) {
	t.Helper()
	if err := s.ReadSide.Reset(); err != nil {
		t.Fatal(err)
	}
}

// apply puts a practice on the read side that is not in the library, under the given mark.
func apply(t *testing.T, s *librarytest.Server, m library.Mark) {
	t.Helper()
	if err := s.ReadSide.Apply(library.Changes{Mark: m, Published: []library.Practice{librarytest.NewPractice("ghost")}}); err != nil {
		t.Fatal(err)
	}
}

// mark gives the UUID of an entry, or the library's id for 0.
func mark(s *librarytest.Server, number int) string {
	entries := s.Database.Journal.Entries()
	if number > 0 {
		return entries[number-1].UUID
	}
	var opened struct{ Library string }
	if err := json.Unmarshal(entries[0].Payload, &opened); err != nil {
		panic(err)
	}
	return opened.Library
}

// edit replaces one field of what is saved.
func edit(t *testing.T, s *librarytest.Server, field string, value any) {
	t.Helper()
	var saved map[string]any
	if err := json.Unmarshal(s.Saver.LoadState(), &saved); err != nil {
		t.Fatal(err)
	}
	saved[field] = value
	data, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	s.Saver.Set(data)
}

// TestReadSideAheadOfTheFold: the read side was saved, the fold was not; taking entries in again is harmless.
func TestReadSideAheadOfTheFold(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	old := s.Saver.LoadState()
	publish(t, l, librarytest.NewSubmission("b"))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	next := s.Restarted()
	next.Saver.Set(old)
	again := open(t, next)
	if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
		t.Error(diff)
	}
	if _, _, applied := next.ReadSide.Calls(); len(applied) != 0 {
		t.Errorf("applied %v", applied)
	}
	publish(t, again, librarytest.NewSubmission("c"))
	if _, _, applied := next.ReadSide.Calls(); len(applied) != 1 || again.CardBySlug(library.Anonymous(), "b") == nil {
		t.Errorf("applied %v", applied)
	}
}

func FuzzSavedState(f *testing.F) {
	l, s := librarytest.Open(f, librarytest.NewRecord("a", "A"))
	want := l.Dump()
	f.Add([]byte(want))
	f.Add([]byte(`{"version":2,"mark":{"number":1},"heads":[null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		next := s.Database.NewServer()
		next.Saver.Set(data)
		if _, err := library.Open(t.Context(), next.Ports()); err != nil {
			t.Error(err)
		}
	})
}
