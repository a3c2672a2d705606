package overhttp_test

import (
	_ "embed"
	"strings"
	"sync"
	"testing"

	"github.com/weldi-network/practice-library/graph/overhttp"
)

// introspection is what GraphiQL asks with every option on (getIntrospectionQuery of graphql-js).
//
//go:embed testdata/introspection.graphql
var introspection string

func TestIntrospectionPasses(t *testing.T) {
	a := send(t, newHandler(nil), post(introspection, nil))
	if a.status != 200 || a.code() != "" {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

func TestDeferIsIgnored(t *testing.T) {
	a := send(t, newHandler(nil), post(`{says ...@defer(label:"x"){node(id:1){id}} ...f @defer} fragment f on Query{more:says ...@defer{last:says}}`, nil))
	for _, name := range []string{`"node":`, `"more":`, `"last":`} {
		if a.status != 200 || !strings.Contains(a.raw, name) {
			t.Errorf("%d %s", a.status, a.raw)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	h := newHandler(func(c *overhttp.Config) { c.Limits.KnownBytes = 20_000 })
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for j := range 50 {
				name := strings.Repeat("x", (i+j)%20+1)
				a := send(t, h, post("query($s:String){"+name+":says(text:$s)}", map[string]any{"s": "y"}))
				if a.status != 200 || !strings.Contains(a.raw, `"`+name+`"`) {
					t.Errorf("%d %s", a.status, a.raw)
				}
			}
		})
	}
	wait.Wait()
}
