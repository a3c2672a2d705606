// Package httpd is the HTTP edge of the library: addresses, pages, headers, health and measures. What is asked and
// answered over GraphQL is somebody else's affair; here it is one handler among others.
package httpd

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/weldi-network/practice-library/server/library"
)

// Library is what the pages and the measures need of the library.
type Library interface {
	// CardBySlug finds a practice by its slug of today or a former one; nil when the viewer may see none.
	CardBySlug(v library.Viewer, slug string) *library.Card
	// Tombstone gives what stands at the slug of a withdrawn practice; nil when nothing does.
	Tombstone(v library.Viewer, slug string) *library.Tombstone
	// Reference gives today's reference data.
	Reference() *library.Reference
	// Mark tells up to which journal entry the library has been taken in.
	Mark() library.Mark
	// Ready reports why the library should get no traffic; nil when all is well.
	Ready() error
}

// Config is what the site stands on.
type Config struct {
	Library Library
	// API answers at /graphql.
	API http.Handler
	// Client is the built client; nil when it has not been built.
	Client fs.FS
	// CORSOrigins are the origins whose pages may read the API; "*" stands for any. Empty means none.
	CORSOrigins []string
	// Version is what the measures name the program by.
	Version string
	// Log takes one line for each request, and what went wrong. Make it with LogHandler, so that every line names its
	// request.
	Log *slog.Logger
}

// site is what the handlers of this package share. Nothing of it changes once it is made.
type site struct {
	library Library
	api     http.Handler
	client  *client
	metrics *metrics
	origins []string
	log     *slog.Logger
}

// New makes the handler of the whole site.
func New(c Config) (http.Handler, error) {
	files, err := loadClient(c.Client)
	if err != nil {
		return nil, fmt.Errorf("httpd: reading the client: %w", err)
	}
	s := &site{
		library: c.Library, api: c.API, client: files, metrics: newMetrics(c.Library, c.Version),
		origins: c.CORSOrigins, log: c.Log,
	}
	return s.handler()
}
