package httpd_test

import (
	"bufio"
	"compress/gzip"
	stdjson "encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/httpd"
)

func TestRequestID(t *testing.T) {
	s := newSite(t, nil)
	for id, kept := range map[string]bool{
		"8f14e45f-ceea-467f-a0e6-3ad1c0c5ae6b": true,
		"abc_DEF.123":                          true,
		"short":                                false,
		strings.Repeat("a", 65):                false,
		"with space 123":                       false,
		"line\nbreak-123":                      false,
		"<script>alert(1)</script>":            false,
		"":                                     false,
	} {
		got := s.ask(t, http.MethodGet, "/healthz", "X-Request-Id: "+id).Header.Get("X-Request-Id")
		if (got == id) != kept || len(got) < 8 {
			t.Errorf("%q became %q", id, got)
		}
	}
	one := s.ask(t, http.MethodGet, "/healthz").Header.Get("X-Request-Id")
	if two := s.ask(t, http.MethodGet, "/healthz").Header.Get("X-Request-Id"); one == two {
		t.Error("two requests have the same id")
	}
}

// TestLog wants one line a request, with its id, and nothing in it that somebody asked for.
func TestLog(t *testing.T) {
	s := newSite(t, nil)
	_ = s.ask(t, http.MethodPost, "/graphql?query=SECRET", "X-Request-Id: request-0815", "Cookie: a=SECRET",
		"User-Agent: SECRET", "Authorization: SECRET", "Referer: SECRET")
	var line map[string]any
	if err := stdjson.Unmarshal(s.log.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, s.log)
	}
	for name, want := range map[string]any{
		"msg": "request", "request": "request-0815", "method": "POST", "path": "/graphql", "route": "/graphql",
		"status": 200.0, "bytes": 11.0, "level": "INFO",
	} {
		if line[name] != want {
			t.Errorf("%s is %v in %s", name, line[name], s.log)
		}
	}
	for _, never := range []string{"SECRET", "192.0.2.1", "library.example"} {
		if strings.Contains(s.log.String(), never) {
			t.Errorf("%s stands in the log: %s", never, s.log)
		}
	}
}

func TestLogOfOddRequests(t *testing.T) {
	s := newSite(t, nil)
	_ = s.ask(t, "INVENTED", "/"+strings.Repeat("é", 500))
	_ = s.ask(t, http.MethodGet, "/healthz")
	lines := bufio.NewScanner(strings.NewReader(s.log.String()))
	for _, want := range []string{`"method":"other"`, `"level":"DEBUG"`} {
		if !lines.Scan() || !strings.Contains(lines.Text(), want) || len(lines.Text()) > 600 {
			t.Errorf("%s is not in %s", want, lines.Text())
		}
	}
}

func TestPanic(t *testing.T) {
	s := newSite(t, nil)
	r := s.ask(t, http.MethodGet, "/graphql?query=panic", "X-Request-Id: request-0815", "Origin: https://city.example")
	body := r.Body
	if r.StatusCode != http.StatusInternalServerError || !strings.Contains(body, `"code":"INTERNAL"`) || strings.Contains(body, "secret") {
		t.Errorf("answered %d %s", r.StatusCode, body)
	}
	if r.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Error("the page that asked cannot read the error")
	}
	checkSecure(t, r)
	for _, want := range []string{"a secret cause", "stack", `"request":"request-0815"`, `"status":500`} {
		if !strings.Contains(s.log.String(), want) {
			t.Errorf("the log lacks %s: %s", want, s.log)
		}
	}
}

// TestPanicLate breaks an answer off that has begun: a client must not take half of it for the whole.
func TestPanicLate(t *testing.T) {
	server := httptest.NewServer(newSite(t, nil))
	defer server.Close()
	for _, encoding := range []string{"identity", "gzip"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/graphql?query=panic%20late", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", encoding)
		r, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			continue // not even the header came through
		}
		if _, err := io.ReadAll(r.Body); err == nil {
			t.Errorf("%s: half an answer came through as whole", encoding)
		}
		_ = r.Body.Close()
	}
}

func TestCrossOrigin(t *testing.T) {
	city := []string{"https://city.example", "https://*.weldi.example"}
	for _, c := range []struct {
		name    string
		origins []string
		origin  string
		want    string
	}{
		{"open", []string{"*"}, "https://any.example", "*"},
		{"listed", city, "https://city.example", "https://city.example"},
		{"listed by pattern", city, "https://a.weldi.example", "https://a.weldi.example"},
		{"not listed", city, "https://other.example", ""},
		{"closed", nil, "https://city.example", ""},
	} {
		s := newSite(t, func(conf *httpd.Config) { conf.CORSOrigins = c.origins })
		asked := s.ask(t, "OPTIONS", "/graphql", "Origin: "+c.origin, "Access-Control-Request-Method: POST",
			"Access-Control-Request-Headers: authorization,content-type,x-request-id")
		got := s.ask(t, "GET", "/graphql", "Origin: "+c.origin)
		for _, r := range []answer{asked, got} {
			if allowed := r.Header.Get("Access-Control-Allow-Origin"); allowed != c.want {
				t.Errorf("%s: %q is allowed", c.name, allowed)
			}
			if r.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s: cookies are allowed", c.name)
			}
			if !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Origin") {
				t.Errorf("%s: Vary is %q", c.name, r.Header.Values("Vary"))
			}
		}
		if asked.StatusCode != http.StatusNoContent || got.StatusCode != http.StatusOK {
			t.Errorf("%s: %d and %d", c.name, asked.StatusCode, got.StatusCode)
		}
		if c.want == "" {
			continue
		}
		if asked.Header.Get("Access-Control-Max-Age") != "7200" || asked.Header.Get("Access-Control-Allow-Methods") != "POST" ||
			asked.Header.Get("Access-Control-Allow-Headers") != "authorization,content-type,x-request-id" ||
			!strings.Contains(got.Header.Get("Access-Control-Expose-Headers"), "X-Request-Id") {
			t.Errorf("%s: %v, %v", c.name, asked.Header, got.Header)
		}
	}
}

