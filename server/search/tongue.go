package search

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hr"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/weldi-network/practice-library/server/library"
)

// tongue knows the words of one language: which of them say nothing by themselves, and what stem a word has. The
// tongue of a language that nobody has rules for takes every word as it is.
type tongue struct {
	stop  map[string]bool // folded; true where a word is written so, false where its accents are gone
	stems []analysis.TokenFilter
	own   map[string]string // stems of forms that the filters would take for others, folded
	known *stemMemory       // only where stemming takes long
}

// tongueParts names what Bleve has for each language.
var tongueParts = map[string]struct {
	stop  string
	stems []string
}{
	"en": {en.StopName, []string{porter.Name}},
	"fr": {fr.StopName, []string{fr.LightStemmerName}},
	"nl": {nl.StopName, []string{nl.SnowballStemmerName}},
	"pt": {pt.StopName, []string{pt.LightStemmerName}},
	"es": {es.StopName, []string{es.NormalizeName, es.LightStemmerName}},
	"ro": {ro.StopName, []string{ro.SnowballStemmerName}},
	"it": {it.StopName, []string{it.LightStemmerName}},
	"pl": {pl.StopName, []string{pl.SnowballStemmerName}},
	"hr": {hr.StopName, []string{hr.StemmerName}},
}

// plainTongue serves every other language.
var plainTongue = &tongue{}

// tongues are made once, when the first index is opened: the Polish stemmer reads a large table.
var tongues = sync.OnceValue(func() map[string]*tongue {
	cache := registry.NewCache()
	made := make(map[string]*tongue, len(tongueParts))
	for name, parts := range tongueParts {
		made[name] = newTongue(cache, name, parts.stop, parts.stems)
	}
	return made
})

// newTongue panics where Bleve lacks what tongueParts names or a file of stems is not in order, which no other version
// of our own program can change.
func newTongue(cache *registry.Cache, name, stop string, stems []string) *tongue {
	own, err := ownStems(name)
	if err != nil {
		panic(err)
	}
	t := &tongue{stop: map[string]bool{}, own: own}
	words, err := cache.TokenMapNamed(stop)
	if err != nil {
		panic(err)
	}
	for word := range words {
		t.addStop(word)
	}
	for _, word := range ownStops(name) {
		t.addStop(word)
	}
	if name == "hr" {
		t.stems = append(t.stems, croatianSuffixes{})
		t.known = &stemMemory{stems: map[string]string{}}
	}
	for _, stem := range stems {
		filter, err := cache.TokenFilterNamed(stem)
		if err != nil {
			panic(err)
		}
		t.stems = append(t.stems, filter)
	}
	return t
}

func (t *tongue) addStop(word string) {
	folded := fold(word)
	t.stop[folded] = t.stop[folded] || folded == word
}

// tongueOf finds the tongue for a language by its first subtag.
func tongueOf(tag library.Language) *tongue {
	base, _, _ := strings.Cut(string(tag), "-")
	if t := tongues()[base]; t != nil {
		return t
	}
	return plainTongue
}

// isStop reports whether a word says nothing by itself. An inclusive or spelled-out form is judged by its own spelling.
func (t *tongue) isStop(tk *token) bool {
	_, ok := t.stop[fold(tk.spellings[0])]
	return ok
}

// isStopAsTyped tells a stop word from another word that is like it but for its accents, as MNA is like the Polish mną.
func (t *tongue) isStopAsTyped(tk *token) bool {
	word := tk.spellings[0]
	isWritten, ok := t.stop[fold(word)]
	return ok && (isWritten || !isFolded(word))
}

// terms are what a word is held and looked for under: the stems of its spellings, as they are and folded before
// stemming, so that a word typed without its accents finds the stem of the one with them.
func (t *tongue) terms(tk *token) []string {
	if len(t.stems) == 0 {
		return tk.forms()
	}
	terms := make([]string, 0, 2)
	for _, spelling := range tk.spellings {
		folded := fold(spelling)
		if stem := t.own[folded]; stem != "" {
			terms = addTerm(terms, stem)
			continue
		}
		terms = addTerm(terms, fold(t.stem(spelling)))
		if folded != spelling {
			terms = addTerm(terms, fold(t.stem(folded)))
		}
	}
	return terms
}

func addTerm(terms []string, term string) []string {
	if term == "" || slices.Contains(terms, term) {
		return terms
	}
	return append(terms, term)
}

// forms are the folded spellings of a word, the same in every language.
func (tk *token) forms() []string {
	if len(tk.spellings) == 1 && isFolded(tk.spellings[0]) {
		return tk.spellings
	}
	forms := make([]string, 0, len(tk.spellings))
	for _, spelling := range tk.spellings {
		if form := fold(spelling); form != "" && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}

func (t *tongue) stem(word string) string {
	if len(t.stems) == 0 || !isStemmable(word) {
		return word
	}
	if t.known == nil {
		return t.workOut(word)
	}
	stem, ok := t.known.get(word)
	if !ok {
		stem = t.workOut(word)
		t.known.put(word, stem)
	}
	return stem
}

func (t *tongue) workOut(word string) string {
	stream := analysis.TokenStream{{Term: []byte(word)}}
	for _, filter := range t.stems {
		stream = filter.Filter(stream)
	}
	if len(stream) != 1 || len(stream[0].Term) == 0 || !utf8.Valid(stream[0].Term) {
		return word
	}
	return string(stream[0].Term)
}

// stemMemory remembers stems. Bleve's Croatian stemmer tries some eighty regular expressions, a tenth of a millisecond
// for each word.
type stemMemory struct {
	mu    sync.RWMutex
	stems map[string]string
}

// mostStems bounds what is remembered; beyond it, it begins anew.
const mostStems = 1 << 14

func (m *stemMemory) get(word string) (string, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	stem, ok := m.stems[word]
	return stem, ok
}

func (m *stemMemory) put(word, stem string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.stems) >= mostStems {
		clear(m.stems)
	}
	m.stems[strings.Clone(word)] = stem
}

// isStemmable keeps numbers, names of forms and other scripts away from stemmers, which were made for Latin words.
func isStemmable(word string) bool {
	if utf8.RuneCountInString(word) < 3 {
		return false
	}
	for _, r := range word {
		if (r < 'a' || r > 'z') && (r < 0xC0 || !unicode.Is(unicode.Latin, r)) {
			return false
		}
	}
	return true
}

// croatianSuffixes does what Bleve's filter of that purpose does, but always the same way: the longest suffix that
// fits, where Bleve takes the first one that a map happens to give.
type croatianSuffixes struct{}

// Filter changes the endings in place.
func (croatianSuffixes) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, tk := range input {
		word := string(tk.Term)
		for length := min(len(word), longestCroatianSuffix); length > 0; length-- {
			if other, ok := hr.SuffixTransformations[word[len(word)-length:]]; ok {
				tk.Term = []byte(word[:len(word)-length] + other)
				break
			}
		}
	}
	return input
}

const longestCroatianSuffix = 12 // in bytes; a test holds it against the table
