package graph

import (
	"context"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// report takes a worry, unless too many have come from there.
func (r *Resolver) report(ctx context.Context, l *view.Lens, input model.ConcernReportInput) error {
	report := func() error {
		practice, err := publishedPractice(l, input.Practice)
		if err != nil {
			return err
		}
		return l.Library.ConcernReport(ctx, l.Viewer, library.NewConcern{
			Practice: practice.ID, Kind: input.Kind,
			ConcernText:    library.ConcernText{Text: input.Text, Contact: value(input.Contact)},
			IdempotencyKey: value(input.IdempotencyKey),
		})
	}
	if r.accounts == nil {
		return report()
	}
	return r.accounts.Reporting(ctx, l.Viewer, report)
}
