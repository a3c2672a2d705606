package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings a word to the form in which words are compared: lower case, without diacritics, ligatures and other
// letters of one script taken apart, invisible characters dropped. What is folded stays folded.
func fold(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteByte(lowerByte(byte(r)))
		} else {
			b.WriteString(foldRune(r))
		}
	}
	return b.String()
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// isFolded recognises the plain lower-case ASCII that most words are made of.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// foldedLetters are those that Unicode does not take apart by itself.
var foldedLetters = map[rune]string{
	'ł': "l", 'đ': "d", 'ð': "d", 'ø': "o", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ħ': "h", 'ŧ': "t", 'ŋ': "n",
	'ı': "i", 'ς': "σ", 'ĸ': "k",
}

// foldedRunes holds the folded form of every letter that the nine languages and their neighbours are written with:
// Latin, Greek and Cyrillic.
var foldedRunes = sync.OnceValue(func() []string {
	table := make([]string, 0x530)
	for r := range table {
		table[r] = foldAnyRune(rune(r))
	}
	return table
})

func foldRune(r rune) string {
	if table := foldedRunes(); r >= 0 && int(r) < len(table) {
		return table[r]
	}
	return foldAnyRune(r)
}

func foldAnyRune(r rune) string {
	if isInvisible(r) || isAccent(r) {
		return ""
	}
	r = unicode.ToLower(r)
	if folded, ok := foldedLetters[r]; ok {
		return folded
	}
	var b strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		part = unicode.ToLower(part)
		if folded, ok := foldedLetters[part]; ok {
			b.WriteString(folded)
		} else if !isAccent(part) {
			b.WriteRune(part)
		}
	}
	return b.String()
}

// isInvisible finds zero-width characters, soft hyphens and the marks that steer the direction of text.
func isInvisible(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F ||
		r == 0xFEFF || r == 0x61C || r >= 0xFE00 && r <= 0xFE0F
}

// isAccent finds the marks that people leave out when they type: accents on Latin, Greek and Cyrillic letters, points
// of Hebrew and vowel signs of Arabic. The vowel signs of Indic scripts are letters in all but name and stay.
func isAccent(r rune) bool {
	switch {
	case r >= 0x300 && r <= 0x36F, r >= 0x483 && r <= 0x487, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x20D0 && r <= 0x20FF, r >= 0xFE20 && r <= 0xFE2F:
		return true
	case r >= 0x591 && r <= 0x5C7, r >= 0x610 && r <= 0x61A, r >= 0x64B && r <= 0x65F, r == 0x670, r == 0x640,
		r >= 0x6D6 && r <= 0x6ED:
		return unicode.Is(unicode.Mn, r) || r == 0x640
	}
	return false
}

// spelledOut are letters that some people type as two: a word that has any is also held in that spelling.
const spelledOut = "đøåäöü"

var spelling = strings.NewReplacer("đ", "dj", "ø", "oe", "å", "aa", "ä", "ae", "ö", "oe", "ü", "ue")
