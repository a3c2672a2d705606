package library_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// canary is what must be nowhere once it was scrubbed: as a word, and as a part of an address.
const canary = "zaunkoenigin"

// wantForgotten searches all that a database and a server keep for the canary.
func wantForgotten(t *testing.T, s *librarytest.Server) {
	t.Helper()
	for place, text := range keptOf(s) {
		if at := strings.Index(strings.ToLower(text), canary); at >= 0 {
			t.Errorf("%s still says: …%s", place, text[max(0, at-300):min(len(text), at+60)])
		}
	}
}

func keptOf(s *librarytest.Server) map[string]string {
	var journal strings.Builder
	for _, e := range s.Database.Journal.Entries() {
		fmt.Fprintf(&journal, "%d %s %s\n", e.Number, e.Type, e.Payload)
	}
	return map[string]string{
		"the journal": journal.String(), "a body": s.Database.Bodies.Text(), "the saved state": string(s.Saver.LoadState()),
		"the saved read side": fmt.Sprintf("%+v", s.ReadSide.Reopened().Cards()), "the read side": fmt.Sprintf("%+v", s.ReadSide.Cards()),
	}
}

// wantSaid makes sure that a test would find the canary.
func wantSaid(t *testing.T, s *librarytest.Server) {
	t.Helper()
	kept := keptOf(s)
	for _, place := range []string{"the journal", "a body"} {
		if !strings.Contains(strings.ToLower(kept[place]), canary) {
			t.Fatalf("%s says nothing that could be scrubbed", place)
		}
	}
}

// wantSameEverywhere makes sure that a server that was there all along, one that starts from what was saved, and one that
// has the journal alone are of one mind, and that the library is whole.
func wantSameEverywhere(t *testing.T, l *library.Library, s *librarytest.Server) {
	t.Helper()
	fresh := s.Database.NewServer()
	other := open(t, fresh)
	if diff := cmp.Diff(l.Dump(), other.Dump()); diff != "" {
		t.Errorf("another state from the journal alone: %s", diff)
	}
	if diff := cmp.Diff(s.ReadSide.Cards(), fresh.ReadSide.Cards()); diff != "" {
		t.Errorf("another read side from the journal alone: %s", diff)
	}
	again, _ := restart(t, s)
	if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
		t.Errorf("another state after a new start: %s", diff)
	}
	if x := examine(t, s); len(x.Findings) > 0 {
		t.Error(x.Findings)
	}
}

// spoken is a draft full of the canary: saved twice, remarked on, given back.
func spoken(t *testing.T, l *library.Library) *library.Draft {
	t.Helper()
	contributor, editor := people["contributor"], people["editor"]
	d := newDraft(t, l, contributor, "About "+canary)
	slug, words := "about-"+canary, librarytest.NewWords("en", "More about "+canary)
	r := asked(d)
	r.IdempotencyKey = "saved"
	d, err := l.DraftSave(t.Context(), contributor, r, library.DraftChanges{Slug: &slug, Words: &words})
	must(t, err)
	d = submitted(t, l, contributor, d)
	_, _, err = l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Text: "Who is " + canary + "?"})
	must(t, err)
	d, err = l.DraftRequestChanges(t.Context(), editor, asked(d), "Do not name "+canary+".")
	must(t, err)
	return d
}

