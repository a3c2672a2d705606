// Package storetest holds what every store of the library must do, whatever database it uses.
package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// Open gives a store for the test t. The first call for a t gives a store of an empty library; every further call for
// the same t gives another store of the same library, as a second server on one database would have it. Stores are
// closed by t.Cleanup.
type Open func(t *testing.T) (library.Journal, library.Bodies)

// Run runs the whole suite.
func Run(t *testing.T, open func(t *testing.T) (library.Journal, library.Bodies)) {
	for name, test := range map[string]func(*testing.T, Open){
		"append":              testAppend,
		"append taken":        testAppendTaken,
		"append two stores":   testAppendTwoStores,
		"append races":        testAppendRaces,
		"append far":          testAppendFar,
		"append large":        testAppendLarge,
		"append too large":    testAppendTooLarge,
		"append what it got":  testAppendKeepsNothing,
		"append cancelled":    testAppendCancelled,
		"payloads":            testPayloads,
		"since":               testSince,
		"since hole":          testSinceHole,
		"since many":          testSinceMany,
		"since large":         testSinceLarge,
		"since stopped":       testSinceStopped,
		"since cancelled":     testSinceCancelled,
		"since while writing": testSinceWhileWriting,
		"bodies":              testBodies,
		"bodies twice":        testBodiesTwice,
		"bodies many":         testBodiesMany,
		"bodies cancelled":    testBodiesCancelled,
		"drafts":              testDrafts,
		"rewrite":             testRewrite,
		"keys":                testKeys,
		"replace bodies":      testReplaceBodies,
		"uuid":                testUUID,
		"documents":           testDocuments,
		"documents race":      testDocumentRaces,
		"documents all":       testAllDocuments,
		"ping":                testPing,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

func testUUID(t *testing.T, open Open) {
	j, _ := open(t)
	fill(t, j, 1, 3)
	for n := uint64(1); n <= 3; n++ {
		if got, err := j.EntryUUID(t.Context(), n); err != nil || got != uuid(n) {
			t.Errorf("entry %d has %q, %v", n, got, err)
		}
	}
	if got, err := j.EntryUUID(t.Context(), 4); !errors.Is(err, library.ErrNoEntry) {
		t.Errorf("an entry that is not there has %q, %v", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := j.EntryUUID(ctx, 1); library.CodeOf(err) != library.CodeUnavailable {
		t.Errorf("with no time left: %v", err)
	}
}

func testPing(t *testing.T, open Open) {
	j, _ := open(t)
	if err := j.Ping(t.Context()); err != nil {
		t.Errorf("it does not answer: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := j.Ping(ctx); library.CodeOf(err) != library.CodeUnavailable {
		t.Errorf("with no time left: %v", err)
	}
}

// entry makes the entry of a number, chained to the one before it.
func entry(number uint64) library.Entry {
	e := library.Entry{
		Number:  number,
		UUID:    uuid(number),
		Type:    library.EntryPracticePublished,
		Schema:  1,
		Account: "operator",
		At:      time.Date(2024, 2, 29, 23, 59, 59, 987e6, time.UTC).Add(time.Duration(number%100_000) * time.Second),
		Payload: json.RawMessage(fmt.Sprintf(`{"practice":{"id":"p%d","title":"Jardins partagés №%d","themes":["food","water"]}}`, number, number)),
	}
	if number > 1 {
		e.Previous = uuid(number - 1)
	}
	return e
}

func uuid(number uint64) string { return fmt.Sprintf("018f3c1e-0000-7000-8000-%012d", number) }

// fill appends the entries up to a number.
func fill(t *testing.T, j library.Journal, first, last uint64) {
	t.Helper()
	for n := first; n <= last; n++ {
		if err := j.Append(t.Context(), entry(n)); err != nil {
			t.Fatalf("appending entry %d: %v", n, err)
		}
	}
}

// read collects what Since gives.
func read(t *testing.T, j library.Journal, after uint64) ([]library.Entry, error) {
	t.Helper()
	var out []library.Entry
	for e, err := range j.Since(t.Context(), after) {
		if err != nil {
			return out, err
		}
		out = append(out, e)
	}
	return out, nil
}

// wantEntries compares with the entries that fill made.
func wantEntries(t *testing.T, got []library.Entry, first, last uint64) {
	t.Helper()
	var want []library.Entry
	for n := first; n <= last; n++ {
		want = append(want, entry(n))
	}
	wantSame(t, want, got)
}

func wantSame(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.Comparer(sameJSON)); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// sameJSON lets two spellings of one JSON value compare equal.
func sameJSON(a, b json.RawMessage) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	x, errA := parse(a)
	y, errB := parse(b)
	return errA == nil && errB == nil && reflect.DeepEqual(x, y)
}

// parse reads a JSON value with its numbers as exact fractions.
func parse(text json.RawMessage) (value any, err error) {
	numbers := json.NewDecoder(bytes.NewReader(text))
	numbers.UseNumber()
	err = numbers.Decode(&value)
	return exact(value), err
}

func exact(value any) any {
	switch v := value.(type) {
	case json.Number:
		if fraction, ok := new(big.Rat).SetString(v.String()); ok {
			return fraction.RatString()
		}
	case []any:
		for i := range v {
			v[i] = exact(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = exact(v[key])
		}
	}
	return value
}

func wantError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got error %v, want %v", got, want)
	}
}
