package library_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestAudit looks at everything that can happen as those who may, and at nothing as anybody else.
func TestAudit(t *testing.T) {
	for name, s := range stories {
		db := librarytest.NewDatabase()
		db.Journal = librarytest.NewJournal(s.tell(t)...)
		l := open(t, db.NewServer())
		for who, v := range people {
			isAuditor := who == "moderator" || who == "administrator"
			if page := l.Audit(v, library.AuditFilter{}, 0, 100); (page.Total > 0) != isAuditor || page.Total != len(page.Entries) {
				t.Errorf("%s: %s is told of %d entries", name, who, page.Total)
			}
		}
		for _, kind := range s.types {
			both := l.Audit(library.Operator(), library.AuditFilter{Types: []library.EntryType{kind}}, 0, 100)
			if (both.Total > 0) != (kind != library.EntryNotificationsRead) {
				t.Errorf("%s: %d entries of type %s", name, both.Total, kind)
			}
			if kind != library.EntryNotificationsRead && !slices.Contains(library.AuditTypes, kind) {
				t.Errorf("the audit trail does not know %s", kind)
			}
		}
	}
}

// TestAuditParts shows each of the two what the other must not see.
func TestAuditParts(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	must(t, l.OpenAccount(t.Context(), people["administrator"], "editor", people["editor"].Roles()))
	must(t, l.ConcernReport(t.Context(), people["reader"], library.NewConcern{Practice: "a", Kind: library.ConcernPerson, ConcernText: library.ConcernText{Text: "Who?"}}))
	d := newDraft(t, l, people["contributor"], "Secret")
	_, err := l.DraftDiscard(t.Context(), people["contributor"], asked(d))
	must(t, err)
	_, err = l.TerritoryUpdate(t.Context(), people["moderator"], "liege", place("luik", "Liège"), at(1))
	must(t, err)
	told := func(v library.Viewer, f library.AuditFilter) (out []string) {
		for _, e := range l.Audit(v, f, 0, 100).Entries {
			line := string(e.Type) + " " + e.Account
			if e.IsScrubbed {
				line += " scrubbed"
			}
			out = append(out, line)
		}
		return out
	}
	moderator, administrator := people["moderator"], people["administrator"]
	for _, c := range []struct {
		who    library.Viewer
		filter library.AuditFilter
		want   []string
	}{
		{moderator, library.AuditFilter{}, []string{
			"territory.changed moderator", "texts.scrubbed contributor", "draft.discarded contributor", "draft.created contributor scrubbed",
			"concern.reported ", "bundle.imported ", "library.opened ",
		}},
		{administrator, library.AuditFilter{}, []string{
			"territory.changed moderator", "texts.scrubbed contributor", "roles.changed administrator", "bundle.imported ", "library.opened ",
		}},
		{moderator, library.AuditFilter{Account: "reader"}, nil},
		{moderator, library.AuditFilter{About: "practice:a"}, []string{"concern.reported ", "bundle.imported "}},
		{moderator, library.AuditFilter{About: "territory:liege"}, []string{"territory.changed moderator"}},
		{moderator, library.AuditFilter{About: library.About("practice:" + d.Practice)}, []string{
			"texts.scrubbed contributor", "draft.discarded contributor", "draft.created contributor scrubbed",
		}},
		{administrator, library.AuditFilter{About: "account:editor"}, []string{"roles.changed administrator"}},
		{moderator, library.AuditFilter{About: "account:editor"}, nil},
		{moderator, library.AuditFilter{Account: "contributor", Types: []library.EntryType{library.EntryDraftCreated}}, []string{"draft.created contributor scrubbed"}},
		{moderator, library.AuditFilter{To: librarytest.Epoch}, nil},
		{moderator, library.AuditFilter{About: library.About("draft:" + d.Practice + "/en")}, []string{
			"draft.discarded contributor", "draft.created contributor scrubbed",
		}},
		{moderator, library.AuditFilter{About: library.About("draft:" + d.Practice + "/fr")}, nil},
		{moderator, library.AuditFilter{About: library.About("draft:" + d.Practice)}, nil},
		{moderator, library.AuditFilter{About: "practice:nowhere", Account: "nobody", Types: []library.EntryType{"no.type"}}, nil},
		{moderator, library.AuditFilter{From: l.Audit(moderator, library.AuditFilter{}, 0, 1).Entries[0].At}, []string{"territory.changed moderator"}},
	} {
		if diff := cmp.Diff(c.want, told(c.who, c.filter)); diff != "" {
			t.Errorf("%+v: %s", c.filter, diff)
		}
	}
	must(t, l.Close())
	again, _ := restart(t, s)
	if diff := cmp.Diff(l.Audit(moderator, library.AuditFilter{}, 0, 100), again.Audit(moderator, library.AuditFilter{}, 0, 100)); diff != "" {
		t.Errorf("after a restart: %s", diff)
	}
}

// TestAuditPages walks back page by page: every entry comes exactly once, whatever is appended meanwhile.
func TestAuditPages(t *testing.T) {
	l, _ := librarytest.Open(t)
	for _, key := range []string{"one", "two", "three", "four", "five"} {
		_, err := l.ConceptCreate(t.Context(), people["moderator"], library.SchemeTags, term(key, key), "")
		must(t, err)
	}
	want := l.Audit(people["moderator"], library.AuditFilter{}, 0, 100)
	var got []library.AuditEntry
	for before := uint64(0); ; {
		page := l.Audit(people["moderator"], library.AuditFilter{}, before, 2)
		got = append(got, page.Entries...)
		if !page.HasNext {
			break
		}
		before = page.Entries[1].Number
		_, err := l.ConceptCreate(t.Context(), people["moderator"], library.SchemeTags, term(l.Mark().UUID, l.Mark().UUID), "")
		must(t, err)
	}
	if diff := cmp.Diff(want.Entries, got); diff != "" {
		t.Error(diff)
	}
}
