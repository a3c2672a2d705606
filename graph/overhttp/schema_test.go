package overhttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/weldi-network/practice-library/graph/overhttp"
)

const testSDL = `
type Query {
  practices(first: Int, order: Order, filter: Filter, tag: Tag): [Practice!]!
  practice(by: By!): Practice
  node(id: ID!): Node
  any: Any
  says(text: String, number: Float, yes: Boolean, words: [String!]): String
  required: String!
  fails: String
  many: String
  scattered: String
  breaks: String
}
type Mutation { touch(text: String): String }
type Subscription { ticks: String }
scalar Tag
enum Order { NEWEST OLDEST }
input Filter { themes: Keys, deep: Filter, list: [Filter!], order: Order }
input Keys { anyOf: [String!], need: Int! = 1 }
input By @oneOf { id: ID, slug: String }
interface Node { id: ID!, self: Node }
union Any = Practice | Place
type Practice implements Node { id: ID!, self: Node, title(lang: String, by: By): String, year: Int, place: Place, friends: [Practice!]! }
type Place implements Node { id: ID!, self: Node, title: String!, year: String, place: Place, practices: [Practice!]! }
`

// fakeSchema stands in for generated code: it collects fields as gqlgen does and answers null for most of them.
type fakeSchema struct{ schema *ast.Schema }

func newFake() *fakeSchema {
	return &fakeSchema{schema: gqlparser.MustLoadSchema(&ast.Source{Name: "test.graphqls", Input: testSDL})}
}

func (f *fakeSchema) Schema() *ast.Schema { return f.schema }

func (f *fakeSchema) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (f *fakeSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	return func(ctx context.Context) *graphql.Response {
		return &graphql.Response{Data: f.object(ctx, op, op.Operation.SelectionSet)}
	}
}

func (f *fakeSchema) object(ctx context.Context, op *graphql.OperationContext, set ast.SelectionSet) []byte {
	fields := map[string]json.RawMessage{}
	for _, field := range graphql.CollectFields(op, set, nil) {
		switch field.Name {
		case "__typename":
			fields[field.Alias] = json.RawMessage(`"Query"`)
			continue
		case "breaks":
			panic("runtime error: index out of range [3] at /srv/secret.go:12")
		case "fails":
			graphql.AddError(ctx, errors.New("mongo: dial tcp 10.0.0.7:27017: connection refused"))
		case "many":
			for i := range 30 {
				graphql.AddError(ctx, &gqlerror.Error{Message: fmt.Sprintf("Fault %d.", i), Extensions: map[string]any{"code": "BAD_INPUT"}})
			}
		case "scattered":
			for _, place := range []ast.Path{
				{ast.PathName("scattered"), ast.PathIndex(10)}, {ast.PathName("scattered"), ast.PathIndex(9), ast.PathName("title")},
				{ast.PathName("scattered")}, {ast.PathName("other"), ast.PathIndex(11)},
			} {
				graphql.AddError(ctx, &gqlerror.Error{Message: place.String(), Path: place, Extensions: map[string]any{"code": "BAD_INPUT"}})
			}
		case "required":
			graphql.AddError(ctx, errors.New("null where it must not be"))
			return []byte("null")
		}
		fields[field.Alias] = json.RawMessage("null")
		if len(field.Selections) > 0 {
			fields[field.Alias] = f.object(ctx, op, field.Selections)
		}
	}
	data, _ := json.Marshal(fields)
	return data
}

func newHandler(change func(*overhttp.Config)) http.Handler {
	c := overhttp.Config{Schema: newFake(), Cost: 20000, Prices: pages, Recover: func(context.Context, any) error { return errors.New("noted") }}
	if change != nil {
		change(&c)
	}
	return overhttp.New(c)
}

// answer is what came back, decoded.
type answer struct {
	status int
	header http.Header
	raw    string
	body   struct {
		Data       *json.RawMessage
		Errors     []answerError
		Extensions map[string]any
	}
}

type answerError struct {
	Message    string
	Locations  []map[string]int
	Extensions struct{ Code string }
}

func (a answer) code() string {
	if len(a.body.Errors) == 0 {
		return ""
	}
	return a.body.Errors[0].Extensions.Code
}

func send(t testing.TB, h http.Handler, r *http.Request) answer {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	a := answer{status: w.Code, header: w.Header(), raw: w.Body.String()}
	if err := json.Unmarshal(w.Body.Bytes(), &a.body); err != nil {
		t.Fatalf("the answer is not JSON: %v: %.200q", err, a.raw)
	}
	for _, e := range a.body.Errors {
		if e.Message == "" || e.Extensions.Code == "" {
			t.Errorf("an error lacks a message or a code: %s", a.raw)
		}
		if n := len([]rune(e.Message)); n > 301 {
			t.Errorf("a message has %d characters", n)
		}
	}
	if len(a.body.Errors) > 11 {
		t.Errorf("%d errors in one answer", len(a.body.Errors))
	}
	return a
}

func postBody(body string, headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// post makes the body from pairs of parameter and value.
func post(query string, variables any, headers ...string) *http.Request {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	_ = e.Encode(map[string]any{"query": query, "variables": variables})
	return postBody(body.String(), headers...)
}
