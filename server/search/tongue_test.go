package search

import (
	"testing"

	"github.com/blevesearch/bleve/v2/analysis/lang/hr"

	"github.com/weldi-network/practice-library/server/library"
)

func TestLongestCroatianSuffix(t *testing.T) {
	for suffix := range hr.SuffixTransformations {
		if len(suffix) > longestCroatianSuffix {
			t.Errorf("%q is longer", suffix)
		}
	}
}

// TestEveryLanguageHasATongue: the nine languages are analysed by rules of their own.
func TestEveryLanguageHasATongue(t *testing.T) {
	for _, tag := range library.Languages {
		if tongueOf(tag) == plainTongue {
			t.Errorf("%s has none", tag)
		}
	}
	if tongueOf("pt-BR") != tongueOf("pt") || tongueOf("sw") != plainTongue {
		t.Error("regions and other languages")
	}
}

// TestInflections holds pairs of words that must meet in a stem.
func TestInflections(t *testing.T) {
	for tag, pairs := range map[library.Language][][2]string{
		"en": {{"deposits", "deposit"}, {"housing", "Housing"}, {"city's", "city"}},
		"fr": {{"réfugiées", "réfugié"}, {"logements", "logement"}, {"mineur·es", "mineurs"}},
		"nl": {{"huizen", "huizen"}, {"rechten", "recht"}},
		"pt": {{"direitos", "direito"}, {"habitações", "habitacoes"}},
		"es": {{"viviendas", "vivienda"}, {"temporeros", "temporero"}},
		"ro": {{"drepturile", "drepturi"}, {"locuință", "locuinta"}},
		"it": {{"diritti", "diritto"}, {"l'accoglienza", "accoglienza"}, {"degl'immigrati", "immigrati"}},
		"pl": {{"mieszkania", "mieszkanie"}, {"mieszkańców", "mieszkancow"}},
		"hr": {{"školama", "škola"}, {"djecu", "djeca"}},
	} {
		for _, pair := range pairs {
			a, b := tokenOf(pair[0]), tokenOf(pair[1])
			if !sharesTerm(tongueOf(tag).terms(&a), tongueOf(tag).terms(&b)) {
				t.Errorf("%s: %q %v and %q %v", tag, pair[0], tongueOf(tag).terms(&a), pair[1], tongueOf(tag).terms(&b))
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"":                             nil,
		"one-stop shop":                {"one", "stop", "shop"},
		"L'hébergement d’urgence":      {"hebergement", "urgence"},
		"fin.Début etc. 3.5 a.m. U.N.": {"fin", "debut", "etc", "3", "5", "am", "un"},
		"col·lectiu · mineur·es":       {"collectiu", "mineur", "mineures"},
		"acteur.rice.s":                {"acteur", "acteurrices"},
		"réfugié·ées citoyen·enne·s":   {"refugie", "refugiees", "citoyen", "citoyennes"},
		"professionnel·les élève⸱s usager.ères directeur·ices": {
			"professionnel", "professionnelles", "eleve", "eleves", "usager", "usageres", "directeur", "directeurices",
		},
		"rock'n'roll o'connor dell'infanzia": {"rocknroll", "oconnor", "infanzia"},
		"住房 ab":                              {"住", "房", "ab"},
		"e-mail@example.org":                 {"e", "mail", "example", "org"},
		"'quoted' «guillemets»":              {"quoted", "guillemets"},
		"co\u00adop re\u200bfugee":           {"coop", "refugee"},
	} {
		var got []string
		eachToken(text, func(start, end int) bool {
			tk := tokenOf(text[start:end])
			got = append(got, tk.forms()...)
			return true
		})
		if len(got) != len(want) {
			t.Errorf("%q: %q, want %q", text, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	}
}

func TestPlainText(t *testing.T) {
	for markdown, want := range map[string]string{
		"# Head\n\nSome **bold** and _soft_ [words](https://example.org).": "Head\nSome bold and soft words.",
		"- one\n* two\n1. three":          "one\ntwo\n1. three",
		"snake_case `code` ![alt](a.png)": "snake_case code alt",
		`a \* b [x]`:                      "a * b x",
		"> quote\n\n| a | b |":            "quote\n a  b ",
		"10 * 2 and open ](":              "10  2 and open (",
	} {
		if got := plainText(markdown); got != want {
			t.Errorf("%q: %q, want %q", markdown, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"deposit", "deposit", 0}, {"deposit", "deposti", 1}, {"deposit", "depost", 1}, {"abc", "cab", 2}, {"łódź", "lodz", 3}, {"a", "abcd", 3}} {
		if got := distance(c.a, c.b, 2); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
