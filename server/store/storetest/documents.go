package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// note is a document with something in every kind of field.
type note struct {
	Text   string         `json:"text"`
	Number int64          `json:"number"`
	List   []string       `json:"list"`
	Inner  map[string]any `json:"inner"`
}

func newNote(text string) note {
	return note{text, 1 << 60, []string{"a", "„ź“"}, map[string]any{"a.b": true, "$c": nil}}
}

// documents opens another store of the same library.
func documents(t *testing.T, open Open) library.Documents {
	t.Helper()
	store, _ := open(t)
	d, ok := store.(library.Documents)
	if !ok {
		t.Fatal("this store keeps no documents")
	}
	return d
}

func wantNote(t *testing.T, d library.Documents, key, text string) {
	t.Helper()
	var got note
	if err := d.Find(t.Context(), library.CollectionLinks, key, &got); err != nil {
		t.Fatal(err)
	}
	wantSame(t, newNote(text), got)
}

func testDocuments(t *testing.T, open Open) {
	a, b := documents(t, open), documents(t, open)
	ctx, links := t.Context(), library.CollectionLinks
	var into note
	wantError(t, a.Find(ctx, links, "k", &into), library.ErrNoDocument)
	wantError(t, a.Replace(ctx, links, "k", newNote("x")), library.ErrNoDocument)
	wantError(t, a.Insert(ctx, links, "k", newNote("one")), nil)
	wantError(t, b.Insert(ctx, links, "k", newNote("two")), library.ErrKeyTaken)
	wantError(t, b.Find(ctx, library.CollectionTokens, "k", &into), library.ErrNoDocument)
	wantNote(t, b, "k", "one")
	wantError(t, b.Replace(ctx, links, "k", newNote("three")), nil)
	wantNote(t, a, "k", "three")
	for i, want := range []bool{true, false} {
		if done, err := a.Delete(ctx, links, "k"); err != nil || done != want {
			t.Errorf("delete %d: %v, %v", i, done, err)
		}
	}
	wantError(t, b.Find(ctx, links, "k", &into), library.ErrNoDocument)
	for _, bad := range []any{[]string{"a"}, "text", map[string]any{"_id": 1}} {
		if code := library.CodeOf(a.Insert(ctx, links, "bad", bad)); code != library.CodeInternal {
			t.Errorf("%v: %s", bad, code)
		}
	}
}

// testDocumentRaces: of many at once on two servers one inserts, and one deletes.
func testDocumentRaces(t *testing.T, open Open) {
	a, b := documents(t, open), documents(t, open)
	for round := range 10 {
		key := fmt.Sprint("race-", round)
		var inserted, deleted atomic.Int64
		var all sync.WaitGroup
		each := func(do func(library.Documents)) {
			for i := range 8 {
				all.Go(func() { do([]library.Documents{a, b}[i%2]) })
			}
			all.Wait()
		}
		each(func(d library.Documents) {
			if d.Insert(t.Context(), library.CollectionClaims, key, struct{}{}) == nil {
				inserted.Add(1)
			}
		})
		each(func(d library.Documents) {
			if done, err := d.Delete(t.Context(), library.CollectionClaims, key); done && err == nil {
				deleted.Add(1)
			}
		})
		if inserted.Load() != 1 || deleted.Load() != 1 {
			t.Errorf("round %d: %d inserted, %d deleted", round, inserted.Load(), deleted.Load())
		}
	}
}

func testAllDocuments(t *testing.T, open Open) {
	d := documents(t, open)
	const many = 150
	for i := range many {
		wantError(t, d.Insert(t.Context(), library.CollectionAccounts, fmt.Sprint("k", i), newNote(fmt.Sprint(i))), nil)
	}
	seen := map[string]bool{}
	for document, err := range d.All(t.Context(), library.CollectionAccounts) {
		if err != nil {
			t.Fatal(err)
		}
		var got note
		wantError(t, json.Unmarshal(document.Value, &got), nil)
		wantSame(t, newNote(document.Key[1:]), got)
		seen[document.Key] = true
	}
	if len(seen) != many {
		t.Errorf("%d of %d", len(seen), many)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range d.All(ctx, library.CollectionAccounts) {
		wantError(t, err, context.Canceled)
	}
}
