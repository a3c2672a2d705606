package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestRestoring runs on the embedded engine, and on the database that MONGODB_URI names.
func TestRestoring(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { testRestoring(t, engineUnderTest.URI(), engineUnderTest.EnsureIndexes) })
	t.Run("MONGODB_URI", func(t *testing.T) {
		uri := os.Getenv("MONGODB_URI")
		if uri == "" {
			t.Skip("MONGODB_URI is not set")
		}
		testRestoring(t, uri, nil)
	})
}

func testRestoring(t *testing.T, uri string, ensured func(context.Context) error) {
	uri = withDatabase(uri, newDatabase())
	s := open(t, uri, ensured)
	t.Cleanup(func() { drop(t, s) })
	for range 2 { // begun, and taken up again
		if err := s.BeginRestore(t.Context(), "seal"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.BeginRestore(t.Context(), "another"); library.CodeOf(err) != library.CodeInternal {
		t.Errorf("another restore: %v", err)
	}
	first := library.Entry{Number: 1, UUID: "u1", Type: library.EntryLibraryOpened, Schema: 1, Payload: json.RawMessage(`{}`)}
	if err := s.Append(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), uri, Options{Ensured: ensured}); library.CodeOf(err) != library.CodeUnavailable || !strings.Contains(err.Error(), "server restore") {
		t.Errorf("a half restored database was opened: %v", err)
	}
	wantReadingFails(t, s)
	again, err := Open(t.Context(), uri, Options{Ensured: ensured, Restoring: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(again.EndRestore(t.Context()), again.EndRestore(t.Context()), again.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	whole := open(t, uri, ensured)
	for _, err := range whole.Since(t.Context(), 0) {
		if err != nil {
			t.Error(err)
		}
	}
	if err := whole.BeginRestore(t.Context(), "seal"); !errors.Is(err, library.ErrOccupied) {
		t.Errorf("a second time: %v", err)
	}
}

// wantReadingFails: also who opened the database before the restore began does not take its journal for a whole one.
func wantReadingFails(t *testing.T, s *Store) {
	t.Helper()
	for _, err := range s.Since(t.Context(), 0) {
		if err != nil {
			return
		}
	}
	t.Error("the journal of a half restored database was read to its end")
}

// TestRestoreBesideDocuments: a database in which only a session or an account lies is not empty.
func TestRestoreBesideDocuments(t *testing.T) {
	for _, c := range library.Collections {
		s := openStore(t)
		if err := s.Insert(t.Context(), c, "k", struct{}{}); err != nil {
			t.Fatal(err)
		}
		if err := s.BeginRestore(t.Context(), "seal"); !errors.Is(err, library.ErrOccupied) {
			t.Errorf("%s: %v", c, err)
		}
	}
}

func TestRestoreBesideBodies(t *testing.T) {
	s := openStore(t)
	var face library.Practice
	face.ID = "p"
	if err := s.PutBodies(t.Context(), 7, []library.Practice{face}); err != nil {
		t.Fatal(err)
	}
	if err := s.BeginRestore(t.Context(), "seal"); !errors.Is(err, library.ErrOccupied) {
		t.Error(err)
	}
}
