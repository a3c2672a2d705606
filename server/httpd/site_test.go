package httpd_test

import (
	"bytes"
	"context"
	"errors"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// shelf is a library of one practice that was renamed, one that was withdrawn, and a few keys.
type shelf struct{ trouble error }

func (shelf) CardBySlug(_ library.Viewer, slug string) *library.Card {
	if slug == "city-card" || slug == "former-name" {
		return &cityCard().Card
	}
	return nil
}

// cityCard is told in French and, by a machine and of an older original, in Croatian; every text holds a script.
func cityCard() *library.Practice {
	return &library.Practice{
		Card: library.Card{
			ID: "1", Slug: "city-card", Original: "fr", Version: 2,
			PublishedAt: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC), UpdatedAt: time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC),
			Facts: library.Facts{
				Territory: "liege", Place: script, Themes: []string{"housing"},
				Organisations: []library.Organisation{{Name: script, Role: library.RoleLead}},
				Period:        library.Period{Start: "2018-09", State: library.StateRunning, AsOf: "2026-03-03"},
				Confidence:    library.ConfidenceMedium,
				Licence:       library.LicenceCCBY4,
			},
			Texts: []library.Text{
				{Language: "fr", Title: "Carte " + script, Summary: "Une carte " + script, Origin: library.OriginOriginal, Revision: 2},
				{Language: "hr", Title: "Kartica", Summary: "Gradska kartica", Origin: library.OriginMachine, Revision: 1, SourceRevision: 1},
			},
			Provenance: library.Provenance{Kind: library.ProvenanceCompiled},
		},
		Sections: map[library.Language][]library.Section{
			"fr": {{Kind: "CHALLENGE", Markdown: "Le défi " + script}},
			"hr": {{Kind: "APPROACH", Markdown: "Kako"}},
		},
		Sources: []library.Source{{URL: "https://example.org/card", Supports: script}, {URL: "javascript:alert(1)", Supports: "bad"}},
	}
}

// script must never come out as it went in.
const script = "<script>alert('x')</script>"

func (s shelf) Practice(context.Context, library.Viewer, library.ID) (*library.Practice, error) {
	if s.trouble != nil {
		return nil, &library.Error{Code: library.CodeUnavailable, Message: "It cannot be read.", Cause: s.trouble}
	}
	return cityCard(), nil
}

// Practices finds as many practices as the number among the words says; else one.
func (s shelf) Practices(v library.Viewer, q library.Query) (*library.List, error) {
	if v.IsSignedIn() {
		return nil, errors.New("somebody else is asking")
	}
	for _, key := range q.Filter.Keys[library.FacetThemes].AnyOf {
		if s.Reference().ConceptByKey(library.SchemeThemes, key) == nil {
			return nil, library.RefuseField(library.CodeUnknownKey, "themes", "no such key")
		}
	}
	total, from := 1, 0
	if n, err := strconv.Atoi(q.Words); err == nil {
		total = n
	}
	if q.Page.After != nil {
		from, _ = strconv.Atoi(string(q.Page.After.Key))
	}
	list := &library.List{Results: library.Results{Total: total, HasNext: from+q.Page.First < total}, Reference: s.Reference()}
	if q.WithFacets {
		list.Facets = &library.FacetCounts{
			library.FacetThemes: {"housing": total}, library.FacetTerritories: {"liege": total}, library.FacetStates: {"running": total},
		}
	}
	if total == 0 && q.WithOtherWords && q.WithRelaxations && q.Filter.StartedFrom != nil {
		list.DidYouMean = "city <card>"
		list.Relaxations = []library.Relaxation{
			{Kind: library.RelaxFacet, Facet: library.FacetThemes, Words: "0", Count: 2}, {Kind: library.RelaxStarted, Words: "0", Count: 1},
			{Kind: library.RelaxFilter, Words: "0", Count: 3}, {Kind: library.RelaxWords, Dropped: []string{"0"}, Count: 4},
			{Kind: library.RelaxEverything, Count: 5},
		}
	}
	for i := from; i < min(from+q.Page.First, total); i++ {
		card := cityCard().Card
		card.Slug = "card-" + strconv.Itoa(i+1)
		list.Hits = append(list.Hits, library.Hit{Card: &card, Position: library.Position{Key: []byte(strconv.Itoa(i + 1))}})
	}
	return list, nil
}

// Similar finds another practice of the same place and theme.
func (shelf) Similar(_ library.Viewer, _ library.ID, limit int) ([]library.Similar, error) {
	other := cityCard().Card
	other.Slug = "other-card"
	return []library.Similar{{Card: &other, Reasons: []library.Reason{
		{Facet: library.FacetTerritories, IDs: []string{"liege"}}, {Facet: library.FacetThemes, IDs: []string{"housing"}},
	}}}[:min(limit, 1)], nil
}

