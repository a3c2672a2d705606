package search

import (
	"cmp"
	"context"
	"strings"

	index "github.com/blevesearch/bleve_index_api"
)

// posting says who has a word in one field, and how much it counts there before the field's weight.
type posting struct {
	who   ordinal
	value float32
}

// fieldTerm is a word of a field, or a phrase.
type fieldTerm struct{ field, term string }

// mostPostings bounds what a view keeps of them, in postings of eight bytes: 4 MB. A list costs something even when
// nobody is on it.
const (
	mostPostings = 1 << 19
	costOfList   = 24
)

func newPostings() *recall[fieldTerm, []posting] {
	return newRecall[fieldTerm](mostPostings, func(list []posting) int { return costOfList + len(list) })
}

// postings tells who has a term in the field of a level. Nobody may write to what it gives.
func (v *wordView) postings(level int, field, term string) ([]posting, error) {
	return v.read.of(fieldTerm{field, term}, func() ([]posting, error) { return v.readPostings(level, field, term) })
}

func (v *wordView) readPostings(level int, field, term string) ([]posting, error) {
	reader, err := v.reader.TermFieldReader(context.Background(), []byte(term), field, true, true, false)
	if err != nil {
		return nil, err
	}
	list := make([]posting, 0, reader.Count()) // which is kept as it is
	err = v.eachOf(reader, func(o ordinal, doc *index.TermFieldDoc) bool {
		length := float64(1 / (doc.Norm * doc.Norm))
		value := float64(doc.Freq) / (1 - lengthCounts + lengthCounts*length/levels[level].length)
		list = append(list, posting{o, float32(value)})
		return true
	})
	return list, err
}

// A phrase is kept as a word would be that no text can have: its words with an end behind each, and so their terms.
const (
	endOfTerm = "\x00"
	endOfWord = "\x01"
)

// phrasePostings tells in which practices the words of a phrase follow each other in a field, each counting one.
func (v *wordView) phrasePostings(words [][]string, field string) ([]posting, error) {
	var key strings.Builder
	for _, terms := range words {
		for _, term := range terms {
			key.WriteString(term + endOfTerm)
		}
		key.WriteString(endOfWord)
	}
	return v.read.of(fieldTerm{field, key.String()}, func() (list []posting, err error) {
		err = v.eachWithPhrase(words, field, func(o ordinal) { list = append(list, posting{o, 1}) })
		return list, err
	})
}

// eachDocument calls found with every practice that has a term in a field, until found has enough.
func (v *wordView) eachDocument(field, term string, found func(o ordinal) (more bool)) error {
	reader, err := v.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return err
	}
	return v.eachOf(reader, func(o ordinal, _ *index.TermFieldDoc) bool { return found(o) })
}

// eachOf reads to the end, or until found has enough, and closes the reader.
func (v *wordView) eachOf(reader index.TermFieldReader, found func(o ordinal, doc *index.TermFieldDoc) (more bool)) error {
	var doc index.TermFieldDoc
	for {
		next, err := reader.Next(&doc)
		if err != nil || next == nil {
			return cmp.Or(err, reader.Close())
		}
		if o := v.ordinals[next.ID.Value()]; o != noOrdinal && !found(o, next) {
			return reader.Close()
		}
	}
}
