package httpd

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/collate"

	"github.com/weldi-network/practice-library/server/library"
)

// axes are the two facets that a coverage table counts by, as its address says.
type axes struct{ rows, columns library.Facet }

// usualAxes stand where nothing else is asked for. Territories are many and themes few: so the table is read downwards.
var usualAxes = axes{library.FacetTerritories, library.FacetThemes}

// readAxes reads a hand-edited address as far as it makes sense, as the client does.
func readAxes(q url.Values) axes {
	rows, hasRows := facetNamed(q.Get("rows"))
	columns, hasColumns := facetNamed(q.Get("columns"))
	switch {
	case !hasRows && !hasColumns:
		return usualAxes
	case !hasRows:
		return axes{opposite(columns), columns}
	case !hasColumns || columns == rows:
		return axes{rows, opposite(rows)}
	}
	return axes{rows, columns}
}

// opposite is what stands on the other side where nothing, or the same, was asked for.
func opposite(f library.Facet) library.Facet {
	if f == usualAxes.rows {
		return usualAxes.columns
	}
	return usualAxes.rows
}

// facetNamed finds a facet by its own name, or by that of its axis in the API: transversalIssues, TRANSVERSAL_ISSUE.
func facetNamed(name string) (library.Facet, bool) {
	for _, f := range library.Facets {
		if name == f.String() || strings.EqualFold(name, axisName(f)) {
			return f, true
		}
	}
	return 0, false
}