// TestDiscardScrubs: what its writer gives up is gone, and the history still tells who did what.
func TestDiscardScrubs(t *testing.T) {
	l, s := librarytest.Open(t)
	contributor := people["contributor"]
	second := open(t, s.Database.NewServer())
	d := spoken(t, l)
	must(t, second.CatchUp(t.Context()))
	wantSaid(t, s)
	before := l.PracticeHistory(contributor, d.Practice)
	d, err := l.DraftDiscard(t.Context(), contributor, asked(d))
	must(t, err)
	if d.State != library.DraftDiscarded || d.Slug != "" {
		t.Errorf("got %+v", d)
	}
	wantForgotten(t, s)
	must(t, second.CatchUp(t.Context()))
	if diff := cmp.Diff(l.Dump(), second.Dump()); diff != "" {
		t.Errorf("a server that was behind: %s", diff)
	}
	wantSameEverywhere(t, l, s)

	after := l.PracticeHistory(contributor, d.Practice)
	if len(after) != len(before)+2 || after[0].Type != library.EntryTextsScrubbed || after[0].Reason != library.ScrubDiscarded || after[0].Account != "contributor" {
		t.Fatalf("got %+v", after)
	}
	for i, e := range after[2:] {
		if e.Event != before[i].Event {
			t.Errorf("got %+v, had %+v", e, before[i])
		}
		if (e.Revision != nil) != (e.Scrub != nil) || e.Scrub != nil && (e.Scrub.Reason != library.ScrubDiscarded || e.Scrub.Account != "contributor") {
			t.Errorf("%s: %+v", e.Type, e.Scrub)
		}
	}
	revision := *after[len(after)-1].Revision
	_, err = l.RevisionContent(t.Context(), contributor, revision)
	wantRefusal(t, err, library.CodeScrubbed, "revision")
	_, err = l.DraftRestore(t.Context(), contributor, revision, 0, "")
	wantRefusal(t, err, library.CodeScrubbed, "revision")
	content, err := l.DraftContent(t.Context(), contributor, d)
	must(t, err)
	if content.Scrubbed == 0 || content.Words.Title != "" {
		t.Errorf("got %+v", content)
	}
	for _, c := range l.Comments(contributor, d.DraftRef) {
		if said, err := l.CommentText(t.Context(), contributor, c); said != "" || err != nil {
			t.Error(said, err)
		}
	}
	if said, err := l.RequestedChanges(t.Context(), contributor, d); said != "" || err != nil {
		t.Error(said, err)
	}

	d, err = l.DraftCreate(t.Context(), contributor, library.NewDraft{Practice: d.Practice, Language: "en"})
	must(t, err)
	content, err = l.DraftContent(t.Context(), contributor, d)
	must(t, err)
	if content.Words.Title != "" || content.Scrubbed != 0 || content.Facts.Territory != "utrecht" {
		t.Errorf("begun anew it says %+v", content)
	}
	wantSameEverywhere(t, l, s)
}

// TestDiscardOfAnothers: an editor gives up what somebody else wrote; that is the writer's, or a moderator's, to scrub.
func TestDiscardOfAnothers(t *testing.T) {
	for _, who := range []string{"contributor", "moderator"} {
		l, s := librarytest.Open(t)
		d := spoken(t, l)
		d, err := l.DraftDiscard(t.Context(), people["editor"], asked(d))
		must(t, err)
		wantSaid(t, s)
		r := library.ScrubRequest{Practice: d.Practice, Draft: d.Language}
		for name, code := range map[string]library.Code{
			"editor": library.CodeForbidden, "second editor": library.CodeForbidden, "administrator": library.CodeNotFound,
			"foreign editor": library.CodeNotFound, "translator": library.CodeNotFound, "reader": library.CodeNotFound,
		} {
			_, err := l.Scrub(t.Context(), people[name], r)
			wantRefusal(t, err, code, "")
			if l.DraftPermissions(people[name], d).Scrub {
				t.Errorf("%s is told that it can be done", name)
			}
		}
		if _, err := l.Scrub(t.Context(), library.Anonymous(), r); library.CodeOf(err) != library.CodeForbidden {
			t.Error(err)
		}
		if !l.DraftPermissions(people[who], d).Scrub {
			t.Errorf("%s is not told that it can be done", who)
		}
		r.IdempotencyKey = "once"
		for i, want := range []int{5, 0} {
			if n, err := l.Scrub(t.Context(), people[who], r); n != want || err != nil {
				t.Errorf("time %d: %d entries, %v", i+1, n, err)
			}
		}
		r.Reason = library.ScrubOther
		_, err = l.Scrub(t.Context(), people[who], r)
		wantRefusal(t, err, library.CodeBadInput, "idempotencyKey")
		wantForgotten(t, s)
		wantSameEverywhere(t, l, s)
		if l.DraftPermissions(people[who], d).Scrub {
			t.Error("there is nothing left to scrub")
		}
	}
}