// Coverage counts one practice of the only theme and territory.
func (s shelf) Coverage(v library.Viewer, rows, columns library.Facet, _ library.Filter) (*library.Matrix, error) {
	if v.IsSignedIn() || rows == columns {
		return nil, errors.New("a question that no page asks")
	}
	ids := map[library.Facet]string{library.FacetThemes: "housing", library.FacetTerritories: "liege", library.FacetStages: "arrival"}
	row, column := ids[rows], ids[columns]
	return &library.Matrix{
		CoverageCounts: library.CoverageCounts{
			Cells: []library.Cell{{Row: row, Column: column, Count: 1234}},
			Rows:  map[string]int{row: 1234, library.NotStated: 2}, Columns: map[string]int{column: 1234},
		},
		RowFacet: rows, ColumnFacet: columns, Reference: s.Reference(),
	}, nil
}

func (shelf) Tombstone(_ library.Viewer, slug string) *library.Tombstone {
	if slug == "withdrawn" {
		return &library.Tombstone{
			Slug: slug, Reason: library.WithdrawnSafety, WithdrawnAt: time.Date(2026, 9, 1, 23, 30, 0, 0, time.UTC),
		}
	}
	return nil
}

func (shelf) Reference() *library.Reference {
	return library.NewReference([]*library.Concept{
		{
			Scheme: library.SchemeThemes, ID: "housing", Key: "housing", FormerKeys: []string{"homes"},
			Labels: library.Labels{"en": "Housing " + script, "fr": "Logement"}, Definition: "A home " + script,
		},
		{Scheme: library.SchemeStages, ID: "arrival", Key: "arrival", Labels: library.Labels{"en": "Arrival"}},
		{Scheme: library.SchemeStates, ID: "running", Key: "running", Labels: library.Labels{"en": "Running"}},
	}, []*library.Territory{{
		ID: "liege", Key: "liege", FormerKeys: []string{"luik"}, Names: library.Labels{"en": "Liège " + script}, Country: "BE",
	}})
}

func (shelf) Mark() library.Mark { return library.Mark{Number: 42} }

func (s shelf) Ready() error { return s.trouble }

const (
	longText   = `{"data":"` // and many more, see api
	indexStyle = `p { margin: 0 }`
	indexHTML  = `<!doctype html><html lang="en"><head><meta name="application-name" content="Library">` +
		`<!--head--><title>Library</title><!--/head--><style>` + indexStyle + `</style></head><body><div id="app"><!--text--></div></body></html>`
)

// api answers what its query asks for, so that tests can make it misbehave.
func api(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Query().Get("query") {
	case "panic":
		panic("a secret cause")
	case "panic late":
		_, _ = io.WriteString(w, strings.Repeat("half an answer ", 1000))
		panic("a secret cause")
	case "long":
		w.Header().Set("Content-Type", "application/graphql-response+json; charset=utf-8")
		_, _ = io.WriteString(w, longText+strings.Repeat("long ", 1000)+`"}`)
	case "deadline":
		if _, ok := r.Context().Deadline(); ok {
			_, _ = io.WriteString(w, "bounded")
		}
	default:
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data":{}}`)
	}
}

func builtClient() fstest.MapFS {
	return fstest.MapFS{
		"index.html":              {Data: []byte(indexHTML)},
		"favicon.svg":             {Data: []byte("<svg/>")},
		"icon.svg":                {Data: []byte("<svg/>")},
		".gitkeep":                {},
		"assets/index-4f3a.js":    {Data: []byte(strings.Repeat("let a = 1;\n", 500))},
		"graphiql/index.html":     {Data: []byte("<!doctype html><title>GraphiQL</title>")},
		"graphiql/assets/a-12.js": {Data: []byte("let b")},
	}
}

// site is a handler with the log that it writes.
type site struct {
	http.Handler
	log *bytes.Buffer
}

func newSite(t *testing.T, change func(*httpd.Config)) *site {
	t.Helper()
	s := &site{log: &bytes.Buffer{}}
	handler := slog.NewJSONHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})
	c := httpd.Config{
		Library: shelf{}, API: http.HandlerFunc(api), Client: fs.FS(builtClient()), CORSOrigins: []string{"*"},
		BaseURL: "https://library.example", SafeHTML: html.EscapeString,
		Version: "test", Log: slog.New(httpd.LogHandler(handler)),
	}
	if change != nil {
		change(&c)
	}
	var err error
	if s.Handler, err = httpd.New(c); err != nil {
		t.Fatal(err)
	}
	return s
}

// answer is what came back, whole.
type answer struct {
	StatusCode int
	Header     http.Header
	Body       string
}

// ask sends one request; header is a list of "Name: value".
func (s *site) ask(t *testing.T, method, path string, header ...string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://library.example/", nil)
	r.URL.Path, r.URL.RawPath = path, ""
	if before, query, ok := strings.Cut(path, "?"); ok {
		r.URL.Path, r.URL.RawQuery = before, query
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}
