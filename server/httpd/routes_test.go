package httpd_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

const (
	forever = "public, max-age=31536000, immutable"
	json    = "application/json"
)

// TestRoutes asks every address of the site.
func TestRoutes(t *testing.T) {
	s := newSite(t, nil)
	for _, c := range []struct {
		path, accept string
		status       int
		media, body  string // body: what the answer holds
		header       string // "Name: value" that must stand there
	}{
		{"/graphql?query={x}", "", 200, json, `{"data":{}}`, ""},
		{"/graphql?query=deadline", "", 200, "text/plain", "bounded", ""},
		{"/graphql/", "", 404, json, "NOT_FOUND", "Vary: Accept"},
		{"/graphql/more", "text/html", 404, json, "NOT_FOUND", ""},
		{"/healthz", "", 200, json, `{"status":"ok"}`, "Cache-Control: no-store"},
		{"/readyz", "", 200, json, `{"status":"ready"}`, "Cache-Control: no-store"},
		{"/metrics", "", 200, "text/plain", "weldi_journal_entry 42", "Cache-Control: no-store"},
		{"/graphiql", "", 200, "text/html", "GraphiQL", "Cache-Control: no-cache"},
		{"/graphiql/", "", 200, "text/html", "GraphiQL", ""},
		{"/graphiql/assets/a-12.js", "", 200, "text/javascript", "let b", "Cache-Control: " + forever},
		{"/graphiql/index.html", "", 404, "text/plain", "no such file", ""},
		{"/graphiql/nothing", "", 404, "text/plain", "no such file", ""},
		{"/", "", 303, "text/html", "", "Location: /en"},
		{"/practices/city-card", "", 303, "text/html", "", "Location: /en/practices/city-card"},
		{"/practices", "", 303, "text/html", "", "Location: /en/practices"},
		{"/practices/city-card", json, 303, "text/html", "", "Location: /graphql?query="},
		{"/pl/practices/city-card", json, 303, "text/html", "pl%22%5D", "Vary: Accept"},
		{"/pl/practices/city-card", "application/ld+json", 200, "text/html", "Library", "Vary: Accept"},
		{"/practices/former-name", json, 308, "", "", "Location: /practices/city-card"},
		{"/practices/former-name", "", 308, "text/html", "", "Location: /practices/city-card"},
		{"/practices/former-name?lang=fr", "", 308, "text/html", "", "Location: /practices/city-card?lang=fr"},
		{"/practices/city-card/", "", 308, "text/html", "", "Location: /practices/city-card"},
		{"/practices/withdrawn", "text/html,*/*", 410, "text/html", "Library", ""},
		{"/practices/withdrawn", json, 410, json, "GONE", "Vary: Accept"},
		{"/practices/city-card/v/2", "", 303, "text/html", "", "Location: /practices/city-card"},
		{"/practices/city-card/v/2", json, 303, "", "", "Location: /practices/city-card"},
		{"/pl/practices/city-card/v/2?a=b", "", 303, "text/html", "", "Location: /pl/practices/city-card?a=b"},
		{"/practices/city-card/v/1", "", 410, "text/html", "Library", "Vary: Accept, Accept-Language, Cookie"},
		{"/practices/city-card/v/1", json, 410, json, "GONE", "Link: <https://library.example/practices/city-card>; rel=\"canonical latest-version\""},
		{"/pl/practices/city-card/v/1", "", 410, "text/html", "Wersja 1 tej praktyki została zastąpiona", ""},
		{"/pl/practices/city-card/v/1/", "", 308, "", "", "Location: /pl/practices/city-card/v/1"},
		{"/pl/practices/former-name/v/1", "", 308, "", "", "Location: /pl/practices/city-card/v/1"},
		{"/practices/city-card/v/0", "", 404, "text/html", "Library", ""},
		{"/practices/city-card/v/3", json, 404, json, "NOT_FOUND", ""},
		{"/practices/city-card/v/01", "", 404, "text/html", "Library", ""},
		{"/practices/city-card/v/+1", "", 404, "text/html", "Library", ""},
		{"/practices/city-card/v/99999999999999999999", "", 404, "text/html", "Library", ""},
		{"/practices/city-card/v", "", 404, "text/html", "Library", ""},
		{"/practices/withdrawn/v/1", "", 410, "text/html", "Library", ""},
		{"/practices/withdrawn/v/1", json, 410, json, "withdrawn", ""},
		{"/practices/nobody/v/1", "", 404, "text/html", "Library", ""},
		{"/practices/nobody", "text/html", 404, "text/html", "Library", ""},
		{"/practices/nobody", "", 404, "text/html", "Library", ""},
		{"/practices/nobody", json, 404, json, "NOT_FOUND", ""},
		{"/practices/a/b", "", 404, "text/html", "Library", ""},
		{"/themes/housing", "", 303, "text/html", "", "Location: /en/themes/housing"},
		{"/coverage", "", 303, "text/html", "", "Location: /en/coverage"},
		{"/account/invitation", "", 303, "text/html", "", "Location: /en/account/invitation"},
		{"/account/code", "", 303, "text/html", "", "Cache-Control: no-store"},
		{"/account/password", "", 303, "text/html", "", "Referrer-Policy: same-origin"},
		{"/concern", "", 303, "text/html", "", "Location: /en/concern"},
		{"/practices/city-card/concern", "", 303, "text/html", "", "Location: /en/practices/city-card/concern"},
		{"/hr/account", "", 200, "text/html", "Library", "Cache-Control: no-store"},
		{"/pl/account/sign-in", "", 200, "text/html", "Library", "Cache-Control: no-store"},
		{"/ro/account/invitation", "", 200, "text/html", "Library", "Cache-Control: no-store"},
		{"/ro/account/password", "", 200, "text/html", "Library", "Referrer-Policy: same-origin"},
		{"/ro/account/code", "", 200, "text/html", "Library", "Cache-Control: no-store"},
		{"/nl/account/nothing", "", 404, "text/html", "Library", ""},
		{"/es/concern", "", 200, "text/html", "Library", "Cache-Control: no-store"},
		{"/es/practices/city-card/concern", "", 200, "text/html", "Library", "Cache-Control: no-store"},
		{"/es/practices/former-name/concern", "", 308, "", "", "Location: /es/practices/city-card/concern"},
		{"/es/practices/withdrawn/concern", "", 410, "text/html", "Library", ""},
		{"/es/practices/nobody/concern", "", 404, "text/html", "Library", ""},
		{"/nl/compare", "", 200, "text/html", "Library", ""},
		{"/nl/compare?practices=city-card,nobody,,x,y,z", "", 200, "text/html", "/nl/practices/city-card", ""},
		{"/pl/coverage?rows=themes&columns=nonsense", "", 200, "text/html", "Library", ""},
		{"/themes/homes", "", 308, "", "", "Location: /themes/housing"},
		{"/themes/nothing", "", 404, "text/html", "Library", ""},
		{"/territories/liege", "", 303, "text/html", "", "Location: /en/territories/liege"},
		{"/territories/luik", "", 308, "", "", "Location: /territories/liege"},
		{"/territories/atlantis", "", 404, "text/html", "Library", ""},
		{"/concepts/stages/arrival", "", 303, "text/html", "", "Location: /en/concepts/stages/arrival"},
		{"/concepts/themes/housing", "", 308, "", "", "Location: /themes/housing"},
		{"/concepts/stages/nothing", "", 404, "text/html", "Library", ""},
		{"/concepts/nothing/arrival", "", 404, "text/html", "Library", ""},
		{"/fr", "", 200, "text/html", "Library", "Cache-Control: no-cache"},
		{"/fr/", "", 308, "", "", "Location: /fr"},
		{"/fr/?words=logement", "", 308, "", "", "Location: /fr?words=logement"},
		{"/fr/practices", "", 200, "text/html", "Library", ""},
		{"/pl/practices/city-card", "", 200, "text/html", "Library", ""},
		{"/pl/practices/former-name?a=b", "", 308, "", "", "Location: /pl/practices/city-card?a=b"},
		{"/pl/practices/city-card/", "", 308, "", "", "Location: /pl/practices/city-card"},
		{"/pl/practices/withdrawn", "", 410, "text/html", "Library", ""},
		{"/pl/practices/withdrawn", json, 410, json, "GONE", ""},
		{"/pl/practices/nobody", "", 404, "text/html", "Library", ""},
		{"/hr/themes/housing", "", 200, "text/html", "Library", ""},
		{"/hr/themes/homes", "", 308, "", "", "Location: /hr/themes/housing"},
		{"/ro/territories/luik", "", 308, "", "", "Location: /ro/territories/liege"},
		{"/it/concepts/themes/housing", "", 308, "", "", "Location: /it/themes/housing"},
		{"/nl/coverage", "", 200, "text/html", "Library", ""},
		{"/nl/nothing", "", 404, "text/html", "Library", ""},
		{"/nl/healthz", "", 404, "text/html", "Library", ""},
		{"/nl/fr/practices", "", 404, "text/html", "Library", ""},
		{"/nl/assets/index-4f3a.js", "", 404, "text/html", "Library", ""},
		{"/nl//practices", "", 307, "", "", "Location: /nl/practices"},
		{"/tlh", "", 404, "text/html", "Library", ""},
		{"/tlh/practices", "", 404, "text/html", "Library", ""},
		{"/FR/practices", "", 308, "text/html", "", "Location: /fr/practices"},
		{"/fr-BE", "", 308, "text/html", "", "Location: /fr"},
		{"/pt-BR/practices/city-card?a=b", "", 308, "text/html", "", "Location: /pt/practices/city-card?a=b"},
		{"/PT//evil.example", "", 307, "", "", "Location: /PT/evil.example"},
		{"/fr/about/", "", 308, "text/html", "", "Location: /fr/about"},
		{"/coverage/", "", 308, "text/html", "", "Location: /coverage"},
		{"/assets/index-4f3a.js", "", 200, "text/javascript", "let a", "Cache-Control: " + forever},
		{"/assets/index-old.js", "", 404, "text/plain", "no such file", ""},
		{"/assets/", "", 404, "text/plain", "no such file", ""},
		{"/robots.txt", "", 200, "text/plain", "Sitemap: https://library.example/sitemap.xml", "Cache-Control: no-cache"},
		{"/sitemap.xml", "", 200, "application/xml", "https://library.example/sitemaps/1.xml", "Cache-Control: no-cache"},
		{"/sitemaps/1.xml", "", 200, "application/xml", "https://library.example/pl/practices/card-1", "Cache-Control: no-cache"},
		{"/sitemaps/0.xml", "", 404, "text/html", "Library", ""},
		{"/sitemaps/01.xml", "", 404, "text/html", "Library", ""},
		{"/sitemaps/2.xml", "", 404, "text/html", "Library", ""},
		{"/sitemaps/99999999999999999999.xml", "", 404, "text/html", "Library", ""},
		{"/sitemaps/1", "", 404, "text/html", "Library", ""},
		{"/favicon.svg", "", 200, "image/svg+xml", "<svg/>", "Cache-Control: no-cache"},
		{"/index.html", "", 404, "text/html", "Library", ""},
		{"/.gitkeep", "", 404, "text/html", "Library", ""},
		{"/nothing/here", "", 404, "text/html", "Library", ""},
		{"/nothing", "application/ld+json", 404, json, "NOT_FOUND", ""},
		{"/nothing", "text/html;q=0.9, application/json", 404, "text/html", "Library", ""},
		{"//nothing/../themes/housing", "", 307, "", "", "Location: /themes/housing"},
		{"/practices/a\\b", "", 400, json, "BAD_REQUEST", ""},
		{"/practices/a\x00b", "", 400, json, "BAD_REQUEST", ""},
		{"/practices/\xff", "", 400, json, "BAD_REQUEST", ""},
		{"/practices/\u0085", "", 400, json, "BAD_REQUEST", ""},
		{"/" + strings.Repeat("a", 2048), "", 414, json, "REQUEST_TOO_LARGE", ""},
		{"/" + strings.Repeat("a", 2048), "text/html", 414, "text/html", "Library", ""},
		{"/practices/a\\b", "text/html", 404, "text/html", "Nothing stands at this address", ""},
		{"/pl/practices/a\x00b", "text/html", 404, "text/html", "Pod tym adresem nic nie ma", ""},
		{"/favicon.ico", "", 308, "text/html", "", "Location: /icon.svg"},
	} {
		t.Run(c.path[:min(len(c.path), 60)], func(t *testing.T) {
			var header []string
			if c.accept != "" {
				header = append(header, "Accept: "+c.accept)
			}
			r := s.ask(t, http.MethodGet, c.path, header...)
			body := r.Body
			if r.StatusCode != c.status || !strings.HasPrefix(r.Header.Get("Content-Type"), c.media) || !strings.Contains(body, c.body) {
				t.Errorf("answered %d %s %.200s", r.StatusCode, r.Header.Get("Content-Type"), body)
			}
			name, value, _ := strings.Cut(c.header, ": ")
			if c.header != "" && !strings.Contains(strings.Join(r.Header.Values(name), ", "), value) {
				t.Errorf("%s: %q", name, r.Header.Values(name))
			}
			checkSecure(t, r)
		})
	}
}

