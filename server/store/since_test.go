package store

import (
	"errors"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/weldi-network/practice-library/server/library"
)

// numbers reads Since to its end and counts the lookups.
func numbers(t *testing.T, s *Store, after uint64) (got []uint64, lookups uint64, last error) {
	t.Helper()
	before := s.Calls().Lookups
	for e, err := range s.Since(t.Context(), after) {
		if err != nil {
			last = err
			break
		}
		got = append(got, e.Number)
	}
	return got, s.Calls().Lookups - before, last
}

func wantNumbers(t *testing.T, got []uint64, first, last uint64) {
	t.Helper()
	for i, n := range got {
		if n != first+uint64(i) {
			t.Fatalf("got %v", got)
		}
	}
	if uint64(len(got)) != last+1-first {
		t.Fatalf("got %v, want %d to %d", got, first, last)
	}
}

// TestSinceCosts holds catching up to lookups by _id: one for each entry, two to see the end.
func TestSinceCosts(t *testing.T) {
	s := openStore(t)
	for n := uint64(1); n <= 50; n++ {
		appendAll(t, s, n)
	}
	for after, want := range map[uint64]uint64{50: 2, 49: 3, 45: 7, 0: 0} {
		got, lookups, err := numbers(t, s, after)
		if err != nil || lookups != want {
			t.Errorf("since %d: %d lookups, %v; want %d", after, lookups, err, want)
		}
		wantNumbers(t, got, after+1, 50)
	}
	if calls := s.Calls(); calls.Append != 50 || calls.Since != 4 || calls.Entry != 0 {
		t.Errorf("got %+v", calls)
	}
}

// TestSinceSorted reads in the way that is meant for MongoDB, which no index helps here.
func TestSinceSorted(t *testing.T) {
	s := openStore(t)
	s.engine.onlyByID = false
	appendAll(t, s, 3, 1, 2, 5, 4, 8, 9)
	got, lookups, err := numbers(t, s, 0)
	wantNumbers(t, got, 1, 5)
	if !errors.Is(err, library.ErrNoEntry) || lookups != 1 {
		t.Errorf("a hole of two: %d lookups, %v", lookups, err)
	}
	got, lookups, err = numbers(t, s, 7)
	wantNumbers(t, got, 8, 9)
	if err != nil || lookups != 0 {
		t.Errorf("the end: %d lookups, %v", lookups, err)
	}
}

// TestSinceOutOfOrder falls back to lookups where the documents lie otherwise than they are numbered.
func TestSinceOutOfOrder(t *testing.T) {
	s := openStore(t)
	appendAll(t, s, 1, 3, 2, 4)
	got, _, err := numbers(t, s, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantNumbers(t, got, 1, 4)
}

// TestSinceWideHole sees a hole of any width when the reading begins before it at 0.
func TestSinceWideHole(t *testing.T) {
	s := openStore(t)
	appendAll(t, s, 1, 2, 6)
	got, _, err := numbers(t, s, 0)
	wantNumbers(t, got, 1, 2)
	if !errors.Is(err, library.ErrNoEntry) {
		t.Errorf("got %v", err)
	}
}

// TestSinceBrokenStream goes on by lookups when the engine drops the cursor.
func TestSinceBrokenStream(t *testing.T) {
	s := openStore(t)
	const last = 100
	for n := uint64(1); n <= last; n++ {
		appendAll(t, s, n)
	}
	next := uint64(1)
	for e, err := range s.Since(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Number != next {
			t.Fatalf("got entry %d, want %d", e.Number, next)
		}
		if next == 5 {
			killCursors(t, s)
		}
		next++
	}
	if next != last+1 {
		t.Errorf("got %d entries", next-1)
	}
	if s.Calls().Lookups < 50 {
		t.Errorf("only %d lookups: the cursor was not dropped", s.Calls().Lookups)
	}
}

// killCursors ends every cursor on the journal. FerretDB numbers them upwards and cannot list them.
func killCursors(t *testing.T, s *Store) {
	t.Helper()
	cursor, err := s.journal.Find(t.Context(), bson.D{}, options.Find().SetBatchSize(1))
	if err != nil {
		t.Fatal(err)
	}
	defer cursor.Close(t.Context())
	var ids bson.A
	for id := cursor.ID() - 20; id < cursor.ID(); id++ {
		ids = append(ids, id)
	}
	command := bson.D{{Key: "killCursors", Value: journalCollection}, {Key: "cursors", Value: ids}}
	if err := s.database.RunCommand(t.Context(), command).Err(); err != nil {
		t.Fatal(err)
	}
}
