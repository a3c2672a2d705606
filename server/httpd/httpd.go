// Package httpd is the HTTP edge of the library: addresses, pages, headers, health and measures. What is asked and
// answered over GraphQL is somebody else's affair; here it is one handler among others.
package httpd

import (
	"context"
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
	// Practice gives the complete public face of a practice, with one read of the store.
	Practice(ctx context.Context, v library.Viewer, id library.ID) (*library.Practice, error)
	// Practices answers a question for practices.
	Practices(v library.Viewer, q library.Query) (*library.List, error)
	// Similar gives practices like one, most alike first.
	Similar(v library.Viewer, id library.ID, limit int) ([]library.Similar, error)
	// Coverage counts practices by two facets at once.
	Coverage(v library.Viewer, rows, columns library.Facet, filter library.Filter) (*library.Matrix, error)
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
	// Identify stands before the API and says who asks; nil where nobody can sign in.
	Identify func(http.Handler) http.Handler
	// Callback answers at /account/provider/{provider}, where identity providers send people back to; nil where there is
	// none.
	Callback http.Handler
	// Report takes a concern from whoever sends the request of ctx, and asks nobody who that is; nil where none is taken.
	Report func(ctx context.Context, n library.NewConcern) error
	// MailOff answers at /account/mail, where messages are switched off; nil where there are none.
	MailOff http.Handler
	// Client is the built client; nil when it has not been built.
	Client fs.FS
	// BaseURL comes before every path where an address must stand for itself, without a slash at its end.
	BaseURL string
	// Contact is the e-mail address, or the address of a page, at which readers tell of barriers; empty where there is none.
	Contact string
	// SafeHTML renders CommonMark as HTML that runs, loads and styles nothing.
	SafeHTML func(markdown string) string
	// CORSOrigins are the origins whose pages may read the API; "*" stands for any. Empty means none.
	CORSOrigins []string
	// Version is what the measures name the program by.
	Version string
	// Log takes one line for each request, and what went wrong. Make it with LogHandler, so that every line names its
	// request.
	Log *slog.Logger
}

// site is what the handlers of this package share. Nothing of it changes once it is made, but for what its site map
// remembers.
type site struct {
	library  Library
	api      http.Handler // with who asks
	callback http.Handler
	identify func(http.Handler) http.Handler // nil where nobody can sign in
	report   func(context.Context, library.NewConcern) error
	mailOff  http.Handler
	client   *client
	shell    *shell
	words    map[library.Language]*words
	texts    map[library.Language]*texts
	safeHTML func(markdown string) string
	base     string
	contact  string
	metrics  *metrics
	origins  []string
	log      *slog.Logger
	siteMap  *siteMap
	// isPage reports whether a page can stand at a path below a language.
	isPage func(path string) bool
}

func identified(c Config) http.Handler {
	if c.Identify == nil {
		return c.API
	}
	return c.Identify(c.API)
}

// New makes the handler of the whole site.
func New(c Config) (http.Handler, error) {
	files, err := loadClient(c.Client)
	if err != nil {
		return nil, fmt.Errorf("httpd: reading the client: %w", err)
	}
	s := &site{
		library: c.Library, api: identified(c), callback: c.Callback, mailOff: c.MailOff, report: c.Report, client: files, safeHTML: c.SafeHTML, base: c.BaseURL,
		contact: c.Contact,
		metrics: newMetrics(c.Library, c.Version), origins: c.CORSOrigins, log: c.Log,
		siteMap: &siteMap{},
	}
	s.identify = c.Identify
	if s.words, err = loadWords(); err != nil {
		return nil, err
	}
	if s.texts, err = loadTexts(); err != nil {
		return nil, err
	}
	if !files.built() {
		return s.handler()
	}
	preloads, err := readPreloads(c.Client)
	if err != nil {
		return nil, err
	}
	index, err := files.files[indexFile].content()
	if err != nil {
		return nil, err
	}
	if s.shell, err = newShell(index, preloads); err != nil {
		return nil, err
	}
	return s.handler()
}
