package library

import "strings"

// Facet is a property of practices that lists are filtered and counted by.
type Facet uint8

// The facets, in the order in which they are shown.
const (
	FacetThemes Facet = iota
	FacetTransversalIssues
	FacetTerritories
	FacetCountries
	FacetLanguages
	FacetPracticeTypes
	FacetTargetGroups
	FacetActorTypes
	FacetScales
	FacetStages
	FacetStates
	FacetTags
)

const facetCount = int(FacetTags) + 1

// Facets lists all of them; a Facet is an index into it.
var Facets = [facetCount]Facet{
	FacetThemes, FacetTransversalIssues, FacetTerritories, FacetCountries, FacetLanguages, FacetPracticeTypes,
	FacetTargetGroups, FacetActorTypes, FacetScales, FacetStages, FacetStates, FacetTags,
}

type facetProperties struct {
	name       string
	scheme     Scheme // empty: territories, countries, languages
	canBeEmpty bool
}

var facetTable = [facetCount]facetProperties{
	FacetThemes:            {"themes", SchemeThemes, false},
	FacetTransversalIssues: {"transversalIssues", SchemeTransversalIssues, true},
	FacetTerritories:       {"territories", "", false},
	FacetCountries:         {"countries", "", true},
	FacetLanguages:         {"languages", "", false},
	FacetPracticeTypes:     {"practiceTypes", SchemePracticeTypes, true},
	FacetTargetGroups:      {"targetGroups", SchemeTargetGroups, true},
	FacetActorTypes:        {"actorTypes", SchemeActorTypes, true},
	FacetScales:            {"scales", SchemeScales, true},
	FacetStages:            {"stages", SchemeStages, true},
	FacetStates:            {"states", SchemeStates, false},
	FacetTags:              {"tags", SchemeTags, true},
}

// String is the facet's name in the API.
func (f Facet) String() string { return facetTable[f].name }

// Scheme is the concept scheme its keys come from; empty for territories, countries and languages.
func (f Facet) Scheme() Scheme { return facetTable[f].scheme }

// CanBeEmpty reports whether a practice may state nothing there, which NotStated then finds.
func (f Facet) CanBeEmpty() bool { return facetTable[f].canBeEmpty }

// Values are the IDs under which the practice is counted in a facet: concept and territory IDs, country codes,
// language tags, states in lower case. Empty where the practice states nothing; index such a one under NotStated.
// ref is where a territory's country is looked up.
func (c *Card) Values(f Facet, ref *Reference) []string {
	switch f {
	case FacetThemes:
		return c.Themes
	case FacetTransversalIssues:
		return c.TransversalIssues
	case FacetTerritories:
		return []string{c.Territory}
	case FacetCountries:
		if t := ref.Territory(c.Territory); t != nil && t.Country != "" {
			return []string{t.Country}
		}
		return nil
	case FacetLanguages:
		out := make([]string, len(c.Texts))
		for i := range c.Texts {
			out[i] = string(c.Texts[i].Language)
		}
		return out
	case FacetPracticeTypes:
		return c.PracticeTypes
	case FacetTargetGroups:
		return c.TargetGroups
	case FacetActorTypes:
		return c.ActorTypes
	case FacetScales:
		return c.Scales
	case FacetStages:
		return c.Stages
	case FacetStates:
		return []string{strings.ToLower(string(c.Period.State))}
	case FacetTags:
		return c.Tags
	}
	return nil
}
