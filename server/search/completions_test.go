package search

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// TestCompletionsAgainstAList takes titles in and out, singly and by the hundred, and holds what is found by each
// beginning against a list of all keys.
func TestCompletionsAgainstAList(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	words := strings.Fields("Haus Häuser Straße the café Łódź d'accueil mineur·es ab abc")
	title := func() string {
		var out []string
		for range 1 + r.IntN(4) {
			out = append(out, words[r.IntN(len(words))])
		}
		return strings.Join(out, " ")
	}
	c, held := completions{}, map[string]string{} // title by id
	for step := range 300 {
		switch id := strconv.Itoa(r.IntN(400)); {
		case held[id] != "":
			c.remove("de", held[id], id)
			delete(held, id)
		case step%50 == 7:
			var many []labelled
			for n := range 200 {
				if id := strconv.Itoa(1000*step + n); held[id] == "" {
					held[id] = title()
					many = append(many, labelled{held[id], id}, labelled{held[id], id}) // some come twice
				}
			}
			c.addMany(map[library.Language][]labelled{"de": many})
		default:
			held[id] = title()
			c.add("de", held[id], id)
		}
		if step%10 == 0 {
			comparePrefixes(t, c, held)
		}
	}
	for id, text := range held {
		c.remove("de", text, id)
	}
	if b := c["de"]; len(b.first.pieces)+len(b.later.pieces) > 0 || len(b.texts.free) != len(b.texts.all) {
		t.Error("something is left of nothing")
	}
}

func comparePrefixes(t *testing.T, c completions, held map[string]string) {
	t.Helper()
	for _, prefix := range []string{"h", "haus", "strasse", "mineur", "abc", "cafe a", "lodz"} {
		for _, isFirst := range []bool{true, false} {
			var got []string
			c["de"].of(isFirst).from(prefix, func(id string) bool { got = append(got, id); return true })
			if diff := gocmp.Diff(naivePrefix(held, prefix, isFirst), got); diff != "" {
				t.Fatalf("%s, at the beginning %v: want -, got +\n%s", prefix, isFirst, diff)
			}
		}
	}
}

func naivePrefix(held map[string]string, prefix string, first bool) []string {
	var found []sought
	for id, text := range held {
		eachKey(text, tongueOf("de"), func(folded string, start int, isFirst bool) {
			if isFirst == first && strings.HasPrefix(folded[start:], prefix) {
				found = append(found, sought{folded[start:], id})
			}
		})
	}
	slices.SortFunc(found, func(a, b sought) int {
		if a.key != b.key {
			return strings.Compare(a.key, b.key)
		}
		return strings.Compare(a.id, b.id)
	})
	var ids []string
	for _, s := range slices.Compact(found) {
		ids = append(ids, s.id)
	}
	return ids
}
