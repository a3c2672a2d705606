package cli_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestLabelLanguages makes a tag and a territory that are named in few languages: whoever reads another one is told, over
// the API and on the served pages, in which language the name is.
func TestLabelLanguages(t *testing.T) {
	w := newWorld(t)
	label := func(language, text string) any { return map[string]any{"language": language, "text": text} }
	makes := func(mutation, kind string, input map[string]any) {
		t.Helper()
		made := w.ask(moderator, `mutation($i: `+kind+`!) { `+mutation+`(input: $i) { userErrors { code message } } }`, map[string]any{"i": input})
		if got := fmt.Sprint(at(made.data, mutation, "userErrors")); got != "[]" {
			t.Fatal(got, made.body)
		}
	}
	makes("conceptCreate", "ConceptCreateInput", map[string]any{"scheme": "TAGS", "details": map[string]any{
		"key": "allotments", "labels": []any{label("en", "Allotments"), label("nl", "Volkstuinen")},
	}})
	makes("territoryCreate", "TerritoryCreateInput", map[string]any{"details": map[string]any{
		"key": "high-coast", "kind": "REGION", "isPartner": true, "names": []any{label("en", "High Coast"), label("nl", "Hoge Kust")},
	}})

	for asked, want := range map[string]string{`"pl"`: "en", `"fr", "nl-BE"`: "nl", ``: "en"} {
		lang := "(lang: [" + asked + "])"
		got := w.ask(nobody, `{
			concepts(scheme: TAGS) { key language: labelLanguage`+lang+` }
			territory(key: "high-coast") { nameLanguage`+lang+` }
			practices(filter: { tags: { anyOf: ["allotments"] } }) { facets { tags { key language: labelLanguage`+lang+` } } }
			coverage(rows: TAG, columns: TERRITORY) { rows { key language: labelLanguage`+lang+` } columns { key language: labelLanguage`+lang+` } }
		}`, nil)
		for _, of := range [][]string{{"concepts"}, {"practices", "facets", "tags"}, {"coverage", "rows"}, {"coverage", "columns"}} {
			if language := languageOf(at(got.data, of...)); language != want {
				t.Errorf("asked for %s, %v are in %q, want %q", asked, of, language, want)
			}
		}
		if language := at(got.data, "territory", "nameLanguage"); language != want {
			t.Errorf("asked for %s, the territory is in %v, want %q", asked, language, want)
		}
	}
	named := w.ask(nobody, `{ coverage(rows: COUNTRY, columns: LANGUAGE) { rows { language: labelLanguage(lang: ["ja", "hr"]) } columns { language: labelLanguage(lang: ["hr"]) } } }`, nil)
	if strings.Contains(string(named.body), `"en"`) || !strings.Contains(string(named.body), `"ja"`) || !strings.Contains(string(named.body), `"hr"`) {
		t.Errorf("countries and languages: %s", named.body)
	}

	for path, want := range map[string]string{
		"/pl/concepts/tags/allotments":          `<h1 lang="en" dir="ltr">Allotments</h1>`,
		"/nl/concepts/tags/allotments":          `<h1>Volkstuinen</h1>`,
		"/pl/territories/high-coast":            `<h1 lang="en" dir="ltr">High Coast</h1>`,
		"/pl/practices?tags=allotments":         `<span lang="en" dir="ltr">Allotments</span> <span aria-hidden="true">×</span></a>`,
		"/pl/coverage":                          ` lang="en" dir="ltr">High Coast</a>`,
		"/pl/coverage?rows=themes&columns=tags": `<dt lang="en" dir="ltr">Allotments</dt>`,
		"/pl/coverage?rows=tags&columns=themes": `<span lang="en" dir="ltr">Allotments</span>`,
		"/pl/themes/housing":                    `<span lang="en" dir="ltr">High Coast</span>`,
		"/pl":                                   ` lang="en" dir="ltr">High Coast</a>`,
	} {
		page := w.send(nobody, http.MethodGet, path, nil, http.Header{"Accept": {"text/html"}})
		if !strings.Contains(string(page.body), want) {
			t.Errorf("%s does not say %s", path, want)
		}
	}
}

// languageOf is that of the one thing with a key of this test.
func languageOf(list any) string {
	items, _ := list.([]any)
	for _, item := range items {
		of, _ := item.(map[string]any)
		if of["key"] == "allotments" || of["key"] == "high-coast" {
			return fmt.Sprint(of["language"])
		}
	}
	return ""
}