// TestDiscardOfTwo: whoever put a full stop behind somebody else's words, takes them up again or may scrub by a role does not
// destroy them by giving the draft up.
func TestDiscardOfTwo(t *testing.T) {
	contributor, editor, moderator := people["contributor"], people["editor"], people["moderator"]
	touched := func(l *library.Library, v library.Viewer, d *library.Draft) *library.Draft {
		words := librarytest.NewWords("en", "More about "+canary+".")
		d, err := l.DraftSave(t.Context(), v, asked(d), library.DraftChanges{Words: &words})
		must(t, err)
		return d
	}
	discarded := func(l *library.Library, v library.Viewer, d *library.Draft) *library.Draft {
		d, err := l.DraftDiscard(t.Context(), v, asked(d))
		must(t, err)
		return d
	}
	for name, discard := range map[string]func(*library.Library, *library.Draft) *library.Draft{
		"a full stop": func(l *library.Library, d *library.Draft) *library.Draft {
			return discarded(l, editor, touched(l, editor, d))
		},
		"the first writer, with a word of another": func(l *library.Library, d *library.Draft) *library.Draft {
			return discarded(l, contributor, touched(l, editor, d))
		},
		"a role": func(l *library.Library, d *library.Draft) *library.Draft { return discarded(l, moderator, d) },
		"begun anew": func(l *library.Library, d *library.Draft) *library.Draft {
			d = discarded(l, editor, d)
			d, err := l.DraftCreate(t.Context(), editor, library.NewDraft{Practice: d.Practice, Language: "en"})
			must(t, err)
			return discarded(l, editor, d)
		},
	} {
		t.Run(name, func(t *testing.T) {
			l, s := librarytest.Open(t)
			d := discard(l, spoken(t, l))
			if content, err := l.DraftContent(t.Context(), contributor, d); err != nil || content.Scrubbed != 0 || content.Words.Title == "" {
				t.Errorf("its writer finds %+v, %v", content, err)
			}
			wantSaid(t, s)
			wantSameEverywhere(t, l, s)
			if !l.DraftPermissions(contributor, d).Scrub {
				t.Error("its first writer cannot scrub it")
			}
		})
	}
}

// TestScrubOfASubmitter: handing a draft over is not writing it.
func TestScrubOfASubmitter(t *testing.T) {
	l, s := librarytest.Open(t)
	d, err := l.DraftDiscard(t.Context(), people["editor"], asked(submitted(t, l, people["editor"], spoken(t, l))))
	must(t, err)
	_, err = l.Scrub(t.Context(), people["editor"], library.ScrubRequest{Practice: d.Practice, Draft: d.Language})
	wantRefusal(t, err, library.CodeForbidden, "")
	wantSaid(t, s)
}

// about is a record full of the canary, in two languages.
func about(r *library.Record) {
	r.Facts.Place = canary
	r.Facts.Organisations = []library.Organisation{{Name: canary, Role: library.RoleLead}}
	r.Sources[0].Supports = canary
	inFrench("Sur " + canary)(r)
	r.Original.Hash, r.Translations[0].Hash = library.Digest(r.Original.Hash), library.Digest(r.Original.Hash+"fr")
}

