package library_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

type record = library.Record

func imports(t *testing.T, l *library.Library, b library.Bundle) library.Imported {
	t.Helper()
	counts, err := l.Import(t.Context(), library.Operator(), b)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// inFrench adds a translation to a record.
func inFrench(title string) func(*record) {
	return func(r *record) {
		r.Translations = append(r.Translations, librarytest.NewRecordText("fr", title, library.OriginMachine))
	}
}

func TestImportNew(t *testing.T) {
	l, s := librarytest.Open(t)
	b := librarytest.NewBundle("2", librarytest.NewRecord("a", "A", inFrench("Le A")), librarytest.NewRecord("b", "B"))
	if diff := cmp.Diff(library.Imported{New: 2}, imports(t, l, b)); diff != "" {
		t.Error(diff)
	}
	entries := s.Database.Journal.Entries()
	if len(entries) != 3 || l.BundleHash("test") != "2" {
		t.Errorf("%d entries, hash %q", len(entries), l.BundleHash("test"))
	}
	if strings.Contains(string(entries[2].Payload), "concepts") {
		t.Error("reference data that are known were written again")
	}
	face := read(t, l, "a")
	day := b.Records[0].Published
	if face.Version != 1 || face.PublishedAt != day || face.UpdatedAt != day || face.Provenance.Kind != library.ProvenanceCompiled {
		t.Errorf("got %+v", face.Card)
	}
	want := []library.Text{
		{Language: "en", Title: "A", Summary: "About A.", Origin: library.OriginOriginal, Revision: 1},
		{Language: "fr", Title: "Le A", Summary: "About Le A.", Origin: library.OriginMachine, Revision: 1, SourceRevision: 1},
	}
	if diff := cmp.Diff(want, face.Texts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(b.Records[0].Sources, face.Sources); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(library.Imported{Unchanged: 2}, imports(t, l, b)); diff != "" {
		t.Error(diff)
	}
	if l.Mark().Number != 3 {
		t.Error("the same hash was written twice")
	}
	if diff := cmp.Diff(library.Imported{Unchanged: 2}, imports(t, l, librarytest.NewBundle("3", b.Records...))); diff != "" {
		t.Errorf("another hash of the same records: %s", diff)
	}
}

// TestImportUpgrade brings a record in, lets a person do something, and brings the next form of the record in.
func TestImportUpgrade(t *testing.T) {
	tags := func(r *record) { r.Facts.Tags = []string{"gardens"} }
	rewrite := func(tag library.Language, change ...func(*library.Submission)) func(*testing.T, *library.Library) {
		return func(t *testing.T, l *library.Library) {
			face := read(t, l, "a")
			expected := 0
			for _, text := range face.Texts {
				if text.Language == tag {
					expected = text.Revision
				}
			}
			s := revision(face, tag, "By hand", expected)
			for _, c := range change {
				c(&s)
			}
			publish(t, l, s)
		}
	}
	tests := []struct {
		name   string
		person func(*testing.T, *library.Library)
		next   library.Record
		want   library.Imported
		titles string // of the English and French texts afterwards
		tags   []string
	}{
		{"unchanged", nil, librarytest.NewRecord("a", "A", inFrench("Le A")), library.Imported{Unchanged: 1}, "A 1, Le A 1", nil},
		{"original", nil, librarytest.NewRecord("a", "A2", inFrench("Le A"), tags), library.Imported{Changed: 1}, "A2 2, Le A 1 stale", []string{"gardens"}},
		{"translation", nil, librarytest.NewRecord("a", "A", inFrench("Le A2"), tags), library.Imported{Changed: 1}, "A 1, Le A2 2", nil},
		{"both", nil, librarytest.NewRecord("a", "A2", inFrench("Le A2")), library.Imported{Changed: 1}, "A2 2, Le A2 2", nil},
		{"translation gone", nil, librarytest.NewRecord("a", "A"), library.Imported{Unchanged: 1}, "A 1, Le A 1", nil},
		{"person wrote, record unchanged", rewrite("en"), librarytest.NewRecord("a", "A", inFrench("Le A")), library.Imported{Unchanged: 1}, "By hand 2, Le A 1 stale", nil},
		{"person wrote", rewrite("en"), librarytest.NewRecord("a", "A2", inFrench("Le A"), tags), library.Imported{Proposed: 1}, "By hand 2, Le A 1 stale", nil},
		{"person wrote the original, translation of another", rewrite("en"), librarytest.NewRecord("a", "A", inFrench("Le A2")), library.Imported{Proposed: 1}, "By hand 2, Le A 1 stale", nil},
		{"person translated, original changed", rewrite("fr"), librarytest.NewRecord("a", "A2", inFrench("Le A")), library.Imported{Changed: 1}, "A2 2, By hand 2 stale", nil},
		{"person translated, both changed", rewrite("fr"), librarytest.NewRecord("a", "A2", inFrench("Le A2")), library.Imported{Changed: 1, Proposed: 1}, "A2 2, By hand 2 stale", nil},
		{"person changed facts", rewrite("fr", func(s *library.Submission) { s.Facts.Tags = []string{"buddies"} }),
			librarytest.NewRecord("a", "A2", inFrench("Le A")), library.Imported{Proposed: 1}, "A 1, By hand 2", []string{"buddies"}},
		{"withdrawn", func(t *testing.T, l *library.Library) {
			if err := l.Withdraw(t.Context(), library.Operator(), "a", 0, library.WithdrawnByOwner, ""); err != nil {
				t.Fatal(err)
			}
		}, librarytest.NewRecord("a", "A2"), library.Imported{Withdrawn: 1}, "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A", inFrench("Le A")))
			if tt.person != nil {
				tt.person(t, l)
			}
			if diff := cmp.Diff(tt.want, imports(t, l, librarytest.NewBundle("2", tt.next))); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.titles, titles(l, "a")); diff != "" {
				t.Error(diff)
			}
			if tt.titles == "" {
				return
			}
			if diff := cmp.Diff(tt.tags, read(t, l, "a").Tags); diff != "" {
				t.Error(diff)
			}
			again := imports(t, l, librarytest.NewBundle("3", tt.next))
			if diff := cmp.Diff(library.Imported{Unchanged: 1}, again); diff != "" {
				t.Errorf("brought in again: %s", diff)
			}
		})
	}
}

