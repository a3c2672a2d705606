package library_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func TestBodiesAreRebuilt(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	publish(t, l, revision(read(t, l, "b"), "en", "B2", 1))
	bodies := s.Database.Bodies
	all := []string{"a@2", "b@2", "b@3"}
	if diff := cmp.Diff(all, bodies.Names()); diff != "" {
		t.Fatal(diff)
	}
	a, b := read(t, l, "a"), read(t, l, "b")
	bodies.Lose()
	if diff := cmp.Diff(a, read(t, l, "a")); diff != "" {
		t.Errorf("rebuilt differently: %s", diff)
	}
	if diff := cmp.Diff([]string{"a@2", "b@2"}, bodies.Names()); diff != "" {
		t.Errorf("all bodies of that entry at once: %s", diff)
	}
	if diff := cmp.Diff(b, read(t, l, "b")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(all, bodies.Names()); diff != "" {
		t.Error(diff)
	}
	putsBefore, getsBefore := bodies.Calls()
	read(t, l, "a")
	if puts, gets := bodies.Calls(); puts != putsBefore || gets != getsBefore+1 {
		t.Errorf("one practice took %d puts and %d gets", puts-putsBefore, gets-getsBefore)
	}
}

// TestBodiesCannotBeStored: a change stands although its copies fail, and is read from its entry.
func TestBodiesCannotBeStored(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	bodies, journal := s.Database.Bodies, s.Database.Journal
	bodies.Fail(librarytest.ErrCut)
	face := publish(t, l, librarytest.NewSubmission("new"))
	_, err := l.Practice(t.Context(), library.Anonymous(), face.ID)
	wantRefusal(t, err, library.CodeUnavailable, "")
	_, err = l.Publish(t.Context(), library.Operator(), revision(face, "en", "Next", 1))
	wantRefusal(t, err, library.CodeUnavailable, "") // the face of before cannot be read
	bodies.Fail(nil)
	if got := read(t, l, face.ID); got.Title(nil).Value != "new" {
		t.Errorf("got %+v", got)
	}

	bodies.Lose()
	journal.FailReads(func(uint64) error { return librarytest.ErrCut })
	_, err = l.Practice(t.Context(), library.Anonymous(), "a")
	wantRefusal(t, err, library.CodeUnavailable, "")
	journal.FailReads(nil)
	read(t, l, "a")
}

// readOnlyBodies can be read and takes nothing.
type readOnlyBodies struct{ library.Bodies }

func (readOnlyBodies) PutBodies(context.Context, uint64, []library.Practice) error {
	return librarytest.ErrCut
}

func TestBodiesReadOnly(t *testing.T) {
	s := librarytest.NewDatabase().NewServer()
	ports := s.Ports()
	ports.Bodies = readOnlyBodies{ports.Bodies}
	l, err := library.Open(t.Context(), ports)
	if err != nil {
		t.Fatal(err)
	}
	imports(t, l, librarytest.NewBundle("1", librarytest.NewRecord("a", "A")))
	if face := read(t, l, "a"); face.Title(nil).Value != "A" {
		t.Errorf("got %+v", face)
	}
}

func TestManyReadersOfOneMissingBody(t *testing.T) {
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
	s.Database.Bodies.Lose()
	done := make(chan string)
	for range 8 {
		go func() {
			face, err := l.Practice(t.Context(), library.Anonymous(), "a")
			done <- fmt.Sprint(face != nil && face.Slug == "a", err)
		}()
	}
	for range 8 {
		if got := <-done; got != "true <nil>" {
			t.Error(got)
		}
	}
}
