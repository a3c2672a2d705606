package overhttp

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// measure is the size of a selection set with its fragments expanded.
type measure struct {
	top    int // fields on its first level
	fields int // fields on all levels
	depth  int
	weight int // if it describes the schema: the values in the answer, by rule of thumb
	schema int // the weight of what does describe the schema
}

func (m *measure) add(sub measure) {
	m.top += sub.top
	m.fields += sub.fields
	m.depth = max(m.depth, sub.depth)
	m.weight = min(m.weight+sub.weight, tooHeavy)
	m.schema = min(m.schema+sub.schema, tooHeavy)
}

// definition is one operation or fragment: what it holds itself and what it spreads.
type definition struct {
	size    int
	spreads map[string]bool
}

// shape measures a parsed document. Each fragment is measured once, however often it is spread, so the work is
// linear in the text although the expanded query may be exponential in it.
type shape struct {
	Limits
	fragments map[string]*ast.FragmentDefinition
	measured  map[string]measure
	sizes     map[string]*definition
	open      map[string]bool // fragments being measured: meeting one again is a cycle
	current   *definition
	aliases   int
}

// check refuses a document that would be costly to validate or to execute.
func (l Limits) check(doc *ast.QueryDocument) *gqlerror.Error {
	if len(doc.Operations) > l.Operations {
		return newError(CodeQueryTooLarge, "The document holds more than %d operations.", l.Operations)
	}
	if len(doc.Fragments) > l.Fragments {
		return newError(CodeQueryTooLarge, "The document holds more than %d fragments.", l.Fragments)
	}
	return newShape(l, doc).document(doc)
}

func newShape(l Limits, doc *ast.QueryDocument) *shape {
	s := &shape{
		Limits: l, fragments: map[string]*ast.FragmentDefinition{}, measured: map[string]measure{},
		sizes: map[string]*definition{}, open: map[string]bool{},
	}
	for _, f := range doc.Fragments {
		if s.fragments[f.Name] == nil { // a second one of the same name is the validator's to refuse
			s.fragments[f.Name] = f
		}
	}
	return s
}

func (s *shape) document(doc *ast.QueryDocument) *gqlerror.Error {
	var total measure
	var starts []*definition
	for _, op := range doc.Operations {
		s.current = &definition{spreads: map[string]bool{}}
		starts = append(starts, s.current)
		m, err := s.operation(op)
		if err != nil {
			return err
		}
		if total.add(m); total.fields > s.Fields {
			return s.tooManyFields(op.Position)
		}
	}
	// Fragments that no operation spreads are walked by the validator too.
	for _, f := range doc.Fragments {
		if _, err := s.fragment(f.Name); err != nil {
			return err
		}
		starts = append(starts, s.sizes[f.Name])
	}
	return s.steps(starts)
}

func (s *shape) operation(op *ast.OperationDefinition) (measure, *gqlerror.Error) {
	if len(op.VariableDefinitions) > s.Variables {
		return measure{}, at(op.Position, newError(CodeQueryTooLarge, "An operation has more than %d variables.", s.Variables))
	}
	for _, v := range op.VariableDefinitions {
		if err := s.value(v.DefaultValue, 0); err != nil {
			return measure{}, err
		}
		if err := s.directives(v.Directives, v.Position); err != nil {
			return measure{}, err
		}
	}
	if err := s.directives(op.Directives, op.Position); err != nil {
		return measure{}, err
	}
	return s.set(op.SelectionSet)
}

// steps bounds what the validator does with the fragments: it walks each operation and each fragment, and from
// there once every fragment that can be reached.
func (s *shape) steps(starts []*definition) *gqlerror.Error {
	total := 0
	for _, start := range starts {
		if start == nil {
			continue
		}
		seen := map[string]bool{}
		if total += s.reach(start, seen); total > s.Steps {
			return newError(CodeQueryTooComplex, "The fragments of the query spread one another too often.")
		}
	}
	return nil
}

func (s *shape) reach(d *definition, seen map[string]bool) int {
	n := d.size
	for name := range d.spreads {
		if next := s.sizes[name]; next != nil && !seen[name] {
			seen[name] = true
			n += s.reach(next, seen)
		}
	}
	return n
}
