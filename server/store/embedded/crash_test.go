package embedded_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// childFolder names the data folder in which this program, started once more, writes until it is killed.
const childFolder = "WELDI_TEST_CHILD_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		fmt.Println(write(context.Background(), folder))
		os.Exit(1)
	}
	if folder := os.Getenv(openOnly); folder != "" {
		fmt.Println(opened(context.Background(), folder))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// write appends entries without end and prints the number of each once it is acknowledged.
func write(ctx context.Context, folder string) error {
	e, err := embedded.Start(ctx, folder, nil)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, e.URI(), store.Options{Ensured: e.EnsureIndexes})
	if err != nil {
		return err
	}
	next := uint64(1)
	for entry, err := range s.Since(ctx, 0) {
		if err != nil {
			return err
		}
		next = entry.Number + 1
	}
	for ; ; next++ {
		if err := s.Append(ctx, library.Entry{Number: next, UUID: strconv.FormatUint(next, 10)}); err != nil {
			return err
		}
		fmt.Println(next)
	}
}

// runUntil starts the child in a folder and kills it once it has acknowledged so many entries. It gives the last
// acknowledged number.
func runUntil(t *testing.T, folder string, entries int) uint64 {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+folder)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last, lines := uint64(0), bufio.NewScanner(out)
	for range entries {
		if !lines.Scan() {
			t.Fatal("the child has ended by itself")
		}
		if last, err = strconv.ParseUint(lines.Text(), 10, 64); err != nil {
			t.Fatalf("the child says %s", lines.Text())
		}
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it acknowledged before the signal came
		if n, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
			last = n
		}
	}
	_ = child.Wait()
	return last
}

// TestKilled kills the process in the midst of writing: nothing acknowledged is lost, nothing is half there, and the
// next start tidies up.
func TestKilled(t *testing.T) {
	folder := t.TempDir()
	for round := 1; round <= 3; round++ {
		last := runUntil(t, folder, 100*round)
		stale := staleSocket(t, folder)
		e := start(t, folder)
		wantGone(t, filepath.Dir(stale))
		s := connect(t, e)
		found := uint64(0)
		for entry, err := range s.Since(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			if found = entry.Number; entry.UUID != strconv.FormatUint(found, 10) {
				t.Fatalf("entry %d is that of %s", found, entry.UUID)
			}
		}
		if found < last || found > last+1 {
			t.Errorf("%d entries were acknowledged, %d are there", last, found)
		}
		disconnect(t, s)
		stop(t, e)
	}
}

func staleSocket(t *testing.T, folder string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "engine.addr"))
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimSpace(string(text))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the killed process left no socket: %v", err)
	}
	return path
}

// TestKilledEarly kills the process at any moment of its first start; the next one must not mind.
func TestKilledEarly(t *testing.T) {
	for delay := 5 * time.Millisecond; delay < 400*time.Millisecond; delay = delay * 3 / 2 {
		folder := t.TempDir()
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childFolder+"="+folder, "TMPDIR="+t.TempDir())
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(delay)
		_ = child.Process.Kill()
		_ = child.Wait()
		e := start(t, folder)
		s := connect(t, e)
		for _, err := range s.Since(t.Context(), 0) {
			if err != nil {
				t.Errorf("killed after %s: %v", delay, err)
			}
		}
		disconnect(t, s)
		stop(t, e)
	}
}
