package graph

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"

	"github.com/weldi-network/practice-library/graph/generated"
	"github.com/weldi-network/practice-library/graph/overhttp"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/notify"
)

// Config is what the API stands on.
type Config struct {
	Library *library.Library
	// Accounts tells who is asking; its Identify stands before the handler.
	Accounts *auth.Service
	// Notify keeps how people want to be told by mail.
	Notify *notify.Service
	// BaseURL comes before every address in an answer, without a slash at its end.
	BaseURL string
	Log     *slog.Logger
}

// NewHandler makes the handler of the GraphQL endpoint. Who asks is what library.ViewerOf finds in the context of the
// request; only a request with a cookie or an Authorization header can come from anybody. Build it once: it remembers the documents it has checked.
func NewHandler(c Config) http.Handler {
	api := overhttp.New(overhttp.Config{
		Schema:       generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{c.Accounts, c.Notify}}),
		Cost:         maxCost,
		Prices:       price,
		DefaultMedia: overhttp.MediaJSON, // what older clients understand
		Present:      presenter(c.Log),
		Recover:      recoverer(c.Log),
		Extensions:   []graphql.HandlerExtension{sameSite{}},
	})
	note := func(read []library.ID) {
		for _, id := range read {
			c.Library.NoteRead(id)
		}
	}
	live := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := &view.Lens{
			Library: c.Library, Reference: c.Library.Reference(), Viewer: library.ViewerOf(r.Context()), BaseURL: c.BaseURL,
		}
		api.ServeHTTP(w, r.WithContext(withLens(r.Context(), l)))
		read := l.Read()
		note(read)
		if kept, ok := w.(*recorder); ok {
			kept.read = read
		}
	})
	return newCached(live, c.Library.Served, note)
}

// recoverer notes a panic with its stack and turns it into an error that says nothing of it.
func recoverer(log *slog.Logger) func(context.Context, any) error {
	return func(ctx context.Context, p any) error {
		log.ErrorContext(ctx, "a resolver panicked", slog.String("stack", string(debug.Stack())))
		return fmt.Errorf("panic: %v", p)
	}
}
