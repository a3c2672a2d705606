package store

import (
	"context"
	"errors"
	"iter"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/weldi-network/practice-library/server/library"
)

// Keys lists the stored texts, of practices and of drafts: INTERNAL for one whose key is none, UNAVAILABLE when the
// database did not answer.
func (s *Store) Keys(ctx context.Context) iter.Seq2[library.BodyKey, error] {
	return func(yield func(library.BodyKey, error) bool) {
		_ = s.eachKey(ctx, s.practices, yield) && s.eachKey(ctx, s.drafts, yield)
	}
}

func (s *Store) eachKey(ctx context.Context, c *mongo.Collection, yield func(library.BodyKey, error) bool) (goOn bool) {
	cursor, err := c.Find(ctx, bson.D{}, options.Find().SetProjection(bson.D{{Key: fieldID, Value: 1}}).SetBatchSize(firstBatch))
	if err != nil {
		return yield(library.BodyKey{}, failed(err))
	}
	defer func() { _ = cursor.Close(context.WithoutCancel(ctx)) }()
	for cursor.Next(ctx) {
		cursor.SetBatchSize(fullBatch)
		name, _ := cursor.Current.Lookup(fieldID).StringValueOK()
		key, err := readKey(name)
		if err != nil {
			err = damaged(c.Name(), name, err)
		}
		if !yield(key, err) {
			return false
		}
	}
	if err := cursor.Err(); err != nil {
		yield(library.BodyKey{}, failed(err))
		return false
	}
	return true
}

// readKey is the way back from bodyKey and draftKey.
func readKey(name string) (library.BodyKey, error) {
	at := max(strings.LastIndexByte(name, '@'), 0)
	number, ok := entryNumber(strings.TrimPrefix(name[at:], "@"))
	practice, language, _ := strings.Cut(name[:at], "/")
	if !ok || practice == "" {
		return library.BodyKey{}, errors.New("store: its _id is not the key of a text")
	}
	return library.BodyKey{Practice: library.ID(practice), Language: library.Language(language), Number: number}, nil
}
