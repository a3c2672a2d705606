package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// advise says what to ask instead of a question that found nothing, as far as that is wanted: other words, or less.
// found is what the words as typed have found, whatever the filter.
func (x *Index) advise(r *library.Results, v library.Viewer, q *library.Query, found *matches) (err error) {
	a := &adviser{index: x, viewer: v, asked: parse(q.Words), query: q, found: found}
	if q.WithOtherWords {
		if r.DidYouMean, err = a.otherWords(); err != nil {
			return err
		}
	}
	if q.WithRelaxations {
		r.Relaxations, err = a.relaxations()
	}
	return err
}

type adviser struct {
	index  *Index
	viewer library.Viewer
	asked  asked
	query  *library.Query
	found  *matches
	out    []library.Relaxation
}

// count tells how many practices some units find within a filter. No unit at all narrows nothing. All that were typed
// are not looked for again: that is most of the work, and what they find depends on no filter.
func (a *adviser) count(units []unit, f *library.Filter) (int, error) {
	switch {
	case len(units) == 0:
		return a.within(nil, f), nil
	case len(units) == len(a.asked.units) && &units[0] == &a.asked.units[0]:
		return a.within(a.found, f), nil
	}
	found, err := a.index.matchAsked(a.viewer, &asked{units: units}, nil)
	if err != nil {
		return 0, err
	}
	defer found.release()
	return a.within(found, f), nil
}

// within counts what was found and lies within a filter too; nil is everything.
func (a *adviser) within(found *matches, f *library.Filter) int {
	s := a.index.acquireScope()
	defer a.index.releaseScope(s)
	s.narrow(a.index.shelf, a.viewer, f, found.all())
	return s.total
}

// relaxations tries to do without single words, single facets, the whole filter or all the words, and proposes
// whatever then finds something; where nothing does, to do without everything.
func (a *adviser) relaxations() ([]library.Relaxation, error) {
	units, filter := a.asked.units, &a.query.Filter
	if len(units) == 0 && a.hasWords() {
		err := a.withoutWords(filter) // they find nothing, whatever the filter
		return a.out, err
	}
	if n := len(units); n > 1 && n <= library.MostDropped {
		for i := range units {
			rest := slices.Delete(slices.Clone(units), i, i+1)
			dropped := library.Relaxation{Kind: library.RelaxWords, Dropped: []string{units[i].written}}
			if err := a.propose(dropped, rest, filter); err != nil {
				return nil, err
			}
		}
	}
	for _, f := range library.Facets {
		if !isAsked(&filter.Keys[f]) {
			continue
		}
		less := *filter
		less.Keys[f] = library.KeyFilter{}
		dropped := library.Relaxation{Kind: library.RelaxFacet, Facet: f, Dropped: keysOfFilter(&filter.Keys[f])}
		if err := a.propose(dropped, units, &less); err != nil {
			return nil, err
		}
	}
	if err := a.relaxMore(units, filter); err != nil {
		return nil, err
	}
	return a.out, nil
}

func (a *adviser) relaxMore(units []unit, filter *library.Filter) error {
	if filter.StartedFrom != nil || filter.StartedTo != nil {
		less := *filter
		less.StartedFrom, less.StartedTo = nil, nil
		if err := a.propose(library.Relaxation{Kind: library.RelaxStarted}, units, &less); err != nil {
			return err
		}
	}
	if len(units) > 0 && isFilter(filter) {
		if err := a.propose(library.Relaxation{Kind: library.RelaxFilter}, units, &library.Filter{}); err != nil {
			return err
		}
	}
	return a.withoutWords(filter)
}

// withoutWords proposes to drop all the words and, where nothing that was proposed finds anything, the filter too.
func (a *adviser) withoutWords(filter *library.Filter) error {
	if a.hasWords() {
		all := library.Relaxation{Kind: library.RelaxWords, Dropped: a.asked.texts()}
		if err := a.propose(all, nil, filter); err != nil {
			return err
		}
	}
	if len(a.out) > 0 {
		return nil
	}
	return a.propose(library.Relaxation{Kind: library.RelaxEverything}, nil, &library.Filter{})
}

func (a *adviser) hasWords() bool { return strings.TrimSpace(a.query.Words) != "" }

