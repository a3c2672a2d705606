package store

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"github.com/weldi-network/practice-library/server/library"
)

// What is scrubbed is the only thing here that ever changes, and it does so in one direction: whoever empties a document,
// and however often, leaves the same. So it needs no race to be settled, and an update that is lost is made good by
// whoever looks next.

// replaceTries bounds how often a document that comes and goes is put in its place.
const replaceTries = 5

// Rewrite puts an entry in the place of the one under its number: library.ErrNoEntry when there is none, otherwise the
// errors of Append but for a number that is taken. It can be repeated.
func (s *Store) Rewrite(ctx context.Context, e library.Entry) error {
	document, err := encodeEntry(e)
	if err != nil {
		return err
	}
	there, err := s.replace(ctx, s.journal, entryKey(e.Number), document)
	if err == nil && !there {
		return library.ErrNoEntry
	}
	return err
}

// ReplaceBody stores a face in the place of what entry `number` published of its practice, also where that is missing.
// Its errors are those of PutBodies.
func (s *Store) ReplaceBody(ctx context.Context, number uint64, face *library.Practice) error {
	document, err := encodeBody(number, face)
	if err != nil {
		return err
	}
	return s.put(ctx, s.practices, bodyKey(face.ID, number), document)
}

// ReplaceDraft stores what is left of what entry `number` let a draft say. Its errors are those of PutDraft.
func (s *Store) ReplaceDraft(ctx context.Context, ref library.DraftRef, number uint64, content *library.DraftContent) error {
	document, err := encodeDraft(ref, number, content)
	if err != nil {
		return err
	}
	return s.put(ctx, s.drafts, draftKey(ref, number), document)
}

// put stores a document under its key, whatever stands there.
func (s *Store) put(ctx context.Context, c *mongo.Collection, key string, document bson.Raw) error {
	for range replaceTries {
		there, err := s.replace(ctx, c, key, document)
		if there || err != nil {
			return err
		}
		taken := errors.New("store: somebody else put it there")
		if err := s.insertAlone(ctx, c, document, taken); !errors.Is(err, taken) {
			return err
		}
	}
	return failed(errors.New("store: a document came and went"))
}

func (s *Store) insertAlone(ctx context.Context, c *mongo.Collection, document bson.Raw, taken error) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.InsertOne(ctx, document)
	return insertOutcome(err, taken)
}

// replace puts a document in the place of another, and reports whether there was one.
func (s *Store) replace(ctx context.Context, c *mongo.Collection, key string, document bson.Raw) (there bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	result, err := c.ReplaceOne(ctx, bson.D{{Key: fieldID, Value: key}}, document)
	if err != nil {
		return false, failed(err)
	}
	return result.MatchedCount > 0, nil
}
