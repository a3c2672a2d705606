package embedded_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// plan asks FerretDB how SQLite goes about the lookup that the store makes. A lookup goes before it, for only that
// tells an open connection of a new index.
func plan(t *testing.T, db *mongo.Database, collection string) string {
	t.Helper()
	if err := db.Collection(collection).FindOne(t.Context(), bson.D{{Key: "_id", Value: "x"}}).Err(); err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		t.Fatal(err)
	}
	find := bson.D{{Key: "find", Value: collection}, {Key: "filter", Value: bson.D{{Key: "_id", Value: "x"}}}}
	answer, err := db.RunCommand(t.Context(), bson.D{{Key: "explain", Value: find}}).Raw()
	if err != nil {
		t.Fatal(err)
	}
	return answer.Lookup("queryPlanner").String()
}

func client(t *testing.T, uri string) *mongo.Database {
	t.Helper()
	c, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Disconnect(t.Context()) })
	return c.Database("weldi")
}

// TestLookupByIndex reads the query plan: with the index a lookup touches one document however many there are.
func TestLookupByIndex(t *testing.T) {
	e := start(t, t.TempDir())
	db := client(t, e.URI())
	collections := []string{"journal", "practices", "Odd name-1"}
	for _, name := range collections {
		if err := db.CreateCollection(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		if got := plan(t, db, name); !strings.Contains(got, "SCAN") {
			t.Errorf("%s: FerretDB has become able to do without our index: %s", name, got)
		}
	}
	if err := e.EnsureIndexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range collections {
		if got := plan(t, db, name); !strings.Contains(got, "USING INDEX") || strings.Contains(got, "SCAN") {
			t.Errorf("%s: %s", name, got)
		}
	}

	late := db.Collection("late")
	if _, err := late.InsertOne(t.Context(), bson.D{{Key: "_id", Value: "x"}}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := e.EnsureIndexes(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := plan(t, db, "late"); !strings.Contains(got, "USING INDEX") {
		t.Errorf("a collection made later: %s", got)
	}
	if _, err := late.InsertOne(t.Context(), bson.D{{Key: "_id", Value: "x"}}); !mongo.IsDuplicateKeyError(err) {
		t.Errorf("the same _id again: %v", err)
	}
}

// TestDurable reads the journal mode off the file; that it outlives a process is the matter of TestKilled.
func TestDurable(t *testing.T) {
	folder := t.TempDir()
	disconnect(t, connect(t, start(t, folder)))
	var mode string
	db := openFile(t, filepath.Join(folder, "database", "weldi.sqlite"))
	if err := db.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("the journal mode is %s, %v", mode, err)
	}
}

func openFile(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// TestHalfMade starts on what a process leaves that is killed between two steps of making a collection.
func TestHalfMade(t *testing.T) {
	name := tableName(t, "journal")
	catalogue := `CREATE TABLE _ferretdb_collections (name TEXT NOT NULL UNIQUE, table_name TEXT NOT NULL UNIQUE, settings TEXT NOT NULL) STRICT`
	table := fmt.Sprintf(`CREATE TABLE %q (_ferretdb_sjson TEXT NOT NULL CHECK(_ferretdb_sjson != '')) STRICT`, name)
	listed := fmt.Sprintf(`INSERT INTO _ferretdb_collections VALUES ('journal', '%s', '{}')`, name)
	for name, steps := range map[string][]string{
		"a file":            nil,
		"a catalogue":       {catalogue},
		"a table":           {catalogue, table},
		"a table, unlisted": {table},
		"no index":          {catalogue, table, listed},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			halfMake(t, folder, steps)
			e := start(t, folder)
			s := connect(t, e)
			defer disconnect(t, s)
			add(t, s, 1)
			if got := plan(t, client(t, e.URI()), "journal"); !strings.Contains(got, "USING INDEX") {
				t.Error(got)
			}
			entry, err := s.Entry(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Append(t.Context(), entry); err == nil {
				t.Error("the same number was taken twice")
			}
		})
	}
}

func halfMake(t *testing.T, folder string, steps []string) {
	t.Helper()
	path := filepath.Join(folder, "database", "weldi.sqlite")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	db := openFile(t, path)
	for _, step := range steps {
		if _, err := db.Exec(step); err != nil {
			t.Fatal(err)
		}
	}
}

// tableName gives the table in which FerretDB keeps a collection.
func tableName(t *testing.T, collection string) (name string) {
	t.Helper()
	folder := t.TempDir()
	e := start(t, folder)
	disconnect(t, connect(t, e))
	db := openFile(t, filepath.Join(folder, "database", "weldi.sqlite"))
	query := fmt.Sprintf("SELECT table_name FROM _ferretdb_collections WHERE name = '%s'", collection)
	if err := db.QueryRow(query).Scan(&name); err != nil {
		t.Fatal(err)
	}
	return name
}
