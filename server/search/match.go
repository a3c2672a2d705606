package search

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// matches are the practices that the typed words fit, and how well. A nil *matches means that no words were given.
type matches struct {
	index    *Index
	asked    *asked
	tally    *tally
	meanings []meaning
	named    []namedConcept
	// corrected holds the words that were looked for in place of one that nobody wrote, by unit.
	corrected map[int][]string
	// widened: some hits have only a part of the words.
	widened bool
}

// How much one finding counts, by where it is.
const (
	weightTitle     = 6.0
	weightSummary   = 2.5
	weightBody      = 1.0
	weightNames     = 1.5
	weightTerritory = 2.0
	weightFacet     = 0.7
)

// levels are the fields of a text with what is usual for them: how many terms one has on average.
var levels = [...]struct {
	field          string
	weight, length float64
}{
	{fieldTitle, weightTitle, 10},
	{fieldSummary, weightSummary, 35},
	{fieldBody, weightBody, 220},
	{fieldNames, weightNames, 8},
}

// The places of levels; those before levelNames are there in each language.
const (
	levelTitle = iota
	levelSummary
	levelBody
	levelNames
)

// lengthCounts is how much the length of a field counts: b of BM25.
const lengthCounts = 0.5

// liftAsked raises what is found in a language that the reader asked for.
const liftAsked = 1.3

// match finds whom the words fit. Which practices these are depends on the words and the viewer alone: neither the
// filter nor the reader's languages change it.
func (x *Index) match(v library.Viewer, words string, languages []library.Language) (*matches, error) {
	if strings.TrimSpace(words) == "" {
		return nil, nil
	}
	if x.closed {
		return nil, &library.Error{Code: library.CodeUnavailable, Message: "The library is closing.", Cause: errClosed}
	}
	x.restLater()
	a := parse(words)
	return x.matchAsked(v, &a, languages)
}

func (x *Index) matchAsked(v library.Viewer, a *asked, languages []library.Language) (*matches, error) {
	m := &matches{index: x, asked: a, tally: x.acquireTally(v)}
	m.meanings = x.terms.look(a)
	err := m.collect(languages)
	if err != nil {
		m.release()
		return nil, err
	}
	return m, nil
}

func (m *matches) collect(languages []library.Language) error {
	lost, rare, err := m.collectUnits(languages)
	if err != nil {
		return err
	}
	explained, err := m.collectConcepts(m.asked, 1)
	if err != nil {
		return err
	}
	lost = slices.DeleteFunc(lost, func(i int) bool { return explained&(1<<i) != 0 })
	if err := m.correct(lost, languages); err != nil {
		return err
	}
	if m.complete() == 0 {
		// Nobody has all the words: perhaps a rare one is a slip that happens to be a word too.
		if err := m.correct(rare, languages); err != nil {
			return err
		}
	}
	if m.corrected != nil {
		if _, err := m.collectConcepts(m.asked.with(m.corrected), correctionCounts); err != nil {
			return err
		}
	}
	m.decide()
	return nil
}

// collectUnits looks up everything as it was typed and tells which units nobody has, and which only a few have.
func (m *matches) collectUnits(languages []library.Language) (lost, rare []int, err error) {
	for i := range m.asked.units {
		u := &m.asked.units[i]
		if u.quoted && len(u.tokens) > 1 {
			err = m.collectPhrase(i, languages)
		} else {
			err = m.collectWord(i, m.asked, i, languages, true)
		}
		if err == nil && m.names(i) {
			err = m.weakenStems(i)
		}
		if err != nil {
			return nil, nil, err
		}
		m.collectMeanings(m.meanings, 1<<i, 1<<i, true)
		switch n := len(m.tally.unit.touched); {
		case n >= few || m.isStopSomewhere(i):
		case n == 0:
			lost = append(lost, i)
		default:
			rare = append(rare, i)
		}
		m.tally.endUnit(1)
	}
	return lost, rare, nil
}

