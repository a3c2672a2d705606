package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/weldi-network/practice-library/server/backup"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
)

// restore brings a backup into an empty database on which no server runs. The file is read whole before anything is
// written.
func (p *program) restore(ctx context.Context) error {
	name, err := p.fileNamed("restore")
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	file, close, err := openBackup(name)
	if err != nil {
		return err
	}
	defer close()
	parts := &parts{log: p.log}
	defer parts.close(context.WithoutCancel(ctx))
	db, err := parts.takeDatabase(ctx, p.config, store.Options{Logger: p.log, Restoring: true})
	if err != nil {
		return err
	}
	mark, err := library.Restore(ctx, db, file.Seal, file.Entries(), file.Documents())
	switch {
	case ctx.Err() != nil:
		return fail(ctx.Err(), "The restore was interrupted; finish it with the same command.")
	case err != nil:
		return err
	}
	_, _ = fmt.Fprintf(p.stdout, "Restored the library %s of %s, up to journal entry %d.\n",
		mark.Library, file.Header.Created.Format(time.RFC3339), mark.Number)
	return nil
}

// openBackup opens a file and makes sure that it is a whole backup. It gives the function that closes it.
func openBackup(name string) (*backup.File, func(), error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, notRead(name, err)
	}
	var f *backup.File
	info, err := file.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errors.New("cli: not a plain file")
	default:
		f, err = backup.Open(file, info.Size())
	}
	if err == nil {
		return f, func() { _ = file.Close() }, nil
	}
	_ = file.Close()
	if _, said := errors.AsType[*library.Error](err); !said {
		err = notRead(name, err)
	}
	return nil, nil, err
}

func notRead(name string, cause error) error {
	return fail(cause, "%s cannot be read; give the name of a file that server backup wrote.", name)
}
