package view

import (
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// ConceptScheme names a vocabulary the way enum values are written: TARGET_GROUPS for target-groups.
type ConceptScheme string

// Scheme is the vocabulary's own name.
func (s ConceptScheme) Scheme() library.Scheme {
	return library.Scheme(strings.ToLower(strings.ReplaceAll(string(s), "_", "-")))
}

// TerritoryKind is a kind of place, in capitals.
type TerritoryKind string

// TextDirection is LTR or RTL.
type TextDirection string

// CoverageAxis names a facet in the singular.
type CoverageAxis string

// RelaxationKind tells what is dropped: WORDS and the like, or a facet by the name of its axis.
type RelaxationKind string

// Facet is the facet that an axis counts by.
func (a CoverageAxis) Facet() library.Facet {
	for facet, axis := range axes {
		if axis == a {
			return library.Facet(facet)
		}
	}
	return library.FacetThemes
}

var axes = [...]CoverageAxis{
	library.FacetThemes:            "THEME",
	library.FacetTransversalIssues: "TRANSVERSAL_ISSUE",
	library.FacetTerritories:       "TERRITORY",
	library.FacetCountries:         "COUNTRY",
	library.FacetLanguages:         "LANGUAGE",
	library.FacetPracticeTypes:     "PRACTICE_TYPE",
	library.FacetTargetGroups:      "TARGET_GROUP",
	library.FacetActorTypes:        "ACTOR_TYPE",
	library.FacetScales:            "SCALE",
	library.FacetStages:            "STAGE",
	library.FacetStates:            "STATE",
	library.FacetTags:              "TAG",
}
