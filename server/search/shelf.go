package search

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

const facetCount = len(library.Facets)

func trailingZeros(word uint64) int { return bits.TrailingZeros64(word) }

// shelf holds the cards of everything published, and all that lists are made from without looking at a card.
type shelf struct {
	ref         *library.Reference
	cards       []*library.Card // by ordinal; nil where nobody stands
	keys        []cardKeys      // by ordinal: what orders compare, close together
	byID        map[library.ID]ordinal
	free        []ordinal
	live        *bitset.BitSet
	seenAs      map[library.Visibility]*bitset.BitSet
	facets      [facetCount]keyedSets
	years       yearSets
	newest      *order[int64]
	oldest      *order[int64]
	updated     *order[int64]
	titles      titleOrders
	completions completions
	// readTitles makes completions complete; whoever uses them or changes a card calls it first.
	readTitles func()
	// languages are those in which somebody has a text, sorted.
	languages []library.Language
	strings   interner
}

// cardKeys are what a practice is sorted by, times in nanoseconds.
type cardKeys struct {
	published, updated int64
	id                 library.ID
}

func newShelf(ref *library.Reference) *shelf {
	s := &shelf{
		ref:         ref,
		byID:        map[library.ID]ordinal{},
		live:        bitset.New(0),
		seenAs:      map[library.Visibility]*bitset.BitSet{},
		strings:     interner{},
		completions: completions{},
		readTitles:  func() {},
	}
	for f := range s.facets {
		s.facets[f] = newKeyedSets()
	}
	published := func(o ordinal) int64 { return s.keys[o].published }
	updated := func(o ordinal) int64 { return s.keys[o].updated }
	s.newest = &order[int64]{key: published, compare: descending[int64], id: s.id}
	s.oldest = &order[int64]{key: published, compare: cmp.Compare[int64], id: s.id}
	s.updated = &order[int64]{key: updated, compare: descending[int64], id: s.id}
	return s
}

func (s *shelf) id(o ordinal) library.ID { return s.keys[o].id }

func (s *shelf) size() int { return len(s.byID) }

// visible is the set of practices that exist for a viewer.
func (s *shelf) visible(v library.Viewer) *bitset.BitSet {
	if v.Sees(library.VisibilityNetwork) {
		return s.live
	}
	if public := s.seenAs[library.VisibilityPublic]; public != nil {
		return public
	}
	return &bitset.BitSet{}
}

// card finds a practice that exists for the viewer; nil when there is none.
func (s *shelf) card(v library.Viewer, id library.ID) (*library.Card, ordinal) {
	o, ok := s.byID[id]
	if !ok || !v.Sees(s.cards[o].Visibility) {
		return nil, 0
	}
	return s.cards[o], o
}

// put places cards on the shelf, each in the stead of an older one of its ID.
func (s *shelf) put(cards []*library.Card) {
	s.readTitles()
	added := make([]ordinal, 0, len(cards))
	for _, c := range cards {
		if o, ok := s.byID[c.ID]; ok {
			s.takeAway(o)
			s.place(c, o)
			added = append(added, o)
			continue
		}
		added = append(added, s.place(c, s.nextOrdinal()))
	}
	added = s.withoutRepetitions(added)
	var titles sync.WaitGroup // the one slow thing among thousands of cards
	titles.Go(func() { s.insertTitles(added) })
	s.sortIn(added)
	titles.Wait()
}

func (s *shelf) sortIn(added []ordinal) {
	s.newest.insert(added)
	s.oldest.insert(added)
	s.updated.insert(added)
	s.titles.insert(s, added)
	s.listLanguages()
}

// fill places cards on an empty shelf, each under its number, and leaves their titles for later.
func (s *shelf) fill(cards []library.Card) {
	added := make([]ordinal, len(cards))
	s.cards, s.keys = make([]*library.Card, len(cards)), make([]cardKeys, len(cards))
	s.byID = make(map[library.ID]ordinal, len(cards))
	for i := range cards {
		added[i] = s.place(&cards[i], ordinal(i))
	}
	s.sortIn(added)
	s.readTitles = sync.OnceFunc(func() { s.completions.addMany(s.titlesOf(added)) })
}

func (s *shelf) listLanguages() {
	s.languages = s.languages[:0]
	for i := range s.facets[library.FacetLanguages].rows {
		if row := &s.facets[library.FacetLanguages].rows[i]; row.size > 0 {
			s.languages = append(s.languages, library.Language(row.id))
		}
	}
	slices.Sort(s.languages)
}

