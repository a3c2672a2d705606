package library_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// asker is a library whose time a test moves by hand.
type asker struct {
	*library.Library
	t      *testing.T
	db     *librarytest.Database
	server *librarytest.Server
	now    *time.Time
}

// newAsker begins a library on the day of its records, which all fall due a year later.
func newAsker(t *testing.T, records ...library.Record) *asker {
	t.Helper()
	now := librarytest.Epoch.AddDate(-1, 0, 1)
	a := (&asker{t: t, db: librarytest.NewDatabase(), now: &now}).another()
	imports(t, a.Library, librarytest.NewBundle("1", records...))
	return a
}

// another is one more server on the same database, with nothing saved.
func (a *asker) another() *asker { return a.start(a.db.NewServer()) }

// restarted is the same server after a stop.
func (a *asker) restarted() *asker {
	must(a.t, a.Close())
	return a.start(a.server.Restarted())
}

func (a *asker) start(s *librarytest.Server) *asker {
	a.t.Helper()
	ports := s.Ports()
	ports.Clock = func() time.Time { return *a.now }
	l, err := library.Open(a.t.Context(), ports)
	must(a.t, err)
	return &asker{l, a.t, a.db, s, a.now}
}

// asks lets the server ask what is due, and wants the questions that stand in the journal afterwards: each is a territory
// and its practices.
func (a *asker) asks(want ...string) {
	a.t.Helper()
	must(a.t, a.AskDue(a.t.Context()))
	if got := a.questions(); !slices.Equal(got, want) {
		a.t.Errorf("asked were %q, not %q", got, want)
	}
}

func (a *asker) questions() (out []string) {
	for _, e := range a.db.Journal.Entries() {
		if e.Type == library.EntryTerritoryAsked {
			out = append(out, string(e.Payload))
		}
	}
	return out
}

func question(territory string, practices ...string) string {
	return fmt.Sprintf(`{"territory":"%s","practices":["%s"]}`, territory, strings.Join(practices, `","`))
}

func inLiege(r *library.Record) { r.Facts.Territory = "liege" }

func ended(r *library.Record) {
	r.Facts.Period = library.Period{Start: "2019", State: library.StateEnded}
}

// TestAskDue: each territory is asked once for each time that something falls due, whichever server comes to it, and asked
// again only when it has answered and that falls due.
func TestAskDue(t *testing.T) {
	a := newAsker(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"), librarytest.NewRecord("c", "C", inLiege),
		librarytest.NewRecord("over", "Over", ended))
	editor := people["editor"]
	a.asks()
	day := a.now.AddDate(0, 2, 0)
	must(t, a.PracticeConfirm(t.Context(), editor, judge("b", 1, ""), &day))

	*a.now = librarytest.Epoch.AddDate(0, 0, 1)
	asked := []string{question("liege", "c"), question("utrecht", "b", "a")}
	a.asks(asked...)
	b := a.another()
	b.asks(asked...)
	for range 3 {
		*a.now = a.now.Add(time.Hour)
		a.asks(asked...)
		b.asks(asked...)
	}
	a = a.restarted()
	a.asks(asked...)

	must(t, a.PracticeConfirm(t.Context(), editor, judge("a", 1, ""), nil))
	must(t, a.PracticeDispute(t.Context(), people["moderator"], judge("c", 1, ""), ""))
	must(t, a.Withdraw(t.Context(), editor, "b", 1, library.WithdrawnByOwner, ""))
	*a.now = a.now.AddDate(0, 11, 0)
	a.asks(asked...)
	*a.now = a.now.AddDate(0, 2, 0)
	asked = append(asked, question("liege", "c"), question("utrecht", "a"))
	a.asks(asked...)
	b.asks(asked...)
	if replayed := a.another(); replayed.Dump() != a.Dump() {
		t.Error("the journal, folded anew, is another state")
	}
}

