package graph

import (
	"context"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/server/library"
)

// say lets the territory of a practice say something of it, and shows the practice afterwards.
func say(
	ctx context.Context, input model.PracticeConfirmInput,
	what func(context.Context, library.Viewer, library.ID, int, string) error,
) (*model.PracticePayload, error) {
	l := lens(ctx)
	card, err := publishedPractice(l, input.Practice)
	if err == nil {
		err = what(ctx, l.Viewer, card.ID, input.ExpectedVersion, value(input.IdempotencyKey))
	}
	p := &model.PracticePayload{}
	if p.UserErrors, err = l.UserErrors(err); err == nil && len(p.UserErrors) == 0 {
		p.Practice, err = l.PracticeByID(input.Practice)
	}
	return p, err
}