// checkSecure wants on every answer what makes a browser careful, and an id.
func checkSecure(t *testing.T, r answer) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'self'; ",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "same-origin",
		"Permissions-Policy":      "camera=()",
		"X-Frame-Options":         "DENY",
	} {
		if got := r.Header.Get(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	policy := r.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe-eval") {
		t.Errorf("the policy is %s", policy)
	}
	if len(r.Header.Get("X-Request-Id")) < 8 {
		t.Error("the answer has no request id")
	}
}

// TestPolicies holds the two pages apart: only GraphiQL may set styles by itself. The client's page may bring its own, which
// are named by their hash.
func TestPolicies(t *testing.T) {
	s := newSite(t, nil)
	for path, allowed := range map[string]bool{"/en": false, "/graphiql": true, "/graphiql/": true, "/graphql": false, "/nothing": false} {
		policy := s.ask(t, http.MethodGet, path).Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe-inline") != allowed || strings.Contains(policy, "blob:") != allowed {
			t.Errorf("%s has the policy %s", path, policy)
		}
		typed := "; require-trusted-types-for 'script'; trusted-types svelte-trusted-html weldi-server-html"
		if strings.Contains(policy, typed) == allowed {
			t.Errorf("%s has the policy %s", path, policy)
		}
		sum := sha256.Sum256([]byte(indexStyle))
		named := "; style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		if isPage := path == "/en" || path == "/nothing"; strings.HasSuffix(policy, named) != isPage {
			t.Errorf("%s has the policy %s", path, policy)
		}
		if strings.Contains(policy, "script-src") || strings.Contains(policy, "//") {
			t.Errorf("%s lets foreign scripts in: %s", path, policy)
		}
	}
}

