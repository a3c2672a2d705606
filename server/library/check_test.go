package library_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// wantRefusal checks code and field of a refusal.
func wantRefusal(t *testing.T, err error, code library.Code, field string) {
	t.Helper()
	var e *library.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want %s", err, code)
	}
	if got := strings.Join(e.Field, "."); e.Code != code || got != field {
		t.Fatalf("got %s at %q (%v), want %s at %q", e.Code, got, err, code, field)
	}
	if e.Message == "" || !utf8.ValidString(e.Message) || strings.ContainsAny(e.Message, "\x00\n<") {
		t.Errorf("nobody should read %q", e.Message)
	}
}

func TestIsSlug(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "casa-f": true, "2-euro": true, strings.Repeat("a", 100): true,
		"": false, "-a": false, "a-": false, "a--b": false, "A": false, "é": false, "a_b": false, "a b": false, "a/b": false,
		strings.Repeat("a", 101): false, "a\x00": false,
	} {
		if library.IsSlug(s) != want {
			t.Errorf("%q: want %t", s, want)
		}
	}
}

func TestIsCountry(t *testing.T) {
	for s, want := range map[string]bool{
		"NL": true, "AD": true, "ZW": true, "XK": true,
		"nl": false, "DA": false, "D ": false, " A": false, "": false, "N": false, "NLD": false, "UK": false, "EU": false, "AD AE": false,
	} {
		if library.IsCountry(s) != want {
			t.Errorf("%q: want %t", s, want)
		}
	}
}

func TestPartialDate(t *testing.T) {
	tests := []struct {
		date  library.PartialDate
		valid bool
		year  int // 0: unknown
	}{
		{"", true, 0}, {"2018", true, 2018}, {"2018-09", true, 2018}, {"2018-09-01", true, 2018}, {"0001", true, 1},
		{"2020-02-29", true, 2020}, {"2019-02-29", false, 2019}, {"2018-13", false, 2018}, {"2018-9", false, 2018},
		{"2018-09-1", false, 2018}, {"0000", false, 0}, {"18", false, 0}, {"2018-", false, 2018}, {"20180901", false, 2018},
		{"+201", false, 201}, {"2018-09-01T00:00:00Z", false, 2018}, {"soon", false, 0}, {"２０１８", false, 0},
	}
	for _, tt := range tests {
		if tt.date.Valid() != tt.valid {
			t.Errorf("%q: valid should be %t", tt.date, tt.valid)
		}
		if year, known := tt.date.Year(); tt.valid && (known != (tt.year != 0) || known && year != tt.year) {
			t.Errorf("%q: year %d, %t", tt.date, year, known)
		}
	}
	for _, tt := range []struct {
		a, b library.PartialDate
		want bool
	}{
		{"2019", "2018", true}, {"2018", "2019", false}, {"2018", "2018-09", false}, {"2018-10", "2018-09-30", true},
		{"2018-09-30", "2018-09", false}, {"2018-09-02", "2018-09-01", true},
	} {
		if tt.a.After(tt.b) != tt.want {
			t.Errorf("%s after %s should be %t", tt.a, tt.b, tt.want)
		}
	}
}

func FuzzPartialDate(f *testing.F) {
	for _, s := range []string{"2018", "2018-09", "2018-09-01", "0000", "-201"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := library.PartialDate(s)
		year, known := d.Year()
		if d.Valid() && known != (s != "") || d.Valid() && known && (year < 1 || year > 9999) {
			t.Errorf("%q: year %d, %t", s, year, known)
		}
	})
}

