package embedded_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

func start(t *testing.T, folder string) *embedded.Engine {
	t.Helper()
	e, err := embedded.Start(t.Context(), folder, slog.Default())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, e) })
	return e
}

func stop(t *testing.T, e *embedded.Engine) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := e.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func connect(t *testing.T, e *embedded.Engine) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), e.URI(), store.Options{Ensured: e.EnsureIndexes, UUID: e.UUID})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func disconnect(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func add(t *testing.T, s *store.Store, number uint64) {
	t.Helper()
	if err := s.Append(t.Context(), library.Entry{Number: number, UUID: "u"}); err != nil {
		t.Fatal(err)
	}
}

// socketOf gives the path of an engine's socket.
func socketOf(t *testing.T, e *embedded.Engine) string {
	t.Helper()
	escaped := strings.TrimSuffix(strings.TrimPrefix(e.URI(), "mongodb://"), "/")
	path, err := url.PathUnescape(escaped)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func wantMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("%s may be used by %o, want %o", path, got, want)
	}
}

func wantGone(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is still there (%v)", path, err)
	}
}

// wantSentence checks an error that is shown to whoever starts the program.
func wantSentence(t *testing.T, err error) {
	t.Helper()
	refusal, ok := errors.AsType[*library.Error](err)
	if !ok || !strings.HasSuffix(refusal.Message, ".") || strings.Contains(refusal.Message, "\n") {
		t.Errorf("no sentence: %v", err)
	}
}

func TestStartAndStop(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "data")
	e := start(t, folder)
	socket, address := socketOf(t, e), filepath.Join(folder, "engine.addr")
	if !strings.HasSuffix(socket, ".sock") || len(socket) > 103 {
		t.Errorf("the socket is %s", socket)
	}
	wantMode(t, filepath.Dir(socket), 0o700)
	wantMode(t, address, 0o600)
	wantMode(t, filepath.Join(folder, "database"), 0o700)
	if text, err := os.ReadFile(address); err != nil || strings.TrimSpace(string(text)) != socket {
		t.Errorf("the address file holds %q, %v", text, err)
	}

	s := connect(t, e)
	add(t, s, 1)
	disconnect(t, s)
	stop(t, e)
	stop(t, e)
	wantGone(t, filepath.Dir(socket))
	wantGone(t, address)

	s = connect(t, start(t, folder))
	defer disconnect(t, s)
	if _, err := s.Entry(t.Context(), 1); err != nil {
		t.Error(err)
	}
	add(t, s, 2)
}

func TestStopWaitsNoLongerThanItsContext(t *testing.T) {
	e := start(t, t.TempDir())
	s := connect(t, e) // never disconnected: the engine would wait for it
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := e.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	disconnect(t, s)
	for range 600 {
		if _, err := os.Stat(socketOf(t, e)); err != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the socket stays for good")
}

func TestLocked(t *testing.T) {
	folder := t.TempDir()
	e := start(t, folder)
	_, err := embedded.Start(t.Context(), folder, nil)
	if !errors.Is(err, embedded.ErrLocked) {
		t.Errorf("got %v", err)
	}
	wantSentence(t, err)
	if _, err := embedded.Connect(folder); err != nil {
		t.Errorf("the refused start has harmed the running engine: %v", err)
	}
	stop(t, e)
	start(t, folder)
}

func TestConnect(t *testing.T) {
	folder := t.TempDir()
	_, err := embedded.Connect(folder)
	if !errors.Is(err, embedded.ErrNotRunning) {
		t.Errorf("got %v", err)
	}
	wantSentence(t, err)

	e := start(t, folder)
	uri, err := embedded.Connect(folder)
	if err != nil || uri != e.URI() {
		t.Errorf("got %s, %v", uri, err)
	}
	stop(t, e)

	stale := filepath.Join(t.TempDir(), "db.sock")
	if err := os.WriteFile(filepath.Join(folder, "engine.addr"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := embedded.Connect(folder); !errors.Is(err, embedded.ErrNotRunning) {
		t.Errorf("got %v", err)
	}
}

// TestOddFolders starts where a path means something else to SQLite, a URI or a socket.
func TestOddFolders(t *testing.T) {
	for _, name := range []string{"Bibliothèque de Łódź", "100%41 ?a=b#c", "[x]*", strings.Repeat("long", 40)} {
		folder := filepath.Join(t.TempDir(), name)
		for number := range uint64(2) {
			e := start(t, folder)
			s := connect(t, e)
			add(t, s, number+1)
			disconnect(t, s)
			stop(t, e)
		}
		if _, err := os.Stat(filepath.Join(folder, "database", "weldi.sqlite")); err != nil {
			t.Error(err)
		}
	}
}

func TestOddTemporaryFolders(t *testing.T) {
	for _, name := range []string{strings.Repeat("long", 30), "a:b", "a@b,c %41"} {
		parent := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(parent, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("TMPDIR", parent)
		e := start(t, t.TempDir())
		s := connect(t, e)
		add(t, s, 1)
		disconnect(t, s)
		stop(t, e)
		if left, err := os.ReadDir(parent); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{file, filepath.Join(file, "below"), "/proc/weldi"} {
		_, err := embedded.Start(t.Context(), folder, nil)
		if err == nil {
			t.Fatalf("started in %s", folder)
		}
		wantSentence(t, err)
	}
}

// TestQuiet lets nothing into the log while everything goes well: the engine would tell of each connection.
func TestQuiet(t *testing.T) {
	var log bytes.Buffer
	e, err := embedded.Start(t.Context(), t.TempDir(), slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	s := connect(t, e)
	add(t, s, 1)
	disconnect(t, s)
	stop(t, e)
	if log.Len() > 0 {
		t.Errorf("the log says %s", log.String())
	}
}
