package store

import (
	"context"
	"encoding/json"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"github.com/weldi-network/practice-library/server/library"
)

// PutDraft stores what entry `number` lets a draft say. What is there already counts as stored.
//
// TOO_LARGE or INTERNAL: it cannot be stored as it is. UNAVAILABLE: the database did not answer; the call can be
// repeated.
func (s *Store) PutDraft(ctx context.Context, ref library.DraftRef, number uint64, content *library.DraftContent) error {
	s.calls.putDrafts.Add(1)
	document, err := encodeDraft(ref, number, content)
	if err != nil {
		return err
	}
	return insertUnlessThere(ctx, s.drafts, []any{document})
}

// encodeDraft makes the document of what a draft says. As in encodeBody its key stands in it a second time.
func encodeDraft(ref library.DraftRef, number uint64, content *library.DraftContent) (bson.Raw, error) {
	text, err := json.Marshal(content)
	if err != nil {
		return nil, refused(err)
	}
	value, err := encodeJSON(text)
	if err != nil {
		return nil, refused(err)
	}
	return marshal(bson.D{
		{Key: fieldID, Value: draftKey(ref, number)},
		{Key: fieldPractice, Value: string(ref.Practice)},
		{Key: fieldLanguage, Value: string(ref.Language)},
		{Key: fieldEntry, Value: wholeNumber(int64(number))},
		{Key: fieldContent, Value: value},
	})
}

// Draft reads what entry `number` lets a draft say: library.ErrNoBody when it is missing, UNAVAILABLE when the database
// did not answer, INTERNAL when what stands there is no draft.
func (s *Store) Draft(ctx context.Context, ref library.DraftRef, number uint64) (*library.DraftContent, error) {
	s.calls.drafts.Add(1)
	key := draftKey(ref, number)
	document, err := s.lookup(ctx, s.drafts, key)
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return nil, library.ErrNoBody
	case err != nil:
		return nil, failed(err)
	}
	content, err := decodeValue[library.DraftContent](document, fieldContent)
	if err != nil {
		return nil, damaged(draftsCollection, key, err)
	}
	return content, nil
}