// TestSafetyScrubs: what was taken down for somebody's safety is nowhere any more, its address included, and the address
// still says that something was withdrawn.
func TestSafetyScrubs(t *testing.T) {
	slug := canary + "-sings"
	l, s := librarytest.Open(t, librarytest.NewRecord("other", "Other"),
		librarytest.NewRecord(slug, canary, about, func(r *library.Record) { r.ID = "a" }))
	second := s.Database.NewServer()
	late := open(t, second)
	must(t, late.Close())
	imports(t, l, librarytest.NewBundle("2", librarytest.NewRecord("other", "Other"),
		librarytest.NewRecord(slug, canary+" again", about, func(r *library.Record) { r.ID = "a" })))
	publish(t, l, revision(read(t, l, "a"), "nl", "Over "+canary, 0))
	must(t, l.PracticeDispute(t.Context(), people["editor"], judge("a", 3, ""), ""))
	words := librarytest.NewWords("en", "Next "+canary)
	_, err := l.DraftCreate(t.Context(), people["contributor"], library.NewDraft{
		Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words},
	})
	must(t, err)
	imports(t, l, librarytest.NewBundle("3", librarytest.NewRecord("other", "Other"),
		librarytest.NewRecord(slug, canary+" proposed", about, func(r *library.Record) { r.ID = "a" })))
	wantSaid(t, s)
	must(t, l.Withdraw(t.Context(), people["editor"], "a", read(t, l, "a").Version, library.WithdrawnSafety, ""))
	wantForgotten(t, s)
	wantSameEverywhere(t, l, s)
	if stone := l.Tombstone(library.Anonymous(), slug); stone == nil || stone.Slug != slug || stone.Reason != library.WithdrawnSafety {
		t.Errorf("got %+v", stone)
	}
	_, err = l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission(slug))
	wantRefusal(t, err, library.CodeSlugTaken, "slug")
	if face := read(t, l, "other"); face.Title(nil).Value != "Other" || face.Sources[0].Supports == "" {
		t.Errorf("its neighbour says %+v", face)
	}
	for _, e := range l.PracticeHistory(people["moderator"], "a") {
		if e.Revision != nil && (e.Scrub == nil || e.Scrub.Reason != library.ScrubSafety || e.Scrub.Account != "editor") {
			t.Errorf("%s: %+v", e.Type, e.Scrub)
		}
	}
	n := imports(t, l, librarytest.NewBundle("4", librarytest.NewRecord("other", "Other"),
		librarytest.NewRecord(slug, canary+" returns", about, func(r *library.Record) { r.ID = "a" })))
	if n.Withdrawn != 1 {
		t.Errorf("got %+v", n)
	}

	// A server that was down meanwhile, with what it had saved before.
	late, again := restart(t, second)
	must(t, late.FinishScrubs(t.Context()))
	wantForgotten(t, again)
	wantSameEverywhere(t, late, again)
}

// TestConcernScrubs: a concern about people that leads to a takedown does what a withdrawal for safety does; and there is no
// takedown of what is still public.
func TestConcernScrubs(t *testing.T) {
	moderator := people["moderator"]
	for kind, gone := range map[library.ConcernKind]bool{library.ConcernPerson: true, library.ConcernRemoval: true, library.ConcernWrong: false} {
		l, s := librarytest.Open(t, librarytest.NewRecord("a", canary, about))
		must(t, l.ConcernReport(t.Context(), library.Anonymous(), library.NewConcern{Practice: "a", Kind: kind, ConcernText: library.ConcernText{Text: "Who?"}}))
		concern := l.ConcernQueue(moderator)[0].ID
		wantRefusal(t, l.ConcernAnswer(t.Context(), moderator, concern, library.ConcernTakenDown, ""), library.CodeNotNow, "outcome")
		if text, err := l.ConcernText(t.Context(), moderator, concern); text == nil || err != nil || len(l.ConcernQueue(moderator)) != 1 {
			t.Errorf("refused, and yet gone: %v, %v", text, err)
		}
		must(t, l.Withdraw(t.Context(), moderator, "a", 1, library.WithdrawnOther, ""))
		must(t, l.ConcernAnswer(t.Context(), moderator, concern, library.ConcernTakenDown, ""))
		if gone {
			wantForgotten(t, s)
		} else {
			wantSaid(t, s)
		}
		wantSameEverywhere(t, l, s)
	}
}

