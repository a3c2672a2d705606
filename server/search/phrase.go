package search

import (
	"github.com/weldi-network/practice-library/server/library"
)

// collectPhrase looks the words of a phrase up where they follow each other. A word that says nothing leaves a gap
// that any word may fill.
func (m *matches) collectPhrase(unit int, languages []library.Language) error {
	bit := uint32(1) << unit
	for number, tag := range m.index.shelf.languages {
		r := m.asked.in(tongueOf(tag))
		for level := range levelNames {
			if err := m.addPhrase(level, string(tag), r.terms[unit]); err != nil {
				return err
			}
		}
		m.tally.endLanguage(number, bit|r.stops, lift(tag, languages), true)
	}
	var forms [][]string
	for i := range m.asked.units[unit].tokens {
		forms = append(forms, m.asked.units[unit].tokens[i].forms())
	}
	if err := m.addPhrase(levelNames, "", forms); err != nil {
		return err
	}
	m.tally.endLanguage(-1, bit, 1, true)
	return nil
}

func (m *matches) addPhrase(level int, tag string, phrase [][]string) error {
	phrase = withoutOuterGaps(phrase)
	if len(phrase) == 0 {
		return nil
	}
	list, err := m.index.view.phrasePostings(phrase, levels[level].field+tag)
	m.addAll(level, list, levels[level].weight)
	return err
}

func withoutOuterGaps(phrase [][]string) [][]string {
	for len(phrase) > 0 && len(phrase[0]) == 0 {
		phrase = phrase[1:]
	}
	for len(phrase) > 0 && len(phrase[len(phrase)-1]) == 0 {
		phrase = phrase[:len(phrase)-1]
	}
	return phrase
}
