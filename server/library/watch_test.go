package library_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestSilentDatabase loses the database and gets it back: Ready knows within two seconds, and readers do not wait.
func TestSilentDatabase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
		a := l.CardBySlug(library.Operator(), "a")
		go l.Watch(t.Context())
		for _, hangs := range []bool{false, true} {
			s.Database.Journal.Silence(hangs)
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if err := l.Ready(); !errors.Is(err, library.ErrSilent) {
				t.Errorf("ready: %v", err)
			}
			_, gets := s.Database.Bodies.Calls()
			if _, err := l.Practice(t.Context(), library.Operator(), a.ID); library.CodeOf(err) != library.CodeUnavailable {
				t.Errorf("a body gave %v", err)
			}
			if _, after := s.Database.Bodies.Calls(); after != gets {
				t.Error("the silent database was asked for a body")
			}
			if list, err := l.Practices(library.Operator(), library.Query{}); err != nil || list.Total != 1 {
				t.Errorf("a list gave %v", err)
			}
			s.Database.Journal.Speak()
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if err := l.Ready(); err != nil {
				t.Errorf("after it came back: %v", err)
			}
			read(t, l, "a")
		}
	})
}

// TestOneLostPing is no reason to take a server out of service.
func TestOneLostPing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"))
		go l.Watch(t.Context())
		for range 100 {
			s.Database.Journal.LosePing()
			time.Sleep(100 * time.Millisecond)
			synctest.Wait()
			if err := l.Ready(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