// TestScrubThePast: of a practice that stays, only that is left which it says today.
func TestScrubThePast(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A "+canary, about))
	contributor, editor, moderator := people["contributor"], people["editor"], people["moderator"]
	publish(t, l, revision(read(t, l, "a"), "nl", "Een A", 0))
	words, facts, sources := librarytest.NewWords("en", "A clean"), librarytest.NewFacts(), []library.Source{}
	d, err := l.DraftCreate(t.Context(), contributor, library.NewDraft{
		Practice: "a", Language: "en", Changes: library.DraftChanges{Words: &words, Facts: &facts, Sources: &sources},
	})
	must(t, err)
	published(t, l, editor, submitted(t, l, contributor, d))
	publish(t, l, revision(read(t, l, "a"), "fr", "Un A", 1))
	d, err = l.DraftCreate(t.Context(), contributor, library.NewDraft{Practice: "a", Language: "en"})
	must(t, err)
	_, _, err = l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Text: "Looks well."})
	must(t, err)
	wantSaid(t, s)
	r := library.ScrubRequest{Practice: "a", ExpectedVersion: 4, Reason: library.ScrubConsent}
	for name, code := range map[string]library.Code{
		"editor": library.CodeForbidden, "contributor": library.CodeForbidden, "nobody": library.CodeForbidden, "reader": library.CodeForbidden,
	} {
		_, err := l.Scrub(t.Context(), people[name], r)
		wantRefusal(t, err, code, "")
	}
	for _, wrong := range []struct {
		change func(*library.ScrubRequest)
		code   library.Code
		field  string
	}{
		{func(r *library.ScrubRequest) { r.ExpectedVersion = 3 }, library.CodeRevisionConflict, "expectedVersion"},
		{func(r *library.ScrubRequest) { r.Reason = library.ScrubDiscarded }, library.CodeBadInput, "reason"},
		{func(r *library.ScrubRequest) { r.Reason = "<b>" }, library.CodeBadInput, "reason"},
		{func(r *library.ScrubRequest) { r.Practice = "none" }, library.CodeNotFound, ""},
		{func(r *library.ScrubRequest) { r.Draft = "en" }, library.CodeNotNow, ""},
		{func(r *library.ScrubRequest) { r.Draft = "pl" }, library.CodeNotFound, ""},
		{func(r *library.ScrubRequest) { r.IdempotencyKey = strings.Repeat("k", 201) }, library.CodeBadInput, "idempotencyKey"},
	} {
		bad := r
		wrong.change(&bad)
		_, err := l.Scrub(t.Context(), moderator, bad)
		wantRefusal(t, err, wrong.code, wrong.field)
	}
	if _, err := l.Scrub(t.Context(), people["administrator"], r); err != nil {
		t.Fatal(err)
	}
	wantForgotten(t, s)
	wantSameEverywhere(t, l, s)
	if face := read(t, l, "a"); face.Title(nil).Value != "A clean" || face.Version != 4 {
		t.Errorf("the practice says %+v", face.Card)
	}
	for _, c := range l.Comments(editor, d.DraftRef) {
		if said, err := l.CommentText(t.Context(), editor, c); said != "Looks well." || err != nil {
			t.Error(said, err)
		}
	}
	for _, e := range l.PracticeHistory(moderator, "a") {
		if e.Revision == nil {
			continue
		}
		content, err := l.RevisionContent(t.Context(), moderator, *e.Revision)
		if (e.Scrub == nil) != (err == nil) || err == nil && content.Words.Title == "" {
			t.Errorf("%s in %s: %+v, %v", e.Type, e.Language, e.Scrub, err)
		}
		if today := e.Type == library.EntryDraftPublished || e.Type == library.EntryDraftCreated && e.Number == d.Number; today != (e.Scrub == nil) && e.Language == "en" {
			t.Errorf("%s in %s: %+v", e.Type, e.Language, e.Scrub)
		}
	}
	published(t, l, editor, submitted(t, l, contributor, d))
	if n, err := l.Scrub(t.Context(), moderator, library.ScrubRequest{Practice: "a", ExpectedVersion: 5, Reason: library.ScrubOther}); n == 0 || err != nil {
		t.Error(n, err)
	}
	must(t, l.Withdraw(t.Context(), moderator, "a", 5, library.WithdrawnOther, ""))
	if n, err := l.Scrub(t.Context(), moderator, library.ScrubRequest{Practice: "a", Reason: library.ScrubOther}); n == 0 || err != nil {
		t.Error(n, err)
	}
	wantSameEverywhere(t, l, s)
}

// TestClosedAccountScrubs: somebody's remarks go with their account, what they have written of a practice stays.
func TestClosedAccountScrubs(t *testing.T) {
	l, s := librarytest.Open(t)
	must(t, l.OpenAccount(t.Context(), library.Operator(), "editor", people["editor"].Roles()))
	d := newDraft(t, l, people["contributor"], "Gardens")
	_, _, err := l.CommentAdd(t.Context(), people["editor"], library.NewComment{Draft: d.DraftRef, Text: "I am " + canary})
	must(t, err)
	_, _, err = l.CommentAdd(t.Context(), people["second editor"], library.NewComment{Draft: d.DraftRef, Text: "I am not."})
	must(t, err)
	must(t, l.CloseAccount(t.Context(), people["administrator"], "editor"))
	if strings.Contains(keptOf(s)["the journal"], canary) {
		t.Error("the remark is still there")
	}
	for i, want := range []string{"", "I am not."} {
		c := l.Comments(people["contributor"], d.DraftRef)[i]
		if said, err := l.CommentText(t.Context(), people["contributor"], c); said != want || err != nil {
			t.Error(said, err)
		}
	}
	content, err := l.DraftContent(t.Context(), people["contributor"], d)
	if err != nil || content.Words.Title != "Gardens" {
		t.Error(content, err)
	}
	wantSameEverywhere(t, l, s)
}

