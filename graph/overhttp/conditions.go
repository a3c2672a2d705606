package overhttp

import "github.com/vektah/gqlparser/v2/ast"

// decides reports whether a variable stands in @skip or @include. gqlgen panics when it is null there, which a
// default value makes possible (5.8.5 calls it an error of the field).
func decides(set ast.SelectionSet, variable string, seen map[string]bool) bool {
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			if decidesOne(selection.Directives, variable) || decides(selection.SelectionSet, variable, seen) {
				return true
			}
		case *ast.InlineFragment:
			if decidesOne(selection.Directives, variable) || decides(selection.SelectionSet, variable, seen) {
				return true
			}
		case *ast.FragmentSpread:
			if decidesOne(selection.Directives, variable) {
				return true
			}
			if !seen[selection.Name] {
				seen[selection.Name] = true
				if decides(selection.Definition.SelectionSet, variable, seen) {
					return true
				}
			}
		}
	}
	return false
}

func decidesOne(list ast.DirectiveList, variable string) bool {
	for _, d := range list {
		arg := d.Arguments.ForName("if")
		if arg != nil && arg.Value.Kind == ast.Variable && arg.Value.Raw == variable {
			return true
		}
	}
	return false
}
