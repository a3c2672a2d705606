package httpd

import (
	_ "embed"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed practice.graphql
var practiceDocument string

// spoken sends people from an address that names no language to the same page in theirs. The path is one of ours and
// never comes from the request.
func (s *site) spoken(w http.ResponseWriter, r *http.Request, path string) {
	varyByLanguage(w, r)
	setCache(w.Header(), cacheChecked)
	http.Redirect(w, r, under(Preferred(r), path)+query(r.URL.RawQuery), http.StatusSeeOther)
}

// asData sends programs that ask for JSON at the address of a practice to the API, which answers with all of its public
// face. Everybody else gets the page.
func (s *site) asData(page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		at := s.atPractice(r)
		if !wantsJSON(r) || !names(r, "application/json") || at.status != http.StatusOK || at.path != r.URL.Path {
			page.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Accept-Language, Cookie")
		w.Header().Set("Cache-Control", cacheChecked)
		http.Redirect(w, r, question(r.PathValue("slug"), s.reader(r).Language), http.StatusSeeOther)
	})
}

// names reports whether a media type is taken by its name, and not only by some format that is written in it.
func names(r *http.Request, mediaType string) bool {
	for _, accept := range r.Header.Values("Accept") {
		for item := range strings.SplitSeq(accept, ",") {
			if name, _, err := mime.ParseMediaType(item); err == nil && name == mediaType {
				return true
			}
		}
	}
	return false
}

// question asks the API for a practice.
func question(slug string, language library.Language) string {
	variables, err := json.Marshal(map[string]any{"slug": slug, "lang": []library.Language{language}})
	if err != nil {
		panic(err) // strings always marshal
	}
	return apiPath + query(url.Values{"query": {practiceDocument}, "variables": {string(variables)}}.Encode())
}
