package overhttp

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

var mergeSchema = gqlparser.MustLoadSchema(&ast.Source{Input: `
	type Query { node: Node, a: A, b: B, any: Any, nodes: [Node!]! }
	interface Node { node: Node, name(n: Int, in: In): String, x: String }
	union Any = A | B
	input In { p: Int, q: Int }
	type A implements Node { node: Node, a: A, name(n: Int, in: In): String, x: String, y: Int, z: [A] }
	type B implements Node { node: Node, a: A, name(n: Int, in: In): String, x: String, y: String!, z: A }
`})

func TestMerge(t *testing.T) {
	for query, mergeable := range map[string]bool{
		`{a{x x}}`:                                         true,
		`{a{x ...f}} fragment f on A{x}`:                   true,
		`{a{x x:y}}`:                                       false,
		`{a{name(n:1) name(n:2)}}`:                         false,
		`{a{name(n:1) name}}`:                              false,
		`{a{name(in:{p:1 q:2}) name(in:{q:2 p:1})}}`:       true,
		`{a{name(in:{p:1 q:2}) name(in:{q:1 p:1})}}`:       false,
		`{node{...on A{v:x} ...on B{v:name}}}`:             true, // never one object
		`{node{...on A{v:x} v:name}}`:                      false,
		`{node{...on A{y} ...on B{y}}}`:                    false, // Int and String!
		`{node{...on A{z{x}} ...on B{z{x}}}}`:              false, // a list and an object
		`{node{...on A{a{v:x}} ...on B{a{v:name}}}}`:       true,
		`{node{...on A{a{v:x}} ...on B{a{v:y}}}}`:          false, // String and Int, below different objects
		`{any{...on A{node{x:name}} ...on Node{node{x}}}}`: false,
	} {
		if got := len(mergeErrors(t, query)) == 0; got != mergeable {
			t.Errorf("%s: mergeable %v, want %v", query, got, mergeable)
		}
		if got := len(pairErrors(t, query)) == 0; got != mergeable {
			t.Errorf("%s: gqlparser says %v, want %v", query, got, mergeable)
		}
	}
}

// On random documents, merging in one pass says what comparing all pairs says.
func TestMergeAgreesWithComparingAllPairs(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	mergeable := 0
	for range 3000 {
		query := randomDocument(random)
		ours, theirs := mergeErrors(t, query), pairErrors(t, query)
		if (len(ours) == 0) != (len(theirs) == 0) {
			t.Fatalf("%s\nours:   %v\ntheirs: %v", query, ours, theirs)
		}
		if len(ours) == 0 {
			mergeable++
		}
	}
	if mergeable < 300 || mergeable > 2700 {
		t.Errorf("%d of 3000 documents can be merged: the test says little", mergeable)
	}
}

func mergeErrors(t *testing.T, query string) []string {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	core.Walk(mergeSchema, doc, &core.Events{})
	d := newDocuments(mergeSchema, DefaultLimits())
	var list []string
	for _, e := range d.merge(doc) {
		if e.Extensions["code"] != string(CodeValidationFailed) {
			t.Fatalf("%s: %v", query, e)
		}
		list = append(list, e.Message)
	}
	return list
}

func pairErrors(t *testing.T, query string) []string {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	events := &core.Events{}
	rules.OverlappingFieldsCanBeMergedRule.RuleFunc(events, func(...core.ErrorOption) { list = append(list, "conflict") })
	core.Walk(mergeSchema, doc, events)
	return list
}

// randomDocument is valid but for fields that may not merge: f0 spreads f1 and f2, f1 spreads f2, none is unused.
func randomDocument(r *rand.Rand) string {
	return fmt.Sprintf("{u:node{...f0} v:a{...f1} w:node{...f2} node{%s} nodes{%s}} fragment f0 on Node{%s} fragment f1 on A{%s} fragment f2 on Node{%s}",
		selection(r, "Node", 0, 3), selection(r, "Node", 0, 2), selection(r, "Node", 1, 2), selection(r, "A", 2, 2), selection(r, "Node", 3, 1))
}

func selection(r *rand.Rand, parent string, spreadFrom, depth int) string {
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString(oneSelection(r, parent, spreadFrom, depth) + " ")
	}
	return b.String()
}

func oneSelection(r *rand.Rand, parent string, spreadFrom, depth int) string {
	if depth > 0 {
		switch r.IntN(6) {
		case 0:
			return "node{" + selection(r, "Node", spreadFrom, depth-1) + "}"
		case 1:
			if parent == "Node" {
				on := pick(r, "A", "B")
				return "...on " + on + "{" + selection(r, on, spreadFrom, depth-1) + "}"
			}
			return "a{" + selection(r, "A", spreadFrom, depth-1) + "}"
		case 2:
			if spreadFrom < 3 {
				return fmt.Sprintf("...f%d", spreadFrom+r.IntN(3-spreadFrom))
			}
		}
	}
	if parent != "Node" && r.IntN(3) == 0 {
		return pick(r, "y", "v:y", "v:x", "w:x")
	}
	return pick(r, "x", "x", "x", "name", "name", "w:x", "name(n:1)", "name(in:{p:1 q:2})", "name(in:{q:2 p:1})")
}

func pick(r *rand.Rand, words ...string) string { return words[r.IntN(len(words))] }
