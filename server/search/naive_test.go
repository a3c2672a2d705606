package search

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// naive answers by looking at every card, in the plainest way there is.
type naive struct {
	ref   *library.Reference
	cards map[library.ID]*library.Card
}

func (n *naive) apply(published []library.Practice, withdrawn []library.ID) {
	for i := range published {
		n.cards[published[i].ID] = &published[i].Card
	}
	for _, id := range withdrawn {
		delete(n.cards, id)
	}
}

func (n *naive) values(c *library.Card, f library.Facet) []string {
	values := c.Values(f, n.ref)
	if len(values) == 0 && f.CanBeEmpty() {
		return []string{library.NotStated}
	}
	return values
}

// passes reports whether a card is in the list; skip is a facet whose AnyOf is not asked, or -1.
func (n *naive) passes(v library.Viewer, c *library.Card, f *library.Filter, skip int) bool {
	if !v.Sees(c.Visibility) {
		return false
	}
	if f.StartedFrom != nil || f.StartedTo != nil {
		year, ok := c.Period.Start.Year()
		if !ok || f.StartedFrom != nil && year < *f.StartedFrom || f.StartedTo != nil && year > *f.StartedTo {
			return false
		}
	}
	for facet, keys := range f.Keys {
		values := n.values(c, library.Facet(facet))
		has := func(id string) bool { return slices.Contains(values, id) }
		if facet != skip && keys.AnyOf != nil && !slices.ContainsFunc(keys.AnyOf, has) {
			return false
		}
		if slices.ContainsFunc(keys.AllOf, func(id string) bool { return !has(id) }) || slices.ContainsFunc(keys.NoneOf, has) {
			return false
		}
	}
	return true
}

func (n *naive) list(v library.Viewer, f *library.Filter, less func(a, b *library.Card) int) []library.ID {
	var cards []*library.Card
	for _, c := range n.cards {
		if n.passes(v, c, f, -1) {
			cards = append(cards, c)
		}
	}
	slices.SortFunc(cards, func(a, b *library.Card) int { return cmp.Or(less(a, b), cmp.Compare(a.ID, b.ID)) })
	out := make([]library.ID, len(cards))
	for i, c := range cards {
		out[i] = c.ID
	}
	return out
}

func (n *naive) facets(v library.Viewer, f *library.Filter) *library.FacetCounts {
	var counts library.FacetCounts
	for facet := range counts {
		counts[facet] = map[string]int{}
		for _, c := range n.cards {
			if n.passes(v, c, f, facet) {
				for _, id := range n.values(c, library.Facet(facet)) {
					counts[facet][id]++
				}
			}
		}
	}
	return &counts
}

func (n *naive) coverage(v library.Viewer, rows, columns library.Facet, f *library.Filter) map[string]int {
	cells := map[string]int{}
	for _, c := range n.cards {
		if !n.passes(v, c, f, -1) {
			continue
		}
		for _, r := range n.values(c, rows) {
			for _, k := range n.values(c, columns) {
				cells[r+"/"+k]++
			}
		}
	}
	return cells
}

// ordersUnderTest are all but TITLE, whose collation a naive comparison does not know; it has a test of its own.
var ordersUnderTest = map[library.Order]func(a, b *library.Card) int{
	library.OrderNewest:          func(a, b *library.Card) int { return b.PublishedAt.Compare(a.PublishedAt) },
	library.OrderOldest:          func(a, b *library.Card) int { return a.PublishedAt.Compare(b.PublishedAt) },
	library.OrderRecentlyUpdated: func(a, b *library.Card) int { return b.UpdatedAt.Compare(a.UpdatedAt) },
}

func randomFilter(r *rand.Rand) library.Filter {
	var f library.Filter
	pick := func(from ...string) []string {
		var out []string
		for range 1 + r.IntN(2) {
			out = append(out, from[r.IntN(len(from))])
		}
		return out
	}
	choices := map[library.Facet][]string{
		library.FacetThemes:            {"access-to-rights", "housing", "health", "employment", "nobody-has-this"},
		library.FacetTransversalIssues: {"minors", "gender", library.NotStated},
		library.FacetTerritories:       {"liege", "utrecht", "timisoara", "network"},
		library.FacetCountries:         {"BE", "NL", "RO", library.NotStated},
		library.FacetLanguages:         {"en", "fr", "hr", "sw"},
		library.FacetTags:              {"city-card", "rare-tag", library.NotStated},
		library.FacetStates:            {"running", "ended"},
	}
	for facet, from := range choices {
		switch r.IntN(8) {
		case 0, 1:
			f.Keys[facet].AnyOf = pick(from...)
		case 2:
			f.Keys[facet].AllOf = pick(from...)
		case 3:
			f.Keys[facet].NoneOf = pick(from...)
		case 4:
			if r.IntN(6) == 0 {
				f.Keys[facet].AnyOf = []string{}
			}
		}
	}
	if r.IntN(4) == 0 {
		from, to := 2000+r.IntN(15), 2010+r.IntN(15)
		f.StartedFrom, f.StartedTo = &from, &to
		if r.IntN(2) == 0 {
			f.StartedTo = nil
		}
	}
	return f
}

