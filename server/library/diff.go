package library

import (
	"iter"
	"slices"
	"strings"
	"unicode"
)

// PieceKind tells what became of a piece of text.
type PieceKind string

// The kinds of piece.
const (
	PieceSame    PieceKind = "SAME"
	PieceRemoved PieceKind = "REMOVED"
	PieceAdded   PieceKind = "ADDED"
)

// Piece is a run of text that stayed, went or came. The pieces that are not added make up the text before, those that are
// not removed the text after.
type Piece struct {
	Kind PieceKind
	Text string
}

// mostCompared bounds what is compared word by word between two places that are sure to belong together, in pairs of
// words. Beyond that the whole stretch counts as replaced: nobody reads such a comparison.
const mostCompared = 1 << 20

// mostEffort bounds all that is spent on two revisions, in pairs of words that are held against each other: with texts as
// long as may be some 10 ms of a core, which is their price in a query. Texts can be made that need hours; what is left of
// them when it is spent counts as replaced.
const mostEffort = 4 << 20

// wordEffort is what it takes to look for a word that occurs once, in pairs.
const wordEffort = 8

// effort is what may still be spent on a comparison.
type effort int

// spend takes some of it, if that much is left.
func (e *effort) spend(pairs int) bool {
	if int(*e) < pairs {
		return false
	}
	*e -= effort(pairs)
	return true
}

// Compare tells word by word how a text became another. Words that occur once in both hold the comparison together, and
// only between them all words are held against each other. It takes about as long as the texts are, and mostEffort besides,
// however they differ.
func Compare(before, after string) []Piece {
	left := effort(mostEffort)
	return compare(before, after, &left)
}

// compare does so with what is left of an effort.
func compare(before, after string, left *effort) []Piece {
	c := comparison{left: left}
	a, b := c.number(before), c.number(after)
	c.once = [2][]int{make([]int, len(c.words)), make([]int, len(c.words))}
	c.compare(a, b)
	out := make([]Piece, len(c.runs))
	for i := range c.runs {
		out[i] = Piece{c.runs[i].kind, c.runs[i].text.String()}
	}
	return out
}

// number cuts a text into words and gives each its number, the same for equal ones.
func (c *comparison) number(s string) []word {
	if c.numbers == nil {
		c.numbers = map[string]word{}
	}
	out := make([]word, 0, len(s)/3)
	for w := range tokens(s) {
		n, known := c.numbers[w]
		if !known {
			n = word(len(c.words))
			c.numbers[w] = n
			c.words = append(c.words, w)
		}
		out = append(out, n)
	}
	return out
}

// tokens cuts a text into words, stretches of white space, and single other characters.
func tokens(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, last := 0, 0
		for i, r := range s {
			kind := tokenKind(r)
			if i > 0 && (kind != last || kind == 0) {
				if !yield(s[start:i]) {
					return
				}
				start = i
			}
			last = kind
		}
		if start < len(s) {
			yield(s[start:])
		}
	}
}

func tokenKind(r rune) int {
	switch {
	case r >= 'a' && r <= 'z': // most of all
		return 1
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}

// word is the number of a word.
type word int32

// run is a piece that is still being put together.
type run struct {
	kind PieceKind
	text *strings.Builder
}

type comparison struct {
	left    *effort
	words   []string
	numbers map[string]word
	// once and table are scratch paper, see onlyOnce and align.
	once  [2][]int
	table []uint16
	runs  []run
}

// say adds words, to the run before where that is of their kind.
func (c *comparison) say(kind PieceKind, words []word) {
	if len(words) == 0 {
		return
	}
	if n := len(c.runs); n == 0 || c.runs[n-1].kind != kind {
		c.runs = append(c.runs, run{kind, &strings.Builder{}})
	}
	text := c.runs[len(c.runs)-1].text
	text.Grow(len(words))
	for _, w := range words {
		text.WriteString(c.words[w])
	}
}

// replace says that a stretch went, and what came in its place.
func (c *comparison) replace(a, b []word) {
	c.say(PieceRemoved, a)
	c.say(PieceAdded, b)
}

// compare says how a became b: what both begin and end with stays, and between that whatever the anchors hold together.
func (c *comparison) compare(a, b []word) {
	begin := 0
	for begin < len(a) && begin < len(b) && a[begin] == b[begin] {
		begin++
	}
	c.say(PieceSame, a[:begin])
	a, b = a[begin:], b[begin:]
	end := 0
	for end < len(a) && end < len(b) && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	c.between(a[:len(a)-end], b[:len(b)-end])
	c.say(PieceSame, a[len(a)-end:])
}

func (c *comparison) between(a, b []word) {
	if len(a) == 0 || len(b) == 0 || !c.left.spend(wordEffort*(len(a)+len(b))) {
		c.replace(a, b)
		return
	}
	found := c.anchors(a, b)
	if len(found) == 0 {
		c.align(a, b)
		return
	}
	fromA, fromB := 0, 0
	for _, at := range found {
		c.compare(a[fromA:at.a], b[fromB:at.b])
		c.say(PieceSame, a[at.a:at.a+1])
		fromA, fromB = at.a+1, at.b+1
	}
	c.compare(a[fromA:], b[fromB:])
}

// anchor is a word that stands once in both texts.
type anchor struct{ a, b int }

// anchors gives the longest row of such words that stand in the same order in both.
func (c *comparison) anchors(a, b []word) []anchor {
	inA, inB := onlyOnce(c.once[0], a), onlyOnce(c.once[1], b)
	var both []anchor
	for i, w := range a {
		if inA[w] > 0 && inB[w] > 0 && tokenKind([]rune(c.words[w])[0]) == 1 {
			both = append(both, anchor{i, inB[w] - 1})
		}
	}
	for i, words := range [2][]word{a, b} {
		for _, w := range words {
			c.once[i][w] = 0
		}
	}
	return increasing(both)
}

// onlyOnce notes, by word, the place of those that stand once in a stretch, counted from 1; -1 for the others in it. What it
// writes on is blank, and has to be again.
func onlyOnce(places []int, words []word) []int {
	for i, w := range words {
		if places[w] == 0 {
			places[w] = i + 1
		} else {
			places[w] = -1
		}
	}
	return places
}

// increasing gives the longest part of a list, in order of a, that is in order of b too.
func increasing(list []anchor) []anchor {
	var ends []int // by length, the anchor with the smallest b that ends such a row
	before := make([]int, len(list))
	for i, at := range list {
		n, _ := slices.BinarySearchFunc(ends, at.b, func(end, b int) int { return list[end].b - b })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	var out []anchor
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			out = append(out, list[i])
		}
	}
	slices.Reverse(out)
	return out
}

// align holds all words of two short stretches against each other, by their longest common subsequence.
func (c *comparison) align(a, b []word) {
	if pairs := len(a) * len(b); pairs > mostCompared || !c.left.spend(pairs) {
		c.replace(a, b)
		return
	}
	width := len(b) + 1
	size := (len(a) + 1) * width
	longest := slices.Grow(c.table[:0], size)[:size]
	clear(longest)
	c.table = longest
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			c.say(PieceSame, a[i:i+1])
			i, j = i+1, j+1
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			c.say(PieceRemoved, a[i:i+1])
			i++
		default:
			c.say(PieceAdded, b[j:j+1])
			j++
		}
	}
	c.replace(a[i:], b[j:])
}
