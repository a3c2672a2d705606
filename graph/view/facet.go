package view

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/weldi-network/practice-library/server/library"
)

// FacetValue is one key of a facet and its count; also a heading of a coverage matrix.
type FacetValue struct {
	Key        string
	Count      int
	IsSelected bool
	label      labeller
}

// labeller finds a label in the first asked language that has one, else in English, and the language that it is in.
type labeller func(lang []library.Language) (string, library.Language)

// Label is the key's label in the first asked language that has one, else in English.
func (v *FacetValue) Label(lang []library.Language) string {
	label, _ := v.label(lang)
	return label
}

// LabelLanguage is the language of that label.
func (v *FacetValue) LabelLanguage(lang []library.Language) library.Language {
	_, language := v.label(lang)
	return language
}

// PracticeFacets are the counts of all facets of one list.
type PracticeFacets struct {
	lens *Lens
	list *library.List
}

// Themes counts by theme.
func (f *PracticeFacets) Themes() []FacetValue { return f.rows(library.FacetThemes) }

// TransversalIssues counts by transversal issue.
func (f *PracticeFacets) TransversalIssues() []FacetValue {
	return f.rows(library.FacetTransversalIssues)
}

// Territories counts by territory.
func (f *PracticeFacets) Territories() []FacetValue { return f.rows(library.FacetTerritories) }

// Countries counts by country.
func (f *PracticeFacets) Countries() []FacetValue { return f.rows(library.FacetCountries) }

// Languages counts by language of the texts.
func (f *PracticeFacets) Languages() []FacetValue { return f.rows(library.FacetLanguages) }

// PracticeTypes counts by practice type.
func (f *PracticeFacets) PracticeTypes() []FacetValue { return f.rows(library.FacetPracticeTypes) }

// TargetGroups counts by target group.
func (f *PracticeFacets) TargetGroups() []FacetValue { return f.rows(library.FacetTargetGroups) }

// ActorTypes counts by actor type.
func (f *PracticeFacets) ActorTypes() []FacetValue { return f.rows(library.FacetActorTypes) }

// Scales counts by scale.
func (f *PracticeFacets) Scales() []FacetValue { return f.rows(library.FacetScales) }

// Stages counts by stage of the journey.
func (f *PracticeFacets) Stages() []FacetValue { return f.rows(library.FacetStages) }

// States counts by state.
func (f *PracticeFacets) States() []FacetValue { return f.rows(library.FacetStates) }

// Tags counts by tag.
func (f *PracticeFacets) Tags() []FacetValue { return f.rows(library.FacetTags) }

func (f *PracticeFacets) rows(facet library.Facet) []FacetValue {
	selected := f.list.Query.Filter.Keys[facet]
	rows := f.lens.headings(facet, withSelected(f.list.Facets[facet], selected))
	for i := range rows {
		id, _ := f.lens.Reference.ResolveKey(facet, rows[i].Key)
		rows[i].IsSelected = slices.Contains(selected.AnyOf, id) || slices.Contains(selected.AllOf, id)
	}
	return rows
}

// withSelected gives counts in which what was asked for has its place, be it at zero: a reader must be able to see a
// choice that finds nothing, and to take it back.
func withSelected(counts map[string]int, selected library.KeyFilter) map[string]int {
	asked := slices.Concat(selected.AnyOf, selected.AllOf)
	if len(asked) == 0 {
		return counts
	}
	out := make(map[string]int, len(counts)+len(asked))
	maps.Copy(out, counts)
	for _, id := range asked {
		out[id] += 0
	}
	return out
}

// headings lists the keys of a facet with their counts: the whole vocabulary where there is one, else the codes that
// were counted; not-stated last, where it was.
func (l *Lens) headings(facet library.Facet, counts map[string]int) []FacetValue {
	keys := l.Reference.FacetKeys(facet)
	if keys == nil {
		keys = codes(counts)
	}
	out := make([]FacetValue, 0, len(keys)+1)
	for _, key := range keys {
		id, _ := l.Reference.ResolveKey(facet, key)
		out = append(out, FacetValue{Key: key, Count: counts[id], label: l.labeller(facet, id)})
	}
	if n, counted := counts[library.NotStated]; counted {
		out = append(out, FacetValue{Key: library.NotStated, Count: n, label: library.NotStatedLabels.Find})
	}
	return out
}

func codes(counts map[string]int) []string {
	var keys []string
	for id := range counts {
		if id != library.NotStated {
			keys = append(keys, id)
		}
	}
	slices.Sort(keys)
	return keys
}

func (l *Lens) labeller(facet library.Facet, id string) labeller {
	switch facet {
	case library.FacetTerritories:
		return l.Reference.Territory(id).Names.Find
	case library.FacetCountries:
		return func(lang []library.Language) (string, library.Language) { return countryName(id, lang) }
	case library.FacetLanguages:
		return func(lang []library.Language) (string, library.Language) { return languageName(id, lang) }
	default:
		return l.Reference.Concept(facet.Scheme(), id).Labels.Find
	}
}

// countryName names a country after Unicode CLDR, as golang.org/x/text ships it.
func countryName(code string, lang []library.Language) (string, library.Language) {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code, library.English
	}
	return named(code, lang, func(tag language.Tag) string {
		if namer := display.Regions(tag); namer != nil {
			return namer.Name(region)
		}
		return ""
	})
}

// languageName names a language likewise, with a capital where a list wants one.
func languageName(code string, lang []library.Language) (string, library.Language) {
	of, err := language.Parse(code)
	if err != nil {
		return code, library.English
	}
	return named(code, lang, func(tag language.Tag) string {
		if namer := display.Tags(tag); namer != nil {
			return capitalized(namer.Name(of))
		}
		return ""
	})
}

func capitalized(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// named finds the name of a code in the first asked language that has one, else in English, else the code itself.
func named(code string, lang []library.Language, in func(language.Tag) string) (string, library.Language) {
	for _, l := range append(slices.Clone(lang), library.English) {
		tag, err := language.Parse(string(l))
		if err != nil {
			continue
		}
		if name := in(tag); name != "" {
			return name, l
		}
	}
	return code, library.English
}
