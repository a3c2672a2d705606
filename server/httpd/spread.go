package httpd

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"

	"github.com/weldi-network/practice-library/server/library"
)

// spreadText is where the practices of one key stand by another facet, most first, and where there is nothing yet, in the
// order of the vocabulary.
type spreadText struct {
	Heading string
	Some    []countedLink
	// Nothing is what is said before None; both are empty where there is something everywhere.
	Nothing string
	None    []text
}

// spread counts a list by a facet. Territories outside the network are not missed: they were chosen for what they have.
func (rd *reader) spread(all *library.List, by library.Facet, nothing string) *spreadText {
	t := &spreadText{Heading: rd.facetName(by)}
	if all.Facets == nil {
		return t
	}
	counts := all.Facets[by]
	heads := rd.headings(by, counts)
	for _, head := range heads {
		if counts[head.id] == 0 && told(by, head) {
			t.None = append(t.None, head.Text)
		}
	}
	collator := collate.New(locale(rd.Language))
	slices.SortStableFunc(heads, func(a, b heading) int {
		return cmp.Or(cmp.Compare(counts[b.id], counts[a.id]), collator.CompareString(a.Text.Value, b.Text.Value))
	})
	for _, head := range heads {
		if counts[head.id] > 0 {
			t.Some = append(t.Some, countedLink{head.link, head.Count})
		}
	}
	if len(t.None) > 0 {
		t.Nothing = nothing
	}
	return t
}

// narrowed is the address of the list of what bears all these keys.
func (rd *reader) narrowed(keys ...facetKey) string {
	l := &list{shown: library.DefaultPage}
	for _, k := range keys {
		l.chosen[k.facet] = append(l.chosen[k.facet], k.key)
	}
	return rd.Link("/practices") + query(l.write(l.shown))
}

// facetKey is one key of a facet.
type facetKey struct {
	facet library.Facet
	key   string
}
