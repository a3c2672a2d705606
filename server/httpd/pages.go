package httpd

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// finding is what stands at the address of a page: something (with the path that it has today, and how it is written),
// something withdrawn, or nothing.
type finding struct {
	status    int
	path      string
	write     func(*reader) (*document, error)
	tombstone *library.Tombstone
}

func found(path string, write func(*reader) (*document, error)) finding {
	return finding{status: http.StatusOK, path: path, write: write}
}

func (s *site) atHome(*http.Request) finding { return found("/", (*reader).home) }

func (s *site) atList(*http.Request) finding { return found("/practices", (*reader).results) }

func (s *site) atCoverage(*http.Request) finding { return found("/coverage", (*reader).coverage) }

func (s *site) atCompare(*http.Request) finding { return found("/compare", (*reader).compared) }

func (s *site) atExamples(*http.Request) finding { return found("/examples", (*reader).examples) }

func (s *site) atPractice(r *http.Request) finding {
	slug := r.PathValue("slug")
	if card := s.library.CardBySlug(library.Anonymous(), slug); card != nil {
		return found(card.Path(), func(rd *reader) (*document, error) { return rd.practice(card) })
	}
	if tombstone := s.library.Tombstone(library.Anonymous(), slug); tombstone != nil {
		return finding{status: http.StatusGone, tombstone: tombstone}
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
		return found(c.Path(), func(rd *reader) (*document, error) { return rd.ofConcept(c) })
	}
	return finding{status: http.StatusNotFound}
}

func (s *site) atTerritory(r *http.Request) finding {
	if t := s.library.Reference().TerritoryByKey(r.PathValue("key")); t != nil {
		return found(t.Path(), func(rd *reader) (*document, error) { return rd.ofTerritory(t) })
	}
	return finding{status: http.StatusNotFound}
}

// page serves an address with the status that the library says is right: as a text that the client then takes over,
// below the language that it is written in.
func (s *site) page(find func(*http.Request) finding) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch at := find(r); {
		case at.tombstone != nil:
			s.gone(w, r, at.tombstone)
		case at.status != http.StatusOK:
			s.missing(w, r)
		case at.path != r.URL.Path:
			moved(w, r, at.path)
		case !s.client.built():
			writeText(w, http.StatusOK, notBuilt)
		case languageOf(r) == "":
			s.spoken(w, r, at.path)
		default:
			s.write(w, r, at)
		}
	})
}

const typeHTML = "text/html; charset=utf-8"

func (s *site) write(w http.ResponseWriter, r *http.Request, at finding) {
	d, err := at.write(s.reader(r))
	if err != nil {
		s.unwritten(w, r, err)
		return
	}
	page := newAsset(indexFile, s.shell.fill(w, d))
	page.serve(w, r)
}

// unwritten is for a page that could not be written. The client, which tries by itself, stands there all the same.
func (s *site) unwritten(w http.ResponseWriter, r *http.Request, err error) {
	var refusal *library.Error
	switch errors.As(err, &refusal); {
	case refusal != nil && refusal.Code == library.CodeNotFound: // withdrawn just now
		s.missing(w, r)
	case refusal != nil && (refusal.Code == library.CodeUnknownKey || refusal.Code == library.CodeBadInput):
		rd := s.reader(r)
		s.say(w, r, http.StatusNotFound, rd.Words.NothingFound, rd.Words.UnknownKey)
	default:
		s.log.ErrorContext(r.Context(), "a page could not be written", slog.Any("error", err))
		w.Header().Set("Retry-After", "10")
		rd := s.reader(r)
		s.say(w, r, http.StatusServiceUnavailable, rd.Words.SiteName, rd.Words.Unavailable)
	}
}

// say answers with a page of a few words, which no search engine keeps.
func (s *site) say(w http.ResponseWriter, r *http.Request, status int, title string, lines ...string) {
	s.tell(w, r, status, &document{
		reader: s.reader(r), Title: title, Description: lines[0], Lines: lines, Page: "not-found", Template: "missing", IsSearchable: true,
	})
}

func (s *site) tell(w http.ResponseWriter, r *http.Request, status int, d *document) {
	varyByLanguage(w, r)
	write(w, status, typeHTML, s.shell.fill(w, d))
}

// varyByLanguage tells caches that an address that names no language is answered in the browser's.
func varyByLanguage(w http.ResponseWriter, r *http.Request) {
	if languageOf(r) == "" {
		w.Header().Add("Vary", "Accept-Language, Cookie")
	}
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
	if path := inOurLanguage(r.URL); path != "" && reading {
		moved(w, r, path)
		return
	}
	s.nowhere(w, r)
}

// missing says that nothing stands here: in JSON to programs, in their language to people.
func (s *site) missing(w http.ResponseWriter, r *http.Request) {
	words := s.reader(r).Words
	s.refusePage(w, r, http.StatusNotFound, codeNotFound, "There is nothing at this address.", words.NotFound, words.NotFoundHint)
}

// refuseAddress says the same of an address that cannot be one of ours: with a page to browsers alone, since most who ask
// so are programs.
func (s *site) refuseAddress(w http.ResponseWriter, r *http.Request, status int, code, message string) {
	if !names(r, "text/html") {
		refuse(w, status, code, message)
		return
	}
	words := s.reader(r).Words
	s.refusePage(w, r, status, code, message, words.NotFound, words.NotFoundHint)
}

// gone says likewise that something stood here, why it is no longer shown and since when.
func (s *site) gone(w http.ResponseWriter, r *http.Request, t *library.Tombstone) {
	rd := s.reader(r)
	lines := []string{rd.Words.WithdrawnOn.with(rd.day(t.WithdrawnAt))}
	if reason := rd.Words.Withdrawals[t.Reason]; reason != "" {
		lines = append([]string{reason}, lines...)
	}
	const message = "The practice at this address has been withdrawn."
	s.refusePage(w, r, http.StatusGone, codeGone, message, rd.Words.Withdrawn, lines...)
}

// refusePage answers in the way that suits who asks: in JSON, with a page, or without the client in plain text.
func (s *site) refusePage(w http.ResponseWriter, r *http.Request, status int, code, message, title string, lines ...string) {
	w.Header().Add("Vary", "Accept")
	switch {
	case wantsJSON(r):
		refuse(w, status, code, message)
	case s.client.built():
		s.say(w, r, status, title, lines...)
	default:
		writeText(w, status, message)
	}
}