// withoutRepetitions drops ordinals that stand in the list twice, as when one change publishes a practice twice.
func (s *shelf) withoutRepetitions(list []ordinal) []ordinal {
	seen := make(map[ordinal]bool, len(list))
	out := list[:0]
	for _, o := range list {
		if !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	return out
}

func (s *shelf) nextOrdinal() ordinal {
	if n := len(s.free); n > 0 {
		o := s.free[n-1]
		s.free = s.free[:n-1]
		return o
	}
	s.cards = append(s.cards, nil)
	s.keys = append(s.keys, cardKeys{})
	return ordinal(len(s.cards) - 1)
}

// place sets a card's bits; its place in the orders is the caller's affair, who may have thousands to sort in.
func (s *shelf) place(c *library.Card, o ordinal) ordinal {
	s.cards[o] = c
	s.keys[o] = cardKeys{c.PublishedAt.UnixNano(), c.UpdatedAt.UnixNano(), c.ID}
	s.byID[c.ID] = o
	s.live.Set(uint(o))
	if s.seenAs[c.Visibility] == nil {
		s.seenAs[c.Visibility] = bitset.New(0)
	}
	s.seenAs[c.Visibility].Set(uint(o))
	for _, f := range library.Facets {
		s.placeIn(f, c, o)
	}
	if year, ok := c.Period.Start.Year(); ok {
		s.years.add(year, o)
	}
	return o
}

func (s *shelf) placeIn(f library.Facet, c *library.Card, o ordinal) {
	for _, id := range s.valuesOf(f, c) {
		s.facets[f].add(id, o)
	}
}

var onlyNotStated = []string{library.NotStated}

// valuesOf are the IDs a practice is counted under, NotStated included.
func (s *shelf) valuesOf(f library.Facet, c *library.Card) []string {
	values := c.Values(f, s.ref)
	if len(values) == 0 && f.CanBeEmpty() {
		return onlyNotStated
	}
	return values
}

// withdraw takes practices off the shelf and frees their ordinals.
func (s *shelf) withdraw(ids []library.ID) {
	s.readTitles()
	for _, id := range ids {
		if o, ok := s.byID[id]; ok {
			s.takeAway(o)
			delete(s.byID, id)
			s.cards[o] = nil
			s.free = append(s.free, o)
		}
	}
	s.listLanguages()
}

// takeAway undoes what put did for one practice; its card still stands at o meanwhile, for the orders look at it.
func (s *shelf) takeAway(o ordinal) {
	c := s.cards[o]
	s.newest.remove(o)
	s.oldest.remove(o)
	s.updated.remove(o)
	s.titles.remove(o)
	s.removeTitles(o)
	s.live.Clear(uint(o))
	s.seenAs[c.Visibility].Clear(uint(o))
	for _, f := range library.Facets {
		for _, id := range s.valuesOf(f, c) {
			s.facets[f].remove(id, o)
		}
	}
	if year, ok := c.Period.Start.Year(); ok {
		s.years.remove(year, o)
	}
}

// setReference counts anew what depends on reference data: the country of a practice is that of its territory.
func (s *shelf) setReference(ref *library.Reference) {
	s.ref = ref
	s.facets[library.FacetCountries] = newKeyedSets()
	for o, c := range s.cards {
		if c != nil {
			s.placeIn(library.FacetCountries, c, ordinal(o))
		}
	}
}

// own makes the shelf's own copy of a card, so that it holds on to nothing else of a practice.
func (s *shelf) own(c *library.Card) *library.Card {
	own := *c
	in := s.strings
	own.Territory = in.one(c.Territory)
	own.Licence = in.one(c.Licence)
	own.Visibility = library.Visibility(in.one(string(c.Visibility)))
	own.Original = library.Language(in.one(string(c.Original)))
	own.Confidence = library.Confidence(in.one(string(c.Confidence)))
	own.Period.State = library.PeriodState(in.one(string(c.Period.State)))
	own.Provenance.Kind = library.ProvenanceKind(in.one(string(c.Provenance.Kind)))
	for _, list := range []*[]string{
		&own.Themes, &own.TransversalIssues, &own.PracticeTypes, &own.TargetGroups, &own.ActorTypes, &own.Scales,
		&own.Stages, &own.Tags,
	} {
		*list = in.all(*list)
	}
	own.Texts = make([]library.Text, len(c.Texts))
	for i, t := range c.Texts {
		t.Language = library.Language(in.one(string(t.Language)))
		t.Origin = library.Origin(in.one(string(t.Origin)))
		own.Texts[i] = t
	}
	return &own
}
