package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
)

// sameSite refuses a mutation that another site's page sends with somebody's cookie. Without the cookie, or as a
// question, the same request is served: as one of nobody.
type sameSite struct{}

var (
	_ graphql.HandlerExtension     = sameSite{}
	_ graphql.OperationInterceptor = sameSite{}
)

// ExtensionName is for gqlgen's messages.
func (sameSite) ExtensionName() string { return "SameSite" }

// Validate fits every schema.
func (sameSite) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation looks at an operation before it begins.
func (sameSite) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx).Operation
	if op.Operation != ast.Mutation || !auth.VisitOf(ctx).CookieIgnored {
		return next(ctx)
	}
	refused := &graphql.Response{Errors: gqlerror.List{{
		Message:    "Another site's page cannot change anything here in your name.",
		Extensions: map[string]any{"code": string(library.CodeCrossSite)},
	}}}
	return func(context.Context) *graphql.Response { return refused }
}
