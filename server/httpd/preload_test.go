package httpd_test

import (
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/weldi-network/practice-library/server/httpd"
)

const manifest = `{
  "index.html": {"file": "assets/index-4f3a.js", "imports": ["_shared.js"], "css": ["assets/index.css"]},
  "_shared.js": {"file": "assets/shared.js"},
  "_card.js": {"file": "assets/card.js", "imports": ["_shared.js", "_card.js"], "css": ["assets/card.css"]},
  "src/start/begin.ts": {"file": "assets/begin.js", "imports": ["_shared.js", "_svelte.js"]},
  "_svelte.js": {"file": "assets/svelte.js"},
  "src/messages/fr.ts": {"file": "assets/fr.js", "imports": ["_shared.js", "_svelte.js"]},
  "src/messages/further/fr.ts": {"file": "assets/further-fr.js", "imports": ["_shared.js"]},
  "src/pages/home/HomePage.svelte": {"file": "assets/home.js", "imports": ["_card.js"]},
  "src/pages/practice/PracticePage.svelte": {"file": "assets/practice.js", "imports": ["_card.js", "_gone.js"], "css": ["assets/practice.css"]},
  "src/pages/not-found/NotFoundPage.svelte": {"file": "assets/none.js", "imports": ["_card.js"]}
}`

// TestPreloads names to the browser what the client will ask for: the reader's words and the page, and nothing twice.
func TestPreloads(t *testing.T) {
	s := newSite(t, func(c *httpd.Config) { c.Client = withManifest(manifest) })
	for path, want := range map[string][]string{
		"/fr/practices/city-card": {"/assets/begin.js", "/assets/svelte.js", "/assets/fr.js", "/assets/further-fr.js", "/assets/practice.js", "/assets/practice.css", "/assets/card.js", "/assets/card.css"},
		"/en/practices/city-card": {"/assets/begin.js", "/assets/svelte.js", "/assets/practice.js", "/assets/practice.css", "/assets/card.js", "/assets/card.css"},
		"/fr/practices/nobody":    {"/assets/begin.js", "/assets/svelte.js", "/assets/fr.js", "/assets/further-fr.js", "/assets/none.js", "/assets/card.js", "/assets/card.css"},
		"/fr":                     {"/assets/begin.js", "/assets/svelte.js", "/assets/fr.js", "/assets/home.js", "/assets/card.js", "/assets/card.css"},
		"/en/practices":           {"/assets/begin.js", "/assets/svelte.js"},
	} {
		body := s.ask(t, http.MethodGet, path).Body
		var got []string
		for _, m := range regexp.MustCompile(`<link rel="(modulepreload"|preload" as="style") crossorigin fetchpriority="low" href="(.*?)">`).FindAllStringSubmatch(body, -1) {
			// The client asks for its style sheets as Vite writes it, which is with crossorigin: one that is preloaded otherwise
			// would come twice.
			if isStyle := strings.HasSuffix(m[2], ".css"); isStyle != strings.Contains(m[1], "style") {
				t.Errorf("%s is preloaded as %s", m[2], m[1])
			}
			got = append(got, m[2])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s preloads %v", path, got)
		}
	}
	if r := s.ask(t, http.MethodGet, "/.manifest.json"); r.StatusCode != http.StatusNotFound {
		t.Errorf("the manifest has an address: %d", r.StatusCode)
	}
}

func withManifest(text string) fs.FS {
	files := builtClient()
	files[".manifest.json"] = &fstest.MapFile{Data: []byte(text)}
	return files
}

func TestManifestUnreadable(t *testing.T) {
	if _, err := httpd.New(httpd.Config{Library: shelf{}, Client: withManifest("no JSON")}); err == nil {
		t.Error("a manifest that cannot be read was taken")
	}
}
