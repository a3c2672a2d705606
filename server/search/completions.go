package search

import (
	"slices"
	"strings"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// completions find titles or labels by how they begin, and by how a later word in them begins.
type completions map[library.Language]*byBeginning

type byBeginning struct {
	texts        foldedTexts
	first, later runs
}

func (c completions) in(tag library.Language) *byBeginning {
	b := c[tag]
	if b == nil {
		b = &byBeginning{}
		b.first.texts, b.later.texts = &b.texts, &b.texts
		c[tag] = b
	}
	return b
}

// eachKey gives what a text is found under: itself, folded, and what remains of it from each later word on, as a text
// and where the key begins in it. A word with several spellings gives a key for each; one that says nothing begins
// nothing.
func eachKey(text string, t *tongue, f func(folded string, start int, isFirst bool)) {
	whole, words := foldWords(text)
	for i := range words {
		w := &words[i]
		if _, isStop := t.stop[w.forms[0]]; isStop && i > 0 {
			continue
		}
		f(whole, w.start, i == 0)
		rest := whole[w.start+len(w.forms[0]):]
		for _, form := range w.forms[1:] {
			f(form+rest, 0, i == 0)
		}
	}
}

type foldedWord struct {
	start int // in the folded text
	forms []string
}

// foldWords folds a text to words with single spaces.
func foldWords(text string) (whole string, words []foldedWord) {
	var b strings.Builder
	b.Grow(len(text))
	eachToken(text, func(start, end int) bool {
		tk := tokenOf(text[start:end])
		forms := tk.forms()
		if len(forms) == 0 {
			return true
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		words = append(words, foldedWord{b.Len(), forms})
		b.WriteString(forms[0])
		return true
	})
	return b.String(), words
}

func (c completions) add(tag library.Language, text, id string) {
	b := c.in(tag)
	b.eachEntry(labelled{text, id}, tongueOf(tag), func(e entry, isFirst bool) { b.of(isFirst).add(e) })
}

// eachEntry puts a text away and gives its entries.
func (b *byBeginning) eachEntry(l labelled, t *tongue, f func(e entry, isFirst bool)) {
	last, number := "", uint32(0)
	eachKey(l.text, t, func(folded string, start int, isFirst bool) {
		if folded != last {
			last, number = folded, b.texts.put(folded, l.id)
		}
		f(entry{number, uint32(start)}, isFirst)
	})
}

func (c completions) remove(tag library.Language, text, id string) {
	b := c.in(tag)
	eachKey(text, tongueOf(tag), func(folded string, start int, isFirst bool) {
		b.of(isFirst).remove(sought{folded[start:], id})
	})
}

// of gives one of the two; an empty one where a language has nothing.
func (b *byBeginning) of(isFirst bool) *runs {
	if b == nil {
		return &runs{}
	}
	if isFirst {
		return &b.first
	}
	return &b.later
}

// labelled is one text to be taken in, when there are thousands.
type labelled struct{ text, id string }

// addMany takes in texts by language, each language beside the others.
func (c completions) addMany(texts map[library.Language][]labelled) {
	var all sync.WaitGroup
	for tag, list := range texts {
		b := c.in(tag)
		all.Go(func() { b.addMany(tongueOf(tag), list) })
	}
	all.Wait()
}

func (b *byBeginning) addMany(t *tongue, list []labelled) {
	var first, later []entry
	for _, l := range list {
		b.eachEntry(l, t, func(e entry, isFirst bool) {
			if isFirst {
				first = append(first, e)
			} else {
				later = append(later, e)
			}
		})
	}
	for _, e := range slices.Concat(first, later) {
		b.texts.all[e.text].uses++
	}
	b.first.addMany(first)
	b.later.addMany(later)
}
