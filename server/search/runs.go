package search

import (
	"cmp"
	"slices"
	"strings"
)

// runs is a sorted list of keys in pieces, so that taking one in or out moves a piece and not the whole list.
type runs struct {
	texts  *foldedTexts
	pieces [][]entry
}

// entry is a key: a folded text from one of its words on. There are hundreds of thousands, each eight bytes.
type entry struct{ text, start uint32 }

// sought is what an entry is compared with.
type sought struct{ key, id string }

// foldedTexts holds each text that entries begin in, until the last of them is gone.
type foldedTexts struct {
	all  []foldedText
	free []uint32
}

type foldedText struct {
	folded string // words with single spaces
	id     string // of the practice, or the number of the subject
	uses   int32
}

func (t *foldedTexts) put(folded, id string) uint32 {
	if n := len(t.free); n > 0 {
		number := t.free[n-1]
		t.free = t.free[:n-1]
		t.all[number] = foldedText{folded: folded, id: id}
		return number
	}
	t.all = append(t.all, foldedText{folded: folded, id: id})
	return uint32(len(t.all) - 1)
}

// release forgets a text when no entry is left in it.
func (t *foldedTexts) release(number uint32) {
	if text := &t.all[number]; text.uses <= 0 {
		*text = foldedText{}
		t.free = append(t.free, number)
	}
}

// longestPiece is where a piece is cut in two.
const longestPiece = 512

func (r *runs) sought(e entry) sought {
	text := &r.texts.all[e.text]
	return sought{text.folded[e.start:], text.id}
}

func (r *runs) compare(e entry, s sought) int {
	have := r.sought(e)
	return cmp.Or(strings.Compare(have.key, s.key), strings.Compare(have.id, s.id))
}

// find gives the piece and the place in it where an entry stands or would stand.
func (r *runs) find(s sought) (piece, within int, found bool) {
	piece, _ = slices.BinarySearchFunc(r.pieces, s, func(p []entry, s sought) int { return r.compare(p[len(p)-1], s) })
	if piece == len(r.pieces) {
		return piece, 0, false
	}
	within, found = slices.BinarySearchFunc(r.pieces[piece], s, r.compare)
	return piece, within, found
}

func (r *runs) add(e entry) {
	piece, within, found := r.find(r.sought(e))
	if found {
		return
	}
	r.texts.all[e.text].uses++
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

func (r *runs) remove(s sought) {
	piece, within, found := r.find(s)
	if !found {
		return
	}
	text := r.pieces[piece][within].text
	r.pieces[piece] = slices.Delete(r.pieces[piece], within, within+1)
	if len(r.pieces[piece]) == 0 {
		r.pieces = slices.Delete(r.pieces, piece, piece+1)
	}
	r.texts.all[text].uses--
	r.texts.release(text)
}

// addMany takes in so many entries that sorting everything is quicker. Their uses are counted already, for the same
// texts have entries elsewhere.
func (r *runs) addMany(entries []entry) {
	for _, piece := range r.pieces {
		entries = append(entries, piece...)
	}
	slices.SortFunc(entries, func(a, b entry) int { return r.compare(a, r.sought(b)) })
	entries = r.withoutRepetitions(entries)
	r.pieces = make([][]entry, 0, len(entries)/(longestPiece/2)+1)
	for piece := range slices.Chunk(entries, longestPiece/2) {
		r.pieces = append(r.pieces, slices.Clone(piece))
	}
}

func (r *runs) withoutRepetitions(entries []entry) []entry {
	kept := entries[:0]
	for _, e := range entries {
		if n := len(kept); n > 0 && r.compare(kept[n-1], r.sought(e)) == 0 {
			r.texts.all[e.text].uses--
			r.texts.release(e.text)
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// from walks the ids of the entries that begin with a prefix, in order, until f has enough.
func (r *runs) from(prefix string, f func(id string) (more bool)) {
	if r.texts == nil {
		return
	}
	piece, within, _ := r.find(sought{key: prefix})
	for ; piece < len(r.pieces); piece, within = piece+1, 0 {
		for _, e := range r.pieces[piece][within:] {
			if s := r.sought(e); !strings.HasPrefix(s.key, prefix) || !f(s.id) {
				return
			}
		}
	}
}
