package embedded

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

const (
	socketPrefix = "weldi-"
	// socketName ends in .sock because that is how a MongoDB client tells a socket from a host.
	socketName = "db.sock"
	// maxSocketPath is the shortest limit among the systems we run on (macOS: 104 with the closing zero).
	maxSocketPath = 103
	linkName      = "files"
)

// socket is a Unix socket in a folder of its own that only this user can enter.
type socket struct {
	folder string
	path   string
}

// newSocket makes the folder, where the system keeps short-lived files if the path stays short enough there. A colon
// cannot stand in the address of a socket: the client takes it for that before a port, escaped or not.
func newSocket() (*socket, error) {
	var failed error
	for _, parent := range []string{os.TempDir(), "/tmp", "/var/tmp"} {
		folder, err := os.MkdirTemp(parent, socketPrefix)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		s := &socket{folder: folder, path: filepath.Join(folder, socketName)}
		if len(s.path) <= maxSocketPath && !strings.Contains(s.path, ":") {
			return s, nil
		}
		s.remove()
		failed = errors.Join(failed, fmt.Errorf("%s is too long for a socket, or holds a colon", parent))
	}
	return nil, refuse(failed, "No folder for the database's socket could be made; set TMPDIR to a short path that can be written to.")
}

// uri is the socket as a MongoDB address. PathEscape leaves @ as it is, which means something there.
func (s *socket) uri() string {
	return "mongodb://" + strings.ReplaceAll(url.PathEscape(s.path), "@", "%40") + "/"
}

// reach gives a path to the folder that survives being written into a SQLite address by FerretDB, which escapes
// nothing and reads * and [ as wildcards. Most paths do as they are; any other is reached through a link.
func (s *socket) reach(folder string) (string, error) {
	if !strings.ContainsAny(folder, `%?#*[\`) {
		return folder, nil
	}
	link := filepath.Join(s.folder, linkName)
	return link, os.Symlink(folder, link)
}

// remove takes away exactly what this package makes, and so can do no harm with a path that was read from a file.
func (s *socket) remove() {
	_ = os.Remove(s.path)
	_ = os.Remove(filepath.Join(s.folder, linkName))
	_ = os.Remove(s.folder)
}
