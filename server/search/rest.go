package search

import "time"

// The files of the words index are mapped, and every question touches some of their pages, each with the fifteen around
// it. What was touched counts as memory of this process for ever, though the system has it in its file cache as well. So
// the process lets go of it: some time after a question, and among many questions after every few, which would hold all
// of the index otherwise. Who needs a page again gets it from the cache, for a microsecond.
const (
	restAfter = 10 * time.Second
	restEvery = 3
)

// restLater is called for every question by words.
func (x *Index) restLater() {
	if x.dir == "" {
		return
	}
	if x.questions.Add(1)%restEvery == 0 {
		x.letGo()
	}
	if !x.busy.Load() && x.busy.CompareAndSwap(false, true) {
		time.AfterFunc(restAfter, x.rest)
	}
}

func (x *Index) rest() {
	x.busy.Store(false)
	x.mu.RLock()
	defer x.mu.RUnlock()
	if !x.closed {
		x.letGo()
	}
}

// letGo is called by who holds the index: the view, and so its segments, stay for as long.
func (x *Index) letGo() {
	for _, segment := range x.view.reader.Segments() {
		if mapped, ok := segment.Segment().(interface{ Data() []byte }); ok {
			letGo(mapped.Data())
		}
	}
}
