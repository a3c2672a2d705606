package httpd_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// TestTablesReadWithoutScripts asks for coverage, comparison and the pages that are text alone, over real connections.
func TestTablesReadWithoutScripts(t *testing.T) {
	server := httptest.NewServer(newSite(t, nil))
	defer server.Close()
	const escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
	for _, c := range []struct {
		path  string
		holds []string
	}{
		{"/fr/coverage", []string{
			`<caption class="visually-hidden">Territoires × Thèmes</caption>`, `<option value="territories" selected>`,
			`<a href="/fr/practices?themes=housing&amp;territories=liege"><span aria-hidden="true">1 234</span><span class="visually-hidden">1 234 pratiques: ` +
				`<span lang="en" dir="ltr">Liège ` + escaped + `</span>, Logement</span></a>`,
			`<link rel="canonical" href="https://library.example/fr/coverage">`, `href="/fr/coverage?rows=themes&amp;columns=territories"`,
			`<td class="gap"><a href="/fr/practices?themes=housing&amp;territories=not-stated"`, "Non précisé",
		}},
		{"/en/coverage", []string{
			`<a href="/en/practices?themes=housing&amp;territories=liege" aria-label="1,234 practices: Liège ` + escaped + `, Housing ` + escaped + `">1,234</a>`,
		}},
		{"/en/coverage?rows=STAGE&columns=theme", []string{`Stage of the journey × Themes`, `rows=stages&amp;columns=themes"`}},
		{"/en/coverage?rows=themes&columns=themes", []string{`Themes × Territories`, `/en/coverage?rows=themes&amp;columns=territories"`}},
		{"/en/coverage?columns=territories", []string{`Themes × Territories`}},
		{"/en/coverage?rows=%22%3E%3Cscript%3E&columns=%00", []string{`Territories × Themes`}},
		{"/fr/compare?practices=city-card,former-name,withdrawn,%3Cscript%3E,a,b", []string{
			`<th scope="col"><a href="/fr/practices/city-card">Carte ` + escaped, `<th scope="row">Le défi</th>`,
			`<div>Le défi ` + escaped, `<div lang="hr" dir="ltr">Kako</div>`, escaped + ` <span class="aside">porte la pratique</span>`,
			"<p>Cette pratique a été retirée: withdrawn</p>", "adresse: &lt;script&gt;</p>", `content="noindex"`,
			`href="/pl/compare?practices=city-card,former-name,withdrawn,%3Cscript%3E"`, "Partiel",
		}},
		{"/en/compare", []string{"Nothing is chosen yet.", `content="noindex"`}},
		{"/pl/about", []string{"<h1>O tej bibliotece</h1>", "<h2>Skąd pochodzą praktyki</h2>", `hreflang="hr"`}},
		{"/es/accessibility", []string{"<h1>Accesibilidad</h1>", "WCAG"}},
		{"/hr/privacy", []string{"<h1>Privatnost</h1>", "„language”"}},
		{"/en", []string{"In the library now", "<li>1 practice</li>", "<li>1 territory</li>", "<li>0 countries</li>"}},
		{"/en/territories/liege", []string{"<dt>Kind of place</dt>", "<dd>Belgium</dd>"}},
	} {
		r := fetch(t, http.MethodGet, server.URL+c.path)
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", c.path, r.StatusCode)
		}
		body := strings.ReplaceAll(strings.ReplaceAll(r.Body, "\u202f", " "), "\u00a0", " ")
		for _, want := range c.holds {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s\n%s", c.path, want, body)
			}
		}
		checkHarmless(t, r.Body)
	}
}

// TestBarriers wants the page on accessibility to name the address that was set for barriers, and to say where none was.
func TestBarriers(t *testing.T) {
	for contact, want := range map[string]string{
		"":                            `has named no address yet`,
		"library@city.example":        `runs this library: <a href="mailto:library@city.example">library@city.example</a></p>`,
		"https://city.example/help?a": `runs this library: <a href="https://city.example/help?a">https://city.example/help?a</a></p>`,
	} {
		s := newSite(t, func(c *httpd.Config) { c.Contact = contact })
		for range 2 { // what one reader is told stays out of the texts of the next
			body := s.ask(t, http.MethodGet, "/en/accessibility").Body
			for _, w := range []string{want, `without an account: <a href="/en/concern">Report a concern</a></p>`} {
				if strings.Count(body, w) != 1 {
					t.Errorf("%q: %s is not there once\n%s", contact, w, body)
				}
			}
		}
	}
}

// TestTextsLoseNothing wants each of these pages whole in each language: as many headings and paragraphs as in English.
func TestTextsLoseNothing(t *testing.T) {
	s := newSite(t, nil)
	parts := regexp.MustCompile(`(?s)<(h1|h2|p)>([^<]+)<`)
	torn := regexp.MustCompile(` [:;?!»]|« `)
	for _, path := range []string{"/about", "/accessibility", "/privacy"} {
		english := parts.FindAllStringSubmatch(s.ask(t, http.MethodGet, "/en"+path).Body, -1)
		for _, l := range library.Languages {
			own := parts.FindAllStringSubmatch(s.ask(t, http.MethodGet, "/"+string(l)+path).Body, -1)
			if len(own) != len(english) || len(own) < 10 {
				t.Fatalf("%s%s has %d parts of %d", l, path, len(own), len(english))
			}
			for i := range own {
				if own[i][1] != english[i][1] || strings.Contains(english[i][2], " ") && l != "en" && own[i][2] == english[i][2] {
					t.Errorf("%s%s: %q stands for %q", l, path, own[i][2], english[i][2])
				}
				if l == "fr" && torn.MatchString(own[i][2]) {
					t.Errorf("%s: a sign stands alone at the beginning or end of a line: %q", path, own[i][2])
				}
			}
		}
	}
}
