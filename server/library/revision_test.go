package library_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestHistory tells who did what, compares two revisions and restores the first.
func TestHistory(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A garden", inFrench("Un jardin")))
	contributor, editor := people["contributor"], people["editor"]
	words, facts := librarytest.NewWords("en", "A large garden"), librarytest.NewFacts()
	facts.Themes = []string{"housing", "health"}
	d, err := l.DraftCreate(t.Context(), contributor, library.NewDraft{
		Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words, Facts: &facts},
	})
	must(t, err)
	published(t, l, editor, submitted(t, l, contributor, d))

	events := l.PracticeHistory(editor, "a")
	var told []string
	for _, e := range events {
		told = append(told, fmt.Sprintf("%s %s by %s", e.Type, e.Language, e.Account))
	}
	want := "draft.published en by editor; draft.submitted en by contributor; draft.created en by contributor; " +
		"bundle.imported en by operator; bundle.imported fr by operator"
	if got := strings.Join(told, "; "); got != want {
		t.Errorf("got %s", got)
	}
	first, last := *events[3].Revision, *events[0].Revision
	before, err := l.RevisionContent(t.Context(), contributor, first)
	must(t, err)
	after, err := l.RevisionContent(t.Context(), contributor, last)
	must(t, err)
	var changed []string
	for _, c := range library.CompareContents(l.Reference(), before, after) {
		changed = append(changed, fmt.Sprintf("%s: %s", c.Part, strings.ReplaceAll(shown(c.Pieces), "\n", "/")))
	}
	wanted := []string{
		"TITLE: A {+large +}garden", "SUMMARY: About A {+large +}garden.", "CHALLENGE: Why A {+large +}garden.",
		"FACTS: themes: housing{+, health+}/start: 2019/state: RUNNING/confidence: HIGH/licence: https://creativecommons.org/licenses/by/4.0//visibility: PUBLIC",
	}
	if strings.Join(changed, "\n") != strings.Join(wanted, "\n") {
		t.Errorf("got %s", strings.Join(changed, "\n"))
	}

	d, err = l.DraftRestore(t.Context(), contributor, first, 0, "")
	must(t, err)
	content, err := l.DraftContent(t.Context(), contributor, d)
	must(t, err)
	if content.Words.Title != "A garden" || len(content.Facts.Themes) != 1 {
		t.Errorf("got %+v", content)
	}
	if read(t, l, "a").Title(nil).Value != "A large garden" {
		t.Error("what is restored waits for its review")
	}
	_, err = l.DraftRestore(t.Context(), contributor, last, 1, "")
	wantRefusal(t, err, library.CodeRevisionConflict, "expectedRevision")
	d, err = l.DraftRestore(t.Context(), contributor, last, d.Revision, "")
	must(t, err)
	published(t, l, editor, submitted(t, l, contributor, d))
	if got := read(t, l, "a"); got.Version != 3 || got.Texts[0].Revision != 2 {
		t.Errorf("what says the same is no new revision of the text: %+v", got.Card)
	}
	if journal := s.Database.Journal.Entries(); !strings.Contains(string(journal[len(journal)-3].Payload), `"restored":`) {
		t.Error("the history does not say what was restored")
	}
}

