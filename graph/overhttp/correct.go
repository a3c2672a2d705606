package overhttp

import (
	"encoding/json"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// correctValues is the rule for the literals of a document (GraphQL specification, 5.6.1). What does not fit its type is
// said as it is of variables, without the value itself; gqlparser would repeat that, and takes an Int of more than 32
// bits. Its own rule stands behind ours for the fields of objects, and is not heard about the same place. It is the one
// without suggestions, which cost the length of a string times that of an enum.
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

// incorrect says what is wrong with a value in itself, and where; no place when all is well. Custom scalars check
// themselves.
func incorrect(v *ast.Value) (fault string, place *ast.Position) {
	if v.Definition == nil || v.ExpectedType == nil || v.Kind == ast.Variable {
		return "", nil // the validator has refused what it stands in, or checkVariables will
	}
	if v.Kind == ast.NullValue {
		if v.ExpectedType.NonNull {
			return "A value of the type " + v.Definition.Name + " must not be null.", v.Position
		}
		return "", nil
	}
	if v.Kind == ast.ListValue && v.ExpectedType.Elem != nil {
		return "", nil
	}
	if v.Kind == ast.ObjectValue && v.Definition.Directives.ForName("oneOf") != nil {
		return "Give exactly one field of " + v.Definition.Name + ", with a value.", emptyOneOf(v)
	}
	if want, fits := literalFits(v); !fits {
		return "A value of the type " + v.Definition.Name + " must be " + want + ".", v.Position
	}
	return "", nil
}

func literalFits(v *ast.Value) (want string, fits bool) {
	switch v.Definition.Kind {
	case ast.Enum:
		return "one of those the enum has", v.Kind == ast.EnumValue && v.Definition.EnumValues.ForName(v.Raw) != nil
	case ast.InputObject:
		return "an object", v.Kind == ast.ObjectValue
	case ast.Scalar:
		return fitsScalar(plain(v), v.Definition.Name)
	default: // the validator has seen to it that it is of an input type
		return "", true
	}
}

// plain gives a literal the form in which variables come.
func plain(v *ast.Value) any {
	switch v.Kind {
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw)
	case ast.StringValue, ast.BlockValue:
		return v.Raw
	case ast.BooleanValue:
		return true
	default: // an enum value, a list or an object is no scalar
		return nil
	}
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
