package search

import (
	"cmp"
	"context"
	"errors"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// succession finds the documents in which words follow each other in one field. It does what Bleve's searcher for
// phrases does, without making a map of every place of every word in every document that has them all.
type succession struct {
	words []wordPlaces
}

// wordPlaces is where one word of a phrase stands, document by document. A word with several terms stands wherever one
// of them does.
type wordPlaces struct {
	offset  uint64 // from the first word of the phrase
	cursors []*placeCursor
	places  []uint64 // in the document at hand
}

type placeCursor struct {
	reader index.TermFieldReader
	doc    index.TermFieldDoc
	to     index.IndexInternalID // reused
	at     uint64
	done   bool
}

// eachWithPhrase calls found with every practice in one of whose fields the words follow each other. An empty word is a
// gap that any word may fill; none stands at either end.
func (v *wordView) eachWithPhrase(words [][]string, field string, found func(ordinal)) (err error) {
	if len(v.ordinals) == 0 {
		return nil // Bleve has no place to begin at
	}
	s := succession{}
	defer func() { err = errors.Join(err, s.close()) }()
	for offset, terms := range words {
		if len(terms) > 0 {
			s.words = append(s.words, wordPlaces{offset: uint64(offset)})
		}
		for _, term := range terms {
			reader, err := v.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, true)
			if err != nil {
				return err
			}
			w := &s.words[len(s.words)-1]
			w.cursors = append(w.cursors, &placeCursor{reader: reader})
			if err := w.cursors[len(w.cursors)-1].advance(0); err != nil {
				return err
			}
		}
	}
	for from := uint64(0); from < uint64(len(v.ordinals)); {
		doc, more, err := s.next(from)
		if err != nil || !more {
			return err
		}
		if o := v.ordinals[doc]; o != noOrdinal && s.follow(doc) {
			found(o)
		}
		from = doc + 1
	}
	return nil
}

// next finds the first document from a number on that has every word.
func (s *succession) next(from uint64) (doc uint64, more bool, err error) {
	for agreed := 0; agreed < len(s.words); {
		agreed = 0
		for i := range s.words {
			at, more, err := s.words[i].advance(from)
			if err != nil || !more {
				return 0, false, err
			}
			if at > from {
				from = at
				break
			}
			agreed++
		}
	}
	return from, len(s.words) > 0, nil
}

// advance gives the first document from a number on that has the word.
func (w *wordPlaces) advance(from uint64) (first uint64, more bool, err error) {
	for _, c := range w.cursors {
		if !c.done && c.at < from {
			err = cmp.Or(err, c.advance(from))
		}
		if !c.done && (!more || c.at < first) {
			first, more = c.at, true
		}
	}
	return first, more, err
}

func (c *placeCursor) advance(from uint64) error {
	c.to = index.NewIndexInternalID(c.to, from)
	doc, err := c.reader.Advance(c.to, &c.doc)
	if err != nil || doc == nil {
		c.done = true
		return err
	}
	c.at = doc.ID.Value()
	return nil
}

// follow reports whether the words follow each other in the document that all of them have come to.
func (s *succession) follow(doc uint64) bool {
	for i := range s.words {
		w := &s.words[i]
		w.places = w.places[:0]
		for _, c := range w.cursors {
			if !c.done && c.at == doc {
				w.places = c.appendPlaces(w.places)
			}
		}
	}
	return slices.ContainsFunc(s.words[0].places, func(place uint64) bool {
		for i := 1; i < len(s.words); i++ {
			if !slices.Contains(s.words[i].places, place+s.words[i].offset) {
				return false
			}
		}
		return true
	})
}

// appendPlaces writes each place as one number: the part of the field, then the word in it.
func (c *placeCursor) appendPlaces(places []uint64) []uint64 {
	for _, v := range c.doc.Vectors {
		place := v.Pos
		if len(v.ArrayPositions) > 0 {
			place |= v.ArrayPositions[0] << 32
		}
		places = append(places, place)
	}
	return places
}

func (s *succession) close() (err error) {
	for i := range s.words {
		for _, c := range s.words[i].cursors {
			err = cmp.Or(err, c.reader.Close())
		}
	}
	return err
}
