package overhttp

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// correctValues is gqlparser's rule for the literals of a document (GraphQL specification, 5.6.1) without its
// suggestions, which cost the length of a string times that of an enum. Two things it takes or words wrongly are said
// by us, and it is not heard about the same place: an Int of more than 32 bits, and a @oneOf object without a value.
func correctValues(events *core.Events, add core.AddErrFunc) {
	said := map[gqlerror.Location]bool{}
	events.OnValue(func(_ *core.Walker, v *ast.Value) {
		if fault, place := incorrect(v); place != nil {
			said[gqlerror.Location{Line: place.Line, Column: place.Column}] = true
			add(core.Message("%s", fault), core.At(place))
		}
	})
	rules.ValuesOfCorrectTypeRuleWithoutSuggestions.RuleFunc(events, func(options ...core.ErrorOption) {
		err := &gqlerror.Error{}
		for _, set := range options {
			set(err)
		}
		if len(err.Locations) == 0 || !said[err.Locations[0]] {
			add(options...)
		}
	})
}

// incorrect finds what gqlparser does not, and where it stands; no place when all is well.
func incorrect(v *ast.Value) (fault string, place *ast.Position) {
	switch {
	case v.Definition == nil:
		return "", nil // the validator has refused what the value stands in
	case v.Kind == ast.IntValue && v.Definition.Name == "Int" && !fits32(v.Raw):
		return "An Int is a whole number of 32 bits.", v.Position
	case v.Kind == ast.ObjectValue && v.Definition.Directives.ForName("oneOf") != nil:
		return "Give exactly one field of " + v.Definition.Name + ", with a value.", emptyOneOf(v)
	}
	return "", nil
}

func fits32(number string) bool {
	_, err := strconv.ParseInt(number, 10, 32)
	return err == nil
}

// emptyOneOf gives the place where gqlparser sees that an object does not hold exactly one value; nil when it does.
func emptyOneOf(v *ast.Value) *ast.Position {
	if len(v.Children) != 1 {
		return v.Position
	}
	if only := v.Children[0].Value; only.Kind == ast.NullValue {
		return only.Position
	}
	return nil
}
