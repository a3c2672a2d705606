package search

import (
	"slices"
	"strconv"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// insertTitles makes the titles of practices known to Suggest.
func (s *shelf) insertTitles(added []ordinal) {
	if len(added) > insertOneByOne {
		s.completions.addMany(s.titlesOf(added))
		return
	}
	for _, o := range added {
		for i := range s.cards[o].Texts {
			t := &s.cards[o].Texts[i]
			s.completions.add(t.Language, t.Title, string(s.cards[o].ID))
		}
	}
}

func (s *shelf) titlesOf(list []ordinal) map[library.Language][]labelled {
	texts := map[library.Language][]labelled{}
	for _, o := range list {
		for i := range s.cards[o].Texts {
			t := &s.cards[o].Texts[i]
			texts[t.Language] = append(texts[t.Language], labelled{t.Title, string(s.cards[o].ID)})
		}
	}
	return texts
}

func (s *shelf) removeTitles(o ordinal) {
	for i := range s.cards[o].Texts {
		t := &s.cards[o].Texts[i]
		s.completions.remove(t.Language, t.Title, string(s.cards[o].ID))
	}
}

// mostOfAKind keeps room for practices among concepts and territories.
const mostOfAKind = 3

// suggester collects completions in the order in which they are shown.
type suggester struct {
	x         *Index
	viewer    library.Viewer
	prefix    string
	limit     int
	out       []library.Suggestion
	practices map[string]bool
	concepts  map[*library.Concept]bool
	places    map[*library.Territory]bool
}

// Suggest completes what is being typed: labels of concepts, those of the thesaurus included, names of territories and
// titles of practices that begin with it, and then those in which a later word does. The reader's languages come first,
// in their order.
func (x *Index) Suggest(v library.Viewer, words string, languages []library.Language, limit int) []library.Suggestion {
	x.mu.RLock()
	defer x.mu.RUnlock()
	prefix := typedPrefix(words)
	if prefix == "" || limit <= 0 || x.closed {
		return nil
	}
	x.shelf.readTitles()
	s := &suggester{
		x: x, viewer: v, prefix: prefix, limit: limit,
		practices: map[string]bool{}, concepts: map[*library.Concept]bool{}, places: map[*library.Territory]bool{},
	}
	for _, tag := range x.suggestionLanguages(languages) {
		if s.completeIn(tag); len(s.out) >= limit {
			break
		}
	}
	return s.out
}

// longestPrefix bounds what is completed, in words.
const longestPrefix = 12

func typedPrefix(words string) string {
	whole, parts := foldWords(strings.ToValidUTF8(words, " "))
	if len(parts) > longestPrefix {
		whole = whole[:parts[longestPrefix].start-1]
	}
	return whole
}

// suggestionLanguages are the reader's, also without their regions, and then all others by tag.
func (x *Index) suggestionLanguages(asked []library.Language) []library.Language {
	var out []library.Language
	add := func(tag library.Language) {
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	for _, tag := range asked {
		add(tag)
		base, _, _ := strings.Cut(string(tag), "-")
		add(library.Language(base))
	}
	asIs := len(out)
	for _, from := range []completions{x.terms.completions, x.terms.terms, x.shelf.completions} {
		for tag := range from {
			add(tag)
		}
	}
	slices.Sort(out[asIs:])
	return out
}

// completeIn looks at names before labels of the thesaurus, and at those before titles.
func (s *suggester) completeIn(tag library.Language) {
	names, terms, titles := s.x.terms.completions[tag], s.x.terms.terms[tag], s.x.shelf.completions[tag]
	for _, isFirst := range []bool{true, false} {
		names.of(isFirst).from(s.prefix, s.offer(tag))
		terms.of(isFirst).from(s.prefix, s.offer(tag))
		titles.of(isFirst).from(s.prefix, s.practice(tag))
	}
}

func (s *suggester) offer(tag library.Language) func(string) bool {
	return func(id string) bool {
		if len(s.out) >= s.limit {
			return false
		}
		number, _ := strconv.Atoi(id) // listOffers wrote it
		if o := &s.x.terms.offers[number]; s.takes(o) {
			s.out = append(s.out, library.Suggestion{
				Label: o.label, Language: tag, Concept: o.concept, Territory: o.territory,
			})
		}
		return true
	}
}

// takes reports whether there is room for an offer that was not made before, and notes that it is made.
func (s *suggester) takes(o *offer) bool {
	if o.territory != nil {
		if s.places[o.territory] || len(s.places) >= mostOfAKind {
			return false
		}
		s.places[o.territory] = true
		return true
	}
	if s.concepts[o.concept] || len(s.concepts) >= mostOfAKind || !s.x.leads(s.viewer, o.concept) {
		return false
	}
	s.concepts[o.concept] = true
	return true
}

func (s *suggester) practice(tag library.Language) func(string) bool {
	return func(id string) bool {
		if len(s.out) >= s.limit {
			return false
		}
		card, _ := s.x.shelf.card(s.viewer, library.ID(id))
		if card == nil || s.practices[id] {
			return true
		}
		for i := range card.Texts {
			if card.Texts[i].Language == tag {
				s.practices[id] = true
				s.out = append(s.out, library.Suggestion{Label: card.Texts[i].Title, Language: tag, Practice: card})
				break
			}
		}
		return true
	}
}
