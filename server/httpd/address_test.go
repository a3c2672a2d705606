package httpd_test

import (
	encoding "encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestSpoken leads from an address without a language to the reader's own, over real connections.
func TestSpoken(t *testing.T) {
	server := httptest.NewServer(newSite(t, nil))
	defer server.Close()
	for _, c := range []struct{ path, header, want string }{
		{"/", "Accept-Language: fr-BE, en;q=0.5", "/fr"},
		{"/", "User-Agent: a bot that asks for no language", "/en"},
		{"/", "Accept-Language: tlh, *;q=0.1", "/en"},
		{"/practices?words=a%20b&themes=housing", "Accept-Language: en;q=0.3, pl;q=0.9", "/pl/practices?words=a%20b&themes=housing"},
		{"/practices/city-card?x=%0d%0aSet-Cookie:%20a=b", "Accept-Language: hr", "/hr/practices/city-card?x=%0d%0aSet-Cookie:%20a=b"},
		{"/themes/housing", "Cookie: language=ro", "/ro/themes/housing"},
		{"/themes/housing", "Cookie: language=//evil.example", "/en/themes/housing"},
		{"/territories/liege?lang=nl", "Cookie: language=ro", "/nl/territories/liege?lang=nl"},
		{"/?lang=//evil.example", "Accept-Language: //evil.example", "/en?lang=//evil.example"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := fetch(t, method, server.URL+c.path, c.header)
			if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != c.want {
				t.Errorf("%s %s with %s: %d %s", method, c.path, c.header, r.StatusCode, r.Header.Get("Location"))
			}
			vary := strings.Join(r.Header.Values("Vary"), ", ")
			if !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Cookie") {
				t.Errorf("%s varies by %q", c.path, vary)
			}
			if r.Header.Get("Set-Cookie") != "" || r.Header.Get("Cache-Control") != "no-cache" {
				t.Errorf("%s: %v", c.path, r.Header)
			}
		}
	}
}

// TestNoOpenRedirect follows every address that looks like another host: whatever it leads to stays here.
func TestNoOpenRedirect(t *testing.T) {
	server := httptest.NewServer(newSite(t, nil))
	defer server.Close()
	const evil = "evil.example"
	for _, path := range []string{
		"//" + evil, "//" + evil + "/..", "///" + evil + "/", "/\\" + evil, "/%5C" + evil, "/%2F%2F" + evil, "/%2f" + evil + "/",
		"/practices//" + evil + "/", "/practices/%2F%2F" + evil + "/", "/practices/%5C%5C" + evil + "/", "/fr//" + evil, "/fr/%2F" + evil + "/",
		"/fr/..//" + evil, "//" + evil + "/%2e%2e", "/.//" + evil, "/themes/..%2f..%2f" + evil, "/%09/" + evil, "/%0d/" + evil,
		"/?url=//" + evil, "/practices?//" + evil, "/https://" + evil, "/@" + evil, "/fr@" + evil,
	} {
		address := server.URL + path
		for range 5 {
			r := fetch(t, http.MethodGet, address)
			to := r.Header.Get("Location")
			if to == "" {
				break
			}
			if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") {
				t.Errorf("%s leads to %s", path, to)
			}
			address = server.URL + to
		}
	}
}

// TestPracticeAsJSON leads a program to the API, with a question that names the practice and the language.
func TestPracticeAsJSON(t *testing.T) {
	s := newSite(t, nil)
	for path, want := range map[string]library.Language{"/practices/city-card": "hr", "/pl/practices/city-card": "pl"} {
		r := s.ask(t, http.MethodGet, path, "Accept: application/json", "Accept-Language: hr")
		to, err := url.Parse(r.Header.Get("Location"))
		if err != nil || r.StatusCode != http.StatusSeeOther || to.Path != "/graphql" || to.Host != "" {
			t.Fatalf("%s: %d %v %v", path, r.StatusCode, to, err)
		}
		var variables struct {
			Slug string
			Lang []library.Language
		}
		if err := encoding.Unmarshal([]byte(to.Query().Get("variables")), &variables); err != nil {
			t.Fatal(err)
		}
		if variables.Slug != "city-card" || len(variables.Lang) != 1 || variables.Lang[0] != want {
			t.Errorf("%s asks for %+v", path, variables)
		}
		if !strings.Contains(strings.Join(r.Header.Values("Vary"), ", "), "Accept") {
			t.Errorf("%s varies by %q", path, r.Header.Values("Vary"))
		}
	}
}
