package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// thesaurus recognises the concepts of the thesaurus by their labels, in what is typed and in texts. A label is
// recognised when all its words are there but those that say nothing in its language.
type thesaurus struct {
	subjects []subject      // facet and id where another vocabulary has the same concept; facet is noFacet elsewhere
	numbers  map[string]int // of a subject by the ID of its concept
	narrower [][]int
	lexicons []*lexicon // sorted by tag
	forms    wordForms  // every word of a label that may be mistyped
}

const noFacet = library.Facet(facetCount)

// lexicon holds the labels of one language.
type lexicon struct {
	tag       library.Language
	tongue    *tongue
	labels    []label
	byTerm    map[string][]labelPlace
	bySubject map[int][]int // labels

	mu    sync.RWMutex
	known map[string][]string // terms of words that stand in labels, nil for others
}

type label struct {
	subject int
	words   [][]string // the terms of each word; none for a word that says nothing, never at either end
	needed  uint32     // a bit for every word that says something and is looked for when it is typed
	// forms are what is looked for in texts: the words, and the same with one more or one less word that says nothing
	// wherever there is one, as articles come and go.
	forms [][][]string
}

// labelPlace is a word of a label.
type labelPlace struct {
	label, word int
}

// longestLabel bounds the words of a label; more do not fit the bits of needed.
const longestLabel = 32

func newThesaurus(ref *library.Reference) *thesaurus {
	concepts := ref.Concepts(library.SchemeThesaurus)
	th := &thesaurus{numbers: map[string]int{}, narrower: make([][]int, len(concepts))}
	for number, c := range concepts {
		th.numbers[c.ID] = number
		th.subjects = append(th.subjects, subjectOf(c))
		for tag := range c.Labels {
			th.addLabels(number, tag, c.AllLabels(tag))
		}
		for tag := range c.Alternatives {
			if c.Labels[tag] == "" {
				th.addLabels(number, tag, c.AllLabels(tag))
			}
		}
	}
	for number, c := range concepts {
		for _, broader := range c.Broader {
			if wide, ok := th.numbers[broader]; ok {
				th.narrower[wide] = append(th.narrower[wide], number)
			}
		}
	}
	slices.SortFunc(th.lexicons, func(a, b *lexicon) int { return cmp.Compare(a.tag, b.tag) })
	return th
}

// subjectOf finds where practices carry a concept, if they do.
func subjectOf(c *library.Concept) subject {
	s := subject{facet: noFacet, concept: c}
	if scheme, id, ok := c.ExactMatch(); ok {
		for _, f := range library.Facets {
			if f.Scheme() == scheme {
				s.facet, s.id = f, id
			}
		}
	}
	return s
}

func (th *thesaurus) addLabels(number int, tag library.Language, labels []string) {
	l := th.lexicon(tag)
	if l == nil {
		l = &lexicon{
			tag: baseOf(tag), tongue: tongueOf(tag), byTerm: map[string][]labelPlace{}, bySubject: map[int][]int{},
			known: map[string][]string{},
		}
		th.lexicons = append(th.lexicons, l)
	}
	for _, text := range labels {
		l.add(number, text)
		th.addForms(l, text)
	}
}

func (th *thesaurus) addForms(l *lexicon, text string) {
	eachToken(text, func(start, end int) bool {
		if tk := tokenOf(text[start:end]); !l.tongue.isStop(&tk) {
			th.forms.add(&tk, strings.ToLower(text[start:end]))
		}
		return true
	})
}

// lexicon finds the labels for texts of a language; nil when there are none.
func (th *thesaurus) lexicon(tag library.Language) *lexicon {
	base := baseOf(tag)
	for _, l := range th.lexicons {
		if l.tag == base {
			return l
		}
	}
	return nil
}

func baseOf(tag library.Language) library.Language {
	base, _, _ := strings.Cut(string(tag), "-")
	return library.Language(base)
}

func (l *lexicon) add(number int, text string) {
	words, needed := l.readLabel(text)
	if len(words) == 0 || len(words) > longestLabel || l.has(number, words) {
		return
	}
	made := label{subject: number, words: words, needed: needed, forms: formsOf(words)}
	for i, terms := range words {
		for _, term := range terms {
			l.byTerm[term] = append(l.byTerm[term], labelPlace{len(l.labels), i})
		}
	}
	l.bySubject[number] = append(l.bySubject[number], len(l.labels))
	l.labels = append(l.labels, made)
}

// readLabel gives the terms of each word of a label and a bit for each that must be typed: all that say something, but
// for those that nobody's question keeps, as “EU”, which is “I” in Portuguese. A label of such words alone needs them all.
func (l *lexicon) readLabel(text string) (words [][]string, needed uint32) {
	var all uint32
	eachToken(text, func(start, end int) bool {
		terms := l.read(text[start:end])
		if len(terms) == 0 && len(words) == 0 {
			return true
		}
		if bit := uint32(1) << len(words); len(terms) > 0 {
			all |= bit
			if tk := tokenOf(text[start:end]); !isSmall(&tk) {
				needed |= bit
			}
		}
		words = append(words, terms)
		return true
	})
	if needed == 0 {
		needed = all
	}
	return withoutOuterGaps(words), needed
}

func formsOf(words [][]string) [][][]string {
	forms := [][][]string{words}
	for i := range words {
		if len(words[i]) == 0 && len(words[i-1]) > 0 {
			forms = append(forms, slices.Insert(slices.Clone(words), i, nil), slices.Delete(slices.Clone(words), i, i+1))
		}
	}
	return forms
}

