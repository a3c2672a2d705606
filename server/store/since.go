package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/weldi-network/practice-library/server/library"
)

// Since reads the entries after the given number in order, to the end of the journal. It stops at the first error; a
// gap comes as library.ErrNoEntry. Other errors are those of Entry.
//
// On the embedded engine a reading that does not begin at 0 takes it for the end when neither of the next two entries
// is there; it overlooks a wider gap.
func (s *Store) Since(ctx context.Context, number uint64) iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		s.calls.since.Add(1)
		w := walk{store: s, ctx: ctx, last: number, yield: yield}
		if find := s.stream(number); find != nil && !w.stream(find) {
			return
		}
		w.oneByOne()
	}
}

// stream chooses how many entries are fetched at once; nil where reading them one by one is better: FerretDB 1 would
// read the whole journal for the last few.
func (s *Store) stream(number uint64) func(context.Context) (*mongo.Cursor, error) {
	switch {
	case !s.engine.onlyByID:
		return func(ctx context.Context) (*mongo.Cursor, error) {
			after := bson.D{{Key: fieldID, Value: bson.D{{Key: "$gt", Value: entryKey(number)}}}}
			return s.journal.Find(ctx, after, options.Find().SetSort(bson.D{{Key: fieldID, Value: 1}}))
		}
	case number == 0:
		// In the order in which they came, which is that of their numbers; sorting would hold all of them in memory.
		return func(ctx context.Context) (*mongo.Cursor, error) {
			return s.journal.Find(ctx, bson.D{}, options.Find().SetBatchSize(firstBatch))
		}
	}
	return nil
}

// walk is one reading of the journal.
type walk struct {
	store *Store
	ctx   context.Context // of the caller, for as long as the loop over Since runs
	last  uint64          // the entry that was given out last
	seen  uint64          // the highest that is known to be there
	yield func(library.Entry, error) bool
}

// give hands out the next entry; false when the caller has had enough.
func (w *walk) give(e library.Entry) bool {
	w.last = e.Number
	return w.yield(e, nil)
}

// oneByOne reads by _id to the end. It is the judge of what is there: an entry that is missing although a later one
// had been seen before is a gap, since no entry is ever written before the one it follows.
func (w *walk) oneByOne() {
	for {
		e, err := w.store.entry(w.ctx, w.last+1)
		if err == nil {
			if !w.give(e) {
				return
			}
			continue
		}
		if errors.Is(err, library.ErrNoEntry) && w.seen <= w.last+1 {
			if err = w.lookAhead(); err == nil && w.seen > w.last+1 {
				continue // look again: both may have been written since
			}
			if err == nil {
				return
			}
		}
		w.yield(library.Entry{}, fmt.Errorf("entry %d: %w", w.last+1, err))
		return
	}
}

// lookAhead notes whether the entry after the next is there.
func (w *walk) lookAhead() error {
	_, err := w.store.lookup(w.ctx, w.store.journal, entryKey(w.last+2))
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return nil
	case err != nil:
		return failed(err)
	}
	w.seen = w.last + 2
	return nil
}

// stream hands out entries as they are fetched, for as long as they come one after the other. Whatever goes wrong is
// left to oneByOne, which takes over where the stream broke off; false when the reading is over.
func (w *walk) stream(find func(context.Context) (*mongo.Cursor, error)) bool {
	ctx, cancel := context.WithTimeout(w.ctx, callTimeout)
	cursor, err := find(ctx)
	cancel()
	if err != nil {
		return true
	}
	defer w.release(cursor)
	var pace pace
	for w.next(cursor, &pace) {
		e, err := decodeEntry(cursor.Current)
		if err != nil {
			w.yield(library.Entry{}, err)
			return false
		}
		if e.Number != w.last+1 {
			w.seen = max(w.seen, e.Number)
			return true
		}
		if !w.give(e) {
			return false
		}
	}
	return cursor.Err() != nil
}

// next moves on by one document, with a time limit for each batch.
func (w *walk) next(cursor *mongo.Cursor, p *pace) bool {
	if cursor.RemainingBatchLength() > 0 {
		return cursor.Next(w.ctx) && p.count(cursor)
	}
	p.set(w.store, cursor)
	ctx, cancel := context.WithTimeout(w.ctx, callTimeout)
	defer cancel()
	return cursor.Next(ctx) && p.count(cursor)
}

// release tells the engine that the cursor is done with, also when the caller has gone: it would keep its files open.
func (w *walk) release(cursor *mongo.Cursor) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), closeTimeout)
	defer cancel()
	_ = cursor.Close(ctx)
}

const (
	// firstBatch is small because FerretDB 1 does not bound a batch in bytes, and an answer of more than 48 MB fails.
	firstBatch = 2
	fullBatch  = 32
	batchBytes = 8 << 20
)

// pace fits the size of the batches to the entries: from what the last one weighed to what the next may.
type pace struct{ documents, bytes int }

func (p *pace) count(cursor *mongo.Cursor) bool {
	p.documents++
	p.bytes += len(cursor.Current)
	return true
}

func (p *pace) set(s *Store, cursor *mongo.Cursor) {
	if !s.engine.onlyByID || p.documents == 0 {
		return // MongoDB bounds its batches itself
	}
	average := p.bytes/p.documents + 1
	cursor.SetBatchSize(int32(min(max(batchBytes/average, firstBatch), fullBatch, 4*p.documents)))
	*p = pace{}
}