// titles says which titles a practice has, at which revisions.
func titles(l *library.Library, id library.ID) string {
	card := l.CardByID(library.Operator(), id)
	if card == nil {
		return ""
	}
	var out []string
	for i := range card.Texts {
		text := card.Texts[i].Title + " " + string(rune('0'+card.Texts[i].Revision))
		if card.IsStale(&card.Texts[i]) {
			text += " stale"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestImportRefuses(t *testing.T) {
	one := librarytest.NewRecord
	renamed := func() library.Bundle {
		b := librarytest.NewBundle("2")
		b.Concepts[0].Key, b.Concepts[0].FormerKeys = "homes", []string{"health"}
		return b
	}
	forgotten := func(key string) library.Bundle {
		b := librarytest.NewBundle(key)
		b.Concepts[0].Key = key
		return b
	}
	tests := []struct {
		name   string
		bundle library.Bundle
		code   library.Code
		field  string
		says   string
	}{
		{"no hash", librarytest.NewBundle(""), library.CodeBadInput, "hash", "bundle"},
		{"no name", library.Bundle{Hash: "2"}, library.CodeBadInput, "hash", "bundle"},
		{"bad slug", librarytest.NewBundle("2", one("b", "B"), one("C!", "C")), library.CodeBadInput, "slug", "record C!:"},
		{"no id", librarytest.NewBundle("2", one("b", "B", func(r *record) { r.ID = "" })), library.CodeBadInput, "slug", "record b:"},
		{"slug twice", librarytest.NewBundle("2", one("b", "B"), one("b", "B", func(r *record) { r.ID = "c" })), library.CodeSlugTaken, "slug", "record b:"},
		{"id twice", librarytest.NewBundle("2", one("b", "B"), one("c", "B", func(r *record) { r.ID = "b" })), library.CodeSlugTaken, "slug", "record c:"},
		{"slug of another", librarytest.NewBundle("2", one("a", "B", func(r *record) { r.ID = "b" })), library.CodeSlugTaken, "slug", "record a:"},
		{"unknown theme", librarytest.NewBundle("2", one("b", "B", func(r *record) { r.Facts.Themes = []string{"x"} })), library.CodeUnknownKey, "themes.0", "record b:"},
		{"bad source", librarytest.NewBundle("2", one("b", "B", func(r *record) { r.Sources[0].URL = "x" })), library.CodeBadInput, "sources.0.url", "record b:"},
		{"no title in a translation", librarytest.NewBundle("2", one("b", "B", inFrench("\u00a0"))), library.CodeBadInput, "translations.0.title", "record b:"},
		{"no title", librarytest.NewBundle("2", one("b", "B", func(r *record) { r.Original.Words.Title = "" })), library.CodeBadInput, "title", "record b:"},
		{"text without hash", librarytest.NewBundle("2", one("b", "")), library.CodeBadInput, "hash", "record b:"},
		{"language twice", librarytest.NewBundle("2", one("b", "B", inFrench("C"), inFrench("D"))), library.CodeBadInput, "translations.1.language", "record b:"},
		{"original by a machine", librarytest.NewBundle("2", one("b", "B", func(r *record) { r.Original.Origin = library.OriginMachine })), library.CodeBadInput, "origin", "record b:"},
		{"two originals", librarytest.NewBundle("2", one("b", "B", inFrench("C"), func(r *record) { r.Translations[0].Origin = library.OriginOriginal })), library.CodeBadInput, "translations.0.origin", "record b:"},
		{"unknown origin", librarytest.NewBundle("2", one("b", "B", inFrench("C"), func(r *record) { r.Translations[0].Origin = "ORACLE" })), library.CodeBadInput, "translations.0.origin", "record b:"},
		{"other original", librarytest.NewBundle("2", one("a", "A2", func(r *record) { r.Original.Words.Language = "fr" })), library.CodeBadInput, "language", "record a:"},
		{"broken concept", library.Bundle{Name: "x", Hash: "2", Concepts: []*library.Concept{{Key: "x"}}}, library.CodeBadInput, "scheme", "concept x:"},
		{"broken territory", library.Bundle{Name: "x", Hash: "2", Territories: []*library.Territory{{ID: "x", Key: "x"}}}, library.CodeBadInput, "kind", "territory x:"},
		{"key of two", renamed(), library.CodeBadInput, "key", "“health”"},
	}
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	before := l.Dump()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			counts, err := l.Import(t.Context(), library.Operator(), tt.bundle)
			wantRefusal(t, err, tt.code, tt.field)
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %q, want %q in it", err, tt.says)
			}
			if counts.New > 1 {
				t.Errorf("got %+v", counts)
			}
		})
	}
	if diff := cmp.Diff(before, l.Dump()); diff != "" || len(s.Database.Journal.Entries()) != 2 {
		t.Errorf("a refused bundle left something: %s", diff)
	}

	imports(t, l, forgotten("homes")) // its first key is its id, and is never forgotten
	_, err := l.Import(t.Context(), library.Operator(), forgotten("dwellings"))
	wantRefusal(t, err, library.CodeBadInput, "formerKeys")
	if _, err := l.Practices(library.Anonymous(), library.Query{Filter: keys(library.FacetThemes, "housing")}); err != nil {
		t.Errorf("a renamed key no longer answers: %v", err)
	}
}

