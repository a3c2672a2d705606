package embedded

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
)

// FerretDB reads a whole document for one field of it, and takes a hundred megabytes of memory for an import of five.
// The UUIDs of the journal, which are asked for again and again, stand in an index beside the _id, out of which SQLite
// answers without touching the document.

// libraryFile is the database that an address without a name means.
const libraryFile = "weldi.sqlite"

const (
	journalCollection = "journal"
	uuidField         = "_ferretdb_sjson->'$.uuid'"
)

func uuidIndex(table string) string { return table + "_weldi_uuid" }

// ensureUUIDs makes the index where there is a journal.
func ensureUUIDs(ctx context.Context, db *sql.DB) error {
	table, err := tableOf(ctx, db, journalCollection)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	const index = `CREATE INDEX IF NOT EXISTS %q ON %q (_ferretdb_sjson->'$._id', ` + uuidField + `)`
	_, err = db.ExecContext(ctx, fmt.Sprintf(index, uuidIndex(table), table))
	return err
}

// tableOf gives the table that holds a collection; sql.ErrNoRows when there is no such collection.
func tableOf(ctx context.Context, db *sql.DB, collection string) (table string, err error) {
	err = db.QueryRowContext(ctx, "SELECT table_name FROM "+catalogue+" WHERE name = ?", collection).Scan(&table)
	return table, err
}

// UUID reads the UUID of the journal's entry under an _id, for some microseconds whatever the entry weighs; empty where
// it has none that is text. found is false when nothing stands under the _id. Call it after EnsureIndexes.
func (e *Engine) UUID(ctx context.Context, id string) (uuid string, found bool, err error) {
	db, err := e.reader()
	if err != nil {
		return "", false, err
	}
	table, err := tableOf(ctx, db, journalCollection)
	if err != nil {
		return "", false, err
	}
	key, err := json.Marshal(id)
	if err != nil {
		return "", false, err
	}
	var raw sql.NullString
	err = db.QueryRowContext(ctx, uuidQuery(table), string(key)).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if json.Unmarshal([]byte(raw.String), &uuid) != nil {
		uuid = ""
	}
	return uuid, err == nil, err
}

// uuidQuery names the index, since SQLite prefers that of _id, which is unique.
func uuidQuery(table string) string {
	const query = `SELECT ` + uuidField + ` FROM %q INDEXED BY %q WHERE _ferretdb_sjson->'$._id' = ?`
	return fmt.Sprintf(query, table, uuidIndex(table))
}

// reader gives the connection that UUID reads by, which is opened when it is first asked for.
func (e *Engine) reader() (*sql.DB, error) {
	e.reading.Lock()
	defer e.reading.Unlock()
	if e.closed {
		return nil, errors.New("embedded: the database is stopped")
	}
	if e.db == nil {
		db, err := sql.Open("sqlite", address(filepath.Join(e.files, libraryFile)))
		if err != nil {
			return nil, err
		}
		db.SetMaxOpenConns(1)
		e.db = db
	}
	return e.db, nil
}

func (e *Engine) closeReader() {
	e.reading.Lock()
	defer e.reading.Unlock()
	e.closed = true
	if e.db != nil {
		_ = e.db.Close() // nothing was written by it
	}
}
