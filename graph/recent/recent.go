// Package recent remembers what was used lately, bounded by the memory that it takes rather than by number.
package recent

import (
	"container/list"
	"sync"
)

// Memory holds values by key; the least recently used go first. It is safe for concurrent use.
type Memory[K comparable, V any] struct {
	mu      sync.Mutex
	limit   int
	used    int
	order   *list.List // of *item[K, V], the latest first
	entries map[K]*list.Element
}

type item[K comparable, V any] struct {
	key   K
	value V
	size  int
}

// New makes a memory of at most limit bytes, as counted by those who add.
func New[K comparable, V any](limit int) *Memory[K, V] {
	return &Memory[K, V]{limit: limit, order: list.New(), entries: map[K]*list.Element{}}
}

// Get gives what stands under a key, and false when nothing does.
func (m *Memory[K, V]) Get(key K) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.entries[key]
	if e == nil {
		var none V
		return none, false
	}
	m.order.MoveToFront(e)
	return e.Value.(*item[K, V]).value, true
}

// Add remembers a value of the given size in bytes, unless one stands under the key or it is larger than everything.
func (m *Memory[K, V]) Add(key K, value V, size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.entries[key] != nil || size > m.limit {
		return
	}
	m.used += size
	m.entries[key] = m.order.PushFront(&item[K, V]{key, value, size})
	for m.used > m.limit {
		m.forget(m.order.Back())
	}
}

func (m *Memory[K, V]) forget(e *list.Element) {
	old := m.order.Remove(e).(*item[K, V])
	delete(m.entries, old.key)
	m.used -= old.size
}
