package library_test

import (
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestPeriods holds state and dates of periods against each other. It is 1 January 2027.
func TestPeriods(t *testing.T) {
	type period = library.Period
	tests := []struct {
		name   string
		period period
		field  string // "" where nothing is wrong
	}{
		{"runs on", period{Start: "2019", State: library.StateRunning}, ""},
		{"has an end to come", period{Start: "2019", End: "2028", State: library.StateRunning}, ""},
		{"ends this year", period{End: "2027", State: library.StateRunning}, ""},
		{"ends today in the west", period{End: "2026-12-31", State: library.StateRunning}, ""},
		{"ended the day before", period{End: "2026-12-30", State: library.StateRunning}, "period.end"},
		{"ended long ago", period{End: "2020", State: library.StateRunning}, "period.end"},
		{"ran when it was last heard of", period{End: "2020", State: library.StateRunning, AsOf: "2019-05"}, ""},
		{"ran in the year of its end", period{End: "2020-03", State: library.StateRunning, AsOf: "2020"}, ""},
		{"ran after its end", period{End: "2020-03", State: library.StateRunning, AsOf: "2020-04"}, "period.end"},
		{"a pilot after its end", period{End: "2020", State: library.StateRunning, Pilot: true, AsOf: "2021"}, "period.end"},
		{"runs before its start", period{Start: "2028", State: library.StateRunning}, "period.start"},
		{"ran before its start", period{Start: "2021", State: library.StateRunning, AsOf: "2020"}, "period.start"},
		{"planned", period{Start: "2028", End: "2030", State: library.StatePlanned}, ""},
		{"planned for a day that passed", period{Start: "2021", State: library.StatePlanned}, "period.start"},
		{"was planned then", period{Start: "2021", State: library.StatePlanned, AsOf: "2020"}, ""},
		{"planned after its end", period{End: "2021", State: library.StatePlanned}, "period.end"},
		{"ended", period{End: "2021", State: library.StateEnded}, ""},
		{"ended tomorrow, in the east", period{End: "2027-01-02", State: library.StateEnded}, ""},
		{"will have ended", period{End: "2027-01-03", State: library.StateEnded}, "period.end"},
		{"had ended before its end", period{End: "2021", State: library.StateEnded, AsOf: "2020"}, "period.end"},
		{"ended before its start", period{Start: "2028", State: library.StateEnded}, "period.start"},
		{"the wrong way round", period{Start: "2021", End: "2020", State: library.StateEnded}, "period.end"},
		{"unknown says nothing", period{End: "2020", State: library.StateUnknown, AsOf: "2021"}, ""},
		{"known of tomorrow", period{State: library.StateRunning, AsOf: "2027-01-02"}, ""},
		{"known of this year", period{State: library.StateRunning, AsOf: "2027"}, ""},
		{"known of a day to come", period{State: library.StateRunning, AsOf: "2027-01-03"}, "period.asOf"},
		{"known of a year to come", period{State: library.StateUnknown, AsOf: "2028"}, "period.asOf"},
	}
	l, _ := librarytest.Open(t)
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			slug := "p" + string(rune('a'+i))
			_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission(slug, func(s *library.Submission) { s.Facts.Period = tt.period }))
			facts := librarytest.NewFacts()
			facts.Period = tt.period
			_, errDraft := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{
				Language: "en", Territory: "utrecht", Changes: library.DraftChanges{Facts: &facts},
			})
			if tt.field == "" {
				must(t, err)
				must(t, errDraft)
				return
			}
			wantRefusal(t, err, library.CodeBadInput, tt.field)
			wantFields(t, errDraft, "facts."+tt.field)
		})
	}
}

// TestTimePasses lets the end of a running practice pass. What was right when it was written is served, its words can
// be edited, an old seed still loads, and only who states its period anew is told.
func TestTimePasses(t *testing.T) {
	ends := func(f *library.Facts) {
		f.Period = library.Period{Start: "2019", End: "2027-06", State: library.StateRunning}
	}
	database := librarytest.NewDatabase()
	l, err := library.Open(t.Context(), database.NewServer().Ports())
	must(t, err)
	record := librarytest.NewRecord("a", "A", func(r *library.Record) { ends(&r.Facts) })
	_, err = l.Import(t.Context(), library.Operator(), librarytest.NewBundle("1", record))
	must(t, err)

	later := database.NewServer().Ports()
	later.Today = func() time.Time { return librarytest.Epoch.AddDate(1, 0, 0) }
	clock := later.Clock
	later.Clock = func() time.Time { return clock().AddDate(1, 0, 0) }
	l, err = library.Open(t.Context(), later)
	must(t, err)
	if p := read(t, l, "a"); p.Period.End != "2027-06" || p.Period.State != library.StateRunning {
		t.Errorf("got %+v", p.Period)
	}
	other := librarytest.NewRecord("b", "B", func(r *library.Record) { ends(&r.Facts) })
	_, err = l.Import(t.Context(), library.Operator(), librarytest.NewBundle("2", record, other))
	must(t, err)

	words := librarytest.NewWords("en", "A, in other words")
	d, err := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words}})
	must(t, err)
	facts := librarytest.NewFacts()
	ends(&facts)
	d, err = l.DraftSave(t.Context(), people["contributor"], asked(d), library.DraftChanges{Facts: &facts}) // as a form sends it
	must(t, err)
	facts.Period.Start = "2018"
	_, err = l.DraftSave(t.Context(), people["contributor"], asked(d), library.DraftChanges{Facts: &facts})
	wantFields(t, err, "facts.period.end")
	published(t, l, people["editor"], submitted(t, l, people["contributor"], d))
}

