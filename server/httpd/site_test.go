package httpd_test

import (
	"bytes"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// shelf is a library of one practice that was renamed, one that was withdrawn, and a few keys.
type shelf struct{ trouble error }

func (shelf) CardBySlug(_ library.Viewer, slug string) *library.Card {
	if slug == "city-card" || slug == "former-name" {
		return &library.Card{Slug: "city-card"}
	}
	return nil
}

func (shelf) Tombstone(_ library.Viewer, slug string) *library.Tombstone {
	if slug == "withdrawn" {
		return &library.Tombstone{Slug: slug}
	}
	return nil
}

func (shelf) Reference() *library.Reference {
	return library.NewReference([]*library.Concept{
		{Scheme: library.SchemeThemes, ID: "housing", Key: "housing", FormerKeys: []string{"homes"}},
		{Scheme: library.SchemeStages, ID: "arrival", Key: "arrival"},
	}, []*library.Territory{{ID: "liege", Key: "liege", FormerKeys: []string{"luik"}}})
}

func (shelf) Mark() library.Mark { return library.Mark{Number: 42} }

func (s shelf) Ready() error { return s.trouble }

const (
	longText  = `{"data":"` // and many more, see api
	indexHTML = "<!doctype html><title>Library</title>"
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
