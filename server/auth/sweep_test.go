package auth_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// swept goes three rounds on each server, with the grace between them.
func (p *place) swept(t *testing.T, servers ...*server) {
	t.Helper()
	var sweepers []*library.Sweeper
	for _, s := range servers {
		sweepers = append(sweepers, library.NewSweeper(s.store, p.now))
	}
	for round := range 3 { // a slot is of no use only after what it leads to has gone
		if round > 0 {
			p.pass(library.SweepGrace)
		}
		for i, s := range servers {
			wantDone(t, s.accounts.SweepRound(t.Context(), sweepers[i]))
		}
	}
}

// countOf counts what lies in a collection.
func countOf(t *testing.T, s *server, c library.Collection) (n int) {
	t.Helper()
	for _, err := range s.store.All(t.Context(), c) {
		wantDone(t, err)
		n++
	}
	return n
}

// TestSweptAway: what has expired goes, and all that a closing has left that was cut short, on whichever of two servers.
func TestSweptAway(t *testing.T) {
	t.Parallel()
	p := newPlace()
	a, b := p.start(t), p.start(t)
	me := a.founder(t)
	editor := me.member(editorEmail)
	editor.tokenWith(editor.withFactor(p).next(), "READ")
	me.invite("translator@example.org").done("accountInvite")
	kept := p.everything(t, a)
	p.swept(t, a, b)
	for line := range strings.SplitSeq(kept, "\n") {
		if what, _, _ := strings.Cut(line, " "); what != "claims" && !strings.Contains(p.everything(t, a), line) {
			t.Errorf("this is of use, and gone: %s", line)
		}
	}

	// Somebody closes an account, and the server dies over it.
	var closed string
	for _, id := range a.library.Accounts() {
		if s, _ := a.library.Standing(id); s.Factor != "" {
			closed = id
		}
	}
	wantDone(t, a.library.CloseAccount(t.Context(), library.Operator(), closed))
	p.swept(t, a, b)
	for line := range strings.SplitSeq(p.everything(t, b), "\n") {
		if !strings.HasPrefix(line, "entry ") && (strings.Contains(line, closed) || strings.Contains(line, editorEmail)) {
			t.Errorf("this is left of a closed account: %s", line)
		}
	}
	if me.me() == "" {
		t.Error("somebody else's session is gone")
	}

	p.pass(31 * 24 * time.Hour)
	p.swept(t, b, a)
	for _, c := range []library.Collection{library.CollectionSessions, library.CollectionLinks, library.CollectionTokens, library.CollectionClaims, library.CollectionSlots} {
		if n := countOf(t, a, c); n > 0 {
			t.Errorf("%d of %s are left", n, c)
		}
	}
	me.signIn(founderEmail, password).done("signIn")
}

// TestSweptDocuments: a document that nothing names is left alone for a while, since its entry may be on its way.
func TestSweptDocuments(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	me := s.founder(t)
	standing := s.library.Accounts()[0]
	for c, value := range map[library.Collection]any{
		library.CollectionPasswords: map[string]string{"account": standing, "hash": "x"},
		library.CollectionFactors:   map[string]string{"account": standing, "secret": "x"},
		library.CollectionConcerns:  library.ConcernText{Text: "Who?"},
		library.CollectionAccounts:  map[string]string{"address": "nobody@example.org"},
		library.CollectionAddresses: map[string]string{"account": "nobody"},
	} {
		wantDone(t, s.store.Insert(t.Context(), c, "left", value))
	}
	sweeper := library.NewSweeper(s.store, p.now)
	for _, wait := range []time.Duration{0, library.SweepGrace - time.Minute} {
		p.pass(wait)
		wantDone(t, s.accounts.SweepRound(t.Context(), sweeper))
		if n := strings.Count(p.everything(t, s), " left"); n != 5 {
			t.Fatalf("%d are left: %s", n, p.everything(t, s))
		}
	}
	p.pass(time.Minute)
	wantDone(t, s.accounts.SweepRound(t.Context(), sweeper))
	if n := strings.Count(p.everything(t, s), " left"); n != 0 {
		t.Errorf("%d are left: %s", n, p.everything(t, s))
	}
	me.signIn(founderEmail, password).done("signIn")
}

// TestSweepIsBounded: however much there is, a walk looks at a part, and the next goes on behind it.
func TestSweepIsBounded(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	const many = 2100
	for n := range many {
		wantDone(t, s.store.Insert(t.Context(), library.CollectionClaims, fmt.Sprint(n), map[string]time.Time{"expires": p.now()}))
	}
	sweeper := library.NewSweeper(s.store, p.now)
	var looked []int
	walk := func() {
		n := 0
		_, err := sweeper.Walk(t.Context(), library.CollectionClaims, func(library.Document) (bool, error) {
			n++
			return true, nil
		})
		wantDone(t, err)
		looked = append(looked, n)
	}
	walk()
	walk()
	p.pass(library.SweepGrace)
	walk()
	walk()
	if fmt.Sprint(looked) != "[2000 100 2000 100]" || countOf(t, s, library.CollectionClaims) != 0 {
		t.Errorf("it looked at %v, and %d are left", looked, countOf(t, s, library.CollectionClaims))
	}
}
