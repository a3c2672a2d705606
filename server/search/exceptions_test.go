package search

import (
	"slices"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestOwnStems: every file of exceptions is in order and belongs to a language that has a stemmer.
func TestOwnStems(t *testing.T) {
	files, err := stemFiles.ReadDir("stems")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		tag := file.Name()[:len(file.Name())-len(".txt")]
		if stems, err := ownStems(tag); err != nil || len(stems) == 0 || len(tongueOf(library.Language(tag)).stems) == 0 {
			t.Errorf("%s: %d stems, %v", file.Name(), len(stems), err)
		}
	}
}

// TestOwnStops: every file of stop words belongs to a language that has a list, which lacks them.
func TestOwnStops(t *testing.T) {
	files, err := stopFiles.ReadDir("stops")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		tag := file.Name()[:len(file.Name())-len(".txt")]
		words := ownStops(tag)
		for i, word := range words {
			if tk := tokenOf(word); slices.Contains(words[:i], word) || !tongueOf(library.Language(tag)).isStop(&tk) {
				t.Errorf("%s: %q stands twice, or belongs to no list", file.Name(), word)
			}
		}
	}
}

func TestWordsThatAreNotOthers(t *testing.T) {
	terms := func(word string) []string {
		tk := tokenOf(word)
		return tongueOf("pl").terms(&tk)
	}
	for _, group := range [][]string{
		{"mieszkanie", "Mieszkań", "mieszkan", "mieszkaniach"}, {"mieszkaniec", "mieszkańców", "mieszkancy"}, {"mieszkać", "mieszka"},
	} {
		for _, word := range group {
			if !slices.Equal(terms(word), terms(group[0])) {
				t.Errorf("%s has the terms %q, %s has %q", word, terms(word), group[0], terms(group[0]))
			}
		}
	}
	for _, other := range []string{"mieszkaniec", "mieszkać", "mieszkaniowy"} {
		if slices.Equal(terms("mieszkanie"), terms(other)) {
			t.Errorf("mieszkanie is taken for %s", other)
		}
	}
}

// TestWordBeforeTheme: who has the word of a theme comes before who carries the theme, and who has only another word of
// the same stem comes last.
func TestWordBeforeTheme(t *testing.T) {
	x := open(t, "")
	x.SetReference(testReference)
	themed := practice("themed", text{"fr", "Un toit", "", ""})
	themed.Themes = []string{"housing"}
	hidden := practice("hidden", text{"en", "Housing", "", ""})
	hidden.Visibility = library.VisibilityNetwork
	apply(t, x, 1, []library.Practice{
		practice("stem", text{"en", "Houses, houses", "A house among houses", "House by house"}), themed, hidden,
		practice("word", text{"en", "A council", "", "Many things are talked about, housing among them, and much else besides."}),
		practice("neither", text{"en", "Household", "", ""}),
	})
	for words, want := range map[string][]library.ID{
		"housing": {"word", "themed", "stem"}, "Housing": {"word", "themed", "stem"}, `"housing"`: {"word", "themed", "stem"}, "houses": {"stem", "themed", "word"},
	} {
		if got := find(t, x, library.Anonymous(), words); !slices.Equal(got, want) {
			t.Errorf("%s finds %q, want %q", words, got, want)
		}
	}
}
