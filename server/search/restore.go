package search

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/weldi-network/practice-library/server/library"
)

// restore opens what is on disk. Whatever is wrong with it, the answer is the same: start empty and say why.
func (x *Index) restore() error {
	if x.dir == "" {
		return x.startEmpty()
	}
	if err := os.MkdirAll(x.dir, 0o700); err != nil {
		return err
	}
	x.sweep()
	if err := x.load(); err != nil {
		if !errors.Is(err, errNotSaved) {
			x.log.Warn("The read side is made anew.", slog.String("reason", err.Error()), slog.String("folder", x.dir))
		}
		return x.startEmpty()
	}
	return nil
}

// sweep removes what a save that never finished left behind.
func (x *Index) sweep() {
	left, _ := filepath.Glob(filepath.Join(x.dir, "cards-*.tmp")) // the pattern is well-formed
	for _, path := range left {
		_ = os.Remove(path) // at worst it stays
	}
}

// load reads cards and words. Either may be ahead of the other after a crash; the older mark counts, and applying
// entries again evens them out.
func (x *Index) load() error {
	mark, cards, err := x.loadCards()
	if err != nil {
		return err
	}
	if err := x.loadWords(); err != nil {
		return err
	}
	ofWords, err := x.words.mark()
	if err == nil {
		x.mark, err = olderMark(mark, ofWords)
	}
	if err == nil {
		x.shelf.put(cards)
		x.view, err = x.newView(nil)
	}
	if err != nil {
		return errors.Join(err, x.words.close())
	}
	return nil
}

func olderMark(cards, words library.Mark) (library.Mark, error) {
	switch {
	case cards.Library != words.Library:
		return library.Mark{}, fmt.Errorf("the cards are of library %q, the words of %q", cards.Library, words.Library)
	case cards.Number == words.Number && cards.UUID != words.UUID:
		return library.Mark{}, fmt.Errorf("cards and words disagree about entry %d", cards.Number)
	case words.Number < cards.Number:
		return words, nil
	}
	return cards, nil
}

// attempt is a file that exists while the words are being opened. Damage that even kills the program is met only once:
// the next start finds the file and does not try again.
func (x *Index) attemptPath() string { return filepath.Join(x.dir, "opening") }

// loadWords opens the Bleve index. Its files are checked first; what slips through the check and makes Bleve panic, or
// reach beyond the end of a file, is still only a reason to start anew.
func (x *Index) loadWords() (err error) {
	if _, err := os.Stat(x.attemptPath()); err == nil {
		return errors.New("the words could not be opened last time")
	}
	dropped, err := dropDamagedSegments(x.wordsPath())
	if err != nil {
		return err
	}
	if len(dropped) > 0 {
		x.log.Info("Segments of the words were not complete and are gone.", slog.Any("segments", dropped))
	}
	if err := os.WriteFile(x.attemptPath(), nil, 0o600); err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the words are damaged: %v", r)
		}
		err = errors.Join(err, os.Remove(x.attemptPath()))
	}()
	if x.words, err = openWords(x.wordsPath()); err != nil {
		return err
	}
	kept, err := x.words.internal(keyVersion)
	if err == nil && kept == nil {
		err = errors.New("the words are empty")
	}
	if err == nil && string(kept) != version() {
		err = errors.New("the words were written by another version")
	}
	if err != nil {
		return errors.Join(err, x.words.close())
	}
	return nil
}

// startEmpty clears the folder and begins anew; reference data stay.
func (x *Index) startEmpty() (err error) {
	if x.dir != "" {
		for _, path := range []string{x.cardsPath(), x.wordsPath(), x.attemptPath()} {
			if err := os.RemoveAll(path); err != nil {
				return err
			}
		}
	}
	path := ""
	if x.dir != "" {
		path = x.wordsPath()
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
