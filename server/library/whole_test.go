package library_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// populated is a library with two accounts, a concern, an open draft, and something scrubbed.
func populated(t *testing.T) (*library.Library, *librarytest.Server, *library.Draft) {
	t.Helper()
	l, s := librarytest.Open(t, librarytest.NewRecord("a", canary, about), librarytest.NewRecord("b", "B"))
	for _, id := range []string{"x", "y"} {
		settle(t, l, s.Database.Documents, id, "password of "+id)
	}
	must(t, l.ConcernReport(t.Context(), library.Anonymous(), library.NewConcern{
		Practice: "b", Kind: library.ConcernWrong, ConcernText: library.ConcernText{Text: "Who?"},
	}))
	_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(spoken(t, l)))
	must(t, err)
	must(t, l.Withdraw(t.Context(), people["editor"], "a", 1, library.WithdrawnSafety, ""))
	return l, s, newDraft(t, l, people["contributor"], "Under way")
}

func TestExamineDocuments(t *testing.T) {
	l, s, draft := populated(t)
	x := examine(t, s)
	if len(x.Findings) > 0 || x.Documents != 11 || x.Leftover != 0 || x.Scrubbed != 6 || x.Bodies != 5 {
		t.Errorf("%+v", x)
	}
	for _, c := range []struct {
		collection library.Collection
		key, want  string
	}{
		{library.CollectionAccounts, "x", "neither address nor name"},
		{library.CollectionAddresses, "hash of x", "No e-mail address leads to the account x"},
		{library.CollectionPasswords, "password of x", "The password of the account x is missing"},
		{library.CollectionConcerns, l.ConcernQueue(people["moderator"])[0].ID, "What somebody wrote is missing"},
	} {
		var before json.RawMessage
		must(t, s.Database.Documents.Find(t.Context(), c.collection, c.key, &before))
		_, err := s.Database.Documents.Delete(t.Context(), c.collection, c.key)
		must(t, err)
		wantFinding(t, examine(t, s), c.want)
		must(t, s.Database.Documents.Insert(t.Context(), c.collection, c.key, before))
	}
	must(t, l.CloseAccount(t.Context(), library.Operator(), "y"))
	must(t, s.Database.Documents.Insert(t.Context(), library.CollectionPasswords, "old", owned{"x"}))
	must(t, s.Database.Documents.Insert(t.Context(), library.CollectionConcerns, "old", library.ConcernText{Text: "Who?"}))
	if x := examine(t, s); len(x.Findings) > 0 || x.Leftover != 7 {
		t.Errorf("%+v", x)
	}

	name := fmt.Sprintf("%s/en@%d", draft.Practice, draft.Number)
	s.Database.Bodies.AlterDraft(name)
	wantFinding(t, examine(t, s), "of a draft")
	s.Database.Bodies.Lose()
	x = examine(t, s)
	if len(x.Findings) != 0 || x.Unstored != 2 || x.Bodies != 0 {
		t.Errorf("%+v", x)
	}
	must(t, s.Database.Bodies.PutDraft(t.Context(), library.DraftRef{Practice: "b", Language: "en"}, 3, &library.DraftContent{}))
	wantFinding(t, examine(t, s), "which has brought none")
}

// TestExamineScrubs: an entry that should be emptied and is not, one that is emptied and should not be, and one that only
// says that it is.
func TestExamineScrubs(t *testing.T) {
	l, s, _ := populated(t)
	must(t, l.Close())
	entries := s.Database.Journal.Entries()
	bundle, remark := entries[1], library.Entry{}
	for _, e := range entries {
		if e.Type == library.EntryCommentAdded {
			remark = e
		}
	}
	for want, e := range map[string]library.Entry{
		"said was scrubbed by entry": with(bundle, func(text string) string {
			return "{" + text[strings.Index(text, "},")+2:]
		}),
		"and no scrubbing says so": with(bundle, func(text string) string {
			return strings.Replace(text, `{"scrubbed":{`, `{"scrubbed":{"b":3,`, 1)
		}),
		"says something all the same": with(remark, func(text string) string {
			return strings.Replace(text, `"text":""`, `"text":"Who?"`, 1)
		}),
	} {
		before := s.Database.Journal.Entries()[e.Number-1]
		s.Database.Journal.Put(e)
		if x := examine(t, s); !strings.Contains(strings.Join(x.Findings, " "), want) {
			t.Errorf("%q, and not: %s", x.Findings, want)
		}
		s.Database.Journal.Put(before)
	}
	if x := examine(t, s); len(x.Findings) > 0 {
		t.Errorf("%q", x.Findings)
	}
}

func with(e library.Entry, change func(string) string) library.Entry {
	e.Payload = json.RawMessage(change(string(e.Payload)))
	return e
}
