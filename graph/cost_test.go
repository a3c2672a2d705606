package graph

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/weldi-network/practice-library/graph/generated"
	"github.com/weldi-network/practice-library/graph/overhttp"
)

// TestListsHaveAPrice holds the prices against the schema: every list of objects counts its items more than once, and
// no price is for a field that is gone.
func TestListsHaveAPrice(t *testing.T) {
	known := map[string]bool{}
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	for _, def := range schema.Types {
		if def.Kind != ast.Object || strings.HasPrefix(def.Name, "__") {
			continue
		}
		for _, field := range def.Fields {
			name := def.Name + "." + field.Name
			known[name] = true
			isList := field.Type.Elem != nil && schema.Types[field.Type.Name()].IsCompositeType()
			asked := overhttp.Field{Type: def.Name, Name: field.Name, Note: pageNote{size: 20}}
			if p := price(asked); isList && !strings.HasPrefix(field.Name, "__") && p.Times < 2 {
				t.Errorf("the items of %s have no price", name)
			}
		}
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(works)), slices.Collect(maps.Keys(lists))) {
		if !known[name] {
			t.Errorf("there is a price for %s, which does not exist", name)
		}
	}
}

func TestPrice(t *testing.T) {
	languages := []any{"fr", "en", "ar", "nl"}
	for _, c := range []struct {
		field overhttp.Field
		want  overhttp.Price
	}{
		{overhttp.Field{Type: "Practice", Name: "slug"}, overhttp.Price{Own: 1, Note: textNote(0)}},
		{
			overhttp.Field{Type: "Practice", Name: "title", Args: map[string]any{"lang": languages}},
			overhttp.Price{Own: 3, Note: textNote(4)},
		},
		{overhttp.Field{Type: "LocalizedText", Name: "requested", Note: textNote(4)}, overhttp.Price{Own: 5, Note: textNote(0)}},
		{overhttp.Field{Type: "PracticeConnection", Name: "nodes", Note: pageNote{size: 7}}, overhttp.Price{Own: 15, Times: 7, Note: textNote(0)}},
		{
			overhttp.Field{Type: "Query", Name: "practices", Args: map[string]any{"words": "l’été, \"two-three\"", "last": int64(5), "first": nil}},
			overhttp.Price{Own: 1 + 1 + searchCost + 4*wordCost, Note: pageNote{size: 5, words: 4}},
		},
	} {
		if got := price(c.field); got != c.want {
			t.Errorf("%s costs %+v, not %+v", c.field.Name, got, c.want)
		}
	}
}

func TestSizeOutOfBounds(t *testing.T) {
	for _, c := range []struct {
		arg  any
		want int
	}{{nil, 20}, {int64(0), 1}, {int64(-1), 1}, {int64(1_000_000), 100}, {int64(30), 30}, {"1", 100}} {
		if got := size(c.arg, 20, 100); got != c.want {
			t.Errorf("%v gives %d", c.arg, got)
		}
	}
}
