package corpus

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/library"
)

// Generate makes the practices with the numbers start, start+1, … start+n-1. Each depends on its number, the seed and
// the reference data alone, so that any part of a corpus can be made again by itself. Nothing comes when no territory
// of the reference has a language that there are words for.
func Generate(ref *library.Reference, seed uint64, start, n int) iter.Seq[library.Record] {
	places := placesOf(ref)
	return func(yield func(library.Record) bool) {
		for number := start; number < start+n && len(places) > 0; number++ {
			m := maker{rand.New(rand.NewPCG(seed, uint64(number))), ref}
			if !yield(m.record(number, places)) {
				return
			}
		}
	}
}

// Slug is the address of the generated practice with this number.
func Slug(number int) string { return fmt.Sprintf("generated-%06d", number) }

// place is a territory with the language that its practices are written in beside English.
type place struct {
	territory *library.Territory
	language  library.Language
}

// placesOf lists the territories that practices come from, partners seven times as often as others.
func placesOf(ref *library.Reference) []place {
	var out []place
	for _, t := range ref.Territories() {
		times := 1
		if t.IsPartner {
			times = 7
		}
		for range times {
			if tag, ok := languageOf(t); ok {
				out = append(out, place{t, tag})
			}
		}
	}
	return out
}

func languageOf(t *library.Territory) (library.Language, bool) {
	for _, tag := range t.Languages {
		if tag != library.English && lexicons()[tag] != nil {
			return tag, true
		}
	}
	return "", false
}

// maker makes one practice.
type maker struct {
	*rand.Rand
	ref *library.Reference
}

func (m maker) record(number int, places []place) library.Record {
	from := places[m.IntN(len(places))]
	slug, digits := Slug(number), fmt.Sprintf("%06d", number)
	r := library.Record{
		ID: seed.PracticeID(slug), Slug: slug, Facts: m.facts(from),
		Sources:   []library.Source{{URL: "https://example.org/" + slug, Supports: "Nothing: this practice is generated"}},
		Published: time.Date(2018, 1, 1+m.IntN(7*365), 0, 0, 0, 0, time.UTC),
	}
	first, second := library.English, from.language
	if m.IntN(2) == 0 {
		first, second = second, first
	}
	ended := r.Facts.Period.State == library.StateEnded && m.IntN(3) == 0
	r.Original = m.text(first, library.OriginOriginal, digits, ended)
	r.Translations = []library.RecordText{m.text(second, m.origin(), digits, ended)}
	return r
}

func (m maker) text(tag library.Language, origin library.Origin, digits string, ended bool) library.RecordText {
	words := newWriter(tag, m.Rand).words(tag, digits, ended)
	return library.RecordText{Words: words, Origin: origin, Hash: version + " " + digits + " " + string(tag)}
}

func (m maker) origin() library.Origin {
	return pick(m, []library.Origin{library.OriginMachine, library.OriginMachine, library.OriginHuman, library.OriginMachineChecked})
}

func pick[T any](m maker, list []T) T { return list[m.IntN(len(list))] }
