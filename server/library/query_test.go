package library_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// keys filters one facet by one list.
func keys(f library.Facet, list ...string) library.Filter {
	var filter library.Filter
	filter.Keys[f].AnyOf = list
	return filter
}

func resolve(q library.Query) (library.Query, error) {
	return library.ResolveKeys(library.NewReference(librarytest.Concepts(), librarytest.Territories()), q)
}

func TestFilterResolves(t *testing.T) {
	var filter library.Filter
	filter.Keys[library.FacetThemes] = library.KeyFilter{AnyOf: []string{"language", "health", "language"}}
	filter.Keys[library.FacetTags] = library.KeyFilter{AnyOf: []string{}, NoneOf: []string{library.NotStated, "gardens"}}
	filter.Keys[library.FacetCountries] = library.KeyFilter{AllOf: []string{"be", "BE", "nl"}}
	filter.Keys[library.FacetLanguages] = library.KeyFilter{NoneOf: []string{"SR-latn"}}
	given := slices.Clone(filter.Keys[library.FacetThemes].AnyOf)

	got, err := resolve(library.Query{Filter: filter})
	if err != nil {
		t.Fatal(err)
	}
	var want library.Filter
	want.Keys[library.FacetThemes] = library.KeyFilter{AnyOf: []string{"health", "language"}}
	want.Keys[library.FacetTags] = library.KeyFilter{AnyOf: []string{}, NoneOf: []string{"gardens", library.NotStated}}
	want.Keys[library.FacetCountries] = library.KeyFilter{AllOf: []string{"BE", "NL"}}
	want.Keys[library.FacetLanguages] = library.KeyFilter{NoneOf: []string{"sr-Latn"}}
	if diff := cmp.Diff(want, got.Filter); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(given, filter.Keys[library.FacetThemes].AnyOf); diff != "" {
		t.Errorf("what the caller gave has changed: %s", diff)
	}
}

func TestFilterRefuses(t *testing.T) {
	var all, none library.Filter
	all.Keys[library.FacetScales].AllOf = []string{"galaxy"}
	none.Keys[library.FacetStages].NoneOf = []string{"departure"}
	tests := []struct {
		name   string
		filter library.Filter
		code   library.Code
		field  string
		says   string
	}{
		{"near", keys(library.FacetThemes, "housng"), library.CodeUnknownKey, "themes", "“housng” is not a key of themes. Did you mean “housing”?"},
		{"far", keys(library.FacetThemes, "spaceships"), library.CodeUnknownKey, "themes", "“spaceships” is not a key of themes."},
		{"not stated", keys(library.FacetThemes, library.NotStated), library.CodeUnknownKey, "themes", "“not-stated” is not"},
		{"pilot", keys(library.FacetStates, "pilot"), library.CodeUnknownKey, "states", "“pilot” is not"},
		{"territory", keys(library.FacetTerritories, "liège"), library.CodeUnknownKey, "territories", "Did you mean “liege”?"},
		{"country", keys(library.FacetCountries, "XX"), library.CodeUnknownKey, "countries", "“XX” is not"},
		{"language", keys(library.FacetLanguages, "not a language"), library.CodeUnknownKey, "languages", "“not a language” is not"},
		{"in allOf", all, library.CodeUnknownKey, "scales", "“galaxy” is not"},
		{"in noneOf", none, library.CodeUnknownKey, "stages", "“departure” is not"},
		{"second key", keys(library.FacetTags, "gardens", ""), library.CodeUnknownKey, "tags", "“” is not"},
		{"nasty", keys(library.FacetTags, "<script>\u202e"+strings.Repeat("x", 1000)), library.CodeUnknownKey, "tags", "“�script��xxx"},
		{"control character", keys(library.FacetTags, "gardens\x00"), library.CodeBadInput, "tags", "Control characters are not allowed"},
		{"too many", keys(library.FacetTags, slices.Repeat([]string{"gardens"}, library.MaxFilterKeys+1)...), library.CodeBadInput, "tags", "at most 200"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := resolve(library.Query{Filter: tt.filter})
			wantRefusal(t, err, tt.code, tt.field)
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %q, want %q in it", err, tt.says)
			}
			if len(err.Error()) > 400 {
				t.Errorf("%d bytes come back", len(err.Error()))
			}
		})
	}
	if _, err := resolve(library.Query{Filter: keys(library.FacetTags, slices.Repeat([]string{"gardens"}, library.MaxFilterKeys)...)}); err != nil {
		t.Error(err)
	}
}

// TestUnknownKeysArePlaced asks for several keys that nobody knows: the refusal says where all of them stand.
func TestUnknownKeysArePlaced(t *testing.T) {
	_, err := resolve(library.Query{Filter: keys(library.FacetThemes, "nope", "housing", "nor this")})
	refusal, ok := errors.AsType[*library.Error](err)
	if !ok || !slices.Equal(refusal.Places, []int{0, 2}) {
		t.Errorf("got %#v", err)
	}
}

