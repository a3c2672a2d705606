package library_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

var (
	administrator = library.Grant{Role: library.RoleAdministrator}
	reader        = library.Grant{Role: library.RoleReader}
)

// accountStory is what accounts may live through, the same at every run.
func accountStory(t *testing.T) []library.Entry {
	t.Helper()
	l, s := librarytest.Open(t)
	imports(t, l, librarytest.NewBundle("1"))
	openAccount(t, l, "first", administrator)
	openAccount(t, l, "second", library.Grant{Role: library.RoleEditor, Territory: "utrecht"},
		library.Grant{Role: library.RoleTranslator, Language: "PT-br"}, reader)
	endSessions(t, l, "second", "")
	wantDone(t, l.ChangeRoles(t.Context(), library.Member("first"), "second", []library.Grant{reader}, library.AnyRevision))
	wantDone(t, l.CloseAccount(t.Context(), library.Member("second"), "second"))
	return s.Database.Journal.Entries()
}

// openAccount makes an account that somebody has taken up.
func openAccount(t *testing.T, l *library.Library, id string, grants ...library.Grant) {
	t.Helper()
	wantDone(t, l.OpenAccount(t.Context(), library.Operator(), id, grants))
	endSessions(t, l, id, "password-of-"+id)
}

func endSessions(t *testing.T, l *library.Library, id, password string) {
	t.Helper()
	_, err := l.EndSessions(t.Context(), library.Member(id), id, password)
	wantDone(t, err)
}

