package search

import (
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// explain adds to each hit of a page through which concepts it was found and where the words stand in it.
func (x *Index) explain(r *library.Results, m *matches, q *library.Query) error {
	if m == nil {
		return nil
	}
	p := &pointer{m: m, needles: map[*tongue]*needles{}, withLabels: map[labelledText]*needles{}}
	for i := range r.Hits {
		hit := &r.Hits[i]
		o := x.shelf.byID[hit.Card.ID]
		hit.Concepts = m.conceptsOf(o)
		if !q.WithHighlights {
			continue
		}
		var err error
		if hit.Highlights, err = p.highlights(hit.Card, o, q.Languages); err != nil {
			return err
		}
	}
	return nil
}

// mostConcepts bounds the concepts that one hit names.
const mostConcepts = 8

// conceptsOf are the concepts that the words mean and the practice carries, most fully named first.
func (m *matches) conceptsOf(o ordinal) []*library.Concept {
	var out []*library.Concept
	for i := range m.meanings {
		c := m.meanings[i].concept
		if c == nil || len(out) == mostConcepts || slices.Contains(out, c) {
			continue
		}
		if set := m.index.shelf.facets[m.meanings[i].facet].set(m.meanings[i].id); set != nil && set.Test(uint(o)) {
			out = append(out, c)
		}
	}
	for i := range m.named {
		n := &m.named[i]
		if len(out) == mostConcepts || !n.has(o) || slices.ContainsFunc(out, n.isSame) {
			continue
		}
		out = append(out, n.concept)
	}
	return out
}

// pointer points at the words in the texts of one page.
type pointer struct {
	m       *matches
	needles map[*tongue]*needles
	// withLabels are the needles with the labels of concepts besides.
	withLabels map[labelledText]*needles
}

// mostFragments bounds what is shown of one practice; fragments of its sections are looked for while there are fewer
// than enoughFragments.
const (
	mostFragments   = 3
	enoughFragments = 2
)

// highlights looks through one language after the other, the reader's first, and stays with the first that has any of
// the words: its title, its summary and then its sections. Where nothing was found is not looked at. Of a practice
// that was found through concepts, their labels are shown as well.
func (p *pointer) highlights(card *library.Card, o ordinal, asked []library.Language) ([]library.Highlight, error) {
	where, labels := p.m.tally.where[o], p.m.labelsShown(o)
	where.levels |= labels.levels
	for _, t := range inReadersOrder(card, asked) {
		if !p.m.index.shelf.foundIn(where, t.Language) && labels.concepts == 0 {
			continue
		}
		n := p.inWithLabels(t.Language, labels.concepts)
		h := &highlighter{needles: n, language: t.Language, room: mostFragments}
		h.look("title", t.Title)
		h.look("summary", t.Summary)
		if where.levels&(1<<levelBody) != 0 && mostFragments-h.room < enoughFragments {
			if err := p.m.index.view.eachSection(card.ID, t.Language, h.lookAndGoOn); err != nil {
				return nil, err
			}
		}
		if len(h.out) > 0 {
			return h.out, nil
		}
	}
	return nil, nil
}

func (s *shelf) foundIn(where places, tag library.Language) bool {
	number, ok := slices.BinarySearch(s.languages, tag)
	return ok && where.languages&(1<<min(number, manyLanguages)) != 0
}

// highlighter collects the fragments of one practice in one language.
type highlighter struct {
	needles  *needles
	language library.Language
	room     int
	out      []library.Highlight
}

func (h *highlighter) look(field, text string) {
	if h.room == 0 {
		return
	}
	if fragments := h.needles.fragments(text, h.room); len(fragments) > 0 {
		h.room -= len(fragments)
		h.out = append(h.out, library.Highlight{Field: field, Language: h.language, Fragments: fragments})
	}
}

// lookAndGoOn reports whether there is room for more.
func (h *highlighter) lookAndGoOn(field, text string) (more bool) {
	h.look(field, text)
	return h.room > 0
}

// inReadersOrder sorts the texts of a card: asked languages first, then as they stand.
func inReadersOrder(card *library.Card, asked []library.Language) []*library.Text {
	out := make([]*library.Text, 0, len(card.Texts))
	take := func(t *library.Text) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, want := range asked {
		for i := range card.Texts {
			if tag := card.Texts[i].Language; tag == want || strings.HasPrefix(string(want), string(tag)+"-") {
				take(&card.Texts[i])
			}
		}
	}
	for i := range card.Texts {
		take(&card.Texts[i])
	}
	return out
}
