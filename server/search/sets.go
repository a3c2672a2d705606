package search

import (
	"slices"
	"strings"

	"github.com/bits-and-blooms/bitset"
)

// A practice is known inside the package by its ordinal, a small number that is given to it when it is published and
// given to another once it is withdrawn. Sets of practices are bitsets over ordinals.
type ordinal = uint32

// keyedSets holds one set of practices for each ID of a facet.
type keyedSets struct {
	rows  []keyedSet
	index map[string]int // position in rows
}

type keyedSet struct {
	id      string
	members *bitset.BitSet
	size    int
}

func newKeyedSets() keyedSets { return keyedSets{index: map[string]int{}} }

func (k *keyedSets) add(id string, o ordinal) {
	i, ok := k.index[id]
	if !ok {
		i = len(k.rows)
		k.index[id] = i
		k.rows = append(k.rows, keyedSet{id: id, members: bitset.New(0)})
	}
	if row := &k.rows[i]; !row.members.Test(uint(o)) {
		row.members.Set(uint(o))
		row.size++
	}
}

// remove takes a practice out. An ID keeps its row even when nobody is left in it: IDs come from a small vocabulary.
func (k *keyedSets) remove(id string, o ordinal) {
	i, ok := k.index[id]
	if !ok || !k.rows[i].members.Test(uint(o)) {
		return
	}
	k.rows[i].members.Clear(uint(o))
	k.rows[i].size--
}

// set gives the practices under an ID; nil when there are none.
func (k *keyedSets) set(id string) *bitset.BitSet {
	if i, ok := k.index[id]; ok && k.rows[i].size > 0 {
		return k.rows[i].members
	}
	return nil
}

// yearSets holds one set of practices for each year in which some began.
type yearSets struct {
	years []int // ascending
	sets  []*bitset.BitSet
}

func (y *yearSets) add(year int, o ordinal) {
	i, found := slices.BinarySearch(y.years, year)
	if !found {
		y.years = slices.Insert(y.years, i, year)
		y.sets = slices.Insert(y.sets, i, bitset.New(0))
	}
	y.sets[i].Set(uint(o))
}

func (y *yearSets) remove(year int, o ordinal) {
	i, found := slices.BinarySearch(y.years, year)
	if !found {
		return
	}
	if y.sets[i].Clear(uint(o)); y.sets[i].None() {
		y.years = slices.Delete(y.years, i, i+1)
		y.sets = slices.Delete(y.sets, i, i+1)
	}
}

// between adds to the given set whatever began within the bounds, both included; nil is no bound.
func (y *yearSets) between(from, to *int, into *bitset.BitSet) {
	for i, year := range y.years {
		if (from == nil || year >= *from) && (to == nil || year <= *to) {
			into.InPlaceUnion(y.sets[i])
		}
	}
}

// each calls f with every member in ascending order. It allocates nothing, unlike an iterator over NextSet.
func each(set *bitset.BitSet, f func(ordinal)) {
	for i, word := range set.Words() {
		for ; word != 0; word &= word - 1 {
			f(ordinal(i*64 + trailingZeros(word)))
		}
	}
}

// eachBoth calls f with every member of both sets in ascending order.
func eachBoth(a, b *bitset.BitSet, f func(ordinal)) {
	others := b.Words()
	for i, word := range a.Words()[:min(len(a.Words()), len(others))] {
		for word &= others[i]; word != 0; word &= word - 1 {
			f(ordinal(i*64 + trailingZeros(word)))
		}
	}
}

// interner gives equal strings one copy: the same few hundred IDs stand in every card.
type interner map[string]string

func (in interner) one(s string) string {
	if s == "" {
		return ""
	}
	if have, ok := in[s]; ok {
		return have
	}
	s = strings.Clone(s)
	in[s] = s
	return s
}

// all gives a new slice without repetitions; the given one belongs to somebody else.
func (in interner) all(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, 0, len(list))
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, in.one(s))
		}
	}
	return out
}

// copySet makes one set equal to another.
func copySet(to, from *bitset.BitSet) { from.CopyFull(to) }