// viewers are one who sees what is public and one who sees all.
var viewers = []library.Viewer{library.Anonymous(), library.Operator()}

// both builds an index and a naive one through the same random history of publications, changes and withdrawals.
func both(t testing.TB, r *rand.Rand, size int) (*Index, *naive) {
	t.Helper()
	x := open(t, "")
	x.SetReference(testReference)
	n := &naive{ref: testReference, cards: map[library.ID]*library.Card{}}
	entry := uint64(0)
	step := func(published []library.Practice, withdrawn ...library.ID) {
		entry++
		apply(t, x, entry, published, withdrawn...)
		n.apply(published, withdrawn)
	}
	all := make([]library.Practice, size)
	for i := range all {
		all[i] = briefPractice(r, i)
	}
	step(all)
	for range 30 {
		var published []library.Practice
		for range r.IntN(4) {
			published = append(published, briefPractice(r, r.IntN(size+10)))
		}
		var withdrawn []library.ID
		for range r.IntN(3) {
			withdrawn = append(withdrawn, library.ID(fmt.Sprintf("practice-%06d", r.IntN(size))))
		}
		step(published, withdrawn...)
	}
	return x, n
}

func TestAgainstNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x, n := both(t, r, 250)
	for range 250 {
		v, f := viewers[r.IntN(2)], randomFilter(r)
		for order, less := range ordersUnderTest {
			want := n.list(v, &f, less)
			got, err := x.Search(v, library.Query{Filter: f, Order: order, Page: library.Page{First: 100}, WithFacets: true})
			if err != nil {
				t.Fatal(err)
			}
			if got.Total != len(want) {
				t.Fatalf("%s: %d practices, want %d, under %+v", order, got.Total, len(want), f)
			}
			if diff := gocmp.Diff(n.facets(v, &f), got.Facets); diff != "" {
				t.Fatalf("facets under %+v: %s", f, diff)
			}
			checkWalk(t, x, v, library.Query{Filter: f, Order: order}, want, 1+r.IntN(40))
		}
		checkCoverage(t, x, n, v, f)
	}
}

// checkWalk reads the whole list page by page, in both directions.
func checkWalk(t *testing.T, x *Index, v library.Viewer, q library.Query, want []library.ID, size int) {
	t.Helper()
	var got []library.ID
	for page := (library.Page{First: size}); ; {
		q.Page = page
		r, err := x.Search(v, q)
		if err != nil {
			t.Fatal(err)
		}
		if r.HasPrevious != (len(got) > 0) || r.HasNext != (len(got)+len(r.Hits) < len(want)) {
			t.Fatalf("forwards at %d of %d: previous %t, next %t", len(got), len(want), r.HasPrevious, r.HasNext)
		}
		got = append(got, ids(r)...)
		if !r.HasNext {
			break
		}
		page.After = &r.Hits[len(r.Hits)-1].Position
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s forwards: %v, want %v", q.Order, got, want)
	}
	got = nil
	for page := (library.Page{Last: size}); ; {
		q.Page = page
		r, err := x.Search(v, q)
		if err != nil {
			t.Fatal(err)
		}
		if r.HasNext != (len(got) > 0) || r.HasPrevious != (len(got)+len(r.Hits) < len(want)) {
			t.Fatalf("backwards at %d of %d: previous %t, next %t", len(got), len(want), r.HasPrevious, r.HasNext)
		}
		got = append(slices.Clone(ids(r)), got...)
		if !r.HasPrevious {
			break
		}
		page.Before = &r.Hits[0].Position
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s backwards: %v, want %v", q.Order, got, want)
	}
}

