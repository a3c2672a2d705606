package librarytest

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// Search implements library.ReadSide. It gives no highlights and no matched concepts.
func (r *ReadSide) Search(v library.Viewer, q library.Query) (*library.Results, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := r.find(v, q, nil)
	slices.SortFunc(found, func(a, b *library.Card) int {
		return cmp.Or(bytes.Compare(sortKey(q, a), sortKey(q, b)), cmp.Compare(a.ID, b.ID))
	})
	results := &library.Results{Total: len(found)}
	if q.WithFacets {
		results.Facets = r.facets(v, q)
	}
	first, last := cut(q, found)
	results.HasPrevious, results.HasNext = first > 0, last < len(found)
	for _, c := range found[first:last] {
		results.Hits = append(results.Hits, library.Hit{Card: c, Position: library.Position{Key: sortKey(q, c), ID: c.ID}})
	}
	return results, nil
}

// cut gives the bounds of the page that was asked for.
func cut(q library.Query, found []*library.Card) (first, last int) {
	place := func(p *library.Position) int {
		return len(found) - len(slices.DeleteFunc(slices.Clone(found), func(c *library.Card) bool {
			return cmp.Or(bytes.Compare(sortKey(q, c), p.Key), cmp.Compare(c.ID, p.ID)) <= 0
		}))
	}
	if q.Page.Last > 0 {
		last = len(found)
		if q.Page.Before != nil {
			last = place(q.Page.Before)
			if last > 0 && found[last-1].ID == q.Page.Before.ID {
				last--
			}
		}
		return max(0, last-q.Page.Last), last
	}
	if q.Page.After != nil {
		first = place(q.Page.After)
	}
	return first, min(len(found), first+q.Page.First)
}

// sortKey makes what the cards of a list are sorted by, smallest first.
func sortKey(q library.Query, c *library.Card) []byte {
	switch q.Order {
	case library.OrderNewest:
		return fmt.Appendf(nil, "%020d", 1<<60-c.PublishedAt.UnixMilli())
	case library.OrderOldest:
		return fmt.Appendf(nil, "%020d", c.PublishedAt.UnixMilli())
	case library.OrderRecentlyUpdated:
		return fmt.Appendf(nil, "%020d", 1<<60-c.UpdatedAt.UnixMilli())
	case library.OrderTitle:
		return []byte(strings.ToLower(c.Title(q.Languages).Value))
	case library.OrderRelevance:
	}
	return nil
}

// find lists the cards that a question is true of, leaving out what one facet's AnyOf says, if one is given.
func (r *ReadSide) find(v library.Viewer, q library.Query, but *library.Facet) []*library.Card {
	var out []*library.Card
	for _, c := range r.cards {
		if v.Sees(c.Visibility) && hasWords(c, q.Words) && r.passes(c, q.Filter, but) {
			out = append(out, c)
		}
	}
	return out
}

func hasWords(c *library.Card, words string) bool {
	for _, t := range c.Texts {
		if strings.Contains(strings.ToLower(t.Title+"\n"+t.Summary), strings.ToLower(words)) {
			return true
		}
	}
	return false
}

func (r *ReadSide) passes(c *library.Card, f library.Filter, but *library.Facet) bool {
	for _, facet := range library.Facets {
		has := r.values(c, facet)
		in := func(id string) bool { return slices.Contains(has, id) }
		out := func(id string) bool { return !in(id) }
		keys := f.Keys[facet]
		if but == nil || *but != facet {
			if keys.AnyOf != nil && !slices.ContainsFunc(keys.AnyOf, in) {
				return false
			}
		}
		if slices.ContainsFunc(keys.AllOf, out) || slices.ContainsFunc(keys.NoneOf, in) {
			return false
		}
	}
	year, known := c.Period.Start.Year()
	return (f.StartedFrom == nil || known && year >= *f.StartedFrom) && (f.StartedTo == nil || known && year <= *f.StartedTo)
}

// values are the IDs that a card is counted under, NotStated included.
func (r *ReadSide) values(c *library.Card, f library.Facet) []string {
	if values := c.Values(f, r.ref); len(values) > 0 || !f.CanBeEmpty() {
		return values
	}
	return []string{library.NotStated}
}

