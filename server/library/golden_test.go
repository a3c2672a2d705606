package library_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

var update = flag.Bool("update", false, "write the golden states anew, and today's journal where it is missing")

// line is one entry of a golden journal.
type line struct {
	Number   uint64            `json:"number"`
	UUID     string            `json:"uuid"`
	Previous string            `json:"previous"`
	Type     library.EntryType `json:"type"`
	Schema   int               `json:"schema"`
	Account  string            `json:"account"`
	At       time.Time         `json:"at"`
	Payload  json.RawMessage   `json:"payload"`
}

// TestGoldenJournals folds the journals of every release. Such a journal is never changed: libraries that were filled
// under that release hold entries of its form for good.
func TestGoldenJournals(t *testing.T) {
	for _, file := range golden(t) {
		t.Run(file, func(t *testing.T) {
			db := librarytest.NewDatabase()
			db.Journal = librarytest.NewJournal(readJournal(t, file)...)
			s := db.NewServer()
			l := open(t, s)
			if l.Ready() != nil {
				t.Fatal(l.Ready())
			}
			cards, err := json.MarshalIndent(s.ReadSide.Cards(), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			wantGolden(t, strings.TrimSuffix(file, ".jsonl")+".state.json", l.Dump())
			wantGolden(t, strings.TrimSuffix(file, ".jsonl")+".cards.json", string(cards)+"\n")
			if n := len(db.Journal.Entries()); n != int(l.Mark().Number) {
				t.Errorf("%d entries, the fold has come to %d", n, l.Mark().Number)
			}
		})
	}
}

// stories are told under the release that brought their types of entry, by the file of their journal.
var stories = map[string]struct {
	tell  func(*testing.T) []library.Entry
	types []library.EntryType
}{
	"v1/story": {story, []library.EntryType{
		library.EntryLibraryOpened, library.EntryBundleImported, library.EntryPracticePublished, library.EntryPracticeWithdrawn,
	}},
	"v2/accounts": {accountStory, []library.EntryType{
		library.EntryRolesChanged, library.EntrySessionsEnded, library.EntryAccountClosed,
	}},
	"v5/factors":       {factorStory, []library.EntryType{library.EntryFactorChanged}},
	"v4/concerns":      {concernStory, []library.EntryType{library.EntryConcernReported, library.EntryConcernAnswered}},
	"v4/care":          {careStory, []library.EntryType{library.EntryPracticeConfirmed, library.EntryPracticeDisputed}},
	"v4/notifications": {notificationStory, []library.EntryType{library.EntryNotificationsRead}},
	"v6/vocabularies": {vocabularyStory, []library.EntryType{
		library.EntryTerritoryCreated, library.EntryTerritoryChanged, library.EntryConceptCreated, library.EntryConceptChanged,
	}},
	"v7/organisations": {organisationStory, []library.EntryType{
		library.EntryOrganisationCreated, library.EntryOrganisationChanged, library.EntryDraftCreated, library.EntryPracticePublished,
	}},
	"v5/scrubs": {scrubStory, []library.EntryType{library.EntryTextsScrubbed}},
	"v8/questions": {questionStory, []library.EntryType{
		library.EntryTerritoryAsked, library.EntryPracticeConfirmed, library.EntryPracticeDisputed,
	}},
	"v5/drafts": {draftStory, []library.EntryType{
		library.EntryDraftCreated, library.EntryDraftSaved, library.EntryDraftSubmitted, library.EntryDraftReviewersNamed,
		library.EntryDraftChangesRequested, library.EntryDraftPublished, library.EntryDraftDiscarded,
		library.EntryCommentAdded, library.EntryCommentResolved, library.EntryTerritoryRulesSet,
	}},
}

// TestTodaysForm writes stories that together have every type of entry and holds each against its journal. Where they
// differ, the form of an entry has changed: give it a new schema number and an upcast, and begin a new folder.
func TestTodaysForm(t *testing.T) {
	for name, s := range stories {
		t.Run(name, func(t *testing.T) {
			entries := s.tell(t)
			counts := wantChain(t, entries)
			for _, kind := range s.types {
				if counts[kind] == 0 {
					t.Errorf("the story has no %s", kind)
				}
			}
			wantJournal(t, name, entries)
		})
	}
}

func wantJournal(t *testing.T, name string, entries []library.Entry) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	for _, e := range entries {
		if err := encoder.Encode(line(e)); err != nil {
			t.Fatal(err)
		}
	}
	newest := filepath.Join("testdata", "journals", name+".jsonl")
	want, err := os.ReadFile(newest)
	if os.IsNotExist(err) && *update {
		if err := os.WriteFile(newest, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("the form of an entry has changed: %s", diff)
	}
}

// story is what a library may live through, the same at every run.
func story(t *testing.T) []library.Entry {
	t.Helper()
	op := library.Operator()
	rich := func(r *record) {
		start := librarytest.Epoch.AddDate(-2, 0, 0)
		r.Published = start
		f := &r.Facts
		f.Place, f.Tags, f.TransversalIssues = "Overvecht", []string{"gardens", "buddies"}, []string{"gender"}
		f.PracticeTypes, f.TargetGroups, f.ActorTypes = []string{"service"}, []string{"women"}, []string{"municipality"}
		f.Scales, f.Stages = []string{"city"}, []string{"arrival"}
		f.Organisations = []library.Organisation{{Name: "Gemeente Utrecht", Role: library.RoleLead}}
		f.SourceLanguages = []library.Language{"nl"}
		f.Period = library.Period{Start: "2019", AsOf: "2026-03-01", State: library.StateRunning, Pilot: true}
	}
	l, s := librarytest.Open(t,
		librarytest.NewRecord("a", "A <b> & „ž“", rich, inFrench("Le A")), librarytest.NewRecord("b", "B"), librarytest.NewRecord("c", "C"))
	face := publish(t, l, librarytest.NewSubmission("by-hand", func(s *library.Submission) {
		s.Words.EndReason, s.Facts.Visibility = "Money ran out.", library.VisibilityNetwork
		s.Facts.Period = library.Period{Start: "2018", End: "2020-06", State: library.StateEnded}
	}))
	publish(t, l, revision(face, "nl", "Met de hand", 0))
	publish(t, l, revision(read(t, l, "a"), "fr", "Le A à la main", 1))
	publish(t, l, revision(read(t, l, "b"), "en", "B by hand", 1))
	next := librarytest.NewBundle("2",
		librarytest.NewRecord("a", "A2", rich, inFrench("Le A2")), librarytest.NewRecord("b", "B2"), librarytest.NewRecord("d", "D"))
	next.Concepts[0].Key, next.Concepts[0].Definition = "homes", "Where people live."
	next.Concepts[0].ToConfirm = []library.Language{"en"}
	city := next.Territories[1]
	city.Location, city.Languages = &library.GeoPoint{Latitude: 52.09, Longitude: 5.12}, []library.Language{"nl"}
	city.Population = &library.Population{Value: 368000, Date: "2024", Source: "https://example.org/population"}
	city.OfficialName = "Gemeente Utrecht"
	imports(t, l, next)
	if err := l.Withdraw(t.Context(), op, "c", 0, library.WithdrawnUnfounded, ""); err != nil {
		t.Fatal(err)
	}
	return s.Database.Journal.Entries()
}

// draftStory is what drafts may live through.
func draftStory(t *testing.T) []library.Entry {
	t.Helper()
	contributor, editor, translator := people["contributor"], people["editor"], people["translator"]
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	must(t, l.OpenAccount(t.Context(), library.Operator(), "editor", editor.Roles()))
	words, facts := librarytest.NewWords("en", "Gärten für alle"), librarytest.NewFacts()
	slug, sources := "gardens", []library.Source{{URL: "https://example.org/gardens", Supports: "All of it."}}
	d, err := l.DraftCreate(t.Context(), contributor, library.NewDraft{
		Language: "en", Territory: "utrecht", IdempotencyKey: "one",
		Changes: library.DraftChanges{Words: &words, Facts: &facts, Sources: &sources},
	})
	must(t, err)
	r := asked(d)
	r.IdempotencyKey = "two"
	d, err = l.DraftSave(t.Context(), contributor, r, library.DraftChanges{Slug: &slug})
	must(t, err)
	d, err = l.DraftSubmit(t.Context(), contributor, asked(d), []string{"editor"})
	must(t, err)
	_, _, err = l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Part: library.PartSummary, Text: "For whom?"})
	must(t, err)
	d, err = l.DraftRequestChanges(t.Context(), editor, asked(d), "Please say for whom.")
	must(t, err)
	_, err = l.CommentResolve(t.Context(), contributor, d.DraftRef, l.Comments(contributor, d.DraftRef)[0].ID, true, "")
	must(t, err)
	d = submitted(t, l, contributor, d)
	d, err = l.DraftNameReviewers(t.Context(), editor, asked(d), nil)
	must(t, err)
	published(t, l, editor, d)

	words = librarytest.NewWords("nl", "Een A")
	d, err = l.DraftCreate(t.Context(), translator, library.NewDraft{Practice: "a", Language: "nl", Changes: library.DraftChanges{Words: &words}})
	must(t, err)
	must(t, l.TerritorySetRules(t.Context(), editor, "utrecht", library.TerritoryRules{OwnPublishing: true}, library.AnyRevision))
	published(t, l, translator, submitted(t, l, translator, d))
	d, err = l.DraftCreate(t.Context(), contributor, library.NewDraft{Practice: "a", Language: "en"})
	must(t, err)
	_, err = l.DraftDiscard(t.Context(), contributor, asked(d))
	must(t, err)
	_, err = l.DraftCreate(t.Context(), contributor, library.NewDraft{Practice: "b", Language: "en"})
	must(t, err)
	must(t, l.Withdraw(t.Context(), library.Operator(), "b", 1, library.WithdrawnByOwner, ""))
	return s.Database.Journal.Entries()
}