// TestCrossOriginRefused wants no permission for what is not offered, nor anywhere but at the API.
func TestCrossOriginRefused(t *testing.T) {
	s := newSite(t, nil)
	for name, header := range map[string][]string{
		"/graphql a": {"Access-Control-Request-Method: DELETE"},
		"/graphql b": {"Access-Control-Request-Method: POST", "Access-Control-Request-Headers: cookie"},
		"/metrics":   {"Access-Control-Request-Method: GET"},
		"/":          {"Access-Control-Request-Method: GET"},
	} {
		path, _, _ := strings.Cut(name, " ")
		r := s.ask(t, "OPTIONS", path, append(header, "Origin: https://city.example")...)
		if got := r.Header.Get("Access-Control-Allow-Origin"); got != "" || r.StatusCode != http.StatusNoContent {
			t.Errorf("%s: %d, allowed for %q", name, r.StatusCode, got)
		}
	}
}

func TestCompression(t *testing.T) {
	s := newSite(t, nil)
	for path, compressed := range map[string]bool{
		"/graphql?query=long":   true,
		"/assets/index-4f3a.js": true,
		"/metrics":              true,
		"/graphql":              false, // too short to gain by it
		"/healthz":              false,
		"/favicon.svg":          false,
	} {
		r := s.ask(t, http.MethodGet, path, "Accept-Encoding: gzip")
		if got := r.Header.Get("Content-Encoding") == "gzip"; got != compressed {
			t.Errorf("%s: %q", path, r.Header.Get("Content-Encoding"))
		}
		if !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%s: Vary is %q", path, r.Header.Values("Vary"))
		}
		plain := s.ask(t, http.MethodGet, path).Body
		if compressed && path != "/metrics" && unzip(t, r) != plain {
			t.Errorf("%s: another text comes out", path)
		}
		if s.ask(t, http.MethodGet, path).Header.Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed for somebody who did not ask for it", path)
		}
	}
}

func unzip(t *testing.T, r answer) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(r.Body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestMeasures counts by route, whatever addresses and methods people invent.
func TestMeasures(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/practices/city-card", "/fr/practices/city-card", "/practices/nobody", "/practices/former-name", "/a", "/b", "/c"} {
		_ = s.ask(t, http.MethodGet, path)
	}
	_ = s.ask(t, "INVENTED", "/practices/city-card")
	body := s.ask(t, http.MethodGet, "/metrics").Body
	for _, want := range []string{
		`weldi_http_requests_total{method="GET",route="/{lang}/practices/{slug}",status="200"} 1`,
		`weldi_http_requests_total{method="GET",route="/practices/{slug}",status="303"} 1`,
		`weldi_http_requests_total{method="GET",route="/practices/{slug}",status="404"} 1`,
		`weldi_http_requests_total{method="GET",route="/practices/{slug}",status="308"} 1`,
		`weldi_http_requests_total{method="GET",route="other",status="404"} 3`,
		`weldi_http_requests_total{method="other",route="/practices/{slug}",status="405"} 1`,
		`weldi_http_request_duration_seconds_count{route="other",status="404"} 3`,
		`weldi_http_requests_in_flight 1`,
		`weldi_journal_entry 42`, `weldi_ready 1`, `weldi_build_info{version="test"} 1`, `go_goroutines`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not told", want)
		}
	}
	if strings.Contains(body, "nobody") || strings.Contains(body, "INVENTED") {
		t.Error("what people invent becomes a measure of its own")
	}
}

// TestLongQuery is refused where no page has use for it, and left to the API at its address.
func TestLongQuery(t *testing.T) {
	s := newSite(t, nil)
	long := "?" + strings.Repeat("q", 65<<10)
	for path, want := range map[string]int{"/practices": 414, "/practices/city-card": 414, "/nowhere": 414, "/graphql": 200} {
		r := s.ask(t, http.MethodGet, path+long)
		if r.StatusCode != want || want == 414 && !strings.Contains(r.Body, `"code":"REQUEST_TOO_LARGE"`) {
			t.Errorf("%s: %d %.100s", path, r.StatusCode, r.Body)
		}
	}
	if r := s.ask(t, http.MethodGet, "/en/practices?"+strings.Repeat("q", 60<<10)); r.StatusCode != http.StatusOK {
		t.Errorf("a query that is merely long: %d", r.StatusCode)
	}
}
