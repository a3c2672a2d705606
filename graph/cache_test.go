package graph

import (
	"github.com/weldi-network/practice-library/server/library"

	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// counting answers with how often it was asked; the answer to "fail" has an error.
type counting struct{ asked int }

func (c *counting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.asked++
	w.Header().Set("Content-Type", "application/json")
	w.Header().Add("Vary", "Accept")
	body, _ := io.ReadAll(r.Body)
	if strings.Contains(string(body), "fail") {
		_, _ = io.WriteString(w, `{"errors":[{"message":"no"}],"data":null}`)
		return
	}
	_, _ = fmt.Fprintf(w, `{"data":{"asked":%d}}`, c.asked)
}

func TestCache(t *testing.T) {
	number := uint64(1)
	next := &counting{}
	c := newCached(next, func() uint64 { return number }, func([]library.ID) {})
	send := func(method, target, body string, header ...string) *httptest.ResponseRecorder {
		t.Helper()
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		c.ServeHTTP(w, r)
		return w
	}
	steps := []struct {
		name   string
		before func()
		method string
		target string
		body   string
		header []string
		asked  int // how often the handler below has been asked afterwards
		status int
	}{
		{"first", nil, "POST", "/", "a", nil, 1, 200},
		{"again", nil, "POST", "/", "a", nil, 1, 200},
		{"other body", nil, "POST", "/", "b", nil, 2, 200},
		{"other media type", nil, "POST", "/", "a", []string{"Accept", "application/json"}, 3, 200},
		{"signed in by cookie", nil, "POST", "/", "a", []string{"Cookie", "s=1"}, 4, 200},
		{"signed in by token", nil, "POST", "/", "a", []string{"Authorization", "Bearer x"}, 5, 200},
		{"still remembered", nil, "POST", "/", "a", nil, 5, 200},
		{"by GET", nil, "GET", "/?query=a", "", nil, 6, 200},
		{"HEAD shares with GET", nil, "HEAD", "/?query=a", "", nil, 6, 200},
		{"an error", nil, "POST", "/", "fail", nil, 7, 200},
		{"an error is not remembered", nil, "POST", "/", "fail", nil, 8, 200},
		{"the library has changed", func() { number = 2 }, "POST", "/", "a", nil, 9, 200},
		{"a long body", nil, "POST", "/", strings.Repeat("x", cacheBody+1), nil, 10, 200},
		{"a long body again", nil, "POST", "/", strings.Repeat("x", cacheBody+1), nil, 11, 200},
	}
	for _, s := range steps {
		if s.before != nil {
			s.before()
		}
		w := send(s.method, s.target, s.body, s.header...)
		if next.asked != s.asked || w.Code != s.status {
			t.Errorf("%s: asked %d times, status %d", s.name, next.asked, w.Code)
		}
		for _, header := range []string{"Accept", "Cookie", "Authorization"} {
			if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), header) {
				t.Errorf("%s: Vary %q lacks %s", s.name, w.Header().Values("Vary"), header)
			}
		}
	}
}

func TestCacheKnowsWhatTheReaderHas(t *testing.T) {
	next := &counting{}
	c := newCached(next, func() uint64 { return 1 }, func([]library.ID) {})
	get := func(ifNoneMatch string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/?query=a", nil)
		r.Header.Set("If-None-Match", ifNoneMatch)
		w := httptest.NewRecorder()
		c.ServeHTTP(w, r)
		return w
	}
	first := get("")
	etag := first.Header().Get("Etag")
	if first.Code != http.StatusOK || etag == "" || first.Header().Get("Cache-Control") != "public, no-cache" {
		t.Fatalf("first: %d, %v", first.Code, first.Header())
	}
	for given, want := range map[string]int{
		etag: http.StatusNotModified, strings.TrimPrefix(etag, "W/"): http.StatusNotModified,
		`"x", ` + etag: http.StatusNotModified, "*": http.StatusNotModified, `W/"other"`: http.StatusOK,
	} {
		w := get(given)
		if w.Code != want || want == http.StatusNotModified && w.Body.Len() > 0 {
			t.Errorf("%s: %d with %d bytes", given, w.Code, w.Body.Len())
		}
	}
	if next.asked != 1 {
		t.Errorf("asked %d times", next.asked)
	}
}
