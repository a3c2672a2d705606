package overhttp

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// checkVariables checks the values of an operation's variables before the executor converts them (GraphQL
// specification, 6.1.2 and the input coercion of each type in section 3). gqlparser's own conversion takes numbers
// for strings and enum values in any case, does not know @oneOf, and speaks of Go kinds.
func (d *documents) checkVariables(op *ast.OperationDefinition, values map[string]any) *gqlerror.Error {
	for _, v := range op.VariableDefinitions {
		value, given := values[v.Variable]
		if !given && (v.DefaultValue != nil || !v.Type.NonNull) {
			continue
		}
		if !given {
			return newError(CodeBadVariables, "The variable %s is required.", quote("$"+v.Variable))
		}
		if fault := d.fits(value, v.Type, "$"+v.Variable); fault != nil {
			return newError(CodeBadVariables, "The variable value %s %s.", quote(fault.path), fault.want)
		}
		if value == nil && decides(op.SelectionSet, v.Variable, map[string]bool{}) {
			return newError(CodeBadVariables, "The variable %s must be true or false.", quote("$"+v.Variable))
		}
	}
	return nil
}

// misfit says where a value does not fit its type and what was wanted there.
type misfit struct{ path, want string }

// fits compares a decoded JSON value with an input type.
func (d *documents) fits(value any, typ *ast.Type, path string) *misfit {
	if value == nil {
		if typ.NonNull {
			return &misfit{path, "must not be null"}
		}
		return nil
	}
	if typ.Elem != nil {
		return d.fitsList(value, typ.Elem, path)
	}
	def := d.schema.Types[typ.NamedType]
	switch def.Kind {
	case ast.Enum:
		name, ok := value.(string)
		if !ok || def.EnumValues.ForName(name) == nil {
			return &misfit{path, "must be a value of the enum " + def.Name}
		}
	case ast.InputObject:
		return d.fitsObject(value, def, path)
	case ast.Scalar:
		if want, ok := fitsScalar(value, def.Name); !ok {
			return &misfit{path, "must be " + want}
		}
	default: // the validator has seen to it that a variable is of an input type
	}
	return nil
}

// fitsList takes a single value for a list of one (3.11).
func (d *documents) fitsList(value any, elem *ast.Type, path string) *misfit {
	items, ok := value.([]any)
	if !ok {
		return d.fits(value, elem, path)
	}
	for i, item := range items {
		if fault := d.fits(item, elem, path+"["+strconv.Itoa(i)+"]"); fault != nil {
			return fault
		}
	}
	return nil
}

func (d *documents) fitsObject(value any, def *ast.Definition, path string) *misfit {
	object, ok := value.(map[string]any)
	if !ok {
		return &misfit{path, "must be an object of the type " + def.Name}
	}
	for _, name := range sortedKeys(object) {
		if def.Fields.ForName(name) == nil {
			return &misfit{path, "has no field " + quote(name)}
		}
	}
	for _, field := range def.Fields {
		member, given := object[field.Name]
		if !given && (!field.Type.NonNull || field.DefaultValue != nil) {
			continue
		}
		if !given {
			return &misfit{path + "." + field.Name, "is required"}
		}
		if fault := d.fits(member, field.Type, path+"."+field.Name); fault != nil {
			return fault
		}
	}
	return fitsOneOf(object, def, path)
}

// fitsOneOf wants exactly one field, and a value in it, where the type is marked @oneOf (3.10.1).
func fitsOneOf(object map[string]any, def *ast.Definition, path string) *misfit {
	if def.Directives.ForName("oneOf") == nil {
		return nil
	}
	for _, value := range object {
		if len(object) == 1 && value != nil {
			return nil
		}
	}
	return &misfit{path, "must hold exactly one field of " + def.Name + ", with a value"}
}

// fitsScalar checks the built-in scalars (3.5); custom ones check themselves.
func fitsScalar(value any, name string) (want string, ok bool) {
	number, isNumber := value.(json.Number)
	_, isString := value.(string)
	switch name {
	case "Int":
		n, err := number.Int64()
		return "a whole number of 32 bits", isNumber && err == nil && n >= math.MinInt32 && n <= math.MaxInt32
	case "Float":
		_, err := number.Float64()
		return "a number", isNumber && err == nil
	case "String":
		return "a string", isString
	case "Boolean":
		_, ok := value.(bool)
		return "true or false", ok
	case "ID":
		_, err := number.Int64()
		return "a string or a whole number", isString || isNumber && err == nil
	}
	return "", true
}

// sortedKeys makes the first error the same every time.
func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for name := range object {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	return keys
}
