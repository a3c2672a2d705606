package search

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// From how many letters on one edit is forgiven, and two.
const (
	lettersForOneEdit  = 4
	lettersForTwoEdits = 8
)

// mostCorrections bounds what is looked for in place of one word.
const mostCorrections = 5

// correctionCounts is what each edit leaves of a word's weight.
const correctionCounts = 0.5

type correction struct {
	form    string
	written string // as people write it, where that is known
	edits   int
	count   int // practices that the viewer sees with this word
}

// correct looks for words that are nearly those of the given units. What is found so never counts as direct.
func (m *matches) correct(units []int, languages []library.Language) error {
	for _, i := range units {
		corrections, err := m.corrections(&m.asked.units[i])
		if err != nil {
			return err
		}
		if len(corrections) > 0 && m.corrected == nil {
			m.corrected = map[int][]string{}
			m.tally.beginGuessing()
		}
		for _, c := range corrections {
			if err := m.collectCorrection(i, c, languages); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *matches) collectCorrection(at int, c correction, languages []library.Language) error {
	as := &asked{units: []unit{{tokens: []token{{spellings: []string{c.form}}}}}}
	if err := m.collectWord(at, as, 0, languages, false); err != nil {
		return err
	}
	meanings := m.index.terms.look(as)
	m.collectMeanings(meanings, 1, 1<<at, false)
	m.meanings = append(m.meanings, meanings...)
	factor := correctionCounts
	for range c.edits - 1 {
		factor *= correctionCounts
	}
	m.tally.endUnit(factor)
	m.corrected[at] = append(m.corrected[at], c.form)
	return nil
}

// editsFor tells how many edits a word may be away; none for a quoted word, a short one or a number.
func editsFor(u *unit) (form string, edits int) {
	if u.quoted {
		return "", 0
	}
	form = fold(u.tokens[0].spellings[0])
	switch n := utf8.RuneCountInString(form); {
	case !isLetters(form) || n < lettersForOneEdit:
		return form, 0
	case n < lettersForTwoEdits:
		return form, 1
	}
	return form, 2
}

// corrections gives the nearest words that the viewer has any use for, nearest and most used first.
func (m *matches) corrections(u *unit) ([]correction, error) {
	form, edits := editsFor(u)
	return m.nearest(form, edits)
}

// nearest gives the words that are the fewest edits away from a form, up to a number of edits.
func (m *matches) nearest(form string, edits int) ([]correction, error) {
	if edits == 0 {
		return nil, nil
	}
	found, err := m.nearForms(form, edits)
	if err != nil {
		return nil, err
	}
	// Names and labels are public, whoever carries them.
	found = append(found, m.index.terms.forms.near(form, edits)...)
	nearest := keepNearest(nil, found)
	if len(nearest) > 0 {
		edits = nearest[0].edits // what only labels have is no reason to look less far for what somebody wrote
	}
	return keepNearest(nearest, m.index.concepts.thesaurus().forms.near(form, edits)), nil
}

// keepNearest adds to a list what is found with the fewest edits, the most used first.
func keepNearest(list, found []correction) []correction {
	slices.SortFunc(found, func(a, b correction) int {
		return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(b.count, a.count), cmp.Compare(a.form, b.form))
	})
	for _, c := range found {
		isNew := !slices.ContainsFunc(list, func(n correction) bool { return n.form == c.form })
		if isNew && c.edits == found[0].edits && len(list) < mostCorrections {
			list = append(list, c)
		}
	}
	return list
}

// nearForms reads the words of the texts. Counting goes by what the viewer sees, so that a hidden practice neither
// lends a word nor takes the place of another.
func (m *matches) nearForms(form string, edits int) (found []correction, err error) {
	view := m.index.view
	near, err := view.near.of(nearTo{form, edits}, func() ([]nearForm, error) { return view.readNear(form, edits) })
	if err != nil {
		return nil, err
	}
	for _, n := range near {
		count, err := m.countForm(n.form)
		if err != nil {
			return nil, err
		}
		if count > 0 {
			found = append(found, correction{form: n.form, edits: n.edits, count: count})
		}
	}
	return found, nil
}

func (m *matches) countForm(form string) (count int, err error) {
	err = m.index.view.eachDocument(fieldForms, form, func(o ordinal) bool {
		if m.tally.sees(o) {
			count++
		}
		return true
	})
	return count, err
}

// nearForm is a word of some text that is so many edits away from another.
type nearForm struct {
	form  string
	edits int
}

type nearTo struct {
	form string
	most int // edits
}

// mostNearForms bounds what a view keeps of them.
const mostNearForms = 1 << 13

func newNearForms() *recall[nearTo, []nearForm] {
	return newRecall[nearTo](mostNearForms, func(list []nearForm) int { return 1 + len(list) })
}

// readNear looks the dictionary of all texts through, hidden ones too.
func (v *wordView) readNear(form string, edits int) (near []nearForm, err error) {
	dict, err := v.reader.FieldDictFuzzy(fieldForms, form, edits, "")
	if err != nil {
		return nil, err
	}
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return near, cmp.Or(err, dict.Close())
		}
		if away := distance(form, entry.Term, edits); away > 0 && away <= edits {
			near = append(near, nearForm{entry.Term, away})
		}
	}
}

// distance counts the edits between two words, a swap of neighbours being one; it stops beyond most.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
