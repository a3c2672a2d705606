package store

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store/embedded"
	"github.com/weldi-network/practice-library/server/store/storetest"
)

// engineUnderTest is one embedded engine for all tests; each test has a database of its own.
var engineUnderTest *embedded.Engine

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	folder, err := os.MkdirTemp("", "store-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	engineUnderTest, err = embedded.Start(context.Background(), folder, slog.Default())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer engineUnderTest.Stop(context.Background())
	return m.Run()
}

// TestContract runs the suite on the embedded engine, and on the database that MONGODB_URI names.
func TestContract(t *testing.T) {
	t.Run("embedded", func(t *testing.T) {
		runContract(t, engineUnderTest.URI(), engineUnderTest.EnsureIndexes)
	})
	t.Run("MONGODB_URI", func(t *testing.T) {
		uri := os.Getenv("MONGODB_URI")
		if uri == "" {
			t.Skip("MONGODB_URI is not set")
		}
		runContract(t, uri, nil)
	})
}

func runContract(t *testing.T, uri string, ensured func(context.Context) error) {
	databases := map[string]string{}
	storetest.Run(t, func(t *testing.T) (library.Journal, library.Bodies) {
		name, opened := databases[t.Name()]
		if !opened {
			name = newDatabase()
			databases[t.Name()] = name
		}
		s := open(t, withDatabase(uri, name), ensured)
		if !opened {
			t.Cleanup(func() { drop(t, s) })
		}
		return s, s
	})
}

// openStore gives a store of an empty library on the embedded engine.
func openStore(t *testing.T) *Store {
	t.Helper()
	s := open(t, withDatabase(engineUnderTest.URI(), newDatabase()), engineUnderTest.EnsureIndexes)
	t.Cleanup(func() { drop(t, s) })
	return s
}

func open(t *testing.T, uri string, ensured func(context.Context) error) *Store {
	t.Helper()
	s, err := Open(t.Context(), uri, Options{Ensured: ensured})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// drop removes the database of a test, which is still connected to it.
func drop(t *testing.T, s *Store) {
	if err := s.database.Drop(context.Background()); err != nil {
		t.Error(err)
	}
}

var databaseCount atomic.Int32

func newDatabase() string {
	return fmt.Sprintf("weldi_test_%x_%d", time.Now().UnixNano(), databaseCount.Add(1))
}

// withDatabase puts a name in the place of that in an address.
func withDatabase(uri, name string) string {
	rest, query, _ := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(rest, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + hosts + "/" + url.PathEscape(name) + "?" + query
}
