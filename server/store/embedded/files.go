package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// checkFiles tries whether this process may write what the database keeps below the data folder, since the engine would
// say no more than that something failed. Call it while nobody in this process has the files open: closing a file here
// gives up SQLite's locks on it.
func checkFiles(folder string) error {
	database := filepath.Join(folder, databaseFolder)
	if err := checkFolder(database); err != nil {
		return unwritable(database, err)
	}
	entries, err := os.ReadDir(database)
	if err != nil {
		return unwritable(database, err)
	}
	for _, entry := range entries {
		path := filepath.Join(database, entry.Name())
		if err := checkFile(path); err != nil {
			return unwritable(path, err)
		}
	}
	return nil
}

// checkFolder makes a file and removes it: rights alone do not tell of a disk that cannot be written.
func checkFolder(folder string) error {
	file, err := os.CreateTemp(folder, ".writable-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// checkFile opens what SQLite will: a database, or the log beside it. What else lies there is nobody's business.
func checkFile(path string) error {
	name := filepath.Base(path)
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		name = strings.TrimSuffix(name, suffix)
	}
	if !strings.HasSuffix(name, ".sqlite") {
		return nil
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

// unwritable says what is the matter with a file or folder that could not be opened for writing.
func unwritable(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return refuse(err, "The user that the server runs as may not read and write %s; give it that right (chown, chmod).", path)
	}
	why := "it cannot be opened"
	if code, ok := errors.AsType[syscall.Errno](err); ok {
		why = code.Error()
	}
	return refuse(err, "The server cannot write to %s (%s); put that right, or give another folder with --data.", path, why)
}

// errDamaged is what SQLite finds when it looks through a file that it can open.
var errDamaged = errors.New("embedded: the file is damaged")

// soundUpTo is the size, in bytes, up to which a start looks through a whole file, which takes a tenth of a second. One that
// has grown larger would make every start wait; Examine looks through it.
const soundUpTo = 64 << 20

// checkSound looks through a file before anything is written to it, unless it is large.
func checkSound(ctx context.Context, db *sql.DB) error {
	var size int64
	err := db.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()").Scan(&size)
	if err != nil || size > soundUpTo {
		return err
	}
	return lookThrough(ctx, db)
}

// lookThrough reads every page of a file, and says errDamaged where they do not fit together.
func lookThrough(ctx context.Context, db *sql.DB) error {
	var found string
	err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	if err == nil && found != "ok" {
		err = fmt.Errorf("%w: %s", errDamaged, found)
	}
	return err
}

// Examine looks through every page of a data folder's database, some 0.6 GB a second, also beside the server that has it
// open. The error is a sentence.
func Examine(ctx context.Context, folder string) error {
	if err := eachDatabase(ctx, filepath.Join(folder, databaseFolder), lookThrough); err != nil {
		return refuseFile(err, "The database in the data folder %s could not be read.", folder)
	}
	return nil
}

// refuseFile puts a failure of SQLite into a sentence. A damaged file is told apart, as only a backup helps there.
func refuseFile(err error, format, folder string) error {
	if isDamaged(err) {
		return refuse(err, "The database in the data folder %s is damaged; move its folder “%s” away and restore a backup with `server restore`.", folder, databaseFolder)
	}
	return refuse(err, format, folder)
}

func isDamaged(err error) bool {
	failure, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return errors.Is(err, errDamaged)
	}
	code := failure.Code() & 0xff // the bits above tell apart what is damaged
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}
