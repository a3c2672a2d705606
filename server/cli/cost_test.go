package cli_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// mostWork is what the dearest query that is accepted may cost, in time of one core. The limit aims at 0.1 s; the rest
// is for machines that are slower or busy.
const mostWork = 150 * time.Millisecond

// TestDearestQueries makes each kind of query as large as it is accepted, and measures what that costs.
func TestDearestQueries(t *testing.T) {
	a := openAPI(t)
	long := `words: "housing city family women children health school work language integration shelter refugees asylum support project"`
	nothing := `filter: {themes: {anyOf: ["housing"], noneOf: ["housing"]}}`
	var tags []string
	for i := range 100 {
		tags = append(tags, fmt.Sprintf(`"a%c%c-%c%c"`, 'a'+i/26, 'a'+i%26, 'a'+i/26, 'a'+i%26))
	}
	lang := "lang: [" + strings.Join(tags, ",") + "]"
	for name, query := range map[string]func(n int) string{
		"bodies": func(n int) string {
			return fmt.Sprintf(`{ practices(first: %d) { nodes { sections { kind text { value html } } } } }`, n)
		},
		"sources": func(n int) string {
			return fmt.Sprintf(`{ practices(first: %d) { nodes { sources { url supports } } } }`, n)
		},
		"similar practices": func(n int) string {
			return fmt.Sprintf(`{ practices(first: %d) { nodes { similar(first: 20) { practice { slug title { value } } reasons { facet concepts { key label } } } } } }`, n)
		},
		"similar practices, again and again": aliased(`similar(first: 1) { __typename }`, `{ practices(first: 50) { nodes {`, `} } }`),
		"bodies of similar practices":        aliased(`similar(first: 20) { practice { sections { text { html } } } }`, `{ practices(first: 1) { nodes {`, `} } }`),
		"long lists of languages":            aliased(`title(`+lang+`) { value requested }`, `{ practices(first: 30) { nodes {`, `} } }`),
		"texts as HTML":                      aliased(`html`, `{ practices(first: 5) { nodes { sections { text {`, `} } } } }`),
		"values":                             aliased(`url`, `{ practices(first: 100) { nodes {`, `} } }`),
		"cursors":                            aliased(`cursor`, `{ practices(first: 100) { edges {`, `} } }`),
		"concepts":                           aliased(`concepts { concept { key label alternatives broader { key } narrower { key } } }`, `{ practices(first: 20) { nodes {`, `} } }`),
		"the thesaurus":                      aliased(`concepts(scheme: THESAURUS) { ... on Term { uri alternatives label } }`, `{`, `}`),
		"searches":                           aliased(`practices(`+long+`, first: 1) { totalCount }`, `{`, `}`),
		"highlights":                         aliased(`practices(words: "housing women", first: 30) { edges { highlights { fragments } matchedConcepts { key } } }`, `{`, `}`),
		"other words":                        aliased(`practices(words: "housng womn familly", first: 1) { didYouMean }`, `{`, `}`),
		"relaxations":                        aliased(`practices(words: "housing city family women children health", `+nothing+`) { relaxations { kind } }`, `{`, `}`),
		"suggestions":                        aliased(`suggest(words: "s", first: 20) { label }`, `{`, `}`),
		"time lines":                         aliased(`timeline(words: "housing") { year count }`, `{`, `}`),
		"coverage":                           aliased(`coverage(rows: TAG, columns: TERRITORY) { cells { row column count } }`, `{`, `}`),
		"facets":                             aliased(`practices(first: 1) { facets { tags { key label count } territories { key label count } themes { key label } } }`, `{`, `}`),
		"territories":                        aliased(`practices(first: 3) { nodes { slug } totalCount }`, `{ territories {`, `} }`),
	} {
		n, most := 1, 190
		if strings.Contains(query(2), "first: 2)") {
			most = 100
		}
		if got := a.askAnew(t, query(1)); got.has(`"errors"`) {
			t.Errorf("%s: one is refused: %.300s", name, got.body)
			continue
		}
		for step := 64; step > 0; step /= 2 {
			if n+step <= most && !a.askAnew(t, query(n+step)).has(`"errors"`) {
				n += step
			}
		}
		work := leastWork(t, func() { a.askAnew(t, query(n)) })
		t.Logf("%-35s %3d accepted, %6.1f ms", name, n, float64(work.Microseconds())/1000)
		if work > mostWork && !raceDetector {
			t.Errorf("%s: %d are accepted and cost %v", name, n, work)
		}
	}
}

// aliased makes queries that ask for the same field many times over.
func aliased(field, before, after string) func(int) string {
	return func(n int) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, " f%d: %s", i, field)
		}
		return before + out.String() + after
	}
}

// leastWork is the least time of a core that something takes in a few tries.
func leastWork(t *testing.T, do func()) time.Duration {
	t.Helper()
	least := time.Hour
	for range 5 {
		before := worked(t)
		do()
		least = min(least, worked(t)-before)
		if least < mostWork/2 {
			break
		}
	}
	return least
}

func worked(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// askAnew asks as somebody whose answers are not remembered.
func (a *api) askAnew(t *testing.T, query string) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.url, strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Cookie", "session=none")
	return send(t, request)
}

// TestClientQueriesAreAccepted sends what the client sends, with the longest page, many languages and many words.
func TestClientQueriesAreAccepted(t *testing.T) {
	a := openAPI(t)
	document := clientOperations(t)
	languages := []string{"fr-BE", "fr", "nl", "pl", "pt-BR", "es", "it", "ro", "en"}
	words := "où loger des familles avec enfants près d’une école sans papiers"
	variables := map[string]any{
		"slug": "utrecht-plan-einstein", "lang": languages, "first": 100, "words": words, "orderBy": "RELEVANCE",
		"filter": map[string]any{"themes": map[string]any{"anyOf": []string{"housing", "health"}}},
	}
	for _, operation := range []string{"ListPractices", "FindWaysOn", "MorePractices", "ReadPractice"} {
		body, err := json.Marshal(map[string]any{"query": document, "operationName": operation, "variables": variables})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.post(t, "application/json", string(body)); got.status != http.StatusOK || got.has(`"errors"`) {
			t.Errorf("%s: %d %.300s", operation, got.status, got.body)
		}
	}
}

// clientOperations joins the operations of the client's pages for reading: those of accounts would make more than one
// document may hold.
func clientOperations(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir("../../web/src", func(path string, d fs.DirEntry, err error) error {
		if err == nil && slices.Contains([]string{"account", "way-in", "concern"}, d.Name()) {
			return fs.SkipDir
		}
		if err != nil || filepath.Ext(path) != ".graphql" {
			return err
		}
		text, err := os.ReadFile(path)
		out.Write(text)
		out.WriteByte('\n')
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
