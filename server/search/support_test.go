package search

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// quiet drops what the index logs.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func mark(n uint64) library.Mark {
	return library.Mark{Library: "test", Number: n, UUID: fmt.Sprintf("entry-%d", n)}
}

func open(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func apply(t testing.TB, x *Index, n uint64, published []library.Practice, withdrawn ...library.ID) {
	t.Helper()
	if err := x.Apply(library.Changes{Mark: mark(n), Published: published, Withdrawn: withdrawn}); err != nil {
		t.Fatal(err)
	}
}

func labels(en string, more ...string) library.Labels {
	l := library.Labels{library.English: en}
	for i := 0; i+1 < len(more); i += 2 {
		l[library.Language(more[i])] = more[i+1]
	}
	return l
}

func concept(s library.Scheme, id string, l library.Labels) *library.Concept {
	return &library.Concept{Scheme: s, ID: id, Key: id, Labels: l}
}

func newPlace(id, kind, country string, names library.Labels) *library.Territory {
	return &library.Territory{ID: id, Key: id, Kind: kind, Country: country, Names: names, IsPartner: true}
}

var testReference = library.NewReference([]*library.Concept{
	concept(library.SchemeThemes, "access-to-rights", labels("Access to rights", "fr", "Accès aux droits", "nl", "Toegang tot rechten")),
	concept(library.SchemeThemes, "housing", labels("Housing", "fr", "Logement", "hr", "Stanovanje", "pl", "Mieszkalnictwo")),
	concept(library.SchemeThemes, "health", labels("Health", "fr", "Santé", "ro", "Sănătate")),
	concept(library.SchemeThemes, "employment", labels("Labour-market inclusion and employment", "hr", "Uključivanje na tržište rada i zapošljavanje")),
	concept(library.SchemeTransversalIssues, "minors", labels("Support for unaccompanied minors", "fr", "Accompagnement des mineur·es non accompagné·es")),
	concept(library.SchemeTransversalIssues, "gender", labels("Gender and women's rights")),
	concept(library.SchemePracticeTypes, "service", labels("Service")),
	concept(library.SchemePracticeTypes, "place", labels("Place")),
	concept(library.SchemeTargetGroups, "residents", labels("Residents")),
	concept(library.SchemeTargetGroups, "seasonal", labels("Seasonal workers", "es", "Temporeros")),
	concept(library.SchemeActorTypes, "ngo", labels("Non-governmental organisation")),
	concept(library.SchemeScales, "town", labels("Town")),
	concept(library.SchemeStages, "arrival", labels("Arrival")),
	concept(library.SchemeStages, "settling", labels("Settling")),
	concept(library.SchemeStates, "running", labels("Running")),
	concept(library.SchemeStates, "ended", labels("Ended")),
	concept(library.SchemeTags, "city-card", labels("City card", "fr", "Carte citoyenne")),
	concept(library.SchemeTags, "rare-tag", labels("Very rare thing")),
}, []*library.Territory{
	newPlace("liege", "city", "BE", labels("Liège", "nl", "Luik", "it", "Liegi")),
	newPlace("utrecht", "city", "NL", labels("Utrecht")),
	newPlace("timisoara", "city", "RO", labels("Timișoara", "hr", "Temišvar")),
	newPlace("seine-saint-denis", "department", "FR", labels("Seine-Saint-Denis")),
	newPlace("lampedusa", "municipality", "IT", labels("Lampedusa e Linosa")),
	newPlace("network", "network", "", labels("A network")),
})

// text builds a title, a summary and an approach.
type text struct {
	lang                 library.Language
	title, summary, body string
}

// practice builds one with sensible fields, the first text its original.
func practice(id string, texts ...text) library.Practice {
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	p := library.Practice{Card: library.Card{
		ID: library.ID(id), Slug: id, Version: 1, Original: texts[0].lang, PublishedAt: at, UpdatedAt: at,
		Facts: library.Facts{
			Territory: "utrecht", Themes: []string{"access-to-rights"}, Licence: library.LicenceCCBY4,
			Period: library.Period{State: library.StateRunning}, Visibility: library.VisibilityPublic,
		},
	}, Sections: map[library.Language][]library.Section{}}
	for i, t := range texts {
		origin := library.OriginOriginal
		if i > 0 {
			origin = library.OriginHuman
		}
		p.Texts = append(p.Texts, library.Text{Language: t.lang, Title: t.title, Summary: t.summary, Origin: origin, Revision: 1})
		if t.body != "" {
			p.Sections[t.lang] = []library.Section{{Kind: "APPROACH", Markdown: t.body}}
		}
	}
	return p
}

// randomPractice generates one of about 1 KB in each of two languages that is the same for the same seed.
func randomPractice(r *rand.Rand, n int) library.Practice { return practiceOfLength(r, n, 100) }

// briefPractice generates one with few words, where words are not what is tested.
func briefPractice(r *rand.Rand, n int) library.Practice { return practiceOfLength(r, n, 3) }

func practiceOfLength(r *rand.Rand, n, length int) library.Practice {
	words := func(count int) string {
		var out strings.Builder
		for range count {
			// Few words are common, many are rare, as in any language.
			k := int(float64(len(vocabulary)) * r.Float64() * r.Float64() * r.Float64())
			out.WriteString(vocabulary[k])
			out.WriteByte(' ')
		}
		return out.String()
	}
	some := func(from ...string) []string {
		var out []string
		for _, s := range from {
			if r.IntN(3) == 0 {
				out = append(out, s)
			}
		}
		return out
	}
	second := []library.Language{"fr", "nl", "pt", "es", "ro", "it", "pl", "hr"}[r.IntN(8)]
	p := practice(fmt.Sprintf("practice-%06d", n),
		text{"en", words(6), words(length / 3), words(length)}, text{second, words(6), words(length / 3), words(length)})
	p.Territory = []string{"liege", "utrecht", "timisoara", "seine-saint-denis", "lampedusa", "network"}[r.IntN(6)]
	p.Themes = some("access-to-rights", "housing", "health", "employment")
	if p.Themes == nil {
		p.Themes = []string{"housing"}
	}
	p.TransversalIssues = some("minors", "gender")
	p.PracticeTypes = some("service", "place")
	p.TargetGroups = some("residents", "seasonal")
	p.Tags = some("city-card", "rare-tag")
	p.Stages = some("arrival", "settling")
	if r.IntN(10) == 0 {
		p.Visibility = library.VisibilityNetwork
	}
	if r.IntN(4) > 0 {
		p.Period.Start = library.PartialDate(fmt.Sprint(2000 + r.IntN(25)))
	}
	if r.IntN(4) == 0 {
		p.Period.State = library.StateEnded
	}
	day := time.Duration(r.IntN(300)) * 24 * time.Hour
	p.PublishedAt = p.PublishedAt.Add(day)
	p.UpdatedAt = p.PublishedAt.Add(time.Duration(r.IntN(20)) * 24 * time.Hour)
	return p
}

// vocabulary is made up: pronounceable words that no stemmer confuses much.
var vocabulary = func() []string {
	r := rand.New(rand.NewPCG(7, 7))
	onset := []string{"b", "c", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v", "st", "pr", "gr"}
	nucleus := []string{"a", "e", "i", "o", "u", "é", "ă", "ł"}
	out := make([]string, 8000)
	for i := range out {
		for range 2 + r.IntN(3) {
			out[i] += onset[r.IntN(len(onset))] + nucleus[r.IntN(len(nucleus))]
		}
		out[i] += onset[r.IntN(len(onset))]
	}
	return out
}()

func corpus(n int) []library.Practice {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	out := make([]library.Practice, n)
	for i := range out {
		out[i] = randomPractice(r, i)
	}
	return out
}

// entries are the changes of a small library, one after the other, as the journal would hold them.
func entries(n int) [][]library.Practice {
	r := rand.New(rand.NewPCG(1, 40))
	out := make([][]library.Practice, n)
	for i := range out {
		for k := range 4 {
			out[i] = append(out[i], practiceOfLength(r, 4*i+k, 10))
		}
	}
	return out
}

func ids(r *library.Results) []library.ID {
	out := make([]library.ID, len(r.Hits))
	for i, h := range r.Hits {
		out[i] = h.Card.ID
	}
	return out
}
