package search

import "github.com/weldi-network/practice-library/server/library"

// Timeline counts practices by the year in which they began, earliest first, those of unknown start last.
func (x *Index) Timeline(v library.Viewer, q library.Query) ([]library.YearCount, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	found, err := x.match(v, q.Words, nil)
	if err != nil {
		return nil, err
	}
	defer found.release()
	s := x.acquireScope()
	defer x.releaseScope(s)
	s.narrow(x.shelf, v, &q.Filter, found.all())
	out := []library.YearCount{}
	unknown := s.total
	for i, year := range x.shelf.years.years {
		if n := int(s.hits.IntersectionCardinality(x.shelf.years.sets[i])); n > 0 {
			out = append(out, library.YearCount{Year: &year, Count: n})
			unknown -= n
		}
	}
	if unknown > 0 {
		out = append(out, library.YearCount{Count: unknown})
	}
	return out, nil
}
