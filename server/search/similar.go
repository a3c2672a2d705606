package search

import (
	"cmp"
	"math"
	"slices"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// alike are the facets in which practices are compared, with how much one shared ID counts before its rarity.
var alike = [...]struct {
	facet  library.Facet
	weight float64
}{
	{library.FacetTags, 3},
	{library.FacetThemes, 2},
	{library.FacetTransversalIssues, 2},
	{library.FacetTargetGroups, 1.5},
	{library.FacetPracticeTypes, 1},
	{library.FacetStages, 1},
}

// sameKind raises practices from a comparable territory: a city beside a city.
const sameKind = 0.5

// Similar gives practices like one, most alike first: those that share concepts with it, rare ones counting more.
// Nothing but concepts makes two practices alike; a comparable territory only raises what is.
func (x *Index) Similar(v library.Viewer, id library.ID, limit int) []library.Similar {
	x.mu.RLock()
	defer x.mu.RUnlock()
	card, self := x.shelf.card(v, id)
	if card == nil || limit <= 0 {
		return nil
	}
	t := x.acquireTally(v)
	defer x.releaseTally(t)
	x.compare(t, card)
	t.hits.Clear(uint(self))
	order := order[float64]{
		key: func(o ordinal) float64 { return t.total.of[o] }, compare: descending[float64], id: x.shelf.id,
	}
	w := order.choose(&t.hits, limit, false, nil)
	out := make([]library.Similar, len(w.ordinals))
	for i, o := range w.ordinals {
		out[i] = library.Similar{Card: x.shelf.cards[o], Reasons: x.shelf.shared(card, x.shelf.cards[o])}
	}
	return out
}

// trait is one ID that a practice carries, with those who carry it too.
type trait struct {
	carriers *bitset.BitSet
	count    int
	worth    float64
}

// How many practices are compared, if there are so many.
const (
	fewestAlike = 200
	mostAlike   = 2000
)

// compare adds up what practices share with a card. It looks only at those who share its rarer traits: the others
// share what is common, and there are always enough that share more.
func (x *Index) compare(t *tally, card *library.Card) {
	traits := x.traitsOf(t, card)
	t.gather(traits)
	for i := range traits {
		eachBoth(&t.hits, traits[i].carriers, func(o ordinal) { t.total.add(o, traits[i].worth) })
	}
	kind := x.shelf.kindOf(card)
	if kind == "" {
		return
	}
	for _, territory := range x.shelf.ref.Territories() {
		if set := x.shelf.facets[library.FacetTerritories].set(territory.ID); set != nil && territory.Kind == kind {
			eachBoth(&t.hits, set, func(o ordinal) { t.total.add(o, sameKind) })
		}
	}
}

// gather collects who shares one of the rarest traits, and where those are too many, who shares several.
func (t *tally) gather(traits []trait) {
	count, i := 0, 0
	for ; i < len(traits) && count < fewestAlike; i++ {
		t.hits.InPlaceUnion(traits[i].carriers)
		t.hits.InPlaceIntersection(t.visible)
		count = int(t.hits.Count())
	}
	for ; i < len(traits) && count > mostAlike; i++ {
		if both := int(t.hits.IntersectionCardinality(traits[i].carriers)); both >= fewestAlike {
			t.hits.InPlaceIntersection(traits[i].carriers)
			count = both
		}
	}
}

// traitsOf lists what a card carries, rarest first, counted among what the viewer sees.
func (x *Index) traitsOf(t *tally, card *library.Card) []trait {
	var traits []trait
	for _, a := range alike {
		for _, id := range card.Values(a.facet, x.shelf.ref) {
			set := x.shelf.facets[a.facet].set(id)
			if set == nil {
				continue
			}
			count := int(t.visible.IntersectionCardinality(set))
			worth := a.weight * math.Log1p(float64(t.size)/float64(max(count, 1)))
			traits = append(traits, trait{set, count, worth})
		}
	}
	slices.SortStableFunc(traits, func(a, b trait) int { return cmp.Compare(a.count, b.count) })
	return traits
}

func (s *shelf) kindOf(c *library.Card) string {
	if t := s.ref.Territory(c.Territory); t != nil {
		return t.Kind
	}
	return ""
}

// shared lists what two practices have in common, the weightiest facet first. That they come from one territory is
// told too.
func (s *shelf) shared(a, b *library.Card) []library.Reason {
	var reasons []library.Reason
	for _, in := range alike {
		others := b.Values(in.facet, s.ref)
		var both []string
		for _, id := range a.Values(in.facet, s.ref) {
			if slices.Contains(others, id) {
				both = append(both, id)
			}
		}
		if len(both) > 0 {
			slices.SortFunc(both, cmp.Compare)
			reasons = append(reasons, library.Reason{Facet: in.facet, IDs: both})
		}
	}
	if a.Territory == b.Territory {
		reasons = append(reasons, library.Reason{Facet: library.FacetTerritories, IDs: []string{a.Territory}})
	}
	return reasons
}
