package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"github.com/weldi-network/practice-library/server/library"
)

var _ library.Documents = (*Store)(nil)

// Insert stores a new document: library.ErrKeyTaken when one stands under the key already, UNAVAILABLE when the outcome
// is unknown, INTERNAL or TOO_LARGE when it cannot be stored as it is.
func (s *Store) Insert(ctx context.Context, c library.Collection, key string, document any) error {
	raw, err := encodeDocument(key, document)
	if err != nil {
		return err
	}
	return s.insertAlone(ctx, s.plain(c), raw, library.ErrKeyTaken)
}

// Find reads a document: library.ErrNoDocument when there is none, UNAVAILABLE when the database did not answer, INTERNAL
// when what stands there is not what was asked for.
func (s *Store) Find(ctx context.Context, c library.Collection, key string, into any) error {
	document, err := s.lookup(ctx, s.plain(c), key)
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return library.ErrNoDocument
	case err != nil:
		return failed(err)
	}
	text, err := decodeDocument(document)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		return damaged(string(c), key, err)
	}
	return nil
}

// Replace changes a document that is there: library.ErrNoDocument when there is none, otherwise as Insert.
func (s *Store) Replace(ctx context.Context, c library.Collection, key string, document any) error {
	raw, err := encodeDocument(key, document)
	if err != nil {
		return err
	}
	there, err := s.replace(ctx, s.plain(c), key, raw)
	if err == nil && !there {
		return library.ErrNoDocument
	}
	return err
}

// Delete removes a document and reports whether it was this caller who did. UNAVAILABLE leaves the outcome unknown.
func (s *Store) Delete(ctx context.Context, c library.Collection, key string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	result, err := s.plain(c).DeleteOne(ctx, bson.D{{Key: fieldID, Value: key}})
	if err != nil {
		return false, failed(err)
	}
	return result.DeletedCount == 1, nil
}

// All reads a whole collection, in no particular order.
func (s *Store) All(ctx context.Context, c library.Collection) iter.Seq2[library.Document, error] {
	return func(yield func(library.Document, error) bool) {
		cursor, err := s.plain(c).Find(ctx, bson.D{})
		if err != nil {
			yield(library.Document{}, failed(err))
			return
		}
		defer func() { _ = cursor.Close(context.WithoutCancel(ctx)) }()
		for cursor.Next(ctx) {
			key, _ := cursor.Current.Lookup(fieldID).StringValueOK()
			text, err := decodeDocument(cursor.Current)
			if err != nil {
				err = damaged(string(c), key, err)
			}
			if !yield(library.Document{Collection: c, Key: key, Value: text}, err) || err != nil {
				return
			}
		}
		if err := cursor.Err(); err != nil {
			yield(library.Document{}, failed(err))
		}
	}
}

func (s *Store) plain(c library.Collection) *mongo.Collection {
	return s.database.Collection(string(c))
}

// encodeDocument puts the fields of a JSON object beside the key.
func encodeDocument(key string, document any) (bson.Raw, error) {
	text, err := json.Marshal(document)
	if err != nil {
		return nil, refused(err)
	}
	value, err := encodeJSON(text)
	if err != nil {
		return nil, refused(err)
	}
	fields, ok := value.(bson.D)
	if !ok {
		return nil, refused(errors.New("store: a document must be an object"))
	}
	for _, f := range fields {
		if f.Key == fieldID {
			return nil, refused(fmt.Errorf("store: the field %s of a document is its key", fieldID))
		}
	}
	return marshal(append(bson.D{{Key: fieldID, Value: key}}, fields...))
}

// decodeDocument gives the JSON object that encodeDocument was given.
func decodeDocument(document bson.Raw) ([]byte, error) {
	elements, err := document.Elements()
	if err != nil {
		return nil, err
	}
	text := []byte{'{'}
	for _, element := range elements {
		if element.Key() == fieldID {
			continue
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		if text, err = appendElement(text, element, 1); err != nil {
			return nil, err
		}
	}
	return append(text, '}'), nil
}
