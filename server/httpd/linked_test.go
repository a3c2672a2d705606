package httpd_test

import (
	encoding "encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/httpd"
)

// linkedData is the description of a page for programs. No text of a practice can end it.
var linkedData = regexp.MustCompile(`<script type="application/ld\+json">([^<]*)</script>`)

// TestLinkedData reads what the page of a practice tells programs, as they do.
func TestLinkedData(t *testing.T) {
	s := newSite(t, nil)
	found := linkedData.FindAllStringSubmatch(s.ask(t, http.MethodGet, "/fr/practices/city-card").Body, -1)
	if len(found) != 1 {
		t.Fatalf("%d descriptions", len(found))
	}
	var got map[string]any
	if err := encoding.Unmarshal([]byte(found[0][1]), &got); err != nil {
		t.Fatal(err)
	}
	const at = "https://library.example/fr"
	const hostile = " <script>alert('x')</script>"
	want := map[string]any{
		"@context": "https://schema.org", "@type": "Article", "@id": at + "/practices/city-card", "url": at + "/practices/city-card",
		"headline": "Carte" + hostile, "abstract": "Une carte" + hostile, "inLanguage": "fr",
		"datePublished": "2026-09-01T08:00:00Z", "dateModified": "2026-09-02T08:00:00Z", "isAccessibleForFree": true,
		"license":  "https://creativecommons.org/licenses/by/4.0/",
		"isPartOf": map[string]any{"@type": "WebSite", "name": "Bibliothèque de pratiques WELDI", "url": at},
		"about":    []any{map[string]any{"@type": "DefinedTerm", "name": "Logement", "url": at + "/themes/housing"}},
		"spatialCoverage": map[string]any{
			"@type": "Place", "name": "Liège" + hostile, "url": at + "/territories/liege",
			"containedInPlace": map[string]any{"@type": "Country", "name": "Belgique"},
		},
		"temporalCoverage": "2018-09/..",
		"mentions":         []any{map[string]any{"@type": "Organization", "name": strings.TrimSpace(hostile)}},
		"citation":         []any{"https://example.org/card"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, path := range []string{"/fr", "/fr/practices", "/fr/themes/housing", "/fr/about", "/fr/practices/nobody"} {
		if body := s.ask(t, http.MethodGet, path).Body; linkedData.MatchString(body) {
			t.Errorf("%s describes itself", path)
		}
	}
}

// TestPreviewImage wants a picture on every page that may be shared, once the client brings one.
func TestPreviewImage(t *testing.T) {
	const image = `<meta property="og:image" content="https://library.example/preview.png">`
	with := newSite(t, func(c *httpd.Config) {
		files := builtClient()
		files["preview.png"] = &fstest.MapFile{Data: []byte("\x89PNG")}
		c.Client = files
	})
	for path, wanted := range map[string]bool{"/fr": true, "/pl/practices/city-card": true, "/fr/practices/nobody": false} {
		if got := strings.Contains(with.ask(t, http.MethodGet, path).Body, image); got != wanted {
			t.Errorf("%s has a picture: %t", path, got)
		}
	}
	if strings.Contains(newSite(t, nil).ask(t, http.MethodGet, "/fr").Body, "og:image") {
		t.Error("a page names a picture that there is not")
	}
	if r := with.ask(t, http.MethodGet, "/preview.png"); r.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture is sent as %s", r.Header.Get("Content-Type"))
	}
}