func checkCoverage(t *testing.T, x *Index, n *naive, v library.Viewer, f library.Filter) {
	t.Helper()
	rows, columns := library.FacetThemes, library.FacetTerritories
	if len(f.Keys[library.FacetTags].AnyOf) > 0 {
		rows, columns = library.FacetTags, library.FacetCountries
	}
	got, err := x.Coverage(v, rows, columns, library.Query{Filter: f})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]int{}
	for _, c := range got.Cells {
		cells[c.Row+"/"+c.Column] = c.Count
	}
	if diff := gocmp.Diff(n.coverage(v, rows, columns, &f), cells); diff != "" {
		t.Fatalf("coverage under %+v: %s", f, diff)
	}
}

// TestWalkWhileThingsChange reads a list page by page while practices are published, changed and withdrawn between
// the pages. Whoever stays as it was comes exactly once.
func TestWalkWhileThingsChange(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, order := range []library.Order{library.OrderNewest, library.OrderOldest, library.OrderRecentlyUpdated, library.OrderTitle} {
		for _, backwards := range []bool{false, true} {
			x, n := both(t, r, 120)
			untouched := map[library.ID]int{}
			for id := range n.cards {
				untouched[id] = 0
			}
			page := library.Page{First: 9}
			if backwards {
				page = library.Page{Last: 9}
			}
			for entry := uint64(1000); ; entry++ {
				got, err := x.Search(library.Operator(), library.Query{Order: order, Page: page})
				if err != nil {
					t.Fatal(err)
				}
				for _, h := range got.Hits {
					if _, ok := untouched[h.Card.ID]; ok {
						untouched[h.Card.ID]++
					}
				}
				if backwards && !got.HasPrevious || !backwards && !got.HasNext {
					break
				}
				if backwards {
					page.Before = &got.Hits[0].Position
				} else {
					page.After = &got.Hits[len(got.Hits)-1].Position
				}
				changed := briefPractice(r, r.IntN(130))
				edge := got.Hits[r.IntN(len(got.Hits))].Card.ID // the very ones that cursors point at
				delete(untouched, changed.ID)
				delete(untouched, edge)
				apply(t, x, entry, []library.Practice{changed}, edge)
			}
			for id, times := range untouched {
				if times != 1 {
					t.Errorf("%s backwards=%t: %s came %d times", order, backwards, id, times)
				}
			}
		}
	}
}

func TestRelevanceWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	x, _ := both(t, r, 200)
	for _, words := range []string{vocabulary[0], vocabulary[0] + " " + vocabulary[3], "luik", vocabulary[40]} {
		q := library.Query{Words: words, Order: library.OrderRelevance, Page: library.Page{First: 100}}
		var want []library.ID
		for {
			page, err := x.Search(library.Anonymous(), q)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, ids(page)...)
			if !page.HasNext {
				if page.Total != len(want) {
					t.Fatalf("%q: total %d, walked %d", words, page.Total, len(want))
				}
				break
			}
			q.Page.After = &page.Hits[len(page.Hits)-1].Position
		}
		for _, order := range []library.Order{library.OrderRelevance} {
			checkWalk(t, x, library.Anonymous(), library.Query{Words: words, Order: order}, want, 7)
		}
	}
}

func TestPositionsOfAnotherForm(t *testing.T) {
	x, _ := both(t, rand.New(rand.NewPCG(1, 1)), 20)
	keys := [][]byte{
		nil, {}, {0}, []byte("n"), []byte("n1234567"), []byte("n123456789"), []byte("x12345678"), []byte("t"), []byte("r\xff\xff\xff\xff\xff\xff\xff\xff"),
		encodeScore(1), encodeTitle("a"), encodeTime(tagNewest)(1), encodeTime(tagOldest)(1), bytes.Repeat([]byte("t"), 1<<20),
	}
	accepted := map[library.Order]byte{
		library.OrderNewest: tagNewest, library.OrderOldest: tagOldest, library.OrderRecentlyUpdated: tagUpdated,
		library.OrderTitle: tagTitle, library.OrderRelevance: tagRelevance,
	}
	for order, tag := range accepted {
		for _, key := range keys {
			q := library.Query{Order: order, Words: vocabulary[0], Page: library.Page{First: 5, After: &library.Position{Key: key, ID: "p"}}}
			_, err := x.Search(library.Anonymous(), q)
			fits := len(key) > 0 && key[0] == tag && (tag == tagTitle && len(key) < maxTitleKey || len(key) == numberKey && key[1] != 0xff)
			if code := library.CodeOf(err); fits != (err == nil) || err != nil && code != library.CodeBadCursor {
				t.Errorf("%s with key %q: %v", order, key[:min(len(key), 20)], err)
			}
		}
	}
}
