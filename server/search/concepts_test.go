package search

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// term makes a concept of the thesaurus; alternatives are written "en: one, two".
func term(id string, preferred library.Labels, alternatives ...string) *library.Concept {
	c := concept(library.SchemeThesaurus, id, preferred)
	c.Alternatives = map[library.Language][]string{}
	for _, list := range alternatives {
		tag, names, _ := strings.Cut(list, ": ")
		c.Alternatives[library.Language(tag)] = strings.Split(names, ", ")
	}
	return c
}

func under(c *library.Concept, broader ...string) *library.Concept {
	c.Broader = broader
	return c
}

func sameAs(c *library.Concept, other string) *library.Concept {
	c.SameAs = other
	return c
}

var thesaurusReference = testReference.With([]*library.Concept{
	term("residence-permit", labels("residence permit", "fr", "titre de séjour", "nl", "verblijfsvergunning", "hr", "boravišna dozvola"), "fr: permis de séjour, carte de séjour", "en: residence card"),
	under(term("residence-permit-renewal", labels("renewal of residence permit", "fr", "renouvellement du titre de séjour")), "residence-permit"),
	sameAs(term("city-card-term", labels("urban pass", "es", "tarjeta ciudadana")), "tags/city-card"),
	term("asylum", labels("asylum", "es", "asilo")), term("nursery", labels("nursery school", "it", "asilo")),
}, nil)

func permits(t *testing.T) *Index {
	t.Helper()
	x := open(t, "")
	x.SetReference(thesaurusReference)
	tagged := practice("tagged", text{"en", "Everyone shows the same paper", "Nothing else.", ""})
	tagged.Tags = []string{"city-card"}
	apply(t, x, 1, []library.Practice{
		practice("dutch", text{"nl", "Hulp bij de verblijfsvergunning", "Een loket.", ""}),
		practice("dutch-body", text{"nl", "Hulp aan het loket", "Een loket.", "Wie een **verblijfsvergunning** zoekt, komt hier."}),
		practice("english", text{"en", "Help at the counter", "For residence permits.", ""}),
		practice("apart", text{"en", "Residence of artists", "A permit for market stalls.", ""}),
		practice("french", text{"fr", "Un guichet", "Le permis de séjour expliqué.", ""}),
		practice("wrong-language", text{"pl", "Verblijfsvergunning", "Słowo po niderlandzku.", ""}),
		practice("renewal", text{"en", "Queue", "The renewal of a residence permit.", ""}),
		hidden(practice("secret", text{"nl", "Verblijfsvergunning", "", ""})),
		tagged,
		practice("asylum", text{"en", "Right of asylum", "", ""}),
		practice("nursery", text{"en", "The nursery school", "", ""}),
		practice("spanish", text{"es", "Derecho de asilo", "", ""}),
	})
	return x
}

func TestLabelsFindInAllLanguages(t *testing.T) {
	x := permits(t)
	for _, c := range []struct {
		words string
		want  []library.ID
	}{
		{"titre de séjour", []library.ID{"dutch", "english", "french", "renewal", "dutch-body"}},
		{"TITRES DE SEJOUR", []library.ID{"dutch", "english", "french", "renewal", "dutch-body"}},
		{"boravisna dozvola", []library.ID{"dutch", "english", "french", "renewal", "dutch-body"}},
		{`"carte de séjour"`, []library.ID{"dutch", "english", "french", "renewal", "dutch-body"}},
		{"residence card", []library.ID{"dutch", "english", "french", "renewal", "dutch-body"}},
		{"renouvellement du titre de séjour", []library.ID{"renewal"}},
		{"tarjeta ciudadana", []library.ID{"tagged"}},
		{"urban pass", []library.ID{"tagged"}},
		{"asilo", []library.ID{"spanish", "asylum", "nursery"}},
		{"dozvola", nil}, {"de", nil}, {"du", nil},
	} {
		got := find(t, x, library.Anonymous(), c.words)
		slices.Sort(got)
		if want := slices.Sorted(slices.Values(c.want)); !slices.Equal(got, want) {
			t.Errorf("%q found %v, want %v", c.words, got, want)
		}
	}
}

