package httpd

import (
	"net/http"
	"strings"
)

const apiPath = "/graphql"

// route is one address of the site with the methods that it takes; none listed means that the handler decides.
// OPTIONS is answered everywhere.
type route struct {
	pattern string
	methods []string
	handler http.Handler
}

// routes is the whole site.
func (s *site) routes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	ask := []string{http.MethodGet, http.MethodHead, http.MethodPost}
	return []route{
		// for programs
		{apiPath, ask, within(apiPatience, s.api)},
		{"/healthz", read, fresh(http.HandlerFunc(s.healthz))},
		{"/readyz", read, fresh(http.HandlerFunc(s.readyz))},
		{"/metrics", read, fresh(s.metrics.handler())},

		// for people who try the API out
		{"/graphiql", read, http.HandlerFunc(s.graphiql)},
		{"/graphiql/{$}", read, http.HandlerFunc(s.graphiql)},
		{"/graphiql/", read, http.HandlerFunc(s.file)},

		// for everybody: pages that the client fills
		{"/{$}", read, s.page(s.atHome)},
		{"/practices", read, s.page(s.atList)},
		{"/practices/{slug}", read, s.page(s.atPractice)},
		{"/themes/{key}", read, s.page(s.atTheme)},
		{"/territories/{key}", read, s.page(s.atTerritory)},
		{"/concepts/{scheme}/{key}", read, s.page(s.atConcept)},

		// what the pages need, and whatever else the client brings
		{"/assets/", read, http.HandlerFunc(s.file)},
		{"/", nil, http.HandlerFunc(s.anythingElse)},
	}
}

// handler puts the routes behind what every request goes through, outermost first.
func (s *site) handler() (http.Handler, error) {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		h := allow(r.methods, r.handler)
		if r.pattern == apiPath {
			h = cross(s.origins, h)
		}
		mux.Handle(r.pattern, h)
		if strings.HasSuffix(r.pattern, "}") && !strings.HasSuffix(r.pattern, "{$}") {
			mux.Handle(r.pattern+"/{$}", allow(r.methods, http.HandlerFunc(withoutSlash)))
		}
	}
	compress, err := compressor()
	if err != nil {
		return nil, err
	}
	return chain(mux, withRequestID, s.observe, compress, s.recoverPanics, secure, refuseOddPaths), nil
}
