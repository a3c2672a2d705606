package overhttp

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// set measures one selection set and everything below it.
func (s *shape) set(set ast.SelectionSet) (measure, *gqlerror.Error) {
	var m measure
	for _, selection := range set {
		s.current.size++
		sub, err := s.selection(selection)
		if err != nil {
			return m, err
		}
		m.add(sub)
		switch pos := selection.GetPosition(); {
		case m.top > s.Selection:
			return m, at(pos, newError(CodeQueryTooComplex, "More than %d fields are selected in one place.", s.Selection))
		case m.fields > s.Fields:
			return m, s.tooManyFields(pos)
		case m.depth > s.Depth:
			return m, at(pos, newError(CodeQueryTooDeep, "Fields are nested more than %d levels deep.", s.Depth))
		case m.schema > s.Introspection:
			return m, at(pos, newError(CodeQueryTooComplex, "The query asks for the schema too many times over."))
		}
	}
	return m, nil
}

func (s *shape) tooManyFields(pos *ast.Position) *gqlerror.Error {
	return at(pos, newError(CodeQueryTooComplex, "The query asks for more than %d fields, fragments included.", s.Fields))
}

func (s *shape) selection(selection ast.Selection) (measure, *gqlerror.Error) {
	switch selection := selection.(type) {
	case *ast.Field:
		return s.field(selection)
	case *ast.InlineFragment:
		if err := s.directives(selection.Directives, selection.Position); err != nil {
			return measure{}, err
		}
		return s.set(selection.SelectionSet)
	case *ast.FragmentSpread:
		if err := s.directives(selection.Directives, selection.Position); err != nil {
			return measure{}, err
		}
		s.current.spreads[selection.Name] = true
		if s.open[selection.Name] {
			return measure{}, at(selection.Position, newError(CodeValidationFailed, "The fragment %s spreads itself.", quote(selection.Name)))
		}
		return s.fragment(selection.Name)
	}
	return measure{}, nil
}

func (s *shape) field(f *ast.Field) (measure, *gqlerror.Error) {
	if f.Alias != f.Name {
		if s.aliases++; s.aliases > s.Aliases {
			return measure{}, at(f.Position, newError(CodeQueryTooComplex, "The query gives more than %d fields another name.", s.Aliases))
		}
	}
	for _, arg := range f.Arguments {
		if err := s.value(arg.Value, 0); err != nil {
			return measure{}, err
		}
	}
	if err := s.directives(f.Directives, f.Position); err != nil {
		return measure{}, err
	}
	sub, err := s.set(f.SelectionSet)
	m := measure{top: 1, fields: 1 + sub.fields, depth: 1 + sub.depth, schema: sub.schema}
	m.describe(f.Name, sub.weight)
	return m, err
}

// fragment measures a fragment the first time it is met. An unknown one is the validator's to refuse.
func (s *shape) fragment(name string) (measure, *gqlerror.Error) {
	f := s.fragments[name]
	if f == nil {
		return measure{}, nil
	}
	if m, done := s.measured[name]; done {
		return m, nil
	}
	outer := s.current
	s.current = &definition{spreads: map[string]bool{}}
	s.sizes[name] = s.current
	s.open[name] = true
	defer func() { s.current = outer; delete(s.open, name) }()

	if err := s.directives(f.Directives, f.Position); err != nil {
		return measure{}, err
	}
	m, err := s.set(f.SelectionSet)
	s.measured[name] = m
	return m, err
}

func (s *shape) directives(list ast.DirectiveList, pos *ast.Position) *gqlerror.Error {
	if len(list) > s.Directives {
		return at(pos, newError(CodeQueryTooLarge, "More than %d directives stand in one place.", s.Directives))
	}
	for _, d := range list {
		for _, arg := range d.Arguments {
			if err := s.value(arg.Value, 0); err != nil {
				return err
			}
		}
	}
	return nil
}
