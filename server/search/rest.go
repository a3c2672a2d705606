package search

import (
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// The files of the words index are mapped, and every question touches some of their pages, with those around them. What
// was touched counts as memory of this process for ever, though the system has it in its file cache as well. So the
// process lets go of it some time after a question: who needs a page again gets it from the cache, for a microsecond.
const restAfter = 10 * time.Second

// restLater is called for every question by words, and does something for the first one after a rest.
func (x *Index) restLater() {
	if x.dir != "" && !x.busy.Load() && x.busy.CompareAndSwap(false, true) {
		time.AfterFunc(restAfter, x.rest)
	}
}

func (x *Index) rest() {
	x.busy.Store(false)
	x.mu.RLock() // the view, and so its segments, stay for as long as this is held
	defer x.mu.RUnlock()
	if x.closed {
		return
	}
	snapshot, ok := x.view.reader.(*scorch.IndexSnapshot)
	if !ok {
		return
	}
	for _, segment := range snapshot.Segments() {
		if mapped, ok := segment.Segment().(interface{ Data() []byte }); ok {
			letGo(mapped.Data())
		}
	}
}