func axisName(f library.Facet) string {
	if f == library.FacetCountries {
		return "country"
	}
	if f == library.FacetTerritories {
		return "territory"
	}
	var out strings.Builder
	for _, r := range strings.TrimSuffix(f.String(), "s") {
		if 'A' <= r && r <= 'Z' {
			out.WriteByte('_')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// write spells the table as the client does; the usual one has no query.
func (a axes) write() string {
	if a == usualAxes {
		return ""
	}
	return "rows=" + a.rows.String() + "&columns=" + a.columns.String()
}

// coverageText is a coverage table as it is read without scripts.
type coverageText struct {
	Caption       string
	Rows, Columns []choice
	Swapped       string
	// Gaps says how many pairs have no practice.
	Gaps    string
	Heads   []heading
	Groups  []group
	Missing []gap
	// OfPartners: territories outside the network are not among the gaps; they were chosen for what they have.
	OfPartners bool
	// Span is how many columns the table has.
	Span int
}

// choice is one option of a select.
type choice struct {
	Value, Name string
	IsChosen    bool
}

// heading is a row or column, with the list of its practices and how many there are.
type heading struct {
	link
	Count      string
	id, key    string
	isPartner  bool
	isUnstated bool
}

// group is a part of the rows; its name is empty where rows are not grouped.
type group struct {
	Name string
	Rows []row
}

type row struct {
	heading
	Cells []cell
}

type cell struct {
	Path, Count, Name string
	// Foreign are the row and the column where one of them is in another language than the page: an attribute has one
	// language alone, so that they stand beside the number then.
	Foreign []text
	IsGap   bool
}

// gap is a column, and the rows that have nothing there.
type gap struct {
	Column text
	Rows   []text
}

// coverage counts practices by two facets at once.
func (rd *reader) coverage() (*document, error) {
	a := readAxes(rd.request.URL.Query())
	m, err := rd.site.library.Coverage(library.Anonymous(), a.rows, a.columns, library.Filter{})
	if err != nil {
		return nil, err
	}
	words := rd.Words.Coverage
	t := &coverageText{
		Caption: rd.facetName(a.rows) + " × " + rd.facetName(a.columns),
		Rows:    rd.choices(a.rows), Columns: rd.choices(a.columns),
		Swapped: rd.Link("/coverage") + query(axes{a.columns, a.rows}.write()),
		Heads:   rd.headings(a.columns, m.Columns),
	}
	t.Span = len(t.Heads) + 2
	t.OfPartners = a.rows == library.FacetTerritories || a.columns == library.FacetTerritories
	rd.fillTable(t, a, m)
	return &document{
		reader: rd, Title: words.Title, Description: words.Intro, Path: "/coverage", Query: a.write(), Kind: "website",
		Page: "coverage", Template: "coverage", Text: t,
	}, nil
}

func (rd *reader) fillTable(t *coverageText, a axes, m *library.Matrix) {
	counts := map[[2]string]int{}
	for _, c := range m.Cells {
		counts[[2]string{c.Row, c.Column}] = c.Count
	}
	zeros, cells := 0, 0
	lacking := make([][]text, len(t.Heads))
	for _, head := range rd.headings(a.rows, m.Rows) {
		r := row{heading: head}
		for i, column := range t.Heads {
			n := counts[[2]string{head.id, column.id}]
			cells++
			if n == 0 {
				zeros++
				if told(a.rows, head) && told(a.columns, column) {
					lacking[i] = append(lacking[i], head.Text)
				}
			}
			r.Cells = append(r.Cells, rd.cell(a, head, column, n))
		}
		t.addRow(r, rd.groupName(a.rows, head))
	}
	t.Gaps = rd.Words.Coverage.NoGaps
	if zeros > 0 {
		n := &rd.Words.Numbers
		t.Gaps = rd.Words.Coverage.GapsCounted.of(rd.Language, zeros).with(n.write(zeros), n.write(cells))
	}
	for i, rows := range lacking {
		if len(rows) > 0 {
			t.Missing = append(t.Missing, gap{t.Heads[i].Text, rows})
		}
	}
}

func told(f library.Facet, h heading) bool { return f != library.FacetTerritories || h.isPartner }

func (t *coverageText) addRow(r row, name string) {
	if n := len(t.Groups); n == 0 || t.Groups[n-1].Name != name {
		t.Groups = append(t.Groups, group{Name: name})
	}
	last := &t.Groups[len(t.Groups)-1]
	last.Rows = append(last.Rows, r)
}

func (rd *reader) groupName(f library.Facet, h heading) string {
	switch {
	case f != library.FacetTerritories:
		return ""
	case h.isPartner:
		return rd.Words.Coverage.Partners
	}
	return rd.Words.Coverage.Others
}

func (rd *reader) cell(a axes, r, column heading, n int) cell {
	c := cell{
		Path:  rd.narrowed(facetKey{a.rows, r.key}, facetKey{a.columns, column.key}),
		Count: rd.Words.Numbers.write(n), IsGap: n == 0, Name: rd.counted(n),
	}
	if r.Text.IsForeign || column.Text.IsForeign {
		c.Foreign = []text{r.Text, column.Text}
	} else {
		c.Name += ": " + r.Text.Value + ", " + column.Text.Value
	}
	return c
}

func (rd *reader) facetName(f library.Facet) string { return rd.Words.Facets[f.String()] }

func (rd *reader) choices(chosen library.Facet) []choice {
	out := make([]choice, 0, len(facetsInOrder))
	for _, f := range facetsInOrder {
		out = append(out, choice{f.String(), rd.facetName(f), f == chosen})
	}
	return out
}

// headings are all keys of a facet, in the order of their vocabulary or of their names, what is not stated last.
func (rd *reader) headings(f library.Facet, counts map[string]int) []heading {
	var out []heading
	for _, id := range rd.idsOf(f, counts) {
		key := rd.ref.KeyOf(f, id)
		h := heading{
			link: link{rd.narrowed(facetKey{f, key}), rd.key(f, key)}, id: id, key: key,
			Count: rd.Words.Numbers.write(counts[id]), isUnstated: id == library.NotStated,
		}
		if place := rd.ref.Territory(id); f == library.FacetTerritories && place != nil {
			h.isPartner = place.IsPartner
		}
		out = append(out, h)
	}
	if f == library.FacetTerritories || f == library.FacetCountries || f == library.FacetLanguages {
		rd.sortByName(out)
	}
	return out
}

// idsOf are the IDs of a whole vocabulary, or, of codes, those that are counted.
func (rd *reader) idsOf(f library.Facet, counts map[string]int) []string {
	var out []string
	for _, key := range rd.ref.FacetKeys(f) {
		id, _ := rd.ref.ResolveKey(f, key)
		out = append(out, id)
	}
	if out == nil {
		for id := range counts {
			if id != library.NotStated {
				out = append(out, id)
			}
		}
		slices.Sort(out)
	}
	if _, counted := counts[library.NotStated]; counted {
		out = append(out, library.NotStated)
	}
	return out
}

// sortByName sorts as readers of the language look names up, places of the network before the others.
func (rd *reader) sortByName(headings []heading) {
	collator := collate.New(locale(rd.Language))
	rank := func(h heading) int {
		switch {
		case h.isUnstated:
			return 2
		case h.isPartner:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(headings, func(a, b heading) int {
		if by := rank(a) - rank(b); by != 0 {
			return by
		}
		return collator.CompareString(a.Text.Value, b.Text.Value)
	})
}
