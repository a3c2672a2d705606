package search

import (
	"cmp"
	"slices"
	"strings"
)

// runs is a sorted list of entries in pieces, so that taking one in or out moves a piece and not the whole list.
type runs struct {
	pieces [][]entry
}

// entry is a title, or a label, from one of its words on.
type entry struct {
	key string // folded words with single spaces
	id  string // of the practice, or the number of the subject
}

// longestPiece is where a piece is cut in two.
const longestPiece = 512

func compareEntries(a, b entry) int {
	return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.id, b.id))
}

// find gives the piece and the place in it where an entry stands or would stand.
func (r *runs) find(e entry) (piece, within int, found bool) {
	piece, _ = slices.BinarySearchFunc(r.pieces, e, func(p []entry, e entry) int {
		return compareEntries(p[len(p)-1], e)
	})
	if piece == len(r.pieces) {
		return piece, 0, false
	}
	within, found = slices.BinarySearchFunc(r.pieces[piece], e, compareEntries)
	return piece, within, found
}

func (r *runs) add(e entry) {
	piece, within, found := r.find(e)
	if found {
		return
	}
	if piece == len(r.pieces) {
		if piece == 0 {
			r.pieces = append(r.pieces, nil)
			piece++
		}
		piece--
		within = len(r.pieces[piece])
	}
	r.pieces[piece] = slices.Insert(r.pieces[piece], within, e)
	if full := r.pieces[piece]; len(full) > longestPiece {
		half := len(full) / 2
		r.pieces[piece] = slices.Clone(full[:half])
		r.pieces = slices.Insert(r.pieces, piece+1, slices.Clone(full[half:]))
	}
}

func (r *runs) remove(e entry) {
	piece, within, found := r.find(e)
	if !found {
		return
	}
	r.pieces[piece] = slices.Delete(r.pieces[piece], within, within+1)
	if len(r.pieces[piece]) == 0 {
		r.pieces = slices.Delete(r.pieces, piece, piece+1)
	}
}

// addMany takes in so many entries that sorting everything is quicker.
func (r *runs) addMany(entries []entry) {
	for _, piece := range r.pieces {
		entries = append(entries, piece...)
	}
	slices.SortFunc(entries, compareEntries)
	entries = slices.Compact(entries)
	r.pieces = r.pieces[:0]
	for piece := range slices.Chunk(entries, longestPiece/2) {
		r.pieces = append(r.pieces, slices.Clone(piece))
	}
}

// from walks the entries that begin with a prefix, in order, until f has enough.
func (r *runs) from(prefix string, f func(entry) (more bool)) {
	piece, within, _ := r.find(entry{key: prefix})
	for ; piece < len(r.pieces); piece, within = piece+1, 0 {
		for _, e := range r.pieces[piece][within:] {
			if !strings.HasPrefix(e.key, prefix) || !f(e) {
				return
			}
		}
	}
}