// TestAskTogether: servers that come to it at the same moment ask once.
func TestAskTogether(t *testing.T) {
	a := newAsker(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("c", "C", inLiege))
	servers := []*asker{a, a.another(), a.another(), a.another()}
	*a.now = librarytest.Epoch.AddDate(0, 0, 1)
	var asking sync.WaitGroup
	for _, s := range servers {
		asking.Go(func() {
			if err := s.AskDue(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	asking.Wait()
	a.asks(question("liege", "c"), question("utrecht", "a"))
}

// TestAskMany: one question names a thousand practices at most, and the next is asked a minute later at the earliest.
func TestAskMany(t *testing.T) {
	const many = 1001
	var records []library.Record
	for i := range many {
		records = append(records, librarytest.NewRecord(fmt.Sprintf("p%04d", i), "P"))
	}
	a := newAsker(t, records...)
	*a.now = librarytest.Epoch.AddDate(0, 0, 1)
	for _, want := range []struct {
		after     time.Duration
		questions int
	}{{0, 1}, {59 * time.Second, 1}, {time.Second, 2}, {time.Hour, 2}} {
		*a.now = a.now.Add(want.after)
		must(t, a.AskDue(t.Context()))
		if got := a.questions(); len(got) != want.questions {
			t.Errorf("%d questions, not %d", len(got), want.questions)
		}
	}
	if got := a.questions()[1]; got != question("utrecht", "p1000") {
		t.Error(got)
	}
}

// TestAskEdited: whoever corrects a practice has answered, and one that is edited to have ended is asked about no more.
func TestAskEdited(t *testing.T) {
	a := newAsker(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	*a.now = librarytest.Epoch.AddDate(0, 0, 1)
	a.asks(question("utrecht", "a", "b"))
	publish(t, a.Library, revision(read(t, a.Library, "a"), "en", "A again", 1))
	over := revision(read(t, a.Library, "b"), "en", "B was", 1)
	over.Facts.Period = library.Period{Start: "2019", End: "2026", State: library.StateEnded}
	publish(t, a.Library, over)
	if due := read(t, a.Library, "b").CheckDueAt(); due != nil {
		t.Errorf("what has ended is to be looked at on %v", due)
	}
	if n := len(a.CheckQueue(people["editor"])); n != 0 {
		t.Errorf("%d are still due", n)
	}
	*a.now = a.now.AddDate(1, 0, 1)
	a.asks(question("utrecht", "a", "b"), question("utrecht", "a"))
}

// TestAsked: a territory's editors are told what it is asked, moderators where it has none who has taken up an account, and
// nobody else.
func TestAsked(t *testing.T) {
	a := newAsker(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"), librarytest.NewRecord("c", "C", inLiege))
	*a.now = librarytest.Epoch.AddDate(0, 0, 1)
	must(t, a.AskDue(t.Context()))
	told := func(want map[string]string) {
		t.Helper()
		for name, v := range people {
			var got []string
			for _, n := range a.Notifications(v) {
				got = append(got, fmt.Sprintf("%s %s %d", n.Type, n.Territory, n.Practices))
			}
			if strings.Join(got, ", ") != want[name] {
				t.Errorf("the %s is told %q, not %q", name, got, want[name])
			}
			if v.IsSignedIn() && len(a.Notifications(v.Within(library.ScopePublish))) > 0 {
				t.Errorf("a token of the %s that cannot answer is asked", name)
			}
		}
	}
	utrecht, liege := "territory.asked utrecht 2", "territory.asked liege 1"
	want := map[string]string{"editor": utrecht, "second editor": utrecht, "foreign editor": liege, "moderator": utrecht + ", " + liege}
	told(want)
	must(t, a.OpenAccount(t.Context(), library.Operator(), "editor", people["editor"].Roles()))
	told(want) // who was invited and has not come yet
	_, err := a.EndSessions(t.Context(), people["editor"], "editor", "password")
	must(t, err)
	want["moderator"] = liege
	told(want)
	must(t, a.NotificationsRead(t.Context(), people["editor"], a.Notifications(people["editor"])[0].Number))
	if !a.Notifications(people["editor"])[0].IsRead || a.Notifications(people["second editor"])[0].IsRead {
		t.Error("who has read it is not kept")
	}
	for name, want := range map[string]int{"moderator": 2, "administrator": 0} {
		page := a.Audit(people[name], library.AuditFilter{Types: []library.EntryType{library.EntryTerritoryAsked}}, 0, 9)
		if page.Total != want {
			t.Errorf("the audit trail tells the %s of %d questions, not %d", name, page.Total, want)
		}
	}
}
