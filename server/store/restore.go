package store

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"github.com/weldi-network/practice-library/server/library"
)

// restoringKey is the _id of the mark of a half restored database. It stands in the journal, where whoever reads the
// whole stumbles over it: also a server that looked for it a moment too early.
const restoringKey = "restoring"

var _ library.Target = (*Store)(nil)

// BeginRestore marks an empty database as half restored. library.ErrOccupied: something else is there. INTERNAL: the
// restore of another backup was cut short there.
func (s *Store) BeginRestore(ctx context.Context, seal string) error {
	begun, err := s.restoring(ctx)
	switch {
	case err != nil:
		return err
	case begun == seal:
		return nil
	case begun != "":
		return library.Refuse(library.CodeInternal, "The restore of another backup into this database was cut short; finish that one, or take another database.")
	}
	for _, name := range collections() {
		if err := s.empty(ctx, s.database.Collection(name)); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err = s.journal.InsertOne(ctx, bson.D{{Key: fieldID, Value: restoringKey}, {Key: fieldSeal, Value: seal}})
	if err != nil {
		return failed(err)
	}
	return nil
}

// EndRestore takes the mark away.
func (s *Store) EndRestore(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if _, err := s.journal.DeleteOne(ctx, bson.D{{Key: fieldID, Value: restoringKey}}); err != nil {
		return failed(err)
	}
	return nil
}

// restoring gives the seal of the restore that was begun here and not ended; "" when there is none.
func (s *Store) restoring(ctx context.Context) (seal string, err error) {
	document, err := s.lookup(ctx, s.journal, restoringKey)
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return "", nil
	case err != nil:
		return "", failed(err)
	}
	seal, ok := document.Lookup(fieldSeal).StringValueOK()
	if !ok || seal == "" {
		return "", damaged(journalCollection, restoringKey, errors.New("store: it bears no seal"))
	}
	return seal, nil
}

// refuseHalf refuses a database whose restore was not ended.
func (s *Store) refuseHalf(ctx context.Context) error {
	seal, err := s.restoring(ctx)
	if err == nil && seal != "" {
		err = library.Refuse(library.CodeUnavailable, "A restore into this database is under way or was cut short; finish it with the same file: server restore FILE.")
	}
	return err
}

func (s *Store) empty(ctx context.Context, c *mongo.Collection) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := c.FindOne(ctx, bson.D{}).Err()
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return nil
	case err != nil:
		return failed(err)
	}
	return library.ErrOccupied
}
