package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestPhrasesAgainstTheTexts looks for phrases of words that stand everywhere, in texts of several sections that have
// been changed and taken away in between, and holds what is found against the texts.
func TestPhrasesAgainstTheTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	x := open(t, "")
	x.SetReference(testReference)
	words := strings.Fields("alfa bravo carlos delta ekko")
	sentence := func() string {
		out := make([]string, 1+r.IntN(6))
		for i := range out {
			out[i] = words[r.IntN(len(words))]
		}
		return strings.Join(out, " ")
	}
	texts := map[library.ID][]string{} // each field, each section by itself
	for n := range uint64(60) {
		var change []library.Practice
		for range 1 + r.IntN(5) {
			p := practice(fmt.Sprintf("p%02d", r.IntN(40)), text{"hr", sentence(), sentence(), sentence()})
			p.Sections["hr"] = append(p.Sections["hr"], library.Section{Kind: "RESULTS", Markdown: sentence()})
			texts[p.ID] = []string{p.Texts[0].Title, p.Texts[0].Summary, p.Sections["hr"][0].Markdown, p.Sections["hr"][1].Markdown}
			change = append(change, p)
		}
		apply(t, x, n+1, change)
	}
	for range 200 {
		phrase := sentence() + " " + words[r.IntN(len(words))]
		var want []library.ID
		for id, fields := range texts {
			if slices.ContainsFunc(fields, func(f string) bool { return strings.Contains(" "+f+" ", " "+phrase+" ") }) {
				want = append(want, id)
			}
		}
		got := findAll(t, x, `"`+phrase+`"`)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%q is found in %q, stands in %q", phrase, got, want)
		}
	}
}

func findAll(t *testing.T, x *Index, words string) []library.ID {
	t.Helper()
	results, err := x.Search(library.Operator(), library.Query{Words: words, Page: library.Page{First: 100}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []library.ID
	for i := range results.Hits {
		ids = append(ids, results.Hits[i].Card.ID)
	}
	return ids
}
