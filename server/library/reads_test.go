package library_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// keepFor runs the keeper for a moment, and lets it write at its end.
func keepFor(t *testing.T, l *library.Library) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	l.KeepReads(ctx, 5*time.Millisecond)
}

// TestReads: what two servers count at once comes together, and nothing of it is lost; a new start finds it.
func TestReads(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	second := open(t, s.Database.NewServer())
	var reading sync.WaitGroup
	for _, server := range []*library.Library{l, second} {
		reading.Go(func() { keepFor(t, server) })
		for range 4 {
			reading.Go(func() {
				for range 250 {
					server.NoteRead("a")
				}
			})
		}
	}
	reading.Wait()
	keepFor(t, l)
	keepFor(t, second)
	third := open(t, s.Database.NewServer())
	keepFor(t, third)
	keepFor(t, l)
	for name, server := range map[string]*library.Library{"one": l, "a new one": third} {
		if a, b := server.Reads("a"), server.Reads("b"); a != 2000 || b != 0 {
			t.Errorf("%s has counted %d and %d", name, a, b)
		}
	}
	if n := s.Database.Documents.Keys(library.CollectionReads); n != 2 {
		t.Errorf("there are %d documents", n)
	}
	must(t, s.Database.Documents.Insert(t.Context(), library.CollectionReads, "2020-01/x", map[string]any{"month": "2020-01", "reads": map[string]int{"b": 7}}))
	keepFor(t, l)
	if n := s.Database.Documents.Keys(library.CollectionReads); n != 2 || l.Reads("b") != 0 {
		t.Errorf("what is old is kept: %d", n)
	}
}

// TestMostReadFirst: translators may look at what is read most first.
func TestMostReadFirst(t *testing.T) {
	l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	l.NoteRead("b")
	for order, want := range map[library.TranslationOrder]library.ID{library.LongestWaiting: "a", library.MostRead: "b"} {
		queue := l.TranslationQueue(people["translator"], "nl", order)
		if len(queue) != 2 || queue[0].Card.ID != want || queue[0].Reads+queue[1].Reads != 1 {
			t.Errorf("%s: %+v", order, queue)
		}
	}
}
