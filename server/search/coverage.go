package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bits-and-blooms/bitset"

	"github.com/weldi-network/practice-library/server/library"
)

// Coverage counts practices by two facets at once, within the words and filter of a resolved query.
func (x *Index) Coverage(v library.Viewer, rows, columns library.Facet, q library.Query) (*library.CoverageCounts, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if int(rows) >= facetCount || int(columns) >= facetCount {
		return nil, library.Refuse(library.CodeBadInput, "There is no such axis.")
	}
	s := x.acquireScope()
	defer x.releaseScope(s)
	found, err := x.match(v, q.Words, nil)
	if err != nil {
		return nil, err
	}
	defer found.release()
	s.narrow(x.shelf, v, &q.Filter, found.all())
	return &library.CoverageCounts{
		Cells:   s.matrix(x.shelf, rows, columns),
		Rows:    countRows(&x.shelf.facets[rows], &s.hits),
		Columns: countRows(&x.shelf.facets[columns], &s.hits),
	}, nil
}

// fewInRow is up to how many practices of a row are looked up one by one instead of meeting every column's set.
const fewInRow = 128

// matrix counts row by row; the cells come sorted by row and column.
func (s *scope) matrix(shelf *shelf, rows, columns library.Facet) []library.Cell {
	var cells []library.Cell
	for i := range shelf.facets[rows].rows {
		row := &shelf.facets[rows].rows[i]
		if row.size == 0 {
			continue
		}
		copySet(&s.spare, &s.hits)
		s.spare.InPlaceIntersection(row.members)
		n := int(s.spare.Count())
		switch {
		case n == 0:
		case n <= fewInRow:
			cells = shelf.tally(cells, row.id, columns, &s.spare)
		default:
			cells = shelf.meet(cells, row.id, columns, &s.spare)
		}
	}
	slices.SortFunc(cells, func(a, b library.Cell) int {
		return cmp.Or(strings.Compare(a.Row, b.Row), strings.Compare(a.Column, b.Column))
	})
	return cells
}

// meet counts a row by intersecting it with the set of each column.
func (s *shelf) meet(cells []library.Cell, row string, columns library.Facet, members *bitset.BitSet) []library.Cell {
	for i := range s.facets[columns].rows {
		column := &s.facets[columns].rows[i]
		if n := int(members.IntersectionCardinality(column.members)); n > 0 {
			cells = append(cells, library.Cell{Row: row, Column: column.id, Count: n})
		}
	}
	return cells
}

// tally counts a row by asking each of its practices for its columns.
func (s *shelf) tally(cells []library.Cell, row string, columns library.Facet, members *bitset.BitSet) []library.Cell {
	sets := &s.facets[columns]
	counts := make([]int, len(sets.rows))
	each(members, func(o ordinal) {
		for _, id := range s.valuesOf(columns, s.cards[o]) {
			counts[sets.index[id]]++
		}
	})
	for i, n := range counts {
		if n > 0 {
			cells = append(cells, library.Cell{Row: row, Column: sets.rows[i].id, Count: n})
		}
	}
	return cells
}
