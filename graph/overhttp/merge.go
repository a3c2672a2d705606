package overhttp

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// merger checks that fields which end up under one name in the answer can be one (GraphQL specification, 5.3.2).
// The specification compares every pair of such fields. Here all fields of one name are compared with the first of
// them, which says the same because each comparison is an equivalence, and then their selections are looked at
// together, as execution will merge them: the work grows with the expanded query, which is bounded already.
// Where fields of several types meet it can grow faster; a budget ends that.
type merger struct {
	schema *ast.Schema
	budget int
	limit  int // of fields in one merged selection
	failed *gqlerror.Error
}

// merge checks a document whose fields are already linked to their definitions.
func (d *documents) merge(doc *ast.QueryDocument) gqlerror.List {
	m := &merger{schema: d.schema, budget: 4 * d.limits.Fields, limit: 5 * d.limits.Selection}
	for _, op := range doc.Operations {
		sets := []ast.SelectionSet{op.SelectionSet}
		if !m.sameShape(sets) || !m.sameFields(sets) {
			return gqlerror.List{m.failed}
		}
	}
	return nil
}

// named are the fields that answer under one name.
type named struct {
	name   string
	fields []*ast.Field
}

// collect gathers the fields of several selection sets by the name they answer under, in the order written. A
// fragment spread twice in one place adds nothing the second time.
func (m *merger) collect(sets []ast.SelectionSet) ([]*named, bool) {
	var groups []*named
	byName := map[string]*named{}
	spread := map[string]bool{}
	total := 0
	var walk func(ast.SelectionSet) bool
	walk = func(set ast.SelectionSet) bool {
		for _, selection := range set {
			switch selection := selection.(type) {
			case *ast.Field:
				if total++; total > m.limit || !m.spend(1) {
					return m.tooMany(selection)
				}
				g := byName[selection.Alias]
				if g == nil {
					g = &named{name: selection.Alias}
					byName[selection.Alias] = g
					groups = append(groups, g)
				}
				g.fields = append(g.fields, selection)
			case *ast.InlineFragment:
				if !walk(selection.SelectionSet) {
					return false
				}
			case *ast.FragmentSpread:
				if selection.Definition == nil || spread[selection.Name] {
					continue
				}
				spread[selection.Name] = true
				if !walk(selection.Definition.SelectionSet) {
					return false
				}
			}
		}
		return true
	}
	for _, set := range sets {
		if !walk(set) {
			return nil, false
		}
	}
	return groups, true
}

// sameShape is SameResponseShape() for all fields at once: whatever type an object turns out to have, a name
// answers with the same kind of value.
func (m *merger) sameShape(sets []ast.SelectionSet) bool {
	groups, ok := m.collect(sets)
	if !ok {
		return false
	}
	for _, g := range groups {
		first := g.fields[0]
		for _, f := range g.fields[1:] {
			if !m.typesAgree(first.Definition.Type, f.Definition.Type) {
				return m.conflict(f, "they answer with different types")
			}
		}
		if below := selections(g.fields); len(below) > 0 && !m.sameShape(below) {
			return false
		}
	}
	return true
}

// sameFields is the other half of FieldsInSetCanMerge(): fields that can belong to the same object are the same
// field with the same arguments.
func (m *merger) sameFields(sets []ast.SelectionSet) bool {
	groups, ok := m.collect(sets)
	if !ok {
		return false
	}
	for _, g := range groups {
		for _, together := range byParent(g.fields) {
			if !m.sameField(together) {
				return false
			}
			if below := selections(together); len(below) > 0 && !m.sameFields(below) {
				return false
			}
		}
	}
	return true
}

func (m *merger) sameField(fields []*ast.Field) bool {
	first := fields[0]
	for _, f := range fields[1:] {
		if f.Name != first.Name {
			return m.conflict(f, quote(first.Name)+" and "+quote(f.Name)+" are different fields")
		}
		same, ok := m.sameArguments(first.Arguments, f.Arguments)
		if !ok {
			return m.tooMany(f)
		}
		if !same {
			return m.conflict(f, "they have different arguments")
		}
	}
	return true
}

// byParent puts together the fields that one object can have: those of each object type, and with each of them
// those of interfaces and unions, which any object may turn out to be.
func byParent(fields []*ast.Field) [][]*ast.Field {
	var abstract []*ast.Field
	var types []string
	concrete := map[string][]*ast.Field{}
	for _, f := range fields {
		parent := f.ObjectDefinition
		if parent == nil || parent.Kind != ast.Object {
			abstract = append(abstract, f)
			continue
		}
		if concrete[parent.Name] == nil {
			types = append(types, parent.Name)
		}
		concrete[parent.Name] = append(concrete[parent.Name], f)
	}
	if len(types) == 0 {
		return [][]*ast.Field{abstract}
	}
	together := make([][]*ast.Field, 0, len(types))
	for _, name := range types {
		together = append(together, append(abstract[:len(abstract):len(abstract)], concrete[name]...))
	}
	return together
}

// selections lists what is selected below some fields.
func selections(fields []*ast.Field) []ast.SelectionSet {
	var sets []ast.SelectionSet
	for _, f := range fields {
		if len(f.SelectionSet) > 0 {
			sets = append(sets, f.SelectionSet)
		}
	}
	return sets
}

func (m *merger) typesAgree(a, b *ast.Type) bool {
	if a.NonNull != b.NonNull || (a.Elem == nil) != (b.Elem == nil) {
		return false
	}
	if a.Elem != nil {
		return m.typesAgree(a.Elem, b.Elem)
	}
	if m.schema.Types[a.NamedType].IsLeafType() || m.schema.Types[b.NamedType].IsLeafType() {
		return a.NamedType == b.NamedType
	}
	return true // of two objects, the fields below are compared
}

// spend takes from the budget and reports whether it lasted.
func (m *merger) spend(n int) bool {
	m.budget -= n
	return m.budget >= 0
}

func (m *merger) tooMany(f *ast.Field) bool {
	m.failed = at(f.Position, newError(CodeQueryTooComplex, "The query repeats its fields too often."))
	return false
}

func (m *merger) conflict(f *ast.Field, reason string) bool {
	m.failed = at(f.Position, newError(CodeValidationFailed,
		"The fields under %s cannot be one, because %s. Give one of them an alias.", quote(f.Alias), reason))
	return false
}
