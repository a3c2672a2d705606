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

// TestTortureDrafts lets 8 people on each of 2 servers work on a few drafts over the same faulty journal. Who is not told
// what became of a request sends it again with its key until they are: then it stands in the journal once, or never.
func TestTortureDrafts(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			tortureDrafts(t, rand.New(rand.NewPCG(seed, 2)))
		})
	}
}

func tortureDrafts(t *testing.T, chance *rand.Rand) {
	const writers, changes = 8, 25
	db := librarytest.NewDatabase()
	var libraries []*library.Library
	for range 2 {
		l, err := library.Open(t.Context(), library.WithPatience(db.NewServer().Ports(), 300*time.Millisecond))
		must(t, err)
		libraries = append(libraries, l)
	}
	imports(t, libraries[0], librarytest.NewBundle("1"))
	var refs []library.DraftRef
	for _, title := range []string{"One", "Two", "Three"} {
		refs = append(refs, newDraft(t, libraries[0], people["contributor"], title).DraftRef)
	}
	must(t, libraries[1].CatchUp(t.Context()))
	faulty(db.Journal, rand.New(rand.NewPCG(chance.Uint64(), 4)))

	var mu sync.Mutex
	accepted, refused := map[string]bool{}, map[string]bool{}
	var running sync.WaitGroup
	for i, l := range libraries {
		for w := range writers {
			account := fmt.Sprintf("s%d-w%d", i, w)
			random := rand.New(rand.NewPCG(chance.Uint64(), 3))
			running.Go(func() {
				for n := range changes {
					key := fmt.Sprintf("%s-%d", account, n)
					err := untilTold(t, l, account, refs[random.IntN(len(refs))], key, random.IntN(4))
					mu.Lock()
					if err == nil {
						accepted[key] = true
					} else {
						refused[key] = true
					}
					mu.Unlock()
				}
			})
		}
	}
	running.Wait()
	db.Journal.Choose(nil)
	db.Journal.FailReads(nil)

	wantChain(t, db.Journal.Entries())
	stands := map[string]int{}
	for _, e := range db.Journal.Entries() {
		var p struct{ Once struct{ Key string } }
		must(t, json.Unmarshal(e.Payload, &p))
		stands[p.Once.Key]++
	}
	delete(stands, "")
	for key := range accepted {
		if stands[library.Digest(key)] != 1 {
			t.Errorf("%s was accepted and stands in the journal %d times", key, stands[library.Digest(key)])
		}
	}
	for key := range refused {
		if stands[library.Digest(key)] != 0 {
			t.Errorf("%s was refused and stands in the journal", key)
		}
	}
	fresh := open(t, db.NewServer())
	for _, l := range libraries {
		must(t, l.CatchUp(t.Context()))
		if diff := cmp.Diff(fresh.Dump(), l.Dump()); diff != "" {
			t.Errorf("the folds differ: %s", diff)
		}
	}
	t.Logf("%d accepted, %d refused", len(accepted), len(refused))
	if len(accepted) < 50 || len(refused) < 20 {
		t.Error("too little was accepted, or refused")
	}
}

// untilTold sends one request, the same each time, until its outcome is known.
func untilTold(t *testing.T, l *library.Library, account string, ref library.DraftRef, key string, step int) error {
	v := library.Member(account, library.Grant{Role: library.RoleModerator})
	d := l.Draft(v, ref)
	r := library.DraftRequest{Draft: ref, ExpectedRevision: d.Revision, IdempotencyKey: key}
	words := librarytest.NewWords("en", key)
	for {
		var err error
		switch {
		case !d.IsOpen():
			_, err = l.DraftCreate(t.Context(), v, library.NewDraft{Practice: ref.Practice, Language: "en", IdempotencyKey: key})
		case step < 2:
			_, err = l.DraftSave(t.Context(), v, r, library.DraftChanges{Words: &words})
		case step == 2:
			_, err = l.DraftSubmit(t.Context(), v, r, nil)
		default:
			_, err = l.DraftPublish(t.Context(), v, r)
		}
		if library.CodeOf(err) != library.CodeUnavailable {
			return err
		}
	}
}
