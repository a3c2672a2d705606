package seed

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

func TestRecord(t *testing.T) {
	b, err := Parse(fixture(map[string]string{translationFile: aTranslation}))
	if err != nil {
		t.Fatal(err)
	}
	want := library.Record{
		ID: PracticeID("a-practice"), Slug: "a-practice",
		Facts: library.Facts{
			Territory: "osijek", Themes: []string{"housing"},
			Organisations:   []library.Organisation{{Name: "A society", Role: library.RoleLead}},
			Period:          library.Period{Start: "2018", State: library.StateRunning, Pilot: true, AsOf: "2024-07"},
			SourceLanguages: []library.Language{"hr"}, Confidence: library.ConfidenceHigh,
			Licence: library.LicenceCCBY4, Visibility: library.VisibilityPublic,
		},
		Sources:   []library.Source{{URL: "https://example.org/a", Supports: "Everything"}},
		Published: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		Original: library.RecordText{Origin: library.OriginOriginal, Words: library.Words{
			Language: "en", Title: "A practice", Summary: "One paragraph on two lines.", EndReason: "It has not.",
			Sections: []library.Section{
				{Kind: "CHALLENGE", Markdown: "A need."},
				{Kind: "APPROACH", Markdown: "What is done:\n\n- one thing, over two lines\n- another"},
			},
		}},
		Translations: []library.RecordText{{Origin: library.OriginMachineChecked, Words: library.Words{
			Language: "fr", Title: "Une pratique", Summary: "Un paragraphe.",
			Sections: []library.Section{{Kind: "CHALLENGE", Markdown: "Un besoin."}},
		}}},
	}
	withoutHash := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Hash" }, cmp.Ignore())
	if diff := cmp.Diff([]library.Record{want}, b.Records, withoutHash); diff != "" {
		t.Error(diff)
	}
}

// TestPracticeID pins an ID: it must never change once a library has been seeded.
func TestPracticeID(t *testing.T) {
	if got := PracticeID("fundao-mixin"); got != "u89uatg0dfaort38sv89kvtjt0" {
		t.Errorf("got %s", got)
	}
}

// TestHashSeesEveryField sets each field of a record in turn, so that one which is new in the library is not forgotten.
func TestHashSeesEveryField(t *testing.T) {
	seen := map[string]string{}
	each := func(name string, change func(*library.Facts, *library.Source, *library.Words)) {
		var (
			f library.Facts
			s library.Source
			w library.Words
		)
		change(&f, &s, &w)
		hash := originalHash(&f, []library.Source{s}, &w)
		if other, ok := seen[hash]; ok {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[hash] = name
	}
	each("nothing", func(*library.Facts, *library.Source, *library.Words) {})
	for i := range reflect.TypeFor[library.Facts]().NumField() {
		name := reflect.TypeFor[library.Facts]().Field(i).Name
		if name == "Period" {
			continue
		}
		each("Facts."+name, func(f *library.Facts, _ *library.Source, _ *library.Words) { fill(reflect.ValueOf(f).Elem().Field(i)) })
	}
	for i := range reflect.TypeFor[library.Period]().NumField() {
		each("Period."+reflect.TypeFor[library.Period]().Field(i).Name, func(f *library.Facts, _ *library.Source, _ *library.Words) {
			fill(reflect.ValueOf(&f.Period).Elem().Field(i))
		})
	}
	for i := range reflect.TypeFor[library.Source]().NumField() {
		each("Source."+reflect.TypeFor[library.Source]().Field(i).Name, func(_ *library.Facts, s *library.Source, _ *library.Words) {
			fill(reflect.ValueOf(s).Elem().Field(i))
		})
	}
	for i := range reflect.TypeFor[library.Words]().NumField() {
		each("Words."+reflect.TypeFor[library.Words]().Field(i).Name, func(_ *library.Facts, _ *library.Source, w *library.Words) {
			fill(reflect.ValueOf(w).Elem().Field(i))
		})
	}
}

// fill puts something into a field of a record.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	default:
		panic("a field of a kind that this test cannot fill: " + v.Type().String())
	}
}

// FuzzRecord feeds any bytes to the readers of all kinds of file. They never panic and never take what they cannot
// place; what they take is the same when it is read again from a file with other line ends.
func FuzzRecord(f *testing.F) {
	f.Add([]byte(aPractice))
	f.Add([]byte(reformatted))
	f.Add([]byte(aTranslation))
	for _, file := range []string{"practices/fundao-casa-f.md", "territories/liege.yaml", "vocabularies/states.yaml"} {
		data, err := files.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pg := newPage(rawFile{recordFile, data})
		r := pg.record(nil)
		for _, p := range pg.problems {
			if p.Line < 1 || p.Line > bytes.Count(data, []byte("\n"))+1 || p.Message == "" {
				t.Errorf("a problem that cannot be found: %v", p)
			}
		}
		if pg.ok() {
			windows := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
			if diff := cmp.Diff(r, newPage(rawFile{recordFile, windows}).record(nil)); diff != "" {
				t.Errorf("with other line ends:\n%s", diff)
			}
		}
		newPage(rawFile{translationFile, data}).translation("a-practice", "fr")
		newPage(rawFile{territoryFile, data}).territory()
		newPage(rawFile{vocabularyFile, data}).vocabulary()
	})
}
