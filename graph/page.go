package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// pageArgs are the Relay arguments of a connection.
type pageArgs struct {
	first  *int
	after  *string
	last   *int
	before *string
}

// page answers a question for one page of practices.
func page(ctx context.Context, q library.Query, args pageArgs) (*view.PracticeConnection, error) {
	l := lens(ctx)
	var err error
	if q.Page, err = args.open(l, q); err != nil {
		return nil, err
	}
	q.WithFacets = asks(ctx, "facets")
	q.WithHighlights = asks(ctx, "edges", "highlights") || asks(ctx, "edges", "matchedConcepts")
	q.WithOtherWords = asks(ctx, "didYouMean")
	q.WithRelaxations = asks(ctx, "relaxations")
	list, err := l.Library.Practices(l.Viewer, q)
	if err != nil {
		return nil, err
	}
	return l.Connection(list), nil
}

// open checks the sizes and opens the cursors, which fit only the list that q asks for.
func (a pageArgs) open(l *view.Lens, q library.Query) (library.Page, error) {
	p := library.Page{First: value(a.first), Last: value(a.last)}
	for field, n := range map[string]*int{"first": a.first, "last": a.last} {
		if n == nil {
			continue
		}
		if err := library.CheckPageSize(field, *n); err != nil {
			return p, err
		}
	}
	var err error
	if a.after != nil {
		if p.After, err = l.Position(q, *a.after); err != nil {
			return p, err
		}
	}
	if a.before != nil {
		p.Before, err = l.Position(q, *a.before)
	}
	return p, err
}

// asks reports whether the request wants the field at the end of path, below the field being resolved.
func asks(ctx context.Context, path ...string) bool {
	return anyAsks(graphql.GetOperationContext(ctx), graphql.CollectFieldsCtx(ctx, nil), path)
}

func anyAsks(op *graphql.OperationContext, fields []graphql.CollectedField, path []string) bool {
	for _, f := range fields {
		if f.Name != path[0] {
			continue
		}
		if len(path) == 1 || anyAsks(op, graphql.CollectFields(op, f.Selections, nil), path[1:]) {
			return true
		}
	}
	return false
}

func practiceBy(l *view.Lens, by model.PracticeBy) (*view.Practice, error) {
	if (by.ID == nil) == (by.Slug == nil) {
		return nil, library.RefuseField(library.CodeBadInput, "by", "Name a practice by exactly one of id and slug, with a value.")
	}
	if by.Slug != nil {
		return l.PracticeBySlug(*by.Slug)
	}
	return l.PracticeByID(*by.ID)
}

// libraryFilter turns the filter of the schema into the library's.
func libraryFilter(f *model.PracticeFilter) library.Filter {
	if f == nil {
		return library.Filter{}
	}
	out := library.Filter{StartedFrom: f.StartedFrom, StartedTo: f.StartedTo}
	for facet, keys := range map[library.Facet]*model.ConceptFilter{
		library.FacetThemes: f.Themes, library.FacetTransversalIssues: f.TransversalIssues,
		library.FacetTerritories: f.Territories, library.FacetCountries: f.Countries,
		library.FacetLanguages: f.Languages, library.FacetPracticeTypes: f.PracticeTypes,
		library.FacetTargetGroups: f.TargetGroups, library.FacetActorTypes: f.ActorTypes,
		library.FacetScales: f.Scales, library.FacetStages: f.Stages, library.FacetStates: f.States,
		library.FacetTags: f.Tags,
	} {
		if keys != nil {
			out.Keys[facet] = library.KeyFilter{AnyOf: keys.AnyOf, AllOf: keys.AllOf, NoneOf: keys.NoneOf}
		}
	}
	return out
}

// or is what a nullable argument holds, and the default for null: a default of the schema stands in only where the
// argument is left out.
func or[T any](p *T, fallback T) T {
	if p == nil {
		return fallback
	}
	return *p
}

// value is what a nullable argument holds, and the zero value for null.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