func (r *ReadSide) facets(v library.Viewer, q library.Query) *library.FacetCounts {
	var counts library.FacetCounts
	for _, f := range library.Facets {
		counts[f] = r.count(r.find(v, q, &f), f)
	}
	return &counts
}

func (r *ReadSide) count(cards []*library.Card, f library.Facet) map[string]int {
	out := map[string]int{}
	for _, c := range cards {
		for _, id := range r.values(c, f) {
			out[id]++
		}
	}
	return out
}

// Count implements library.ReadSide.
func (r *ReadSide) Count(v library.Viewer, f library.Facet, id string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.count(r.find(v, library.Query{}, nil), f)[id]
}

// Coverage implements library.ReadSide.
func (r *ReadSide) Coverage(v library.Viewer, rows, columns library.Facet, q library.Query) (*library.CoverageCounts, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := r.find(v, q, nil)
	out := &library.CoverageCounts{Rows: r.count(found, rows), Columns: r.count(found, columns)}
	cells := map[library.Cell]int{}
	for _, c := range found {
		for _, row := range r.values(c, rows) {
			for _, column := range r.values(c, columns) {
				cells[library.Cell{Row: row, Column: column}]++
			}
		}
	}
	for cell, count := range cells {
		cell.Count = count
		out.Cells = append(out.Cells, cell)
	}
	slices.SortFunc(out.Cells, func(a, b library.Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	return out, nil
}

// Timeline implements library.ReadSide.
func (r *ReadSide) Timeline(v library.Viewer, q library.Query) ([]library.YearCount, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	counts, unknown := map[int]int{}, 0
	for _, c := range r.find(v, q, nil) {
		if year, ok := c.Period.Start.Year(); ok {
			counts[year]++
		} else {
			unknown++
		}
	}
	var out []library.YearCount
	for _, year := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, library.YearCount{Year: &year, Count: counts[year]})
	}
	if unknown > 0 {
		out = append(out, library.YearCount{Count: unknown})
	}
	return out, nil
}

// Concepts implements library.ReadSide: those carried by people alone.
func (r *ReadSide) Concepts(v library.Viewer, id library.ID) ([]library.AssignedConcept, error) {
	card := r.Card(v, id)
	r.mu.Lock()
	defer r.mu.Unlock()
	if card == nil {
		return nil, nil
	}
	var out []library.AssignedConcept
	for _, c := range r.ref.Concepts(library.SchemeThesaurus) {
		for _, f := range library.Facets {
			scheme, same, ok := c.ExactMatch()
			if ok && f.Scheme() == scheme && slices.Contains(card.Values(f, r.ref), same) {
				out = append(out, library.AssignedConcept{Concept: c, AssignedBy: library.AssignedByPerson})
			}
		}
	}
	return out, nil
}

// Suggest implements library.ReadSide: practices alone, by title.
func (r *ReadSide) Suggest(v library.Viewer, words string, languages []library.Language, limit int) []library.Suggestion {
	results, err := r.Search(v, library.Query{
		Words: words, Order: library.OrderTitle, Languages: languages, Page: library.Page{First: limit},
	})
	if err != nil {
		return nil
	}
	var out []library.Suggestion
	for _, hit := range results.Hits {
		title := hit.Card.Title(languages)
		out = append(out, library.Suggestion{Label: title.Value, Language: title.Language, Practice: hit.Card})
	}
	return out
}

// Similar implements library.ReadSide: practices that share a theme, by ID.
func (r *ReadSide) Similar(v library.Viewer, id library.ID, limit int) []library.Similar {
	r.mu.Lock()
	defer r.mu.Unlock()
	own := r.cards[id]
	if own == nil || !v.Sees(own.Visibility) {
		return nil
	}
	var out []library.Similar
	for _, c := range r.find(v, library.Query{}, nil) {
		shared := slices.DeleteFunc(slices.Clone(c.Themes), func(t string) bool { return !slices.Contains(own.Themes, t) })
		if c.ID != id && len(shared) > 0 {
			out = append(out, library.Similar{Card: c, Reasons: []library.Reason{{Facet: library.FacetThemes, IDs: shared}}})
		}
	}
	slices.SortFunc(out, func(a, b library.Similar) int { return cmp.Compare(a.Card.ID, b.Card.ID) })
	return out[:min(limit, len(out))]
}
