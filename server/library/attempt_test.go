package library_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// wantChain checks that a journal has no gap, no fork and no entry twice, and counts its entries by type.
func wantChain(t *testing.T, entries []library.Entry) map[library.EntryType]int {
	t.Helper()
	seen, counts, previous := map[string]bool{}, map[library.EntryType]int{}, ""
	for i, e := range entries {
		if e.Number != uint64(i)+1 || e.Previous != previous || seen[e.UUID] {
			t.Fatalf("entry %d stands at place %d, after %q instead of %q, twice: %t", e.Number, i+1, e.Previous, previous, seen[e.UUID])
		}
		seen[e.UUID], previous = true, e.UUID
		counts[e.Type]++
	}
	return counts
}

// TestFaultyAppends publishes one practice through appends that fail in some way.
func TestFaultyAppends(t *testing.T) {
	const (
		honest, lostAnswer, lostRequest = librarytest.Honest, librarytest.LostAnswer, librarytest.LostRequest
		late, hidden, refused           = librarytest.Late, librarytest.Hidden, librarytest.Refused
	)
	tests := []struct {
		name     string
		outcomes []librarytest.Outcome
		appends  int
	}{
		{"landed", []librarytest.Outcome{lostAnswer}, 1},
		{"not landed", []librarytest.Outcome{lostRequest}, 2},
		{"never twice", []librarytest.Outcome{lostRequest, lostAnswer}, 2},
		{"late after another try", []librarytest.Outcome{late, honest}, 2},
		{"late before another try", []librarytest.Outcome{late, lostRequest}, 2},
		{"late twice", []librarytest.Outcome{late, late}, 2},
		{"not to be seen yet", []librarytest.Outcome{hidden}, 2},
		{"refused after doubt", []librarytest.Outcome{lostRequest, refused, lostRequest, honest}, 4},
		{"landed, then refused", []librarytest.Outcome{hidden, refused}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, s := librarytest.Open(t)
			before, _ := s.Database.Journal.Calls()
			s.Database.Journal.Next(tt.outcomes...)
			face := publish(t, l, librarytest.NewSubmission("new"))
			after, _ := s.Database.Journal.Calls()
			if counts := wantChain(t, s.Database.Journal.Entries()); counts[library.EntryPracticePublished] != 1 {
				t.Errorf("published %d times", counts[library.EntryPracticePublished])
			}
			if after-before != tt.appends {
				t.Errorf("%d appends, want %d", after-before, tt.appends)
			}
			if got := l.CardBySlug(library.Anonymous(), "new"); got == nil || got.ID != face.ID {
				t.Errorf("told %s, published %v", face.ID, got)
			}
			if len(s.Database.Bodies.Names()) != 1 {
				t.Errorf("bodies: %v", s.Database.Bodies.Names())
			}
		})
	}
}

// TestLateAfterAnother lets two servers write at once; the first entry sent arrives when its number may be taken.
func TestLateAfterAnother(t *testing.T) {
	db := librarytest.NewDatabase()
	a, b := open(t, db.NewServer()), open(t, db.NewServer())
	imports(t, a, librarytest.NewBundle("1"))
	raced := false
	db.Journal.Choose(func(library.Entry) librarytest.Outcome {
		if raced {
			return librarytest.Honest
		}
		raced = true
		return librarytest.Late
	})
	done := make(chan *library.Practice)
	go func() { done <- publish(t, a, librarytest.NewSubmission("a")) }()
	publish(t, b, librarytest.NewSubmission("b"))
	face := <-done
	if err := b.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	counts := wantChain(t, db.Journal.Entries())
	if counts[library.EntryPracticePublished] != 2 || b.CardBySlug(library.Anonymous(), "a").ID != face.ID {
		t.Errorf("got %v", counts)
	}
}

// TestTailSeesItFirst lets another goroutine of the same process fold the writer's own entry before the writer looks:
// the change must neither be written again nor be refused.
func TestTailSeesItFirst(t *testing.T) {
	l, s := librarytest.Open(t)
	s.Database.Journal.Choose(func(e library.Entry) librarytest.Outcome {
		return []librarytest.Outcome{librarytest.LostAnswer, librarytest.Hidden, librarytest.Honest}[e.Number%3]
	})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range 4 {
		go func() {
			for ctx.Err() == nil {
				_ = l.CatchUp(ctx)
			}
		}()
	}
	face := publish(t, l, librarytest.NewSubmission("new"))
	for n := 1; n <= 150; n++ {
		face = publish(t, l, revision(face, "en", "Next", n))
	}
	if counts := wantChain(t, s.Database.Journal.Entries()); counts[library.EntryPracticePublished] != 151 || face.Version != 151 {
		t.Errorf("version %d, %v", face.Version, counts)
	}
}

func TestRefusedForGood(t *testing.T) {
	l, s := librarytest.Open(t)
	s.Database.Journal.Next(librarytest.Refused)
	_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("new"))
	wantRefusal(t, err, library.CodeInternal, "")
	if n := len(s.Database.Journal.Entries()); n != 2 {
		t.Errorf("%d entries", n)
	}
	publish(t, l, librarytest.NewSubmission("new"))
}

