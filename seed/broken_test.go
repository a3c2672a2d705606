package seed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

const (
	recordFile      = "practices/a-practice.md"
	translationFile = "practices/a-practice.fr.md"
	territoryFile   = "territories/osijek.yaml"
	vocabularyFile  = "vocabularies/themes.yaml"
)

// TestBroken breaks one place of a file that is right; want is the beginning of each line of the error.
func TestBroken(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		want                 []string
	}{
		{"unknown theme", recordFile, "[housing]", "[housng]", []string{"9: themes: “housng” is not a key of themes. Did you mean “housing”?"}},
		{"theme not stated", recordFile, "[housing]", "[not-stated]", []string{"9: themes: “not-stated” is not a key of themes."}},
		{"unknown theme in a block", recordFile, "[housing]", "\n  - housing\n  - xyz", []string{"11: themes: “xyz” is not a key of themes."}},
		{"theme twice", recordFile, "[housing]", "[housing, housing]", []string{"9: themes: “housing” stands twice."}},
		{"no theme", recordFile, "[housing]", "[]", []string{"9: themes: A practice needs at least one theme."}},
		{"themes null", recordFile, "[housing]", "null", []string{"9: themes: This field is missing."}},
		{"themes not a list", recordFile, "[housing]", "housing", []string{"9: themes: This must be a list."}},
		{"themes of maps", recordFile, "[housing]", "[{a: b}]", []string{"9: themes: This must be text."}},
		{"empty theme", recordFile, "[housing]", "[housing, null]", []string{"9: themes: An item is empty."}},
		{"empty tag", recordFile, "tags: []", "tags: ['']", []string{"10: tags: An item is empty."}},
		{"unknown territory", recordFile, "territory: osijek", "territory: osjek", []string{"4: territory: “osjek” is not a key of territories. Did you mean “osijek”?"}},
		{"unknown field", recordFile, "tags: []", "tag: []", []string{"10: tag: There is no such field. Did you mean “tags”?"}},
		{"unknown field inside", recordFile, "  as_of:", "  asof:", []string{"15: period.asof: There is no such field. Did you mean “as_of”?"}},
		{"missing field", recordFile, "confidence: high\n", "", []string{"2: confidence: This field is missing."}},
		{"missing field inside", recordFile, "  state: pilot\n", "", []string{"11: period.state: This field is missing."}},
		{"empty field", recordFile, "territory: osijek", "territory: ' '", []string{"4: territory: This field is missing."}},
		{"duplicate field", recordFile, "tags: []", "place: null", []string{"10: This is not valid YAML: mapping key \"place\" already defined at [5:1]."}},
		{"bare number", recordFile, `"2018"`, "2018", []string{`12: period.start: This is text; please put it in quotes: "2018".`}},
		{"wrong type", recordFile, "place: null", "place: [Neukölln]", []string{"5: place: This must be text."}},
		{"period not a map", recordFile, "organisations:\n  - name: A society\n    role: lead", "organisations: [A society]", []string{"6: organisations: This must be a block of “key: value” lines."}},
		{"alias", recordFile, "place: null", "place: *other", []string{"5: "}},
		{"tag", recordFile, "place: null", "place: !!str x", []string{"5: place: This must be text."}},
		{"number as a key", recordFile, "place: null", "12: x", []string{"5: A key must be a plain word."}},
		{"bad date", recordFile, `"2024-07"`, `"2024-13"`, []string{"15: period.as_of: “2024-13” is not a date such as"}},
		{"bad day", recordFile, `"2026-11-24"`, `"2026-11"`, []string{"21: published: “2026-11” is not a day such as"}},
		{"bad address", recordFile, "https://example.org/a", "example.org/a", []string{"19: sources.url: “example.org/a” is not a web address."}},
		{"bad licence", recordFile, "tags: []", "licence: CC-BY", []string{"10: licence: “CC-BY” is not a web address."}},
		{"unknown role", recordFile, "role: lead", "role: boss", []string{"8: organisations.role: “boss” is not one of lead, partner, funder."}},
		{"unknown state", recordFile, "state: pilot", "state: piloting", []string{"14: period.state: “piloting” is not one of planned,"}},
		{"unknown confidence", recordFile, "confidence: high", "confidence: HIGH", []string{"16: confidence: “HIGH” is not one of"}},
		{"unknown visibility", recordFile, "tags: []", "visibility: secret", []string{"10: visibility: “secret” is not one of"}},
		{"bad language", recordFile, "language: en", "language: EN", []string{"3: language: “EN” is not a language tag"}},
		{"bad source language", recordFile, "[hr]", "[hr, '?']", []string{"17: source_languages: “?” is not a language tag"}},
		{"slug differs", recordFile, "slug: a-practice", "slug: b-practice", []string{"2: slug: “b-practice” differs from “a-practice” in the name of the file."}},
		{"no front matter", recordFile, "---\nslug", "slug", []string{"1: The first line must be “---”"}},
		{"open front matter", recordFile, "\n---\n", "\n", []string{"1: The line “---” that ends the fields is missing."}},
		{"not YAML", recordFile, `"2026-11-24"`, `"2026-11-24`, []string{"21: This is not valid YAML: could not find end character of double-quoted text."}},
		{"control character", recordFile, "A need.", "A\x07need.", []string{"31: The character U+0007 is not allowed."}},
		{"turned text", recordFile, "A need.", "A\u202eneed.", []string{"31: The character U+202E is not allowed."}},
		{"not UTF-8", recordFile, "A need.", "A \xff need.", []string{"31: This line is not valid UTF-8."}},
		{"too large", recordFile, "A need.", strings.Repeat("A need.\n", 40000), []string{"1: The file is larger than 256 KB."}},
		{"too many fields", recordFile, "tags: []", "#" + strings.Repeat("x", 40000), []string{"2: The fields take more than 32 KB."}},
		{"no title", recordFile, "# A practice\n", "", []string{"25: title: A line “# Title” is missing"}},
		{"empty title", recordFile, "# A practice\n", "#\n", []string{"24: title: A line “# Title” is missing"}},
		{"no body", recordFile, strings.SplitAfterN(aPractice, "---\n", 3)[2], "", []string{"22: summary: ", "22: title: "}},
		{"no summary", recordFile, "One paragraph on\ntwo lines.\n", "", []string{"25: summary: The summary is missing below the title."}},
		{"two summaries", recordFile, "two lines.", "two lines.\n\nMore.", []string{"29: summary: The summary is one plain paragraph."}},
		{"long title", recordFile, "# A practice", "# " + strings.Repeat("a", 201), []string{"24: title: This is longer than 200 characters."}},
		{"long summary", recordFile, "two lines.", strings.Repeat("a", 1501), []string{"26: summary: This is longer than 1500 characters."}},
		{"long section", recordFile, "A need.", strings.Repeat("a", 10001), []string{"29: Challenge: This is longer than 10000 characters."}},
		{"unknown section", recordFile, "## Approach", "## Aproach", []string{"33: Aproach: There is no such section. Did you mean “Approach”?"}},
		{"wrong order", recordFile, "## Approach", "## Lessons\n\nx\n\n## Approach", []string{"37: Approach: This section must stand before “Lessons”."}},
		{"section twice", recordFile, "## Approach", "## Challenge", []string{"33: Challenge: This section stands twice."}},
		{"empty section", recordFile, "A need.\n", "", []string{"29: Challenge: This section is empty"}},
		{"third level", recordFile, "A need.", "A need.\n\n### More\n\nx", []string{"33: A section begins with two hashes and a space"}},
		{"numbered list", recordFile, "A need.", "1. A need.", []string{"31: Challenge: Only paragraphs and lists with “- ”"}},
		{"nested list", recordFile, "- another", "- another\n  - inner", []string{"40: Approach: Only paragraphs and lists with “- ”"}},
		{"quotation", recordFile, "A need.", "> A need.", []string{"31: Challenge: Only paragraphs and lists with “- ”"}},
		{"underlined heading", recordFile, "A need.", "A need.\n---", []string{"32: Challenge: Only paragraphs and lists with “- ”"}},
		{"link", recordFile, "A need.", "[A](https://example.org) need.", []string{"31: Challenge: Links, images and HTML cannot stand here."}},
		{"HTML", recordFile, "A need.", "A <b>need</b>.", []string{"31: Challenge: Links, images and HTML cannot stand here."}},

		{"translation of nothing", "practices/b-practice.fr.md", "slug: a-", "slug: b-", []string{"1: slug: There is no record practices/b-practice.md"}},
		{"translation of another", translationFile, "slug: a-", "slug: b-", []string{"2: slug: “b-practice” differs"}},
		{"translation in another language", translationFile, "language: fr", "language: nl", []string{"3: language: “nl” differs from “fr” in the name of the file."}},
		{"translation into itself", "practices/a-practice.en.md", "language: fr", "language: en", []string{"3: language: The record itself is in “en”."}},
		{"unknown origin", translationFile, "machine-checked", "robot", []string{"4: origin: “robot” is not one of machine, human, machine-checked."}},
		{"translated heading", translationFile, "## Challenge", "## Défi", []string{"11: Défi: There is no such section."}},
		{"facts in a translation", translationFile, "origin:", "themes: [housing]\norigin:", []string{"4: themes: There is no such field."}},

		{"territory without a name", territoryFile, "\n  hr: Osijek", "", []string{"6: names.hr: This field is missing."}},
		{"name in a tenth language", territoryFile, "\n  hr: Osijek", "\n  hr: Osijek\n  de: Esseg", []string{"16: names.de: There is no such field."}},
		{"kind of territory", territoryFile, "kind: city", "kind: town", []string{"2: kind: “town” is not a kind of territory."}},
		{"country", territoryFile, "country: HR", "country: XX", []string{"4: country: “XX” is not an ISO 3166-1 country code."}},
		{"territory key", territoryFile, "key: osijek", "key: esseg", []string{"1: key: “esseg” differs from “osijek” in the name of the file."}},
		{"partner", territoryFile, "partner: true", `partner: "yes"`, []string{"3: partner: This must be true or false."}},
		{"location", territoryFile, "country: HR", "location: {lat: north, lon: 18.7}", []string{"4: location.lat: This must be a number."}},
		{"location off the globe", territoryFile, "country: HR", "location: {lat: 145.5, lon: 18.7}", []string{"4: location: Latitude runs from"}},
		{"half a person", territoryFile, "country: HR", `population: {value: 9.5, source: "https://example.org"}`, []string{"4: population.value: This must be a whole number."}},
		{"population without source", territoryFile, "country: HR", "population: {value: 96000}", []string{"4: population.source: This field is missing."}},

		{"scheme", vocabularyFile, "scheme: themes", "scheme: theme", []string{"1: scheme: “theme” differs", "1: scheme: There is no concept scheme “theme”. Did you mean “themes”?"}},
		{"scheme without a label", vocabularyFile, "\n  hr: Themes", "", []string{"2: labels.hr: This field is missing."}},
		{"concept without a label", vocabularyFile, "\n      pl: The health", "", []string{"27: concepts.labels.pl: This field is missing."}},
		{"concept twice", vocabularyFile, "key: health", "key: housing", []string{"26: concepts.key: “housing” stands twice."}},
		{"label twice", vocabularyFile, "pl: The health", "pl: the Housing", []string{"27: concepts.labels: The pl label “the Housing” stands twice."}},
		{"concept key", vocabularyFile, "key: health", "key: Health", []string{"26: concepts.key: A key is made of"}},
		{"to confirm", vocabularyFile, "to_confirm: [pl]", "to_confirm: [de]", []string{"25: concepts.to_confirm: “de” is not one of the nine languages."}},
		{"not a mapping", vocabularyFile, "", "- a\n", []string{"1: "}},
		{"empty file", vocabularyFile, "", "\n", []string{"1: Here stand lines of the form “key: value”."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := loadNothing(t, broken(tt.file, tt.old, tt.new))
			lines := strings.Split(err.Error(), "\n")[1:]
			if len(lines) != len(tt.want) {
				t.Fatalf("got %d problems, want %d:\n%v", len(lines), len(tt.want), err)
			}
			for i, want := range tt.want {
				if want = tt.file + ":" + want; !strings.HasPrefix(lines[i], want) {
					t.Errorf("got  %s\nwant %s", lines[i], want)
				}
			}
		})
	}
}

