package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

func testAppend(t *testing.T, open Open) {
	j, _ := open(t)
	_, err := j.Entry(t.Context(), 1)
	wantError(t, err, library.ErrNoEntry)
	fill(t, j, 1, 3)
	for n := uint64(1); n <= 3; n++ {
		got, err := j.Entry(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, entry(n), got)
	}
	_, err = j.Entry(t.Context(), 4)
	wantError(t, err, library.ErrNoEntry)
}

func testAppendTaken(t *testing.T, open Open) {
	j, _ := open(t)
	fill(t, j, 1, 2)
	other := entry(2)
	other.UUID, other.Payload = "another", json.RawMessage(`{"practice":"another"}`)
	for _, e := range []library.Entry{other, entry(2), entry(1)} {
		wantError(t, j.Append(t.Context(), e), library.ErrNumberTaken)
	}
	got, err := read(t, j, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantEntries(t, got, 1, 2)
}

func testAppendTwoStores(t *testing.T, open Open) {
	a, _ := open(t)
	b, _ := open(t)
	fill(t, a, 1, 1)
	fill(t, b, 2, 2)
	wantError(t, a.Append(t.Context(), entry(2)), library.ErrNumberTaken)
	fill(t, a, 3, 3)
	for _, j := range []library.Journal{a, b} {
		got, err := read(t, j, 0)
		if err != nil {
			t.Fatal(err)
		}
		wantEntries(t, got, 1, 3)
	}
}

// testAppendRaces lets writers of two stores run for every number at once.
func testAppendRaces(t *testing.T, open Open) {
	const writers, rounds = 8, 25
	a, _ := open(t)
	b, _ := open(t)
	for n := uint64(1); n <= rounds; n++ {
		var wins, losses atomic.Int32
		var running sync.WaitGroup
		for w := range writers {
			running.Go(func() {
				e := entry(n)
				e.Account = string(rune('a' + w))
				switch err := []library.Journal{a, b}[w%2].Append(t.Context(), e); {
				case err == nil:
					wins.Add(1)
				case errors.Is(err, library.ErrNumberTaken):
					losses.Add(1)
				default:
					t.Errorf("entry %d: %v", n, err)
				}
			})
		}
		running.Wait()
		if wins.Load() != 1 || losses.Load() != writers-1 {
			t.Fatalf("entry %d: %d winners and %d losers", n, wins.Load(), losses.Load())
		}
	}
	if got, err := read(t, b, 0); err != nil || len(got) != rounds {
		t.Errorf("got %d entries, %v", len(got), err)
	}
}

func testAppendFar(t *testing.T, open Open) {
	j, _ := open(t)
	for _, n := range []uint64{999_999_999_999, 1_000_000, 10} {
		fill(t, j, n, n)
		got, err := j.Entry(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, entry(n), got)
	}
	for _, n := range []uint64{0, 1_000_000_000_000} {
		if err := j.Append(t.Context(), entry(n)); err == nil {
			t.Errorf("entry %d was taken", n)
		}
		_, err := j.Entry(t.Context(), n)
		wantError(t, err, library.ErrNoEntry)
	}
}

func testAppendLarge(t *testing.T, open Open) {
	j, _ := open(t)
	for i, payload := range []json.RawMessage{
		payloadOf(library.MaxEntry),
		json.RawMessage(`[` + strings.Repeat("1,", 1_500_000) + `1]`), // as BSON values it would be no document any more
		json.RawMessage(`{"\u0000.$%":"` + strings.Repeat(`\"\u0000<é🌳 `, 200_000) + `"}`),
	} {
		e := entry(uint64(i + 1))
		e.Payload = payload
		if err := j.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		got, err := j.Entry(t.Context(), e.Number)
		if err != nil {
			t.Fatal(err)
		}
		if string(got.Payload) != string(e.Payload) {
			t.Errorf("entry %d: got %d other bytes than the %d that were stored", e.Number, len(got.Payload), len(e.Payload))
		}
		if uuid, err := j.EntryUUID(t.Context(), e.Number); err != nil || uuid != e.UUID {
			t.Errorf("entry %d: got the UUID %q, %v", e.Number, uuid, err)
		}
	}
}

// payloadOf makes a JSON object of so many bytes, of long texts, as most of a practice is.
func payloadOf(bytes int) json.RawMessage {
	record := `{"title":"Ogrody społeczne","revision":1,"markdown":"` + strings.Repeat("Lorem ipsum ", 10_000) + `"},`
	var b strings.Builder
	b.WriteString(`{"practices":[`)
	for b.Len()+2*len(record) < bytes {
		b.WriteString(record)
	}
	b.WriteString(`{}],"rest":"`)
	b.WriteString(strings.Repeat("x", bytes-b.Len()-2))
	b.WriteString(`"}`)
	return json.RawMessage(b.String())
}

func testAppendTooLarge(t *testing.T, open Open) {
	j, _ := open(t)
	long := entry(1)
	long.Payload = json.RawMessage(`"` + strings.Repeat("x", library.MaxEntry) + `"`)
	if err := j.Append(t.Context(), long); library.CodeOf(err) != library.CodeTooLarge {
		t.Errorf("got %v, want it refused as too large", err)
	}
	_, err := j.Entry(t.Context(), 1)
	wantError(t, err, library.ErrNoEntry)
}

// testAppendKeepsNothing changes what was given to a store and what came from it.
func testAppendKeepsNothing(t *testing.T, open Open) {
	j, _ := open(t)
	e := entry(1)
	if err := j.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	clear(e.Payload)
	for range 2 {
		got, err := j.Entry(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, entry(1), got)
		clear(got.Payload)
	}
}

func testAppendCancelled(t *testing.T, open Open) {
	j, _ := open(t)
	fill(t, j, 1, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantError(t, j.Append(ctx, entry(2)), context.Canceled)
	_, err := j.Entry(ctx, 1)
	wantError(t, err, context.Canceled)
	fill(t, j, 2, 2) // the store lives on
}