// TestScrubCutAnywhere cuts a discard and a takedown after every write in turn, and lets the next server finish them.
func TestScrubCutAnywhere(t *testing.T) {
	cut := errors.New("cut")
	for left := range 60 {
		l, s := librarytest.Open(t, librarytest.NewRecord("a", canary, about))
		publish(t, l, revision(read(t, l, "a"), "nl", "Over "+canary, 0))
		d := spoken(t, l)
		must(t, l.Close())
		writes := left
		writing := func() error {
			if writes--; writes < 0 {
				return cut
			}
			return nil
		}
		s.Database.Journal.Choose(func(library.Entry) librarytest.Outcome {
			if writing() != nil {
				return librarytest.LostRequest
			}
			return librarytest.Honest
		})
		s.Database.Journal.FailRewrites(func(uint64) error { return writing() })
		s.Database.Bodies.FailWrites(writing)
		l, s = restartWith(t, s, func(p library.Ports) library.Ports { return library.WithPatience(p, 5e6) })
		_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(d))
		discarded := err == nil
		err = l.Withdraw(t.Context(), people["editor"], "a", 2, library.WithdrawnSafety, "")
		finished := err == nil && writes > 0

		s.Database.Journal.Choose(nil)
		s.Database.Journal.FailRewrites(nil)
		s.Database.Bodies.FailWrites(nil)
		again := s.Restarted()
		l = open(t, again)
		if !discarded {
			_, err = l.DraftDiscard(t.Context(), people["contributor"], asked(d))
			if err != nil && library.CodeOf(err) != library.CodeNotNow && library.CodeOf(err) != library.CodeRevisionConflict {
				t.Fatal(err)
			}
		}
		if l.CardByID(library.Anonymous(), "a") != nil {
			must(t, l.Withdraw(t.Context(), people["editor"], "a", 2, library.WithdrawnSafety, ""))
		}
		for range 12 { // the clock moves by a second at each look
			must(t, l.ScrubLeft(t.Context()))
		}
		wantForgotten(t, again)
		wantSameEverywhere(t, l, again)
		if t.Failed() {
			t.Fatalf("cut after %d writes", left)
		}
		if finished {
			return
		}
	}
	t.Error("it never came to its end")
}

func restartWith(t *testing.T, s *librarytest.Server, change func(library.Ports) library.Ports) (*library.Library, *librarytest.Server) {
	t.Helper()
	again := s.Restarted()
	l, err := library.Open(t.Context(), change(again.Ports()))
	must(t, err)
	return l, again
}

// TestScrubMeetsALateServer: one that has read an entry before it was emptied puts its bodies afterwards.
func TestScrubMeetsALateServer(t *testing.T) {
	l, s := librarytest.Open(t)
	d := spoken(t, l)
	content, err := l.DraftContent(t.Context(), people["contributor"], d)
	must(t, err)
	s.Database.Bodies.Lose()
	_, err = l.DraftDiscard(t.Context(), people["contributor"], asked(d))
	must(t, err)
	must(t, s.Database.Bodies.PutDraft(context.Background(), d.DraftRef, d.Number, content))
	wantForgotten(t, s)
}

// TestScrubMeetsAnother: of two that empty one import at once, one writes over what the other did. Whoever looks next makes
// it good.
func TestScrubMeetsAnother(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", canary+" a", about), librarytest.NewRecord("b", canary+" b", about))
	var stale library.Entry
	for _, e := range s.Database.Journal.Entries() {
		if e.Type == library.EntryBundleImported {
			stale = e
		}
	}
	must(t, l.Withdraw(t.Context(), people["editor"], "a", 1, library.WithdrawnSafety, ""))
	s.Database.Journal.Put(stale)
	must(t, l.Withdraw(t.Context(), people["editor"], "b", 1, library.WithdrawnSafety, ""))
	wantForgotten(t, s)
	s.Database.Journal.Put(stale)
	again, server := restart(t, s)
	must(t, again.FinishScrubs(t.Context()))
	wantForgotten(t, server)
	wantSameEverywhere(t, again, server)
}

