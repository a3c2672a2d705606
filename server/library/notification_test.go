package library_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestNotifications tells people what others did with drafts in which they have a part.
func TestNotifications(t *testing.T) {
	l, s := librarytest.Open(t)
	contributor, editor, second := people["contributor"], people["editor"], people["second editor"]
	for _, name := range []string{"editor", "second editor"} {
		must(t, l.OpenAccount(t.Context(), library.Operator(), name, people[name].Roles()))
	}
	d := newDraft(t, l, contributor, "A")
	d, err := l.DraftSubmit(t.Context(), contributor, asked(d), []string{"second editor"})
	must(t, err)
	_, _, err = l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Text: "Well."})
	must(t, err)
	d, err = l.DraftRequestChanges(t.Context(), editor, asked(d), "Please.")
	must(t, err)
	wants := func(v library.Viewer, want string) {
		t.Helper()
		var got []string
		for _, n := range l.Notifications(v) {
			mark := ""
			if n.IsRead {
				mark = " read"
			}
			got = append(got, fmt.Sprintf("%s by %s%s", n.Type, n.Account, mark))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}
	wants(contributor, "draft.changesRequested by editor, comment.added by editor")
	wants(second, "draft.changesRequested by editor, comment.added by editor, draft.submitted by contributor")
	wants(people["moderator"], "")
	wants(people["foreign editor"], "")
	wants(people["nobody"], "")

	list := l.Notifications(contributor)
	must(t, l.NotificationsRead(t.Context(), contributor, list[1].Number))
	wants(contributor, "draft.changesRequested by editor, comment.added by editor read")
	must(t, l.NotificationsRead(t.Context(), contributor, list[0].Number))
	must(t, l.NotificationsRead(t.Context(), contributor, list[1].Number))
	wants(contributor, "draft.changesRequested by editor read, comment.added by editor read")
	wantRefusal(t, l.NotificationsRead(t.Context(), contributor, 1<<40), library.CodeBadInput, "upTo")
	wantRefusal(t, l.NotificationsRead(t.Context(), people["nobody"], 1), library.CodeForbidden, "")
	published(t, l, second, submitted(t, l, contributor, d))
	wants(contributor, "draft.published by second editor, draft.changesRequested by editor read, comment.added by editor read")

	// Somebody else goes on: what was told stays, what they do among themselves is their own, a withdrawal is everybody's.
	d, err = l.DraftCreate(t.Context(), editor, library.NewDraft{Practice: d.Practice, Language: "en"})
	must(t, err)
	_, _, err = l.CommentAdd(t.Context(), second, library.NewComment{Draft: d.DraftRef, Text: "Better."})
	must(t, err)
	wants(contributor, "draft.published by second editor, draft.changesRequested by editor read, comment.added by editor read")
	wants(second, "draft.submitted by contributor, draft.changesRequested by editor, comment.added by editor, draft.submitted by contributor")
	must(t, l.Withdraw(t.Context(), editor, d.Practice, 1, library.WithdrawnDuplicate, ""))
	told := "practice.withdrawn by editor, draft.published by second editor, draft.changesRequested by editor read, comment.added by editor read"
	wants(contributor, told)
	wants(editor, "comment.added by second editor")
	for _, l = range []*library.Library{open(t, s.Database.NewServer()), l} {
		wants(contributor, told)
	}
}
