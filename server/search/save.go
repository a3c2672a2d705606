package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/weldi-network/practice-library/server/library"
)

// The folder of an index holds
//
//	saved-00000007/cards    the last saved state: cards,
//	saved-00000007/store/   the words that belong to them, and in the cards' header the seals of these files
//	saving/                 a state on its way to being saved, renamed when it is complete
//	words/                  the Bleve index at work
//
// Only saved states are ever read back. The index at work begins as a set of links to one: segments never change, so
// both can share them. Whatever a crash does to it, it is gone with the next start.
const (
	savedPrefix = "saved-"
	cardsName   = "cards"
	storeName   = "store"
)

func (x *Index) savingPath() string { return filepath.Join(x.dir, "saving") }
func (x *Index) wordsPath() string  { return filepath.Join(x.dir, "words") }

func (x *Index) savedPath(number uint64) string {
	return filepath.Join(x.dir, fmt.Sprintf("%s%08d", savedPrefix, number))
}

// Save writes everything to disk as it stands, unless that is what was saved last. The same words in other segments are
// worth saving too, for otherwise every start would merge them again. Neither readers nor changes are held up meanwhile.
func (x *Index) Save() error {
	if x.dir == "" {
		return nil
	}
	x.lockSaving()
	defer x.saving.Unlock()
	if err := x.purge(); err != nil {
		return err
	}
	f, err := x.freeze()
	if err != nil {
		return err
	}
	if f.header.Mark != x.savedMark || x.savedNumber == 0 || !slices.Equal(f.header.segments(), x.savedParts) {
		err = x.writeState(f)
	}
	return errors.Join(err, f.words.CloseCopyReader())
}

// frozen are cards and words as they were after one change.
type frozen struct {
	header savedHeader
	cards  []*library.Card
	words  index.CopyReader
}

// freeze takes hold of cards and words as they are after one change.
func (x *Index) freeze() (*frozen, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return nil, errClosed
	}
	view, err := x.newView(x.view) // knows what Bleve has merged meanwhile
	if err != nil {
		return nil, err
	}
	defer view.close()
	f := &frozen{header: savedHeader{Mark: x.mark}, words: x.words.index.CopyReader(), cards: make([]*library.Card, 0, x.shelf.size())}
	places := make([]ordinal, len(x.shelf.cards))
	for o := range places {
		places[o] = noOrdinal
	}
	each(x.shelf.live, func(o ordinal) {
		places[o] = ordinal(len(f.cards))
		f.cards = append(f.cards, x.shelf.cards[o])
	})
	f.header.Parts = view.savedParts(places)
	return f, nil
}

// writeState makes a folder of its own and renames it: a saved state is there as a whole or not at all.
func (x *Index) writeState(f *frozen) error {
	if err := os.RemoveAll(x.savingPath()); err != nil {
		return err
	}
	store := filepath.Join(x.savingPath(), storeName)
	if err := os.MkdirAll(store, 0o700); err != nil {
		return err
	}
	if err := f.words.CopyTo(newStoreCopy(x.savingPath(), f.words)); err != nil {
		return fmt.Errorf("search: copy the words: %w", err)
	}
	seals, err := sealAll(store)
	if err != nil {
		return err
	}
	f.header.Words = seals
	if err := writeCards(filepath.Join(x.savingPath(), cardsName), f); err != nil {
		return err
	}
	if err := x.promote(); err != nil {
		return err
	}
	x.savedMark, x.savedParts = f.header.Mark, f.header.segments()
	return nil
}

func writeCards(path string, f *frozen) error {
	content, err := encodeCards(&f.header, f.cards)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// promote makes the state in saving the last saved one and removes the one before.
func (x *Index) promote() error {
	for _, folder := range []string{filepath.Join(x.savingPath(), storeName), x.savingPath()} {
		if err := syncFolder(folder); err != nil {
			return err
		}
	}
	before := x.savedNumber
	if err := os.Rename(x.savingPath(), x.savedPath(before+1)); err != nil {
		return err
	}
	x.savedNumber = before + 1
	return errors.Join(syncFolder(x.dir), os.RemoveAll(x.savedPath(before)))
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// storeCopy is where Bleve copies its files to. Segments that are on disk already are linked instead.
type storeCopy struct {
	path   string
	onDisk map[string]string // path by name
}

func newStoreCopy(path string, reader index.CopyReader) *storeCopy {
	s := &storeCopy{path: path, onDisk: map[string]string{}}
	if snapshot, ok := reader.(*scorch.IndexSnapshot); ok {
		for _, segment := range snapshot.Segments() {
			if persisted, ok := segment.Segment().(interface{ Path() string }); ok && persisted.Path() != "" {
				s.onDisk[filepath.Base(persisted.Path())] = persisted.Path()
			}
		}
	}
	return s
}

// GetWriter gives Bleve something to copy a file into.
func (s *storeCopy) GetWriter(name string) (w writeCloser, err error) {
	target := filepath.Join(s.path, name)
	if from := s.onDisk[filepath.Base(name)]; from != "" && os.Link(from, target) == nil {
		return discard{}, nil
	}
	file, err := os.OpenFile(target, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil || !strings.HasSuffix(name, segmentSuffix) {
		return file, err // Bleve wants to have a real file of the other one
	}
	return syncedFile{file}, nil
}
