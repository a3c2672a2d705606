package httpd

import (
	"github.com/weldi-network/practice-library/server/library"
)

// home tells what the library is, how much there is in it, and what is new.
func (rd *reader) home() (*document, error) {
	all, err := rd.site.library.Practices(library.Anonymous(), library.Query{Page: library.Page{First: 1}, WithFacets: true})
	if err != nil {
		return nil, err
	}
	t := &listText{Heading: rd.own(rd.Words.SiteClaim), Intro: rd.Words.Intro, Counted: rd.Words.Start.Newest}
	t.Numbers = rd.numbers(all)
	for _, c := range rd.ref.Concepts(library.SchemeThemes) {
		t.Themes = append(t.Themes, countedLink{rd.concept(c), rd.counted(countIn(all, library.FacetThemes, c.ID))})
	}
	for _, place := range rd.ref.Territories() {
		n := countIn(all, library.FacetTerritories, place.ID)
		t.Territories = append(t.Territories, countedLink{rd.territory(place), rd.counted(n)})
	}
	d, err := rd.fillList(readList(rd.request.URL.Query()), "/", t)
	if err != nil {
		return nil, err
	}
	d.Title, d.Page = rd.Words.SiteName, "home"
	return d, nil
}

// numbers tell how much there is: practices, and the territories, countries and languages that have any.
func (rd *reader) numbers(all *library.List) []string {
	out := []string{rd.counted(all.Total)}
	for _, n := range []struct {
		facet library.Facet
		words forms
	}{
		{library.FacetTerritories, rd.Words.Start.Territories},
		{library.FacetCountries, rd.Words.Start.Countries},
		{library.FacetLanguages, rd.Words.Start.Languages},
	} {
		count := 0
		if all.Facets != nil {
			count = len(all.Facets[n.facet])
			if all.Facets[n.facet][library.NotStated] > 0 {
				count--
			}
		}
		out = append(out, n.words.of(rd.Language, count).with(rd.Words.Numbers.write(count)))
	}
	return out
}

// countIn is how many practices of a list bear one ID of a facet.
func countIn(l *library.List, f library.Facet, id string) int {
	if l.Facets == nil {
		return 0
	}
	return l.Facets[f][id]
}