// TestMethods sends every method to every kind of address.
func TestMethods(t *testing.T) {
	s := newSite(t, nil)
	const read, ask = "GET, HEAD, OPTIONS", "GET, HEAD, POST, OPTIONS"
	leadsOn := map[string]bool{
		"/": true, "/practices/city-card": true, "/themes/housing": true, "/territories/liege": true,
		"/concepts/stages/arrival": true,
	}
	for path, allowed := range map[string]string{
		"/graphql": ask, "/healthz": read, "/readyz": read, "/metrics": read, "/graphiql": read, "/": read,
		"/practices/city-card": read, "/themes/housing": read, "/territories/liege": read,
		"/concepts/stages/arrival": read, "/assets/index-4f3a.js": read, "/fr": read, "/fr/practices/city-card": read,
		"/robots.txt": read, "/sitemap.xml": read, "/sitemaps/1.xml": read,
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "INVENTED"} {
			r := s.ask(t, method, path)
			body := r.Body
			want := http.StatusMethodNotAllowed
			switch {
			case method == "OPTIONS":
				want = http.StatusNoContent
			case strings.Contains(allowed, method) && leadsOn[path]:
				want = http.StatusSeeOther
			case strings.Contains(allowed, method):
				want = http.StatusOK
			}
			if r.StatusCode != want {
				t.Errorf("%s %s: %d", method, path, r.StatusCode)
			}
			if got := r.Header.Get("Allow"); want > http.StatusOK && want != http.StatusSeeOther && got != allowed {
				t.Errorf("%s %s allows %q", method, path, got)
			}
			if want == http.StatusMethodNotAllowed && !strings.Contains(body, "METHOD_NOT_ALLOWED") {
				t.Errorf("%s %s: %s", method, path, body)
			}
		}
	}
	if r := s.ask(t, "POST", "/nothing"); r.StatusCode != http.StatusNotFound {
		t.Errorf("POST to nowhere: %d", r.StatusCode)
	}
	if r := s.ask(t, "POST", "/favicon.svg"); r.StatusCode != http.StatusNotFound {
		t.Errorf("POST to a file: %d", r.StatusCode)
	}
}

