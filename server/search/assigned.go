package search

import (
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

// Concepts gives the concepts of the thesaurus that a practice has: first those that people have assigned, through the
// same concept of another vocabulary, then those whose labels stand in its texts, titles before summaries before
// sections.
func (x *Index) Concepts(v library.Viewer, id library.ID) ([]library.AssignedConcept, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	card, o := x.shelf.card(v, id)
	if card == nil || x.closed {
		return nil, nil
	}
	found, err := x.labelsOf(card)
	if err != nil {
		return nil, err
	}
	th := x.concepts.thesaurus()
	var carried, matched []int
	for number := range th.subjects {
		s := &th.subjects[number]
		switch {
		case s.facet != noFacet && x.shelf.facets[s.facet].holds(s.id, o):
			carried = append(carried, number)
		case found[number] != 0:
			matched = append(matched, number)
		}
	}
	slices.SortStableFunc(matched, func(a, b int) int { return firstLevel(found[a]) - firstLevel(found[b]) })
	out := make([]library.AssignedConcept, 0, len(carried)+len(matched))
	for _, number := range carried {
		out = append(out, library.AssignedConcept{Concept: th.subjects[number].concept, AssignedBy: library.AssignedByPerson})
	}
	for _, number := range matched {
		out = append(out, library.AssignedConcept{Concept: th.subjects[number].concept, AssignedBy: library.AssignedByMatch})
	}
	return out, nil
}

func firstLevel(levels uint8) int { return trailingZeros(uint64(levels)) }

func (k *keyedSets) holds(id string, o ordinal) bool {
	set := k.set(id)
	return set != nil && set.Test(uint(o))
}

// labelsOf reads the texts of one practice, the long ones as they were indexed, for labels.
func (x *Index) labelsOf(card *library.Card) (labelsFound, error) {
	th, found := x.concepts.thesaurus(), labelsFound{}
	for i := range card.Texts {
		t := &card.Texts[i]
		add := found.in(th.lexicon(t.Language))
		add(levelTitle, t.Title)
		add(levelSummary, t.Summary)
		add(levelBody, t.EndReason)
		err := x.view.eachSection(card.ID, t.Language, func(_, text string) (more bool) {
			add(levelBody, text)
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
