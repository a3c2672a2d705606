package search

import (
	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// scope is what a question comes down to: who is in the list. Scopes are reused; give them back with release.
type scope struct {
	// base holds who passes everything except the facets' AnyOf; hits who passes those too.
	base, hits bitset.BitSet
	// chosen holds, for a facet with an AnyOf, the union of what was chosen; nil for any other facet.
	chosen [facetCount]*bitset.BitSet
	unions [facetCount]bitset.BitSet // what chosen points to, unless one set alone was chosen
	spare  bitset.BitSet
	total  int
}

var nobody = &bitset.BitSet{}

func (x *Index) acquireScope() *scope {
	if s, ok := x.scopes.Get().(*scope); ok {
		return s
	}
	return &scope{}
}

func (x *Index) releaseScope(s *scope) { x.scopes.Put(s) }

// narrow finds who passes a filter. matches are those whose words fit, nil when no words were given.
func (s *scope) narrow(shelf *shelf, v library.Viewer, f *library.Filter, matches *bitset.BitSet) {
	copySet(&s.base, shelf.visible(v))
	if matches != nil {
		s.base.InPlaceIntersection(matches)
	}
	if f.StartedFrom != nil || f.StartedTo != nil {
		s.spare.ClearAll()
		shelf.years.between(f.StartedFrom, f.StartedTo, &s.spare)
		s.base.InPlaceIntersection(&s.spare)
	}
	for facet := range f.Keys {
		s.narrowByFacet(&shelf.facets[facet], &f.Keys[facet], facet)
	}
	copySet(&s.hits, &s.base)
	for _, chosen := range s.chosen {
		if chosen != nil {
			s.hits.InPlaceIntersection(chosen)
		}
	}
	s.total = int(s.hits.Count())
}

func (s *scope) narrowByFacet(sets *keyedSets, keys *library.KeyFilter, facet int) {
	for _, id := range keys.AllOf {
		if set := sets.set(id); set != nil {
			s.base.InPlaceIntersection(set)
		} else {
			s.base.ClearAll()
		}
	}
	for _, id := range keys.NoneOf {
		if set := sets.set(id); set != nil {
			s.base.InPlaceDifference(set)
		}
	}
	s.chosen[facet] = s.union(sets, keys.AnyOf, facet)
}

// union gives everybody under any of the IDs; nil when nothing was asked.
func (s *scope) union(sets *keyedSets, ids []string, facet int) *bitset.BitSet {
	switch {
	case ids == nil:
		return nil
	case len(ids) == 1:
		if set := sets.set(ids[0]); set != nil {
			return set
		}
		return nobody
	}
	union := &s.unions[facet]
	union.ClearAll()
	for _, id := range ids {
		if set := sets.set(id); set != nil {
			union.InPlaceUnion(set)
		}
	}
	return union
}

// without gives who would be in the list if one facet had no AnyOf. The answer stands until the next call.
func (s *scope) without(facet int) *bitset.BitSet {
	if s.chosen[facet] == nil {
		return &s.hits
	}
	copySet(&s.spare, &s.base)
	for other, chosen := range s.chosen {
		if other != facet && chosen != nil {
			s.spare.InPlaceIntersection(chosen)
		}
	}
	return &s.spare
}
