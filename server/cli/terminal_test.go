package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestTerminal: a secret may be shown to people, and not to what keeps it.
func TestTerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = r.Close(), w.Close() }()
	if isTerminal(new(bytes.Buffer)) || isTerminal(file) || isTerminal(w) {
		t.Error("a buffer, a file or a pipe is taken for a terminal")
	}
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("this machine has no terminals: ", err)
	}
	defer func() { _ = terminal.Close() }()
	if !isTerminal(terminal) {
		t.Error("a terminal is taken for something else")
	}
}
