package store

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/weldi-network/practice-library/server/library"
)

// Append inserts e under its number.
//
// library.ErrNumberTaken: an entry stands there already. A *library.Error with the code TOO_LARGE or INTERNAL: e was
// certainly not stored, and never will be as it is. UNAVAILABLE: the outcome is unknown.
func (s *Store) Append(ctx context.Context, e library.Entry) error {
	s.calls.appends.Add(1)
	document, err := encodeEntry(e)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err = s.journal.InsertOne(ctx, document)
	return insertOutcome(err, library.ErrNumberTaken)
}

// Entry reads one entry: library.ErrNoEntry when nothing stands under the number, UNAVAILABLE when the database did
// not answer, INTERNAL when what stands there is no entry.
func (s *Store) Entry(ctx context.Context, number uint64) (library.Entry, error) {
	s.calls.entries.Add(1)
	return s.entry(ctx, number)
}

// EntryUUID reads the UUID of one entry, with the errors of Entry. The payload stays where it is: of an import it is
// megabytes.
func (s *Store) EntryUUID(ctx context.Context, number uint64) (string, error) {
	s.calls.entries.Add(1)
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	uuid, found, err := s.uuid(ctx, entryKey(number))
	switch {
	case err != nil:
		return "", failed(err)
	case !found:
		return "", library.ErrNoEntry
	case uuid == "":
		return "", damaged(journalCollection, entryKey(number), errors.New("store: it has no UUID"))
	}
	return uuid, nil
}

func (s *Store) lookupUUID(ctx context.Context, id string) (uuid string, found bool, err error) {
	onlyUUID := options.FindOne().SetProjection(bson.D{{Key: fieldUUID, Value: 1}})
	document, err := s.lookup(ctx, s.journal, id, onlyUUID)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return "", false, nil
	}
	if err == nil {
		uuid, _ = document.Lookup(fieldUUID).StringValueOK()
	}
	return uuid, err == nil, err
}

// Ping makes sure that the database answers: UNAVAILABLE when it does not before ctx ends.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.client.Ping(ctx, nil); err != nil {
		return failed(err)
	}
	return nil
}

func (s *Store) entry(ctx context.Context, number uint64) (library.Entry, error) {
	document, err := s.lookup(ctx, s.journal, entryKey(number))
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return library.Entry{}, library.ErrNoEntry
	case err != nil:
		return library.Entry{}, failed(err)
	}
	return decodeEntry(document)
}

// encodeEntry makes the document of an entry.
func encodeEntry(e library.Entry) (bson.Raw, error) {
	if e.Number == 0 || e.Number > maxNumber {
		return nil, refused(fmt.Errorf("store: %d is not the number of an entry", e.Number))
	}
	if len(e.Payload) > library.MaxEntry {
		return nil, tooLarge()
	}
	document := bson.D{
		{Key: fieldID, Value: entryKey(e.Number)},
		{Key: fieldUUID, Value: e.UUID},
		{Key: fieldPrevious, Value: e.Previous},
		{Key: fieldType, Value: string(e.Type)},
		{Key: fieldSchema, Value: wholeNumber(int64(e.Schema))},
		{Key: fieldAccount, Value: e.Account},
		{Key: fieldAt, Value: bson.NewDateTimeFromTime(e.At)},
	}
	for _, field := range document {
		if text, ok := field.Value.(string); ok && !utf8.ValidString(text) {
			return nil, refused(fmt.Errorf("store: the %s of entry %d is not UTF-8", field.Key, e.Number))
		}
	}
	payload, found, err := encodePayload(e.Payload)
	if err != nil {
		return nil, err
	}
	if found {
		document = append(document, payload)
	}
	return marshal(document)
}

// marshal makes sure that every engine takes a document.
func marshal(document bson.D) (bson.Raw, error) {
	raw, err := bson.Marshal(document)
	switch {
	case err != nil:
		return nil, refused(err)
	case len(raw) > maxDocument:
		return nil, tooLarge()
	}
	return raw, nil
}

// decodeEntry reads the document of an entry. Fields that it does not know are passed over.
func decodeEntry(document bson.Raw) (library.Entry, error) {
	key, _ := document.Lookup(fieldID).StringValueOK()
	number, ok := entryNumber(key)
	if !ok {
		return library.Entry{}, damaged(journalCollection, key, errors.New("store: its _id is not the number of an entry"))
	}
	elements, err := document.Elements()
	e := library.Entry{Number: number}
	for _, element := range elements {
		if err == nil {
			err = setField(&e, element.Key(), element.Value())
		}
	}
	if err != nil {
		return library.Entry{}, damaged(journalCollection, key, err)
	}
	return e, nil
}

func setField(e *library.Entry, field string, value bson.RawValue) (err error) {
	ok := true
	switch field {
	case fieldUUID:
		e.UUID, ok = value.StringValueOK()
	case fieldPrevious:
		e.Previous, ok = value.StringValueOK()
	case fieldType:
		var name string
		name, ok = value.StringValueOK()
		e.Type = library.EntryType(name)
	case fieldSchema:
		var schema int64
		schema, ok = value.AsInt64OK()
		e.Schema = int(schema)
	case fieldAccount:
		e.Account, ok = value.StringValueOK()
	case fieldAt:
		var at time.Time
		at, ok = value.TimeOK()
		e.At = at.UTC()
	case fieldPayload:
		e.Payload, err = decodeJSON(value)
	case fieldText:
		e.Payload, err = decodeText(value)
	}
	if !ok {
		return fmt.Errorf("store: the field %s is of the wrong type", field)
	}
	return err
}
