package search

import "sync"

// recall keeps what was worked out, up to a bound, for the words that people look for are few and come again. It belongs
// to one view of the index and goes with it. Many may use it at once; the zero recall is ready and keeps nothing.
type recall[K comparable, V any] struct {
	most int         // what everything may cost
	cost func(V) int // of one

	mu    sync.Mutex
	known map[K]V
	total int
}

func newRecall[K comparable, V any](most int, cost func(V) int) *recall[K, V] {
	return &recall[K, V]{most: most, cost: cost, known: map[K]V{}}
}

// of gives what is kept under a key, or works it out and keeps it, unless it would take too much of the room. Two who
// come at once may both work it out.
func (r *recall[K, V]) of(key K, workOut func() (V, error)) (V, error) {
	r.mu.Lock()
	value, ok := r.known[key]
	r.mu.Unlock()
	if ok {
		return value, nil
	}
	value, err := workOut()
	if err == nil && r.cost(value) <= r.most/4 {
		r.put(key, value)
	}
	return value, err
}

// put makes room by forgetting others, whichever come first: those in use are soon back.
func (r *recall[K, V]) put(key K, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.known[key]; ok {
		return
	}
	r.total += r.cost(value)
	for other, forgotten := range r.known {
		if r.total <= r.most {
			break
		}
		delete(r.known, other)
		r.total -= r.cost(forgotten)
	}
	r.known[key] = value
}
