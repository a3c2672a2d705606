package graph_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestReadsAreCounted: once for each request that names a practice, also when the answer is remembered; a list counts for
// nothing, nor does what is not there.
func TestReadsAreCounted(t *testing.T) {
	l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	h := graph.NewHandler(graph.Config{Library: l, BaseURL: "https://library.example"})
	ask := func(query, cookie string) {
		t.Helper()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query":"`+query+`"}`))
		r.Header.Set("Content-Type", "application/json")
		if cookie != "" {
			r.Header.Set("Cookie", cookie)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	const one = `{ practice(by: {slug: \"a\"}) { slug } again: practice(by: {slug: \"a\"}) { slug } }`
	for range 3 {
		ask(one, "")
	}
	ask(one, "language=fr")
	ask(`{ practices { nodes { slug } } }`, "")
	ask(`{ practice(by: {slug: \"c\"}) { slug } }`, "")
	if a, b := l.Reads("a"), l.Reads("b"); a != 4 || b != 0 {
		t.Errorf("%d and %d readings were counted", a, b)
	}
}
