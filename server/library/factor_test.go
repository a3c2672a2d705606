package library_test

import (
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// factorStory is what second factors may live through, the same at every run.
func factorStory(t *testing.T) []library.Entry {
	t.Helper()
	l, s := librarytest.Open(t)
	openAccount(t, l, "keeper", administrator)
	openAccount(t, l, "other", reader)
	changeFactor(t, l, library.Member("other"), "other", "factor-1")
	changeFactor(t, l, library.Member("keeper"), "other", "")
	changeFactor(t, l, library.Member("other"), "other", "factor-2")
	return s.Database.Journal.Entries()
}

func changeFactor(t *testing.T, l *library.Library, v library.Viewer, id, factor string) {
	t.Helper()
	epoch, err := l.ChangeFactor(t.Context(), v, id, factor)
	wantDone(t, err)
	if standing, _ := l.Standing(id); standing.Epoch != epoch || standing.Factor != factor || standing.Password == "" {
		t.Errorf("it stands as %+v, the epoch is said to be %d", standing, epoch)
	}
}

func TestWhoChangesASecondFactor(t *testing.T) {
	l, _ := librarytest.Open(t)
	openAccount(t, l, "keeper", administrator)
	openAccount(t, l, "other", reader)
	refused := func(v library.Viewer, id, factor string, code library.Code) {
		t.Helper()
		_, err := l.ChangeFactor(t.Context(), v, id, factor)
		wantCode(t, err, code)
	}
	keeper, other := library.Member("keeper"), library.Member("other")
	refused(keeper, "other", "factor", library.CodeForbidden) // nobody is given one
	refused(keeper, "other", "", library.CodeNotNow)
	refused(keeper, "nobody", "", library.CodeNotFound)
	refused(library.Anonymous(), "other", "factor", library.CodeForbidden)
	changeFactor(t, l, other, "other", "factor")
	refused(other, "other", "another", library.CodeNotNow)
	_, err := l.ReplaceFactor(t.Context(), other, "other", "stale", "another")
	wantCode(t, err, library.CodeNotNow)
	_, err = l.ReplaceFactor(t.Context(), keeper, "other", "factor", "another")
	wantCode(t, err, library.CodeForbidden)
	_, err = l.ReplaceFactor(t.Context(), keeper, "keeper", "", "another")
	wantCode(t, err, library.CodeNotNow)
	changeFactor(t, l, keeper, "keeper", "its-factor")
	refused(other, "keeper", "", library.CodeForbidden)
	endSessions(t, l, "other", "new-password")
	if standing, _ := l.Standing("other"); standing.Factor != "factor" {
		t.Error("a new password has switched the second factor off")
	}
	wantDone(t, l.CloseAccount(t.Context(), other, "other"))
	refused(keeper, "other", "", library.CodeNotFound)
}
