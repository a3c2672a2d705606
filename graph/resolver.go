// Package graph translates between GraphQL and the library: a resolver takes the viewer, asks the library once and
// shows the answer through package view.
package graph

import (
	"context"

	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/notify"
)

// Resolver is the root of all resolvers. What a request needs stands in its lens.
type Resolver struct {
	accounts *auth.Service
	notify   *notify.Service
}

type lensKey struct{}

func withLens(ctx context.Context, l *view.Lens) context.Context {
	return context.WithValue(ctx, lensKey{}, l)
}

// lens is how this request looks at the library; the handler has put it there.
func lens(ctx context.Context) *view.Lens {
	l, _ := ctx.Value(lensKey{}).(*view.Lens)
	return l
}
