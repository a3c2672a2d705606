// Package overhttp serves a GraphQL schema over HTTP, after the specification "GraphQL over HTTP"
// (https://graphql.github.io/graphql-over-http), and refuses hostile requests before they cost anything.
//
// A request goes through, cheapest first: method and headers (media.go, request.go), size and JSON (request.go),
// the text of the document (tokens.go), its shape (shape.go), the schema (validate.go, merge.go), the variables
// (variables.go), the cost (cost.go), and only then gqlgen's executor.
package overhttp

import (
	"errors"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
)

// Config says what is served and how. Schema alone is required.
type Config struct {
	Schema graphql.ExecutableSchema
	Limits Limits
	// Cost is the most that an operation may cost, counted by Prices; zero means any.
	Cost int
	// Prices tells what each field costs; where it is missing, each costs 1.
	Prices Prices
	// DefaultMedia is the type of an answer where the Accept header is missing or leaves the choice to us:
	// MediaGraphQL if empty, as the specification says since 2025, or MediaJSON, as graphql-http's audits still want.
	// The status is the same either way: only a client that asks for MediaJSON by name gets 200 for a refused request.
	DefaultMedia string
	// Present turns an error of a resolver into what a client may see, with extensions.code. What it leaves without
	// a code is shown as CodeInternal.
	Present graphql.ErrorPresenterFunc
	// Recover turns a panic into an error and notes it somewhere. It may be called before there is an operation.
	Recover graphql.RecoverFunc
	// Extensions are gqlgen's: measuring, tracing. Introspection is on without one.
	Extensions []graphql.HandlerExtension
}

// Handler answers GraphQL requests. Build it once: it remembers the documents that it has checked.
type Handler struct {
	exec      *executor.Executor
	documents *documents
	limits    Limits
	media     string
	present   graphql.ErrorPresenterFunc
	recover   graphql.RecoverFunc
}

// New makes a handler. It panics when an extension does not fit the schema, as gqlgen does.
func New(c Config) *Handler {
	h := &Handler{
		exec: executor.New(c.Schema), limits: c.Limits.withDefaults(), media: c.DefaultMedia,
		present: c.Present, recover: c.Recover,
	}
	if h.media == "" {
		h.media = MediaGraphQL
	}
	if h.present == nil {
		h.present = graphql.DefaultErrorPresenter
	}
	if h.recover == nil {
		h.recover = graphql.DefaultRecover
	}
	h.documents = newDocuments(c.Schema.Schema(), h.limits)
	h.exec.SetQueryCache(handover{})
	h.exec.SetErrorPresenter(h.show)
	h.exec.SetRecoverFunc(h.recover)
	h.exec.Use(extension.Introspection{})
	for _, e := range c.Extensions {
		h.exec.Use(e)
	}
	if c.Prices == nil {
		c.Prices = flat
	}
	if c.Cost > 0 {
		h.exec.Use(costLimit{prices: c.Prices, limit: c.Cost})
	}
	return h
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	media, acceptable := negotiate(r.Header.Values("Accept"), h.media)
	w.Header().Add("Vary", "Accept")
	if !acceptable {
		writeFailure(w, MediaJSON, false, malformed(http.StatusNotAcceptable, CodeNotAcceptable,
			"An answer can be had as %s or %s.", MediaGraphQL, MediaJSON))
		return
	}
	response, failed := h.answer(w, r)
	if failed != nil {
		writeFailure(w, media, wants(r.Header.Values("Accept"), media), failed)
		return
	}
	writeResponse(w, media, response)
}

// answer reads, checks and executes a request. A panic anywhere in it is noted and answered, never let through.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request) (response *graphql.Response, failed *failure) {
	ctx := graphql.StartOperationTrace(r.Context())
	defer func() {
		if p := recover(); p != nil {
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			_ = h.recover(ctx, p)
			response, failed = nil, internal()
		}
	}()
	params, failed := h.read(r)
	if failed != nil {
		return nil, failed
	}
	doc, failed := h.check(params, r.Method)
	if failed != nil {
		return nil, failed
	}
	if isMutation(doc, params) {
		w.Header().Set("Cache-Control", "no-store") // whatever stands around this handler must not remember it either
	}
	params.Headers = r.Header
	return h.execute(withDocument(ctx, doc), params)
}

// isMutation looks at the operation that check has found.
func isMutation(doc *ast.QueryDocument, params *graphql.RawParams) bool {
	op := doc.Operations.ForName(params.OperationName)
	return op != nil && op.Operation == ast.Mutation
}

// check finds the document, the operation in it and whether this request may run it with these variables.
func (h *Handler) check(params *graphql.RawParams, method string) (*ast.QueryDocument, *failure) {
	doc, errs := h.documents.load(params.Query)
	if doc == nil {
		return nil, refused(errs...)
	}
	op := doc.Operations.ForName(params.OperationName)
	if op != nil && op.Operation == ast.Mutation && method != http.MethodPost {
		failed := malformed(http.StatusMethodNotAllowed, CodeMethodNotAllowed, "A mutation must be sent by POST.")
		failed.allow = http.MethodPost
		return nil, failed
	}
	switch {
	case op != nil && op.Operation == ast.Subscription: // also where the schema has none, and so no field of it is valid
		return nil, refused(newError(CodeNotServedHere, "A subscription cannot be answered here."))
	case len(errs) > 0:
		return nil, refused(errs...)
	case op == nil && params.OperationName == "":
		return nil, refused(newError(CodeOperationNotFound, "The document holds several operations: name one in operationName."))
	case op == nil:
		return nil, refused(newError(CodeOperationNotFound, "The document holds no operation %s.", quote(params.OperationName)))
	}
	if err := h.documents.checkVariables(op, params.Variables); err != nil {
		return nil, refused(err)
	}
	return doc, nil
}
