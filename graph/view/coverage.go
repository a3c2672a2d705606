package view

import "github.com/weldi-network/practice-library/server/library"

// CoverageMatrix is how many practices there are for each pair of keys.
type CoverageMatrix struct {
	Rows    []FacetValue
	Columns []FacetValue
	Cells   []library.Cell
}

// Coverage shows a matrix with keys for IDs and its zeros filled in.
func (l *Lens) Coverage(m *library.Matrix) *CoverageMatrix {
	out := &CoverageMatrix{
		Rows:    l.headings(m.RowFacet, m.Rows),
		Columns: l.headings(m.ColumnFacet, m.Columns),
		Cells:   []library.Cell{},
	}
	type pair struct{ row, column string }
	counts := make(map[pair]int, len(m.Cells))
	for _, c := range m.Cells {
		counts[pair{l.Reference.KeyOf(m.RowFacet, c.Row), l.Reference.KeyOf(m.ColumnFacet, c.Column)}] = c.Count
	}
	for _, row := range out.Rows {
		for _, column := range out.Columns {
			out.Cells = append(out.Cells, library.Cell{Row: row.Key, Column: column.Key, Count: counts[pair{row.Key, column.Key}]})
		}
	}
	return out
}