// TestAbbreviations: MNA and SAI are good words, though they look like the Polish mną and the Romanian săi.
func TestAbbreviations(t *testing.T) {
	x := open(t, "")
	x.SetReference(testReference.With([]*library.Concept{
		term("minors", labels("unaccompanied minors"), "fr: MNA"), term("reception", labels("dispersed reception", "it", "SAI")),
	}, nil))
	apply(t, x, 1, []library.Practice{
		practice("minors", text{"en", "A home for unaccompanied minors", "", ""}),
		practice("reception", text{"en", "Dispersed reception", "", ""}), practice("word", text{"it", "Il progetto SAI", "", ""}),
	})
	for words, want := range map[string][]library.ID{
		"MNA": {"minors"}, "mna": {"minors"}, "mną": nil, "SAI": {"word", "reception"}, "săi": nil,
	} {
		if got := find(t, x, library.Anonymous(), words); !slices.Equal(got, want) {
			t.Errorf("%s found %v, want %v", words, got, want)
		}
	}
}

// TestLabelsWithSmallWords: what is dropped from a question is not missed in a label, be it that it says nothing in the
// label's language (u) or only in others, as EU, which is “I” in Portuguese.
func TestLabelsWithSmallWords(t *testing.T) {
	x := open(t, "")
	x.SetReference(testReference.With([]*library.Concept{
		term("war", labels("war in Ukraine", "hr", "rat u Ukrajini")), term("funding", labels("EU funding", "nl", "Europese subsidie")),
	}, nil))
	apply(t, x, 1, []library.Practice{
		practice("war", text{"en", "Since the war in Ukraine", "", ""}),
		practice("funding", text{"nl", "Met een Europese subsidie", "", ""}),
	})
	for words, want := range map[string]library.ID{"rat u Ukrajini": "war", `"rat u Ukrajini"`: "war", "EU funding": "funding", `"EU funding"`: "funding"} {
		if got := find(t, x, library.Anonymous(), words); !slices.Equal(got, []library.ID{want}) {
			t.Errorf("%s found %v, want %s", words, got, want)
		}
	}
}

func TestSuggestOffersTheThesaurus(t *testing.T) {
	x := permits(t)
	for _, c := range []struct {
		typed     string
		languages []library.Language
		want      []string
	}{
		{"resid", []library.Language{"en"}, []string{"Residents", "residence card", "Residence of artists", "renewal of residence permit"}},
		{"titre", []library.Language{"fr"}, []string{"titre de séjour", "renouvellement du titre de séjour"}},
		{"boravi", nil, []string{"boravišna dozvola"}},
		{"tarjeta", []library.Language{"es"}, []string{"tarjeta ciudadana"}}, // leads to the tag, which is a filter
		{"carte", []library.Language{"fr"}, []string{"Carte citoyenne", "carte de séjour"}},
		{"unknown", nil, nil},
	} {
		var got []string
		for _, s := range x.Suggest(library.Anonymous(), c.typed, c.languages, 8) {
			got = append(got, s.Label)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.typed, c.languages, got, c.want)
		}
	}
	pass := x.Suggest(library.Anonymous(), "urban", nil, 8)
	if len(pass) != 1 || pass[0].Concept == nil || pass[0].Concept.Scheme != library.SchemeTags {
		t.Errorf("a label of a tag leads to %+v", pass)
	}
	// A term that only a hidden practice has is a dead end for everybody else, and so is one that nobody has.
	x.SetReference(thesaurusReference.With([]*library.Concept{term("wizard", labels("wizardry")), term("secrecy", labels("xylophone"))}, nil))
	apply(t, x, 2, []library.Practice{hidden(practice("hidden", text{"en", "The xylophone", "", ""}))})
	for typed, want := range map[string][2]int{"wizard": {0, 0}, "xylo": {0, 2}} {
		for i, v := range []library.Viewer{library.Anonymous(), library.Operator()} {
			if got := x.Suggest(v, typed, nil, 8); len(got) != want[i] {
				t.Errorf("%q suggests %+v", typed, got)
			}
		}
	}
}

