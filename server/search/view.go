package search

import (
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/weldi-network/practice-library/server/library"
)

// wordView is the words index as it stood after one change, with the ordinal of every document in it. Readers use the
// view that belongs to the cards they see.
type wordView struct {
	reader   *scorch.IndexSnapshot
	ordinals []ordinal // by document number
	// parts are the same by segment. Segments never change, so that the next view takes over those it shares.
	parts map[uint64][]ordinal
	// strangers are documents whose practice is not on the shelf yet.
	strangers []stranger
	// read and near are what was read of words so far.
	read *recall[fieldTerm, []posting]
	near *recall[nearTo, []nearForm]
}

type stranger struct {
	number int       // of the document
	part   []ordinal // of its segment
	within int       // of its segment
	id     library.ID
}

const noOrdinal = ^ordinal(0)

// newView reads the index as it stands now. Only documents of new segments are looked up.
func (x *Index) newView(old *wordView) (*wordView, error) {
	reader, err := x.words.index.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("search: the words index gives a reader of type %T", reader)
	}
	v := &wordView{reader: snapshot, parts: map[uint64][]ordinal{}, read: newPostings(), near: newNearForms()}
	for _, segment := range snapshot.Segments() {
		part, known := old.part(segment.Id(), int(segment.FullSize()))
		if !known {
			if part, err = x.readPart(v, segment); err != nil {
				return nil, err
			}
		}
		v.parts[segment.Id()] = part
		v.ordinals = append(v.ordinals, part...)
	}
	return v, nil
}

func (v *wordView) part(segment uint64, size int) ([]ordinal, bool) {
	if v == nil {
		return nil, false
	}
	part, ok := v.parts[segment]
	return part, ok && len(part) == size
}

func (x *Index) readPart(v *wordView, segment *scorch.SegmentSnapshot) ([]ordinal, error) {
	part := make([]ordinal, segment.FullSize())
	for i := range part {
		id, err := segment.DocID(uint64(i))
		if err != nil {
			return nil, err
		}
		o, ok := x.shelf.byID[library.ID(id)]
		if !ok {
			o = noOrdinal
			v.strangers = append(v.strangers, stranger{len(v.ordinals) + i, part, i, library.ID(id)})
		}
		part[i] = o
	}
	return part, nil
}

// savedParts gives the parts with every ordinal replaced by the place of its card in the saved state.
func (v *wordView) savedParts(places []ordinal) []savedPart {
	saved := make([]savedPart, 0, len(v.parts))
	for id, part := range v.parts {
		cards := make([]ordinal, len(part))
		for i, o := range part {
			cards[i] = noOrdinal
			if o != noOrdinal {
				cards[i] = places[o]
			}
		}
		saved = append(saved, savedPart{id, cards})
	}
	return saved
}

// viewOf is a view of parts that were saved, for newView to take them from.
func viewOf(saved []savedPart, cards int) (*wordView, error) {
	v := &wordView{parts: map[uint64][]ordinal{}}
	for _, part := range saved {
		for _, o := range part.Cards {
			if o != noOrdinal && int(o) >= cards {
				return nil, errPacked
			}
		}
		v.parts[part.Segment] = part.Cards
	}
	return v, nil
}

// introduce looks the strangers up again, once the cards of the same change are on the shelf.
func (v *wordView) introduce(s *shelf) {
	for _, who := range v.strangers {
		if o, ok := s.byID[who.id]; ok {
			v.ordinals[who.number] = o
			who.part[who.within] = o
		}
	}
	v.strangers = nil
}

func (v *wordView) close() {
	if v != nil && v.reader != nil {
		_ = v.reader.Close() // gives back references; nothing can be done about a failure
	}
}
