package search

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

var fuzzLibrary = sync.OnceValue(func() *Index {
	x, err := Open("", quiet())
	if err != nil {
		panic(err)
	}
	x.SetReference(testReference)
	r := corpus(60)
	r = append(r, practice("deposit", text{"en", "Advance on the rental deposit", "The city's tenants.", ""}),
		practice("clinic", text{"fr", "L'hébergement des mineur·es", "C.P.A.S.", ""}))
	if err := x.Apply(library.Changes{Mark: mark(1), Published: r}); err != nil {
		panic(err)
	}
	return x
})

// FuzzWords: whatever is typed, there is an answer, the same one twice, whose highlights hold no markup of others.
func FuzzWords(f *testing.F) {
	for _, words := range []string{
		"deposit", `"rental deposit"`, `"`, "l'hébergement", "mineur·es", "C.P.A.S.", "+ - : * ( ) ~ ^", "\u202edeposit", "\xff",
		"' OR 1=1 --", ".*(a+)+$", "住房 السكن Στέγαση", "a\u0301\u0302", "🏳️‍🌈", "l'd'l'", "é.e.s", "·", "İstanbul ǅ ﬁ", "<mark>deposit</mark>",
	} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if utf8.RuneCountInString(words) > library.MaxWords {
			return
		}
		x := fuzzLibrary()
		q := library.Query{Words: words, Order: library.OrderRelevance, WithFacets: true, WithHighlights: true}
		first, err := x.Search(library.Anonymous(), q)
		if err != nil {
			t.Fatal(err)
		}
		again, err := x.Search(library.Anonymous(), q)
		if err != nil || again.Total != first.Total || len(again.Hits) != len(first.Hits) {
			t.Fatalf("another answer: %v", err)
		}
		for i, h := range first.Hits {
			if again.Hits[i].Card.ID != h.Card.ID || again.Hits[i].Score != h.Score {
				t.Fatalf("another order at %d", i)
			}
			for _, hl := range h.Highlights {
				checkMarkup(t, hl.Fragments)
			}
		}
		for _, s := range x.Suggest(library.Anonymous(), words, nil, 8) {
			if s.Label == "" {
				t.Fatal("a suggestion without a label")
			}
		}
		for _, w := range strings.Fields(words) {
			if once := fold(w); fold(once) != once {
				t.Fatalf("folding %q twice gives %q", once, fold(once))
			}
		}
	})
}

func checkMarkup(t *testing.T, fragments []string) {
	t.Helper()
	for _, f := range fragments {
		rest := strings.ReplaceAll(strings.ReplaceAll(f, "<mark>", ""), "</mark>", "")
		if strings.ContainsAny(rest, "<>\"") || !utf8.ValidString(f) || strings.Count(f, "<mark>") != strings.Count(f, "</mark>") {
			t.Fatalf("fragment %q", f)
		}
	}
}

// FuzzHighlight: any text, any words.
func FuzzHighlight(f *testing.F) {
	f.Add("Advance on the rental deposit", "deposit rental")
	f.Add("a <b> & \"c\" l'été·es", `"b c" été`)
	f.Fuzz(func(t *testing.T, text, words string) {
		if len(text) > 10_000 || len(words) > 2_000 || !utf8.ValidString(text) {
			return
		}
		a := parse(words)
		p := &pointer{m: &matches{asked: &a}, needles: map[*tongue]*needles{}}
		for _, tag := range []library.Language{"en", "fr", "hr", "uk"} {
			fragments := p.in(tag).fragments(plainText(text), mostFragments)
			if len(fragments) > mostFragments {
				t.Fatalf("%d fragments", len(fragments))
			}
			checkMarkup(t, fragments)
		}
	})
}

// FuzzPosition: a key that nobody gave out is refused, never worse.
func FuzzPosition(f *testing.F) {
	f.Add([]byte("n12345678"), "practice-000001", true)
	f.Add(encodeTitle("abc"), "", false)
	f.Add(encodeScore(0.5), "practice-000002", true)
	f.Fuzz(func(t *testing.T, key []byte, id string, forwards bool) {
		x := fuzzLibrary()
		position := &library.Position{Key: key, ID: library.ID(id)}
		page := library.Page{First: 5, After: position}
		if !forwards {
			page = library.Page{Last: 5, Before: position}
		}
		for _, order := range []library.Order{
			library.OrderNewest, library.OrderOldest, library.OrderRecentlyUpdated, library.OrderTitle, library.OrderRelevance,
		} {
			r, err := x.Search(library.Anonymous(), library.Query{Words: vocabulary[0], Order: order, Page: page})
			if err != nil && library.CodeOf(err) != library.CodeBadCursor {
				t.Fatal(err)
			}
			if err == nil && len(r.Hits) > 5 {
				t.Fatalf("%d hits", len(r.Hits))
			}
		}
	})
}

// FuzzFilter: whatever is asked for, the list, its total and its facets are what looking at every card gives; and with
// words nobody is found whom the filter leaves out.
func FuzzFilter(f *testing.F) {
	f.Add(uint8(library.FacetThemes), "housing,health", "", "", uint8(0), int16(0), int16(0), "")
	f.Add(uint8(library.FacetTerritories), "liege", "", "utrecht", uint8(3), int16(2010), int16(2020), "deposit")
	f.Add(uint8(library.FacetTags), "", library.NotStated, "", uint8(1), int16(-1), int16(0), vocabulary[0])
	f.Add(uint8(library.FacetCountries), ",", "BE,BE", "\x00", uint8(2), int16(0), int16(-9999), `"`)
	all := sync.OnceValue(func() *naive {
		n := &naive{ref: testReference, cards: map[library.ID]*library.Card{}}
		for _, card := range fuzzLibrary().shelf.cards {
			n.cards[card.ID] = card
		}
		return n
	})
	f.Fuzz(func(t *testing.T, facet uint8, anyOf, allOf, noneOf string, bounds uint8, from, to int16, words string) {
		if utf8.RuneCountInString(words) > library.MaxWords {
			return
		}
		var filter library.Filter
		filter.Keys[int(facet)%len(filter.Keys)] = library.KeyFilter{AnyOf: keysOf(anyOf), AllOf: keysOf(allOf), NoneOf: keysOf(noneOf)}
		if year := int(from); bounds&1 != 0 {
			filter.StartedFrom = &year
		}
		if year := int(to); bounds&2 != 0 {
			filter.StartedTo = &year
		}
		newest := ordersUnderTest[library.OrderNewest]
		r, err := fuzzLibrary().Search(library.Anonymous(), library.Query{
			Filter: filter, Order: library.OrderNewest, Page: library.Page{First: library.MaxPage}, WithFacets: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []library.ID
		for _, hit := range r.Hits {
			got = append(got, hit.Card.ID)
		}
		if want := all().list(library.Anonymous(), &filter, newest); r.Total != len(want) || !slices.Equal(got, want) {
			t.Fatalf("%+v: %d in the list, %q; want %q", filter, r.Total, got, want)
		}
		if diff := cmp.Diff(all().facets(library.Anonymous(), &filter), r.Facets); diff != "" {
			t.Fatalf("%+v: facets (-want +got):\n%s", filter, diff)
		}
		r, err = fuzzLibrary().Search(library.Anonymous(), library.Query{Words: words, Filter: filter, WithFacets: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range r.Hits {
			if !all().passes(library.Anonymous(), hit.Card, &filter, -1) {
				t.Fatalf("%+v, %q: finds %s", filter, words, hit.Card.ID)
			}
		}
	})
}

// keysOf reads a list of keys; nothing is no list.
func keysOf(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}
