package embedded_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const canary = "zaunkoenigin"

// filesWith lists the files below a folder in whose bytes the canary stands.
func filesWith(t *testing.T, folder string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(canary)) {
			out = append(out, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPurge replaces and deletes documents of every size between others, and reads every byte of the files afterwards.
func TestPurge(t *testing.T) {
	folder := t.TempDir()
	e := start(t, folder)
	db := client(t, e.URI())
	texts := db.Collection("texts")
	say := func(n int) string { return strings.Repeat(canary+" ", 1<<(n%13)) }
	const documents = 400
	for n := range documents {
		text := say(n)
		if n%4 == 3 {
			text = strings.Repeat("others ", 1<<(n%11))
		}
		if _, err := texts.InsertOne(t.Context(), bson.D{{Key: "_id", Value: fmt.Sprint(n)}, {Key: "text", Value: text}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.EnsureIndexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := range documents {
		at := bson.D{{Key: "_id", Value: fmt.Sprint(n)}}
		var err error
		switch n % 4 {
		case 0:
			_, err = texts.ReplaceOne(t.Context(), at, bson.D{{Key: "text", Value: ""}})
		case 1:
			_, err = texts.ReplaceOne(t.Context(), at, bson.D{{Key: "text", Value: strings.Repeat("x", 1<<(n%14))}})
		case 2:
			_, err = texts.DeleteOne(t.Context(), at)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(filesWith(t, folder)) == 0 {
		t.Error("nothing is left that a purge could show on")
	}
	if err := e.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := filesWith(t, folder); len(left) > 0 {
		t.Errorf("while it runs it stands in %v", left)
	}
	stop(t, e)
	if left := filesWith(t, folder); len(left) > 0 {
		t.Errorf("afterwards it stands in %v", left)
	}
}

// TestCleanedOnce starts on a file of before, in which what was deleted still lies.
func TestCleanedOnce(t *testing.T) {
	folder := t.TempDir()
	halfMake(t, folder, nil)
	path := filepath.Join(folder, "database", "weldi.sqlite")
	db := openFile(t, path)
	for _, step := range []string{
		"PRAGMA journal_mode = wal", "CREATE TABLE old (text TEXT)",
		fmt.Sprintf("INSERT INTO old VALUES ('%s')", strings.Repeat(canary+" ", 1000)),
		fmt.Sprintf("INSERT INTO old VALUES ('%s')", canary), "INSERT INTO old VALUES ('other')", "DELETE FROM old WHERE text <> 'other'",
	} {
		if _, err := db.Exec(step); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if len(filesWith(t, folder)) == 0 {
		t.Fatal("SQLite has become able to forget by itself")
	}
	e := start(t, folder)
	if left := filesWith(t, folder); len(left) > 0 {
		t.Errorf("it stands in %v", left)
	}
	disconnect(t, connect(t, e))
	stop(t, e)
	var version int
	if err := openFile(t, path).QueryRow("PRAGMA user_version").Scan(&version); err != nil || version == 0 {
		t.Errorf("it would be written anew at each start: %d, %v", version, err)
	}
}

// TestPurgeBesideAReader: somebody who reads the whole, as a backup does, holds up a purge and is not held up; writers are
// not held up by either.
func TestPurgeBesideAReader(t *testing.T) {
	e := start(t, t.TempDir())
	db := client(t, e.URI())
	texts := db.Collection("texts")
	write := func(n int) {
		t.Helper()
		if _, err := texts.InsertOne(t.Context(), bson.D{{Key: "_id", Value: fmt.Sprint(n)}, {Key: "text", Value: strings.Repeat("x", 1000)}}); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 500 {
		write(n)
	}
	reader, err := texts.Find(t.Context(), bson.D{}, options.Find().SetBatchSize(2))
	if err != nil || !reader.Next(t.Context()) {
		t.Fatal(err)
	}
	write(500) // the reader stays at what was before
	purged := make(chan error, 1)
	go func() { purged <- e.Purge(t.Context()) }()
	var slowest time.Duration
	for n := 501; n < 520; n++ {
		at := time.Now()
		write(n)
		slowest = max(slowest, time.Since(at))
		time.Sleep(20 * time.Millisecond)
	}
	if slowest > 2*time.Second {
		t.Errorf("a writer was held up for %v", slowest)
	}
	for reader.Next(t.Context()) {
	}
	if err := reader.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if err := <-purged; err != nil {
		t.Error(err)
	}
	t.Logf("the slowest writer took %v", slowest)
}