func TestLabelsCorrect(t *testing.T) {
	x := permits(t)
	// Nobody has “dozvola” in a text: only a label does.
	got := find(t, x, library.Anonymous(), "boravisna dozvloa")
	if !slices.Contains(got, "dutch") {
		t.Errorf("a mistyped label found %v", got)
	}
	r, err := x.Search(library.Anonymous(), library.Query{Words: "bravsna dzvla", WithOtherWords: true, WithRelaxations: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != 0 || r.DidYouMean != "boravišna dozvola" {
		t.Errorf("%d found; did you mean %q", r.Total, r.DidYouMean)
	}
}

func TestDirectBeforeConcepts(t *testing.T) {
	x := permits(t)
	got := find(t, x, library.Anonymous(), "permis de séjour")
	if len(got) != 5 || got[0] != "french" || got[1] != "dutch" {
		t.Errorf("got %v", got)
	}
	r, err := x.Search(library.Anonymous(), library.Query{
		Words: "permis de séjour", Order: library.OrderRelevance, WithFacets: true, WithHighlights: true, Languages: []library.Language{"fr"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Facets[library.FacetLanguages]["nl"]; n != 2 {
		t.Errorf("the facets count %d in Dutch", n)
	}
	want := map[library.ID][]library.Highlight{
		"dutch":      {{Field: "title", Language: "nl", Fragments: []string{"Hulp bij de <mark>verblijfsvergunning</mark>"}}},
		"dutch-body": {{Field: "approach", Language: "nl", Fragments: []string{"Wie een <mark>verblijfsvergunning</mark> zoekt, komt hier."}}},
		"english":    {{Field: "summary", Language: "en", Fragments: []string{"For <mark>residence</mark> <mark>permits</mark>."}}},
		"french":     {{Field: "summary", Language: "fr", Fragments: []string{"Le <mark>permis</mark> de <mark>séjour</mark> expliqué."}}},
	}
	for _, hit := range r.Hits {
		if len(hit.Concepts) == 0 || hit.Concepts[0].ID != "residence-permit" {
			t.Errorf("%s was found through %v", hit.Card.ID, hit.Concepts)
		}
		if expected := want[hit.Card.ID]; expected != nil {
			if diff := gocmp.Diff(expected, hit.Highlights); diff != "" {
				t.Errorf("%s: %s", hit.Card.ID, diff)
			}
		}
	}
}

func TestConceptsOfAPractice(t *testing.T) {
	x := permits(t)
	for id, want := range map[library.ID]string{
		"dutch": "residence-permit MATCH", "renewal": "residence-permit MATCH, residence-permit-renewal MATCH",
		"tagged": "city-card-term PERSON", "apart": "", "wrong-language": "", "secret": "", "nobody": "",
	} {
		list, err := x.Concepts(library.Anonymous(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range list {
			got = append(got, a.Concept.ID+" "+string(a.AssignedBy))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s has %v, want %s", id, got, want)
		}
	}
}

func TestConceptsFollowChanges(t *testing.T) {
	x := permits(t)
	if got := find(t, x, library.Anonymous(), "tarjeta ciudadana"); len(got) != 1 {
		t.Fatalf("before: %v", got)
	}
	apply(t, x, 2, []library.Practice{practice("dutch", text{"nl", "Iets anders", "", ""}), practice("new", text{"en", "Urban passes", "", ""})}, "tagged")
	if got := find(t, x, library.Anonymous(), "tarjeta ciudadana"); !slices.Equal(got, []library.ID{"new"}) {
		t.Errorf("after a change: %v", got)
	}
	x.SetReference(thesaurusReference.With([]*library.Concept{term("city-card-term", labels("queue", "es", "tarjeta ciudadana"))}, nil))
	if got := find(t, x, library.Anonymous(), "tarjeta ciudadana"); !slices.Equal(got, []library.ID{"renewal"}) {
		t.Errorf("after a new label: %v", got)
	}
}

// TestSetsAreThoseOfTexts: what the words index says of a concept is what its labels say read in the texts, also after
// changes.
func TestSetsAreThoseOfTexts(t *testing.T) {
	x := open(t, "")
	r := rand.New(rand.NewPCG(5, 6))
	var concepts []*library.Concept
	for i := range 20 {
		common := func() string { return vocabulary[r.IntN(40)] }
		id := "concept-" + string(rune('a'+i))
		concepts = append(concepts, term(id, labels(common(), "fr", common()+" de la "+common(), "pl", common()+" "+common()), "hr: "+common()))
	}
	ref := testReference.With(concepts, nil)
	x.SetReference(ref)
	check := func(when string) {
		t.Helper()
		x.mu.RLock()
		defer x.mu.RUnlock()
		members := 0
		for o, card := range x.shelf.cards {
			if card == nil {
				continue
			}
			found, err := x.labelsOf(card)
			if err != nil {
				t.Fatal(err)
			}
			for number := range concepts {
				set, err := x.concepts.of(x, number)
				if err != nil {
					t.Fatal(err)
				}
				if got := set.has(ordinal(o)); got != found[number] {
					t.Fatalf("%s: %s has %s on levels %b, its texts say %b", when, card.ID, concepts[number].ID, got, found[number])
				}
				members += int(found[number])
			}
		}
		if members == 0 {
			t.Errorf("%s: nobody has any concept", when)
		}
	}
	all := make([]library.Practice, 150)
	for i := range all {
		all[i] = practiceOfLength(r, i, 30)
	}
	apply(t, x, 1, all)
	check("at first")
	for n := range 10 {
		apply(t, x, uint64(n)+2, []library.Practice{practiceOfLength(r, r.IntN(160), 30)}, all[r.IntN(150)].ID)
		check("after a change")
	}
	apply(t, x, 20, all)
	check("after a large change")
}

func TestAdvice(t *testing.T) {
	x := smallLibrary(t)
	from := 2020
	filtered := func(f library.Facet, id string) (out library.Filter) {
		out.Keys[f].AnyOf = []string{id}
		return out
	}
	both := filtered(library.FacetThemes, "housing")
	both.StartedFrom = &from
	type relaxation = library.Relaxation
	for _, c := range []struct {
		words  string
		filter library.Filter
		mean   string
		want   []relaxation
	}{
		{words: "deposit"},
		{words: "depsoit"}, // corrected unasked
		{words: "sntae", mean: "santé", want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{"sntae"}, Count: 14}}},
		{words: `"deposit rental"`, mean: "deposit rental", want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{`"deposit rental"`}, Count: 14}}},
		{words: "qqqqqqq", want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{"qqqqqqq"}, Count: 14}}},
		{words: "L'Aujourd’hui Qqqqțqqq", want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{"L'Aujourd’hui", "Qqqqțqqq"}, Count: 14}}},
		{words: "*", want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{}, Count: 14}}},
		{words: "the of", want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{}, Count: 14}}},
		{words: " "},
		{words: "santé", filter: filtered(library.FacetThemes, "housing"), want: []relaxation{
			{Kind: library.RelaxFacet, Facet: library.FacetThemes, Dropped: []string{"housing"}, Words: "santé", Count: 1},
			{Kind: library.RelaxFilter, Words: "santé", Count: 1},
			{Kind: library.RelaxWords, Dropped: []string{"santé"}, Count: 1},
		}},
		{words: "the of", filter: filtered(library.FacetThemes, "housing"), want: []relaxation{{Kind: library.RelaxWords, Dropped: []string{}, Count: 1}}},
		{words: "the of", filter: filtered(library.FacetTags, "rare-tag"), want: []relaxation{{Kind: library.RelaxEverything, Count: 14}}},
		{filter: both, want: []relaxation{{Kind: library.RelaxStarted, Count: 1}}},
		{words: "qqqqqqq", filter: filtered(library.FacetTags, "rare-tag"), want: []relaxation{{Kind: library.RelaxEverything, Count: 14}}},
	} {
		r, err := x.Search(library.Anonymous(), library.Query{Words: c.words, Filter: c.filter, WithOtherWords: true, WithRelaxations: true})
		if err != nil {
			t.Fatal(err)
		}
		if r.DidYouMean != c.mean {
			t.Errorf("%q: did you mean %q, want %q", c.words, r.DidYouMean, c.mean)
		}
		if diff := gocmp.Diff(c.want, r.Relaxations); diff != "" {
			t.Errorf("%q: %s", c.words, diff)
		}
	}
}

func TestTimeline(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	x, n := both(t, r, 100)
	for range 50 {
		v, f := viewers[r.IntN(2)], randomFilter(r)
		got, err := x.Timeline(v, library.Query{Filter: f})
		if err != nil {
			t.Fatal(err)
		}
		want := map[int]int{}
		for _, c := range n.cards {
			if n.passes(v, c, &f, -1) {
				year, _ := c.Period.Start.Year()
				want[year]++
			}
		}
		last, counts := -1, map[int]int{}
		for i, y := range got {
			year := 0
			if y.Year != nil {
				year = *y.Year
			}
			if y.Year == nil && i < len(got)-1 || y.Year != nil && year <= last {
				t.Fatalf("out of order: %+v", got)
			}
			last, counts[year] = year, y.Count
		}
		if diff := gocmp.Diff(want, counts); diff != "" {
			t.Fatal(diff)
		}
	}
}

func BenchmarkThesaurus(b *testing.B) {
	for range b.N {
		newThesaurus(thesaurusReference)
	}
}
