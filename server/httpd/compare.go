package httpd

import (
	"net/url"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// mostCompared is how many practices stand side by side at most, as in the client.
const mostCompared = 4

// comparisonText is a comparison as it is read without scripts: a table with a column for each practice.
type comparisonText struct {
	Practices []comparedHead
	Rows      []comparedRow
	// Absent are addresses behind which there is no practice, each with what became of it.
	Absent []absent
}

// comparedHead is a practice with what has to be said about the language of its text.
type comparedHead struct {
	cardText
	Notices []string
}

// comparedRow is one line of facts, or one section, of all practices.
type comparedRow struct {
	Heading string
	Cells   []comparedCell
}

// comparedCell is what one practice says there: short values, or a long text. Empty where it says nothing.
type comparedCell struct {
	Values []text
	// Organisations are told with their roles.
	Organisations []organisationText
	Long          *sectionText
}

type absent struct{ Slug, Why string }

// readCompared reads the practices of a comparison from a hand-edited address: each once, and no more than fit.
func readCompared(q url.Values) []string {
	var out []string
	for _, list := range q["practices"] {
		for slug := range strings.SplitSeq(list, ",") {
			if slug = strings.TrimSpace(slug); slug != "" && !slices.Contains(out, slug) && len(out) < mostCompared {
				out = append(out, slug)
			}
		}
	}
	return out
}

func writeCompared(slugs []string) string {
	if len(slugs) == 0 {
		return ""
	}
	escaped := make([]string, len(slugs))
	for i, slug := range slugs {
		escaped[i] = url.QueryEscape(slug)
	}
	return "practices=" + strings.Join(escaped, ",")
}

// compared sets practices side by side, with one read of the store for each.
func (rd *reader) compared() (*document, error) {
	slugs := readCompared(rd.request.URL.Query())
	t := &comparisonText{}
	var all []*practiceText
	for _, slug := range slugs {
		card := rd.site.library.CardBySlug(library.Anonymous(), slug)
		if card == nil {
			t.Absent = append(t.Absent, absent{slug, rd.whyAbsent(slug)})
			continue
		}
		whole, err := rd.site.library.Practice(rd.context(), library.Anonymous(), card.ID)
		if err != nil {
			return nil, err
		}
		p := rd.whole(whole)
		all = append(all, p)
		t.Practices = append(t.Practices, comparedHead{p.cardText, p.Notices})
	}
	if len(all) > 0 {
		t.Rows = append(rd.comparedFacts(all), rd.comparedSections(all)...)
	}
	words := rd.Words.Compare
	return &document{
		reader: rd, Title: words.Title, Description: words.Intro, Path: "/compare", Query: writeCompared(slugs),
		IsPassing: true, Kind: "website", Page: "compare", Template: "compare", Text: t,
	}, nil
}

func (rd *reader) whyAbsent(slug string) string {
	if rd.site.library.Tombstone(library.Anonymous(), slug) != nil {
		return rd.Words.Withdrawn
	}
	return rd.Words.NotFound
}

// comparedFacts are the lines that every practice has, so that they stand side by side.
func (rd *reader) comparedFacts(all []*practiceText) []comparedRow {
	line := func(heading string, values func(*practiceText) []text) comparedRow {
		r := comparedRow{Heading: heading}
		for _, p := range all {
			r.Cells = append(r.Cells, comparedCell{Values: values(p)})
		}
		return r
	}
	out := []comparedRow{
		line(rd.Words.Territory, rd.whereOf),
		line(rd.Words.Period, func(p *practiceText) []text { return []text{rd.own(p.Period)} }),
		rd.comparedOrganisations(all),
	}
	for _, f := range []library.Facet{
		library.FacetThemes, library.FacetTargetGroups, library.FacetPracticeTypes, library.FacetActorTypes, library.FacetScales,
	} {
		out = append(out, line(rd.facetName(f), func(p *practiceText) []text { return p.valuesOf(f) }))
	}
	return append(out, line(rd.Words.Confidence, func(p *practiceText) []text { return []text{rd.own(p.Confidence)} }))
}

func (rd *reader) whereOf(p *practiceText) []text {
	var out []text
	if p.Territory != nil {
		out = append(out, p.Territory.Text)
	}
	if p.Country != "" {
		out = append(out, rd.own(p.Country))
	}
	return out
}

func (rd *reader) comparedOrganisations(all []*practiceText) comparedRow {
	r := comparedRow{Heading: rd.Words.Organisations}
	for _, p := range all {
		r.Cells = append(r.Cells, comparedCell{Organisations: p.Organisations})
	}
	return r
}

// valuesOf are the labels of one facet.
func (p *practiceText) valuesOf(facet library.Facet) []text {
	var out []text
	for _, f := range p.Facets {
		if f.facet == facet {
			for _, l := range f.Links {
				out = append(out, l.Text)
			}
		}
	}
	return out
}

// comparedSections are the long texts that at least one of the practices has.
func (rd *reader) comparedSections(all []*practiceText) []comparedRow {
	var out []comparedRow
	for _, kind := range library.SectionKinds {
		r, some := comparedRow{Heading: rd.Words.Sections[kind]}, false
		for _, p := range all {
			c := comparedCell{}
			for i := range p.Sections {
				if p.Sections[i].kind == kind {
					c.Long, some = &p.Sections[i], true
				}
			}
			r.Cells = append(r.Cells, c)
		}
		if some {
			out = append(out, r)
		}
	}
	return out
}