// careStory is what territories say of what was compiled about them.
func careStory(t *testing.T) []library.Entry {
	t.Helper()
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	must(t, l.PracticeConfirm(t.Context(), people["editor"], judge("a", 1, ""), nil))
	must(t, l.PracticeDispute(t.Context(), people["editor"], judge("b", 1, ""), ""))
	return s.Database.Journal.Entries()
}

// questionStory is what territories are asked when something falls due, and what they answer.
func questionStory(t *testing.T) []library.Entry {
	t.Helper()
	a := newAsker(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"), librarytest.NewRecord("c", "C", inLiege))
	*a.now = librarytest.Epoch.AddDate(0, 0, 1)
	must(t, a.AskDue(t.Context()))
	next := a.now.AddDate(0, 6, 0)
	must(t, a.PracticeConfirm(t.Context(), people["editor"], judge("a", 1, "one"), &next))
	must(t, a.PracticeDispute(t.Context(), people["editor"], judge("b", 1, "two"), "It stopped <in> 2025."))
	return a.db.Journal.Entries()
}

// notificationStory is somebody who reads what the others did.
func notificationStory(t *testing.T) []library.Entry {
	t.Helper()
	l, s := librarytest.Open(t)
	d := submitted(t, l, people["contributor"], newDraft(t, l, people["contributor"], "A"))
	published(t, l, people["editor"], d)
	must(t, l.NotificationsRead(t.Context(), people["contributor"], l.Notifications(people["contributor"])[0].Number))
	return s.Database.Journal.Entries()
}

// concernStory is two worries, of which one is answered.
func concernStory(t *testing.T) []library.Entry {
	t.Helper()
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	for _, v := range []library.Viewer{library.Anonymous(), people["reader"]} {
		must(t, l.ConcernReport(t.Context(), v, library.NewConcern{Practice: "a", Kind: library.ConcernPerson, ConcernText: library.ConcernText{Text: "Who?"}}))
	}
	must(t, l.ConcernAnswer(t.Context(), people["moderator"], l.ConcernQueue(people["moderator"])[0].ID, library.ConcernUnfounded, ""))
	return s.Database.Journal.Entries()
}

// scrubStory is what becomes of texts that must not stay: a draft that was given up, a practice that somebody can be
// recognised in, and the past of one that stays.
func scrubStory(t *testing.T) []library.Entry {
	t.Helper()
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(spoken(t, l)))
	must(t, err)
	publish(t, l, revision(read(t, l, "b"), "en", "B again", 1))
	_, err = l.Scrub(t.Context(), people["moderator"], library.ScrubRequest{
		Practice: "b", ExpectedVersion: 2, Reason: library.ScrubRights, IdempotencyKey: "scrub",
	})
	must(t, err)
	must(t, l.Withdraw(t.Context(), people["editor"], "a", 1, library.WithdrawnSafety, ""))
	return s.Database.Journal.Entries()
}

