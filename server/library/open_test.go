package library_test

import (
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// shortPatience is how long a change may take in tests where it fails.
const shortPatience = 60 * time.Millisecond

func open(t *testing.T, s *librarytest.Server) *library.Library {
	t.Helper()
	l, err := library.Open(t.Context(), s.Ports())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// restart opens the library of a server again, as after a kill.
func restart(t *testing.T, s *librarytest.Server) (*library.Library, *librarytest.Server) {
	t.Helper()
	next := s.Restarted()
	return open(t, next), next
}

func TestOpenEmpty(t *testing.T) {
	db := librarytest.NewDatabase()
	a, b := open(t, db.NewServer()), open(t, db.NewServer())
	entries := db.Journal.Entries()
	if len(entries) != 1 || entries[0].Type != library.EntryLibraryOpened || entries[0].Number != 1 || entries[0].Previous != "" {
		t.Fatalf("got %+v", entries)
	}
	if a.Mark() != b.Mark() || a.Mark().Library == "" {
		t.Errorf("got %+v and %+v", a.Mark(), b.Mark())
	}
	if a.Ready() != nil || a.BundleHash("test") != "" || len(a.Reference().Territories()) != 0 {
		t.Error("an empty library is not ready, or not empty")
	}
}

// TestOpenAtOnce starts many servers on one empty journal: one of them founds the library.
func TestOpenAtOnce(t *testing.T) {
	db := librarytest.NewDatabase()
	marks := make(chan library.Mark)
	for range 8 {
		s := db.NewServer()
		go func() {
			l, err := library.Open(t.Context(), s.Ports())
			if err != nil {
				t.Error(err)
				marks <- library.Mark{}
				return
			}
			marks <- l.Mark()
		}()
	}
	first := <-marks
	for range 7 {
		if m := <-marks; m != first {
			t.Errorf("got %+v and %+v", first, m)
		}
	}
	if n := len(db.Journal.Entries()); n != 1 {
		t.Errorf("%d entries", n)
	}
}

func TestOpenWithoutDatabase(t *testing.T) {
	s := librarytest.NewDatabase().NewServer()
	s.Database.Journal.FailReads(func(uint64) error { return librarytest.ErrCut })
	if _, err := library.Open(t.Context(), s.Ports()); err == nil {
		t.Error("it opened without a journal to read")
	}
	s.Database.Journal.FailReads(nil)
	s.Database.Journal.Choose(func(library.Entry) librarytest.Outcome { return librarytest.LostRequest })
	_, err := library.Open(t.Context(), library.WithPatience(s.Ports(), shortPatience))
	wantRefusal(t, err, library.CodeUnavailable, "")
}

func TestDefaults(t *testing.T) {
	s := librarytest.NewDatabase().NewServer()
	ports := s.Ports()
	ports.Clock, ports.NewID = nil, nil
	l, err := library.Open(t.Context(), ports)
	if err != nil {
		t.Fatal(err)
	}
	e := s.Database.Journal.Entries()[0]
	if time.Since(e.At) > time.Minute || len(e.UUID) != 26 || len(l.Mark().Library) != 26 || l.Mark().Library == e.UUID {
		t.Errorf("got %+v", e)
	}
}
