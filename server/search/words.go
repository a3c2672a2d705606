package search

import (
	"encoding/json"
	"errors"
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
	index index.Index
	queue *index.AnalysisQueue
}

// What stands in the index beside its documents.
var (
	keyMark    = []byte("weldi.mark")
	keyVersion = []byte("weldi.version")
)

// batchSize is how many practices are written at once.
const batchSize = 400

// persistPatience is how long Save waits for Bleve to have everything on disk.
const persistPatience = 20 * time.Second

// openWords opens the index in a folder, made when it is missing, or one in memory when path is empty.
func openWords(path string) (*words, error) {
	w := &words{path: path, queue: index.NewAnalysisQueue(runtime.GOMAXPROCS(0))}
	opened, err := scorch.NewScorch(scorch.Name, w.config(), w.queue)
	if err == nil {
		err = opened.Open()
	}
	if err != nil {
		w.queue.Close()
		return nil, err
	}
	w.index = opened
	return w, nil
}

// config lets a change return before it is on disk: a mark travels with every change, and what a crash loses is
// applied again from the journal.
func (w *words) config() map[string]any {
	return map[string]any{"path": w.path, "unsafe_batch": true, "bolt_timeout": "5s", "fieldTFRCacheThreshold": 8}
}

// mark reads up to which entry the words have come.
func (w *words) mark() (library.Mark, error) {
	var m library.Mark
	raw, err := w.internal(keyMark)
	if err != nil || raw == nil {
		return m, err
	}
	return m, json.Unmarshal(raw, &m)
}

func (w *words) internal(key []byte) ([]byte, error) {
	reader, err := w.index.Reader()
	if err != nil {
		return nil, err
	}
	raw, err := reader.GetInternal(key)
	return raw, errors.Join(err, reader.Close())
}

// write takes in the words of one change. The mark goes with its last batch, so that a half-written change is
// written again.
func (w *words) write(c library.Changes) error {
	mark, err := json.Marshal(c.Mark)
	if err != nil {
		return err
	}
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
	batch.SetInternal(keyMark, mark)
	batch.SetInternal(keyVersion, []byte(version()))
	return w.index.Batch(batch)
}

// sync waits until everything written so far is on disk.
func (w *words) sync(m library.Mark) error {
	if w.path == "" {
		return nil
	}
	mark, err := json.Marshal(m)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	batch := index.NewBatch()
	batch.SetInternal(keyMark, mark)
	batch.SetPersistedCallback(func(err error) { done <- err })
	if err := w.index.Batch(batch); err != nil {
		return err
	}
	select {
	case err := <-done:
		return err
	case <-time.After(persistPatience):
		return fmt.Errorf("search: the words were not on disk after %s", persistPatience)
	}
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
