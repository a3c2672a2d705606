package store

import (
	"encoding/json"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/weldi-network/practice-library/server/library"
)

// long is a JSON object of more than textFrom bytes.
func long(inside string) json.RawMessage {
	return json.RawMessage(`{"a":` + inside + `,"b":"` + strings.Repeat("x", textFrom) + `"}`)
}

// TestBothForms reads a large payload in the form of 2026-11-24, as values, and in that of today, as text. Libraries
// hold entries of either form for good.
func TestBothForms(t *testing.T) {
	s := openStore(t)
	e := testEntry(1)
	e.Payload = long(`[1,{"c":"é"}]`)
	if err := s.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	now, err := s.lookup(t.Context(), s.journal, entryKey(1))
	if err != nil {
		t.Fatal(err)
	}
	if text, ok := now.Lookup(fieldText).StringValueOK(); !ok || text != string(e.Payload) {
		t.Errorf("the text that was stored is %.40q", text)
	}
	if _, err := now.LookupErr(fieldPayload); err == nil {
		t.Error("the payload stands in both forms")
	}
	if _, err := s.journal.InsertOne(t.Context(), inValues(t, e, entryKey(2))); err != nil {
		t.Fatal(err)
	}
	for n := uint64(1); n <= 2; n++ {
		got, err := s.Entry(t.Context(), n)
		if err != nil || string(got.Payload) != string(e.Payload) || got.UUID != e.UUID || got.Schema != e.Schema {
			t.Errorf("entry %d came back otherwise, or with %v", n, err)
		}
	}
}

// inValues is an entry as every entry was stored on 2026-11-24.
func inValues(t *testing.T, e library.Entry, key string) bson.D {
	t.Helper()
	payload, err := encodeJSON(e.Payload)
	if err != nil {
		t.Fatal(err)
	}
	return bson.D{
		{Key: "_id", Value: key}, {Key: "uuid", Value: e.UUID}, {Key: "previous", Value: e.Previous},
		{Key: "type", Value: string(e.Type)}, {Key: "schema", Value: int32(e.Schema)}, {Key: "account", Value: e.Account},
		{Key: "at", Value: bson.NewDateTimeFromTime(e.At)}, {Key: "payload", Value: payload},
	}
}

// TestLargePayloads: a large payload is refused for the same reasons as a small one.
func TestLargePayloads(t *testing.T) {
	for name, payload := range map[string]json.RawMessage{
		"no JSON":   long(`[`),
		"key twice": long(`{"c":1,"c":2}`),
		"too deep":  long(strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth)),
	} {
		if _, _, err := encodePayload(payload); library.CodeOf(err) != library.CodeInternal {
			t.Errorf("%s: got %v", name, err)
		}
	}
	field, _, err := encodePayload(long("\"\xff\""))
	if err != nil || field.Key != fieldPayload {
		t.Errorf("what is no UTF-8 was stored as %s, with %v", field.Key, err)
	}
	spaced, _, err := encodePayload(long("\t[ 1 ]\n"))
	if err != nil || spaced.Value != string(long("[1]")) {
		t.Errorf("white space was stored, or there was %v", err)
	}
}

func TestDamagedText(t *testing.T) {
	s := openStore(t)
	for i, text := range []any{7, `{"a":`, ""} {
		n := uint64(i + 1)
		if _, err := s.journal.InsertOne(t.Context(), bson.D{{Key: fieldID, Value: entryKey(n)}, {Key: fieldText, Value: text}}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Entry(t.Context(), n); library.CodeOf(err) != library.CodeInternal {
			t.Errorf("entry %d: got %v", n, err)
		}
	}
}