// TestRecordsSpeakForTheirDay: a record that names no other day speaks for the one on which it was written, and one
// without either for none. It is 1 January 2027.
func TestRecordsSpeakForTheirDay(t *testing.T) {
	l, _ := librarytest.Open(t)
	for i, c := range []struct {
		written time.Time
		end     library.PartialDate
		field   string
	}{
		{time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC), "2020-03-01", ""},
		{time.Date(2020, 3, 2, 0, 0, 0, 0, time.UTC), "2020-03-01", "period.end"},
		{time.Date(2020, 3, 2, 0, 0, 0, 0, time.UTC), "2026", ""},
		{time.Time{}, "2020", "published"}, // and nothing is said of a day that is not known
	} {
		slug := "p" + string(rune('a'+i))
		_, err := l.Import(t.Context(), library.Operator(), librarytest.NewBundle(slug, librarytest.NewRecord(slug, slug, func(r *library.Record) {
			r.Published, r.Facts.Period = c.written, library.Period{Start: "2019", End: c.end, State: library.StateRunning}
		})))
		if c.field == "" {
			must(t, err)
			continue
		}
		wantFields(t, err, c.field)
	}
}

// TestOlderThanTheRule: what was published before state and dates were held against each other keeps nobody from
// correcting a word, be it for somebody's safety. Only a period that is changed has to fit.
func TestOlderThanTheRule(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A", func(r *library.Record) {
		r.Facts.Period = library.Period{End: "2020-03", State: library.StateEnded, AsOf: "2021"}
	}))
	must(t, l.Close())
	bundle := s.Database.Journal.Entries()[1]
	s.Database.Journal.Put(with(bundle, func(text string) string {
		return strings.Replace(text, `"state":"ENDED","asOf":"2021"`, `"state":"RUNNING","asOf":"2030"`, 1)
	}))
	s.Database.Bodies.Lose()
	l, err := library.Open(t.Context(), s.Database.NewServer().Ports())
	must(t, err)
	old := read(t, l, "a").Period
	if old.State != library.StateRunning || old.AsOf != "2030" {
		t.Fatalf("not as it was to be: %+v", old)
	}
	words := librarytest.NewWords("en", "A, and nobody is named")
	d, err := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words}})
	must(t, err)
	facts := librarytest.NewFacts()
	facts.Period, facts.Place = old, ""
	d, err = l.DraftSave(t.Context(), people["contributor"], asked(d), library.DraftChanges{Facts: &facts})
	must(t, err)
	facts.Period.AsOf = "2025"
	_, err = l.DraftSave(t.Context(), people["contributor"], asked(d), library.DraftChanges{Facts: &facts})
	wantFields(t, err, "facts.period.end")
	published(t, l, people["editor"], submitted(t, l, people["contributor"], d))
	if p := read(t, l, "a"); p.Texts[0].Title != words.Title || p.Period != old {
		t.Errorf("%+v", p.Card)
	}
}

// TestSectionsAreNamedAsSent names a section by the place at which it was sent, whatever order they are kept in.
func TestSectionsAreNamedAsSent(t *testing.T) {
	l, _ := librarytest.Open(t)
	words := library.Words{Title: "A", Summary: "A", Sections: []library.Section{
		{Kind: "RESULTS", Markdown: "x\x00"}, {Kind: "CHALLENGE", Markdown: " "}, {Kind: "CHALLENGE", Markdown: "x"}, {Kind: "APPROACH", Markdown: "x"}, {Kind: "APPROACH", Markdown: "y"},
	}}
	_, err := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{
		Language: "en", Territory: "utrecht", Changes: library.DraftChanges{Words: &words},
	})
	wantFields(t, err, "text.sections.0.markdown", "text.sections.4.kind")
}
