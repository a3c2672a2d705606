package overhttp_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/graph/overhttp"
)

// pages prices the lists of the test schema: a page of so many, of which each knows how long the page is.
func pages(f overhttp.Field) overhttp.Price {
	switch {
	case f.Name == "friends":
		return overhttp.Price{Own: 1, Times: math.MaxInt, Note: f.Note}
	case f.Name == "year":
		n, _ := f.Note.(int)
		return overhttp.Price{Own: 10 * n}
	case f.Name != "practices":
		return overhttp.Price{Own: 1}
	}
	if n, ok := f.Args["first"].(int64); ok {
		return overhttp.Price{Own: int(n), Times: int(n), Note: int(n)}
	}
	return overhttp.Price{Own: 20, Times: 20}
}

// TestCost finds the limit under which each query is just served.
func TestCost(t *testing.T) {
	for query, want := range map[string]int{
		`{__typename}`:                               1,
		`{practices{id}}`:                            40,
		`{practices(first:3){id title}}`:             9,
		`{practices(first:3){id year}}`:              3 + 3 + 3*30,
		`{practices(first:3){place{practices{id}}}}`: 3 + 3 + 3*40,
		`{practices{...F} a:practices{...F}} fragment F on Practice{id ...{id}}`: 2 * 60,
	} {
		for _, limit := range []int{want, want - 1} {
			h := newHandler(func(c *overhttp.Config) { c.Cost = limit })
			a := send(t, h, post(query, nil))
			if fits := a.code() == ""; limit > 0 && fits != (limit == want) {
				t.Errorf("%s under a limit of %d: %s", query, limit, a.raw)
			}
		}
	}
}

// TestCostDoesNotOverflow multiplies until no number is large enough.
func TestCostDoesNotOverflow(t *testing.T) {
	query := `{practices(first:1000000){` + strings.Repeat("friends{", 20) + "id" + strings.Repeat("}", 22)
	for _, limit := range []int{1, 30_000, 1 << 29} {
		a := send(t, newHandler(func(c *overhttp.Config) { c.Cost = limit }), post(query, nil))
		if a.code() != "QUERY_TOO_COMPLEX" || !strings.Contains(a.body.Errors[0].Message, fmt.Sprint(limit)) {
			t.Errorf("under a limit of %d: %s", limit, a.raw)
		}
	}
}
