package overhttp

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// value bounds a literal in the document. A number that Go cannot hold is refused here because gqlparser panics on
// it when it stands for a custom scalar.
func (s *shape) value(v *ast.Value, depth int) *gqlerror.Error {
	if v == nil {
		return nil
	}
	s.current.size++
	switch v.Kind {
	case ast.IntValue:
		if _, err := strconv.ParseInt(v.Raw, 10, 64); err != nil {
			return outOfRange(v)
		}
	case ast.FloatValue:
		if _, err := strconv.ParseFloat(v.Raw, 64); err != nil {
			return outOfRange(v)
		}
	case ast.ListValue, ast.ObjectValue:
		return s.children(v, depth+1)
	default: // nothing to bound but the length of the text
	}
	return nil
}

func (s *shape) children(v *ast.Value, depth int) *gqlerror.Error {
	if depth > s.ValueDepth {
		return at(v.Position, newError(CodeQueryTooDeep, "A value is nested more than %d levels deep.", s.ValueDepth))
	}
	if len(v.Children) > s.ListItems {
		return at(v.Position, newError(CodeQueryTooLarge, "A list has more than %d items.", s.ListItems))
	}
	for _, child := range v.Children {
		if err := s.value(child.Value, depth); err != nil {
			return err
		}
	}
	return nil
}

func outOfRange(v *ast.Value) *gqlerror.Error {
	return at(v.Position, newError(CodeValidationFailed, "A number in the query is out of range."))
}