func TestCheckTexts(t *testing.T) {
	tests := []struct {
		name  string
		check func(string, string, int, int) error
		text  string
		fine  bool
	}{
		{"line", library.CheckLine, "Ćevapi", true},
		{"line break", library.CheckLine, "a\nb", false},
		{"tab in a line", library.CheckLine, "a\tb", false},
		{"text of lines", library.CheckText, "a\n\tb", true},
		{"return", library.CheckText, "a\rb", false},
		{"empty", library.CheckText, "", false},
		{"spaces", library.CheckText, " \n ", false},
		{"without a shape", library.CheckText, "\u200b\ufeff\u3164\ufe0f", false},
		{"a picture", library.CheckText, "👍🏽", true},
		{"as long as may be", library.CheckText, strings.Repeat("é", 10), true},
		{"too long", library.CheckText, strings.Repeat("é", 11), false},
		{"too long by spaces", library.CheckText, "a" + strings.Repeat(" ", 10), false},
		{"not UTF-8", library.CheckText, "a\xff", false},
		{"null", library.CheckText, "a\x00", false},
		{"turned around", library.CheckText, "a\u202eb", false},
		{"isolate", library.CheckText, "a\u2067b", false},
	}
	for _, tt := range tests {
		err := tt.check("title", tt.text, 1, 10)
		if (err == nil) != tt.fine {
			t.Errorf("%s: got %v", tt.name, err)
		}
		if err != nil {
			wantRefusal(t, err, library.CodeBadInput, "title")
		}
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"housing": "housing", "<b>\n\x00\u202e": "�b����", "a\xffb": "a�b",
		strings.Repeat("é", 60): strings.Repeat("é", 60), strings.Repeat("é", 61): strings.Repeat("é", 60) + "…",
	} {
		if got := library.Printable(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("<script>\x00")
	f.Fuzz(func(t *testing.T, s string) {
		got := library.Printable(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 61 || strings.ContainsAny(got, "<>\n\x00\u202e") {
			t.Errorf("%q became %q", s, got)
		}
	})
}

func TestReadWords(t *testing.T) {
	for typed, want := range map[string]string{
		" housing\nfor\tall\r\n": "housing for all", "": "", "\n": "", strings.Repeat("é", library.MaxWords): strings.Repeat("é", library.MaxWords),
		"hou\u200bsing \u202eneve": "hou\u200bsing \u202eneve", // marks without a width are no control characters
	} {
		if got, err := library.ReadWords(typed); err != nil || got != want {
			t.Errorf("%q: got %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{
		"a\x00", "\x00", "\x1bb", "a\x7fb", "a\u0085b", "\u009f", "a\vb", "\f", "a\xff", strings.Repeat("é", library.MaxWords+1),
	} {
		_, err := library.ReadWords(typed)
		wantRefusal(t, err, library.CodeBadInput, "words")
	}
}

func TestCheckPlain(t *testing.T) {
	for _, s := range []string{"", "housing", "Ćevapi", "a b", "-"} {
		if err := library.CheckPlain("key", s); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"\x00", "housing\n", "a\tb", "a\u0080"} {
		wantRefusal(t, library.CheckPlain("key", s), library.CodeBadInput, "key")
	}
}

func TestNearestKey(t *testing.T) {
	keys := []string{"housing", "health", "language"}
	for typed, want := range map[string]string{
		"housng": "housing", "healht": "health", "housing": "housing", "xyz": "", "": "", "HOUSING": "housing", "HEALHT": "health", strings.Repeat("a", 101): "",
	} {
		if got := library.NearestKey(typed, keys); got != want {
			t.Errorf("%q: got %q", typed, got)
		}
	}
}

func TestIsWebAddress(t *testing.T) {
	for s, want := range map[string]bool{
		"https://example.org": true, "http://example.org/a?b=c#d": true, "https://example.org/é": true,
		"": false, "example.org": false, "ftp://example.org": false, "javascript:alert(1)": false, "https://": false,
		"https://user:secret@example.org": false, "https://example.org/a b": false, "https://example.org/\n": false,
		"https://example.org/\xff": false, "https://example.org/\u202e": false, "https://" + strings.Repeat("a", 2000): false,
	} {
		if library.IsWeb(s) != want {
			t.Errorf("%q: want %t", s, want)
		}
	}
}

// TestSubmissionIsChecked breaks one thing of a submission that is right.
func TestSubmissionIsChecked(t *testing.T) {
	type submission = library.Submission
	long := strings.Repeat("x", 20001)
	tests := []struct {
		name   string
		breaks func(*submission)
		code   library.Code
		field  string
	}{
		{"slug", func(s *submission) { s.Slug = "Not a slug" }, library.CodeBadInput, "slug"},
		{"no slug", func(s *submission) { s.Slug = "" }, library.CodeBadInput, "slug"},
		{"revision of a new one", func(s *submission) { s.ExpectedRevision = 1 }, library.CodeRevisionConflict, "expectedRevision"},
		{"no title", func(s *submission) { s.Words.Title = " " }, library.CodeBadInput, "title"},
		{"title of two lines", func(s *submission) { s.Words.Title = "a\nb" }, library.CodeBadInput, "title"},
		{"long title", func(s *submission) { s.Words.Title = long }, library.CodeBadInput, "title"},
		{"no summary", func(s *submission) { s.Words.Summary = "" }, library.CodeBadInput, "summary"},
		{"end reason", func(s *submission) { s.Words.EndReason = "\x00" }, library.CodeBadInput, "endReason"},
		{"language", func(s *submission) { s.Words.Language = "EN" }, library.CodeBadInput, "language"},
		{"no language", func(s *submission) { s.Words.Language = "" }, library.CodeBadInput, "language"},
		{"kind of section", func(s *submission) { s.Words.Sections[0].Kind = "POEM" }, library.CodeBadInput, "sections.0.kind"},
		{"section twice", func(s *submission) { s.Words.Sections = append(s.Words.Sections, s.Words.Sections[0]) }, library.CodeBadInput, "sections.1.kind"},
		{"sections out of order", func(s *submission) {
			s.Words.Sections = []library.Section{{Kind: "RESULTS", Markdown: "x"}, {Kind: "APPROACH", Markdown: "x"}}
		}, library.CodeBadInput, "sections.1.kind"},
		{"empty section", func(s *submission) { s.Words.Sections[0].Markdown = "" }, library.CodeBadInput, "sections.0.markdown"},
		{"long section", func(s *submission) { s.Words.Sections[0].Markdown = long }, library.CodeBadInput, "sections.0.markdown"},
		{"territory", func(s *submission) { s.Facts.Territory = "atlantis" }, library.CodeUnknownKey, "territory"},
		{"no theme", func(s *submission) { s.Facts.Themes = nil }, library.CodeBadInput, "themes"},
		{"unknown theme", func(s *submission) { s.Facts.Themes = []string{"housng"} }, library.CodeUnknownKey, "themes.0"},
		{"theme twice", func(s *submission) { s.Facts.Themes = []string{"housing", "housing"} }, library.CodeBadInput, "themes.1"},
		{"not stated", func(s *submission) { s.Facts.Tags = []string{library.NotStated} }, library.CodeUnknownKey, "tags.0"},
		{"two errors, the first", func(s *submission) {
			s.Facts.Themes, s.Facts.Tags, s.Facts.Scales = []string{"a"}, []string{"b"}, []string{"c"}
		}, library.CodeUnknownKey, "themes.0"},
		{"place", func(s *submission) { s.Facts.Place = "a\nb" }, library.CodeBadInput, "place"},
		{"start", func(s *submission) { s.Facts.Period.Start = "19" }, library.CodeBadInput, "period.start"},
		{"two dates, the first", func(s *submission) { s.Facts.Period.AsOf, s.Facts.Period.End = "19", "19" }, library.CodeBadInput, "period.end"},
		{"end before start", func(s *submission) { s.Facts.Period.End = "2018" }, library.CodeBadInput, "period.end"},
		{"state", func(s *submission) { s.Facts.Period.State = "running" }, library.CodeBadInput, "period.state"},
		{"pilot that ended", func(s *submission) {
			s.Facts.Period.State, s.Facts.Period.Pilot = library.StateEnded, true
		}, library.CodeBadInput, "period.isPilot"},
		{"organisation", func(s *submission) { s.Facts.Organisations = []library.Organisation{{Role: library.RoleLead}} }, library.CodeBadInput, "organisations.0.name"},
		{"role", func(s *submission) { s.Facts.Organisations = []library.Organisation{{Name: "A", Role: "BOSS"}} }, library.CodeBadInput, "organisations.0.role"},
		{"organisations", func(s *submission) { s.Facts.Organisations = make([]library.Organisation, 101) }, library.CodeBadInput, "organisations"},
		{"source language", func(s *submission) { s.Facts.SourceLanguages = []library.Language{"NL"} }, library.CodeBadInput, "sourceLanguages.0"},
		{"confidence", func(s *submission) { s.Facts.Confidence = "" }, library.CodeBadInput, "confidence"},
		{"visibility", func(s *submission) { s.Facts.Visibility = "SECRET" }, library.CodeBadInput, "visibility"},
		{"licence", func(s *submission) { s.Facts.Licence = "CC BY" }, library.CodeBadInput, "licence"},
		{"source", func(s *submission) { s.Sources = []library.Source{{URL: "x", Supports: "all"}} }, library.CodeBadInput, "sources.0.url"},
		{"source without words", func(s *submission) { s.Sources = []library.Source{{URL: "https://example.org"}} }, library.CodeBadInput, "sources.0.supports"},
		{"the second source", func(s *submission) {
			s.Sources = []library.Source{{URL: "https://example.org", Supports: "all"}, {URL: "x", Supports: "all"}}
		}, library.CodeBadInput, "sources.1.url"},
		{"themes", func(s *submission) { s.Facts.Themes = make([]string, 101) }, library.CodeBadInput, "themes"},
		{"source languages", func(s *submission) { s.Facts.SourceLanguages = make([]library.Language, 101) }, library.CodeBadInput, "sourceLanguages"},
		{"sources", func(s *submission) { s.Sources = make([]library.Source, 101) }, library.CodeBadInput, "sources"},
	}
	l, s := librarytest.Open(t)
	before := l.Mark()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("new", tt.breaks))
			wantRefusal(t, err, tt.code, tt.field)
		})
	}
	if diff := cmp.Diff(before, l.Mark()); diff != "" || len(s.Database.Journal.Entries()) != 2 {
		t.Errorf("a refusal left something: %s", diff)
	}
}

func TestReferenceDataAreChecked(t *testing.T) {
	concept := func(change func(*library.Concept)) error {
		c := librarytest.NewConcept(library.SchemeThemes, "housing")
		change(c)
		return c.Validate()
	}
	place := func(change func(*library.Territory)) error {
		p := librarytest.Territories()[1]
		change(p)
		return p.Validate()
	}
	tests := []struct {
		name, field string
		err         error
	}{
		{"scheme", "scheme", concept(func(c *library.Concept) { c.Scheme = "colours" })},
		{"key", "key", concept(func(c *library.Concept) { c.Key = "Housing" })},
		{"no id", "key", concept(func(c *library.Concept) { c.ID = "" })},
		{"former key", "key", concept(func(c *library.Concept) { c.FormerKeys = []string{""} })},
		{"reserved key", "key", concept(func(c *library.Concept) { c.Key = library.NotStated })},
		{"no English", "labels", concept(func(c *library.Concept) { c.Labels = library.Labels{"fr": "Logement"} })},
		{"empty label", "labels.fr", concept(func(c *library.Concept) { c.Labels["fr"] = "" })},
		{"label in no language", "labels.FR", concept(func(c *library.Concept) { c.Labels["FR"] = "Logement" })},
		{"territory key", "key", place(func(p *library.Territory) { p.Key = "a b" })},
		{"kind", "kind", place(func(p *library.Territory) { p.Kind = "village" })},
		{"country", "country", place(func(p *library.Territory) { p.Country = "nl" })},
		{"latitude", "location", place(func(p *library.Territory) { p.Location = &library.GeoPoint{Latitude: 91} })},
		{"longitude", "location", place(func(p *library.Territory) { p.Location = &library.GeoPoint{Longitude: -181} })},
		{"nobody", "population", place(func(p *library.Territory) { p.Population = &library.Population{Source: "https://example.org"} })},
		{"no source", "population", place(func(p *library.Territory) { p.Population = &library.Population{Value: 1} })},
		{"languages.0", "languages.0", place(func(p *library.Territory) { p.Languages = []library.Language{"NL"} })},
		{"no name", "names", place(func(p *library.Territory) { p.Names = nil })},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantRefusal(t, tt.err, library.CodeBadInput, tt.field) })
	}
	if err := place(func(p *library.Territory) {
		p.Location, p.Languages = &library.GeoPoint{Latitude: 52.09, Longitude: 5.12}, []library.Language{"nl"}
		p.Population = &library.Population{Value: 368000, Date: "2024", Source: "https://example.org"}
	}); err != nil {
		t.Error(err)
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("the driver said something")
	err := error(&library.Error{Code: library.CodeUnavailable, Message: "Safe.", Cause: cause})
	if !errors.Is(err, cause) || err.Error() != "Safe.: the driver said something" {
		t.Errorf("got %v", err)
	}
	if library.CodeOf(cause) != library.CodeInternal || library.CodeOf(err) != library.CodeUnavailable {
		t.Error("the code is read wrongly")
	}
}

func TestIDs(t *testing.T) {
	a, b := library.RandomID(), library.RandomID()
	if a == b || len(a) != 26 || strings.ToLower(a) != a {
		t.Errorf("got %q and %q", a, b)
	}
	if got := library.EncodeID([16]byte{}); got != strings.Repeat("0", 26) {
		t.Errorf("got %q", got)
	}
}

func TestViewer(t *testing.T) {
	if library.Anonymous().Sees(library.VisibilityNetwork) || !library.Operator().Sees(library.VisibilityNetwork) {
		t.Error("visibility is wrong")
	}
	card := &library.Card{}
	if library.Anonymous().Can(card) != (library.Permissions{}) {
		t.Error("anybody may change things")
	}
	if !library.Operator().Can(card).Publish {
		t.Error("the operator may not publish")
	}
}

func TestFutureRecord(t *testing.T) {
	l, _ := librarytest.Open(t)
	for _, at := range []time.Time{{}, librarytest.Epoch.AddDate(0, 0, 3)} {
		_, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle("2",
			librarytest.NewRecord("a", "A", func(r *library.Record) { r.Published = at })))
		wantRefusal(t, err, library.CodeBadInput, "published")
	}
}
