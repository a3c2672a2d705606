package search

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Index is the read side of one library. It holds its cards in memory and its words in a Bleve index; with a folder it
// keeps both on disk between two starts.
type Index struct {
	dir string
	log *slog.Logger

	// saving lets one Save go on at a time, and is locked by lockSaving; writing one writer, so that the slow part of a
	// change, the words, need not hold mu. Locks are taken in this order.
	saving   sync.Mutex
	writing  sync.Mutex
	words    *words // replaced under writing and mu
	settling *time.Timer
	closed   bool // likewise
	// unpurged is the entry that has scrubbed published texts last, whose words may still lie in the files of the words
	// index; zero when they do not. It is guarded by writing.
	unpurged uint64
	// savedNumber is that of the last saved state; zero when there is none.
	savedNumber uint64
	savedMark   library.Mark
	savedParts  []uint64 // its segments, sorted

	// mu guards what follows. A question holds it for reading from beginning to end, a change holds it for the few
	// microseconds in which cards and words switch together.
	mu    sync.RWMutex
	mark  library.Mark
	shelf *shelf
	terms *glossary
	view  *wordView

	concepts *conceptSets // likewise

	wanted     atomic.Int32 // how many wait for saving
	endTidying atomic.Pointer[context.CancelFunc]

	busy      atomic.Bool   // somebody has asked since the last rest
	questions atomic.Uint64 // by words
	scopes    sync.Pool
	tallies   sync.Pool
}

var _ library.ReadSide = (*Index)(nil)

// Open opens the read side kept in a folder, or one in memory alone when dir is empty. What is missing, damaged or of
// another version is not an error: the read side then starts empty, says why in the log, and its zero Mark asks for
// everything to be applied again. An error means that the folder cannot be used at all.
func Open(dir string, logger *slog.Logger) (*Index, error) {
	reference := library.NewReference(nil, nil)
	x := &Index{dir: dir, log: logger, shelf: newShelf(reference), terms: newGlossary(reference)}
	x.concepts = newConceptSets(reference)
	if err := x.restore(); err != nil {
		return nil, err
	}
	return x, nil
}

// Close gives back files and memory. It does not save; the index must not be used afterwards.
func (x *Index) Close() error {
	if x == nil {
		return nil
	}
	x.lockSaving()
	defer x.saving.Unlock()
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	x.settleLater(0)
	x.view.close()
	return x.words.close()
}

// Mark tells up to which entry the read side has come; the zero Mark when it is empty.
func (x *Index) Mark() library.Mark {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.mark
}

// SetReference takes in reference data and counts anew what depends on them.
func (x *Index) SetReference(ref *library.Reference) {
	terms := newGlossary(ref)
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.shelf.setReference(ref)
	x.terms = terms
	x.concepts = newConceptSets(ref)
	go x.shelf.readTitles() // so that the first reader need not wait for it
	go x.concepts.thesaurus()
}
