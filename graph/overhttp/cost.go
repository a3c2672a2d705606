package overhttp

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
)

// costLimit is gqlgen's limit on the cost of an operation, made safe against overflow: gqlgen adds with care, but a
// cost function of a list multiplies, and twenty lists in one another pass the largest int and may come out small.
type costLimit struct {
	*extension.ComplexityLimit
	limit int
}

func newCostLimit(limit int) costLimit {
	return costLimit{ComplexityLimit: extension.FixedComplexityLimit(limit), limit: limit}
}

// Validate takes the schema of the executor.
func (c costLimit) Validate(schema graphql.ExecutableSchema) error {
	return c.ComplexityLimit.Validate(saturating{ExecutableSchema: schema, limit: c.limit})
}

// saturating leaves a cost alone that is beyond the limit already.
type saturating struct {
	graphql.ExecutableSchema
	limit int
}

func (s saturating) Complexity(ctx context.Context, typeName, field string, below int, args map[string]any) (int, bool) {
	if below > s.limit {
		return below, true
	}
	return s.ExecutableSchema.Complexity(ctx, typeName, field, below, args)
}
