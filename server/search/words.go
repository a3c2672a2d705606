package search

import (
	"fmt"
	"runtime"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/weldi-network/practice-library/server/library"
)

// words is the Bleve index of everything that is searched as text. Only its writer is here; readers hold a wordView.
type words struct {
	path  string // empty: in memory
	index *scorch.Scorch
	queue *index.AnalysisQueue
}

// batchSize is how many practices are written at once.
const batchSize = 400

// persistEvery is how long changes are gathered before Bleve writes them to its files.
const persistEvery = 500 * time.Millisecond

// openWords opens the index in a folder, made when it is missing, or one in memory when path is empty.
func openWords(path string) (*words, error) {
	w := &words{path: path, queue: index.NewAnalysisQueue(runtime.GOMAXPROCS(0))}
	made, err := scorch.NewScorch(scorch.Name, w.config(), w.queue)
	if err == nil {
		err = made.Open()
	}
	if err != nil {
		w.queue.Close()
		return nil, err
	}
	opened, ok := made.(*scorch.Scorch)
	if !ok {
		w.queue.Close()
		return nil, fmt.Errorf("search: the words index is of type %T", made)
	}
	w.index = opened
	return w, nil
}

// config lets a change return before it is on disk: only saved states are read back, and saving waits for itself.
//
// Left to itself, Bleve brings every small change to disk at once and then merges files for ever, which was half the
// time of single publications. It waits a while instead, merges what has come in memory and writes one file.
func (w *words) config() map[string]any {
	return map[string]any{
		"path": w.path, "unsafe_batch": true, "bolt_timeout": "5s", "fieldTFRCacheThreshold": 8,
		"scorchPersisterOptions": map[string]any{"PersisterNapTimeMSec": persistEvery.Milliseconds()},
	}
}

// write takes in the words of one change, thousands of practices in batches.
func (w *words) write(c library.Changes) error {
	s := newScribe()
	batch := index.NewBatch()
	for i := range c.Published {
		batch.Update(s.document(&c.Published[i]))
		if len(batch.IndexOps) >= batchSize {
			if err := w.index.Batch(batch); err != nil {
				return err
			}
			batch = index.NewBatch()
		}
	}
	for _, id := range c.Withdrawn {
		batch.Delete(string(id))
	}
	if len(batch.IndexOps) == 0 {
		return nil
	}
	return w.index.Batch(batch)
}

// close may be called again.
func (w *words) close() error {
	if w == nil || w.index == nil {
		return nil
	}
	err := w.index.Close()
	w.queue.Close()
	w.index = nil
	return err
}
