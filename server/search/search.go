package search

import (
	"github.com/weldi-network/practice-library/server/library"
)

// Search answers a resolved query for one viewer.
func (x *Index) Search(v library.Viewer, q library.Query) (*library.Results, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	found, err := x.match(v, q.Words, q.Languages)
	if err != nil {
		return nil, err
	}
	defer found.release()
	s := x.acquireScope()
	defer x.releaseScope(s)
	s.narrow(x.shelf, v, &q.Filter, found.all())
	results, err := x.page(s, found, &q)
	if err != nil {
		return nil, err
	}
	results.FullMatches = found.full(&s.hits, s.total)
	if q.WithFacets {
		results.Facets = s.countFacets(x.shelf)
	}
	if results.Total == 0 {
		if err := x.advise(results, v, &q, found); err != nil {
			return nil, err
		}
	}
	return results, x.explain(results, found, &q)
}

// page cuts one page in the order asked for.
func (x *Index) page(s *scope, found *matches, q *library.Query) (*library.Results, error) {
	shelf := x.shelf
	switch q.Order {
	case library.OrderOldest:
		return resultsOf(shelf, s, found, q.Page, shelf.oldest, encodeTime(tagOldest), decodeTime(tagOldest))
	case library.OrderRecentlyUpdated:
		return resultsOf(shelf, s, found, q.Page, shelf.updated, encodeTime(tagUpdated), decodeTime(tagUpdated))
	case library.OrderTitle:
		titles := &shelf.titles.of(shelf, q.Languages).order
		return resultsOf(shelf, s, found, q.Page, titles, encodeTitle, decodeTitle)
	case library.OrderRelevance:
		if found != nil {
			return resultsOf(shelf, s, found, q.Page, found.order(shelf), encodeScore, decodeScore)
		}
	case library.OrderNewest:
	}
	return resultsOf(shelf, s, found, q.Page, shelf.newest, encodeTime(tagNewest), decodeTime(tagNewest))
}

// resultsOf cuts a page out of one order and gives each practice on it its card, position and score.
func resultsOf[K any](shelf *shelf, s *scope, found *matches, p library.Page, by *order[K],
	encode func(K) []byte, decode func([]byte) (K, bool),
) (*library.Results, error) {
	from, err := spotOf(p, decode)
	if err != nil {
		return nil, err
	}
	w := by.cut(&s.hits, s.total, p, from)
	results := &library.Results{Total: s.total, HasNext: w.hasNext, HasPrevious: w.hasPrevious}
	results.Hits = make([]library.Hit, len(w.ordinals))
	for i, o := range w.ordinals {
		results.Hits[i] = library.Hit{
			Card:     shelf.cards[o],
			Position: library.Position{Key: encode(by.key(o)), ID: by.id(o)},
			Score:    found.score(o),
		}
	}
	return results, nil
}
