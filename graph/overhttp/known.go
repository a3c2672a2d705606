package overhttp

import (
	"container/list"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// tokenBytes is what one token costs in memory once it is parsed, measured on documents made of short fields.
const tokenBytes = 300

// known remembers documents that passed, the least recently used going first. It is bounded by memory, not by
// number: a thousand of the largest documents would take a gigabyte.
type known struct {
	mu      sync.Mutex
	limit   int
	used    int
	recent  *list.List // of *entry, the latest first
	entries map[string]*list.Element
}

type entry struct {
	query string
	doc   *ast.QueryDocument
	size  int
}

func newKnown(limit int) *known {
	return &known{limit: limit, recent: list.New(), entries: map[string]*list.Element{}}
}

func (k *known) get(query string) *ast.QueryDocument {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.entries[query]
	if e == nil {
		return nil
	}
	k.recent.MoveToFront(e)
	return e.Value.(*entry).doc
}

func (k *known) add(query string, doc *ast.QueryDocument, tokens int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	size := len(query) + tokens*tokenBytes
	if k.entries[query] != nil || size > k.limit {
		return
	}
	k.used += size
	k.entries[query] = k.recent.PushFront(&entry{query: query, doc: doc, size: size})
	for k.used > k.limit {
		k.forget(k.recent.Back())
	}
}

func (k *known) forget(e *list.Element) {
	old := k.recent.Remove(e).(*entry)
	delete(k.entries, old.query)
	k.used -= old.size
}
