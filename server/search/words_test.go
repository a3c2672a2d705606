package search

import (
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// inPlace sets the territory of a practice.
func inPlace(p library.Practice, territory string) library.Practice {
	p.Territory = territory
	return p
}

func withThemes(p library.Practice, themes ...string) library.Practice {
	p.Themes = themes
	return p
}

func hidden(p library.Practice) library.Practice {
	p.Visibility = library.VisibilityNetwork
	return p
}

func byOrganisation(p library.Practice, names ...string) library.Practice {
	for _, name := range names {
		p.Organisations = append(p.Organisations, library.Organisation{Name: name, Role: library.RoleLead})
	}
	return p
}

// library of a few practices whose words are known.
func smallLibrary(t testing.TB) *Index {
	t.Helper()
	x := open(t, "")
	x.SetReference(testReference)
	apply(t, x, 1, []library.Practice{
		withThemes(practice("deposit", text{"en", "Advance on the rental deposit", "The city helps tenants.", "Families in **Liège** get a [loan](https://example.org/secret)."}), "housing"),
		withThemes(practice("clinic", text{"fr", "La santé pour tous", "Un médecin à l'hébergement d'urgence.", "Accueil des mineur·es et des habitant.e.s, C.P.A.S. de la ville."}), "health"),
		inPlace(practice("card", text{"en", "A card for everyone", "Residents show it at the library.", "Rent and deposit are another matter."}), "timisoara"),
		practice("polish", text{"pl", "Mieszkańcy Łodzi", "Program dla mieszkańców.", "Wsparcie cudzoziemców."}),
		practice("croatian", text{"hr", "Đakovo prima djecu", "Škola za strance.", "Stanovanje i zapošljavanje."}),
		practice("romanian", text{"ro", "Centru de informare", "Servicii pentru refugiați în oraş.", "Consiliere juridică."}),
		practice("german", text{"de", "Große Straße nach Köln", "Wohnraum für alle.", ""}),
		practice("danish", text{"da", "Ny start i København", "", ""}),
		practice("greek", text{"el", "Στέγαση στην Αθήνα", "Πρόγραμμα στέγασης.", ""}),
		practice("ukrainian", text{"uk", "Освіта для дітей", "Школа українською мовою.", ""}),
		practice("arabic", text{"ar", "السكن للجميع", "مشروع المدينة", ""}),
		practice("chinese", text{"zh", "住房支持", "城市服务", ""}),
		byOrganisation(practice("named", text{"en", "Language lessons", "Evening courses.", ""}), "Stichting De Tussenvoorziening", "CARE"),
		practice("both", text{"en", "Winter shelter", "Beds for the coldest nights.", ""}, text{"nl", "Winteropvang", "Bedden voor de koudste nachten.", ""}),
		hidden(practice("secret", text{"en", "Xylophone shelter", "Members only.", ""})),
	})
	return x
}

func find(t testing.TB, x *Index, v library.Viewer, words string, languages ...library.Language) []library.ID {
	t.Helper()
	r, err := x.Search(v, library.Query{Words: words, Order: library.OrderRelevance, Languages: languages, Page: library.Page{First: 100}})
	if err != nil {
		t.Fatalf("%q: %v", words, err)
	}
	if r.Total != len(r.Hits) {
		t.Fatalf("%q: total %d, hits %d", words, r.Total, len(r.Hits))
	}
	return ids(r)
}

func TestWordsFind(t *testing.T) {
	x := smallLibrary(t)
	for _, c := range []struct{ words, first string }{
		{"deposit", "deposit"}, {"DEPOSITS", "deposit"}, {"rental deposit", "deposit"}, {"tenant", "deposit"},
		{"santé", "clinic"}, {"sante", "clinic"}, {"SANTE\u0301", "clinic"}, {"hébergement", "clinic"}, {"hebergement", "clinic"},
		{"l'hébergement", "clinic"}, {"l’hebergement", "clinic"}, {"mineures", "clinic"}, {"mineurs", "clinic"},
		{"mineur·es", "clinic"}, {"mineur•e•s", "clinic"}, {"habitants", "clinic"}, {"habitantes", "clinic"}, {"cpas", "clinic"}, {"C.P.A.S.", "clinic"},
		{"médecins", "clinic"},
		{"mieszkańcy", "polish"}, {"mieszkancy", "polish"}, {"łodzi", "polish"}, {"LODZI", "polish"},
		{"Đakovo", "croatian"}, {"Dakovo", "croatian"}, {"Djakovo", "croatian"}, {"đak", ""}, {"skola", "croatian"},
		{"refugiaţi", "romanian"}, {"refugiați", "romanian"}, {"refugiati", "romanian"}, {"oraș", "romanian"}, {"oras", "romanian"},
		{"strasse", "german"}, {"straße", "german"}, {"STRASSE", "german"}, {"koeln", "german"}, {"koln", "german"},
		{"kobenhavn", "danish"}, {"koebenhavn", "danish"}, {"københavn", "danish"},
		{"στεγαση", "greek"}, {"ΣΤΈΓΑΣΗ", "greek"}, {"Αθηνα", "greek"}, {"дітей", "ukrainian"}, {"ШКОЛА", "ukrainian"},
		{"السكن", "arabic"}, {"الســكن", "arabic"}, {"住房", "chinese"},
		{"tussenvoorziening", "named"}, {"care", "named"}, {"Stichting de Tussenvoorziening", "named"},
		{"Timisoara", "card"}, {"Timișoara", "card"}, {"Timişoara", "card"}, {"Temišvar", "card"},
		{"logement", "deposit"}, {"Stanovanje", "croatian"}, {"winteropvang", "both"},
		{"deposti", "deposit"}, {"evreyone", "card"}, {"hebergemnet", "clinic"}, {"Timsoara", "card"}, {"tusenvoorziening", "named"},
		{`"rental deposit"`, "deposit"}, {`„rental deposit“`, "deposit"}, {`«rental  DEPOSIT»`, "deposit"}, {`"deposit rental"`, ""},
		{`"card for everyone"`, "card"}, {`"card everyone"`, ""}, {`"card`, "card"}, {`"`, ""}, {`""`, ""},
		{"health", "clinic"}, {"sănătate", "clinic"},
		{"the", ""}, {"de la les", ""}, {"!?… — ,", ""}, {"🏠🎉", ""}, {"\u200b\u200e\u202e", ""}, {"🏠 deposit 🏠", "deposit"},
		{"dep\u00adosit", "deposit"}, {"\u202edeposit\u202c", "deposit"}, {"title.en:deposit", "deposit"}, {"+deposit -card*", ""},
		{"deposit~2 ^5", ""}, {"zzzzqqqq", ""}, {"qqq", ""},
	} {
		got := find(t, x, library.Anonymous(), c.words)
		switch {
		case c.first == "" && strings.ContainsAny(c.words, "+~"): // whatever they find, they are an answer
		case c.first == "" && len(got) > 0:
			t.Errorf("%q found %v", c.words, got)
		case c.first != "" && (len(got) == 0 || got[0] != library.ID(c.first)):
			t.Errorf("%q found %v, want %s first", c.words, got, c.first)
		}
	}
}

func TestTitleBeforeSummaryBeforeBody(t *testing.T) {
	x := open(t, "")
	apply(t, x, 1, []library.Practice{
		practice("a-body", text{"en", "Something", "Else", "Here is an orchard."}),
		practice("b-summary", text{"en", "Something", "Here is an orchard", "Else."}),
		practice("c-title", text{"en", "Here is an orchard", "Something", "Else."}),
	})
	want := []library.ID{"c-title", "b-summary", "a-body"}
	if got := find(t, x, library.Anonymous(), "orchard"); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestAllWordsBeforeSome(t *testing.T) {
	x := open(t, "")
	var all []library.Practice
	for _, id := range []string{"a", "b", "c"} {
		all = append(all, practice("one-"+id, text{"en", "Orchard orchard orchard", "An orchard", ""}))
	}
	all = append(all, practice("two", text{"en", "Something", "Else", "A bridge near the orchard."}))
	apply(t, x, 1, all)
	got := find(t, x, library.Anonymous(), "orchard with bridge")
	if want := []library.ID{"two", "one-a", "one-b", "one-c"}; !slices.Equal(got, want) {
		t.Errorf("few have all: got %v", got)
	}
	wantFull(t, x, 1, 4)
	for _, id := range []string{"x", "y"} {
		apply(t, x, 2, []library.Practice{practice("two-"+id, text{"en", "Bridge", "Orchard", ""})})
	}
	got = find(t, x, library.Anonymous(), "orchard with bridge")
	slices.Sort(got)
	if want := []library.ID{"two", "two-x", "two-y"}; !slices.Equal(got, want) {
		t.Errorf("enough have all: got %v", got)
	}
	wantFull(t, x, 3, 3)
}

// wantFull checks how many have both words, how many some, and how many there are without any.
func wantFull(t *testing.T, x *Index, full, total int) {
	t.Helper()
	r, err := x.Search(library.Anonymous(), library.Query{Words: "orchard with bridge"})
	if err != nil || r.FullMatches != full || r.Total != total {
		t.Errorf("%+v, %v", r, err)
	}
	all, err := x.Search(library.Anonymous(), library.Query{})
	if err != nil || all.FullMatches != all.Total || all.Total < 4 {
		t.Errorf("without words: %+v, %v", all, err)
	}
}

func TestTypedWordsBeforeGuesses(t *testing.T) {
	x := open(t, "")
	apply(t, x, 1, []library.Practice{
		practice("guess", text{"en", "Rental rental rental", "Rental.", ""}),
		practice("typed", text{"en", "Something", "Else", "Far down it is about health, among many other things."}),
	})
	// Nobody writes “mental”, which is one edit from “rental”.
	if got := find(t, x, library.Anonymous(), "mental health"); !slices.Equal(got, []library.ID{"typed", "guess"}) {
		t.Errorf("got %v", got)
	}
	if got := find(t, x, library.Anonymous(), "mental"); !slices.Equal(got, []library.ID{"guess"}) {
		t.Errorf("a guess alone: %v", got)
	}
}

func TestReadersLanguageLiftsAndHidesNone(t *testing.T) {
	x := open(t, "")
	apply(t, x, 1, []library.Practice{
		practice("a", text{"fr", "Le centre social", "Un centre", ""}),
		practice("b", text{"en", "The social centre", "A centre", ""}),
		practice("c", text{"es", "El centre social", "Un centre", ""}),
	})
	for _, c := range []struct {
		languages []library.Language
		first     library.ID
	}{{[]library.Language{"en"}, "b"}, {[]library.Language{"fr-BE"}, "a"}, {[]library.Language{"es"}, "c"}} {
		got := find(t, x, library.Anonymous(), "social", c.languages...)
		if len(got) != 3 || got[0] != c.first {
			t.Errorf("%v: got %v", c.languages, got)
		}
	}
}

func TestConceptsFindAcrossLanguages(t *testing.T) {
	x := open(t, "")
	x.SetReference(testReference)
	apply(t, x, 1, []library.Practice{
		withThemes(practice("english", text{"en", "A roof for the winter", "Beds.", ""}), "housing"),
		practice("french", text{"fr", "Le logement d'abord", "Un toit.", ""}),
	})
	r, err := x.Search(library.Anonymous(), library.Query{Words: "logement", Order: library.OrderRelevance})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r); !slices.Equal(got, []library.ID{"french", "english"}) {
		t.Fatalf("got %v", got)
	}
	if c := r.Hits[1].Concepts; len(c) != 1 || c[0].ID != "housing" {
		t.Errorf("concepts %v", c)
	}
	if len(r.Hits[0].Concepts) > 0 {
		t.Errorf("a concept that the practice does not carry: %v", r.Hits[0].Concepts)
	}
	// A relabelled concept is found by its new label at once, and no longer by the old one.
	x.SetReference(testReference.With([]*library.Concept{concept(library.SchemeThemes, "housing", labels("Dwelling"))}, nil))
	if got := find(t, x, library.Anonymous(), "dwelling"); !slices.Equal(got, []library.ID{"english"}) {
		t.Errorf("by the new label: %v", got)
	}
	if got := find(t, x, library.Anonymous(), "logement"); !slices.Equal(got, []library.ID{"french"}) {
		t.Errorf("by the old label: %v", got)
	}
}

func TestHighlights(t *testing.T) {
	x := smallLibrary(t)
	long := strings.Repeat("Many other words stand here. ", 20) + "The <orchard> & \"garden\" is old. " + strings.Repeat("And more follow it. ", 20)
	apply(t, x, 2, []library.Practice{
		practice("long", text{"en", "Something", "Nothing", long}),
		practice("marked", text{"fr", "Les réfugiés à l'école", "Des réfugiées", ""}, text{"en", "Refugees at school", "", ""}),
	})
	search := func(words string, id library.ID, languages ...library.Language) []library.Highlight {
		r, err := x.Search(library.Anonymous(), library.Query{Words: words, Order: library.OrderRelevance, Languages: languages, WithHighlights: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			if h.Card.ID == id {
				return h.Highlights
			}
		}
		t.Fatalf("%q did not find %s", words, id)
		return nil
	}
	for _, c := range []struct {
		words string
		id    library.ID
		want  []library.Highlight
	}{
		{"sante", "clinic", []library.Highlight{{Field: "title", Language: "fr", Fragments: []string{"La <mark>santé</mark> pour tous"}}}},
		{"hebergement", "clinic", []library.Highlight{{Field: "summary", Language: "fr", Fragments: []string{"Un médecin à <mark>l&#39;hébergement</mark> d&#39;urgence."}}}},
		{"mineurs", "clinic", []library.Highlight{{Field: "approach", Language: "fr", Fragments: []string{"Accueil des <mark>mineur·es</mark> et des habitant.e.s, C.P.A.S. de la ville."}}}},
		{"loans", "deposit", []library.Highlight{{Field: "approach", Language: "en", Fragments: []string{"Families in Liège get a <mark>loan</mark>."}}}},
		{`"rental deposit"`, "deposit", []library.Highlight{{Field: "title", Language: "en", Fragments: []string{"Advance on the <mark>rental</mark> <mark>deposit</mark>"}}}},
		{"deposti", "deposit", []library.Highlight{{Field: "title", Language: "en", Fragments: []string{"Advance on the rental <mark>deposit</mark>"}}}},
		{"logement", "deposit", nil},
	} {
		if diff := gocmp.Diff(c.want, search(c.words, c.id)); diff != "" {
			t.Errorf("%q: %s", c.words, diff)
		}
	}
	got := search("orchard", "long")
	if len(got) != 1 || got[0].Field != "approach" || len(got[0].Fragments) != 1 {
		t.Fatalf("long: %+v", got)
	}
	f := got[0].Fragments[0]
	if !strings.Contains(f, "The &lt;<mark>orchard</mark>&gt; &amp; &#34;garden&#34; is old.") || !strings.HasPrefix(f, "…") || !strings.HasSuffix(f, "…") || len(f) > 260 {
		t.Errorf("fragment %q", f)
	}
	for lang, want := range map[library.Language]string{"fr": "Les <mark>réfugiés</mark> à l&#39;école", "en": "<mark>Refugees</mark> at school"} {
		if h := search("réfugiés refugees", "marked", lang); len(h) == 0 || h[0].Language != lang || h[0].Fragments[0] != want {
			t.Errorf("%s: %+v", lang, h)
		}
	}
}

// TestHiddenFromAnonymous holds every method against a practice that only members see.
func TestHiddenFromAnonymous(t *testing.T) {
	x := open(t, "")
	x.SetReference(testReference)
	secret := hidden(inPlace(withThemes(byOrganisation(
		practice("secret", text{"en", "Xylophone shelter", "Marimba", "Vibraphone"}, text{"sw", "Siri", "", ""}), "Glockenspiel"), "health"), "lampedusa"))
	secret.Tags = []string{"rare-tag"}
	secret.Period.Start = "1987"
	open := withThemes(practice("open", text{"en", "Public shelter", "Marimbas none", ""}), "health")
	open.Tags = []string{"rare-tag"}
	apply(t, x, 1, []library.Practice{secret, open})
	nobody, member := library.Anonymous(), library.Operator()

	if x.Card(nobody, "secret") != nil || x.Card(member, "secret") == nil {
		t.Error("Card")
	}
	for _, c := range []struct {
		facet library.Facet
		id    string
	}{{library.FacetTerritories, "lampedusa"}, {library.FacetCountries, "IT"}, {library.FacetLanguages, "sw"}} {
		if x.Count(nobody, c.facet, c.id) != 0 || x.Count(member, c.facet, c.id) != 1 {
			t.Errorf("Count %s %s", c.facet, c.id)
		}
	}
	for _, words := range []string{"xylophone", "xylophne", `"xylophone shelter"`, "marimba", "vibraphone", "glockenspiel", "siri", "lampedusa", ""} {
		for _, order := range []library.Order{library.OrderRelevance, library.OrderNewest, library.OrderTitle} {
			q := library.Query{Words: words, Order: order, WithFacets: true, WithHighlights: true, Languages: []library.Language{"sw"}}
			r, err := x.Search(nobody, q)
			if err != nil {
				t.Fatal(err)
			}
			if slices.Contains(ids(r), "secret") || r.Total > 1 || r.Facets[library.FacetTerritories]["lampedusa"] > 0 || r.Facets[library.FacetLanguages]["sw"] > 0 {
				t.Errorf("Search %q by %s: %v %v", words, order, ids(r), r.Facets)
			}
			if r, err = x.Search(member, q); err != nil || !slices.Contains(ids(r), "secret") {
				t.Errorf("a member does not find %q: %v", words, err)
			}
		}
	}
	coverage, err := x.Coverage(nobody, library.FacetTerritories, library.FacetThemes, library.Query{})
	if err != nil || len(coverage.Cells) != 1 || coverage.Rows["lampedusa"] > 0 || coverage.Columns["health"] != 1 {
		t.Errorf("Coverage: %+v %v", coverage, err)
	}
	for _, typed := range []string{"xyl", "shel", "sir"} {
		for _, s := range x.Suggest(nobody, typed, []library.Language{"sw"}, 8) {
			if s.Practice != nil && s.Practice.ID == "secret" {
				t.Errorf("Suggest %q", typed)
			}
		}
	}
	if similar := x.Similar(nobody, "open", 5); len(similar) != 0 {
		t.Errorf("Similar: %v", similar)
	}
	if len(x.Similar(member, "open", 5)) != 1 || x.Similar(nobody, "secret", 5) != nil {
		t.Error("Similar to it")
	}
}

// TestScoresDoNotTell: what an anonymous visitor gets is the same whether or not hidden practices are there.
func TestScoresDoNotTell(t *testing.T) {
	without, with := smallLibrary(t), smallLibrary(t)
	var secrets []library.Practice
	for _, id := range []string{"s1", "s2", "s3"} {
		secrets = append(secrets, hidden(practice(id, text{"en", "Deposit deposti card", "Winter health residents", "card card"})))
	}
	apply(t, with, 2, secrets)
	for _, words := range []string{"deposit", "deposti", "card", "winter card", "health", "residents", "dposit"} {
		q := library.Query{Words: words, Order: library.OrderRelevance, WithFacets: true, WithHighlights: true}
		a, errA := without.Search(library.Anonymous(), q)
		b, errB := with.Search(library.Anonymous(), q)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if diff := gocmp.Diff(a, b); diff != "" {
			t.Errorf("%q: %s", words, diff)
		}
	}
}

func TestSuggest(t *testing.T) {
	x := smallLibrary(t)
	for _, c := range []struct {
		typed     string
		languages []library.Language
		want      []string
	}{
		{"timi", nil, []string{"Timișoara"}},
		{"Timiș", nil, []string{"Timișoara"}},
		{"lui", []library.Language{"nl"}, []string{"Luik"}},
		{"hou", []library.Language{"en"}, []string{"Housing"}},
		{"loge", []library.Language{"en"}, []string{"Logement"}},
		{"depo", nil, []string{"Advance on the rental deposit"}},
		{"rental dep", nil, []string{"Advance on the rental deposit"}},
		{"winter", []library.Language{"nl"}, []string{"Winteropvang", "Temišvar"}[:1]},
		{"winter", []library.Language{"en"}, []string{"Winter shelter"}},
		{"djak", nil, []string{"Đakovo prima djecu"}},
		{"đak", nil, []string{"Đakovo prima djecu"}},
		{"l'heb", nil, nil},
		{"", nil, nil}, {"…", nil, nil}, {"zzz", nil, nil},
		{"στεγ", nil, []string{"Στέγαση στην Αθήνα"}},
	} {
		var got []string
		for _, s := range x.Suggest(library.Anonymous(), c.typed, c.languages, 8) {
			got = append(got, s.Label)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.typed, c.languages, got, c.want)
		}
	}
	renamed := practice("deposit", text{"en", "Loan for tenants", "", ""})
	apply(t, x, 2, []library.Practice{renamed}, "card")
	if got := x.Suggest(library.Anonymous(), "rental", nil, 8); len(got) != 0 {
		t.Errorf("an old title is still suggested: %v", got)
	}
	if got := x.Suggest(library.Anonymous(), "loan", nil, 8); len(got) != 1 {
		t.Errorf("a new title is not suggested: %v", got)
	}
	if got := x.Suggest(library.Anonymous(), "a card", nil, 8); len(got) != 0 {
		t.Errorf("a withdrawn practice is still suggested: %v", got)
	}
}

func TestSimilarGivesReasons(t *testing.T) {
	x := open(t, "")
	x.SetReference(testReference)
	with := func(p library.Practice, tags, stages []string) library.Practice {
		p.Tags, p.Stages = tags, stages
		return p
	}
	apply(t, x, 1, []library.Practice{
		with(withThemes(practice("one", text{"en", "One", "", ""}), "housing", "health"), []string{"city-card"}, []string{"arrival"}),
		with(withThemes(practice("alike", text{"en", "Two", "", ""}), "housing"), []string{"city-card"}, []string{"arrival"}),
		withThemes(practice("less", text{"en", "Three", "", ""}), "housing"),
		inPlace(withThemes(practice("least", text{"en", "Four", "", ""}), "health", "employment", "housing"), "network"),
		withThemes(practice("not", text{"en", "Five", "", ""}), "employment"),
	})
	got := x.Similar(library.Anonymous(), "one", 3)
	if len(got) != 3 || got[0].Card.ID != "alike" {
		t.Fatalf("got %+v", got)
	}
	want := []library.Reason{
		{Facet: library.FacetTags, IDs: []string{"city-card"}}, {Facet: library.FacetThemes, IDs: []string{"housing"}},
		{Facet: library.FacetStages, IDs: []string{"arrival"}}, {Facet: library.FacetTerritories, IDs: []string{"utrecht"}},
	}
	if diff := gocmp.Diff(want, got[0].Reasons); diff != "" {
		t.Error(diff)
	}
	for _, s := range got {
		if s.Card.ID == "not" || s.Card.ID == "one" {
			t.Errorf("%s is not like it", s.Card.ID)
		}
	}
}

func TestTitleOrder(t *testing.T) {
	x := open(t, "")
	apply(t, x, 1, []library.Practice{
		practice("1", text{"en", "zebra", "", ""}),
		practice("2", text{"en", "École", "", ""}),
		practice("3", text{"en", "eclair", "", ""}, text{"hr", "čaj", "", ""}),
		practice("4", text{"en", "Apple", "", ""}, text{"hr", "cipela", "", ""}),
		practice("5", text{"en", "apple", "", ""}),
	})
	list := func(languages ...library.Language) []library.ID {
		r, err := x.Search(library.Anonymous(), library.Query{Order: library.OrderTitle, Languages: languages})
		if err != nil {
			t.Fatal(err)
		}
		return ids(r)
	}
	for range 2 { // the second time from the kept order
		if got := list("en"); !slices.Equal(got, []library.ID{"5", "4", "3", "2", "1"}) {
			t.Errorf("English: %v", got)
		}
		if got := list("hr"); !slices.Equal(got, []library.ID{"5", "4", "3", "2", "1"}) {
			t.Errorf("Croatian: %v", got)
		}
	}
	apply(t, x, 2, []library.Practice{practice("1", text{"en", "aardvark", "", ""})}, "4")
	if got := list("en"); !slices.Equal(got, []library.ID{"1", "5", "3", "2"}) {
		t.Errorf("after a change: %v", got)
	}
}

func TestTitlesSortByLetters(t *testing.T) {
	x := open(t, "")
	apply(t, x, 1, []library.Practice{
		practice("1", text{"en", "Walls", "", ""}),
		practice("2", text{"en", "“Open” doors", "", ""}),
		practice("3", text{"en", "« Ateliers »", "", ""}),
		practice("4", text{"en", "(Un)seen", "", ""}),
		practice("5", text{"en", "93 doors", "", ""}),
		practice("6", text{"en", "…", "", ""}),
	})
	r, err := x.Search(library.Anonymous(), library.Query{Order: library.OrderTitle, Languages: []library.Language{"en"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r); !slices.Equal(got, []library.ID{"6", "5", "3", "2", "4", "1"}) {
		t.Errorf("got %v", got)
	}
}

func TestLongInputIsQuick(t *testing.T) {
	x := smallLibrary(t)
	for _, words := range []string{
		strings.Repeat("deposit ", 62), strings.Repeat("a", 500), strings.Repeat("ž", 500), strings.Repeat(`"`, 500),
		strings.Repeat(`"a b" `, 80), strings.Repeat("l'", 250), strings.Repeat("e.s.", 125), strings.Repeat("mieszkańcy deposti ", 25),
		strings.Repeat("deposti cardd healtth ", 20), strings.Repeat("\xff\xfe", 200),
	} {
		start := time.Now()
		find(t, x, library.Anonymous(), words)
		x.Suggest(library.Anonymous(), words, nil, 8)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%.30q… took %s", words, took)
		}
	}
}
