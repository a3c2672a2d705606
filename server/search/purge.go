package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	index "github.com/blevesearch/bleve_index_api"
)

// Bleve never takes a document out of a segment: it notes that it is deleted, and its words stay in the file until the
// segment is merged with others, which may be never. What was scrubbed must not wait for that.

// purgeMark is the id of a document without any field. It gives Bleve, which merges no segment alone, a second one.
const purgeMark = "~"

const (
	purgeTime  = 60 * time.Second
	purgePause = 50 * time.Millisecond
)

// oneSegment merges all segments into one.
var oneSegment = mergeplan.MergePlanOptions{
	MaxSegmentsPerTier: 1, MaxSegmentSize: 1 << 30, MaxSegmentFileSize: 1 << 40, TierGrowth: 1, SegmentsPerMergeTask: 1 << 20,
	FloorSegmentSize: 1 << 30, FloorSegmentFileSize: 1 << 40, ReclaimDeletesWeight: 2,
}

// Purge rewrites the words of everything, so that no file at work holds the words of a former text. It does nothing
// unless published texts were scrubbed since it was called last. Neither readers nor changes are held up meanwhile.
func (x *Index) Purge() error {
	x.lockSaving()
	defer x.saving.Unlock()
	return x.purge()
}

// purge is called by who holds saving.
func (x *Index) purge() error {
	x.writing.Lock()
	due := x.unpurged
	x.writing.Unlock()
	if due == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), purgeTime)
	defer cancel()
	for {
		done, err := x.purgeOnce(ctx)
		if err != nil {
			return fmt.Errorf("search: rewrite the words: %w", err)
		}
		if done {
			break
		}
		select {
		case <-time.After(purgePause):
		case <-ctx.Done():
			return fmt.Errorf("search: rewrite the words: %w", ctx.Err())
		}
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.unpurged == due {
		x.unpurged = 0
	}
	return nil
}

// purgeOnce goes one step further. It is done when no segment holds anything that is deleted, and no other is on disk.
func (x *Index) purgeOnce(ctx context.Context) (done bool, err error) {
	options := oneSegment
	current, deleted, unsaved, err := x.segments()
	switch {
	case err != nil:
		return false, err
	case unsaved:
		return false, nil // Bleve merges only what is on disk
	case deleted && len(current) > 1:
		return false, x.words.index.ForceMerge(ctx, &options)
	case deleted:
		return false, x.putMark()
	}
	return x.alone(current)
}

// segments lists the files of the segments at work, and whether any of them holds something that is deleted, or is not on
// disk yet. Readers go over to these segments.
func (x *Index) segments() (files map[string]bool, deleted, unsaved bool, err error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return nil, false, false, errClosed
	}
	if err := x.renew(); err != nil {
		return nil, false, false, err
	}
	files = map[string]bool{}
	for _, s := range x.view.reader.Segments() {
		deleted = deleted || s.LiveSize() != s.FullSize()
		persisted, ok := s.Segment().(interface{ Path() string })
		if !ok || persisted.Path() == "" {
			unsaved = unsaved || x.words.path != ""
			continue
		}
		files[filepath.Base(persisted.Path())] = true
	}
	return files, deleted, unsaved, nil
}

func (x *Index) putMark() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return errClosed
	}
	batch := index.NewBatch()
	batch.Update(document.NewDocument(purgeMark))
	return x.words.index.Batch(batch)
}

// alone reports whether no other segments are on disk than these. Bleve removes the others a moment after their last
// reader has gone.
func (x *Index) alone(current map[string]bool) (bool, error) {
	if x.words.path == "" {
		return true, nil
	}
	files, err := os.ReadDir(x.words.path)
	for _, f := range files {
		if filepath.Ext(f.Name()) == segmentSuffix && !current[f.Name()] {
			return false, err
		}
	}
	return true, err
}
