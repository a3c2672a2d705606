package cli_test

import (
	"slices"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestLabelsLeadToTheSamePractices asks for every label of every concept of the thesaurus in every language: whatever one
// of them finds through the concept, the others find too.
func TestLabelsLeadToTheSamePractices(t *testing.T) {
	l := openAPI(t).library
	for i, c := range l.Reference().Concepts(library.SchemeThesaurus) {
		if raceDetector && i%20 > 0 { // which makes this slow; what labels find is no race
			continue
		}
		found := map[string][]string{} // by label
		var through []string
		for _, label := range allLabels(c) {
			for _, hit := range everyHit(t, l, label) {
				found[label] = append(found[label], hit.Card.Slug)
				if slices.Contains(hit.Concepts, c) {
					through = append(through, hit.Card.Slug)
				}
			}
		}
		slices.Sort(through)
		for _, label := range allLabels(c) {
			for _, slug := range slices.Compact(slices.Clone(through)) {
				if !slices.Contains(found[label], slug) {
					t.Errorf("%s: “%s” does not find %s", c.Key, label, slug)
				}
			}
		}
	}
}

func allLabels(c *library.Concept) (labels []string) {
	for _, tag := range library.Languages {
		labels = append(labels, c.AllLabels(tag)...)
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

// everyHit reads all pages of what some words find.
func everyHit(t *testing.T, l *library.Library, words string) (hits []library.Hit) {
	t.Helper()
	for page := (library.Page{First: 100}); ; {
		list, err := l.Practices(library.Anonymous(), library.Query{Words: words, Page: page})
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		hits = append(hits, list.Hits...)
		if len(hits) == list.Total {
			return hits
		}
		page.After = &hits[len(hits)-1].Position
	}
}
