package store

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSavedState(t *testing.T) {
	s := NewSavedState(t.TempDir(), slog.New(slog.DiscardHandler))
	if got := s.LoadState(); got != nil {
		t.Errorf("an empty folder gave %q", got)
	}
	for _, want := range []string{"first", "", "a longer second state"} {
		if err := s.SaveState([]byte(want)); err != nil {
			t.Fatal(err)
		}
		if got := s.LoadState(); got == nil || string(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	files, err := os.ReadDir(s.folder)
	if err != nil || len(files) != 1 {
		t.Errorf("got %v, %v", files, err)
	}
}

func TestSavedStateDamaged(t *testing.T) {
	s := NewSavedState(t.TempDir(), slog.New(slog.DiscardHandler))
	if err := s.SaveState([]byte("a state")); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(s.path())
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-1] ^= 1
	for _, content := range [][]byte{nil, whole[:10], whole[:len(whole)-1], append(bytes.Clone(whole), 'x'), flipped} {
		if err := os.WriteFile(s.path(), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := s.LoadState(); got != nil {
			t.Errorf("%x gave %q", content, got)
		}
	}
}

// TestSavedStateKept fails to save and keeps what was there.
func TestSavedStateKept(t *testing.T) {
	s := NewSavedState(t.TempDir(), slog.New(slog.DiscardHandler))
	if err := os.MkdirAll(filepath.Join(s.path(), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveState([]byte("x")); err == nil {
		t.Error("a folder was replaced")
	}
	if files, _ := os.ReadDir(s.folder); len(files) != 1 {
		t.Errorf("a draft was left: %v", files)
	}
	if err := NewSavedState(filepath.Join(s.folder, "missing"), s.log).SaveState(nil); err == nil {
		t.Error("a missing folder was written to")
	}
}

// TestSavedStateFolder finds a folder where the state should be, says so, and can save again.
func TestSavedStateFolder(t *testing.T) {
	var said strings.Builder
	s := NewSavedState(t.TempDir(), slog.New(slog.NewTextHandler(&said, nil)))
	if err := os.MkdirAll(filepath.Join(s.path(), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := s.LoadState(); got != nil {
		t.Errorf("a folder gave %q", got)
	}
	if !strings.Contains(said.String(), "it is a folder") {
		t.Errorf("the log says %q", said.String())
	}
	if err := s.SaveState([]byte("a state")); err != nil {
		t.Fatal(err)
	}
	if got := s.LoadState(); string(got) != "a state" {
		t.Errorf("got %q", got)
	}
}
