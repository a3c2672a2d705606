package httpd_test

import (
	encoding "encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// TestPagesReadWithoutScripts asks over real connections for what stands in each page, and for what must not.
func TestPagesReadWithoutScripts(t *testing.T) {
	server := httptest.NewServer(newSite(t, nil))
	defer server.Close()
	const escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
	for _, c := range []struct {
		path   string
		status int
		holds  []string
	}{
		{"/fr/practices/city-card", 200, []string{
			`<html lang="fr" dir="ltr">`, "<title>Carte " + escaped + "</title>",
			`<meta name="description" content="Une carte ` + escaped, "<h1>Carte " + escaped + "</h1>",
			`<link rel="canonical" href="https://library.example/fr/practices/city-card">`,
			`hreflang="x-default" href="https://library.example/practices/city-card"`,
			`<meta property="og:type" content="article">`, `<meta property="og:locale" content="fr_FR">`,
			`<meta property="article:modified_time" content="2026-09-02T08:00:00Z">`, "<h2>Le défi</h2>", "Ce qui est fait",
			`<div class="prose" lang="hr" dir="ltr">Kako</div>`, "Vous le lisez en croate.",
			"Traduit automatiquement", "L’original a changé", "pas encore confirmée", "En cours, depuis septembre 2018",
			"(état\u00a0: 3 mars 2026)", escaped + ` <span class="aside">porte la pratique</span>`,
			`href="https://example.org/card" rel="external noreferrer">example.org</a> <span class="aside" lang="en">` + escaped,
			`href="#ZgotmplZ"`, "Version 2 du 2 septembre 2026", "Publiée le 1er septembre 2026", ">CC BY 4.0</a>",
			`<a href="/fr/themes/housing">Logement</a>`, `<a href="/fr/territories/liege" lang="en" dir="ltr">Liège ` + escaped,
			"</a>, Belgique", `<dd>français</dd>`, `<dd><a href="/hr/practices/city-card" hreflang="hr">croate</a></dd>`,
			`<h3><a href="/fr/practices/other-card">Carte ` + escaped, "En commun\u00a0: le même territoire, Logement</p>",
		}},
		{"/hr/practices/city-card", 200, []string{
			`<html lang="hr"`, "<h1>Kartica</h1>", "Strojni prijevod", "Izvornik se promijenio", "Jezik na kojem ga čitate: francuski.",
			"rujan 2018.", "2. rujna 2026.",
		}},
		{"/pl/practices/city-card", 200, []string{
			`<meta property="og:locale" content="fr_FR">` + "\n    " + `<meta property="og:locale:alternate" content="hr_HR">` + "\n    <meta property=\"article:published_time",
			`hreflang="it" href="https://library.example/it/practices/city-card"`,
			`<h1 lang="fr" dir="ltr">Carte`, "Język, w\u00a0którym go czytasz: francuski.",
		}},
		{"/fr/practices?words=45", 200, []string{
			`<h2 id="served-results">45 pratiques</h2>`, `href="/fr/practices/card-1"`, `href="/fr/practices/card-20"`,
			`<a href="/fr/practices?words=45&amp;shown=40" rel="next">`, `value="45"`, `<p class="aside">1–20 sur 45</p>`, "Une carte " + escaped,
		}},
		{"/fr/practices?words=45&shown=60&themes=housing&orderBy=TITLE", 200, []string{
			`href="/fr/practices/card-41"`, `<p class="aside">41–45 sur 45</p>`, `rel="prev"`, `shown=40`, `<input type="hidden" name="themes" value="housing">`,
			`<input type="hidden" name="orderBy" value="TITLE">`, "<title>45 · Logement · Toutes les pratiques",
			`href="https://library.example/fr/practices?words=45&amp;themes=housing&amp;orderBy=TITLE&amp;shown=60"`,
		}},
		{"/pl/practices?words=21&shown=40", 200, []string{
			`href="/pl/practices/card-21"`, `<p class="aside">21 z 21</p>`, `<a href="/pl/practices?words=21" rel="prev">Poprzednie</a>`,
		}},
		{"/hr/practices?words=1045&shown=40", 200, []string{
			`<p class="aside">21–40 od 1.045</p>`, `<a href="/hr/practices?words=1045" rel="prev">`, `shown=60" rel="next">`,
		}},
		{"/en/practices?words=45&shown=1000", 200, []string{
			`href="/en/practices/card-41"`, `<p class="aside">41–45 of 45</p>`, `shown=40" rel="prev">`,
			`href="https://library.example/en/practices?words=45&amp;shown=60"`,
		}},
		{"/fr/practices?startedFrom=2015&startedTo=2018&view=map", 200, []string{
			"Début\u00a0: 2015 – 2018", `<input type="hidden" name="startedFrom" value="2015">`,
			`href="https://library.example/fr/practices?startedFrom=2015&amp;startedTo=2018"`,
		}},
		{"/fr/practices?startedTo=0099&startedFrom=+123&words=%00", 200, []string{
			"Début\u00a0: – 99", "écarté des filtres\u00a0: startedFrom= 123</p>", `content="noindex"`,
		}},
		{"/en/practices?startedFrom=3000&startedTo=1", 200, []string{"Began: 3000 –", "left out of the filters: startedTo=1</p>"}},
		{"/nl/practices?words=" + strings.Repeat("a", 501), 200, []string{
			"Alleen de eerste 500 tekens zijn meegenomen.</p>", `value="` + strings.Repeat("a", 500) + `"`,
		}},
		{"/fr/examples", 200, []string{`content="noindex"`}},
		{"/fr/account/sign-in", 200, []string{"<h1>Se connecter</h1>", `content="noindex"`, "JavaScript", `href="/pl/account/sign-in"`}},
		{"/pl/account/invitation", 200, []string{"<h1>Aktywacja konta</h1>", `content="noindex"`}},
		{"/nl/account", 200, []string{"<h1>Mijn account</h1>", `content="noindex"`, `<a href="/nl/account">`}},
		{"/it/practices/city-card/concern", 200, []string{
			"<h1>Segnala un problema</h1>", `content="noindex"`, "112", `href="/it/practices/city-card"`, `href="/hr/practices/city-card/concern"`,
		}},
		{"/ro/concern", 200, []string{"<h1>Semnalați o problemă</h1>", `content="noindex"`}},
		{"/es/practices/city-card", 200, []string{`<a rel="nofollow" href="/es/practices/city-card/concern">Informar de un problema</a>`}},
		{"/fr/practices?words=0", 200, []string{"Aucune pratique ne correspond"}},
		{"/en/practices?words=0&themes=housing&startedFrom=2015&orderBy=TITLE", 200, []string{
			`<a href="/en/practices?words=city&#43;%3Ccard%3E&amp;orderBy=TITLE">Did you mean “city &lt;card&gt;”?</a>`,
			`<li><a href="/en/practices?words=0&amp;startedFrom=2015&amp;orderBy=TITLE">Without “Themes”</a> <small>2 practices</small></li>`,
			`<li><a href="/en/practices?words=0&amp;themes=housing&amp;orderBy=TITLE">Without “Began: 2015 –”</a> <small>1 practice</small></li>`,
			`<li><a href="/en/practices?words=0&amp;orderBy=TITLE">Clear all filters</a> <small>3 practices</small></li>`,
			`<li><a href="/en/practices?themes=housing&amp;startedFrom=2015&amp;orderBy=TITLE">Without “0”</a> <small>4 practices</small></li>`,
		}},
		{"/fr/practices?words=%22%3E%3Cscript%3E&shown=-9&orderBy=x&lang=%00", 200, []string{`value="&#34;&gt;&lt;script&gt;"`}},
		{"/fr/practices?themes=nothing&themes=housing&words=45&tags=%E2%80%AEodd", 200, []string{
			"Ce que la bibliothèque ne connaît pas a été écarté des filtres : nothing, \uFFFDodd</p>", `content="noindex"`,
			"<h2 id=\"served-results\">45 pratiques</h2>", `<li><a rel="nofollow" href="/fr/practices?words=45" aria-label="Retirer le filtre Logement">Logement <span aria-hidden="true">×</span></a></li>`,
			`<li><a rel="nofollow" href="/fr/practices?words=45">Effacer tous les filtres</a></li>`, `<input type="hidden" name="themes" value="housing">`,
			`href="/fr/practices?words=45&amp;themes=housing&amp;shown=40"`,
		}},
		{"/fr/practices?" + manyTags(300), 200, []string{
			"Seuls les 200 premiers ont été pris en compte.", "écarté des filtres : t0, t1, t2, t3, t4, …</p>", "<h2 id=\"served-results\">1 pratique</h2>",
		}},
		{"/en", 200, []string{
			"<title>WELDI Practice Library</title>", "<h1>Welcoming exiled people with dignity</h1>", `<a href="/en/compare">Compare</a>`, "Newest practices", "Housing " + escaped,
			"/en/territories/liege", "<small>1 practice</small>",
		}},
		{"/pl/themes/housing", 200, []string{`<h1 lang="en" dir="ltr">Housing ` + escaped, "A home " + escaped + "</p>\n          <p class=\"aside\">język: angielski</p>", "/pl/practices/card-1"}},
		{"/it/territories/liege", 200, []string{"Liège " + escaped, "/it/practices/card-1", "1 pratica"}},
		{"/es/concepts/stages/arrival", 200, []string{"Arrival", "/es/practices/card-1"}},
		{"/de/practices/city-card", 404, []string{
			"<h1>The library is not available in German</h1>", `content="noindex"`,
			`<li><a href="/ro/practices/city-card" lang="ro" hreflang="ro">Română</a></li>`,
		}},
		{"/pl/uk/themes/housing/", 404, []string{"<h1>Biblioteka nie ma wersji w\u00a0tym języku: ukraiński</h1>", `<a href="/pl/themes/housing"`}},
		{"/de", 404, []string{"not available in German", `<a href="/fr" lang="fr"`}},
		{"/de/nowhere", 404, []string{"Nothing stands at this address"}},
		{"/pl/practices/nobody", 404, []string{`<html lang="pl"`, "Pod tym adresem nic nie ma", `content="noindex"`}},
		{"/ro/practices/withdrawn", 410, []string{
			`<html lang="ro"`, "Această practică a fost retrasă", "siguranța", "1 septembrie 2026", `content="noindex"`,
		}},
	} {
		t.Run(c.path, func(t *testing.T) {
			r := fetch(t, http.MethodGet, server.URL+c.path)
			if r.StatusCode != c.status {
				t.Errorf("answered %d", r.StatusCode)
			}
			for _, want := range c.holds {
				if !strings.Contains(r.Body, want) {
					t.Errorf("it lacks %s\n%s", want, r.Body)
				}
			}
			checkHarmless(t, r.Body)
		})
	}
}

var loads = regexp.MustCompile(`(?i)(src|srcset|action)="(https?:)?//|<(script|iframe|img|object|style)|href="javascript| on\w+="| style="`)

// checkHarmless wants a page in which nothing runs and that loads nothing from elsewhere.
func checkHarmless(t *testing.T, body string) {
	t.Helper()
	body = strings.Replace(body, "<style>"+indexStyle+"</style>", "", 1) // of the client's own page
	body = linkedData.ReplaceAllString(body, "")
	if found := loads.FindString(body); found != "" {
		t.Errorf("the page holds %s\n%s", found, body)
	}
	for _, link := range regexp.MustCompile(`<link [^>]*>`).FindAllString(body, -1) {
		if !strings.Contains(link, `href="https://library.example`) && !strings.Contains(link, `load" href="/assets/`) && !strings.Contains(link, `crossorigin href="/assets/`) {
			t.Errorf("the page has %s", link)
		}
	}
}

// TestLanguageOfTheBrowser serves an address without a language in the one that the reader reads.
func TestLanguageOfTheBrowser(t *testing.T) {
	s := newSite(t, nil)
	for accept, want := range map[string]string{
		"": "en", "fr-BE, en;q=0.5": "fr", "en;q=0.3, pl;q=0.9": "pl", "tlh, *;q=0.1": "en", "nl;q=0, hr": "hr", ";;q=,": "en",
	} {
		r := s.ask(t, http.MethodGet, "/practices/nobody", "Accept: text/html", "Accept-Language: "+accept)
		if !strings.Contains(r.Body, `<html lang="`+want+`"`) {
			t.Errorf("%q is not served in %s", accept, want)
		}
		if !strings.Contains(strings.Join(r.Header.Values("Vary"), ", "), "Accept-Language") {
			t.Errorf("the answer varies by %q", r.Header.Values("Vary"))
		}
	}
	r := s.ask(t, http.MethodGet, "/ro", "Accept-Language: pl")
	if !strings.Contains(r.Body, `<html lang="ro"`) || strings.Contains(strings.Join(r.Header.Values("Vary"), ", "), "Accept-Language") {
		t.Errorf("the language of the address does not stand above the browser's: %q", r.Header.Values("Vary"))
	}
}

// TestAlternates wants every page to name itself in the nine languages.
func TestAlternates(t *testing.T) {
	body := newSite(t, nil).ask(t, http.MethodGet, "/pl/practices/city-card").Body
	for _, l := range library.Languages {
		link := `<link rel="alternate" hreflang="` + string(l) + `" href="https://library.example/` + string(l) + `/practices/city-card">`
		if strings.Count(body, link) != 1 {
			t.Errorf("%s is not there once", link)
		}
	}
}

// TestMarksAreSaidOnce says of a section only what the title has not said.
func TestMarksAreSaidOnce(t *testing.T) {
	body := newSite(t, nil).ask(t, http.MethodGet, "/hr/practices/city-card").Body
	for _, mark := range []string{"Strojni prijevod", "Izvornik se promijenio", "Jezik na kojem ga čitate"} {
		if n := strings.Count(body, mark); n != 1 {
			t.Errorf("“%s” is said %d times\n%s", mark, n, body)
		}
	}
}

// TestUnreadable tells the reader when the store does not answer.
func TestUnreadable(t *testing.T) {
	s := newSite(t, func(c *httpd.Config) { c.Library = shelf{errors.New("the disk at /secret is gone")} })
	r := s.ask(t, http.MethodGet, "/fr/practices/city-card")
	if r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(r.Body, "Réessayez") || r.Header.Get("Retry-After") == "" {
		t.Errorf("answered %d %s", r.StatusCode, r.Body)
	}
	if strings.Contains(r.Body, "secret") {
		t.Error("the page tells what lies behind it")
	}
}

// TestWords counts the words that are missing in any of the nine languages, and the sentences left in English: 0.
func TestWords(t *testing.T) {
	for _, file := range []string{"words.json", "messages.json"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]map[string]any
		if err := encoding.Unmarshal(raw, &all); err != nil {
			t.Fatal(err)
		}
		if len(all) != len(library.Languages) {
			t.Errorf("%s has words in %d languages", file, len(all))
		}
		lacking := 0
		for _, l := range library.Languages {
			lacking += checkWords(t, string(l), all[string(l)], all["en"])
		}
		if lacking != 0 {
			t.Errorf("%s lacks %d words", file, lacking)
		}
	}
}

