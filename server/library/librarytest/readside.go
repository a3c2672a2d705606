package librarytest

import (
	"maps"
	"slices"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// ReadSide is a library.ReadSide that looks at every card for every question. Its words are found anywhere in titles
// and summaries, whatever their case; relevance goes by ID.
type ReadSide struct {
	mu        sync.Mutex
	mark      library.Mark
	ref       *library.Reference
	cards     map[library.ID]*library.Card
	saved     *saved
	failing   error
	resets    int
	saves     int
	applied   []uint64
	failSaves error
}

var _ library.ReadSide = (*ReadSide)(nil)

type saved struct {
	mark  library.Mark
	cards map[library.ID]*library.Card
}

// NewReadSide is empty.
func NewReadSide() *ReadSide {
	return &ReadSide{ref: library.NewReference(nil, nil), cards: map[library.ID]*library.Card{}}
}

// Reopened is the read side as a new start finds it: as it was saved last.
func (r *ReadSide) Reopened() *ReadSide {
	r.mu.Lock()
	defer r.mu.Unlock()
	fresh := NewReadSide()
	if r.saved != nil {
		fresh.mark, fresh.cards, fresh.saved = r.saved.mark, maps.Clone(r.saved.cards), r.saved
	}
	return fresh
}

// Fail lets every Apply fail; nil lets none fail.
func (r *ReadSide) Fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failing = err
}

// FailSaves lets every Save fail; nil lets none fail.
func (r *ReadSide) FailSaves(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failSaves = err
}

// Calls tells how often it was emptied and saved, and which entries it has taken in, in order.
func (r *ReadSide) Calls() (resets, saves int, applied []uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.resets, r.saves, slices.Clone(r.applied)
}

// Cards gives all that is held, by ID.
func (r *ReadSide) Cards() map[library.ID]*library.Card {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.cards)
}

// Mark implements library.ReadSide.
func (r *ReadSide) Mark() library.Mark {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.mark
}

// SetReference implements library.ReadSide.
func (r *ReadSide) SetReference(ref *library.Reference) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ref = ref
}

// Apply implements library.ReadSide.
func (r *ReadSide) Apply(c library.Changes) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failing != nil {
		return r.failing
	}
	for i := range c.Published {
		card := c.Published[i].Card
		r.cards[card.ID] = &card
	}
	for _, id := range c.Withdrawn {
		delete(r.cards, id)
	}
	r.mark = c.Mark
	r.applied = append(r.applied, c.Mark.Number)
	return nil
}

// Purge implements library.ReadSide.
func (r *ReadSide) Purge() error { return nil }

// Reset implements library.ReadSide.
func (r *ReadSide) Reset() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mark, r.cards = library.Mark{}, map[library.ID]*library.Card{}
	r.resets++
	return nil
}

// Save implements library.ReadSide.
func (r *ReadSide) Save() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failSaves != nil {
		return r.failSaves
	}
	r.saved = &saved{r.mark, maps.Clone(r.cards)}
	r.saves++
	return nil
}

// Card implements library.ReadSide.
func (r *ReadSide) Card(v library.Viewer, id library.ID) *library.Card {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.cards[id]; c != nil && v.Sees(c.Visibility) {
		return c
	}
	return nil
}
