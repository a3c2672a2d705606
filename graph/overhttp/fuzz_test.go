package overhttp_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// FuzzRequest sends any body as any content type: the answer is JSON, and where it is a refusal it has a code and
// no data. send checks the rest.
func FuzzRequest(f *testing.F) {
	for _, a := range attacks() {
		if len(a.body) < 10_000 {
			f.Add(a.body, plainJSON, "")
		}
	}
	f.Add(`{"query":"{__typename}","variables":{"a":[1,"\ud800"]},"operationName":null}`, "application/json; charset=utf-8", plainJSON)
	f.Add("[1", "text/plain;;", ";q=x,*/*")
	f.Add("{\"query\":\"\xff\"}", "", "application/*;q=0.1")
	h := newHandler(nil)
	f.Fuzz(func(t *testing.T, body, contentType, accept string) {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("Accept", accept)
		check(t, send(t, h, r))
	})
}

// FuzzQuery looks behind the JSON: any query by GET, with any variables.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{"{says}", introspection, "query($b:Boolean=true){says @skip(if:$b)}", "{practices(tag:{a:[1.5e9]}){...f}} fragment f on Practice{id}"} {
		f.Add(q, `{"b":null}`, "")
	}
	h := newHandler(nil)
	f.Fuzz(func(t *testing.T, query, variables, name string) {
		r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
		values := r.URL.Query()
		values.Set("query", query)
		values.Set("variables", variables)
		values.Set("operationName", name)
		r.URL.RawQuery = values.Encode()
		started := time.Now()
		a := send(t, h, r)
		if took := time.Since(started); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
		if !strings.Contains(query, "breaks") {
			check(t, a)
		}
	})
}

func check(t *testing.T, a answer) {
	t.Helper()
	if a.status >= 500 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if a.body.Data == nil && a.code() == "" && !strings.Contains(a.raw, `"data":null`) {
		t.Errorf("neither data nor a code: %s", a.raw)
	}
}
