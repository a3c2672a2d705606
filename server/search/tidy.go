package search

import (
	"context"
	"log/slog"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// Bleve leaves the words in a dozen segments or more, each with a dictionary of its own for every field. A word is
// looked for in all of them, which takes time and touches pages. So when nothing has changed for a while, few segments
// are made of many.

const (
	// fewSegments are never merged for their number alone.
	fewSegments = 3
	// smallShare: what does not stand in the largest segment is merged by itself, unless it has grown to one in so many
	// of all documents. So a library where now and then something is published is not written anew each time.
	smallShare = 8
	// tidyTime is more than tidying ever takes.
	tidyTime = 5 * time.Minute
	// restWhileTidy is how often the pages that tidying reads are let go of.
	restWhileTidy = 50 * time.Millisecond
)

// segmentSize is how many documents a segment holds, and how many of them nothing has replaced.
type segmentSize struct{ full, live int64 }

// anySize is above every size.
const anySize = 1 << 29

// sizeToMerge gives the size below which segments should be merged; zero when all are well as they are.
func sizeToMerge(segments []segmentSize) int64 {
	var largest, full, live int64
	for _, s := range segments {
		largest = max(largest, s.live)
		full += s.full
		live += s.live
	}
	switch {
	case len(segments) < 2:
		return 0
	case (full-largest)*smallShare > live:
		return anySize
	case len(segments) > fewSegments:
		return largest
	}
	return 0
}

// tidy is what a change leads to once everything else has settled. Neither readers nor changes are held up meanwhile;
// who wants to save or close ends it.
func (x *Index) tidy() {
	defer x.rest() // from what Bleve has merged, too
	if x.dir == "" || !x.saving.TryLock() {
		return
	}
	defer x.saving.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), tidyTime)
	defer cancel()
	x.endTidying.Store(&cancel)
	defer x.endTidying.Store(nil)
	size := x.sizeToMerge()
	if size == 0 || x.wanted.Load() > 0 {
		return
	}
	if err := x.mergeBelow(ctx, size); err != nil && ctx.Err() == nil {
		x.log.Warn("The words could not be brought into fewer files.", slog.Any("error", err))
	}
}

// lockSaving locks saving, and lets nobody who is tidying keep it for long.
func (x *Index) lockSaving() {
	x.wanted.Add(1)
	if end := x.endTidying.Load(); end != nil {
		(*end)()
	}
	x.saving.Lock()
	x.wanted.Add(-1)
}

// mergeOptions are to merge all segments below a size into one.
func mergeOptions(size int64) mergeplan.MergePlanOptions {
	options := oneSegment
	options.MaxSegmentSize = 2 * size // Bleve merges what is smaller than half of it
	return options
}

// mergeBelow merges the segments with fewer documents than that into one. It is called by who holds saving.
func (x *Index) mergeBelow(ctx context.Context, size int64) error {
	merged := make(chan struct{})
	go x.restUntil(merged)
	options := mergeOptions(size)
	err := x.words.index.ForceMerge(ctx, &options)
	close(merged)
	if err != nil || ctx.Err() != nil {
		return err
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return nil
	}
	return x.renew()
}

func (x *Index) sizeToMerge() int64 {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return 0
	}
	var sizes []segmentSize
	for _, s := range x.view.reader.Segments() {
		sizes = append(sizes, segmentSize{full: s.FullSize(), live: s.LiveSize()})
	}
	return sizeToMerge(sizes)
}

func (x *Index) restUntil(done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-time.After(restWhileTidy):
			x.rest()
		}
	}
}
