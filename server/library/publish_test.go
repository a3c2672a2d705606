package library_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func publish(t *testing.T, l *library.Library, s library.Submission) *library.Practice {
	t.Helper()
	face, err := l.Publish(t.Context(), library.Operator(), s)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// revision is a submission of the next revision of one language's text.
func revision(face *library.Practice, tag library.Language, title string, expected int) library.Submission {
	return library.Submission{
		Practice: face.ID, Facts: face.Facts, Sources: face.Sources, Words: librarytest.NewWords(tag, title), ExpectedRevision: expected,
	}
}

// read gives the complete face as an anonymous visitor gets it.
func read(t *testing.T, l *library.Library, id library.ID) *library.Practice {
	t.Helper()
	face, err := l.Practice(t.Context(), library.Anonymous(), id)
	if err != nil {
		t.Fatal(err)
	}
	return face
}

func TestPublishNew(t *testing.T) {
	l, s := librarytest.Open(t)
	face := publish(t, l, librarytest.NewSubmission("new"))
	now := librarytest.Epoch.Add(3 * time.Second)
	want := librarytest.NewPractice("new", func(p *library.Practice) {
		p.ID, p.PublishedAt, p.UpdatedAt = face.ID, face.PublishedAt, face.PublishedAt
	})
	if diff := cmp.Diff(&want, face); diff != "" {
		t.Error(diff)
	}
	if face.PublishedAt.Before(now) || face.PublishedAt.Location() != time.UTC {
		t.Errorf("published at %s", face.PublishedAt)
	}
	if diff := cmp.Diff(face, read(t, l, face.ID)); diff != "" {
		t.Errorf("what is read differs: %s", diff)
	}
	if card := l.CardBySlug(library.Anonymous(), "new"); card == nil || card.ID != face.ID {
		t.Errorf("the list holds %v", card)
	}
	entries := s.Database.Journal.Entries()
	last := entries[len(entries)-1]
	if last.Type != library.EntryPracticePublished || last.Account != "operator" || last.Previous != entries[1].UUID || last.Schema != 1 {
		t.Errorf("got %+v", last)
	}
	if l.Mark().Number != 3 || l.Mark().UUID != last.UUID {
		t.Errorf("the mark is %+v", l.Mark())
	}
	_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("new"))
	wantRefusal(t, err, library.CodeSlugTaken, "slug")
}

func TestPublishNext(t *testing.T) {
	l, _ := librarytest.Open(t)
	first := publish(t, l, librarytest.NewSubmission("new"))
	dutch := publish(t, l, revision(first, "nl", "Nieuw", 0))
	second := publish(t, l, revision(dutch, "en", "Newer", 1))

	if second.Version != 3 || second.Slug != "new" || second.PublishedAt != first.PublishedAt || !second.UpdatedAt.After(first.UpdatedAt) {
		t.Errorf("got version %d of %s, published %s, updated %s", second.Version, second.Slug, second.PublishedAt, second.UpdatedAt)
	}
	want := []library.Text{
		{Language: "en", Title: "Newer", Summary: "About Newer.", Origin: library.OriginOriginal, Revision: 2},
		{Language: "nl", Title: "Nieuw", Summary: "About Nieuw.", Origin: library.OriginHuman, Revision: 1, SourceRevision: 1},
	}
	if diff := cmp.Diff(want, second.Texts); diff != "" {
		t.Error(diff)
	}
	if !second.Title(languages("nl")).IsStale || dutch.Title(languages("nl")).IsStale {
		t.Error("the translation is stale once the original has moved on, not before")
	}
	if diff := cmp.Diff("Why Nieuw.", second.Sections["nl"][0].Markdown); diff != "" {
		t.Error(diff)
	}
	if first.Version != 1 || len(first.Texts) != 1 || len(first.Sections) != 1 {
		t.Error("a published face has changed in place")
	}
	if diff := cmp.Diff(second, read(t, l, first.ID)); diff != "" {
		t.Error(diff)
	}

	for name, s := range map[string]library.Submission{
		"stale":           revision(second, "en", "x", 1),
		"from the future": revision(second, "en", "x", 3),
		"not so new":      revision(second, "nl", "x", 0),
		"never there":     revision(second, "fr", "x", 1),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := l.Publish(t.Context(), library.Operator(), s)
			wantRefusal(t, err, library.CodeRevisionConflict, "expectedRevision")
		})
	}
	_, err := l.Publish(t.Context(), library.Operator(), library.Submission{
		Practice: "nobody", Facts: first.Facts, Words: librarytest.NewWords("en", "x"),
	})
	wantRefusal(t, err, library.CodeNotFound, "")
}

