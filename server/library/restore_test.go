package library_test

import (
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// lived is a library in which everything happened once.
func lived(t *testing.T) (*library.Library, *librarytest.Server) {
	t.Helper()
	l, s := librarytest.Open(t, librarytest.NewRecord("a", "A"), librarytest.NewRecord("b", "B"))
	face := publish(t, l, librarytest.NewSubmission("c"))
	publish(t, l, revision(face, "en", "C again", 1))
	if err := l.Withdraw(t.Context(), library.Operator(), "a", 0, library.WithdrawnByOwner, ""); err != nil {
		t.Fatal(err)
	}
	return l, s
}

func each(entries []library.Entry) iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// kept are documents that stand beside a history.
var kept = []library.Document{
	{Collection: library.CollectionAccounts, Key: "a", Value: json.RawMessage(`{"email":"a@example.org","name":"<A> & B"}`)},
	{Collection: library.CollectionPasswords, Key: "p", Value: json.RawMessage(`{"account":"a","hash":"$argon2id$"}`)},
	{Collection: library.CollectionConcerns, Key: "c", Value: json.RawMessage(`{"text":"a\u2028b"}`)},
}

func beside(documents []library.Document) iter.Seq2[library.Document, error] {
	return func(yield func(library.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// wantKept makes sure that a database holds the kept documents, and no others.
func wantKept(t *testing.T, d *librarytest.Documents) {
	t.Helper()
	n := 0
	for _, c := range library.Collections {
		n += d.Keys(c)
	}
	if n != len(kept) {
		t.Errorf("%d documents", n)
	}
	for _, k := range kept {
		var got, want any
		err := d.Find(t.Context(), k.Collection, k.Key, &got)
		if err = errors.Join(err, json.Unmarshal(k.Value, &want)); err != nil || !cmp.Equal(want, got) {
			t.Errorf("%s: %v, %v", k.Key, got, err)
		}
	}
}

func TestRestoreMakesTheSameLibrary(t *testing.T) {
	l, s := lived(t)
	d := librarytest.NewDatabase()
	target := librarytest.NewTarget(d)
	mark, err := library.Restore(t.Context(), target, "seal", library.History(t.Context(), s.Database.Journal), beside(kept))
	if err != nil {
		t.Fatal(err)
	}
	if mark != l.Mark() || target.Seal != "" {
		t.Errorf("%v, %q", mark, target.Seal)
	}
	if diff := cmp.Diff(s.Database.Journal.Entries(), d.Journal.Entries()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(s.Database.Bodies.Names(), d.Bodies.Names()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(l.Dump(), open(t, d.NewServer()).Dump()); diff != "" {
		t.Error(diff)
	}
	wantKept(t, d.Documents)
}

// TestRestoreCutAnywhere: whatever write is the last, the database stays marked, and the same restore finishes it.
func TestRestoreCutAnywhere(t *testing.T) {
	_, s := lived(t)
	want := s.Database.Journal.Entries()
	for left := 0; ; left++ {
		d := librarytest.NewDatabase()
		target := librarytest.NewTarget(d)
		target.Left = left
		_, err := library.Restore(t.Context(), target, "seal", each(want), beside(kept))
		if err == nil {
			if left < len(want)+len(kept) {
				t.Errorf("%d writes were enough", left)
			}
			return
		}
		written := len(d.Journal.Entries()) > 0
		if !errors.Is(err, librarytest.ErrCut) || written && target.Seal == "" {
			t.Fatalf("after %d writes: %v, %q", left, err, target.Seal)
		}
		target.Left = -1
		if written {
			_, err = library.Restore(t.Context(), target, "another", each(want), beside(kept))
			wantRefusal(t, err, library.CodeBadInput, "")
		}
		if _, err = library.Restore(t.Context(), target, "seal", each(want), beside(kept)); err != nil || target.Seal != "" {
			t.Fatalf("not finished after %d writes: %v", left, err)
		}
		wantKept(t, d.Documents)
		if diff := cmp.Diff(want, d.Journal.Entries()); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(s.Database.Bodies.Names(), d.Bodies.Names()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// broken lists histories that no library has, each with a word of what is said of it.
func broken(whole []library.Entry) map[string]struct {
	entries []library.Entry
	want    string
} {
	altered := func(i int, alter func(*library.Entry)) []library.Entry {
		entries := slices.Clone(whole)
		alter(&entries[i])
		return entries
	}
	return map[string]struct {
		entries []library.Entry
		want    string
	}{
		"nothing":        {nil, "no library"},
		"a gap":          {slices.Delete(slices.Clone(whole), 2, 3), "damaged at entry 3"},
		"no beginning":   {whole[1:], "damaged at entry 1"},
		"another before": {altered(3, func(e *library.Entry) { e.Previous = "x" }), "damaged at entry 4"},
		"no UUID":        {altered(len(whole)-1, func(e *library.Entry) { e.UUID = "" }), "no UUID"},
		"a newer form":   {altered(2, func(e *library.Entry) { e.Schema = 99 }), "cannot read it"},
		"an unknown type": {
			altered(2, func(e *library.Entry) { e.Type = "practice.sung" }), "cannot read it",
		},
		"a broken payload": {
			altered(2, func(e *library.Entry) { e.Payload = json.RawMessage(`{"face":7}`) }), "damaged at entry 3",
		},
		"no library": {
			altered(0, func(e *library.Entry) { e.Payload = json.RawMessage(`{}`) }), "no library begins",
		},
	}
}

func TestRestoreWritesNothingOfABrokenHistory(t *testing.T) {
	_, s := lived(t)
	for name, c := range broken(s.Database.Journal.Entries()) {
		t.Run(name, func(t *testing.T) {
			d := librarytest.NewDatabase()
			target := librarytest.NewTarget(d)
			_, err := library.Restore(t.Context(), target, "seal", each(c.entries), beside(kept))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, and not: %s", err, c.want)
			}
			if target.Left != -1 || target.Seal != "" || len(d.Journal.Entries()) > 0 {
				t.Error("something was written")
			}
		})
	}
}

// TestRestoreWritesNothingOfBrokenDocuments: nor of a history beside which something stands that nobody can read.
func TestRestoreWritesNothingOfBrokenDocuments(t *testing.T) {
	_, s := lived(t)
	cut := errors.New("cut")
	good := func(alter func(*library.Document)) library.Document {
		d := kept[0]
		alter(&d)
		return d
	}
	for name, c := range map[string]struct {
		document library.Document
		err      error
	}{
		"a session": {good(func(d *library.Document) { d.Collection = library.CollectionSessions }), nil},
		"no key":    {good(func(d *library.Document) { d.Key = "" }), nil},
		"a list":    {good(func(d *library.Document) { d.Value = json.RawMessage(`[]`) }), nil},
		"null":      {good(func(d *library.Document) { d.Value = json.RawMessage(`null`) }), nil},
		"no JSON":   {good(func(d *library.Document) { d.Value = json.RawMessage(`{`) }), nil},
		"an error":  {library.Document{}, cut},
	} {
		t.Run(name, func(t *testing.T) {
			target := librarytest.NewTarget(librarytest.NewDatabase())
			_, err := library.Restore(t.Context(), target, "seal", each(s.Database.Journal.Entries()), func(yield func(library.Document, error) bool) {
				_ = yield(kept[1], nil) && yield(c.document, c.err)
			})
			if c.err != nil && !errors.Is(err, c.err) || c.err == nil && library.CodeOf(err) != library.CodeBadInput {
				t.Error(err)
			}
			if target.Left != -1 || target.Seal != "" {
				t.Error("something was written")
			}
		})
	}
}

// TestRestoreBesideDocuments: a database in which only an account lies is not empty.
func TestRestoreBesideDocuments(t *testing.T) {
	_, s := lived(t)
	for _, c := range library.Collections {
		d := librarytest.NewDatabase()
		must(t, d.Documents.Insert(t.Context(), c, "k", struct{}{}))
		_, err := library.Restore(t.Context(), librarytest.NewTarget(d), "seal", each(s.Database.Journal.Entries()), beside(kept))
		wantRefusal(t, err, library.CodeBadInput, "")
	}
}

// TestRestoreMeetsAnotherDocument: what somebody else wrote under a key of ours is never taken for ours.
func TestRestoreMeetsAnotherDocument(t *testing.T) {
	_, s := lived(t)
	d := librarytest.NewDatabase()
	must(t, d.Documents.Insert(t.Context(), kept[0].Collection, kept[0].Key, map[string]string{"email": "b@example.org"}))
	target := librarytest.NewTarget(d)
	target.Seal = "seal"
	_, err := library.Restore(t.Context(), target, "seal", each(s.Database.Journal.Entries()), beside(kept))
	wantRefusal(t, err, library.CodeInternal, "")
	if target.Seal == "" {
		t.Error("the database is no longer marked")
	}
}

func TestRestoreIntoALibrary(t *testing.T) {
	_, s := lived(t)
	_, other := librarytest.OpenEmpty(t)
	_, err := library.Restore(t.Context(), librarytest.NewTarget(other.Database), "seal", each(s.Database.Journal.Entries()), beside(kept))
	wantRefusal(t, err, library.CodeBadInput, "")
	if n := len(other.Database.Journal.Entries()); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// TestRestoreMeetsAWriter: an entry of somebody else under a number of ours is never built upon.
func TestRestoreMeetsAWriter(t *testing.T) {
	_, s := lived(t)
	d := librarytest.NewDatabase()
	foreign := s.Database.Journal.Entries()[1]
	foreign.UUID = "foreign"
	d.Journal.Put(foreign)
	target := librarytest.NewTarget(d)
	target.Seal = "seal"
	_, err := library.Restore(t.Context(), target, "seal", each(s.Database.Journal.Entries()), beside(kept))
	wantRefusal(t, err, library.CodeInternal, "")
	if target.Seal == "" {
		t.Error("the database is no longer marked")
	}
}

func examine(t *testing.T, s *librarytest.Server) *library.Examination {
	t.Helper()
	x, err := library.Examine(t.Context(), s.Database.Journal, s.Database.Bodies, s.Database.Documents, s.Saver)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestExamineAWholeLibrary(t *testing.T) {
	l, s := lived(t)
	for range 2 { // before it was saved and after
		x := examine(t, s)
		if len(x.Findings) > 0 || x.Mark != l.Mark() || x.Practices != 2 || x.Bodies != 4 {
			t.Errorf("%+v", x)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	publish(t, l, librarytest.NewSubmission("later"))
	if x := examine(t, s); len(x.Findings) > 0 {
		t.Errorf("%q", x.Findings)
	}
}

func wantFinding(t *testing.T, x *library.Examination, want string) {
	t.Helper()
	if len(x.Findings) != 1 || !strings.Contains(x.Findings[0], want) {
		t.Errorf("%q, and not: %s", x.Findings, want)
	}
}

func TestExamineABrokenJournal(t *testing.T) {
	_, s := lived(t)
	for name, c := range broken(s.Database.Journal.Entries()) {
		t.Run(name, func(t *testing.T) {
			other := librarytest.NewDatabase()
			other.Bodies = s.Database.Bodies
			other.Journal.Replace(c.entries...)
			wantFinding(t, examine(t, other.NewServer()), strings.Replace(c.want, "damaged at entry 3: entry 4", "damaged", 1))
		})
	}
}

func TestExamineBodies(t *testing.T) {
	l, s := lived(t)
	bodies := s.Database.Bodies
	bodies.Lose()
	if x := examine(t, s); len(x.Findings) != 0 || x.Bodies != 0 || x.Unstored != 2 {
		t.Errorf("%+v", x)
	}
	for _, slug := range []string{"b", "c"} {
		if _, err := l.Practice(t.Context(), library.Operator(), l.CardBySlug(library.Operator(), slug).ID); err != nil {
			t.Fatal(err)
		}
	}
	if x := examine(t, s); len(x.Findings) > 0 || x.Unstored != 0 {
		t.Errorf("not made again: %+v", x)
	}
	bodies.Alter(bodies.Names()[0])
	wantFinding(t, examine(t, s), "is not what entry 2 published")
	bodies.Fail(librarytest.ErrCut)
	if _, err := library.Examine(t.Context(), s.Database.Journal, bodies, s.Database.Documents, s.Saver); !errors.Is(err, librarytest.ErrCut) {
		t.Error(err)
	}
}

func TestExamineSavedState(t *testing.T) {
	l, s := lived(t)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	saved := string(s.Saver.LoadState())
	s.Saver.Set([]byte(strings.ReplaceAll(saved, `"version":2,"visibility"`, `"version":7,"visibility"`)))
	wantFinding(t, examine(t, s), "is not what the journal makes of itself")
	s.Saver.Set([]byte(strings.ReplaceAll(saved, l.Mark().UUID, "other")))
	wantFinding(t, examine(t, s), "another history")
	s.Saver.Set([]byte(strings.Replace(saved, `"number":5`, `"number":50`, 1)))
	wantFinding(t, examine(t, s), "does not reach")
}
