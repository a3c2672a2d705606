package cli_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/server/backup"
	"github.com/weldi-network/practice-library/server/cli"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// backUp writes the library of an API, which goes on answering, into a file.
func backUp(t *testing.T, a *api) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "library.backup")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	snapshot := library.NewSnapshot(a.store, a.store)
	_, err = backup.Write(file, time.Now(), snapshot.Entries(t.Context()), snapshot.Documents())
	if err = errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

// runCommand runs a command in this process and gives its exit status and what it says.
func runCommand(t *testing.T, args ...string) (status int, said string) {
	t.Helper()
	var out bytes.Buffer
	status = cli.Run(t.Context(), args, func(string) string { return "" }, &out, &out)
	return status, out.String()
}

func restoreInto(t *testing.T, args ...string) {
	t.Helper()
	for _, command := range []string{"restore", "check"} {
		given := args
		if command == "check" {
			given = args[1:]
		}
		if status, said := runCommand(t, append([]string{command}, given...)...); status != 0 {
			t.Fatalf("%s: %d, %s", command, status, said)
		}
	}
}

// serveRestored gives the API of a restored folder.
func serveRestored(t *testing.T, folder string) *api {
	t.Helper()
	p, err := openPart(t.Context(), folder, folder, alone)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(graph.NewHandler(graph.Config{
		Library: p.library, BaseURL: "https://library.example", Log: slog.New(slog.DiscardHandler),
	}))
	t.Cleanup(func() {
		server.Close()
		if err := p.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return &api{url: server.URL, store: p.store, library: p.library}
}

// TestRestoredAnswersTheSame moves the library from the engine of one folder into a database that is reached by its
// address, and from there into the engine of another folder: every query of testdata is answered with the same bytes.
func TestRestoredAnswersTheSame(t *testing.T) {
	a := openAPI(t)
	first := backUp(t, a)

	elsewhere, err := embedded.Start(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = elsewhere.Stop(context.Background()) }()
	uri := strings.TrimSuffix(elsewhere.URI(), "/") + "/moved"
	own := t.TempDir()
	restoreInto(t, first, "--mongodb-uri", uri, "--data", own)
	second := filepath.Join(t.TempDir(), "moved.backup")
	if status, said := runCommand(t, "backup", second, "--mongodb-uri", uri, "--data", own); status != 0 {
		t.Fatal(said)
	}
	folder := t.TempDir()
	restoreInto(t, second, "--data", folder)
	compareAnswers(t, a, serveRestored(t, folder))
}

func compareAnswers(t *testing.T, a, b *api) {
	t.Helper()
	queries, err := filepath.Glob("testdata/queries/*/query.graphql")
	if err != nil || len(queries) == 0 {
		t.Fatal("no queries", err)
	}
	for _, name := range queries {
		query, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var variables []byte
		if text, err := os.ReadFile(filepath.Join(filepath.Dir(name), "variables.json")); err == nil {
			variables = text
		}
		before, after := a.ask(t, string(query), variables), b.ask(t, string(query), variables)
		if before.status != after.status || !bytes.Equal(before.body, after.body) {
			t.Errorf("%s: %s, and after the restore %s", name, before.body, after.body)
		}
	}
}

// TestRestoreRefusesDamagedFiles: the command itself, on a real backup, leaves nothing behind.
func TestRestoreRefusesDamagedFiles(t *testing.T) {
	content, err := os.ReadFile(backUp(t, openAPI(t)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		at := len(content) * i / 20
		altered := bytes.Clone(content)
		altered[at] ^= 0x10
		for _, damaged := range [][]byte{altered, content[:at]} {
			name, folder := filepath.Join(t.TempDir(), "damaged"), filepath.Join(t.TempDir(), "data")
			if err := os.WriteFile(name, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			status, said := runCommand(t, "restore", name, "--data", folder)
			if status != 1 || !strings.Contains(said, "backup") || strings.Count(said, "\n") != 1 {
				t.Errorf("at %d: %d, %q", at, status, said)
			}
			if _, err := os.Stat(folder); err == nil {
				t.Errorf("at %d: the data folder was touched", at)
			}
		}
	}
}

// TestRestoreCutShort: a database in which a restore was cut short is refused by every other command, until the same
// restore has finished it.
func TestRestoreCutShort(t *testing.T) {
	a := openAPI(t)
	name, folder := backUp(t, a), t.TempDir()
	cutRestore(t, name, folder)
	for _, command := range []string{"serve", "seed", "check", "reindex", "backup"} {
		args := []string{command, "--data", folder, "--addr", "127.0.0.1:0"}
		if command == "backup" {
			args = append([]string{command, filepath.Join(t.TempDir(), "b")}, args[1:]...)
		}
		if status, said := runCommand(t, args...); status != 1 || !strings.Contains(said, "finish it with the same file") {
			t.Errorf("%s: %d, %s", command, status, said)
		}
	}
	restoreInto(t, name, "--data", folder)
	compareAnswers(t, a, serveRestored(t, folder))
	if status, said := runCommand(t, "restore", name, "--data", folder); status != 1 {
		t.Errorf("restored over a library: %s", said)
	}
}

var errCut = errors.New("the line was cut")

// cutTarget is a database that is gone after the first entry.
type cutTarget struct{ library.Target }

func (c cutTarget) Append(ctx context.Context, e library.Entry) error {
	if e.Number > 1 {
		return errCut
	}
	return c.Target.Append(ctx, e)
}

func cutRestore(t *testing.T, name, folder string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := backup.Open(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	engine, err := embedded.Start(t.Context(), folder, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), engine.URI(), store.Options{Ensured: engine.EnsureIndexes})
	if err != nil {
		t.Fatal(err)
	}
	_, err = library.Restore(t.Context(), cutTarget{db}, file.Seal, file.Entries(), file.Documents())
	if !errors.Is(err, errCut) {
		t.Fatal(err)
	}
	if err := errors.Join(db.Close(t.Context()), engine.Stop(t.Context())); err != nil {
		t.Fatal(err)
	}
}
