package store

import (
	"context"
	"encoding/json"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/weldi-network/practice-library/server/library"
)

// The bounds of one insert of bodies, well below those of the wire (48 MB) and of an engine's patience.
const (
	putDocuments = 100
	putBytes     = 2 << 20
)

// PutBodies stores the faces that entry `number` published. A face that is there already counts as stored.
//
// TOO_LARGE or INTERNAL: a face cannot be stored as it is; others may have been. UNAVAILABLE: the database did not
// answer; the call can be repeated.
func (s *Store) PutBodies(ctx context.Context, number uint64, faces []library.Practice) error {
	s.calls.putBodies.Add(1)
	var batch []any
	size := 0
	for i := range faces {
		document, err := encodeBody(number, &faces[i])
		if err != nil {
			return err
		}
		if len(batch) == putDocuments || size+len(document) > putBytes {
			if err := s.insertBodies(ctx, batch); err != nil {
				return err
			}
			batch, size = nil, 0
		}
		batch = append(batch, document)
		size += len(document)
	}
	return s.insertBodies(ctx, batch)
}

// insertBodies inserts what is not there yet of one batch.
func (s *Store) insertBodies(ctx context.Context, batch []any) error {
	if len(batch) == 0 {
		return nil
	}
	return insertUnlessThere(ctx, s.practices, batch)
}

// insertUnlessThere inserts documents that never change: one that is there already counts as inserted.
func insertUnlessThere(ctx context.Context, c *mongo.Collection, batch []any) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.InsertMany(ctx, batch, options.InsertMany().SetOrdered(false))
	return insertOutcome(err, nil)
}

// Body reads what entry `number` published of a practice: library.ErrNoBody when it is missing, UNAVAILABLE when the
// database did not answer, INTERNAL when what stands there is no practice.
func (s *Store) Body(ctx context.Context, id library.ID, number uint64) (*library.Practice, error) {
	s.calls.bodies.Add(1)
	key := bodyKey(id, number)
	document, err := s.lookup(ctx, s.practices, key)
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return nil, library.ErrNoBody
	case err != nil:
		return nil, failed(err)
	}
	face, err := decodeBody(document)
	if err != nil {
		return nil, damaged(practicesCollection, key, err)
	}
	return face, nil
}

// encodeBody makes the document of one face. The practice and the number stand in it a second time for those who look
// at the database by hand.
func encodeBody(number uint64, face *library.Practice) (bson.Raw, error) {
	text, err := json.Marshal(face)
	if err != nil {
		return nil, refused(err)
	}
	value, err := encodeJSON(text)
	if err != nil {
		return nil, refused(err)
	}
	return marshal(bson.D{
		{Key: fieldID, Value: bodyKey(face.ID, number)},
		{Key: fieldPractice, Value: string(face.ID)},
		{Key: fieldEntry, Value: wholeNumber(int64(number))},
		{Key: fieldFace, Value: value},
	})
}

func decodeBody(document bson.Raw) (*library.Practice, error) {
	return decodeValue[library.Practice](document, fieldFace)
}

// decodeValue reads the JSON value in a field of a document.
func decodeValue[T any](document bson.Raw, field string) (*T, error) {
	value, err := document.LookupErr(field)
	if err != nil {
		return nil, err
	}
	text, err := decodeJSON(value)
	if err != nil {
		return nil, err
	}
	out := new(T)
	if err := json.Unmarshal(text, out); err != nil {
		return nil, err
	}
	return out, nil
}
