package httpd_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/weldi-network/practice-library/server/httpd"
)

// compressedClient is a client whose build has made copies of one of its files.
func compressedClient(c *httpd.Config) {
	files := builtClient()
	files["assets/index-4f3a.js.br"] = &fstest.MapFile{Data: []byte("the Brotli copy")}
	files["assets/index-4f3a.js.gz"] = &fstest.MapFile{Data: []byte("the gzip copy")}
	files["assets/only-12.js"] = &fstest.MapFile{Data: []byte("let c")}
	files["assets/only-12.js.gz"] = &fstest.MapFile{Data: []byte("gz")}
	c.Client = files
}

// TestCompressedCopies sends the copy that the client wants most, over a real connection.
func TestCompressedCopies(t *testing.T) {
	server := httptest.NewServer(newSite(t, compressedClient))
	defer server.Close()
	for _, c := range []struct{ path, accept, encoding, body string }{
		{"/assets/index-4f3a.js", "gzip, deflate, br, zstd", "br", "the Brotli copy"},
		{"/assets/index-4f3a.js", "gzip;q=1.0, br;q=0.8", "gzip", "the gzip copy"},
		{"/assets/index-4f3a.js", "GZIP", "gzip", "the gzip copy"},
		{"/assets/index-4f3a.js", "br;q=0, gzip;q=0", "", ""},
		{"/assets/index-4f3a.js", "identity", "", ""},
		{"/assets/index-4f3a.js", "br;q=NaN, ;;,=", "", ""},
		{"/assets/only-12.js", "br, gzip", "gzip", "gz"},
	} {
		r := fetch(t, http.MethodGet, server.URL+c.path, "Accept-Encoding: "+c.accept)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Encoding") != c.encoding {
			t.Errorf("%s for %q: %d, %q", c.path, c.accept, r.StatusCode, r.Header.Get("Content-Encoding"))
		}
		if c.encoding == "" && !strings.HasPrefix(r.Body, "let") || c.encoding != "" && r.Body != c.body {
			t.Errorf("%s for %q: %.40q", c.path, c.accept, r.Body)
		}
		if got := r.Header.Get("Content-Length"); got != strconv.Itoa(len(r.Body)) {
			t.Errorf("%s for %q: %s bytes are announced, %d came", c.path, c.accept, got, len(r.Body))
		}
		if vary := strings.Join(r.Header.Values("Vary"), ", "); vary != "Accept-Encoding" {
			t.Errorf("%s varies by %q", c.path, vary)
		}
		if got := r.Header.Get("Cache-Control"); got != forever || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%s: %q, %q", c.path, got, r.Header.Get("Content-Type"))
		}
	}
}

// TestCopiesAreNoFiles wants no address for a copy, and parts of a file to be parts of the file itself.
func TestCopiesAreNoFiles(t *testing.T) {
	s := newSite(t, compressedClient)
	if r := s.ask(t, http.MethodGet, "/assets/index-4f3a.js.br"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a copy has an address: %d", r.StatusCode)
	}
	r := s.ask(t, http.MethodGet, "/assets/index-4f3a.js", "Accept-Encoding: br", "Range: bytes=0-4")
	if r.StatusCode != http.StatusPartialContent || r.Body != "let a" || r.Header.Get("Content-Encoding") != "" {
		t.Errorf("a part: %d %q %q", r.StatusCode, r.Body, r.Header.Get("Content-Encoding"))
	}
	etag := s.ask(t, http.MethodGet, "/assets/index-4f3a.js").Header.Get("ETag")
	r = s.ask(t, http.MethodGet, "/assets/index-4f3a.js", "Accept-Encoding: br", "If-None-Match: "+etag)
	if r.StatusCode != http.StatusNotModified || r.Header.Get("Content-Encoding") != "" {
		t.Errorf("unchanged: %d %q", r.StatusCode, r.Header.Get("Content-Encoding"))
	}
}

// TestGoneFiles: a page of an older build must learn at once, and anew each time, that its files are gone.
func TestGoneFiles(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/assets/index-0ld1.js", "/graphiql/assets/gone-1.js"} {
		r := s.ask(t, http.MethodGet, path)
		if r.StatusCode != http.StatusNotFound || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("ETag") != "" {
			t.Errorf("%s: %d %q", path, r.StatusCode, r.Header.Get("Cache-Control"))
		}
	}
}
