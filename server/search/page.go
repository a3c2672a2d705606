package search

import (
	"slices"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// window is one page of a list, in the list's own order whichever way it was asked for.
type window struct {
	ordinals             []ordinal
	hasNext, hasPrevious bool
}

// Looking at one hit costs about as much as stepsForOne steps along an order; few hits are looked at without any walk.
const (
	stepsForOne = 8
	fewHits     = 64
)

// cut takes one page of the hits. from is the decoded After or Before of the page, nil when there is none.
func (r *order[K]) cut(hits *bitset.BitSet, total int, p library.Page, from *spot[K]) window {
	backwards := p.Last > 0
	size := p.First
	if backwards {
		size = p.Last
	}
	if size <= 0 {
		size = library.DefaultPage
	}
	var w window
	walked := false
	if total > fewHits {
		// Where hits stand close to the start, a few steps suffice; where they are far off, the walk gives up.
		w, walked = r.walk(hits, size, backwards, from, total*stepsForOne)
	}
	if !walked {
		w = r.choose(hits, size, backwards, from)
	}
	if backwards {
		slices.Reverse(w.ordinals)
		w.hasNext, w.hasPrevious = w.hasPrevious, w.hasNext
	}
	return w
}

// walk goes along the presorted order, unless that takes too many steps. Asked backwards, it turns the page around:
// next is what stands before.
func (r *order[K]) walk(hits *bitset.BitSet, size int, backwards bool, from *spot[K], most int) (w window, ok bool) {
	start, step := r.startOf(backwards, from)
	w.ordinals = make([]ordinal, 0, size)
	for i := start; i >= 0 && i < len(r.seq); i += step {
		if most--; most < 0 {
			return w, false
		}
		if o := r.seq[i]; hits.Test(uint(o)) {
			if len(w.ordinals) == size {
				w.hasNext = true
				break
			}
			w.ordinals = append(w.ordinals, o)
		}
	}
	for i := start - step; i >= 0 && i < len(r.seq) && !w.hasPrevious; i -= step {
		if most--; most < 0 {
			return w, false
		}
		w.hasPrevious = hits.Test(uint(r.seq[i]))
	}
	return w, len(r.seq) > 0
}

// startOf is where a walk begins and in which direction it goes.
func (r *order[K]) startOf(backwards bool, from *spot[K]) (start, step int) {
	switch {
	case backwards && from != nil:
		return r.before(from) - 1, -1
	case backwards:
		return len(r.seq) - 1, -1
	case from != nil:
		return r.behind(from), 1
	}
	return 0, 1
}

// choose looks at every hit once and keeps the best; it needs no presorted order. Asked backwards it turns around
// like walk.
func (r *order[K]) choose(hits *bitset.BitSet, size int, backwards bool, from *spot[K]) window {
	sign := 1
	if backwards {
		sign = -1
	}
	var w window
	compare := func(a, b ordinal) int { return sign * r.compareOrdinals(a, b) }
	best := make([]ordinal, 0, size+2)
	each(hits, func(o ordinal) {
		if from != nil && sign*r.compareToSpot(o, from) <= 0 {
			w.hasPrevious = true
			return
		}
		if len(best) > size && compare(o, best[size]) > 0 {
			return
		}
		i, _ := slices.BinarySearchFunc(best, o, compare)
		if best = slices.Insert(best, i, o); len(best) > size+1 {
			best = best[:size+1]
		}
	})
	w.hasNext = len(best) > size
	w.ordinals = best[:min(size, len(best))]
	return w
}