func (a *adviser) propose(r library.Relaxation, units []unit, f *library.Filter) (err error) {
	rest := asked{units: units}
	r.Words = strings.Join(rest.texts(), " ")
	if r.Count, err = a.count(units, f); err == nil && r.Count > 0 {
		a.out = append(a.out, r)
	}
	return err
}

func isAsked(k *library.KeyFilter) bool {
	return k.AnyOf != nil || len(k.AllOf) > 0 || len(k.NoneOf) > 0
}

func isFilter(f *library.Filter) bool {
	for i := range f.Keys {
		if isAsked(&f.Keys[i]) {
			return true
		}
	}
	return f.StartedFrom != nil || f.StartedTo != nil
}

func keysOfFilter(k *library.KeyFilter) []string {
	keys := slices.Concat(k.AnyOf, k.AllOf, k.NoneOf)
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (a *asked) texts() []string {
	out := make([]string, len(a.units))
	for i := range a.units {
		out[i] = a.units[i].written
	}
	return out
}

// otherWords proposes words that find something where those typed find nothing, whatever the filter: without quotation
// marks, or with the nearest words that somebody uses.
func (a *adviser) otherWords() (string, error) {
	if len(a.asked.units) == 0 || len(a.asked.units) > library.MostDropped {
		return "", nil
	}
	if n, err := a.count(a.asked.units, &library.Filter{}); n > 0 || err != nil {
		return "", err
	}
	open := a.asked
	if a.asked.required() != 0 {
		open = parse(strings.ReplaceAll(strings.Join(a.asked.texts(), " "), `"`, " "))
		if n, err := a.count(open.units, &library.Filter{}); n > 0 || err != nil {
			return strings.Join(open.texts(), " "), err
		}
	}
	nearest, err := a.nearest(&open)
	if err != nil {
		return "", err
	}
	if n, err := a.count(nearest.units, &library.Filter{}); n == 0 || err != nil {
		return "", err
	}
	return strings.Join(nearest.texts(), " "), nil
}

// nearest replaces each word that nobody has by the nearest one, with more patience than a correction that is made
// unasked.
func (a *adviser) nearest(as *asked) (*asked, error) {
	m := &matches{index: a.index, asked: as, tally: a.index.acquireTally(a.viewer)}
	defer m.release()
	out := &asked{units: slices.Clone(as.units)}
	for i := range as.units {
		form := fold(as.units[i].tokens[0].spellings[0])
		letters := utf8.RuneCountInString(form)
		if letters < shortestForm || !isLetters(form) || m.isStopSomewhere(i) {
			continue
		}
		if n, err := m.countForm(form); n > 0 || err != nil {
			if err != nil {
				return nil, err
			}
			continue
		}
		found, err := m.nearest(form, min(2, letters/2))
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			word, err := m.written(&found[0])
			if err != nil {
				return nil, err
			}
			out.units[i] = wordUnit(word)
		}
	}
	return out, nil
}

// written gives a word as the first practice that has it writes it, in lower case; where none does, as a label has it.
func (m *matches) written(c *correction) (string, error) {
	if c.count == 0 && c.written != "" {
		return c.written, nil
	}
	view, word := m.index.view, c.form
	var unread error
	err := view.eachDocument(fieldForms, c.form, func(o ordinal) (more bool) {
		if !m.tally.sees(o) {
			return true
		}
		word, unread = view.spelt(m.index.shelf.cards[o], c.form)
		return false
	})
	return word, cmp.Or(unread, err)
}

// spelt finds how a practice writes a form: its titles and summaries are looked through before its sections.
func (v *wordView) spelt(card *library.Card, form string) (word string, err error) {
	for i := range card.Texts {
		for _, text := range []string{card.Texts[i].Title, card.Texts[i].Summary} {
			if word := writtenIn(text, form); word != "" {
				return word, nil
			}
		}
	}
	for i := range card.Texts {
		err := v.eachSection(card.ID, card.Texts[i].Language, func(_, text string) (more bool) {
			word = writtenIn(text, form)
			return word == ""
		})
		if word != "" || err != nil {
			return cmp.Or(word, form), err
		}
	}
	return form, nil
}

// writtenIn is the first word of a text that has a form and is not that very form; empty when there is none.
func writtenIn(text, form string) (word string) {
	eachToken(text, func(start, end int) bool {
		if tk := tokenOf(text[start:end]); tk.forms()[0] == form {
			word = strings.ToLower(text[start:end])
		}
		return word == "" || word == form
	})
	if word == form {
		return ""
	}
	return word
}
