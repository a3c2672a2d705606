package library_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestConcern takes worries from anybody and lets moderators answer them.
func TestConcern(t *testing.T) {
	hidden := func(r *library.Record) { r.Facts.Visibility = library.VisibilityNetwork }
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B", hidden))
	worry := func(id library.ID, kind library.ConcernKind) library.NewConcern {
		return library.NewConcern{Practice: id, Kind: kind, ConcernText: library.ConcernText{Text: "<b>My street</b>", Contact: "somebody@example.org"}}
	}
	must(t, l.ConcernReport(t.Context(), library.Anonymous(), worry("a", library.ConcernWrong)))
	must(t, l.ConcernReport(t.Context(), people["reader"], worry("b", library.ConcernPerson)))
	wantRefusal(t, l.ConcernReport(t.Context(), library.Anonymous(), worry("b", library.ConcernPerson)), library.CodeNotFound, "")
	wantRefusal(t, l.ConcernReport(t.Context(), library.Anonymous(), worry("never", library.ConcernPerson)), library.CodeNotFound, "")
	bad := library.NewConcern{Practice: "a", Kind: "BORING", ConcernText: library.ConcernText{Contact: strings.Repeat("x", 1<<20)}}
	wantFields(t, l.ConcernReport(t.Context(), library.Anonymous(), bad), "kind", "text", "contact")

	for _, e := range s.Database.Journal.Entries() {
		if text := string(e.Payload); strings.Contains(text, "street") || strings.Contains(text, "somebody@") {
			t.Error("what was written stands in the journal for good")
		}
	}
	for name, v := range people {
		if name != "moderator" && l.ConcernQueue(v) != nil {
			t.Errorf("%s sees the queue", name)
		}
	}
	moderator := people["moderator"]
	queue := l.ConcernQueue(moderator)
	if len(queue) != 2 || queue[0].Kind != library.ConcernPerson || queue[0].Account != "reader" || queue[1].Account != "" {
		t.Fatalf("got %+v", queue)
	}
	_, err := l.ConcernText(t.Context(), people["editor"], queue[0].ID)
	wantRefusal(t, err, library.CodeForbidden, "")
	text, err := l.ConcernText(t.Context(), moderator, queue[0].ID)
	if err != nil || text.Text != "<b>My street</b>" || text.Contact != "somebody@example.org" {
		t.Errorf("got %+v, %v", text, err)
	}
	wantRefusal(t, l.ConcernAnswer(t.Context(), people["editor"], queue[0].ID, library.ConcernUnfounded, ""), library.CodeForbidden, "")
	wantRefusal(t, l.ConcernAnswer(t.Context(), moderator, queue[0].ID, "BORING", ""), library.CodeBadInput, "outcome")
	wantRefusal(t, l.ConcernAnswer(t.Context(), moderator, "never", library.ConcernUnfounded, ""), library.CodeNotFound, "concern")
	must(t, l.ConcernAnswer(t.Context(), moderator, queue[0].ID, library.ConcernTakenDown, ""))
	if text, err := l.ConcernText(t.Context(), moderator, queue[0].ID); text != nil || err != nil || s.Database.Documents.Keys(library.CollectionConcerns) != 1 {
		t.Errorf("an answered concern is still there: %+v, %v", text, err)
	}
	err = l.ConcernAnswer(t.Context(), moderator, queue[0].ID, library.ConcernUnfounded, "")
	if c, ok := errors.AsType[*library.ConcernConflict](err); !ok || c.Current.Outcome != library.ConcernTakenDown || c.Current.Account != "moderator" {
		t.Errorf("who comes second is told %v", err)
	}
	if got := open(t, s.Database.NewServer()).ConcernQueue(moderator); len(got) != 1 {
		t.Errorf("another server sees %d", len(got))
	}
}

// TestConcernsDoNotFlood bounds how many wait.
func TestConcernsDoNotFlood(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	report := func(id library.ID) error {
		return l.ConcernReport(t.Context(), library.Anonymous(), library.NewConcern{Practice: id, Kind: library.ConcernOther, ConcernText: library.ConcernText{Text: "x"}})
	}
	for range 20 {
		must(t, report("a"))
	}
	wantRefusal(t, report("a"), library.CodeNotNow, "")
	must(t, report("b"))
	if got := s.Database.Documents.Keys(library.CollectionConcerns); got != 21 {
		t.Errorf("%d documents", got)
	}
}

// TestConcernOnce: a report or an answer that is sent again with its key is noted once, and says so.
func TestConcernOnce(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	moderator := people["moderator"]
	worry := library.NewConcern{Practice: "a", Kind: library.ConcernOther, ConcernText: library.ConcernText{Text: "Text."}, IdempotencyKey: "k"}
	for _, server := range []*library.Library{l, l, open(t, s.Database.NewServer())} {
		for _, v := range []library.Viewer{library.Anonymous(), people["reader"]} {
			must(t, server.ConcernReport(t.Context(), v, worry))
		}
	}
	if waiting, kept := len(l.ConcernQueue(moderator)), s.Database.Documents.Keys(library.CollectionConcerns); waiting != 2 || kept != 2 {
		t.Fatalf("%d concerns, %d texts", waiting, kept)
	}
	other := worry
	other.Text = "Another."
	wantRefusal(t, l.ConcernReport(t.Context(), library.Anonymous(), other), library.CodeBadInput, "idempotencyKey")
	concern := l.ConcernQueue(moderator)[0].ID
	for range 2 {
		must(t, l.ConcernAnswer(t.Context(), moderator, concern, library.ConcernUnfounded, "answered"))
	}
	wantRefusal(t, l.ConcernAnswer(t.Context(), moderator, concern, library.ConcernCorrected, "answered"), library.CodeBadInput, "idempotencyKey")
	again, _ := restart(t, s)
	must(t, again.ConcernAnswer(t.Context(), moderator, concern, library.ConcernUnfounded, "answered"))
	if n := len(again.ConcernQueue(moderator)); n != 1 {
		t.Errorf("%d concerns", n)
	}
}
