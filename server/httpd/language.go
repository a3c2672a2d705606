package httpd

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

type languageKey struct{}

// languageOf is the language that the address of a request names; empty where it names none.
func languageOf(r *http.Request) library.Language {
	language, _ := r.Context().Value(languageKey{}).(library.Language)
	return language
}

// under gives a path of ours as it is in the language of the request's address.
func under(language library.Language, path string) string {
	if language == "" {
		return path
	}
	return "/" + string(language) + strings.TrimSuffix(path, "/")
}

// inLanguage serves the pages below an address that begins with a language: they see their own path, and the language
// in the request's context. The pattern of the measures says that a language came first.
func (s *site) inLanguage(language library.Language, pages http.Handler) http.Handler {
	prefix := "/" + string(language)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner := spokenIn(r, language)
		stripped, ok := stripped(r.URL, prefix)
		switch {
		case !ok:
			s.missing(w, inner)
			return
		case r.URL.Path == prefix+"/": // home has one address in each language
			moved(w, inner, "/")
			return
		}
		inner.URL = stripped
		defer func() { r.Pattern = "/{lang}" + inner.Pattern }() // also for a handler that panics
		pages.ServeHTTP(w, inner)
	})
}

// spokenIn is a request that is answered in this language.
func spokenIn(r *http.Request, language library.Language) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), languageKey{}, language))
}

// inItsLanguage is a request that no page sees, in the language that its address begins with.
func inItsLanguage(r *http.Request) *http.Request {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	language := library.Language(first)
	if !slices.Contains(library.Languages, language) {
		return r
	}
	return spokenIn(r, language)
}

// inOurLanguage gives the path of the page that is meant by one in a regional form of a language of ours, or in capitals:
// /pt-BR/about means /pt/about. It is empty where no language of ours is meant.
func inOurLanguage(u *url.URL) string {
	first, rest, _ := strings.Cut(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
	language, err := library.ParseLanguage(first)
	if err != nil {
		return ""
	}
	ours, ok := language.OfLibrary()
	if !ok || first == string(ours) {
		return ""
	}
	return under(ours, "/"+rest)
}

// stripped is an address without its prefix; false for one whose prefix is spelt in escapes, which no link of ours is.
func stripped(u *url.URL, prefix string) (*url.URL, bool) {
	out := *u
	var ok bool
	if out.Path, ok = strings.CutPrefix(u.Path, prefix); !ok {
		return nil, false
	}
	if u.RawPath != "" {
		if out.RawPath, ok = strings.CutPrefix(u.RawPath, prefix); !ok {
			return nil, false
		}
	}
	if out.Path == "" {
		out.Path = "/"
	}
	return &out, true
}