// names reports whether a typed word is all of the name of something that practices carry.
func (m *matches) names(unit int) bool {
	return slices.ContainsFunc(m.meanings, func(n meaning) bool {
		return n.concept != nil && n.units&(1<<unit) != 0 && n.coverage >= 1
	})
}

// mostOfStems is what a word counts at most in a practice that has only others of the same stem: less than weightFacet.
const mostOfStems = 0.6

// weakenStems sets back those who have only other words of the same stem, as “houses” for “housing”, where what was
// typed names something that practices carry: then they come behind who has the word, and behind who carries it.
func (m *matches) weakenStems(unit int) error {
	u := &m.asked.units[unit]
	form, bit := fold(u.tokens[0].spellings[0]), uint32(1)<<unit
	if len(u.tokens) > 1 || !isForm(form) {
		return nil
	}
	exact := &m.tally.exact
	exact.ClearAll()
	for _, form := range u.tokens[0].forms() {
		if err := m.index.view.eachWith([][]string{{form}}, fieldForms, func(o ordinal) { exact.Set(uint(o)) }); err != nil {
			return err
		}
	}
	t := m.tally
	for _, o := range t.unit.touched {
		if !exact.Test(uint(o)) {
			t.direct[o] &^= bit
			t.unit.of[o] *= mostOfStems / (1 + t.unit.of[o])
		}
	}
	return nil
}

// isStopSomewhere reports whether a word says nothing in a language of the shelf; it need not be found then.
func (m *matches) isStopSomewhere(unit int) bool {
	for _, tag := range m.index.shelf.languages {
		if m.asked.in(tongueOf(tag)).stops&(1<<unit) != 0 {
			return true
		}
	}
	return false
}

// collectWord looks one word up in every language's fields. as and at say where its spelling is taken from: the words
// typed, or a correction of them.
func (m *matches) collectWord(unit int, as *asked, at int, languages []library.Language, direct bool) error {
	bit := uint32(1) << unit
	for number, tag := range m.index.shelf.languages {
		t := tongueOf(tag)
		r := as.in(t)
		stops := m.asked.in(t).stops
		if r.stops&(1<<at) != 0 {
			continue
		}
		for level := range levelNames {
			if err := m.addPostings(level, string(tag), r.terms[at][0]); err != nil {
				return err
			}
		}
		m.tally.endLanguage(number, bit|stops, lift(tag, languages), direct)
	}
	if err := m.addPostings(levelNames, "", as.units[at].tokens[0].forms()); err != nil {
		return err
	}
	m.tally.endLanguage(-1, bit, 1, direct)
	return nil
}

func lift(tag library.Language, asked []library.Language) float64 {
	for _, want := range asked {
		if want == tag || strings.HasPrefix(string(want), string(tag)+"-") {
			return liftAsked
		}
	}
	return 1
}

// addPostings adds what one field has of a word. A word with several terms is usually held under all of them, so each
// counts a part.
func (m *matches) addPostings(level int, tag string, terms []string) error {
	weight := levels[level].weight / float64(len(terms))
	for _, term := range terms {
		if err := m.addTerm(level, levels[level].field+tag, term, weight); err != nil {
			return err
		}
	}
	return nil
}

func (m *matches) addTerm(level int, field, term string, weight float64) error {
	list, err := m.index.view.postings(level, field, term)
	m.addAll(level, list, weight)
	return err
}

func (m *matches) addAll(level int, list []posting, weight float64) {
	t := m.tally
	for _, p := range list {
		if t.sees(p.who) {
			t.language.add(p.who, weight*float64(p.value))
			t.where[p.who].levels |= 1 << level
		}
	}
}

