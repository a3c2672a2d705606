package httpd_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// titled is a library whose practice bears another title.
type titled struct {
	shelf
	title string
}

func (s titled) Practice(ctx context.Context, v library.Viewer, id library.ID) (*library.Practice, error) {
	p, err := s.shelf.Practice(ctx, v, id)
	if err == nil {
		p.Texts[0].Title = s.title
	}
	return p, err
}

// TestTitles keeps what stands in the tab and in search results short; the page itself shows all of it.
func TestTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Carte":                    "Carte · Bibliothèque de pratiques WELDI",
		strings.Repeat("a", 70):    strings.Repeat("a", 70),
		strings.Repeat("é", 300):   strings.Repeat("é", 69) + "…",
		strings.Repeat("&", 300):   strings.Repeat("&amp;", 13) + "…",
		strings.Repeat("a ", 150):  strings.TrimSpace(strings.Repeat("a ", 35)) + "…",
		strings.Repeat("😀🇧🇪", 100): strings.Repeat("😀🇧🇪", 23) + "…",
	} {
		s := newSite(t, func(c *httpd.Config) { c.Library = titled{title: title} })
		body := s.ask(t, http.MethodGet, "/fr/practices/city-card").Body
		got := regexp.MustCompile(`<title>(.*)</title>`).FindStringSubmatch(body)
		if got == nil || got[1] != want || utf8.RuneCountInString(got[1]) > 70 {
			t.Errorf("%.30s: %v", title, got)
		}
		if shown := strings.ReplaceAll(title, "&", "&amp;"); !strings.Contains(body, "<h1>"+shown+"</h1>") {
			t.Errorf("%.30s is not shown whole", title)
		}
	}
}