// TestHistoryIsForThoseWhoMay asks for revisions as everybody.
func TestHistoryIsForThoseWhoMay(t *testing.T) {
	l, _ := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	words := librarytest.NewWords("en", "Draft")
	d, err := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words}})
	must(t, err)
	secret := newDraft(t, l, people["contributor"], "Secret")
	for name, v := range people {
		for _, c := range []struct {
			what string
			r    library.RevisionRef
			may  bool
		}{
			{"what is published", library.RevisionRef{DraftRef: d.DraftRef, Number: 2}, name != "nobody" && name != "roleless"},
			{"a draft", library.RevisionRef{DraftRef: d.DraftRef, Number: d.Number}, in(sees[false], name)},
			{"a new practice", library.RevisionRef{DraftRef: secret.DraftRef, Number: secret.Number}, in(sees[false], name)},
			{"another's entry", library.RevisionRef{DraftRef: d.DraftRef, Number: secret.Number}, false},
			{"another language", library.RevisionRef{DraftRef: library.DraftRef{Practice: "a", Language: "fr"}, Number: 2}, false},
			{"nothing", library.RevisionRef{DraftRef: d.DraftRef, Number: 99}, false},
		} {
			if _, err := l.RevisionContent(t.Context(), v, c.r); (err == nil) != c.may {
				t.Errorf("%s reads %s: %v", name, c.what, err)
			}
		}
		if got := len(l.PracticeHistory(v, secret.Practice)) + len(l.PracticeHistory(v, "a")); (got == 3) != in(sees[false], name) || got != 3 && got != 0 {
			t.Errorf("%s sees %d lines of history", name, got)
		}
	}
}

// TestTranslationQueue lists what waits for a translator.
func TestTranslationQueue(t *testing.T) {
	inDutch := func(r *library.Record) {
		r.Translations = append(r.Translations, librarytest.NewRecordText("nl", "Een "+r.Original.Words.Title, library.OriginHuman))
	}
	later := func(r *library.Record) { r.Published = r.Published.AddDate(0, 1, 0) }
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A", inDutch), librarytest.NewRecord("b", "B", later), librarytest.NewRecord("c", "C"))
	for name, want := range map[string]int{
		"translator": 2, "contributor": 2, "moderator": 2, "foreign translator": 0, "foreign editor": 0, "reader": 0, "nobody": 0,
	} {
		if got := l.TranslationQueue(people[name], "nl", library.LongestWaiting); len(got) != want {
			t.Errorf("%d wait for %s", len(got), name)
		}
	}
	if since := l.StaleSince("a", "nl"); since != nil {
		t.Errorf("it is stale since %s", since)
	}
	publish(t, l, revision(read(t, l, "a"), "en", "A, changed", 1))
	moved := read(t, l, "a").UpdatedAt
	publish(t, l, revision(read(t, l, "a"), "en", "A, changed again", 2))
	for _, l := range []*library.Library{l, open(t, s.Database.NewServer())} {
		queue := l.TranslationQueue(people["translator"], "nl", library.LongestWaiting)
		var got []string
		for _, task := range queue {
			got = append(got, fmt.Sprintf("%s %t", task.Card.ID, task.IsMissing))
		}
		if strings.Join(got, ", ") != "c true, b true, a false" {
			t.Fatalf("got %v", got)
		}
		if since := l.StaleSince("a", "nl"); since == nil || since.Before(moved) || !since.Before(read(t, l, "a").UpdatedAt) {
			t.Errorf("it is stale since %v, and its original has moved on at %v", since, moved)
		}
		stale := queue[2]
		before, err := l.RevisionContent(t.Context(), people["translator"], *stale.Source)
		must(t, err)
		now, err := l.RevisionContent(t.Context(), people["translator"], *stale.SourceNow)
		must(t, err)
		if before.Words.Title != "A" || now.Words.Title != "A, changed again" || !stale.WaitingSince.After(librarytest.Epoch) {
			t.Errorf("it was made from %q, which is now %q, since %s", before.Words.Title, now.Words.Title, stale.WaitingSince)
		}
	}
	d, err := l.DraftCreate(t.Context(), people["translator"], library.NewDraft{Practice: "a", Language: "nl"})
	must(t, err)
	if queue := l.TranslationQueue(people["translator"], "nl", library.LongestWaiting); queue[2].Draft == nil || queue[2].Draft.Revision != d.Revision {
		t.Error("somebody is at it already")
	}
	published(t, l, people["second translator"], submitted(t, l, people["translator"], d))
	if queue := l.TranslationQueue(people["translator"], "nl", library.LongestWaiting); len(queue) != 2 {
		t.Errorf("%d wait still", len(queue))
	}
}