// TestPatience lets a database be silent for longer than a writer waits. Time is not real here.
func TestPatience(t *testing.T) {
	for name, tt := range map[string]struct {
		outcome librarytest.Outcome
		lands   bool
	}{"lost": {librarytest.LostRequest, false}, "landed": {librarytest.LostAnswer, true}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, s := librarytest.Open(t)
				journal := s.Database.Journal
				journal.Choose(func(library.Entry) librarytest.Outcome {
					journal.FailReadsLocked(func(uint64) error { return librarytest.ErrCut })
					return tt.outcome
				})
				began := time.Now()
				_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("new"))
				wantRefusal(t, err, library.CodeUnavailable, "")
				if !errors.Is(err, librarytest.ErrCut) {
					t.Errorf("the cause is lost: %v", err)
				}
				if took := time.Since(began); took < 14*time.Second || took > 16*time.Second {
					t.Errorf("it took %s", took)
				}
				journal.Choose(nil)
				journal.FailReads(nil)
				_, err = l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("new"))
				if tt.lands {
					wantRefusal(t, err, library.CodeSlugTaken, "slug")
				} else if err != nil {
					t.Error(err)
				}
				if counts := wantChain(t, journal.Entries()); counts[library.EntryPracticePublished] != 1 {
					t.Errorf("got %v", counts)
				}
			})
		})
	}
}

// TestReadsFailAfterSending: what was sent is seen through when reading comes back within the patience.
func TestReadsFailAfterSending(t *testing.T) {
	l, s := librarytest.Open(t)
	journal := s.Database.Journal
	left := 3
	journal.Choose(func(library.Entry) librarytest.Outcome {
		journal.FailReadsLocked(func(uint64) error {
			if left--; left >= 0 {
				return librarytest.ErrCut
			}
			return nil
		})
		return librarytest.Honest
	})
	publish(t, l, librarytest.NewSubmission("new"))
	if counts := wantChain(t, journal.Entries()); counts[library.EntryPracticePublished] != 1 {
		t.Errorf("got %v", counts)
	}
}

// TestReadsFailBeforeSending: nobody waits for a database that is gone before anything was sent.
func TestReadsFailBeforeSending(t *testing.T) {
	l, s := librarytest.Open(t)
	before, _ := s.Database.Journal.Calls()
	s.Database.Journal.FailReads(func(uint64) error { return librarytest.ErrCut })
	_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("new"))
	wantRefusal(t, err, library.CodeUnavailable, "")
	if after, _ := s.Database.Journal.Calls(); after != before {
		t.Error("something was sent")
	}
}

func TestCancelledInTheQueue(t *testing.T) {
	l, s := librarytest.Open(t)
	release := l.HoldQueue()
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, err := l.Publish(ctx, library.Operator(), librarytest.NewSubmission("new"))
		failed <- err
	}()
	cancel()
	err := <-failed
	wantRefusal(t, err, library.CodeUnavailable, "")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	release()
	for range 20 { // also when the queue is free
		_, err = l.Publish(ctx, library.Operator(), librarytest.NewSubmission("new"))
		wantRefusal(t, err, library.CodeUnavailable, "")
	}
	if len(s.Database.Journal.Entries()) != 2 {
		t.Error("something was written")
	}
}

// TestCancelledWhileWriting: what is being written is seen through.
func TestCancelledWhileWriting(t *testing.T) {
	l, s := librarytest.Open(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.Database.Journal.Choose(func(library.Entry) librarytest.Outcome {
		cancel()
		return librarytest.LostAnswer
	})
	face, err := l.Publish(ctx, library.Operator(), librarytest.NewSubmission("new"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(face, read(t, l, face.ID)); diff != "" {
		t.Error(diff)
	}
}

// TestReadSideFails: a change that is in the journal is acknowledged, and reaches the read side later.
func TestReadSideFails(t *testing.T) {
	l, s := librarytest.Open(t)
	s.ReadSide.Fail(librarytest.ErrCut)
	publish(t, l, librarytest.NewSubmission("new"))
	if err := l.CatchUp(t.Context()); !errors.Is(err, librarytest.ErrCut) {
		t.Errorf("got %v", err)
	}
	_, err := l.Publish(t.Context(), library.Operator(), librarytest.NewSubmission("second"))
	wantRefusal(t, err, library.CodeUnavailable, "")
	s.ReadSide.Fail(nil)
	publish(t, l, librarytest.NewSubmission("third"))
	if l.CardBySlug(library.Anonymous(), "new") == nil || l.CardBySlug(library.Anonymous(), "second") != nil {
		t.Error("the read side has not caught up, or knows what was refused")
	}
	_, _, applied := s.ReadSide.Calls()
	if diff := cmp.Diff([]uint64{1, 2, 3, 4}, applied); diff != "" {
		t.Error(diff)
	}
}
