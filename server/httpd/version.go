package httpd

import (
	"net/http"
	"strconv"

	"github.com/weldi-network/practice-library/server/library"
)

// version answers at the address of one version of a practice: that of today leads to the practice, an earlier one is said
// to have been replaced. What that said is told to nobody here, scrubbed or not: a text may have been corrected because it
// put somebody in danger, and whoever could tell scrubbed versions apart would know for which to look elsewhere.
func (s *site) version(w http.ResponseWriter, r *http.Request) {
	card := s.library.CardBySlug(library.Anonymous(), r.PathValue("slug"))
	if card == nil {
		s.page(s.atPractice).ServeHTTP(w, r) // which says why
		return
	}
	number := r.PathValue("version")
	n, err := strconv.Atoi(number)
	path := card.Path() + "/v/" + number
	switch {
	case err != nil || n < 1 || n > card.Version || strconv.Itoa(n) != number:
		s.missing(w, r)
	case path != r.URL.Path:
		moved(w, r, path)
	case n == card.Version:
		w.Header().Set("Cache-Control", cacheChecked)
		http.Redirect(w, r, under(languageOf(r), card.Path())+query(r.URL.RawQuery), http.StatusSeeOther)
	default:
		s.replaced(w, r, card, n)
	}
}

// replaced says that a version is no longer shown, and leads to that of today.
func (s *site) replaced(w http.ResponseWriter, r *http.Request, card *library.Card, n int) {
	w.Header().Add("Vary", "Accept")
	w.Header().Set("Link", "<"+s.base+card.Path()+`>; rel="canonical latest-version"`)
	const message = "This version of the practice has been replaced and is no longer shown."
	switch {
	case wantsJSON(r):
		refuse(w, http.StatusGone, codeGone, message)
	case !s.client.built():
		writeText(w, http.StatusGone, message)
	default:
		varyByLanguage(w, r)
		rd := s.reader(r)
		write(w, http.StatusGone, typeHTML, s.shell.fill(w, &document{
			reader: rd, Title: rd.Words.Replaced.with(rd.Words.Numbers.write(n)), Description: rd.Words.ReplacedHint,
			Lines: []string{rd.Words.ReplacedHint, rd.Words.Updated.with(rd.Words.Numbers.write(card.Version), rd.day(card.UpdatedAt))},
			Page:  "text", Template: "replaced", Text: link{rd.Link(card.Path()), rd.text(card.Title(rd.asked()))},
		}))
	}
}