// checkWords counts what a language lacks of the English words, which may stand in lists.
func checkWords(t *testing.T, path string, have, english any) (lacking int) {
	t.Helper()
	switch want := english.(type) {
	case string:
		word, _ := have.(string)
		isSame := word == want && strings.Contains(want, " ") && !strings.HasPrefix(path, "en")
		if word == "" || isSame && !strings.Contains(path, ".dates.") {
			t.Errorf("%s is %q", path, word)
			return 1
		}
	case []any:
		list, _ := have.([]any)
		for i := range want {
			lacking += checkWords(t, path+".dates.", at(list, i), want[i])
		}
	case map[string]any:
		parts, _ := have.(map[string]any)
		if len(parts) == 0 {
			t.Errorf("%s is empty", path)
			return 1
		}
		for name := range want {
			if _, isForms := want["other"]; !isForms { // each language has forms of its own
				lacking += checkWords(t, path+"."+name, parts[name], want[name])
			}
		}
	}
	return lacking
}

func at(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// TestClientHasPlaces holds the client's page to what the server writes into it.
func TestClientHasPlaces(t *testing.T) {
	page, err := os.ReadFile("../../web/index.html")
	if err != nil {
		t.Fatal(err)
	}
	files := builtClient()
	files["index.html"].Data = page
	if _, err := httpd.New(httpd.Config{Library: shelf{}, Client: files}); err != nil {
		t.Error(err)
	}
	files["index.html"].Data = []byte("<!doctype html><title>Library</title>")
	if _, err := httpd.New(httpd.Config{Library: shelf{}, Client: files}); err == nil {
		t.Error("a page without places was taken")
	}
}

// manyTags asks for as many tags that nobody knows.
func manyTags(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "&tags=t%d", i)
	}
	return out.String()
}
