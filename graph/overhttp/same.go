package overhttp

import "github.com/vektah/gqlparser/v2/ast"

// sameArguments reports whether two fields have the same arguments, in any order. It reports false for ok when the
// budget was used up.
func (m *merger) sameArguments(a, b ast.ArgumentList) (same, ok bool) {
	if len(a) != len(b) {
		return false, true
	}
	for _, arg := range a {
		if !m.spend(len(b)) {
			return false, false
		}
		other := b.ForName(arg.Name)
		if other == nil {
			return false, true
		}
		if same, ok := m.sameValue(arg.Value, other.Value); !same || !ok {
			return same, ok
		}
	}
	return true, true
}

// sameValue compares two literals. Input objects have no order, lists have one (GraphQL specification, 2.9).
func (m *merger) sameValue(a, b *ast.Value) (same, ok bool) {
	if !m.spend(1 + len(a.Raw)/64) {
		return false, false
	}
	if a.Kind != b.Kind || a.Raw != b.Raw || len(a.Children) != len(b.Children) {
		return false, true
	}
	for i, child := range a.Children {
		other := b.Children[i]
		if a.Kind == ast.ObjectValue && other.Name != child.Name {
			if !m.spend(len(b.Children)) {
				return false, false
			}
			other = member(b, child.Name)
		}
		if other == nil {
			return false, true
		}
		if same, ok := m.sameValue(child.Value, other.Value); !same || !ok {
			return same, ok
		}
	}
	return true, true
}

func member(object *ast.Value, name string) *ast.ChildValue {
	for _, child := range object.Children {
		if child.Name == name {
			return child
		}
	}
	return nil
}
