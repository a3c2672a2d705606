package graph_test

import (
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/weldi-network/practice-library/graph/generated"
)

// The descriptions are the documentation of the API, so none may be missing.
func TestSchemaIsDescribed(t *testing.T) {
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	for _, def := range schema.Types {
		if def.BuiltIn {
			continue
		}
		describe(t, def.Name, def.Description)
		for _, value := range def.EnumValues {
			describe(t, def.Name+"."+value.Name, value.Description)
		}
		for _, field := range def.Fields {
			describeField(t, def.Name, field)
		}
	}
}

func describeField(t *testing.T, owner string, field *ast.FieldDefinition) {
	t.Helper()
	if len(field.Name) > 1 && field.Name[:2] == "__" {
		return
	}
	describe(t, owner+"."+field.Name, field.Description)
	for _, arg := range field.Arguments {
		describe(t, owner+"."+field.Name+"("+arg.Name+")", arg.Description)
	}
}

func describe(t *testing.T, name, description string) {
	t.Helper()
	if description == "" {
		t.Errorf("%s has no description", name)
	}
}
