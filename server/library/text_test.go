package library_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// translated is written in Polish, has an English text by a machine, a stale French one by a person, a German one by
// a machine, and Portuguese without a country. Its sections tell in which languages they are there.
func translated() library.Practice {
	return librarytest.NewPractice("p", func(p *library.Practice) {
		p.Original = "pl"
		p.Texts, p.Sections = nil, map[library.Language][]library.Section{}
		for _, t := range []struct {
			tag      library.Language
			origin   library.Origin
			from     int
			sections string
		}{
			{"pl", library.OriginOriginal, 0, "CHALLENGE APPROACH RESULTS"},
			{"en", library.OriginMachine, 3, "CHALLENGE LESSONS"},
			{"fr", library.OriginHuman, 2, "CHALLENGE"},
			{"de", library.OriginMachine, 3, "APPROACH"},
			{"pt", library.OriginMachineChecked, 3, "RESOURCES"},
		} {
			p.Texts = append(p.Texts, library.Text{
				Language: t.tag, Title: "title " + string(t.tag), Summary: "summary " + string(t.tag),
				Origin: t.origin, Revision: 3, SourceRevision: t.from,
			})
			for _, kind := range strings.Fields(t.sections) {
				p.Sections[t.tag] = append(p.Sections[t.tag], library.Section{
					Kind: library.SectionKind(kind), Markdown: kind + " " + string(t.tag),
				})
			}
		}
		p.Texts[0].EndReason = "koniec"
	})
}

func languages(s string) []library.Language {
	var out []library.Language
	for _, tag := range strings.Fields(s) {
		out = append(out, library.Language(tag))
	}
	return out
}

func TestTitle(t *testing.T) {
	p := translated()
	tests := []struct{ asked, want string }{
		{"", "pl ORIGINAL"},
		{"fr", "fr HUMAN stale"},
		{"pt-BR", "pt MACHINE_CHECKED"},
		{"de fr", "de MACHINE"},          // a machine's text before a person's in a language asked later
		{"nl de-AT pl", "de MACHINE"},    // and before the original
		{"nl", "en MACHINE"},             // English before the original
		{"nl sk hr", "en MACHINE"},       // likewise
		{"nl pl", "pl ORIGINAL"},         // unless the original is asked for
		{"en-GB-oxendict", "en MACHINE"}, // shortened twice
	}
	for _, tt := range tests {
		for what, got := range map[string]library.Served{"title": p.Title(languages(tt.asked)), "summary": p.Summary(languages(tt.asked))} {
			said := fmt.Sprintf("%s %s", got.Language, got.Origin)
			if got.IsStale {
				said += " stale"
			}
			if said != tt.want || got.Value != what+" "+string(got.Language) {
				t.Errorf("%q: %s is %q (%s), want %s", tt.asked, what, got.Value, said, tt.want)
			}
			if diff := cmp.Diff(languages(tt.asked), got.Requested); diff != "" {
				t.Errorf("%q: requested: %s", tt.asked, diff)
			}
		}
	}
	p.Texts = p.Texts[2:3]
	p.Texts[0].Language, p.Original = "it", "it"
	if got := p.Title(languages("nl")); got.Language != "it" || got.IsStale {
		t.Errorf("without English: %+v", got)
	}
}

func TestEndReason(t *testing.T) {
	p := translated()
	if got, ok := p.EndReason(languages("fr")); !ok || got.Value != "koniec" || got.Language != "pl" {
		t.Errorf("got %+v, %t", got, ok)
	}
	p.Texts[0].EndReason = ""
	if got, ok := p.EndReason(nil); ok {
		t.Errorf("got %+v", got)
	}
}

func TestSections(t *testing.T) {
	p := translated()
	tests := []struct{ asked, want string }{
		{"", "CHALLENGE pl, APPROACH pl, RESULTS pl, LESSONS en, RESOURCES pt"},
		{"fr", "CHALLENGE fr, APPROACH pl, RESULTS pl, LESSONS en, RESOURCES pt"},
		{"de", "CHALLENGE en, APPROACH de, RESULTS pl, LESSONS en, RESOURCES pt"},
		{"fr de", "CHALLENGE fr, APPROACH de, RESULTS pl, LESSONS en, RESOURCES pt"},
		{"nl", "CHALLENGE en, APPROACH pl, RESULTS pl, LESSONS en, RESOURCES pt"},
		{"pt-PT", "CHALLENGE en, APPROACH pl, RESULTS pl, LESSONS en, RESOURCES pt"},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range p.Serve(languages(tt.asked)) {
			got = append(got, s.Text.Value)
			if want := string(s.Kind) + " " + string(s.Text.Language); s.Text.Value != want {
				t.Errorf("%q: %q says that it is %q", tt.asked, s.Text.Value, want)
			}
			if s.Text.IsStale != (s.Text.Language == "fr") {
				t.Errorf("%q: %q: stale is %t", tt.asked, s.Text.Value, s.Text.IsStale)
			}
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%q: %s", tt.asked, diff)
		}
	}
	p.Sections = nil
	if got := p.Serve(nil); len(got) != 0 {
		t.Errorf("sections out of nothing: %v", got)
	}
}

func TestTextLanguages(t *testing.T) {
	p := translated()
	p.Texts[0], p.Texts[2] = p.Texts[2], p.Texts[0]
	if diff := cmp.Diff(languages("pl fr en de pt"), p.TextLanguages()); diff != "" {
		t.Error(diff)
	}
	if p.Path() != "/practices/p" {
		t.Error(p.Path())
	}
}
