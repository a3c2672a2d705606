package graph

import (
	"context"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// report takes a worry, unless too many have come from there. One that is not taken does not count.
func (r *Resolver) report(ctx context.Context, l *view.Lens, input model.ConcernReportInput) error {
	giveBack := func() {}
	if r.accounts != nil {
		var err error
		if giveBack, err = r.accounts.Report(ctx, l.Viewer); err != nil {
			return err
		}
	}
	practice, err := publishedPractice(l, input.Practice)
	if err == nil {
		err = l.Library.ConcernReport(ctx, l.Viewer, library.NewConcern{
			Practice: practice.ID, Kind: input.Kind,
			ConcernText: library.ConcernText{Text: input.Text, Contact: value(input.Contact)},
		})
	}
	if err != nil && library.CodeOf(err) != library.CodeUnavailable { // which may have been taken all the same
		giveBack()
	}
	return err
}
