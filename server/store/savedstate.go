package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/weldi-network/practice-library/server/library"
)

// stateFile stands in the data folder: the checksum of the state, then the state.
const stateFile = "fold.state"

// SavedState keeps the fold in a file of the data folder. Losing the file costs a slow start and nothing else.
type SavedState struct {
	folder string
	log    *slog.Logger
}

var _ library.Saver = SavedState{}

// NewSavedState keeps the state in a folder that exists. The logger hears when what was saved is of no use.
func NewSavedState(folder string, log *slog.Logger) SavedState { return SavedState{folder, log} }

func (s SavedState) path() string { return filepath.Join(s.folder, stateFile) }

// LoadState gives what was saved last; nil when there is nothing, or it is not what was saved. A folder in its place,
// which no saving could replace, is removed.
func (s SavedState) LoadState() []byte {
	state, err := s.read()
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return state
	}
	s.log.Warn("The saved state is of no use; the journal is read instead.",
		slog.String("path", s.path()), slog.Any("reason", err))
	if errors.Is(err, errFolder) {
		if err := os.RemoveAll(s.path()); err != nil {
			s.log.Warn("It cannot be removed either.", slog.Any("reason", err))
		}
	}
	return nil
}

var errFolder = errors.New("store: it is a folder")

func (s SavedState) read() ([]byte, error) {
	if info, err := os.Stat(s.path()); err != nil {
		return nil, err
	} else if info.IsDir() {
		return nil, errFolder
	}
	content, err := os.ReadFile(s.path())
	if err != nil {
		return nil, err
	}
	if len(content) < sha256.Size {
		return nil, errors.New("store: it is cut off")
	}
	sum, state := content[:sha256.Size], content[sha256.Size:]
	if real := sha256.Sum256(state); !bytes.Equal(sum, real[:]) {
		return nil, errors.New("store: it does not have the checksum it begins with")
	}
	return state, nil
}

// SaveState replaces the saved state as a whole or not at all, also when the power fails on the way.
func (s SavedState) SaveState(state []byte) (err error) {
	draft, err := os.CreateTemp(s.folder, stateFile+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(draft.Name())
		}
	}()
	sum := sha256.Sum256(state)
	_, err = draft.Write(sum[:])
	if err == nil {
		_, err = draft.Write(state)
	}
	if err == nil {
		err = draft.Sync()
	}
	if err = errors.Join(err, draft.Close()); err != nil {
		return err
	}
	if err = os.Rename(draft.Name(), s.path()); err != nil {
		return err
	}
	return syncFolder(s.folder)
}

// syncFolder makes a rename last.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
