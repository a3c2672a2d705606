package httpd

import (
	"cmp"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// narrowing is how readers without scripts change a list: by links, each to the list as it would be then. No search engine
// is to follow them: there are more such lists than practices.
type narrowing struct {
	Facets []facetChoices
	Orders []filterLink
}

// facetChoices are the values of one facet that are worth choosing.
type facetChoices struct {
	Name   string
	Values []filterLink
	// Chosen is how many of them are chosen; empty where none is. IsOpen: they are not folded.
	Chosen string
	IsOpen bool
}

// filterLink leads to the list with something chosen, or no longer chosen where it is.
type filterLink struct {
	link
	Count    string
	IsChosen bool
	// Removal says what the link does where that is not plain.
	Removal string
}

// mostValues is how many values of a facet are offered, those with the most practices: of hundreds nobody reads more.
const mostValues = 20

// openFacets are those whose values are not folded, as in the client.
var openFacets = []library.Facet{library.FacetThemes, library.FacetTransversalIssues, library.FacetTerritories}

func (rd *reader) narrowing(l *list, answer *library.List) *narrowing {
	out := &narrowing{}
	for _, f := range facetsInOrder {
		if values := rd.filterLinks(l, f, answer.Facets[f]); len(values) > 0 {
			c := facetChoices{Name: rd.facetName(f), Values: values, IsOpen: slices.Contains(openFacets, f)}
			if n := len(l.chosen[f]); n > 0 {
				c.Chosen, c.IsOpen = rd.Words.Numbers.write(n), true
			}
			out.Facets = append(out.Facets, c)
		}
	}
	usual := library.UsualOrder(l.words)
	for _, order := range orders {
		if order := library.Order(order); l.words != "" || order != library.OrderRelevance {
			sorted := *l
			sorted.order = string(order)
			if order == usual {
				sorted.order = ""
			}
			at := link{rd.listed(&sorted), rd.own(rd.Words.Orders[order])}
			out.Orders = append(out.Orders, filterLink{link: at, IsChosen: order == cmp.Or(library.Order(l.order), usual)})
		}
	}
	return out
}

// filterLinks are the values of a facet that would bring something, and those that are chosen: it must be possible to take
// these back.
func (rd *reader) filterLinks(l *list, f library.Facet, counts map[string]int) []filterLink {
	heads := slices.DeleteFunc(rd.headings(f, counts), func(h heading) bool {
		return counts[h.id] == 0 && !slices.Contains(l.chosen[f], h.key)
	})
	if f == library.FacetTags {
		rd.sortByName(heads)
	}
	least := 0
	if len(heads) > mostValues {
		brings := make([]int, 0, len(heads))
		for _, h := range heads {
			brings = append(brings, counts[h.id])
		}
		slices.Sort(brings)
		least = brings[len(brings)-mostValues]
	}
	var out []filterLink
	for _, h := range heads {
		isChosen := slices.Contains(l.chosen[f], h.key)
		if isChosen || len(out) < mostValues && counts[h.id] >= least {
			toggled := l.toggled(f, h.key)
			out = append(out, rd.filterLink(&toggled, h.Text, h.Count, isChosen))
		}
	}
	return out
}

func (rd *reader) filterLink(leadsTo *list, name text, count string, isChosen bool) filterLink {
	c := filterLink{link: link{rd.listed(leadsTo), name}, Count: count, IsChosen: isChosen}
	if isChosen {
		c.Removal = rd.Words.Remove.with(name.Value)
		if name.IsForeign { // an attribute has one language alone
			c.Removal = strings.TrimSpace(rd.Words.Remove.with(""))
		}
	}
	return c
}

// chosen are the keys that a list is narrowed by, each with the link that takes it away.
func (rd *reader) chosen(l *list) []filterLink {
	var out []filterLink
	for _, f := range facetsInOrder {
		for _, key := range l.chosen[f] {
			less := l.toggled(f, key)
			out = append(out, rd.filterLink(&less, rd.key(f, key), "", true))
		}
	}
	if l.from != nil || l.to != nil {
		less := *l
		less.from, less.to = nil, nil
		out = append(out, rd.filterLink(&less, rd.own(rd.Words.Timeline.Began.with(years(l.from, l.to))), "", true))
	}
	return out
}

// toggled is the list with this key chosen, or no longer chosen.
func (l *list) toggled(f library.Facet, key string) list {
	out := *l
	if i := slices.Index(l.chosen[f], key); i >= 0 {
		out.chosen[f] = slices.Delete(slices.Clone(l.chosen[f]), i, i+1)
	} else {
		out.chosen[f] = append(slices.Clone(l.chosen[f]), key)
	}
	return out
}

// listed is the address of a list, folded.
func (rd *reader) listed(l *list) string { return rd.Link("/practices") + query(l.write(0)) }