// broken is the fixture with one change in one of its files; old empty means the whole file.
func broken(file, old, replacement string) fstest.MapFS {
	fsys := fixture(map[string]string{translationFile: aTranslation})
	text := aTranslation
	if f := fsys[file]; f != nil {
		text = string(f.Data)
	}
	if !strings.Contains(text, old) {
		panic(fmt.Sprintf("%q is not in %s", old, file))
	}
	if old == "" {
		old = text
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, replacement, 1))}
	return fsys
}

// loadNothing loads what must be refused and looks that nothing has changed.
func loadNothing(t *testing.T, fsys fstest.MapFS) error {
	t.Helper()
	lib, server := librarytest.OpenEmpty(t)
	counts, err := LoadFS(t.Context(), lib, fsys)
	if err == nil {
		t.Fatal("it was loaded")
	}
	if n := len(server.Database.Journal.Entries()); n != 1 || lib.BundleHash(Name) != "" || counts != (library.Imported{}) {
		t.Errorf("something changed: %d entries, counts %+v", n, counts)
	}
	return err
}

// TestRefusedByTheLibrary breaks rules that only the library knows.
func TestRefusedByTheLibrary(t *testing.T) {
	long := strings.Repeat("long-", 19) + "slug"
	tests := []struct {
		name, file, old, new, want string
	}{
		{"end before start", recordFile, "end: null", `end: "2017"`, recordFile + ":13: period.end: The end lies before the start."},
		{"in the future", recordFile, "2026-11-24", "2126-11-24", recordFile + ":21: published: "},
		{"long place", recordFile, "place: null", "place: " + strings.Repeat("a", 501), recordFile + ":5: place: "},
		{"long organisation", recordFile, "A society", strings.Repeat("a", 501), recordFile + ":7: organisations.name: "},
		{"long second source", recordFile, "published:", "  - url: https://example.org/b\n    supports: " + strings.Repeat("a", 1001) + "\npublished:", recordFile + ":22: sources.supports: "},
		{"empty title of a translation", translationFile, "# Une pratique", "# \u00a0", translationFile + ":7: title: "},
		{"planned, but begun", recordFile, "state: pilot", "state: planned", recordFile + ":12: period.start: "},
		{"running after its end", recordFile, "end: null", `end: "2024-06"`, recordFile + ":13: period.end: It ended in 2024-06, so it cannot be planned or running as of 2024-07."},
		{"known of a day to come", recordFile, `"2024-07"`, `"2126-07"`, recordFile + ":15: period.as_of: "},
		{"too many sources", recordFile, "published:", strings.Repeat("  - {url: https://example.org/, supports: All}\n", 100) + "published:", recordFile + ":18: sources: "},
		{"long slug", "practices/" + long + ".md", "", strings.NewReplacer("a-practice", long, "end: null", `end: "2017"`).Replace(aPractice), "practices/" + long + ".md:13: period.end: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := loadNothing(t, broken(tt.file, tt.old, tt.new))
			if !strings.Contains(err.Error(), "\n"+tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
			if library.CodeOf(err) != library.CodeBadInput {
				t.Errorf("the refusal itself is lost: %s", library.CodeOf(err))
			}
		})
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	fsys := fixture(nil)
	for i := range 30 {
		slug := fmt.Sprintf("practice-%02d", i)
		fsys["practices/"+slug+".md"] = &fstest.MapFile{Data: []byte(strings.NewReplacer(
			"slug: a-practice", "slug: "+slug, "[housing]", "[housng]").Replace(aPractice))}
	}
	err := loadNothing(t, fsys)
	list, ok := errors.AsType[Problems](err)
	if !ok || len(list) != 30 {
		t.Fatalf("got %v", err)
	}
	lines := strings.Split(err.Error(), "\n")
	if diff := cmp.Diff([]string{
		"the seed has 30 problem(s) and was not loaded:", "… and 10 more",
	}, []string{lines[0], lines[len(lines)-1]}); diff != "" || len(lines) != 22 {
		t.Errorf("%d lines\n%s", len(lines), diff)
	}
}

// TestBrokenVocabularyHidesNothing: one broken label must not make every record look wrong.
func TestBrokenVocabularyHidesNothing(t *testing.T) {
	fsys := broken(vocabularyFile, "key: housing", "key: Housing")
	list, _ := errors.AsType[Problems](loadNothing(t, fsys))
	if len(list) != 1 || list[0].File != vocabularyFile {
		t.Errorf("got %v", list)
	}
}

func TestNothingThere(t *testing.T) {
	if err := loadNothing(t, fstest.MapFS{}); !errors.Is(err, errNothing) {
		t.Errorf("got %v", err)
	}
}