// vocabularyStory is moderators at work on the vocabularies, before and after a bundle changes.
func vocabularyStory(t *testing.T) []library.Entry {
	t.Helper()
	moderator := people["moderator"]
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	full := place("gent", "Ghent")
	full.Names, full.OfficialName = append(full.Names, library.Label{Language: "nl", Text: "Gent"}), "Stad Gent"
	full.Languages, full.Location = []library.Language{"nl"}, &library.GeoPoint{Latitude: 51.05, Longitude: 3.72}
	_, err := l.TerritoryCreate(t.Context(), moderator, full, "one")
	must(t, err)
	_, err = l.TerritoryUpdate(t.Context(), moderator, "utrecht", place("utrecht-city", "Utrecht"), library.TermRequest{ExpectedRevision: 1, IdempotencyKey: "two"})
	must(t, err)
	wide, err := l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, term("shelter", "shelter"), "")
	must(t, err)
	d := term("night-shelter", "night shelter")
	d.Alternatives, d.Broader = []library.Label{{Language: "en", Text: "emergency bed"}}, []string{"shelter"}
	d.Themes, d.Note, d.Definition = []string{"housing"}, "For a night.", "A bed for a night."
	_, err = l.ConceptCreate(t.Context(), moderator, library.SchemeThesaurus, d, "three")
	must(t, err)
	_, err = l.ConceptUpdate(t.Context(), moderator, library.SchemeThesaurus, wide.ID, term("shelters", "shelters"), library.TermRequest{ExpectedRevision: 1})
	must(t, err)
	next := librarytest.NewBundle("2", librarytest.NewRecord("a", "A"))
	next.Territories[1].OfficialName = "Gemeente Utrecht"
	next.Concepts[0].Definition = "Where people live."
	imports(t, l, next)
	return s.Database.Journal.Entries()
}

