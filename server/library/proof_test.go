package library_test

import (
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestOwnEntryIsNotReadBack: what the journal has acknowledged is taken in as it was sent.
func TestOwnEntryIsNotReadBack(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	next := l.Mark().Number + 1
	sent := false
	s.Database.Journal.Choose(func(library.Entry) librarytest.Outcome {
		sent = true
		return librarytest.Honest
	})
	readBack := 0
	s.Database.Journal.FailReads(func(number uint64) error {
		if sent && number == next {
			readBack++
		}
		return nil
	})
	publish(t, l, librarytest.NewSubmission("new"))
	if readBack > 0 || l.Mark().Number != next || s.ReadSide.Mark() != l.Mark() {
		t.Errorf("read back %d times; the fold stands at %v, the read side at %v", readBack, l.Mark(), s.ReadSide.Mark())
	}
	if puts, _ := s.Database.Bodies.Calls(); puts != 2 {
		t.Errorf("bodies were put %d times, for one import and one publication", puts)
	}
}

// TestCostlyProof: an entry that takes long to read is not read again each time somebody looks for news, but by
// whoever is about to write.
func TestCostlyProof(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	last, reads := l.Mark().Number, 0
	s.Database.Journal.FailReads(func(number uint64) error {
		if number == last {
			reads++
			time.Sleep(30 * time.Millisecond)
		}
		return nil
	})
	for range 5 {
		if err := l.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if reads != 1 {
		t.Errorf("the last entry was read %d times for nothing new", reads)
	}
	publish(t, l, librarytest.NewSubmission("new"))
	if reads != 2 {
		t.Errorf("a writer has not looked whether the journal is still the same")
	}
}
