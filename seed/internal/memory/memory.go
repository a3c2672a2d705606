// Package memory opens libraries that keep everything in memory, for the tests of the seed and of the corpus.
package memory

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Now is the time in these libraries.
var Now = time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)

// Store holds what a library stored; tests look into it.
type Store struct {
	mu      sync.Mutex
	entries []library.Entry
	bodies  map[library.ID]map[uint64]library.Practice
}

// Open opens an empty library.
func Open(t testing.TB) (*library.Library, *Store) {
	t.Helper()
	store := &Store{bodies: map[library.ID]map[uint64]library.Practice{}}
	lib, err := library.Open(t.Context(), library.Ports{
		Journal: store, Bodies: store, Saver: store, ReadSide: &readSide{cards: map[library.ID]*library.Card{}},
		Clock: func() time.Time { return Now },
	})
	if err != nil {
		t.Fatal(err)
	}
	return lib, store
}

// Append implements library.Journal.
func (s *Store) Append(_ context.Context, e library.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.Number != uint64(len(s.entries))+1 {
		return library.ErrNumberTaken
	}
	s.entries = append(s.entries, e)
	return nil
}

// Entry implements library.Journal.
func (s *Store) Entry(_ context.Context, number uint64) (library.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if number < 1 || number > uint64(len(s.entries)) {
		return library.Entry{}, library.ErrNoEntry
	}
	return s.entries[number-1], nil
}

// Since implements library.Journal.
func (s *Store) Since(_ context.Context, number uint64) iter.Seq2[library.Entry, error] {
	later := s.Entries()[number:]
	return func(yield func(library.Entry, error) bool) {
		for _, e := range later {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// Entries lists the whole journal.
func (s *Store) Entries() []library.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.entries)
}

// PutBodies implements library.Bodies.
func (s *Store) PutBodies(_ context.Context, number uint64, faces []library.Practice) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faces {
		if s.bodies[f.ID] == nil {
			s.bodies[f.ID] = map[uint64]library.Practice{}
		}
		s.bodies[f.ID][number] = f
	}
	return nil
}

// Body implements library.Bodies.
func (s *Store) Body(_ context.Context, id library.ID, number uint64) (*library.Practice, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	face, ok := s.bodies[id][number]
	if !ok {
		return nil, library.ErrNoBody
	}
	return &face, nil
}

// LoadState implements library.Saver: nothing outlives these libraries.
func (s *Store) LoadState() []byte { return nil }

// SaveState implements library.Saver.
func (s *Store) SaveState([]byte) error { return nil }

// readSide knows the cards of what is published and answers no questions.
type readSide struct {
	library.ReadSide // the rest is not called here
	mu               sync.Mutex
	mark             library.Mark
	cards            map[library.ID]*library.Card
}

func (r *readSide) Mark() library.Mark {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.mark
}

func (r *readSide) SetReference(*library.Reference) {}

func (r *readSide) Apply(c library.Changes) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range c.Published {
		r.cards[c.Published[i].ID] = &c.Published[i].Card
	}
	maps.DeleteFunc(r.cards, func(id library.ID, _ *library.Card) bool { return slices.Contains(c.Withdrawn, id) })
	r.mark = c.Mark
	return nil
}

func (r *readSide) Card(v library.Viewer, id library.ID) *library.Card {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.cards[id]; c != nil && v.Sees(c.Visibility) {
		return c
	}
	return nil
}
