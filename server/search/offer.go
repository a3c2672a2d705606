package search

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// offer is a label that Suggest may show, with the concept or territory that it leads to.
type offer struct {
	label     string
	concept   *library.Concept
	territory *library.Territory
}

// listOffers makes concepts and territories known to Suggest: by the names that words find them under, and those of the
// thesaurus by all their labels.
func (g *glossary) listOffers(ref *library.Reference) {
	names, terms := map[library.Language][]labelled{}, map[library.Language][]labelled{}
	add := func(to map[library.Language][]labelled, tag library.Language, o offer) {
		to[tag] = append(to[tag], labelled{o.label, strconv.Itoa(len(g.offers))})
		g.offers = append(g.offers, o)
	}
	for i := range g.subjects {
		s := &g.subjects[i]
		labels := s.names()
		for _, tag := range sortedTags(labels) {
			add(names, tag, offer{labels[tag], s.concept, s.territory})
		}
	}
	for _, c := range ref.Concepts(library.SchemeThesaurus) {
		shown := offered(ref, c)
		for _, tag := range languagesOf(c) {
			for _, label := range c.AllLabels(tag) {
				if shown == c || !strings.EqualFold(label, shown.Labels[tag]) {
					add(terms, tag, offer{label: label, concept: shown})
				}
			}
		}
	}
	g.completions.addMany(names)
	g.terms.addMany(terms)
}

func (s *subject) names() library.Labels {
	if s.concept != nil {
		return s.concept.Labels
	}
	return s.territory.Names
}

// offered is the concept of another vocabulary that means just what one of the thesaurus does, where readers can filter
// by it; else the one of the thesaurus.
func offered(ref *library.Reference, c *library.Concept) *library.Concept {
	if s := subjectOf(c); s.facet != noFacet {
		if same := ref.Concept(s.facet.Scheme(), s.id); same != nil {
			return same
		}
	}
	return c
}

// languagesOf are those in which a concept has a label of any kind, sorted.
func languagesOf(c *library.Concept) []library.Language {
	tags := sortedTags(c.Labels)
	for tag := range c.Alternatives {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// leads reports whether a viewer who is offered a concept finds anything by it. Concepts that are filters have their
// counts beside them; one of the thesaurus would be a dead end where no practice has it, nor one right below it.
func (x *Index) leads(v library.Viewer, c *library.Concept) bool {
	if c.Scheme != library.SchemeThesaurus {
		return true
	}
	th, visible := x.concepts.thesaurus(), x.shelf.visible(v)
	number := th.numbers[c.ID]
	for _, n := range append([]int{number}, th.narrower[number]...) {
		set, err := x.concepts.of(x, n)
		if err == nil && set.hasAnyOf(visible) {
			return true
		}
		if s := &th.subjects[n]; s.facet != noFacet {
			if carried := x.shelf.facets[s.facet].set(s.id); carried != nil && carried.IntersectionCardinality(visible) > 0 {
				return true
			}
		}
	}
	return false
}

func (s *conceptSet) hasAnyOf(visible *bitset.BitSet) bool {
	for level := range s.levels {
		if s.levels[level].IntersectionCardinality(visible) > 0 {
			return true
		}
	}
	return false
}