// TestHead wants the headers of GET without its body, over a real connection.
func TestHead(t *testing.T) {
	server := httptest.NewServer(newSite(t, nil))
	defer server.Close()
	for _, path := range []string{"/graphql", "/healthz", "/", "/practices/city-card", "/en/practices/city-card", "/practices/nobody", "/sitemap.xml", "/assets/index-4f3a.js"} {
		get, head := fetch(t, "GET", server.URL+path), fetch(t, "HEAD", server.URL+path)
		if get.StatusCode != head.StatusCode || get.Header.Get("Content-Type") != head.Header.Get("Content-Type") {
			t.Errorf("%s: GET %d %v, HEAD %d %v", path, get.StatusCode, get.Header, head.StatusCode, head.Header)
		}
		if head.Body != "" {
			t.Errorf("HEAD %s has a body: %s", path, head.Body)
		}
	}
}

func fetch(t *testing.T, method, url string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// TestUnchanged asks again for what is there already.
func TestUnchanged(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/en", "/en/practices/city-card", "/graphiql", "/assets/index-4f3a.js", "/favicon.svg"} {
		etag := s.ask(t, http.MethodGet, path).Header.Get("ETag")
		if !strings.HasPrefix(etag, `W/"`) {
			t.Errorf("%s has the ETag %s", path, etag)
		}
		r := s.ask(t, http.MethodGet, path, "If-None-Match: "+etag, "Accept-Encoding: gzip")
		if r.StatusCode != http.StatusNotModified || r.Body != "" {
			t.Errorf("%s again: %d", path, r.StatusCode)
		}
	}
	etag := s.ask(t, http.MethodGet, "/en").Header.Get("ETag")
	if r := s.ask(t, http.MethodGet, "/practices/nobody", "If-None-Match: "+etag); r.StatusCode != http.StatusNotFound {
		t.Errorf("a page that is missing became %d", r.StatusCode)
	}
}

