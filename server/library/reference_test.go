package library_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func territoryKeys(r *library.Reference) []string {
	var out []string
	for _, t := range r.Territories() {
		out = append(out, t.Key)
	}
	return out
}

func TestReferenceOrder(t *testing.T) {
	r := library.NewReference(librarytest.Concepts(), librarytest.Territories())
	if diff := cmp.Diff([]string{"liege", "utrecht", "arrival-cities", "wien"}, territoryKeys(r)); diff != "" {
		t.Errorf("partners first, then by name: %s", diff)
	}
	if diff := cmp.Diff([]string{"housing", "health", "language"}, r.FacetKeys(library.FacetThemes)); diff != "" {
		t.Errorf("concepts in their own order: %s", diff)
	}
	if diff := cmp.Diff([]string{"planned", "running", "ended", "unknown"}, r.FacetKeys(library.FacetStates)); diff != "" {
		t.Errorf("a pilot counts as running: %s", diff)
	}
	var choices []string
	for _, c := range r.Choices(library.SchemeStates) {
		choices = append(choices, c.Key)
	}
	if diff := cmp.Diff(r.FacetKeys(library.FacetStates), choices); diff != "" {
		t.Errorf("a pilot is none of the states to choose: %s", diff)
	}
	if r.Concept(library.SchemeStates, "pilot") == nil {
		t.Error("the pilot is gone from the reference data")
	}
	if diff := cmp.Diff(territoryKeys(r), r.FacetKeys(library.FacetTerritories)); diff != "" {
		t.Error(diff)
	}
	if got := r.FacetKeys(library.FacetLanguages); got != nil {
		t.Errorf("any language is a key: %v", got)
	}
}

// TestRenamed renames a theme twice and a territory once.
func TestRenamed(t *testing.T) {
	before := library.NewReference(librarytest.Concepts(), librarytest.Territories())
	theme := librarytest.NewConcept(library.SchemeThemes, "housing")
	theme.Key, theme.FormerKeys = "homes", []string{"dwelling"}
	city := librarytest.Territories()[1]
	city.Key = "utrecht-city"
	after := before.With([]*library.Concept{theme}, []*library.Territory{city})

	for _, key := range []string{"homes", "dwelling", "housing"} {
		if c := after.ConceptByKey(library.SchemeThemes, key); c != theme {
			t.Errorf("%s: got %v", key, c)
		}
		if id, ok := after.ResolveKey(library.FacetThemes, key); !ok || id != "housing" {
			t.Errorf("%s: got %q, %t", key, id, ok)
		}
	}
	if got := after.KeyOf(library.FacetThemes, "housing"); got != "homes" {
		t.Errorf("got %q", got)
	}
	if got := theme.Path(); got != "/themes/homes" {
		t.Errorf("got %q", got)
	}
	for _, key := range []string{"utrecht", "utrecht-city"} {
		if got := after.TerritoryByKey(key); got != city {
			t.Errorf("%s: got %v", key, got)
		}
	}
	if got := after.KeyOf(library.FacetTerritories, "utrecht"); got != "utrecht-city" {
		t.Errorf("got %q", got)
	}
	if diff := cmp.Diff([]string{"homes", "health", "language"}, after.FacetKeys(library.FacetThemes)); diff != "" {
		t.Errorf("a renamed concept keeps its place: %s", diff)
	}
	if before.ConceptByKey(library.SchemeThemes, "homes") != nil || before.Territory("utrecht").Key != "utrecht" {
		t.Error("the Reference of before has changed")
	}
}

func TestReferenceWith(t *testing.T) {
	before := library.NewReference(librarytest.Concepts(), librarytest.Territories())
	city := librarytest.Territories()[0]
	city.ID, city.Key, city.Names = "aachen", "aachen", library.Labels{"en": "Aachen"}
	after := before.With([]*library.Concept{librarytest.NewConcept(library.SchemeTags, "aid")}, []*library.Territory{city})
	if diff := cmp.Diff([]string{"buddies", "gardens", "aid"}, after.FacetKeys(library.FacetTags)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"liege", "utrecht", "aachen", "arrival-cities", "wien"}, territoryKeys(after)); diff != "" {
		t.Error(diff)
	}
	if len(before.Territories()) != 4 || len(before.Concepts(library.SchemeTags)) != 2 {
		t.Error("the Reference of before has changed")
	}
	if got := after.Concept(library.SchemeTags, "aid").Path(); got != "/concepts/tags/aid" {
		t.Error(got)
	}
	if got := after.Territory("aachen").Path(); got != "/territories/aachen" {
		t.Error(got)
	}
	if got := after.KeyOf(library.FacetTags, "gone"); got != "gone" {
		t.Errorf("an id nobody knows: %q", got)
	}
}

func TestResolveKey(t *testing.T) {
	r := library.NewReference(librarytest.Concepts(), librarytest.Territories())
	tests := []struct {
		facet library.Facet
		key   string
		want  string // empty: unknown
	}{
		{library.FacetThemes, "housing", "housing"},
		{library.FacetThemes, "Housing", ""},
		{library.FacetThemes, "gender", ""}, // a key of another scheme
		{library.FacetThemes, library.NotStated, ""},
		{library.FacetTags, library.NotStated, library.NotStated},
		{library.FacetCountries, "nl", "NL"},
		{library.FacetCountries, "Be", "BE"},
		{library.FacetCountries, "FR", "FR"}, // no practice there
		{library.FacetCountries, "uk", ""},
		{library.FacetCountries, "", ""},
		{library.FacetCountries, library.NotStated, library.NotStated},
		{library.FacetLanguages, "PT-br", "pt-BR"},
		{library.FacetLanguages, "tlh", "tlh"},
		{library.FacetLanguages, "english!", ""},
		{library.FacetLanguages, library.NotStated, ""},
		{library.FacetStates, "running", "running"},
		{library.FacetStates, "pilot", ""},
		{library.FacetStates, library.NotStated, ""},
		{library.FacetTerritories, "liege", "liege"},
		{library.FacetTerritories, "Liège", ""},
		{library.FacetTerritories, library.NotStated, ""},
	}
	for _, tt := range tests {
		got, ok := r.ResolveKey(tt.facet, tt.key)
		if ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("%s %q: got %q, %t, want %q", tt.facet, tt.key, got, ok, tt.want)
		}
	}
}
