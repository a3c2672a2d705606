package store

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/weldi-network/practice-library/server/library"
)

var fixedTime = time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)

func testEntry(number uint64) library.Entry {
	return library.Entry{
		Number: number, UUID: "u", Previous: "p", Type: library.EntryPracticePublished, Schema: 1,
		Account: "a", At: fixedTime, Payload: json.RawMessage(`{"title":"Jardins","themes":["food"]}`),
	}
}

func appendAll(t *testing.T, s *Store, numbers ...uint64) {
	t.Helper()
	for _, n := range numbers {
		if err := s.Append(t.Context(), testEntry(n)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEntryDocument fixes what stands in the database: later versions must read it.
func TestEntryDocument(t *testing.T) {
	s := openStore(t)
	appendAll(t, s, 42)
	raw, err := s.lookup(t.Context(), s.journal, "000000000042")
	if err != nil {
		t.Fatal(err)
	}
	want := `{"_id": "000000000042","uuid": "u","previous": "p","type": "practice.published",` +
		`"schema": {"$numberInt":"1"},"account": "a","at": {"$date":{"$numberLong":"1709208000000"}},` +
		`"payload": {"title": "Jardins","themes": ["food"]}}`
	if diff := cmp.Diff(want, raw.String()); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestBodyDocument(t *testing.T) {
	raw, err := encodeBody(42, &library.Practice{Card: library.Card{ID: "p1"}})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"_id": "p1@000000000042","practice": "p1","entry": {"$numberInt":"42"},"face": {"id": "p1"`
	if got := raw.String(); !strings.HasPrefix(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestEntryThatCannotBeStored(t *testing.T) {
	s := openStore(t)
	for name, change := range map[string]func(*library.Entry){
		"no JSON":     func(e *library.Entry) { e.Payload = json.RawMessage(`{`) },
		"no UTF-8":    func(e *library.Entry) { e.Account = "\xff" },
		"key twice":   func(e *library.Entry) { e.Payload = json.RawMessage(`{"a":1,"a":1}`) },
		"no number":   func(e *library.Entry) { e.Number = 0 },
		"too far out": func(e *library.Entry) { e.Number = maxNumber + 1 },
	} {
		e := testEntry(1)
		change(&e)
		if err := s.Append(t.Context(), e); library.CodeOf(err) != library.CodeInternal {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := s.Entry(t.Context(), 1); !errors.Is(err, library.ErrNoEntry) {
		t.Errorf("got %v", err)
	}
}

// TestDamagedEntry reads what somebody put there by hand.
func TestDamagedEntry(t *testing.T) {
	s := openStore(t)
	appendAll(t, s, 1)
	for name, field := range map[string]bson.E{
		"000000000002": {Key: fieldUUID, Value: 7},
		"000000000003": {Key: fieldAt, Value: "yesterday"},
		"000000000004": {Key: fieldPayload, Value: bson.D{{Key: "a", Value: bson.NewObjectID()}}},
	} {
		if _, err := s.journal.InsertOne(t.Context(), bson.D{{Key: fieldID, Value: name}, field}); err != nil {
			t.Fatal(err)
		}
	}
	for n := uint64(2); n <= 4; n++ {
		if _, err := s.Entry(t.Context(), n); library.CodeOf(err) != library.CodeInternal {
			t.Errorf("entry %d: got %v", n, err)
		}
	}
	var last error
	for _, last = range s.Since(t.Context(), 0) {
	}
	if library.CodeOf(last) != library.CodeInternal {
		t.Errorf("the reading ended with %v", last)
	}
}
