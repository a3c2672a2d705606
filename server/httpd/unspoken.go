package httpd

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/weldi-network/practice-library/server/library"
)

// nowhere is for an address at which nothing of ours stands. Where it is that of a page in a language that the pages do
// not speak, people are told so, and led to the same page in those that they do.
func (s *site) nowhere(w http.ResponseWriter, r *http.Request) {
	asked, path := s.behindLanguage(r.URL)
	if asked == "" || wantsJSON(r) || !s.client.built() {
		s.missing(w, r)
		return
	}
	w.Header().Add("Vary", "Accept")
	rd := s.reader(r)
	s.tell(w, r, http.StatusNotFound, &document{
		reader: rd, Title: rd.Words.UnknownLanguage.with(languageIn(rd.Language, asked)), Description: rd.Words.UnknownLanguageHint,
		Path: path, IsPassing: true, Page: "not-found", Template: "unspoken",
	})
}

// behindLanguage takes an address apart that begins with the tag of a language that the pages do not speak; empty where
// there is no such language, or no page behind it.
func (s *site) behindLanguage(u *url.URL) (asked library.Language, path string) {
	first, rest, _ := strings.Cut(strings.Trim(u.EscapedPath(), "/"), "/")
	asked, err := library.ParseLanguage(first)
	if err != nil || display.Languages(language.BritishEnglish).Name(language.Make(string(asked))) == "" {
		return "", ""
	}
	if _, ours := asked.OfLibrary(); ours || !s.isPage("/"+rest) {
		return "", ""
	}
	return asked, "/" + rest
}

// matches reports of a path whether a mux has a handler for it.
func matches(pages *http.ServeMux) func(path string) bool {
	return func(path string) bool {
		u, err := url.ParseRequestURI(path)
		if err != nil {
			return false
		}
		_, pattern := pages.Handler(&http.Request{Method: http.MethodGet, URL: u})
		return pattern != "" && pattern != "/"
	}
}
