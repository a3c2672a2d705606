package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// What is replaced or deleted does not leave a SQLite file by itself: its bytes stay in free pages, and in the log of
// changes beside the file (-wal), which is written over from its beginning and not cut. Every connection here is opened
// with secure_delete, which writes zeros into the pages; Purge brings the log into the file and cuts it to nothing.
// A file from before that setting is written anew once, when the engine starts.

// cleanVersion is the user_version of a file that has had secure_delete from its beginning, or was written anew since.
const cleanVersion = 1

// Purge makes the database forget what was replaced or deleted in it: afterwards no file of it holds that any more. It
// can be called while the database is at work; a reader who holds on to an old state for ten seconds makes it fail.
func (e *Engine) Purge(ctx context.Context) error {
	if err := eachDatabase(ctx, e.files, truncateLog); err != nil {
		return refuse(err, "The database in the data folder %s could not be purged.", e.folder)
	}
	return nil
}

func truncateLog(ctx context.Context, db *sql.DB) error {
	var busy, frames, done int
	err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done)
	if err == nil && busy != 0 {
		err = errors.New("embedded: the log of changes is in use")
	}
	return err
}

// clean writes a file anew that may hold what was deleted before the setting was there.
func clean(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version >= cleanVersion {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	return errors.Join(setClean(ctx, db), truncateLog(ctx, db))
}

func setClean(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", cleanVersion))
	return err
}