func wantDone(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code library.Code) {
	t.Helper()
	if err == nil || library.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestRolesAreThoseOfTheStateThatDecides(t *testing.T) {
	l, _ := librarytest.Open(t)
	openAccount(t, l, "keeper", administrator)
	openAccount(t, l, "other", administrator)
	old := library.Member("other", administrator) // as a request that began before may hold it
	wantDone(t, l.ChangeRoles(t.Context(), library.Member("keeper"), "other", nil, library.AnyRevision))
	wantCode(t, l.ChangeRoles(t.Context(), old, "other", []library.Grant{administrator}, library.AnyRevision), library.CodeForbidden)
	wantDone(t, l.CloseAccount(t.Context(), library.Member("keeper"), "other"))
	wantCode(t, l.CloseAccount(t.Context(), old, "other"), library.CodeForbidden)
	if _, there := l.Standing("other"); there {
		t.Error("a closed account stands")
	}
	wantCode(t, l.OpenAccount(t.Context(), library.Operator(), "other", nil), library.CodeAccountExists)
}

func TestNobodyLocksOutTheLastAdministrator(t *testing.T) {
	l, _ := librarytest.Open(t)
	keeper := library.Member("keeper")
	openAccount(t, l, "keeper", administrator)
	wantDone(t, l.OpenAccount(t.Context(), keeper, "invited", []library.Grant{administrator})) // nobody can sign in to it
	wantCode(t, l.ChangeRoles(t.Context(), keeper, "keeper", []library.Grant{reader}, library.AnyRevision), library.CodeLastAdministrator)
	wantCode(t, l.CloseAccount(t.Context(), keeper, "keeper"), library.CodeLastAdministrator)
	endSessions(t, l, "invited", "its-password")
	wantDone(t, l.ChangeRoles(t.Context(), keeper, "keeper", []library.Grant{reader}, library.AnyRevision))
	wantCode(t, l.CloseAccount(t.Context(), library.Member("invited"), "invited"), library.CodeLastAdministrator)
}

func TestGrantsAreChecked(t *testing.T) {
	l, _ := librarytest.Open(t)
	imports(t, l, librarytest.NewBundle("1"))
	openAccount(t, l, "a")
	op := library.Operator()
	for _, c := range []struct {
		grant library.Grant
		code  library.Code
	}{
		{library.Grant{Role: "KING"}, library.CodeBadInput},
		{library.Grant{Role: library.RoleEditor}, library.CodeBadInput},
		{library.Grant{Role: library.RoleEditor, Territory: "nowhere"}, library.CodeUnknownKey},
		{library.Grant{Role: library.RoleModerator, Territory: "utrecht"}, library.CodeBadInput},
		{library.Grant{Role: library.RoleTranslator}, library.CodeBadInput},
		{library.Grant{Role: library.RoleTranslator, Language: "not a tag"}, library.CodeBadInput},
		{library.Grant{Role: library.RoleReader, Language: "nl"}, library.CodeBadInput},
	} {
		wantCode(t, l.ChangeRoles(t.Context(), op, "a", []library.Grant{c.grant}, library.AnyRevision), c.code)
	}
	wantCode(t, l.ChangeRoles(t.Context(), op, "b", nil, library.AnyRevision), library.CodeNotFound)
	wantCode(t, l.ChangeRoles(t.Context(), library.Member("a"), "a", []library.Grant{administrator}, library.AnyRevision), library.CodeForbidden)
	wantCode(t, l.ChangeRoles(t.Context(), library.Anonymous(), "a", nil, library.AnyRevision), library.CodeForbidden)
	before := l.Mark()
	wantDone(t, l.ChangeRoles(t.Context(), op, "a", []library.Grant{}, library.AnyRevision))
	if l.Mark() != before {
		t.Error("nothing was changed, and an entry says so")
	}
}

func TestOnlyTheAccountItselfSetsItsPassword(t *testing.T) {
	l, _ := librarytest.Open(t)
	openAccount(t, l, "keeper", administrator)
	openAccount(t, l, "a")
	_, err := l.EndSessions(t.Context(), library.Member("keeper"), "a", "mine")
	wantCode(t, err, library.CodeForbidden)
	before, _ := l.Standing("a")
	epoch, err := l.EndSessions(t.Context(), library.Member("keeper"), "a", "")
	wantDone(t, err)
	after, _ := l.Standing("a")
	want := library.Standing{Grants: before.Grants, Revision: before.Revision, Epoch: epoch, Password: before.Password}
	if diff := cmp.Diff(want, after); diff != "" || epoch != l.Mark().Number {
		t.Error(epoch, diff)
	}
	_, err = l.EndSessions(t.Context(), library.Member("a"), "keeper", "")
	wantCode(t, err, library.CodeForbidden)
}

// TestScopes: every action has a scope, and a token without it may not do the action. Drafts are read by whoever may write or
// review them too, and no token keeps the accounts.
func TestScopes(t *testing.T) {
	all := []library.Grant{administrator, {Role: library.RoleModerator}}
	for _, a := range library.Actions() {
		may := 0
		for _, s := range library.Scopes {
			if library.Member("a", all...).Within(s).May(a, library.Place{Territory: "here"}) {
				may++
			}
		}
		want := map[library.Action]int{library.ActionReadDrafts: 3, library.ActionKeepAccounts: 0}
		if n, isOther := want[a]; may != n && (isOther || may != 1) || library.Member("a", all...).Within().May(a, library.Place{}) {
			t.Errorf("%s belongs to %d scopes", a, may)
		}
		if library.Member("a").Within(library.Scopes...).May(a, library.Place{}) {
			t.Errorf("a token gives %s to somebody without a role", a)
		}
	}
}

func TestAccountsOutliveAStart(t *testing.T) {
	l, s := librarytest.Open(t)
	openAccount(t, l, "a", administrator)
	wantDone(t, l.Close())
	again := open(t, s)
	got, _ := again.Standing("a")
	want := library.Standing{Grants: []library.Grant{administrator}, Revision: 1, Epoch: again.Mark().Number, Password: "password-of-a"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRolesLost: who settles roles having read others loses nobody's.
func TestRolesLost(t *testing.T) {
	l, s := librarytest.Open(t)
	op := library.Operator()
	moderator := library.Grant{Role: library.RoleModerator}
	wantDone(t, l.OpenAccount(t.Context(), op, "a", nil))
	wantDone(t, l.ChangeRoles(t.Context(), op, "a", []library.Grant{reader}, 1))
	for _, stale := range []int{0, 1, 3} {
		err := l.ChangeRoles(t.Context(), op, "a", []library.Grant{moderator}, stale)
		wantCode(t, err, library.CodeRevisionConflict)
		if c, ok := errors.AsType[*library.AccountConflict](err); !ok || c.Account != "a" {
			t.Errorf("got %v", err)
		}
	}
	wantDone(t, l.ChangeRoles(t.Context(), op, "a", []library.Grant{reader, moderator}, 2))
	wantDone(t, l.ChangeRoles(t.Context(), op, "a", []library.Grant{moderator}, library.AnyRevision))
	if now, _ := open(t, s.Database.NewServer()).Standing("a"); now.Revision != 4 || len(now.Grants) != 1 {
		t.Errorf("got %+v", now)
	}
}
