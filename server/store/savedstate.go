package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"

	"github.com/weldi-network/practice-library/server/library"
)

// stateFile stands in the data folder: the checksum of the state, then the state.
const stateFile = "fold.state"

// SavedState keeps the fold in a file of the data folder. Losing the file costs a slow start and nothing else.
type SavedState struct{ folder string }

var _ library.Saver = SavedState{}

// NewSavedState keeps the state in a folder that exists.
func NewSavedState(folder string) SavedState { return SavedState{folder: folder} }

func (s SavedState) path() string { return filepath.Join(s.folder, stateFile) }

// LoadState gives what was saved last; nil when there is nothing, or it is not what was saved.
func (s SavedState) LoadState() []byte {
	content, err := os.ReadFile(s.path())
	if err != nil || len(content) < sha256.Size {
		return nil
	}
	sum, state := content[:sha256.Size], content[sha256.Size:]
	if real := sha256.Sum256(state); !bytes.Equal(sum, real[:]) {
		return nil
	}
	return state
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
