package graph

import (
	"context"

	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// saveTranslation begins a translation, or saves what its draft says when a revision of it was read.
func saveTranslation(ctx context.Context, l *view.Lens, input model.TranslationSaveInput, c library.DraftChanges) (*library.Draft, error) {
	card, err := publishedPractice(l, input.Practice)
	if err != nil {
		return nil, err
	}
	if input.Language == card.Original {
		return nil, library.RefuseField(library.CodeBadInput, "language", "This is the language of the original.")
	}
	if input.ExpectedRevision == nil {
		return l.Library.DraftCreate(ctx, l.Viewer, library.NewDraft{
			Practice: card.ID, Language: input.Language, Changes: c, IdempotencyKey: value(input.IdempotencyKey),
		})
	}
	return l.Library.DraftSave(ctx, l.Viewer, library.DraftRequest{
		Draft:            library.DraftRef{Practice: card.ID, Language: input.Language},
		ExpectedRevision: *input.ExpectedRevision, IdempotencyKey: value(input.IdempotencyKey),
	}, c)
}

// publishTranslation makes a translation public, and nothing else.
func publishTranslation(ctx context.Context, l *view.Lens, asked library.DraftRequest) (*library.Draft, error) {
	if d := l.Library.Draft(l.Viewer, asked.Draft); d != nil && !d.IsTranslation() {
		return nil, library.RefuseField(library.CodeBadInput, "draft", "This is the draft of a practice, not of a translation.")
	}
	return l.Library.DraftPublish(ctx, l.Viewer, asked)
}

// draftByMachine begins a translation by a machine, which is not asked more often than is good for it.
func (r *Resolver) draftByMachine(ctx context.Context, l *view.Lens, input model.TranslationDraftByMachineInput) (*library.Draft, error) {
	card, err := publishedPractice(l, input.Practice)
	if err != nil {
		return nil, err
	}
	if l.Viewer.May(library.ActionTranslate, library.Place{Territory: card.Territory, Language: input.Language}) {
		if err := r.accounts.UseMachine(ctx, l.Viewer); err != nil {
			return nil, err
		}
	}
	return l.Library.DraftByMachine(ctx, l.Viewer, card.ID, input.Language, value(input.IdempotencyKey))
}
