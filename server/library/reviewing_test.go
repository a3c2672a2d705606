package library_test

import (
	"fmt"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestReviewersWhoCan: nobody is asked to review what they may not publish, be it that they submit it themselves, have
// written in it since they were asked, or have lost the role.
func TestReviewersWhoCan(t *testing.T) {
	l, s := librarytest.OpenEmpty(t)
	imports(t, l, librarytest.NewBundle("1"))
	for _, name := range []string{"editor", "second editor", "contributor"} {
		must(t, l.OpenAccount(t.Context(), library.Operator(), name, people[name].Roles()))
	}
	contributor, editor := people["contributor"], people["editor"]
	submit := func(v library.Viewer, d *library.Draft, reviewers []string, want string) *library.Draft {
		t.Helper()
		d, err := l.DraftSubmit(t.Context(), v, asked(d), reviewers)
		must(t, err)
		if got := fmt.Sprint(d.Reviewers); got != want {
			t.Errorf("asked are %s, not %s", got, want)
		}
		return d
	}
	back := func(d *library.Draft) *library.Draft {
		t.Helper()
		d, err := l.DraftRequestChanges(t.Context(), editor, asked(d), "More.")
		must(t, err)
		return d
	}
	d := newDraft(t, l, contributor, "First")
	_, err := l.DraftSubmit(t.Context(), editor, asked(d), []string{"editor"})
	wantFields(t, err, "reviewers.0")
	d = submit(contributor, d, []string{"editor", "second editor"}, "[editor second editor]")
	words := librarytest.NewWords("en", "First, by two")
	d, err = l.DraftSave(t.Context(), editor, asked(d), library.DraftChanges{Words: &words})
	must(t, err)
	d = back(submit(contributor, d, nil, "[second editor]"))
	must(t, l.ChangeRoles(t.Context(), library.Operator(), "second editor", nil, library.AnyRevision))
	d = back(submit(contributor, d, nil, "[]"))
	must(t, l.ChangeRoles(t.Context(), library.Operator(), "second editor", people["second editor"].Roles(), library.AnyRevision))
	d = back(submit(contributor, d, []string{"second editor"}, "[second editor]"))
	d = submit(contributor, d, []string{}, "[]")

	// So says the journal as well.
	again, err := library.Open(t.Context(), s.Database.NewServer().Ports())
	must(t, err)
	if got := again.Draft(contributor, d.DraftRef); len(got.Reviewers) != 0 {
		t.Errorf("asked are %v", got.Reviewers)
	}
}

// TestAddressOfAnyTitle: whatever a title is written in, the practice gets an address.
func TestAddressOfAnyTitle(t *testing.T) {
	l, _ := librarytest.Open(t)
	for _, tt := range []struct{ title, want string }{
		{"De\u0301ja\u0300 vu", "deja-vu"}, {"Дім для всіх", "utrecht"}, {"بيت للجميع", "utrecht-2"}, {"Дім 2024", "2024"},
	} {
		d := submitted(t, l, people["contributor"], newDraft(t, l, people["contributor"], tt.title))
		if d = published(t, l, people["editor"], d); d.Slug != tt.want {
			t.Errorf("the address of %q is %q", tt.title, d.Slug)
		}
	}
}
