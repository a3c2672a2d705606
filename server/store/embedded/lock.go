package embedded

import (
	"errors"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrLocked is what Start answers when another process uses the data folder.
var ErrLocked = errors.New("embedded: the data folder is locked")

// lockFile stands in the data folder for good. The lock is the operating system's and goes with its process, however
// that ends; the file alone means nothing.
const lockFile = "engine.lock"

func takeLock(folder string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(folder, lockFile), flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, refuse(err, "The data folder %s cannot be written to; give one that can with --data.", folder)
	case !taken:
		return nil, refuse(ErrLocked, "Another server is using the data folder %s; stop it, or give another folder with --data.", folder)
	}
	return lock, nil
}
