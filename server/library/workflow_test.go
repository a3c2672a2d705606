package library_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// The people of the workflow's tests. Each bears the name of a role and has no part in anything but what a test gives it.
var people = map[string]library.Viewer{
	"reader":             library.Member("reader", library.Grant{Role: library.RoleReader}),
	"contributor":        library.Member("contributor", library.Grant{Role: library.RoleContributor, Territory: "utrecht"}),
	"editor":             library.Member("editor", library.Grant{Role: library.RoleEditor, Territory: "utrecht"}),
	"second editor":      library.Member("second editor", library.Grant{Role: library.RoleEditor, Territory: "utrecht"}),
	"foreign editor":     library.Member("foreign editor", library.Grant{Role: library.RoleEditor, Territory: "liege"}),
	"translator":         library.Member("translator", library.Grant{Role: library.RoleTranslator, Language: "nl"}),
	"second translator":  library.Member("second translator", library.Grant{Role: library.RoleTranslator, Language: "nl"}),
	"foreign translator": library.Member("foreign translator", library.Grant{Role: library.RoleTranslator, Language: "fr"}),
	"moderator":          library.Member("moderator", library.Grant{Role: library.RoleModerator}),
	"administrator":      library.Member("administrator", library.Grant{Role: library.RoleAdministrator}),
	"roleless":           library.Member("roleless"),
	"nobody":             library.Anonymous(),
}

// expected is the workflow as its users know it: for each step, the states in which it can be taken, and who may take it
// with the practice itself and with its Dutch translation. It is written apart from the table that it is held against.
var expected = map[library.Step]struct{ states, practice, translation string }{
	library.StepCreate: {
		"NONE PUBLISHED DISCARDED",
		"contributor editor second_editor moderator", "contributor editor second_editor translator second_translator moderator",
	},
	library.StepSave: {
		"DRAFT SUBMITTED CHANGES_REQUESTED",
		"contributor editor second_editor moderator", "contributor editor second_editor translator second_translator moderator",
	},
	library.StepSubmit: {
		"DRAFT CHANGES_REQUESTED",
		"contributor editor second_editor moderator", "contributor editor second_editor translator second_translator moderator",
	},
	library.StepNameReviewers: {
		"SUBMITTED",
		"editor second_editor moderator", "editor second_editor translator second_translator moderator",
	},
	library.StepRequestChanges: {
		"SUBMITTED",
		"editor second_editor moderator", "editor second_editor translator second_translator moderator",
	},
	library.StepPublish: {
		"SUBMITTED",
		"editor second_editor moderator", "editor second_editor translator second_translator moderator",
	},
	library.StepDiscard: {
		"DRAFT SUBMITTED CHANGES_REQUESTED",
		"contributor editor second_editor moderator", "contributor editor second_editor translator second_translator moderator",
	},
	library.StepComment: {
		"DRAFT SUBMITTED CHANGES_REQUESTED",
		"contributor editor second_editor moderator", "contributor editor second_editor translator second_translator moderator",
	},
}

// sees says who sees the drafts of a practice of Utrecht, and of its Dutch translation.
var sees = map[bool]string{
	false: "contributor editor second_editor moderator",
	true:  "contributor editor second_editor translator second_translator moderator",
}

func in(list, word string) bool {
	return slices.Contains(strings.Fields(list), strings.ReplaceAll(word, " ", "_"))
}

var draftStates = []string{"NONE", "DRAFT", "SUBMITTED", "CHANGES_REQUESTED", "PUBLISHED", "DISCARDED", "WITHDRAWN"}

// TestWorkflow lets everybody take every step in every state, with a practice and with a translation of it.
func TestWorkflow(t *testing.T) {
	for _, translation := range []bool{false, true} {
		for _, state := range draftStates {
			for _, step := range library.Steps {
				for name := range people {
					t.Run(fmt.Sprintf("%t/%s/%s/%s", translation, state, step, name), func(t *testing.T) {
						tryStep(t, translation, state, step, name)
					})
				}
			}
		}
	}
}

