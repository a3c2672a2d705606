package search

import (
	"math/bits"
	"slices"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// namedConcept is a concept of the thesaurus that some of the typed words name, or one right below it, with the
// practices that are found through it.
type namedConcept struct {
	*subject
	number  int
	units   uint32
	carried *bitset.BitSet // by people, through the same concept of another vocabulary; nil for none
	labels  *conceptSet    // whose texts have one of its labels
}

// weightsOfLabels is how much a label counts by where it stands: as much as a word.
var weightsOfLabels = [levelNames]float64{levelTitle: weightTitle, levelSummary: weightSummary, levelBody: weightBody}

// What people have assigned counts like a label in the summary; narrowerCounts is what a narrower concept leaves of a
// weight.
const (
	weightCarried  = weightSummary
	narrowerCounts = 0.4
)

// has reports whether a practice is found through the concept.
func (n *namedConcept) has(o ordinal) bool {
	return n.labels.has(o) != 0 || n.carried != nil && n.carried.Test(uint(o))
}

// isSame reports whether the concept of another vocabulary means just this.
func (n *namedConcept) isSame(c *library.Concept) bool {
	return c == n.concept || n.facet != noFacet && c.ID == n.id && c.Scheme == n.facet.Scheme()
}

// with is what was asked, each corrected word in all the spellings that were looked for in its place.
func (a *asked) with(corrected map[int][]string) *asked {
	out := &asked{units: slices.Clone(a.units)}
	for i, forms := range corrected {
		out.units[i] = unit{tokens: []token{{spellings: forms}}}
	}
	return out
}

// collectConcepts adds the practices that have the concepts named by some words, and tells which units are thereby
// explained. as is what was typed or a correction of it, factor what that leaves of a word's weight.
func (m *matches) collectConcepts(as *asked, factor float64) (explained uint32, err error) {
	concepts := m.index.concepts
	found := concepts.thesaurus().recognise(as)
	for start := 0; start < len(found); {
		units := found[start].units
		end := start
		for ; end < len(found) && found[end].units == units; end++ {
			if err := m.addConcept(&found[end], as == m.asked); err != nil {
				m.tally.unit.clear()
				return explained, err
			}
		}
		start = end
		if len(m.tally.unit.touched) > 0 {
			explained |= units
		}
		m.tally.endUnit(factor * float64(bits.OnesCount32(units)))
	}
	return explained, nil
}

// addConcept adds those who have a concept and, counting less, those who have one right below it.
func (m *matches) addConcept(r *recognised, typed bool) error {
	if err := m.addNamed(r.subject, r, r.share, typed); err != nil {
		return err
	}
	for _, narrower := range m.index.concepts.thesaurus().narrower[r.subject] {
		if err := m.addNamed(narrower, r, r.share*narrowerCounts, typed); err != nil {
			return err
		}
	}
	return nil
}

func (m *matches) addNamed(number int, r *recognised, weight float64, typed bool) error {
	if slices.ContainsFunc(m.named, func(n namedConcept) bool { return n.number == number && n.units == r.units }) {
		return nil
	}
	labels, err := m.index.concepts.of(m.index, number)
	if err != nil {
		return err
	}
	n := namedConcept{
		subject: &m.index.concepts.thesaurus().subjects[number], number: number, units: r.units, labels: labels,
	}
	units := r.units
	if typed {
		units |= r.stops
	}
	if n.facet != noFacet {
		if n.carried = m.index.shelf.facets[n.facet].set(n.id); n.carried != nil {
			m.addHolders(n.carried, weight*weightCarried)
		}
	}
	for level := range labels.levels {
		m.addHolders(&labels.levels[level], weight*weightsOfLabels[level])
	}
	m.tally.endLanguage(-1, units, 1, false) // of several concepts named by the same words the best counts
	m.named = append(m.named, n)
	return nil
}

// addHolders adds practices to the concept at hand.
func (m *matches) addHolders(set *bitset.BitSet, weight float64) {
	each(set, func(o ordinal) {
		if m.tally.sees(o) {
			m.tally.language.add(o, weight)
		}
	})
}

// shownLabels are the concepts whose labels are pointed at in a practice, as bits of their places in named, and the
// levels on which those stand.
type shownLabels struct {
	concepts uint64
	levels   uint8
}

// labelsShown is empty for a practice that has all the words in its own texts.
func (m *matches) labelsShown(o ordinal) (shown shownLabels) {
	all := m.asked.all()
	if m.tally.direct[o]&all == all {
		return shown
	}
	for i := range m.named[:min(len(m.named), 64)] {
		if levels := m.named[i].labels.has(o); levels != 0 {
			shown.concepts |= 1 << i
			shown.levels |= levels
		}
	}
	return shown
}

// labelledText is what decides which labels are looked for in a text.
type labelledText struct {
	language library.Language
	concepts uint64
}

// inWithLabels gives the needles for a language, with the labels of some of the named concepts.
func (p *pointer) inWithLabels(tag library.Language, concepts uint64) *needles {
	l := p.m.index.concepts.thesaurus().lexicon(tag)
	if concepts == 0 || l == nil {
		return p.in(tag)
	}
	key := labelledText{tag, concepts}
	if n := p.withLabels[key]; n != nil {
		return n
	}
	n := p.newNeedles(l.tongue)
	for ; concepts != 0; concepts &= concepts - 1 {
		for _, i := range l.bySubject[p.m.named[bits.TrailingZeros64(concepts)].number] {
			for _, form := range l.labels[i].forms {
				n.addLabel(form)
			}
		}
	}
	p.withLabels[key] = n
	return n
}

func (n *needles) addLabel(words [][]string) {
	if len(words) == 1 {
		n.addWord(words[0])
	} else {
		n.addPhrase(words)
	}
}