// read gives the terms of a word of a label; none for one that says nothing. Labels share most of their words.
func (l *lexicon) read(raw string) []string {
	terms, ok := l.known[raw]
	if !ok {
		if tk := tokenOf(raw); !l.tongue.isStop(&tk) {
			terms = l.tongue.terms(&tk)
		}
		l.known[raw] = terms
	}
	return terms
}

// has reports whether another label of a subject has the same words, as singular and plural do.
func (l *lexicon) has(number int, words [][]string) bool {
	return slices.ContainsFunc(l.bySubject[number], func(i int) bool {
		return slices.EqualFunc(l.labels[i].words, words, slices.Equal[[]string])
	})
}

// recognised is a subject that some of the typed words name.
type recognised struct {
	subject int
	units   uint32  // those that make up its label
	stops   uint32  // those that say nothing in the language of the label
	share   float64 // one divided by how many subjects the same words name
}

// recognise finds the subjects whose labels were typed, in any language. What was typed as part of a longer label is
// not taken for a shorter one.
func (th *thesaurus) recognise(a *asked) []recognised {
	var out []recognised
	for _, l := range th.lexicons {
		out = l.recognise(a, out)
	}
	out = slices.DeleteFunc(slices.Clone(out), func(r recognised) bool {
		return slices.ContainsFunc(out, func(o recognised) bool { return o.units != r.units && o.units&r.units == r.units })
	})
	slices.SortFunc(out, func(a, b recognised) int {
		return cmp.Or(bits.OnesCount32(b.units)-bits.OnesCount32(a.units), cmp.Compare(a.units, b.units), a.subject-b.subject)
	})
	for start := 0; start < len(out); {
		end := start
		for end < len(out) && out[end].units == out[start].units {
			end++
		}
		for i := start; i < end; i++ {
			out[i].share = 1 / float64(end-start)
		}
		start = end
	}
	return out
}

// labelTouch tells which words of a label were typed, and by which units.
type labelTouch struct{ words, units uint32 }

func (l *lexicon) recognise(a *asked, out []recognised) []recognised {
	r := a.in(l.tongue)
	var touched map[int]labelTouch
	for i := range a.units {
		for k := range r.terms[i] {
			for _, term := range r.terms[i][k] {
				for _, p := range l.byTerm[term] {
					if a.units[i].quoted && !l.hasPhrase(p, r.terms[i], k) {
						continue
					}
					if touched == nil {
						touched = map[int]labelTouch{}
					}
					t := touched[p.label]
					touched[p.label] = labelTouch{t.words | 1<<p.word, t.units | 1<<i}
				}
			}
		}
	}
	for number, t := range touched {
		if known := &l.labels[number]; t.words&known.needed == known.needed {
			out = addRecognised(out, recognised{subject: known.subject, units: t.units, stops: r.stops})
		}
	}
	return out
}

func addRecognised(list []recognised, r recognised) []recognised {
	for i := range list {
		if list[i].subject == r.subject && list[i].units == r.units {
			list[i].stops |= r.stops
			return list
		}
	}
	return append(list, r)
}

// hasPhrase reports whether the words around a place are those of the phrase around its k-th word.
func (l *lexicon) hasPhrase(p labelPlace, phrase [][]string, k int) bool {
	words := l.labels[p.label].words
	for i, terms := range phrase {
		at := p.word - k + i
		if len(terms) > 0 && (at < 0 || at >= len(words) || !sharesTerm(terms, words[at])) {
			return false
		}
	}
	return true
}

// scan finds the subjects whose labels stand in a text; one may come more than once.
func (l *lexicon) scan(text string, found func(subject int)) {
	var words [][]string
	eachToken(text, func(start, end int) bool {
		words = append(words, l.termsOf(text[start:end]))
		return true
	})
	for i, terms := range words {
		for _, term := range terms {
			for _, p := range l.byTerm[term] {
				if known := &l.labels[p.label]; p.word == 0 && known.standsAt(words[i:]) {
					found(known.subject)
				}
			}
		}
	}
}

func (l *label) standsAt(words [][]string) bool {
	return slices.ContainsFunc(l.forms, func(form [][]string) bool { return hasWords(words, form) })
}

func hasWords(words, wanted [][]string) bool {
	if len(words) < len(wanted) {
		return false
	}
	for i, terms := range wanted {
		if len(terms) > 0 && !sharesTerm(terms, words[i]) {
			return false
		}
	}
	return true
}

// mostKnownWords bounds how many words a lexicon remembers.
const mostKnownWords = 1 << 13

// termsOf gives the terms of a word that stand in labels. The same words come again and again, and stems take time.
func (l *lexicon) termsOf(raw string) []string {
	l.mu.RLock()
	terms, ok := l.known[raw]
	l.mu.RUnlock()
	if ok {
		return terms
	}
	tk := tokenOf(raw)
	if !l.tongue.isStop(&tk) {
		terms = slices.DeleteFunc(slices.Clone(l.tongue.terms(&tk)), func(term string) bool { return l.byTerm[term] == nil })
	}
	l.mu.Lock()
	if len(l.known) >= mostKnownWords {
		clear(l.known)
	}
	l.known[strings.Clone(raw)] = terms
	l.mu.Unlock()
	return terms
}
