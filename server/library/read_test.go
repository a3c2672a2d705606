package library_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// small is a library of four practices: one is for the network alone.
func small(t *testing.T) *library.Library {
	t.Helper()
	l, _ := librarytest.Open(t,
		librarytest.NewRecord("a", "Alpha garden", func(r *library.Record) { r.Facts.Tags = []string{"gardens"} }),
		librarytest.NewRecord("b", "Beta garden", func(r *library.Record) { r.Facts.Territory = "liege" }),
		librarytest.NewRecord("c", "Gamma", func(r *library.Record) { r.Facts.Themes = []string{"health"} }),
		librarytest.NewRecord("secret", "Secret garden", func(r *library.Record) { r.Facts.Visibility = library.VisibilityNetwork }),
	)
	return l
}

func ids(list *library.List) []string {
	out := []string{}
	for _, hit := range list.Hits {
		out = append(out, string(hit.Card.ID))
	}
	return out
}

func TestPractices(t *testing.T) {
	l := small(t)
	tests := []struct {
		name   string
		viewer library.Viewer
		query  library.Query
		want   []string
	}{
		{"all", library.Anonymous(), library.Query{}, []string{"a", "b", "c"}},
		{"all for the operator", library.Operator(), library.Query{}, []string{"a", "b", "c", "secret"}},
		{"words", library.Anonymous(), library.Query{Words: "GARDEN"}, []string{"a", "b"}},
		{"title", library.Operator(), library.Query{Words: "garden", Order: library.OrderTitle}, []string{"a", "b", "secret"}},
		{"theme", library.Anonymous(), library.Query{Filter: keys(library.FacetThemes, "health")}, []string{"c"}},
		{"country", library.Anonymous(), library.Query{Filter: keys(library.FacetCountries, "be")}, []string{"b"}},
		{"not stated", library.Anonymous(), library.Query{Filter: keys(library.FacetTags, library.NotStated)}, []string{"b", "c"}},
		{"unused language", library.Anonymous(), library.Query{Filter: keys(library.FacetLanguages, "tlh")}, []string{}},
		{"any of nil", library.Anonymous(), library.Query{Filter: keys(library.FacetTags)}, []string{"a", "b", "c"}},
		{"any of nothing", library.Anonymous(), library.Query{Filter: keys(library.FacetTags, []string{}...)}, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := l.Practices(tt.viewer, tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, ids(got)); diff != "" || got.Total != len(tt.want) {
				t.Errorf("total %d, %s", got.Total, diff)
			}
			if got.Reference != l.Reference() {
				t.Error("labels come from other reference data")
			}
		})
	}
	_, err := l.Practices(library.Anonymous(), library.Query{Filter: keys(library.FacetThemes, "x")})
	wantRefusal(t, err, library.CodeUnknownKey, "themes")
}

// TestPaging walks forwards and backwards through every page size.
func TestPaging(t *testing.T) {
	l := small(t)
	want := []string{"a", "b", "c", "secret"}
	for size := 1; size <= 5; size++ {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			var forwards, backwards []string
			page := library.Page{First: size}
			for more := true; more; {
				got, err := l.Practices(library.Operator(), library.Query{Order: library.OrderTitle, Page: page})
				if err != nil {
					t.Fatal(err)
				}
				forwards = append(forwards, ids(got)...)
				more = got.HasNext
				page.After = &got.Hits[len(got.Hits)-1].Position
			}
			page = library.Page{Last: size}
			for more := true; more; {
				got, err := l.Practices(library.Operator(), library.Query{Order: library.OrderTitle, Page: page})
				if err != nil {
					t.Fatal(err)
				}
				backwards = slices.Concat(ids(got), backwards)
				more = got.HasPrevious
				page.Before = &got.Hits[0].Position
			}
			if diff := cmp.Diff([][]string{want, want}, [][]string{forwards, backwards}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFacetsLeaveOutTheirOwn(t *testing.T) {
	l := small(t)
	got, err := l.Practices(library.Anonymous(), library.Query{Filter: keys(library.FacetThemes, "health"), WithFacets: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"housing": 2, "health": 1}, got.Facets[library.FacetThemes]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{library.NotStated: 1}, got.Facets[library.FacetTags]); diff != "" {
		t.Error(diff)
	}
}

func TestOtherQuestions(t *testing.T) {
	l := small(t)
	if got := l.Count(library.Anonymous(), library.FacetThemes, "housing"); got != 2 {
		t.Errorf("counted %d", got)
	}
	matrix, err := l.Coverage(library.Anonymous(), library.FacetThemes, library.FacetCountries, library.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	want := []library.Cell{{Row: "health", Column: "NL", Count: 1}, {Row: "housing", Column: "BE", Count: 1}, {Row: "housing", Column: "NL", Count: 1}}
	if diff := cmp.Diff(want, matrix.Cells); diff != "" {
		t.Error(diff)
	}
	_, err = l.Coverage(library.Anonymous(), library.FacetTags, library.FacetTags, library.Filter{})
	wantRefusal(t, err, library.CodeBadInput, "columns")
	_, err = l.Coverage(library.Anonymous(), library.FacetTags, library.FacetThemes, keys(library.FacetTags, "x"))
	wantRefusal(t, err, library.CodeUnknownKey, "tags")

	suggestions, err := l.Suggest(library.Anonymous(), " garden", languages("fr"), 8)
	if err != nil || len(suggestions) != 2 || suggestions[0].Label != "Alpha garden" {
		t.Errorf("got %v, %v", suggestions, err)
	}
	_, err = l.Suggest(library.Anonymous(), "\xff", nil, 8)
	wantRefusal(t, err, library.CodeBadInput, "words")
	similar, err := l.Similar(library.Anonymous(), "a", 3)
	if err != nil || len(similar) != 1 || similar[0].Card.ID != "b" {
		t.Errorf("got %v, %v", similar, err)
	}
	for _, n := range []int{0, -1, 21} {
		_, err = l.Suggest(library.Anonymous(), "a", nil, n)
		wantRefusal(t, err, library.CodeBadPage, "first")
		_, err = l.Similar(library.Anonymous(), "a", n)
		wantRefusal(t, err, library.CodeBadPage, "first")
	}
	resolved, err := l.Resolve(library.Query{})
	if err != nil || resolved.Order != library.OrderNewest || resolved.Page.First != 20 {
		t.Errorf("got %+v, %v", resolved, err)
	}
}

// TestUnseen asks for the practice of the network by every road.
func TestUnseen(t *testing.T) {
	l := small(t)
	nobody := library.Anonymous()
	if l.CardByID(nobody, "secret") != nil || l.CardBySlug(nobody, "secret") != nil || l.CardBySlug(nobody, "never") != nil {
		t.Error("a card came")
	}
	_, there := l.Practice(t.Context(), nobody, "secret")
	_, absent := l.Practice(t.Context(), nobody, "never")
	wantRefusal(t, there, library.CodeNotFound, "")
	if diff := cmp.Diff(absent.Error(), there.Error()); diff != "" {
		t.Errorf("the two can be told apart: %s", diff)
	}
	if l.CardBySlug(library.Operator(), "secret") == nil || l.CardByID(library.Operator(), "secret") == nil {
		t.Error("the operator sees nothing")
	}
	if face, err := l.Practice(t.Context(), library.Operator(), "secret"); err != nil || face.Slug != "secret" {
		t.Errorf("got %v, %v", face, err)
	}
	if got, err := l.Similar(nobody, "secret", 5); err != nil || got != nil {
		t.Errorf("got %v, %v", got, err)
	}
}
