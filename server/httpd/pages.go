package httpd

import (
	"net/http"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// finding is what stands at the address of a page: something (with the path that it has today), something withdrawn,
// or nothing.
type finding struct {
	status int
	path   string
}

func found(path string) finding { return finding{http.StatusOK, path} }

func (s *site) atHome(*http.Request) finding { return found("/") }

func (s *site) atList(*http.Request) finding { return found("/practices") }

func (s *site) atCoverage(*http.Request) finding { return found("/coverage") }

func (s *site) atPractice(r *http.Request) finding {
	slug := r.PathValue("slug")
	if card := s.library.CardBySlug(library.Anonymous(), slug); card != nil {
		return found(card.Path())
	}
	if s.library.Tombstone(library.Anonymous(), slug) != nil {
		return finding{status: http.StatusGone}
	}
	return finding{status: http.StatusNotFound}
}

func (s *site) atTheme(r *http.Request) finding {
	return s.concept(library.SchemeThemes, r.PathValue("key"))
}

func (s *site) atConcept(r *http.Request) finding {
	scheme := library.Scheme(r.PathValue("scheme"))
	if !slices.Contains(library.Schemes, scheme) {
		return finding{status: http.StatusNotFound}
	}
	return s.concept(scheme, r.PathValue("key"))
}

func (s *site) concept(scheme library.Scheme, key string) finding {
	if c := s.library.Reference().ConceptByKey(scheme, key); c != nil {
		return found(c.Path())
	}
	return finding{status: http.StatusNotFound}
}

func (s *site) atTerritory(r *http.Request) finding {
	if t := s.library.Reference().TerritoryByKey(r.PathValue("key")); t != nil {
		return found(t.Path())
	}
	return finding{status: http.StatusNotFound}
}

// page serves an address that the client fills, with the status that the library says is right.
func (s *site) page(find func(*http.Request) finding) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch at := find(r); {
		case at.status != http.StatusOK:
			s.missing(w, r, at.status)
		case at.path != r.URL.Path:
			moved(w, r, at.path)
		case s.client.built():
			s.client.files[indexFile].serve(w, r)
		default:
			writeText(w, http.StatusOK, notBuilt)
		}
	})
}

// moved sends people on from a former address to that of today, in the language they came in. The path is one of ours
// and never comes from the request.
func moved(w http.ResponseWriter, r *http.Request, path string) {
	path = under(languageOf(r), path)
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	w.Header().Set("Cache-Control", cacheChecked) // an address can be given back
	http.Redirect(w, r, path, http.StatusPermanentRedirect)
}

const notBuilt = `This is the WELDI Practice Library. Its API answers at /graphql, but the client has not been built into this
program. Build it, and start the server, with: make run (it needs Node and npm)`

// withoutSlash forgives a stray slash at the end of a page's address.
func withoutSlash(w http.ResponseWriter, r *http.Request) {
	moved(w, r, strings.TrimSuffix(r.URL.EscapedPath(), "/"))
}

// anythingElse serves the other files of the client: icons and the like.
func (s *site) anythingElse(w http.ResponseWriter, r *http.Request) {
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead
	if a, ok := s.client.files[r.URL.Path]; ok && reading && r.URL.Path != indexFile {
		a.serve(w, r)
		return
	}
	s.missing(w, r, http.StatusNotFound)
}

// missing says that nothing stands here, or no longer: in JSON to programs, by the client's own page to people.
func (s *site) missing(w http.ResponseWriter, r *http.Request, status int) {
	code, message := codeNotFound, "There is nothing at this address."
	if status == http.StatusGone {
		code, message = codeGone, "The practice at this address has been withdrawn."
	}
	w.Header().Add("Vary", "Accept")
	switch {
	case wantsJSON(r):
		refuse(w, status, code, message)
	case s.client.built():
		index := s.client.files[indexFile]
		write(w, status, index.mediaType, index.content)
	default:
		writeText(w, status, message)
	}
}
