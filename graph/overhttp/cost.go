package overhttp

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Field is a field of an operation whose price is asked for.
type Field struct {
	Type, Name string
	Args       map[string]any // defaults and variables filled in
	// Note is what the price of the field above noted.
	Note any
}

// Price is what a field costs.
type Price struct {
	Own   int // once, by itself
	Times int // how often everything asked below it is counted; zero means once
	Note  any // for the fields below it: what their price depends on and only this one's arguments tell
}

// Prices tells the price of a field.
type Prices func(Field) Price

// flat is the price of everything where none are given.
func flat(Field) Price { return Price{Own: 1} }

// costLimit refuses operations that cost more than they may. gqlgen's own limit counts from the inside out, so that a
// page could not tell what it holds once (its facets) from what it holds for each practice.
type costLimit struct {
	prices Prices
	limit  int
}

var _ graphql.OperationContextMutator = costLimit{}

// ExtensionName names the extension.
func (costLimit) ExtensionName() string { return "CostLimit" }

// Validate takes any schema.
func (costLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses an operation that costs too much, and changes nothing.
func (c costLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	b := bill{costLimit: c, variables: op.Variables}
	if b.add(op.Operation.SelectionSet, 1, nil) {
		return nil
	}
	return newError(CodeQueryTooComplex, "The query costs more than %d, the most that one may. Ask for shorter pages, or for less of each item.", c.limit)
}

// bill adds up what an operation costs.
type bill struct {
	costLimit
	variables map[string]any
	total     int
}

// add counts a selection set so many times, its fragments expanded; false as soon as the limit is passed. So the work
// is bounded by the limit, whatever is asked.
func (b *bill) add(set ast.SelectionSet, times int, note any) bool {
	for _, selection := range set {
		within := true
		switch selection := selection.(type) {
		case *ast.Field:
			within = b.field(selection, times, note)
		case *ast.InlineFragment:
			within = b.add(selection.SelectionSet, times, note)
		case *ast.FragmentSpread:
			within = b.add(selection.Definition.SelectionSet, times, note)
		}
		if !within {
			return false
		}
	}
	return true
}

func (b *bill) field(f *ast.Field, times int, note any) bool {
	price := b.prices(Field{Type: f.ObjectDefinition.Name, Name: f.Name, Args: f.ArgumentMap(b.variables), Note: note})
	if b.total = capped(b.total + capped(times*max(capped(price.Own), 1))); b.total > b.limit {
		return false
	}
	return b.add(f.SelectionSet, capped(times*capped(max(price.Times, 1))), price.Note)
}

// capped keeps products of prices from overflowing.
func capped(n int) int { return min(n, 1<<30) }
