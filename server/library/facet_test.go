package library_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func TestCardValues(t *testing.T) {
	ref := library.NewReference(librarytest.Concepts(), librarytest.Territories())
	full := librarytest.NewPractice("full", func(p *library.Practice) {
		p.Themes, p.TransversalIssues = []string{"housing", "health"}, []string{"gender"}
		p.PracticeTypes, p.TargetGroups, p.ActorTypes = []string{"service"}, []string{"women", "youth"}, []string{"municipality"}
		p.Scales, p.Stages, p.Tags = []string{"city"}, []string{"arrival"}, []string{"gardens"}
		p.Period = library.Period{State: library.StateRunning, Pilot: true}
		p.Texts = append(p.Texts, library.Text{Language: "nl"})
	})
	bare := librarytest.NewPractice("bare", func(p *library.Practice) {
		p.Territory, p.Period.State = "arrival-cities", library.StateUnknown
	})
	tests := map[library.Facet]struct {
		full, bare []string
		canBeEmpty bool
		scheme     library.Scheme
		name       string
	}{
		library.FacetThemes:            {[]string{"housing", "health"}, []string{"housing"}, false, library.SchemeThemes, "themes"},
		library.FacetTransversalIssues: {[]string{"gender"}, nil, true, library.SchemeTransversalIssues, "transversalIssues"},
		library.FacetTerritories:       {[]string{"utrecht"}, []string{"arrival-cities"}, false, "", "territories"},
		library.FacetCountries:         {[]string{"NL"}, nil, true, "", "countries"},
		library.FacetLanguages:         {[]string{"en", "nl"}, []string{"en"}, false, "", "languages"},
		library.FacetPracticeTypes:     {[]string{"service"}, nil, true, library.SchemePracticeTypes, "practiceTypes"},
		library.FacetTargetGroups:      {[]string{"women", "youth"}, nil, true, library.SchemeTargetGroups, "targetGroups"},
		library.FacetActorTypes:        {[]string{"municipality"}, nil, true, library.SchemeActorTypes, "actorTypes"},
		library.FacetScales:            {[]string{"city"}, nil, true, library.SchemeScales, "scales"},
		library.FacetStages:            {[]string{"arrival"}, nil, true, library.SchemeStages, "stages"},
		library.FacetStates:            {[]string{"running"}, []string{"unknown"}, false, library.SchemeStates, "states"},
		library.FacetTags:              {[]string{"gardens"}, nil, true, library.SchemeTags, "tags"},
	}
	if len(tests) != len(library.Facets) {
		t.Errorf("%d facets are tested, there are %d", len(tests), len(library.Facets))
	}
	for i, f := range library.Facets {
		want := tests[f]
		if diff := cmp.Diff(want.full, full.Values(f, ref)); diff != "" {
			t.Errorf("%s: %s", f, diff)
		}
		if diff := cmp.Diff(want.bare, bare.Values(f, ref)); diff != "" {
			t.Errorf("%s of the bare one: %s", f, diff)
		}
		if int(f) != i || f.String() != want.name || f.Scheme() != want.scheme || f.CanBeEmpty() != want.canBeEmpty {
			t.Errorf("%s: place %d, scheme %q, can be empty: %t", f, i, f.Scheme(), f.CanBeEmpty())
		}
		for _, id := range want.full {
			if got, ok := ref.ResolveKey(f, ref.KeyOf(f, id)); !ok || got != id {
				t.Errorf("%s: the key of %s resolves to %q, %t", f, id, got, ok)
			}
		}
	}
	if got := full.Values(library.Facet(99), ref); got != nil {
		t.Errorf("got %v", got)
	}
}
