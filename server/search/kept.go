package search

import (
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/weldi-network/practice-library/server/library"
)

// sectionFields are the kinds of sections as highlights name them.
var sectionFields = sync.OnceValue(func() []string {
	names := make([]string, len(library.SectionKinds))
	for i, kind := range library.SectionKinds {
		names[i] = strings.ToLower(string(kind))
	}
	return names
})

// eachSection gives the sections of a practice in one language, as they were indexed and in reading order, until f has
// enough. Nothing else of the document is copied out of the words index.
func (v *wordView) eachSection(id library.ID, tag library.Language, f func(field, text string) (more bool)) error {
	segment, number, err := v.document(id)
	if segment == nil || err != nil {
		return err
	}
	body, fields := fieldBody+string(tag), sectionFields()
	return segment.VisitDocument(number, func(name string, _ byte, value []byte, positions []uint64) (more bool) {
		if name != body || len(positions) == 0 || positions[0] >= uint64(len(fields)) {
			return true
		}
		return f(fields[positions[0]], string(value))
	})
}

// document finds the segment of a practice's document and its number there; no segment when there is none.
func (v *wordView) document(id library.ID) (*scorch.SegmentSnapshot, uint64, error) {
	internal, err := v.reader.InternalID(string(id))
	if internal == nil || err != nil {
		return nil, 0, err
	}
	number := internal.Value()
	for _, segment := range v.reader.Segments() {
		size := uint64(segment.FullSize())
		if number < size {
			return segment, number, nil
		}
		number -= size
	}
	return nil, 0, nil
}
