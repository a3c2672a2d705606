package overhttp

import (
	_ "embed"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

//go:embed testdata/introspection.graphql
var introspectionQuery string

// The sizes that the comments of Limits give for GraphiQL's query.
func TestSizeOfTheIntrospectionQuery(t *testing.T) {
	doc, err := parser.ParseQuery(&ast.Source{Input: introspectionQuery})
	if err != nil {
		t.Fatal(err)
	}
	s := newShape(DefaultLimits(), doc)
	s.current = &definition{spreads: map[string]bool{}}
	m, refusal := s.operation(doc.Operations[0])
	if refusal != nil {
		t.Fatal(refusal)
	}
	tokens, _ := DefaultLimits().scan(introspectionQuery)
	t.Logf("%+v, %d tokens", m, tokens)
	if m.depth != 15 || m.schema != 148_613 {
		t.Errorf("depth %d, weight %d: correct the comments", m.depth, m.schema)
	}
}
