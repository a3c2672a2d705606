package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// api is the GraphQL API over a library filled from the seed, reached over real HTTP.
type api struct {
	url     string
	store   *store.Store
	library *library.Library
}

// stopAPI gives back what startAPI took.
var stopAPI = func() {}

// cleaning gives it back once all tests have run.
type cleaning struct{ tests testscript.TestingM }

// Run runs the tests.
func (c cleaning) Run() int {
	status := c.tests.Run()
	stopAPI()
	return status
}

// startAPI starts it once for all tests of the package that only read.
var startAPI = sync.OnceValues(func() (*api, error) {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "weldi-api")
	if err != nil {
		return nil, err
	}
	stopAPI = func() { _ = os.RemoveAll(folder) }
	p, err := openPart(ctx, folder, folder, alone)
	if err != nil {
		return nil, err
	}
	stopAPI = func() {
		_ = p.close(ctx)
		_ = os.RemoveAll(folder)
	}
	if _, err := seed.Load(ctx, p.library); err != nil {
		return nil, err
	}
	handler := graph.NewHandler(graph.Config{
		Library: p.library, BaseURL: "https://library.example", Log: slog.New(slog.DiscardHandler),
	})
	server := httptest.NewServer(handler)
	return &api{url: server.URL, store: p.store, library: p.library}, nil
})

func openAPI(t *testing.T) *api {
	t.Helper()
	a, err := startAPI()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// answer is what the API says to one request.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) has(text string) bool { return bytes.Contains(a.body, []byte(text)) }

func (a *api) post(t *testing.T, contentType, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", contentType)
	return send(t, request)
}

// send sends a request and reads the whole answer.
func send(t *testing.T, request *http.Request) answer {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, body}
}

func (a *api) ask(t *testing.T, query string, variables json.RawMessage) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return a.post(t, "application/json", string(body))
}

// TestQueries asks what stands in testdata/queries and holds the answers against the golden files beside it.
func TestQueries(t *testing.T) {
	a := openAPI(t)
	folders, err := filepath.Glob("testdata/queries/*")
	if err != nil || len(folders) == 0 {
		t.Fatal("no queries found", err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			query, err := os.ReadFile(filepath.Join(folder, "query.graphql"))
			if err != nil {
				t.Fatal(err)
			}
			variables, err := os.ReadFile(filepath.Join(folder, "variables.json"))
			if err != nil {
				variables = []byte("{}")
			}
			got := a.ask(t, string(query), variables)
			golden(t, filepath.Join(folder, "want.json"), indent(t, got.body))
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func indent(t *testing.T, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, body, "", "  "); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return append(bytes.TrimSpace(out.Bytes()), '\n')
}

var readmeQuery = regexp.MustCompile("(?s)```graphql\n(.*?)```")

// TestReadmeQueries asks every query of the README; each must be answered without an error and with something in it.
func TestReadmeQueries(t *testing.T) {
	a := openAPI(t)
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	queries := readmeQuery.FindAllStringSubmatch(string(readme), -1)
	if len(queries) < 4 {
		t.Fatalf("found %d queries in the README", len(queries))
	}
	for _, match := range queries {
		got := a.ask(t, match[1], nil)
		var shown struct {
			Data   map[string]json.RawMessage
			Errors []any
		}
		if err := json.Unmarshal(got.body, &shown); err != nil || len(shown.Errors) > 0 || got.status != http.StatusOK {
			t.Errorf("%s\nanswered %d: %s", match[1], got.status, got.body)
		}
		for field, value := range shown.Data {
			if string(value) == "null" || strings.Contains(string(value), `"totalCount":0`) {
				t.Errorf("%s\nfound nothing in %s", match[1], field)
			}
		}
	}
}

// TestStoreCalls holds requests to their number of store calls: none for a list with facets, one for one practice.
func TestStoreCalls(t *testing.T) {
	a := openAPI(t)
	for name, c := range map[string]struct {
		query string
		most  uint64
	}{
		"a filtered list with facets": {`{ practices(words: "women", filter: {themes: {anyOf: ["health","education"]}}, lang: ["fr"]) {
			totalCount facets { themes { key label count } territories { key count } stages { key count } }
			edges { cursor score highlights { fragments } matchedConcepts { key }
				node { title { value html } summary { value } territory { name } themes { label } period { state } similar { practice { slug } } } } } }`, 0},
		"coverage, suggestions and territories": {`{ coverage(rows: THEME, columns: TERRITORY) { cells { count } }
			suggest(words: "hou") { label } territories { key practiceCount practices { totalCount } } themes { practiceCount } }`, 0},
		"one practice with all its texts": {`{ practice(by: {slug: "utrecht-plan-einstein"}) { title { value } sections { text { html } } sources { url } } }`, 1},
		"the same practice under many names": {`{ a: practice(by: {slug: "utrecht-plan-einstein"}) { sections { kind } }
			b: practice(by: {slug: "utrecht-plan-einstein"}) { sections { kind } sources { url } } }`, 1},
	} {
		before := a.store.Calls()
		got := a.ask(t, c.query, nil)
		after := a.store.Calls()
		if bytes.Contains(got.body, []byte(`"errors"`)) {
			t.Errorf("%s: %s", name, got.body)
		}
		if n := calls(after) - calls(before); n > c.most {
			t.Errorf("%s made %d store calls, at most %d are allowed", name, n, c.most)
		}
	}
}

func calls(c store.Calls) uint64 { return c.Append + c.Entry + c.Since + c.PutBodies + c.Body }