// TestNotBuilt serves without a client, and with the empty folder that stands for one that was never built.
func TestNotBuilt(t *testing.T) {
	for name, client := range map[string]fs.FS{"none": nil, "empty": fstest.MapFS{".gitkeep": {}}} {
		s := newSite(t, func(c *httpd.Config) { c.Client = client })
		for path, want := range map[string]struct {
			status int
			body   string
		}{
			"/":                       {200, "make run"},
			"/practices/city-card":    {200, "make run"},
			"/practices/former-name":  {308, ""},
			"/practices/withdrawn":    {410, "withdrawn"},
			"/practices/nobody":       {404, "nothing"},
			"/graphiql":               {404, "make build"},
			"/nothing":                {404, "nothing"},
			"/graphql?query={x}":      {200, `{"data":{}}`},
			"/graphiql/assets/a-12.j": {404, "no such file"},
		} {
			r := s.ask(t, http.MethodGet, path)
			if body := r.Body; r.StatusCode != want.status || !strings.Contains(body, want.body) {
				t.Errorf("%s, %s: %d %s", name, path, r.StatusCode, body)
			}
		}
	}
}

// TestNotReady tells those who ask, but no more than a code.
func TestNotReady(t *testing.T) {
	s := newSite(t, func(c *httpd.Config) { c.Library = shelf{errors.New("entry 7 at /var/lib/secret is damaged")} })
	r := s.ask(t, http.MethodGet, "/readyz")
	if body := r.Body; r.StatusCode != http.StatusServiceUnavailable || body != `{"status":"not ready","reason":"READ_ONLY"}`+"\n" {
		t.Errorf("answered %d %s", r.StatusCode, body)
	}
	if r := s.ask(t, http.MethodGet, "/healthz"); r.StatusCode != http.StatusOK {
		t.Errorf("it should still be alive: %d", r.StatusCode)
	}
	if body := s.ask(t, http.MethodGet, "/metrics").Body; !strings.Contains(body, "weldi_ready 0") {
		t.Error("the measures do not say that it is not ready")
	}
}

// TestDatabaseSilent names the database as the reason.
func TestDatabaseSilent(t *testing.T) {
	s := newSite(t, func(c *httpd.Config) { c.Library = shelf{library.ErrSilent} })
	r := s.ask(t, http.MethodGet, "/readyz")
	if want := `{"status":"not ready","reason":"DATABASE_UNREACHABLE"}` + "\n"; r.StatusCode != http.StatusServiceUnavailable || r.Body != want {
		t.Errorf("answered %d %s", r.StatusCode, r.Body)
	}
}

func TestClientUnreadable(t *testing.T) {
	if _, err := httpd.New(httpd.Config{Library: shelf{}, Client: brokenFS{}}); err == nil {
		t.Error("a client that cannot be read was taken")
	}
}

type brokenFS struct{}

func (brokenFS) Open(string) (fs.File, error) { return nil, errors.New("broken") }
