package httpd

import (
	"net/http"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

const apiPath = "/graphql"

// route is one address of the site with the methods that it takes; none listed means that the handler decides.
// OPTIONS is answered everywhere.
type route struct {
	pattern string
	methods []string
	handler http.Handler
}

// routes is the whole site but for its pages.
func (s *site) routes() []route {
	ask := []string{http.MethodGet, http.MethodHead, http.MethodPost}
	return []route{
		// for programs
		{apiPath, ask, bounded(s.api)},
		{"/healthz", read, fresh(http.HandlerFunc(s.healthz))},
		{"/readyz", read, fresh(http.HandlerFunc(s.readyz))},
		{"/metrics", read, fresh(s.metrics.handler())},

		// where identity providers send people back to
		{"/account/provider/{provider}", []string{http.MethodGet}, bounded(or(s.callback, s.missing))},

		// where people switch messages off, by a link in them
		{"/account/mail", []string{http.MethodGet, http.MethodPost}, bounded(or(s.mailOff, s.missing))},

		// for people who try the API out
		{"/graphiql", read, http.HandlerFunc(s.graphiql)},
		{"/graphiql/{$}", read, http.HandlerFunc(s.graphiql)},
		{"/graphiql/", read, http.HandlerFunc(s.file)},

		// for crawlers
		{"/robots.txt", read, http.HandlerFunc(s.robots)},
		{"/sitemap.xml", read, http.HandlerFunc(s.siteMapIndex)},
		{"/sitemaps/{part}", read, http.HandlerFunc(s.siteMapPart)},

		// for whoever asks without having read a page
		{"/favicon.ico", read, http.HandlerFunc(s.favicon)},

		// what the pages need, and whatever else the client brings
		{"/assets/", read, http.HandlerFunc(s.file)},
		{"/", nil, http.HandlerFunc(s.anythingElse)},
	}
}

var read = []string{http.MethodGet, http.MethodHead}

// or gives h, or where there is none the function instead.
func or(h http.Handler, instead http.HandlerFunc) http.Handler {
	if h == nil {
		return instead
	}
	return h
}

// pages are what everybody reads, filled by the client. Each stands below every language; its address without one leads
// to the language that the reader chose or that their browser asks for.
func (s *site) pages() []route {
	return []route{
		{"/{$}", read, s.page(s.atHome)},
		{"/practices", read, s.page(s.atList)},
		{"/examples", read, s.page(s.atExamples)},
		{"/practices/{slug}", read, s.asData(s.page(s.atPractice))},
		{"/practices/{slug}/v/{version}", read, http.HandlerFunc(s.version)},
		{"/practices/{slug}/concern", []string{http.MethodGet, http.MethodHead, http.MethodPost}, fresh(s.practiceConcern())},
		{"/concern", read, fresh(s.page(s.atConcern))},
		{"/account", read, fresh(s.page(s.atAccount))},
		{"/account/sign-in", read, fresh(s.page(s.atSignIn))},
		{"/account/invitation", read, fresh(s.page(s.atInvitation))},
		{"/account/password", read, fresh(s.page(s.atPassword))},
		{"/account/code", read, fresh(s.page(s.atCode))},
		{"/coverage", read, s.page(s.atCoverage)},
		{"/compare", read, s.page(s.atCompare)},
		{"/about", read, s.page(s.atAbout)},
		{"/accessibility", read, s.page(s.atAccessibility)},
		{"/privacy", read, s.page(s.atPrivacy)},
		{"/themes/{key}", read, s.page(s.atTheme)},
		{"/territories/{key}", read, s.page(s.atTerritory)},
		{"/concepts/{scheme}/{key}", read, s.page(s.atConcept)},
	}
}

// lastingPages are the pages that there always are, whatever the library holds.
var lastingPages = []string{"/", "/practices", "/coverage", "/about", "/accessibility", "/privacy"}

// handler puts the routes behind what every request goes through, outermost first.
func (s *site) handler() (http.Handler, error) {
	compress, err := compressor()
	if err != nil {
		return nil, err
	}
	return chain(s.mux(), withRequestID, s.observe, compress, s.recoverPanics, secure, s.refuseOddPaths), nil
}

func (s *site) mux() http.Handler {
	mux, pages := http.NewServeMux(), http.NewServeMux()
	for _, r := range s.routes() {
		h := allow(r.methods, r.handler)
		if r.pattern == apiPath {
			h = cross(s.origins, h)
		}
		mux.Handle(r.pattern, h)
	}
	for _, r := range s.pages() {
		handlePage(mux, r)
		handlePage(pages, r)
	}
	s.isPage = matches(pages)
	pages.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.nowhere(w, r) })
	for _, language := range library.Languages {
		h := s.inLanguage(language, pages)
		mux.Handle("/"+string(language), h)
		mux.Handle("/"+string(language)+"/", h)
	}
	return mux
}

// handlePage adds a page, and forgives a stray slash at the end of its address.
func handlePage(mux *http.ServeMux, r route) {
	mux.Handle(r.pattern, allow(r.methods, r.handler))
	if !strings.HasSuffix(r.pattern, "{$}") {
		mux.Handle(r.pattern+"/{$}", allow(r.methods, http.HandlerFunc(withoutSlash)))
	}
}
