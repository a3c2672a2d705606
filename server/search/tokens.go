package search

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A token is one word of a text, where it stands in it and the spellings under which it is looked for.
type token struct {
	// spellings are in lower case and keep their diacritics, for stemmers know words with them. The first is the
	// word's own; others are there for letters that can be spelled out and for inclusive writing.
	spellings []string
}

// longestWord bounds a word, in runes; nothing that long is a word.
const longestWord = 64

// What a character is to eachToken.
const (
	isGap    = iota
	isOfWord // a letter, a digit, a mark on a letter
	isAlone  // a word by itself
	isJoiner // part of a word if what follows says so
)

// kinds holds what the characters of Latin, Greek and Cyrillic texts are.
var kinds = sync.OnceValue(func() []uint8 {
	table := make([]uint8, 0x530)
	for r := range table {
		table[r] = kindOfRune(rune(r))
	}
	return table
})

func kindOfRune(r rune) uint8 {
	switch {
	case r == '.' || isInvisible(r) || strings.ContainsRune(apostrophes, r) || strings.ContainsRune(middleDots, r):
		return isJoiner
	case isSingle(r):
		return isAlone
	case r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)):
		return isOfWord
	}
	return isGap
}

// eachToken cuts a text into words, until f has enough. It knows no language: what French, Italian, Catalan and
// English do with apostrophes does not depend on the language of the text around them.
func eachToken(text string, f func(start, end int) (more bool)) {
	known := kinds()
	start := -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		var kind uint8
		if int(r) < len(known) {
			kind = known[r]
		} else {
			kind = kindOfRune(r)
		}
		switch {
		case kind == isOfWord:
			if start < 0 {
				start = i
			}
		case start >= 0 && (kind != isJoiner || !joins(text, i, r)):
			if !f(start, i) {
				return
			}
			start = -1
		}
		if kind == isAlone && !f(i, i+size) {
			return
		}
		i += size
	}
	if start >= 0 {
		f(start, len(text))
	}
}

// isSingle finds the letters of scripts written without spaces; each is taken as a word.
func isSingle(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar)
}

const (
	apostrophes = "'’‘ʼ`´′＇"
	middleDots  = "·•‧∙⋅⸱"
)

// joins reports whether r, inside a word that began before i, belongs to it: something that nobody sees, an apostrophe
// with a letter behind it, or a point of inclusive writing.
func joins(text string, i int, r rune) bool {
	switch {
	case isInvisible(r):
		return true
	case strings.ContainsRune(apostrophes, r):
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		return unicode.IsLetter(next) && !isSingle(next)
	case r == '.' || strings.ContainsRune(middleDots, r):
		return joinsAsPoint(text[:i], text[i+utf8.RuneLen(r):])
	}
	return false
}

// joinsAsPoint tells the points of mineur·es, C.P.A.S. and col·lectiu from the end of a sentence.
func joinsAsPoint(before, behind string) bool {
	ending := behind[:lengthOfLetters(behind)]
	last, size := utf8.DecodeLastRuneInString(before)
	if ending == "" || !unicode.IsLetter(last) {
		return false
	}
	previous, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
	isInitial := !unicode.IsLetter(previous)
	if utf8.RuneCountInString(ending) == 1 && isInitial {
		return true
	}
	return inclusiveEndings[strings.ToLower(ending)] || last == 'l' && ending[0] == 'l'
}

func lengthOfLetters(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return i
		}
	}
	return len(s)
}

// tokenOf works out the spellings of a word that eachToken found.
func tokenOf(raw string) token {
	if isPlainWord(raw) {
		return token{spellings: []string{raw}}
	}
	word := strings.ToLower(raw)
	if strings.ContainsFunc(word, isInvisible) {
		word = strings.Map(func(r rune) rune {
			if isInvisible(r) {
				return -1
			}
			return r
		}, word)
	}
	if word = norm.NFC.String(word); strings.ContainsAny(word, "șț") {
		word = cedillas.Replace(word)
	}
	if utf8.RuneCountInString(word) > longestWord {
		word = string([]rune(word)[:longestWord])
	}
	return token{spellings: spellOut(takeApart(word))}
}

func isPlainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) <= longestWord
}

// cedillas are what Romanian stemmers know; people and keyboards of today write a comma below.
var cedillas = strings.NewReplacer("ș", "ş", "ț", "ţ")

// takeApart resolves apostrophes and dots inside a word.
func takeApart(word string) []string {
	if !strings.ContainsAny(word, "."+apostrophes+middleDots) {
		return []string{word}
	}
	word = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(apostrophes, r):
			return '\''
		case strings.ContainsRune(middleDots, r):
			return '.'
		}
		return r
	}, word)
	word = strings.ReplaceAll(withoutElision(word), "'", "")
	if strings.Contains(word, ".") {
		return inclusive(strings.Split(word, "."))
	}
	return []string{word}
}

// elided are the short forms before an apostrophe in French, Italian and Catalan.
var elided = map[string]bool{
	"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "c": true, "n": true, "qu": true, "jusqu": true,
	"lorsqu": true, "puisqu": true, "quoiqu": true, "presqu": true, "quelqu": true, "dell": true, "all": true,
	"nell": true, "sull": true, "dall": true, "coll": true, "un": true, "gl": true, "quest": true, "quell": true,
	"degl": true, "agl": true, "negl": true, "sugl": true, "dagl": true, "quegl": true, "senz": true, "quand": true,
}

// withoutElision takes l' off l'hébergement and 's off city's.
func withoutElision(word string) string {
	for {
		head, rest, found := strings.Cut(word, "'")
		switch {
		case !found:
			return word
		case elided[head] && rest != "":
			word = rest
		case rest == "s":
			return head
		default:
			return word
		}
	}
}

// inclusiveEndings are what inclusive French sets behind a point: mineur·es, migrant·e·s, acteur.rice.s, réfugié·ées.
var inclusiveEndings = setOf(
	"e es s x ne nes ve ves le les re res te tes se ses fe che ée ées ère ères ière ières rice rices trice trices ice ices " +
		"euse euses eure eures esse esses enne ennes onne onnes elle elles ale ales ive ives")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// inclusive spells a word with points inside: mineur·es is mineur and mineures, réfugié·ées is réfugié and réfugiées,
// col·lectiu is collectiu, C.P.A.S. is cpas.
func inclusive(parts []string) []string {
	joined := strings.Join(parts, "")
	for _, ending := range parts[1:] {
		if !inclusiveEndings[ending] {
			return []string{joined}
		}
	}
	if utf8.RuneCountInString(parts[0]) < 3 {
		return []string{joined}
	}
	feminine := parts[0]
	for _, ending := range parts[1:] {
		feminine = withEnding(feminine, ending)
	}
	return []string{parts[0], feminine}
}

// withEnding sets an ending behind a word, or over the letters with which the word ends like it, accents aside:
// citoyen·ennes is citoyennes, usager·ères usagères. What begins with a consonant doubles it, as in professionnel·les.
func withEnding(word, ending string) string {
	if first, _ := utf8.DecodeRuneInString(ending); !strings.ContainsRune("aeiéè", first) {
		return word + ending
	}
	letters, over := []rune(word), []rune(ending)
	for n := min(len(letters), len(over)); n > 0; n-- {
		end, start := string(letters[len(letters)-n:]), string(over[:n])
		if end == start || n > 1 && fold(end) == fold(start) {
			return string(letters[:len(letters)-n]) + ending
		}
	}
	return word + ending
}

// spellOut adds the spellings in which single letters are typed as two.
func spellOut(spellings []string) []string {
	for _, s := range spellings {
		if strings.ContainsAny(s, spelledOut) {
			spellings = append(spellings, spelling.Replace(s))
		}
	}
	return spellings
}
