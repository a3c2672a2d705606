package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// What is replaced or deleted does not leave a SQLite file by itself: its bytes stay in free pages, and in the log of
// changes beside the file (-wal), which is written over from its beginning and not cut. Every connection here is opened
// with secure_delete, which writes zeros into the pages; Purge brings the log into the file and cuts it to nothing.
// A file from before that setting is written anew once, when the engine starts.

// cleanVersion is the user_version of a file that has had secure_delete from its beginning, or was written anew since.
const cleanVersion = 1

// How long Purge waits at once for somebody who reads an old state, such as a backup; how long it lets writers through,
// which it holds up meanwhile; and how often it tries.
const (
	purgeWait  = 100 * time.Millisecond
	purgePause = 400 * time.Millisecond
	purgeTries = 10
)

// Purge makes the database forget what was replaced or deleted in it: afterwards no file of it holds that any more. It
// can be called while the database is at work, and hardly holds it up; somebody who reads an old state for five seconds
// makes it fail.
func (e *Engine) Purge(ctx context.Context) error {
	if err := eachDatabase(ctx, e.files, purge); err != nil {
		return refuseFile(err, "The database in the data folder %s could not be purged.", e.folder)
	}
	return nil
}

func purge(ctx context.Context, db *sql.DB) error {
	db.SetMaxOpenConns(1) // the setting is one of the connection
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", purgeWait.Milliseconds())); err != nil {
		return err
	}
	for try := 1; ; try++ {
		err := truncateLog(ctx, db)
		if err == nil || try == purgeTries {
			return err
		}
		select {
		case <-time.After(purgePause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
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
