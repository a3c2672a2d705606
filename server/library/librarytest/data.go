package librarytest

import (
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Epoch is when the clock of a Database starts.
var Epoch = time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)

// Concepts are a few of every scheme that facets are made of.
func Concepts() []*library.Concept {
	var out []*library.Concept
	for _, line := range []struct {
		scheme library.Scheme
		keys   string
	}{
		{library.SchemeThemes, "housing health language"},
		{library.SchemeTransversalIssues, "gender digital"},
		{library.SchemePracticeTypes, "service project"},
		{library.SchemeTargetGroups, "women youth"},
		{library.SchemeActorTypes, "municipality association"},
		{library.SchemeScales, "city region"},
		{library.SchemeStages, "arrival settlement"},
		{library.SchemeStates, "planned running pilot ended unknown"},
		{library.SchemeTags, "buddies gardens"},
	} {
		for _, key := range strings.Fields(line.keys) {
			out = append(out, NewConcept(line.scheme, key))
		}
	}
	return out
}

// NewConcept makes a concept whose English label is its key.
func NewConcept(scheme library.Scheme, key string) *library.Concept {
	return &library.Concept{Scheme: scheme, ID: key, Key: key, Labels: library.Labels{library.English: key}}
}

// Territories are two partners, a city outside the network, and a network of no one country.
func Territories() []*library.Territory {
	place := func(key, name, kind, country string, partner bool) *library.Territory {
		return &library.Territory{
			ID: key, Key: key, Kind: kind, Country: country, IsPartner: partner,
			Names: library.Labels{library.English: name},
		}
	}
	return []*library.Territory{
		place("wien", "Vienna", "city", "AT", false),
		place("utrecht", "Utrecht", "city", "NL", true),
		place("liege", "Liège", "city", "BE", true),
		place("arrival-cities", "Arrival Cities", "network", "", false),
	}
}

// NewBundle brings the reference data and these records.
func NewBundle(hash string, records ...library.Record) library.Bundle {
	return library.Bundle{Name: "test", Hash: hash, Concepts: Concepts(), Territories: Territories(), Records: records}
}

// NewFacts are of a running housing practice in Utrecht, public.
func NewFacts() library.Facts {
	return library.Facts{
		Territory: "utrecht", Themes: []string{"housing"}, Period: library.Period{Start: "2019", State: library.StateRunning},
		Confidence: library.ConfidenceHigh, Licence: library.LicenceCCBY4, Visibility: library.VisibilityPublic,
	}
}

// NewWords are a title, a summary and one section.
func NewWords(tag library.Language, title string) library.Words {
	return library.Words{
		Language: tag, Title: title, Summary: "About " + title + ".",
		Sections: []library.Section{{Kind: "CHALLENGE", Markdown: "Why " + title + "."}},
	}
}

// NewRecord is a record in English whose ID is its slug and whose hash is its title; changes are made before it is
// given.
func NewRecord(slug, title string, changes ...func(*library.Record)) library.Record {
	r := library.Record{
		ID: library.ID(slug), Slug: slug, Facts: NewFacts(), Published: Epoch.AddDate(-1, 0, 0),
		Sources:  []library.Source{{URL: "https://example.org/" + slug, Supports: "All of it."}},
		Original: NewRecordText(library.English, title, library.OriginOriginal),
	}
	for _, change := range changes {
		change(&r)
	}
	return r
}

// NewRecordText is what a record says in one language; its hash is its title.
func NewRecordText(tag library.Language, title string, origin library.Origin) library.RecordText {
	return library.RecordText{Words: NewWords(tag, title), Origin: origin, Hash: title}
}

// NewSubmission is a new practice in English; changes are made before it is given.
func NewSubmission(slug string, changes ...func(*library.Submission)) library.Submission {
	s := library.Submission{Slug: slug, Facts: NewFacts(), Words: NewWords(library.English, slug)}
	for _, change := range changes {
		change(&s)
	}
	return s
}

// NewPractice is a published practice in English whose ID is its slug; changes are made before it is given.
func NewPractice(slug string, changes ...func(*library.Practice)) library.Practice {
	w := NewWords(library.English, slug)
	p := library.Practice{
		Card: library.Card{
			ID: library.ID(slug), Slug: slug, Version: 1, Facts: NewFacts(), Original: library.English,
			Texts: []library.Text{{
				Language: library.English, Title: w.Title, Summary: w.Summary, Origin: library.OriginOriginal, Revision: 1,
			}},
			Provenance: library.Provenance{Kind: library.ProvenanceContributed}, PublishedAt: Epoch, UpdatedAt: Epoch,
		},
		Sections: map[library.Language][]library.Section{library.English: w.Sections},
	}
	for _, change := range changes {
		change(&p)
	}
	return p
}
