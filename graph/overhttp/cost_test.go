package overhttp

import (
	"context"
	"testing"

	"github.com/99designs/gqlgen/graphql"
)

type doubling struct{ graphql.ExecutableSchema }

func (doubling) Complexity(_ context.Context, _, _ string, below int, _ map[string]any) (int, bool) {
	return 2 * below, true
}

func TestCostDoesNotOverflow(t *testing.T) {
	s := saturating{ExecutableSchema: doubling{}, limit: 1000}
	cost := 1
	for range 100 {
		cost, _ = s.Complexity(t.Context(), "Practice", "similar", cost, nil)
	}
	if cost != 1024 {
		t.Errorf("cost %d", cost)
	}
}