func tryStep(t *testing.T, translation bool, state string, step library.Step, name string) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	ref := library.DraftRef{Practice: "a", Language: "en"}
	if translation {
		ref.Language = "nl"
	}
	d := bringTo(t, l, ref, state)
	before := len(s.Database.Journal.Entries())
	v := people[name]
	got, err := take(t, l, v, step, ref, d)
	want := expectedCode(translation, state, step, name)
	if library.CodeOf(err) != want && (err != nil || want != "") {
		t.Fatalf("got %v, want %s", err, want)
	}
	entries := s.Database.Journal.Entries()[before:]
	if err != nil {
		if len(entries) > 0 {
			t.Error("a refused step stands in the journal")
		}
		return
	}
	if len(entries) != 1 || entries[0].Account != v.Account() || got == nil {
		t.Fatalf("got %d entries, draft %v", len(entries), got)
	}
	if seen := l.Draft(people["moderator"], ref); seen == nil || seen.Revision != got.Revision || seen.State != got.State {
		t.Errorf("what was given is %+v, what stands is %+v", got, seen)
	}
	if perms := l.DraftPermissions(people["moderator"], got); perms.Publish != (got.State == library.DraftSubmitted && !slices.Contains(got.Writers, "moderator") && got.SubmittedBy != "moderator") {
		t.Errorf("the moderator is told %+v of a draft that is %s", perms, got.State)
	}
}

// expectedCode is what somebody is to be told; empty where the step is to be done.
func expectedCode(translation bool, state string, step library.Step, name string) library.Code {
	want := expected[step]
	may := want.practice
	if translation {
		may = want.translation
	}
	switch {
	case name == "nobody":
		return library.CodeForbidden
	case step == library.StepCreate && in(may, name) && in("DRAFT SUBMITTED CHANGES_REQUESTED", state):
		return library.CodeRevisionConflict
	case step != library.StepCreate && (state == "NONE" || !in(sees[translation], name)):
		return library.CodeNotFound
	case !in(may, name):
		return library.CodeForbidden
	case !in(want.states, state):
		return library.CodeNotNow
	}
	return ""
}

// bringTo makes a draft of a published practice that has come to a state, by the hands of a writer who takes no other
// part in the tests.
func bringTo(t *testing.T, l *library.Library, ref library.DraftRef, state string) *library.Draft {
	t.Helper()
	writer := library.Member("writer", library.Grant{Role: library.RoleModerator})
	reviewer := library.Member("reviewer", library.Grant{Role: library.RoleModerator})
	if state == "NONE" {
		return &library.Draft{}
	}
	words := librarytest.NewWords(ref.Language, "Changed")
	d, err := l.DraftCreate(t.Context(), writer, library.NewDraft{
		Practice: ref.Practice, Language: ref.Language, Changes: library.DraftChanges{Words: &words},
	})
	must(t, err)
	at := func() library.DraftRequest { return library.DraftRequest{Draft: ref, ExpectedRevision: d.Revision} }
	switch state {
	case "DISCARDED":
		d, err = l.DraftDiscard(t.Context(), writer, at())
	case "WITHDRAWN":
		must(t, l.Withdraw(t.Context(), library.Operator(), ref.Practice, 0, library.WithdrawnOther, ""))
		d = l.Draft(writer, ref)
	case "SUBMITTED", "CHANGES_REQUESTED", "PUBLISHED":
		d, err = l.DraftSubmit(t.Context(), writer, at(), nil)
		must(t, err)
		switch state {
		case "CHANGES_REQUESTED":
			d, err = l.DraftRequestChanges(t.Context(), reviewer, at(), "Please say more.")
		case "PUBLISHED":
			d, err = l.DraftPublish(t.Context(), reviewer, at())
		}
	}
	must(t, err)
	if string(d.State) != state {
		t.Fatalf("the draft is %s, want %s", d.State, state)
	}
	return d
}

func take(t *testing.T, l *library.Library, v library.Viewer, step library.Step, ref library.DraftRef, d *library.Draft) (*library.Draft, error) {
	t.Helper()
	at := library.DraftRequest{Draft: ref, ExpectedRevision: d.Revision}
	words := librarytest.NewWords(ref.Language, "Next")
	switch step {
	case library.StepCreate:
		return l.DraftCreate(t.Context(), v, library.NewDraft{Practice: ref.Practice, Language: ref.Language})
	case library.StepSave:
		return l.DraftSave(t.Context(), v, at, library.DraftChanges{Words: &words})
	case library.StepSubmit:
		return l.DraftSubmit(t.Context(), v, at, nil)
	case library.StepNameReviewers:
		return l.DraftNameReviewers(t.Context(), v, at, nil)
	case library.StepRequestChanges:
		return l.DraftRequestChanges(t.Context(), v, at, "Please.")
	case library.StepPublish:
		return l.DraftPublish(t.Context(), v, at)
	case library.StepDiscard:
		return l.DraftDiscard(t.Context(), v, at)
	case library.StepComment:
		d, _, err := l.CommentAdd(t.Context(), v, library.NewComment{Draft: ref, Text: "Well."})
		return d, err
	}
	t.Fatalf("nobody knows how to %s", step)
	return nil, nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
