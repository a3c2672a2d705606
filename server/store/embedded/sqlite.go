package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	_ "modernc.org/sqlite" // the same driver that FerretDB opens these files with
)

// catalogue is FerretDB's table of its collections and the SQLite tables that hold them.
const catalogue = "_ferretdb_collections"

// address makes a SQLite address of a file, or of FerretDB's folder of them.
//
// The first two settings are those of FerretDB. The third says what SQLite does by itself, so that it cannot change
// with a version: an insert is answered only after it is on the disk, and lives through a loss of power. The fourth makes
// it write zeros over whatever is deleted or replaced; see purge.go. The last lets each connection keep 256 KB of pages
// in place of 2 MB: the system has the file in its cache anyway, and a start reads all of it once.
func address(path string) string {
	return "file:" + path + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=secure_delete(on)" +
		"&_pragma=cache_size(-256)"
}

// EnsureIndexes makes every collection findable by _id. Call it once the collections are there; it can be repeated
// and does not disturb the running database.
//
// FerretDB 1.24 makes its index of _id on the expression ->"_id" and asks by ->'$._id', so that SQLite reads the whole
// table for one document. This adds an index on what is asked. It is unique, because a process killed at the wrong
// moment leaves a table without FerretDB's own, and every race in the library is settled by _id alone.
func (e *Engine) EnsureIndexes(ctx context.Context) error {
	ensure := func(ctx context.Context, db *sql.DB) error {
		return errors.Join(ensureIndexes(ctx, db), setClean(ctx, db)) // a file that is new holds nothing from before
	}
	if err := eachDatabase(ctx, e.files, ensure); err != nil {
		return refuseFile(err, "The database in the data folder %s could not be indexed.", e.folder)
	}
	return nil
}

func ensureIndexes(ctx context.Context, db *sql.DB) error {
	tables, err := names(ctx, db, "SELECT table_name FROM "+catalogue)
	if err != nil {
		return err
	}
	for _, table := range tables {
		const index = `CREATE UNIQUE INDEX IF NOT EXISTS %q ON %q (_ferretdb_sjson->'$._id')`
		if _, err := db.ExecContext(ctx, fmt.Sprintf(index, table+"_weldi_id", table)); err != nil {
			return err
		}
	}
	return ensureUUIDs(ctx, db)
}

// heal finishes what a killed process had begun. FerretDB makes a file, its catalogue, a table and the catalogue's
// line about it in four separate steps, and cannot start on, or go on from, a file where it was interrupted. A damaged
// file is left as it is.
func heal(ctx context.Context, files string) error {
	return eachDatabase(ctx, files, func(ctx context.Context, db *sql.DB) error {
		if err := checkSound(ctx, db); err != nil {
			return err
		}
		const missing = `CREATE TABLE IF NOT EXISTS ` + catalogue + ` (
			name TEXT NOT NULL UNIQUE CHECK(name != ''),
			table_name TEXT NOT NULL UNIQUE CHECK(table_name != ''),
			settings TEXT NOT NULL CHECK(settings != '')) STRICT`
		if _, err := db.ExecContext(ctx, missing); err != nil {
			return err
		}
		if err := dropUnlisted(ctx, db); err != nil {
			return err
		}
		if err := clean(ctx, db); err != nil {
			return err
		}
		return ensureIndexes(ctx, db)
	})
}

// dropUnlisted removes tables that the catalogue does not know. They are empty: FerretDB lists a table before it
// writes to it; one that is not empty is left alone.
func dropUnlisted(ctx context.Context, db *sql.DB) error {
	tables, err := names(ctx, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '`+catalogue+`'
		AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT IN (SELECT table_name FROM `+catalogue+`)`)
	if err != nil {
		return err
	}
	for _, table := range tables {
		var filled bool
		err := db.QueryRowContext(ctx, fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %q)", table)).Scan(&filled)
		if err == nil && !filled {
			_, err = db.ExecContext(ctx, fmt.Sprintf("DROP TABLE %q", table))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eachDatabase opens every SQLite file of the folder for do.
func eachDatabase(ctx context.Context, files string, do func(context.Context, *sql.DB) error) error {
	paths, err := filepath.Glob(filepath.Join(files, "*.sqlite"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		db, err := sql.Open("sqlite", address(path))
		if err != nil {
			return err
		}
		if err := errors.Join(do(ctx, db), db.Close()); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
	}
	return nil
}

// names reads a column of text.
func names(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}