func TestImportTooLarge(t *testing.T) {
	l, s := librarytest.Open(t)
	large := librarytest.NewBundle("2")
	var sections []library.Section
	for _, kind := range library.SectionKinds {
		sections = append(sections, library.Section{Kind: kind, Markdown: strings.Repeat("🌳", 20000)})
	}
	for i := range library.MaxEntry/(len(sections)*80000) + 1 {
		slug := fmt.Sprintf("r%d", i)
		large.Records = append(large.Records, librarytest.NewRecord(slug, "A", func(r *record) { r.Original.Words.Sections = sections }))
	}
	_, err := l.Import(t.Context(), library.Operator(), large)
	wantRefusal(t, err, library.CodeTooLarge, "")
	if len(s.Database.Journal.Entries()) != 2 || !strings.Contains(err.Error(), "split") {
		t.Errorf("got %v", err)
	}
	large.Records = large.Records[:3]
	if got := imports(t, l, large); got.New != 3 {
		t.Errorf("got %+v", got)
	}
}

// TestImportOfTwoServers lets two servers bring the same bundle in at once: it comes in once.
func TestImportOfTwoServers(t *testing.T) {
	db := librarytest.NewDatabase()
	a, b := open(t, db.NewServer()), open(t, db.NewServer())
	bundle := librarytest.NewBundle("1", librarytest.NewRecord("a", "A"))
	imports(t, a, bundle)
	if diff := cmp.Diff(library.Imported{Unchanged: 1}, imports(t, b, bundle)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(a.Dump(), b.Dump()); diff != "" || a.Mark().Number != 2 {
		t.Error(diff)
	}
}

// A correction of the facts alone is no revision of the text, and leaves its translations as fresh as they were.
func TestImportOfFactsAloneMakesNothingStale(t *testing.T) {
	first := librarytest.NewRecord("facts", "1")
	first.Translations = []library.RecordText{{
		Words:  library.Words{Language: "fr", Title: "Faits", Summary: "Des faits."},
		Origin: library.OriginMachine, Hash: "fr-1",
	}}
	l, _ := librarytest.Open(t, first)
	second := first
	second.Original.Hash = "2"
	second.Facts.Confidence = library.ConfidenceLow
	if _, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle("2", second)); err != nil {
		t.Fatal(err)
	}
	card := l.CardBySlug(library.Anonymous(), first.Slug)
	if card.Version != 2 || card.Confidence != library.ConfidenceLow {
		t.Fatalf("the correction did not arrive: version %d, confidence %s", card.Version, card.Confidence)
	}
	for i := range card.Texts {
		if card.Texts[i].Revision != 1 || card.IsStale(&card.Texts[i]) {
			t.Errorf("the %s text is at revision %d, stale: %v", card.Texts[i].Language, card.Texts[i].Revision, card.IsStale(&card.Texts[i]))
		}
	}
}
