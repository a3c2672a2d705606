package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// needles are the words looked for, as one language holds them.
type needles struct {
	tongue  *tongue
	terms   map[string]bool
	phrases [][]map[string]bool
	// heads are the first bytes of all terms: most words of a text are passed over by a look at their head, without
	// being stemmed. Stems begin like their words.
	heads map[[2]byte]bool
}

func (p *pointer) in(tag library.Language) *needles {
	t := tongueOf(tag)
	n := p.needles[t]
	if n == nil {
		n = p.newNeedles(t)
		p.needles[t] = n
	}
	return n
}

func (p *pointer) newNeedles(t *tongue) *needles {
	n := &needles{tongue: t, terms: map[string]bool{}, heads: map[[2]byte]bool{}}
	r := p.m.asked.in(t)
	for i := range r.terms {
		switch {
		case len(r.terms[i]) == 1:
			n.addWord(r.terms[i][0])
		default:
			n.addPhrase(r.terms[i])
		}
	}
	for i := range p.m.asked.units {
		for _, form := range p.m.corrected[i] {
			n.addWord(t.terms(&token{spellings: []string{form}}))
		}
	}
	return n
}

func (n *needles) addWord(terms []string) {
	for _, term := range terms {
		n.terms[term] = true
		n.heads[headOf(term)] = true
	}
}

func (n *needles) addPhrase(words [][]string) {
	phrase := make([]map[string]bool, 0, len(words))
	for _, terms := range withoutOuterGaps(words) {
		set := map[string]bool{}
		for _, term := range terms {
			set[term] = true
			n.heads[headOf(term)] = true
		}
		phrase = append(phrase, set)
	}
	if len(phrase) > 0 {
		n.phrases = append(n.phrases, phrase)
	}
}

func headOf(s string) [2]byte {
	var head [2]byte
	copy(head[:], s)
	return head
}

// eachMark finds the words looked for in a text, in order, until f has enough.
func (n *needles) eachMark(text string, f func(start, end int) (more bool)) {
	if len(n.phrases) > 0 {
		n.eachMarkWithPhrases(text, f)
		return
	}
	eachToken(text, func(start, end int) bool {
		return !containsAny(n.terms, n.termsOf(text[start:end])) || f(start, end)
	})
}

// span is a word of a text, with its terms where its head is one of those looked for.
type span struct {
	start, end int
	terms      []string
	marked     bool
}

// eachMarkWithPhrases looks at the whole text before it finds anything: a word of a phrase is only marked where the
// others follow.
func (n *needles) eachMarkWithPhrases(text string, f func(start, end int) (more bool)) {
	var spans []span
	eachToken(text, func(start, end int) bool {
		terms := n.termsOf(text[start:end])
		spans = append(spans, span{start, end, terms, containsAny(n.terms, terms)})
		return true
	})
	for _, phrase := range n.phrases {
		for i := range spans {
			if startsPhrase(spans[i:], phrase) {
				for k := range phrase {
					spans[i+k].marked = true
				}
			}
		}
	}
	for i := range spans {
		if spans[i].marked && !f(spans[i].start, spans[i].end) {
			return
		}
	}
}

func (n *needles) termsOf(raw string) []string {
	if head, certain := quickHead(raw); certain && !n.heads[head] {
		return nil
	}
	tk := tokenOf(raw)
	for _, form := range tk.forms() {
		if n.heads[headOf(form)] {
			return n.tongue.terms(&tk)
		}
	}
	return nil
}

// quickHead gives the folded head of a word without working out its spellings. It is not certain of words that have
// more than one, or that begin elsewhere than they seem to.
func quickHead(raw string) (head [2]byte, certain bool) {
	filled, known := 0, kinds()
	for _, r := range raw {
		switch {
		case r < utf8.RuneSelf && known[r] == isOfWord:
			if filled < len(head) {
				head[filled] = lowerByte(byte(r))
				filled++
			}
		case !unicode.IsLetter(r) || filled < len(head) && strings.ContainsRune(spelledOut, unicode.ToLower(r)):
			return head, false
		case filled < len(head):
			filled += copy(head[filled:], foldRune(r))
		}
	}
	return head, true
}

func startsPhrase(spans []span, phrase []map[string]bool) bool {
	if len(spans) < len(phrase) {
		return false
	}
	for i, terms := range phrase {
		if len(terms) > 0 && !containsAny(terms, spans[i].terms) {
			return false
		}
	}
	return true
}

func containsAny(set map[string]bool, terms []string) bool {
	for _, term := range terms {
		if set[term] {
			return true
		}
	}
	return false
}
