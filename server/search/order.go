package search

import (
	"cmp"
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

// order keeps all practices sorted by a key, ties by ID.
type order[K any] struct {
	seq     []ordinal
	key     func(ordinal) K
	compare func(a, b K) int
	id      func(ordinal) library.ID
}

// spot is a place in an order: right behind whoever has this key and ID.
type spot[K any] struct {
	key K
	id  library.ID
}

func descending[K cmp.Ordered](a, b K) int { return cmp.Compare(b, a) }

func (r *order[K]) compareOrdinals(a, b ordinal) int {
	if c := r.compare(r.key(a), r.key(b)); c != 0 {
		return c
	}
	return cmp.Compare(r.id(a), r.id(b))
}

// compareToSpot is negative for who stands before the spot, zero for the very practice of the spot.
func (r *order[K]) compareToSpot(o ordinal, s *spot[K]) int {
	if c := r.compare(r.key(o), s.key); c != 0 {
		return c
	}
	return cmp.Compare(r.id(o), s.id)
}

// insertOneByOne is up to how many practices are slid in singly; more are appended and sorted.
const insertOneByOne = 64

func (r *order[K]) insert(added []ordinal) {
	if len(added) > insertOneByOne {
		r.seq = append(r.seq, added...)
		slices.SortFunc(r.seq, r.compareOrdinals)
		return
	}
	for _, o := range added {
		i, _ := slices.BinarySearchFunc(r.seq, o, r.compareOrdinals)
		r.seq = slices.Insert(r.seq, i, o)
	}
}

// remove takes out a practice whose key is still what it was when it was inserted.
func (r *order[K]) remove(o ordinal) {
	if i, found := slices.BinarySearchFunc(r.seq, o, r.compareOrdinals); found {
		r.seq = slices.Delete(r.seq, i, i+1)
	}
}

// behind is the index of the first practice that stands behind the spot.
func (r *order[K]) behind(s *spot[K]) int {
	i, found := slices.BinarySearchFunc(r.seq, s, r.compareToSpot)
	if found {
		i++
	}
	return i
}

// before is one more than the index of the last practice that stands before the spot.
func (r *order[K]) before(s *spot[K]) int {
	i, _ := slices.BinarySearchFunc(r.seq, s, r.compareToSpot)
	return i
}
