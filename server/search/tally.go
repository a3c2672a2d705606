package search

import (
	"math"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// tally adds up, practice by practice, how well the words fit. The sums are those of BM25F: where a word stands
// decides how much one finding counts, many findings count ever less, and a rare word counts more than a common one.
// A tally is as long as the shelf and is reused; it remembers whom it touched and cleans up after itself.
type tally struct {
	visible *bitset.BitSet
	size    int // how many practices the viewer sees

	// In one language, in one unit, in all. A practice that says the same in two languages counts once.
	language, unit, total practiceSums
	// found has a bit for each unit found in a practice in any way, direct for each found in its own texts and names.
	found, direct []uint32
	// typed is what was found before anything was guessed; only kept where something is.
	typed []uint32
	// where tells in which languages and levels anything of a practice was found: a set of places for each.
	where   []places
	touched []ordinal
	hits    bitset.BitSet
	exact   bitset.BitSet // scratch: who has a word as it was typed
}

// places has a bit for each language, by its number on the shelf, and for each level of a text.
type places struct {
	languages uint64
	levels    uint8
}

// manyLanguages is the bit that languages share for which there is none left.
const manyLanguages = 63

type practiceSums struct {
	of      []float64
	touched []ordinal
}

func (s *practiceSums) add(o ordinal, value float64) {
	if s.of[o] == 0 {
		s.touched = append(s.touched, o)
	}
	s.of[o] += value
}

func (s *practiceSums) clear() {
	for _, o := range s.touched {
		s.of[o] = 0
	}
	s.touched = s.touched[:0]
}

func (s *practiceSums) grow(n int) {
	if len(s.of) < n {
		s.of = make([]float64, n+n/8)
	}
}

func (x *Index) acquireTally(v library.Viewer) *tally {
	t, ok := x.tallies.Get().(*tally)
	if !ok {
		t = &tally{}
	}
	n := len(x.shelf.cards)
	t.language.grow(n)
	t.unit.grow(n)
	t.total.grow(n)
	if len(t.found) < n {
		t.found = make([]uint32, n+n/8)
		t.direct = make([]uint32, n+n/8)
		t.typed = make([]uint32, n+n/8)
		t.where = make([]places, n+n/8)
	}
	t.visible = x.shelf.visible(v)
	t.size = int(t.visible.Count())
	return t
}

func (x *Index) releaseTally(t *tally) {
	t.language.clear()
	t.unit.clear()
	t.total.clear()
	for _, o := range t.touched {
		t.found[o], t.direct[o], t.typed[o], t.where[o] = 0, 0, 0, places{}
	}
	t.touched = t.touched[:0]
	t.hits.ClearAll()
	t.visible = nil
	x.tallies.Put(t)
}

func (t *tally) sees(o ordinal) bool { return t.visible.Test(uint(o)) }

// mark notes the units found in a practice.
func (t *tally) mark(o ordinal, units uint32, direct bool) {
	if t.found[o] == 0 {
		t.touched = append(t.touched, o)
	}
	t.found[o] |= units
	if direct {
		t.direct[o] |= units
	}
}

// beginGuessing tells what is found from here on from what was found as it was typed.
func (t *tally) beginGuessing() {
	for _, o := range t.touched {
		t.typed[o] = t.found[o]
	}
}

// endLanguage closes what was found of a unit in one language, given by its number on the shelf or below zero for none.
// lift raises the reader's own languages.
func (t *tally) endLanguage(language int, units uint32, lift float64, direct bool) {
	bit := uint64(0)
	if language >= 0 {
		bit = 1 << min(language, manyLanguages)
	}
	for _, o := range t.language.touched {
		if value := t.language.of[o] * lift; value > t.unit.of[o] {
			t.unit.add(o, value-t.unit.of[o])
		}
		t.mark(o, units, direct)
		t.where[o].languages |= bit
	}
	t.language.clear()
}

const saturation = 1.2 // k1 of BM25

// endUnit closes a unit. How common it is, is counted among what the viewer sees: a score must not tell of the rest.
func (t *tally) endUnit(factor float64) {
	n, df := float64(t.size), float64(len(t.unit.touched))
	rarity := factor * math.Log1p((n-df+0.5)/(df+0.5))
	for _, o := range t.unit.touched {
		value := t.unit.of[o]
		t.total.add(o, rarity*value*(saturation+1)/(saturation+value))
	}
	t.unit.clear()
}
