package search

import (
	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// countFacets counts every facet under everything but its own AnyOf.
func (s *scope) countFacets(shelf *shelf) *library.FacetCounts {
	var counts library.FacetCounts
	for f := range counts {
		counts[f] = countRows(&shelf.facets[f], s.without(f))
	}
	return &counts
}

// countRows counts the practices under each ID, without zeros.
func countRows(sets *keyedSets, under *bitset.BitSet) map[string]int {
	counts := make(map[string]int, len(sets.rows))
	for i := range sets.rows {
		row := &sets.rows[i]
		if row.size == 0 {
			continue
		}
		if n := int(under.IntersectionCardinality(row.members)); n > 0 {
			counts[row.id] = n
		}
	}
	return counts
}

// Count counts the practices under one ID of a facet that exist for the viewer.
func (x *Index) Count(v library.Viewer, f library.Facet, id string) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if int(f) >= facetCount {
		return 0
	}
	set := x.shelf.facets[f].set(id)
	if set == nil {
		return 0
	}
	return int(x.shelf.visible(v).IntersectionCardinality(set))
}

// Card gives a published practice; nil when there is none that exists for the viewer.
func (x *Index) Card(v library.Viewer, id library.ID) *library.Card {
	x.mu.RLock()
	defer x.mu.RUnlock()
	card, _ := x.shelf.card(v, id)
	return card
}
