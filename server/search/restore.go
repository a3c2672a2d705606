package search

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// restore reads the last saved state back. Whatever is wrong with it, the answer is the same: start empty and say why.
func (x *Index) restore() error {
	if x.dir == "" {
		return x.startEmpty()
	}
	if err := x.makeFolder(); err != nil {
		return err
	}
	for _, number := range x.savedNumbers() {
		err := x.load(number)
		if err == nil {
			x.savedNumber, x.savedMark = number, x.mark
			return x.sweep()
		}
		x.log.Warn("A saved state of the read side is of no use.",
			slog.Any("reason", err), slog.String("folder", x.savedPath(number)))
	}
	return x.startEmpty()
}

// makeFolder makes the folder of the index where there is none. Whatever else bears its name is removed: nothing of
// the index can be in it.
func (x *Index) makeFolder() error {
	if here, err := os.Stat(x.dir); err == nil && here.IsDir() {
		return nil
	}
	if there, err := os.Lstat(x.dir); err == nil {
		x.log.Warn("What stands where the read side is kept is no folder; it is replaced.",
			slog.String("path", x.dir), slog.String("mode", there.Mode().String()))
		if err := os.Remove(x.dir); err != nil {
			return err
		}
	}
	return os.MkdirAll(x.dir, 0o700)
}

// savedNumbers lists the saved states, last first. More than one is there when the program was killed before it had
// removed the older.
func (x *Index) savedNumbers() []uint64 {
	paths, _ := filepath.Glob(filepath.Join(x.dir, savedPrefix+"*")) // the pattern is well-formed
	var numbers []uint64
	for _, path := range paths {
		number, err := strconv.ParseUint(strings.TrimPrefix(filepath.Base(path), savedPrefix), 10, 64)
		if err == nil && x.savedPath(number) == path {
			numbers = append(numbers, number)
		}
	}
	slices.Sort(numbers)
	slices.Reverse(numbers)
	return numbers
}

// sweep removes every state but the one in use.
func (x *Index) sweep() error {
	err := os.RemoveAll(x.savingPath())
	for _, number := range x.savedNumbers() {
		if number != x.savedNumber {
			err = errors.Join(err, os.RemoveAll(x.savedPath(number)))
		}
	}
	return err
}

// load reads one saved state. Every file is held against its seal before anything is made of it.
func (x *Index) load(number uint64) error {
	header, cards, err := decodeCards(filepath.Join(x.savedPath(number), cardsName))
	if err != nil {
		return err
	}
	known, err := viewOf(header.Parts, len(cards))
	if err != nil {
		return err
	}
	if err := linkStore(filepath.Join(x.savedPath(number), storeName), x.wordsPath(), header.Words); err != nil {
		return err
	}
	w, err := openWords(x.wordsPath())
	if err != nil {
		return err
	}
	x.words, x.shelf = w, newShelf(x.shelf.ref)
	x.shelf.fill(cards)
	if x.view, err = x.newView(known); err != nil {
		return errors.Join(err, w.close())
	}
	x.mark, x.savedParts = header.Mark, header.segments()
	x.restLater()
	x.settleLater(settleFirst)
	return nil
}

// startEmpty clears the folder and begins anew; reference data stay.
func (x *Index) startEmpty() (err error) {
	path := ""
	if x.dir != "" {
		x.savedNumber, x.savedMark, x.savedParts = 0, library.Mark{}, nil
		x.unpurged = 0
		path = x.wordsPath()
		if err := errors.Join(x.sweep(), os.RemoveAll(x.savedPath(0)), os.RemoveAll(path)); err != nil {
			return err
		}
	}
	if x.words, err = openWords(path); err != nil {
		return err
	}
	x.mark, x.shelf = library.Mark{}, newShelf(x.shelf.ref)
	x.view, err = x.newView(nil)
	return err
}

var errClosed = errors.New("search: the index is closed")

// Reset empties the read side, on disk too.
func (x *Index) Reset() error {
	x.lockSaving()
	defer x.saving.Unlock()
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return errClosed
	}
	x.view.close()
	if err := x.words.close(); err != nil {
		return err
	}
	return x.startEmpty()
}
