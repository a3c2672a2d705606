package search

import (
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// completions find titles or labels by how they begin, and by how a later word in them begins.
type completions map[library.Language]*byBeginning

type byBeginning struct {
	first, later runs
}

func (c completions) in(tag library.Language) *byBeginning {
	b := c[tag]
	if b == nil {
		b = &byBeginning{}
		c[tag] = b
	}
	return b
}

// keysOf gives what a text is found under: itself, folded, and what remains of it from each later word on. Words that
// say nothing begin nothing.
func keysOf(text string, tag library.Language) (first, later []string) {
	var tokens []token
	var whole strings.Builder
	var starts []int
	eachToken(text, func(start, end int) bool {
		tk := tokenOf(text[start:end])
		if whole.Len() > 0 {
			whole.WriteByte(' ')
		}
		starts = append(starts, whole.Len())
		whole.WriteString(fold(tk.spellings[0]))
		tokens = append(tokens, tk)
		return true
	})
	t := tongueOf(tag)
	for i := range tokens {
		keys := otherSpellings(&tokens[i], []string{whole.String()[starts[i]:]})
		switch {
		case i == 0:
			first = keys
		case !t.isStop(&tokens[i]):
			later = append(later, keys...)
		}
	}
	return first, later
}

// otherSpellings adds the key once more for each other spelling of its first word.
func otherSpellings(tk *token, keys []string) []string {
	forms := tk.forms()
	for i := 1; i < len(forms); i++ {
		keys = append(keys, forms[i]+strings.TrimPrefix(keys[0], forms[0]))
	}
	return keys
}

func (c completions) add(tag library.Language, text, id string) {
	first, later := keysOf(text, tag)
	b := c.in(tag)
	for _, key := range first {
		b.first.add(entry{key, id})
	}
	for _, key := range later {
		b.later.add(entry{key, id})
	}
}

func (c completions) remove(tag library.Language, text, id string) {
	first, later := keysOf(text, tag)
	b := c.in(tag)
	for _, key := range first {
		b.first.remove(entry{key, id})
	}
	for _, key := range later {
		b.later.remove(entry{key, id})
	}
}

// gathered are entries on their way into completions, for when there are thousands.
type gathered map[library.Language]*struct{ first, later []entry }

func (g gathered) add(tag library.Language, text, id string) {
	if g[tag] == nil {
		g[tag] = &struct{ first, later []entry }{}
	}
	first, later := keysOf(text, tag)
	for _, key := range first {
		g[tag].first = append(g[tag].first, entry{key, id})
	}
	for _, key := range later {
		g[tag].later = append(g[tag].later, entry{key, id})
	}
}

func (c completions) addGathered(g gathered) {
	for tag, entries := range g {
		b := c.in(tag)
		b.first.addMany(entries.first)
		b.later.addMany(entries.later)
	}
}
