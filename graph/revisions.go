package graph

import (
	"context"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// revisionContent reads a revision: empty where it was scrubbed, since what else is asked of it is not at fault.
func revisionContent(ctx context.Context, l *view.Lens, r library.RevisionRef) (*library.DraftContent, error) {
	content, err := l.Library.RevisionContent(ctx, l.Viewer, r)
	if library.CodeOf(err) == library.CodeScrubbed {
		return &library.DraftContent{Words: library.Words{Language: r.Language}}, nil
	}
	return content, err
}

// compare tells how one revision became another.
func compare(ctx context.Context, l *view.Lens, from, to library.RevisionRef) (*view.Comparison, error) {
	before, err := l.Library.RevisionContent(ctx, l.Viewer, from)
	if err != nil {
		return nil, err
	}
	after, err := l.Library.RevisionContent(ctx, l.Viewer, to)
	if err != nil {
		return nil, err
	}
	changes := library.CompareContents(l.Reference, before, after)
	if changes == nil {
		changes = []library.Change{}
	}
	return &view.Comparison{Changes: changes}, nil
}

// restore lets a text say again what it said with a revision.
func restore(ctx context.Context, l *view.Lens, input model.PracticeRestoreInput) (*library.Draft, error) {
	revision, err := view.RevisionRef("revision", input.Revision)
	if err != nil {
		return nil, err
	}
	if input.ExpectedRevision != nil && *input.ExpectedRevision < 1 {
		return nil, library.RefuseField(library.CodeBadInput, "expectedRevision", "Revisions count from 1.")
	}
	return l.Library.DraftRestore(ctx, l.Viewer, revision, value(input.ExpectedRevision), value(input.IdempotencyKey))
}