func TestPublishBecomesPrivate(t *testing.T) {
	l, _ := librarytest.Open(t)
	face := publish(t, l, librarytest.NewSubmission("new"))
	next := revision(face, "en", "Private", 1)
	next.Facts.Visibility = library.VisibilityNetwork
	publish(t, l, next)
	if l.CardByID(library.Anonymous(), face.ID) != nil {
		t.Error("the card can be seen")
	}
	_, err := l.Practice(t.Context(), library.Anonymous(), face.ID)
	wantRefusal(t, err, library.CodeNotFound, "")
}

func TestAnonymousChangesNothing(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	_, reads := s.Database.Journal.Calls()
	nobody := library.Anonymous()
	_, err := l.Publish(t.Context(), nobody, librarytest.NewSubmission("new"))
	wantRefusal(t, err, library.CodeForbidden, "")
	_, err = l.Import(t.Context(), nobody, librarytest.NewBundle("2"))
	wantRefusal(t, err, library.CodeForbidden, "")
	for _, id := range []library.ID{"a", "never"} {
		wantRefusal(t, l.Withdraw(t.Context(), nobody, id, 0, library.WithdrawnOther, ""), library.CodeForbidden, "")
	}
	if _, after := s.Database.Journal.Calls(); after != reads || l.Mark().Number != 2 {
		t.Error("the journal was troubled")
	}
}

func TestWithdraw(t *testing.T) {
	l, s := librarytest.Open(t,
		librarytest.NewRecord("a", "A"),
		librarytest.NewRecord("secret", "Secret", func(r *library.Record) { r.Facts.Visibility = library.VisibilityNetwork }),
	)
	op, nobody := library.Operator(), library.Anonymous()
	if l.Tombstone(op, "a") != nil || l.Tombstone(op, "never") != nil {
		t.Error("a tombstone for the living")
	}
	wantRefusal(t, l.Withdraw(t.Context(), op, "a", 0, "BORING", ""), library.CodeBadInput, "reason")
	wantRefusal(t, l.Withdraw(t.Context(), op, "never", 0, library.WithdrawnOther, ""), library.CodeNotFound, "practice")
	for _, id := range []library.ID{"a", "secret"} {
		if err := l.Withdraw(t.Context(), op, id, 0, library.WithdrawnSafety, ""); err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, l.Withdraw(t.Context(), op, id, 0, library.WithdrawnOther, ""), library.CodeNotFound, "practice")
		if l.CardByID(op, id) != nil || l.CardBySlug(op, string(id)) != nil {
			t.Errorf("%s is still listed", id)
		}
		_, err := l.Practice(t.Context(), op, id)
		wantRefusal(t, err, library.CodeNotFound, "")
	}
	entries := s.Database.Journal.Entries()
	want := &library.Tombstone{ID: "a", Territory: "utrecht", Slug: "a", Reason: library.WithdrawnSafety, WithdrawnAt: entries[2].At}
	if diff := cmp.Diff(want, l.Tombstone(nobody, "a")); diff != "" {
		t.Error(diff)
	}
	if got := l.Tombstone(nobody, "secret"); got != nil {
		t.Errorf("anybody learns of %v", got)
	}
	if l.Tombstone(op, "secret") == nil {
		t.Error("the operator learns nothing")
	}
	_, err := l.Publish(t.Context(), op, librarytest.NewSubmission("a"))
	wantRefusal(t, err, library.CodeSlugTaken, "slug")
	_, err = l.Publish(t.Context(), op, library.Submission{
		Practice: "a", Facts: librarytest.NewFacts(), Words: librarytest.NewWords("en", "A"), ExpectedRevision: 1,
	})
	wantRefusal(t, err, library.CodeNotFound, "")
}
