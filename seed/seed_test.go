package seed

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func TestSeedParsesWhole(t *testing.T) {
	b, err := Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	partners := 0
	for _, place := range b.Territories {
		if place.IsPartner {
			partners++
		}
	}
	ref := library.NewReference(b.Concepts, b.Territories)
	got := map[string]int{
		"practices": len(b.Records), "partners": partners,
		"themes": len(ref.Concepts(library.SchemeThemes)), "issues": len(ref.Concepts(library.SchemeTransversalIssues)),
	}
	want := map[string]int{"practices": 103, "partners": 10, "themes": 8, "issues": 3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, scheme := range library.Schemes {
		if len(ref.Concepts(scheme)) == 0 {
			t.Errorf("no concepts in %s", scheme)
		}
	}
}

func TestSeedLabelsInNineLanguages(t *testing.T) {
	b, err := Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]library.Labels{}
	for _, c := range b.Concepts {
		all[c.Path()] = c.Labels
	}
	for _, place := range b.Territories {
		all[place.Path()] = place.Names
	}
	for path, labels := range all {
		if len(labels) != len(library.Languages) {
			t.Errorf("%s has %d labels", path, len(labels))
		}
	}
}

func TestLoadTwice(t *testing.T) {
	lib, server := librarytest.OpenEmpty(t)
	counts, err := Load(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(library.Imported{New: 103}, counts); diff != "" {
		t.Error(diff)
	}
	again, err := Load(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(library.Imported{Unchanged: 103}, again); diff != "" {
		t.Error(diff)
	}
	if n := len(server.Database.Journal.Entries()); n != 2 {
		t.Errorf("the journal has %d entries, want the opening and one import", n)
	}
	card := lib.CardBySlug(library.Anonymous(), "fundao-casa-f")
	if card == nil || card.ID != PracticeID("fundao-casa-f") || card.Period.Start != "2018" {
		t.Errorf("fundao-casa-f came in as %+v", card)
	}
}

// TestUnchangedIsNotParsed loads under the known hash what could not be parsed.
func TestUnchangedIsNotParsed(t *testing.T) {
	lib, _ := librarytest.OpenEmpty(t)
	broken := fixture(nil)
	broken["practices/a-practice.md"] = &fstest.MapFile{Data: []byte("broken")}
	raw, err := readFolders(broken)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Import(t.Context(), library.Operator(), library.Bundle{Name: Name, Hash: raw.hash()}); err != nil {
		t.Fatal(err)
	}
	if counts, err := LoadFS(t.Context(), lib, broken); err != nil || counts.Unchanged != 1 {
		t.Errorf("got %+v, %v", counts, err)
	}
}

func TestUpgrade(t *testing.T) {
	changed := fixture(map[string]string{"practices/a-practice.md": strings.Replace(aPractice, "A need.", "Another need.", 1)})
	tests := []struct {
		name   string
		before func(t *testing.T, lib *library.Library)
		next   fs.FS
		want   library.Imported
		says   string // the challenge that is public afterwards; empty when the practice is not
	}{
		{"reformatted", nil, fixture(map[string]string{"practices/a-practice.md": reformatted}), library.Imported{Unchanged: 1}, "A need."},
		{"changed", nil, changed, library.Imported{Changed: 1}, "Another need."},
		{"changed after a person", revise, changed, library.Imported{Proposed: 1}, "What a person wrote."},
		{"withdrawn", withdraw, changed, library.Imported{Withdrawn: 1}, ""},
		{"translated", nil, fixture(map[string]string{"practices/a-practice.fr.md": aTranslation}), library.Imported{Changed: 1}, "A need."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lib, _ := librarytest.OpenEmpty(t)
			mustLoad(t, lib, fixture(nil))
			if tt.before != nil {
				tt.before(t, lib)
			}
			if diff := cmp.Diff(tt.want, mustLoad(t, lib, tt.next)); diff != "" {
				t.Error(diff)
			}
			if got := challenge(t, lib); got != tt.says {
				t.Errorf("the challenge is %q, want %q", got, tt.says)
			}
			if n := mustLoad(t, lib, tt.next).Unchanged; n != 1 {
				t.Errorf("loaded again: %d unchanged", n)
			}
		})
	}
}

func mustLoad(t *testing.T, lib *library.Library, fsys fs.FS) library.Imported {
	t.Helper()
	counts, err := LoadFS(t.Context(), lib, fsys)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// challenge reads what is public of the fixture's practice.
func challenge(t *testing.T, lib *library.Library) string {
	t.Helper()
	face, err := lib.Practice(t.Context(), library.Anonymous(), PracticeID("a-practice"))
	if library.CodeOf(err) == library.CodeNotFound && err != nil {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return face.Sections["en"][0].Markdown
}

func revise(t *testing.T, lib *library.Library) {
	face, err := lib.Practice(t.Context(), library.Operator(), PracticeID("a-practice"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = lib.Publish(t.Context(), library.Operator(), library.Submission{
		Practice: face.ID, Facts: face.Facts, Sources: face.Sources, ExpectedRevision: 1,
		Words: library.Words{Language: "en", Title: "A practice", Summary: "Changed.",
			Sections: []library.Section{{Kind: "CHALLENGE", Markdown: "What a person wrote."}}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func withdraw(t *testing.T, lib *library.Library) {
	if err := lib.Withdraw(t.Context(), library.Operator(), PracticeID("a-practice"), 0, library.WithdrawnByOwner, ""); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse(files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		raw, err := readFolders(files)
		if err != nil {
			b.Fatal(err)
		}
		raw.hash()
	}
}
