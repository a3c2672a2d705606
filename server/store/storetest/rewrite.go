package storetest

import (
	"context"
	"encoding/json"
	"sync"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

func testRewrite(t *testing.T, open Open) {
	j, _ := open(t)
	wantError(t, j.Rewrite(t.Context(), entry(1)), library.ErrNoEntry)
	fill(t, j, 1, 3)
	emptied := entry(2)
	emptied.Payload = json.RawMessage(`{"scrubbed":{"p2":3},"practice":{}}`)
	other, _ := open(t)
	for _, j := range []library.Journal{j, other, j} {
		if err := j.Rewrite(t.Context(), emptied); err != nil {
			t.Fatal(err)
		}
	}
	got, err := read(t, other, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, []library.Entry{entry(1), emptied, entry(3)}, got)
	if id, err := j.EntryUUID(t.Context(), 2); id != uuid(2) || err != nil {
		t.Error(id, err)
	}
	wantError(t, j.Append(t.Context(), entry(2)), library.ErrNumberTaken)
	fill(t, j, 4, 4)
}

// testReplaceBodies: what is left of a body stays, whoever puts the old one afterwards or at the same time.
func testReplaceBodies(t *testing.T, open Open) {
	_, a := open(t)
	_, b := open(t)
	left := face("p1", 1)
	left.Texts, left.Sections, left.Scrubbed = left.Texts[:1], nil, 9
	draft := library.DraftRef{Practice: "p1", Language: "pl"}
	said := library.DraftContent{Words: library.Words{Language: "pl", Title: "Ogrody"}}
	nothing := library.DraftContent{Words: library.Words{Language: "pl"}, Scrubbed: 9}
	for number := uint64(1); number <= 6; number++ {
		if number%2 == 0 { // otherwise it is missing
			put(t, a, number, face("p1", 1))
			must(t, a.PutDraft(t.Context(), draft, number, &said))
		}
		var running sync.WaitGroup
		for _, bodies := range []library.Bodies{a, b, a, b} {
			running.Go(func() { must(t, bodies.ReplaceBody(t.Context(), number, &left)) })
			running.Go(func() { must(t, bodies.ReplaceDraft(t.Context(), draft, number, &nothing)) })
			running.Go(func() { must(t, bodies.PutBodies(t.Context(), number, []library.Practice{face("p1", 1)})) })
			running.Go(func() { must(t, bodies.PutDraft(t.Context(), draft, number, &said)) })
		}
		running.Wait()
		put(t, a, number, face("p1", 1))
		wantSame(t, left, body(t, b, "p1", number))
		got, err := b.Draft(t.Context(), draft, number)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, nothing, *got)
	}
}

func testKeys(t *testing.T, open Open) {
	_, b := open(t)
	want := map[library.BodyKey]bool{}
	for n := uint64(1); n <= 70; n++ {
		put(t, b, n, face("p1", 1))
		must(t, b.PutDraft(t.Context(), library.DraftRef{Practice: "p1", Language: "pt-BR"}, n, &library.DraftContent{}))
		want[library.BodyKey{Practice: "p1", Number: n}] = true
		want[library.BodyKey{Practice: "p1", Language: "pt-BR", Number: n}] = true
	}
	got := map[library.BodyKey]bool{}
	for key, err := range b.Keys(t.Context()) {
		must(t, err)
		got[key] = true
	}
	wantSame(t, want, got)
	for _, err := range b.Keys(t.Context()) {
		must(t, err)
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range b.Keys(ctx) {
		if library.CodeOf(err) != library.CodeUnavailable {
			t.Errorf("with no time left: %v", err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
