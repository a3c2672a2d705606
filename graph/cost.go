package graph

import (
	"github.com/weldi-network/practice-library/graph/generated"
	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// The cost of a query is about the number of values in its answer. A page of 100 practices with all they have costs
// some 8,000; a list of lists of lists is refused.
const (
	maxCost = 30_000

	territoriesGuess = 50 // how many territories there are, about
	facetGuess       = 20 // how many keys a facet has, about
	matrixGuess      = 400
	bodyCost         = 10 // a read of the database
	conceptsGuess    = 100
	narrowerGuess    = 10
	assignedGuess    = 20
	yearsGuess       = 30
)

func costs() generated.ComplexityRoot {
	var c generated.ComplexityRoot
	c.Query.Practices = func(child int, _ *string, _ *model.PracticeFilter, _ *library.Order, _ []library.Language, first *int, _ *string, last *int, _ *string) int {
		return pageCost(child, first, last)
	}
	c.Territory.Practices = func(child int, first *int, _ *string, _ *model.PracticeFilter) int {
		return pageCost(child, first, nil)
	}
	c.Query.Territories = func(child int) int { return territoriesGuess * child }
	c.Query.Concepts = func(child int, _ view.ConceptScheme) int { return conceptsGuess * child }
	c.Term.Narrower = func(child int) int { return narrowerGuess * child }
	c.Query.Coverage = func(child int, _, _ view.CoverageAxis, _ *model.PracticeFilter) int { return matrixGuess * child }
	c.Practice.Concepts = func(child int) int { return assignedGuess * child }
	c.Query.Timeline = func(child int, _ *string, _ *model.PracticeFilter) int { return yearsGuess * child }
	c.Query.Suggest = func(child int, _ string, _ []library.Language, first *int) int {
		return shortCost(child, or(first, library.DefaultSuggestions), library.MaxSuggestions)
	}
	c.Practice.Similar = func(child int, first *int) int {
		return shortCost(child, or(first, library.DefaultSimilar), library.MaxSimilar)
	}
	c.Practice.Sections = func(child int, _ []library.Language) int { return bodyCost + len(library.SectionKinds)*child }
	c.Practice.Sources = func(child int) int { return bodyCost + child }
	c.PracticeConnection.Facets = func(child int) int { return facetGuess * child / library.DefaultPage }
	return c
}

// pageCost counts a page's children as often as the page is long.
func pageCost(child int, first, last *int) int {
	n := max(value(first), value(last))
	if n == 0 {
		n = library.DefaultPage
	}
	return 1 + child*clamp(n, library.MaxPage)
}

func shortCost(child, first, most int) int { return 1 + child*clamp(first, most) }

func clamp(n, most int) int { return min(max(n, 1), most) }
