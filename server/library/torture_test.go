package library_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// ledger notes what the writers were told of their changes, each of which has a title of its own.
type ledger struct {
	mu       sync.Mutex
	accepted map[string]library.ID
	unknown  map[string]bool
	refused  map[string]bool
}

func (l *ledger) note(t *testing.T, title string, face *library.Practice, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch library.CodeOf(err) {
	case library.CodeUnavailable:
		l.unknown[title] = true
	case library.CodeRevisionConflict, library.CodeSlugTaken:
		l.refused[title] = true
	default:
		if err != nil {
			t.Errorf("%s: %v", title, err)
			return
		}
		l.accepted[title] = face.ID
	}
}

// TestTorture lets 8 writers on each of 2 servers change a few practices over a journal that loses requests and answers,
// delays entries and fails to be read. Every change that was acknowledged is there once, every refused one never.
func TestTorture(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			torture(t, rand.New(rand.NewPCG(seed, 1)))
		})
	}
}

func torture(t *testing.T, chance *rand.Rand) {
	const writers, changes = 8, 20
	db := librarytest.NewDatabase()
	servers := []*librarytest.Server{db.NewServer(), db.NewServer()}
	var libraries []*library.Library
	for _, s := range servers {
		l, err := library.Open(t.Context(), library.WithPatience(s.Ports(), 300*time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		libraries = append(libraries, l)
	}
	imports(t, libraries[0], librarytest.NewBundle("1", librarytest.NewRecord("shared", "shared")))
	faulty(db.Journal, chance)

	said := &ledger{accepted: map[string]library.ID{}, unknown: map[string]bool{}, refused: map[string]bool{}}
	ctx, cancel := context.WithCancel(t.Context())
	var tails, running sync.WaitGroup
	for i, l := range libraries {
		tails.Go(func() { l.Tail(ctx, time.Millisecond) })
		for w := range writers {
			running.Go(func() { write(t, l, said, fmt.Sprintf("s%d-w%d", i, w), changes) })
		}
	}
	running.Wait()
	cancel()
	tails.Wait()
	db.Journal.Choose(nil)
	db.Journal.FailReads(nil)

	wantChain(t, db.Journal.Entries())
	wantTold(t, said, titlesIn(t, db.Journal.Entries()))
	fresh := db.NewServer()
	want := open(t, fresh).Dump()
	for i, l := range libraries {
		if err := l.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		wantSameState(t, want, l, fresh, servers[i])
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		again, s := restart(t, servers[i])
		wantSameState(t, want, again, fresh, s)
	}
}

// faulty makes a third of all appends and a few readings go wrong in some way.
func faulty(j *librarytest.Journal, chance *rand.Rand) {
	outcomes := []librarytest.Outcome{librarytest.LostAnswer, librarytest.LostRequest, librarytest.Late, librarytest.Hidden}
	j.Choose(func(library.Entry) librarytest.Outcome {
		if chance.IntN(3) > 0 {
			return librarytest.Honest
		}
		return outcomes[chance.IntN(len(outcomes))]
	})
	j.FailReads(func(uint64) error {
		if chance.IntN(200) == 0 {
			return librarytest.ErrCut
		}
		return nil
	})
}

// write publishes a practice of its own, then changes this one and the one that all share in turn.
func write(t *testing.T, l *library.Library, said *ledger, name string, changes int) {
	var own library.ID
	for n := range changes {
		title := fmt.Sprintf("%s-%d", name, n)
		s := librarytest.NewSubmission(name, func(s *library.Submission) { s.Words.Title = title })
		if own != "" {
			s.Practice = own
		}
		if n%2 == 1 {
			s.Practice = "shared"
		}
		if s.Practice != "" {
			if card := l.CardByID(library.Operator(), s.Practice); card != nil {
				s.ExpectedRevision = card.Texts[0].Revision
			}
		}
		face, err := l.Publish(t.Context(), library.Operator(), s)
		said.note(t, title, face, err)
		if err == nil && s.Practice == "" {
			own = face.ID
		}
	}
}

// titlesIn lists the titles published by people, with the practices that got them.
func titlesIn(t *testing.T, entries []library.Entry) map[string]library.ID {
	t.Helper()
	out := map[string]library.ID{}
	for _, e := range entries {
		if e.Type != library.EntryPracticePublished {
			continue
		}
		var p struct{ Face library.Practice }
		if err := json.Unmarshal(e.Payload, &p); err != nil {
			t.Fatal(err)
		}
		title := p.Face.Title(nil).Value
		if _, twice := out[title]; twice {
			t.Errorf("%s was published twice", title)
		}
		out[title] = p.Face.ID
	}
	return out
}

func wantTold(t *testing.T, said *ledger, published map[string]library.ID) {
	t.Helper()
	for title, id := range said.accepted {
		if published[title] != id {
			t.Errorf("%s was acknowledged as %s and stands as %q", title, id, published[title])
		}
	}
	for title := range published {
		if said.accepted[title] == "" && !said.unknown[title] {
			t.Errorf("%s was refused and stands all the same", title)
		}
	}
	t.Logf("%d acknowledged, %d refused, %d unknown, %d published",
		len(said.accepted), len(said.refused), len(said.unknown), len(published))
	if len(said.accepted) < 50 {
		t.Error("hardly anything was acknowledged")
	}
}

func wantSameState(t *testing.T, want string, l *library.Library, fresh, s *librarytest.Server) {
	t.Helper()
	if diff := cmp.Diff(want, l.Dump()); diff != "" {
		t.Errorf("the folds differ: %s", diff)
	}
	if diff := cmp.Diff(fresh.ReadSide.Cards(), s.ReadSide.Cards()); diff != "" {
		t.Errorf("the read sides differ: %s", diff)
	}
	if l.Ready() != nil {
		t.Error(l.Ready())
	}
}