// organisationStory is moderators at work on organisations, and people who name them.
func organisationStory(t *testing.T) []library.Entry {
	t.Helper()
	moderator := people["moderator"]
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	_, err := l.OrganisationCreate(t.Context(), moderator, body("city", "City of Utrecht"), "one")
	must(t, err)
	_, err = l.OrganisationCreate(t.Context(), moderator, library.OrganisationDetails{Key: "bare", Name: "Bare"}, "")
	must(t, err)
	publish(t, l, librarytest.NewSubmission("named", func(s *library.Submission) {
		s.Facts.Organisations = []library.Organisation{{Role: library.RoleLead, Known: "city"}, {Name: "Us", Role: library.RolePartner}}
	}))
	_, err = l.OrganisationUpdate(t.Context(), moderator, "city", body("gemeente", "Gemeente Utrecht"), library.TermRequest{ExpectedRevision: 1, IdempotencyKey: "two"})
	must(t, err)
	words, facts := librarytest.NewWords("en", "Boats"), librarytest.NewRecord("x", "X").Facts
	facts.Organisations = []library.Organisation{{Name: "The town", Role: library.RoleLead, Known: "gemeente"}}
	_, err = l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{Language: "en", Territory: "utrecht", Changes: library.DraftChanges{Words: &words, Facts: &facts}})
	must(t, err)
	return s.Database.Journal.Entries()
}

// golden lists the journals of all version folders.
func golden(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "journals", "*", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden journals: %v", err)
	}
	return files
}

func readJournal(t *testing.T, file string) []library.Entry {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []library.Entry
	for raw := range bytes.Lines(text) {
		var l line
		if err := json.Unmarshal(raw, &l); err != nil {
			t.Fatalf("%s: line %d: %v", file, len(out)+1, err)
		}
		out = append(out, library.Entry(l))
	}
	return out
}

func wantGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
