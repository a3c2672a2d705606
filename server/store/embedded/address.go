package embedded

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrNotRunning is what Connect answers when no server runs on the data folder.
var ErrNotRunning = errors.New("embedded: no server is running on the data folder")

// addressFile holds the path of the socket while the engine runs, for other commands on the same data folder.
const addressFile = "engine.addr"

func addressPath(folder string) string { return filepath.Join(folder, addressFile) }

// Connect gives the address of the database that a running server keeps in the data folder. It asks the socket, since
// a killed process leaves its address behind.
//
// An error is a *library.Error with one sentence; errors.Is finds ErrNotRunning in it.
func Connect(folder string) (uri string, err error) {
	s, err := readAddress(folder)
	if err == nil {
		var conn net.Conn
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if conn, err = new(net.Dialer).DialContext(ctx, "unix", s.path); err == nil {
			_ = conn.Close()
			return s.uri(), nil
		}
	}
	return "", refuse(errors.Join(ErrNotRunning, err), "No server is running on the data folder %s.", folder)
}

// writeAddress replaces the file as a whole, so that nobody reads half a path.
func writeAddress(folder, path string) error {
	draft := addressPath(folder) + ".new"
	if err := os.WriteFile(draft, []byte(path+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(draft, addressPath(folder))
}

func readAddress(folder string) (*socket, error) {
	content, err := os.ReadFile(addressPath(folder))
	if err != nil {
		return nil, err
	}
	path := strings.TrimSpace(string(content))
	return &socket{folder: filepath.Dir(path), path: path}, nil
}

// removeStaleSocket takes away the socket of a process that was killed. The caller holds the lock, so whatever the
// address names is dead.
func removeStaleSocket(folder string) {
	s, err := readAddress(folder)
	if err != nil || filepath.Base(s.path) != socketName || !strings.HasPrefix(filepath.Base(s.folder), socketPrefix) {
		return
	}
	s.remove()
}
