// Package embedded runs the default database of the library inside this process: FerretDB with its SQLite files below
// the data folder, reachable through a private Unix socket and nothing else.
//
// Only this package knows FerretDB. Everybody else is given a MongoDB address and talks to it like to any other.
package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"
	"github.com/gofrs/flock"

	"github.com/weldi-network/practice-library/server/library"
)

// databaseFolder stands below the data folder and holds one SQLite file for each database.
const databaseFolder = "database"

// Engine is a running database. It holds the lock on its data folder until it is stopped.
type Engine struct {
	folder string // the data folder
	files  string // the SQLite files, by a path that SQLite's own addresses can hold
	socket *socket
	lock   *flock.Flock

	cancel context.CancelFunc
	ended  chan struct{} // closed when the engine has let go of its files
	stop   sync.Once

	reading sync.Mutex // guards what follows
	db      *sql.DB    // of UUID; nil until it is asked for
	closed  bool
}

// Start takes the lock on the data folder, which it makes where it is missing, and starts the database in it. What a
// killed process left behind is tidied up first.
//
// An error is a *library.Error with one sentence for whoever started the program; errors.Is finds ErrLocked in it when
// another process uses the folder.
func Start(ctx context.Context, folder string, logger *slog.Logger) (_ *Engine, err error) {
	folder, err = makeFolder(folder)
	if err != nil {
		return nil, err
	}
	lock, err := takeLock(folder)
	if err != nil {
		return nil, err
	}
	e := &Engine{folder: folder, lock: lock, ended: make(chan struct{})}
	defer func() {
		if err != nil {
			err = refuseFile(err, "The database in the data folder %s could not be started.", folder)
			_ = e.tidy() // the first error says more
		}
	}()

	if err = checkFiles(folder); err != nil {
		return nil, err
	}
	removeStaleSocket(folder)
	if e.socket, err = newSocket(); err != nil {
		return nil, err
	}
	// Written before anybody listens there, so that a process killed from here on leaves a trace of its socket.
	if err = writeAddress(folder, e.socket.path); err != nil {
		return nil, unwritable(addressPath(folder), err)
	}
	if e.files, err = e.socket.reach(filepath.Join(folder, databaseFolder)); err != nil {
		return nil, err
	}
	if err = heal(ctx, e.files); err != nil {
		return nil, err
	}
	if err = e.run(logger); err != nil {
		return nil, err
	}
	return e, nil
}

func makeFolder(folder string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err == nil {
		err = os.MkdirAll(filepath.Join(folder, databaseFolder), 0o700)
	}
	if err != nil {
		return "", refuse(err, "The data folder %s cannot be written to; give one that can with --data.", folder)
	}
	return folder, nil
}

// starting guards ferretdb.New, which writes to a variable of its package.
var starting sync.Mutex

// run starts FerretDB; it listens when run returns.
func (e *Engine) run(logger *slog.Logger) error {
	starting.Lock()
	defer starting.Unlock()
	engine, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: e.socket.path},
		Logger:    quiet(logger),
		Handler:   "sqlite",
		SQLiteURL: address(e.files + "/"),
	})
	if err != nil {
		return err
	}
	// The engine outlives the context it was started with: it ends by Stop, after its last client.
	ctx, cancel := context.WithCancel(context.Background())
	e.cancel = cancel
	go func() {
		defer close(e.ended)
		_ = engine.Run(ctx)
	}()
	return nil
}

// URI is the address for a MongoDB client. It names no database.
func (e *Engine) URI() string { return e.socket.uri() }

// Stop ends the database, removes its socket and address and gives the folder free. Disconnect the clients first:
// the engine waits some seconds for those that are still there. When ctx ends before the database has, Stop returns
// its error, but the folder is given free only once the database has ended, because two on one folder would do harm.
// Stopping twice is harmless.
func (e *Engine) Stop(ctx context.Context) (err error) {
	e.stop.Do(func() { err = e.end(ctx) })
	return err
}

func (e *Engine) end(ctx context.Context) error {
	e.cancel()
	select {
	case <-e.ended:
		return e.tidy()
	case <-ctx.Done():
		go func() {
			<-e.ended
			_ = e.tidy()
		}()
		return fmt.Errorf("embedded: the database did not stop in time: %w", context.Cause(ctx))
	}
}

// tidy removes what is there only while the engine runs, and gives up the lock last.
func (e *Engine) tidy() error {
	e.closeReader()
	_ = os.Remove(addressPath(e.folder))
	if e.socket != nil {
		e.socket.remove()
	}
	return e.lock.Unlock()
}

// refuse makes an error whose message people see as it stands; one that has such a message already keeps it.
func refuse(cause error, format string, args ...any) error {
	if errors.As(cause, new(*library.Error)) {
		return cause
	}
	refusal := library.Refuse(library.CodeUnavailable, format, args...)
	refusal.Cause = cause
	return refusal
}
