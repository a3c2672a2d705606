package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/weldi-network/practice-library/server/backup"
	"github.com/weldi-network/practice-library/server/library"
)

// backup writes the library as it is now into a file: also of a running server, through its database.
func (p *program) backup(ctx context.Context) error {
	name, err := p.fileNamed("backup")
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	parts, db, err := assembleDatabase(ctx, p.config, p.log)
	if err != nil {
		return err
	}
	defer parts.close(context.WithoutCancel(ctx))
	var end backup.End
	err = writeWhole(name, func(file *os.File) (err error) {
		end, err = writeSnapshot(ctx, file, library.NewSnapshot(db, db))
		return err
	})
	switch {
	case ctx.Err() != nil:
		return fail(ctx.Err(), "The backup was interrupted; there is none under %s from this time.", name)
	case errors.Is(err, backup.ErrEmpty):
		return fail(err, "There is no library in this database yet, so there is nothing to back up.")
	case err != nil:
		return err
	}
	_, _ = fmt.Fprintf(p.stdout, "The library up to journal entry %d is in %s.\n", end.Entries, name)
	return nil
}

// mostScrubs bounds how often a backup is begun anew because texts were scrubbed meanwhile.
const mostScrubs = 5

// writeSnapshot writes a backup. What was scrubbed while it was being read is not to be in it.
func writeSnapshot(ctx context.Context, file *os.File, s *library.Snapshot) (end backup.End, err error) {
	for range mostScrubs {
		end, err = backup.Write(file, time.Now(), s.Entries(ctx), s.Documents())
		if !errors.Is(err, library.ErrScrubbed) {
			return end, err
		}
		_, seekErr := file.Seek(0, io.SeekStart)
		if err := errors.Join(seekErr, file.Truncate(0)); err != nil {
			return end, err
		}
	}
	return end, err
}

// fileNamed gives the file that a command was called with.
func (p *program) fileNamed(command string) (string, error) {
	if len(p.args) == 0 || p.args[0] == "" {
		return "", usageError(fmt.Sprintf("This needs the name of a file, as in “server %s library.backup”.", command))
	}
	return p.args[0], nil
}

// writeWhole writes a file that only its owner may read: as a whole under its name, or not at all. What was there
// before stays until then.
func writeWhole(name string, write func(*os.File) error) (err error) {
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return fail(nil, "%s is not a plain file; give the name of one.", name)
	}
	folder := filepath.Dir(name)
	draft, err := os.CreateTemp(folder, filepath.Base(name)+".*.part") // 0600
	if err != nil {
		return notWritten(name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(draft.Name())
		}
	}()
	if err = write(draft); err == nil {
		err = draft.Sync()
	}
	if err = errors.Join(err, draft.Close()); err == nil {
		err = os.Rename(draft.Name(), name)
	}
	if err == nil {
		err = syncFolder(folder)
	}
	if _, ofFile := errors.AsType[*os.PathError](err); ofFile {
		return notWritten(name, err)
	}
	return err
}

func notWritten(name string, cause error) error {
	return fail(cause, "%s cannot be written; look whether its folder is there, may be written to and has room.", name)
}

// syncFolder makes a rename last.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
