package embedded_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/weldi-network/practice-library/server/store/embedded"
)

func TestUUID(t *testing.T) {
	folder := t.TempDir()
	e := start(t, folder)
	s := connect(t, e)
	defer disconnect(t, s)
	add(t, s, 1)
	journal := client(t, e.URI()).Collection("journal")
	for _, document := range []bson.D{
		{{Key: "_id", Value: `an "odd" one`}, {Key: "uuid", Value: "ł'\""}, {Key: "text", Value: strings.Repeat("long ", 1<<20)}},
		{{Key: "_id", Value: "a number"}, {Key: "uuid", Value: int32(3)}},
		{{Key: "_id", Value: "without"}},
	} {
		if _, err := journal.InsertOne(t.Context(), document); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]string{
		"000000000001": "u", `an "odd" one`: "ł'\"", "a number": "", "without": "",
	} {
		if got, found, err := e.UUID(t.Context(), id); got != want || !found || err != nil {
			t.Errorf("%s has %q, %t, %v", id, got, found, err)
		}
	}
	if got, found, err := e.UUID(t.Context(), "nobody"); got != "" || found || err != nil {
		t.Errorf("nobody has %q, %t, %v", got, found, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := e.UUID(ended, "without"); err == nil {
		t.Error("with no time left there was an answer")
	}
	wantCovered(t, folder)
	stop(t, e)
	if _, _, err := e.UUID(t.Context(), "without"); err == nil {
		t.Error("a stopped engine answers")
	}
}

// wantCovered reads the query plan: out of the index alone, or the whole document is read after all.
func wantCovered(t *testing.T, folder string) {
	t.Helper()
	db := openFile(t, filepath.Join(folder, "database", "weldi.sqlite"))
	var table string
	if err := db.QueryRow("SELECT table_name FROM _ferretdb_collections WHERE name = 'journal'").Scan(&table); err != nil {
		t.Fatal(err)
	}
	var number, parent, unused int
	var plan string
	explain := fmt.Sprintf("EXPLAIN QUERY PLAN %s", embedded.UUIDQuery(table))
	if err := db.QueryRow(explain, "x").Scan(&number, &parent, &unused, &plan); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(plan, "USING COVERING INDEX") {
		t.Errorf("SQLite reads the document: %s", plan)
	}
}
