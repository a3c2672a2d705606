package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSavedState(t *testing.T) {
	s := NewSavedState(t.TempDir())
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
	s := NewSavedState(t.TempDir())
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
	s := NewSavedState(t.TempDir())
	if err := os.MkdirAll(filepath.Join(s.path(), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveState([]byte("x")); err == nil {
		t.Error("a folder was replaced")
	}
	if files, _ := os.ReadDir(s.folder); len(files) != 1 {
		t.Errorf("a draft was left: %v", files)
	}
	if err := NewSavedState(filepath.Join(s.folder, "missing")).SaveState(nil); err == nil {
		t.Error("a missing folder was written to")
	}
}
