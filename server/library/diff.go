package library

import (
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

// Compare tells word by word how a text became another. It takes about as long as the texts are, times a logarithm,
// however they differ: words that occur once in both hold the comparison together, and only between them all words
// are held against each other.
func Compare(before, after string) []Piece {
	c := comparison{}
	c.compare(tokens(before), tokens(after))
	out := make([]Piece, len(c.runs))
	for i, r := range c.runs {
		out[i] = Piece{r.kind, strings.Join(r.words, "")}
	}
	return out
}

// tokens cuts a text into words, stretches of white space, and single other characters.
func tokens(s string) []string {
	var out []string
	start, last := 0, 0
	for i, r := range s {
		kind := tokenKind(r)
		if i > 0 && (kind != last || kind == 0) {
			out = append(out, s[start:i])
			start = i
		}
		last = kind
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func tokenKind(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}

// run is a piece that is still being put together.
type run struct {
	kind  PieceKind
	words []string
}

type comparison struct{ runs []run }

// say adds words, to the run before where that is of their kind.
func (c *comparison) say(kind PieceKind, words []string) {
	if len(words) == 0 {
		return
	}
	if n := len(c.runs); n > 0 && c.runs[n-1].kind == kind {
		c.runs[n-1].words = append(c.runs[n-1].words, words...)
		return
	}
	c.runs = append(c.runs, run{kind, slices.Clone(words)})
}

// compare says how a became b: what both begin and end with stays, and between that whatever the anchors hold together.
func (c *comparison) compare(a, b []string) {
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

func (c *comparison) between(a, b []string) {
	if len(a) == 0 || len(b) == 0 {
		c.say(PieceRemoved, a)
		c.say(PieceAdded, b)
		return
	}
	found := anchors(a, b)
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
func anchors(a, b []string) []anchor {
	inA, inB := onlyOnce(a), onlyOnce(b)
	var both []anchor
	for i, w := range a {
		if j, ok := inB[w]; ok && inA[w] == i && tokenKind([]rune(w)[0]) == 1 {
			if _, once := inA[w]; once {
				both = append(both, anchor{i, j})
			}
		}
	}
	return increasing(both)
}

func onlyOnce(words []string) map[string]int {
	out := make(map[string]int, len(words))
	for i, w := range words {
		if _, seen := out[w]; seen {
			out[w] = -1
		} else {
			out[w] = i
		}
	}
	for w, i := range out {
		if i < 0 {
			delete(out, w)
		}
	}
	return out
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
func (c *comparison) align(a, b []string) {
	if len(a)*len(b) > mostCompared {
		c.say(PieceRemoved, a)
		c.say(PieceAdded, b)
		return
	}
	width := len(b) + 1
	longest := make([]uint16, (len(a)+1)*width)
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
	c.say(PieceRemoved, a[i:])
	c.say(PieceAdded, b[j:])
}
