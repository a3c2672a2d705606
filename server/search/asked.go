package search

import (
	"strings"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// asked is what a person typed, cut into units that a practice has or has not: words, and phrases between quotation
// marks. It is never read as a language for queries: every other sign is only a gap between words.
type asked struct {
	units    []unit
	readings map[*tongue]*reading
}

// reading is what was typed as one language reads it.
type reading struct {
	stops uint32       // a bit for every word that says nothing in this language
	terms [][][]string // by unit and token
}

type unit struct {
	tokens  []token // one for a word, several for a phrase
	quoted  bool
	written string // as it may be typed again
}

// mostUnits bounds what is looked up for one question; a unit is one bit of a uint32.
const mostUnits = library.MostSought

// mostPhrase bounds the words of one phrase.
const mostPhrase = 16

const quotationMarks = "\"“”„‟«»＂"

// parse never fails. What holds no word gives no unit.
func parse(text string) asked {
	var a asked
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, " ")
	}
	for text != "" && len(a.units) < mostUnits {
		plain, phrase, rest := cutPhrase(text)
		a.addWords(plain)
		a.addPhrase(phrase)
		text = rest
	}
	return a
}

// cutPhrase cuts at the first two quotation marks; a mark without a partner is no mark.
func cutPhrase(text string) (plain, phrase, rest string) {
	start := strings.IndexAny(text, quotationMarks)
	if start < 0 {
		return text, "", ""
	}
	_, size := utf8.DecodeRuneInString(text[start:])
	behind := text[start+size:]
	end := strings.IndexAny(behind, quotationMarks)
	if end < 0 {
		return text, "", ""
	}
	_, size = utf8.DecodeRuneInString(behind[end:])
	return text[:start], behind[:end], behind[end+size:]
}

func (a *asked) addWords(text string) {
	eachToken(text, func(start, end int) bool {
		if u := wordUnit(text[start:end]); !isSmall(&u.tokens[0]) && !a.has(&u.tokens[0]) {
			a.units = append(a.units, u)
		}
		return len(a.units) < mostUnits
	})
}

func wordUnit(word string) unit { return unit{tokens: []token{tokenOf(word)}, written: word} }

// has reports whether a word was typed before: a second time says nothing new.
func (a *asked) has(tk *token) bool {
	for i := range a.units {
		if u := &a.units[i]; len(u.tokens) == 1 && u.tokens[0].spellings[0] == tk.spellings[0] {
			return true
		}
	}
	return false
}

func (a *asked) addPhrase(text string) {
	u := unit{quoted: true}
	var words []string
	eachToken(text, func(start, end int) bool {
		words = append(words, text[start:end])
		u.tokens = append(u.tokens, tokenOf(text[start:end]))
		return len(u.tokens) < mostPhrase
	})
	u.written = `"` + strings.Join(words, " ") + `"`
	if len(u.tokens) > 0 && len(a.units) < mostUnits {
		a.units = append(a.units, u)
	}
}

// all has a bit for every unit, required one for every quoted unit.
func (a *asked) all() uint32 { return uint32(1<<len(a.units) - 1) }

func (a *asked) required() uint32 {
	var mask uint32
	for i := range a.units {
		if a.units[i].quoted {
			mask |= 1 << i
		}
	}
	return mask
}

// in reads what was typed in one language. Stems take time, so every language reads once.
func (a *asked) in(t *tongue) *reading {
	if r := a.readings[t]; r != nil {
		return r
	}
	r := &reading{terms: make([][][]string, len(a.units))}
	for i := range a.units {
		u := &a.units[i]
		r.terms[i] = make([][]string, len(u.tokens))
		for k := range u.tokens {
			switch {
			case !t.isStop(&u.tokens[k]):
				r.terms[i][k] = t.terms(&u.tokens[k])
			case !u.quoted:
				r.stops |= 1 << i
			}
		}
	}
	if a.readings == nil {
		a.readings = map[*tongue]*reading{}
	}
	a.readings[t] = r
	return r
}

// isSmall reports whether a word says nothing in two languages or more, or in one and is very short, as “de” and “the”.
// Such a word is not looked for outside quotation marks. A longer one that says nothing in a single language may be a
// good word of another, as “care” is in English but not in Romanian; and so may a short one that is only without its
// accents such a word, as many abbreviations are.
func isSmall(tk *token) bool {
	languages, isTyped := 0, false
	for _, t := range tongues() {
		if t.isStop(tk) {
			languages++
			isTyped = isTyped || t.isStopAsTyped(tk)
		}
	}
	return languages > 1 || isTyped && utf8.RuneCountInString(tk.spellings[0]) <= longestSmall
}

const longestSmall = 3