// busyJournal lets something happen after one entry was read.
type busyJournal struct {
	*librarytest.Journal
	at   uint64
	then func()
}

func (j *busyJournal) Since(ctx context.Context, number uint64) iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		for e, err := range j.Journal.Since(ctx, number) {
			if !yield(e, err) {
				return
			}
			if then := j.then; e.Number == j.at && then != nil {
				j.then = nil
				then()
			}
		}
	}
}

// TestSnapshotHoldsNothingScrubbed: neither what is scrubbed while it is being read, nor what a server has died over
// before it had emptied it.
func TestSnapshotHoldsNothingScrubbed(t *testing.T) {
	for _, how := range []string{"meanwhile", "left by a server that died"} {
		l, s := librarytest.Open(t, librarytest.NewRecord("a", canary, about), librarytest.NewRecord("b", "B"))
		end := func() {
			must(t, l.Withdraw(t.Context(), people["editor"], "a", 1, library.WithdrawnSafety, ""))
		}
		j := &busyJournal{Journal: s.Database.Journal}
		if how == "meanwhile" {
			d := spoken(t, l)
			j.at, j.then = 5, func() {
				_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(d))
				must(t, err)
				end()
			}
		} else {
			j.FailRewrites(func(uint64) error { return librarytest.ErrCut })
			end()
			wantSaid(t, s)
		}
		snapshot := library.NewSnapshot(j, s.Database.Documents)
		var text strings.Builder
		tries := 0
		for ; tries < 5; tries++ {
			text.Reset()
			var last error
			for e, err := range snapshot.Entries(t.Context()) {
				fmt.Fprintf(&text, "%s\n", e.Payload)
				last = err
			}
			if last == nil {
				break
			}
			if !errors.Is(last, library.ErrScrubbed) {
				t.Fatal(last)
			}
		}
		if strings.Contains(text.String(), canary) || !strings.Contains(text.String(), `"title":"B"`) || tries == 0 {
			t.Errorf("%s: after %d tries it says %s", how, tries, &text)
		}
	}
}

// TestRestoreScrubbed: what was scrubbed is as gone in the library that is restored.
func TestRestoreScrubbed(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", canary, about))
	_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(spoken(t, l)))
	must(t, err)
	must(t, l.Withdraw(t.Context(), people["editor"], "a", 1, library.WithdrawnSafety, ""))
	db := librarytest.NewDatabase()
	entries, _, err := snapshot(t, s.Database.Journal, s.Database.Documents)
	must(t, err)
	_, err = library.Restore(t.Context(), librarytest.NewTarget(db), "seal", each(entries), beside(nil))
	must(t, err)
	server := db.NewServer()
	again := open(t, server)
	if diff := cmp.Diff(l.Dump(), again.Dump()); diff != "" {
		t.Error(diff)
	}
	wantForgotten(t, server)
	wantSameEverywhere(t, again, server)
}

// TestRecheck: what another server has written over in the last moment is found by the one that goes on.
func TestRecheck(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", canary, about), librarytest.NewRecord("b", "B"))
	before := s.Database.Journal.Entries()
	_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(spoken(t, l)))
	must(t, err)
	must(t, l.Withdraw(t.Context(), people["editor"], "a", 1, library.WithdrawnSafety, ""))
	wantForgotten(t, s)
	for _, e := range before {
		s.Database.Journal.Put(e)
	}
	writtenOver := strings.Contains(keptOf(s)["the journal"], canary)
	for range 2 {
		must(t, l.Recheck(t.Context()))
	}
	if !writtenOver {
		t.Error("nothing was written over")
	}
	wantForgotten(t, s)
	rewrites := s.Database.Journal.Rewrites()
	for range 3 {
		must(t, l.Recheck(t.Context()))
	}
	if n := s.Database.Journal.Rewrites(); n != rewrites {
		t.Errorf("%d entries were rewritten for nothing", n-rewrites)
	}
}