func TestPageRules(t *testing.T) {
	at := &library.Position{Key: []byte("k"), ID: "i"}
	type page = library.Page
	tests := []struct {
		name  string
		in    page
		want  page
		field string // of the refusal
	}{
		{"nothing", page{}, page{First: 20}, ""},
		{"after alone", page{After: at}, page{First: 20, After: at}, ""},
		{"before alone", page{Before: at}, page{Last: 20, Before: at}, ""},
		{"first", page{First: 100, After: at}, page{First: 100, After: at}, ""},
		{"last", page{Last: 1, Before: at}, page{Last: 1, Before: at}, ""},
		{"last from the end", page{Last: 5}, page{Last: 5}, ""},
		{"both sizes", page{First: 1, Last: 1}, page{}, "first"},
		{"after with last", page{Last: 1, After: at}, page{}, "after"},
		{"before with first", page{First: 1, Before: at}, page{}, "after"},
		{"both places", page{After: at, Before: at}, page{}, "after"},
		{"negative", page{First: -1}, page{}, "first"},
		{"too many", page{Last: 101}, page{}, "last"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := resolve(library.Query{Page: tt.in})
			if tt.field != "" {
				wantRefusal(t, err, library.CodeBadPage, tt.field)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Page); diff != "" {
				t.Error(diff)
			}
		})
	}
	for n, fine := range map[int]bool{-1: false, 0: false, 1: true, 100: true, 101: false, 1_000_000: false} {
		if err := library.CheckPageSize("first", n); (err == nil) != fine {
			t.Errorf("%d: %v", n, err)
		}
	}
}

func TestWordsAndOrder(t *testing.T) {
	tests := []struct {
		words string
		order library.Order
		want  library.Order
		says  string
	}{
		{"", "", library.OrderNewest, ""},
		{"housing", "", library.OrderRelevance, "housing"},
		{" \t\r\n ", library.OrderRelevance, library.OrderNewest, ""},
		{" a\nb ", library.OrderTitle, library.OrderTitle, "a b"},
		{strings.Repeat("é", 500), library.OrderOldest, library.OrderOldest, strings.Repeat("é", 500)},
	}
	for _, tt := range tests {
		got, err := resolve(library.Query{Words: tt.words, Order: tt.order})
		if err != nil || got.Order != tt.want || got.Words != tt.says {
			t.Errorf("%q %q: got %q %q, %v", tt.words, tt.order, got.Words, got.Order, err)
		}
	}
	for field, q := range map[string]library.Query{
		"orderBy": {Order: "CHEAPEST"}, "words": {Words: strings.Repeat("a", 501)},
	} {
		_, err := resolve(q)
		wantRefusal(t, err, library.CodeBadInput, field)
	}
	_, err := resolve(library.Query{Words: "a\x00b"})
	wantRefusal(t, err, library.CodeBadInput, "words")
	_, err = resolve(library.Query{Words: "\xff"})
	wantRefusal(t, err, library.CodeBadInput, "words")
}

func TestFingerprint(t *testing.T) {
	year, same := 2019, 2019
	base := library.Query{Words: "garden", Filter: keys(library.FacetThemes, "housing", "health"), Languages: languages("fr en")}
	base.Filter.StartedFrom = &year
	equal := base
	equal.Filter = keys(library.FacetThemes, "health", "housing", "health")
	equal.Filter.StartedFrom = &same
	equal.Words, equal.Order = " garden\n", library.OrderRelevance
	equal.Page, equal.WithFacets, equal.WithHighlights = library.Page{Last: 3}, true, true
	print := func(q library.Query) [32]byte {
		t.Helper()
		resolved, err := resolve(q)
		if err != nil {
			t.Fatal(err)
		}
		return resolved.Fingerprint()
	}
	if print(base) != print(equal) {
		t.Error("equal questions have different fingerprints")
	}
	changed := func(change func(*library.Query)) library.Query { q := base; change(&q); return q }
	others := map[string]library.Query{
		"words":          changed(func(q *library.Query) { q.Words = "gardens" }),
		"order":          changed(func(q *library.Query) { q.Order = library.OrderTitle }),
		"languages":      changed(func(q *library.Query) { q.Languages = languages("en fr") }),
		"fewer":          changed(func(q *library.Query) { q.Languages = languages("fr") }),
		"filter":         changed(func(q *library.Query) { q.Filter.Keys[library.FacetThemes].AnyOf = []string{"housing"} }),
		"nothing":        changed(func(q *library.Query) { q.Filter.Keys[library.FacetTags].AnyOf = []string{} }),
		"all for any":    changed(func(q *library.Query) { q.Filter.Keys[library.FacetTags].AllOf = []string{"gardens"} }),
		"none":           changed(func(q *library.Query) { q.Filter.Keys[library.FacetTags].NoneOf = []string{"gardens"} }),
		"started":        changed(func(q *library.Query) { q.Filter.StartedFrom = nil }),
		"started to":     changed(func(q *library.Query) { q.Filter.StartedFrom, q.Filter.StartedTo = nil, &year }),
		"another facet":  changed(func(q *library.Query) { q.Filter.Keys[library.FacetStages].NoneOf = []string{"arrival"} }),
		"the base again": base,
	}
	seen := map[[32]byte]string{}
	for name, q := range others {
		if other, ok := seen[print(q)]; ok {
			t.Errorf("%s and %s look the same", name, other)
		}
		seen[print(q)] = name
	}
	empty := changed(func(q *library.Query) { q.Languages = []library.Language{} })
	none := changed(func(q *library.Query) { q.Languages = nil })
	if print(empty) != print(none) {
		t.Error("no languages are no languages, however written")
	}
}
