package httpd_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestReplacedVersion: the page of an earlier version says so in the reader's language, leads to the practice of today,
// stays out of search engines, and holds no text of the practice but the title that its link bears.
func TestReplacedVersion(t *testing.T) {
	s := newSite(t, nil)
	r := s.ask(t, http.MethodGet, "/practices/city-card/v/1", "Accept-Language: fr")
	for _, want := range []string{
		`<html lang="fr"`, `<meta name="robots" content="noindex">`, "<h1>La version 1 de cette pratique a été remplacée</h1>", "Version 2 du ",
		`<a href="/fr/practices/city-card">Carte`,
	} {
		if !strings.Contains(r.Body, want) {
			t.Errorf("the page lacks %s: %s", want, r.Body)
		}
	}
	for _, never := range []string{"Une carte", "Le défi", "ld+json", `rel="canonical"`, script} {
		if strings.Contains(r.Body, never) {
			t.Errorf("the page holds %s", never)
		}
	}
	if got := r.Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("it is kept: %s", got)
	}
}