// collectMeanings adds the practices of every subject that has one of the units in. unit is the bit under which they
// are noted; typed tells what was typed from a correction of it.
func (m *matches) collectMeanings(meanings []meaning, in, unit uint32, typed bool) {
	for i := range meanings {
		meant := &meanings[i]
		set := m.index.shelf.facets[meant.facet].set(meant.id)
		if meant.units&in == 0 || set == nil {
			continue
		}
		weight, units, direct := weightFacet*meant.coverage, unit, false
		if meant.territory != nil {
			weight, direct = weightTerritory*meant.coverage, typed
		}
		if typed {
			units |= meant.stops
		}
		each(set, func(o ordinal) {
			if m.tally.sees(o) {
				m.tally.unit.add(o, weight)
				m.tally.mark(o, units, direct)
			}
		})
	}
}

// few is how many practices must have all the words; when there are fewer, those that have at least half of the words
// follow behind them, and where nobody has even that, those that have most.
const few = 3

// complete counts the practices that have all the words.
func (m *matches) complete() int {
	n, all := 0, m.asked.all()
	for _, o := range m.tally.touched {
		if m.tally.found[o]&all == all {
			n++
		}
	}
	return n
}

// threshold is how many units a hit must have.
func (m *matches) threshold() int {
	units := len(m.asked.units)
	if m.complete() >= few {
		return units
	}
	most := 0
	for _, o := range m.tally.touched {
		most = max(most, bits.OnesCount32(m.tally.found[o]&m.asked.all()))
	}
	return min(most, (units+1)/2)
}

// The grounds on which a practice is a hit, worst first; better grounds always come first, whatever the score. The
// score shown is the ground plus a fraction that grows with the sum.
const (
	groundGuessed   = iota // has only words that were guessed in place of those typed
	groundSome             // has at least half of the words
	groundCorrected        // has all of them, some guessed
	groundConcepts         // has all of them, some through concepts
	groundDirect           // has all of them in its own texts and names
)

const halfScore = 8.0 // the sum at which the fraction is one half

// decide settles who is a hit and turns sums into scores.
func (m *matches) decide() {
	t := m.tally
	all, required := m.asked.all(), m.asked.required()
	atLeast := m.threshold()
	m.widened = atLeast < len(m.asked.units)
	for _, o := range t.touched {
		found := t.found[o]
		if t.total.of[o] == 0 || found&required != required || bits.OnesCount32(found&all) < atLeast {
			continue
		}
		t.hits.Set(uint(o))
		t.total.of[o] = float64(m.ground(o, all)) + t.total.of[o]/(t.total.of[o]+halfScore)
	}
}

// full counts the hits within a scope of so many that have all the words, be it by guess or through concepts.
func (m *matches) full(hits *bitset.BitSet, total int) int {
	if m == nil || !m.widened {
		return total
	}
	n, all := 0, m.asked.all()
	each(hits, func(o ordinal) {
		if m.tally.found[o]&all == all {
			n++
		}
	})
	return n
}

func (m *matches) ground(o ordinal, all uint32) int {
	t := m.tally
	typed := t.found[o]
	if m.corrected != nil {
		typed = t.typed[o]
	}
	switch {
	case t.direct[o]&all == all:
		return groundDirect
	case typed&all == all:
		return groundConcepts
	case t.found[o]&all == all:
		return groundCorrected
	case typed&all != 0:
		return groundSome
	}
	return groundGuessed
}

// all is the set of hits; nil where no words were given.
func (m *matches) all() *bitset.BitSet {
	if m == nil {
		return nil
	}
	return &m.tally.hits
}

// score is zero where no words were given.
func (m *matches) score(o ordinal) float64 {
	if m == nil {
		return 0
	}
	return m.tally.total.of[o]
}

// order sorts hits by score, best first. It holds no sequence of its own: pages are chosen from the hits.
func (m *matches) order(s *shelf) *order[float64] {
	return &order[float64]{key: m.score, compare: descending[float64], id: s.id}
}

func (m *matches) release() {
	if m != nil {
		m.index.releaseTally(m.tally)
		m.tally = nil
	}
}
