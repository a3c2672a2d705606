package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// errInUse is what takeFolder answers when another process uses the data folder.
var errInUse = errors.New("cli: the data folder is in use")

// lockName stands in the data folder for good. The lock is the operating system's and goes with its process.
const lockName = "server.lock"

// takeFolder makes the data folder where it is missing and takes it for this process: also a server whose database is
// elsewhere keeps there what it holds for reading. It gives the function that lets the folder go.
func takeFolder(folder string) (release func() error, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, notWritable(folder, err)
	}
	lock := flock.New(filepath.Join(folder, lockName), flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, notWritable(folder, err)
	case !taken:
		return nil, fail(errInUse, "Another server is using the data folder %s; stop it, or give another folder with --data.", folder)
	}
	return lock.Unlock, nil
}

// needFolder refuses a data folder that is not there, for commands that work on a library that is: a mistyped name would
// become an empty library. Where the database is elsewhere the folder holds nothing that is needed.
func needFolder(c *Config) error {
	if c.MongoDBURI != "" {
		return nil
	}
	if _, err := os.Stat(c.Data); errors.Is(err, fs.ErrNotExist) {
		return fail(err, "There is no data folder %s; name that of the library with --data.", c.Data)
	}
	return nil // whoever takes it says what else is the matter
}

func notWritable(folder string, cause error) error {
	return fail(cause, "The data folder %s cannot be written to; give one that can with --data.", folder)
}
