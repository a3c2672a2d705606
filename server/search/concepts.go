package search

import (
	"slices"
	"sync"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// conceptSets knows in whose texts the labels of the thesaurus stand. The set of a concept is read from the words index
// when somebody first asks for it, kept until the thesaurus changes, and kept up to date from the texts of each change;
// no document needs to be written again for a new label.
type conceptSets struct {
	thesaurus func() *thesaurus // made when first needed

	mu   sync.Mutex // among readers, who hold the index for reading
	sets map[int]*conceptSet
}

// conceptSet holds, by level, who has a label of a concept in a text of the label's language.
type conceptSet struct {
	once   sync.Once
	err    error
	levels [levelNames]bitset.BitSet
}

func newConceptSets(ref *library.Reference) *conceptSets {
	return &conceptSets{
		thesaurus: sync.OnceValue(func() *thesaurus { return newThesaurus(ref) }),
		sets:      map[int]*conceptSet{},
	}
}

// of gives the set of a concept. The index must be held for reading.
func (c *conceptSets) of(x *Index, number int) (*conceptSet, error) {
	c.mu.Lock()
	set := c.sets[number]
	if set == nil {
		set = &conceptSet{}
		c.sets[number] = set
	}
	c.mu.Unlock()
	set.once.Do(func() { set.err = set.read(x, c.thesaurus(), number) })
	if set.err != nil {
		c.mu.Lock()
		delete(c.sets, number) // the next reader tries again
		c.mu.Unlock()
	}
	return set, set.err
}

func (s *conceptSet) read(x *Index, th *thesaurus, number int) error {
	for _, tag := range x.shelf.languages {
		l := th.lexicon(tag)
		if l == nil {
			continue
		}
		for _, i := range l.bySubject[number] {
			if err := s.readLabel(x.view, &l.labels[i], string(tag)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *conceptSet) readLabel(v *wordView, l *label, tag string) error {
	for _, form := range l.forms {
		for level := range s.levels {
			err := v.eachWith(form, levels[level].field+tag, func(o ordinal) { s.levels[level].Set(uint(o)) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// has tells on which levels a practice has a label, as bits.
func (s *conceptSet) has(o ordinal) (found uint8) {
	for level := range s.levels {
		if s.levels[level].Test(uint(o)) {
			found |= 1 << level
		}
	}
	return found
}

// eachWith calls found with every practice in one of whose fields the words follow each other.
func (v *wordView) eachWith(words [][]string, field string, found func(ordinal)) error {
	if len(words) > 1 {
		return v.eachWithPhrase(words, field, found)
	}
	for _, term := range words[0] {
		err := v.eachDocument(field, term, func(o ordinal) bool {
			found(o)
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// labelsFound tells on which levels of a practice labels stand, by subject.
type labelsFound map[int]uint8

// mostScanned is up to how many practices of a change are read for labels; after a larger one sets are read anew.
const mostScanned = 64

// scan reads the texts of a change for labels, unless it is easier to forget everything: then it gives nil.
func (c *conceptSets) scan(published []library.Practice) []labelsFound {
	c.mu.Lock()
	none := len(c.sets) == 0
	c.mu.Unlock()
	if none || len(published) > mostScanned {
		return nil
	}
	out := make([]labelsFound, len(published))
	for i := range published {
		p := &published[i]
		out[i] = labelsFound{}
		for k := range p.Texts {
			t := &p.Texts[k]
			add := out[i].in(c.thesaurus().lexicon(t.Language))
			add(levelTitle, t.Title)
			add(levelSummary, t.Summary)
			add(levelBody, t.EndReason)
			for _, section := range p.Sections[t.Language] {
				if slices.Contains(library.SectionKinds, section.Kind) {
					add(levelBody, plainText(section.Markdown))
				}
			}
		}
	}
	return out
}

// in gives what notes the labels of one language.
func (f labelsFound) in(l *lexicon) func(level int, text string) {
	return func(level int, text string) {
		if l != nil {
			l.scan(text, func(subject int) { f[subject] |= 1 << level })
		}
	}
}

// update takes in what scan found of the cards now on the shelf. Nobody else may hold the index.
func (c *conceptSets) update(s *shelf, own []*library.Card, found []labelsFound) {
	if found == nil {
		if len(own) > 0 {
			clear(c.sets)
		}
		return
	}
	for i, card := range own {
		o := s.byID[card.ID]
		for number, set := range c.sets {
			for level := range set.levels {
				set.levels[level].SetTo(uint(o), found[i][number]&(1<<level) != 0)
			}
		}
	}
}
