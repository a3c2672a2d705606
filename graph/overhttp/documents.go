package overhttp

import (
	"context"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
)

// documents turns query texts into documents that may be executed, and remembers them.
type documents struct {
	schema *ast.Schema
	limits Limits
	rules  []core.Rule
	known  *known
}

func newDocuments(schema *ast.Schema, limits Limits) *documents {
	return &documents{schema: schema, limits: limits, rules: validationRules(), known: newKnown(limits.KnownBytes)}
}

// load parses and checks a query, cheapest first: text, grammar, shape, schema. A document that breaks the schema
// is given back beside its errors, so that a mutation by GET can be told apart.
func (d *documents) load(query string) (*ast.QueryDocument, gqlerror.List) {
	if doc := d.known.get(query); doc != nil {
		return doc, nil
	}
	tokens, refusal := d.limits.scan(query)
	if refusal != nil {
		return nil, gqlerror.List{refusal}
	}
	doc, errs := d.parse(query)
	if errs != nil {
		return nil, errs
	}
	if refusal := d.limits.check(doc); refusal != nil {
		return nil, gqlerror.List{refusal}
	}
	if errs := d.validate(doc); len(errs) > 0 {
		return doc, errs
	}
	ignoreDefer(doc)
	d.known.add(query, doc, tokens)
	return doc, nil
}

func (d *documents) parse(query string) (*ast.QueryDocument, gqlerror.List) {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, d.limits.Tokens+1) // and the end of the text
	if err != nil {
		refusal := foreign(gqlerror.WrapIfUnwrapped(err), CodeParseFailed)
		if strings.ContainsFunc(query, neverInText) {
			refusal.Message = "The query holds a control character. In a string, write it as an escape such as \\u0007."
		}
		return nil, gqlerror.List{refusal}
	}
	if len(doc.Operations) == 0 && len(doc.Fragments) == 0 {
		return nil, gqlerror.List{newError(CodeParseFailed, "The query is empty.")}
	}
	return doc, nil
}

// neverInText finds what gqlparser stumbles over and has no word for.
func neverInText(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }

// ignoreDefer takes @defer out. It is a hint (a server may answer at once), this package sends one answer, and
// gqlgen would leave the deferred fields out of that.
func ignoreDefer(doc *ast.QueryDocument) {
	for _, op := range doc.Operations {
		ignoreDeferIn(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		ignoreDeferIn(f.SelectionSet)
	}
}

func ignoreDeferIn(set ast.SelectionSet) {
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			ignoreDeferIn(selection.SelectionSet)
		case *ast.InlineFragment:
			selection.Directives = withoutDefer(selection.Directives)
			ignoreDeferIn(selection.SelectionSet)
		case *ast.FragmentSpread:
			selection.Directives = withoutDefer(selection.Directives)
		}
	}
}

func withoutDefer(list ast.DirectiveList) ast.DirectiveList {
	var kept ast.DirectiveList
	for _, d := range list {
		if d.Name != "defer" {
			kept = append(kept, d)
		}
	}
	return kept
}

// handover is the executor's query cache: by the time it asks, the document of the request is in the context. So
// every document is parsed and validated once, here, and never past the limits.
type handover struct{}

type documentKey struct{}

func withDocument(ctx context.Context, doc *ast.QueryDocument) context.Context {
	return context.WithValue(ctx, documentKey{}, doc)
}

func (handover) Get(ctx context.Context, _ string) (*ast.QueryDocument, bool) {
	doc, ok := ctx.Value(documentKey{}).(*ast.QueryDocument)
	return doc, ok
}

func (handover) Add(context.Context, string, *ast.QueryDocument) {}
