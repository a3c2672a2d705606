package storetest

import (
	"context"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

func testSince(t *testing.T, open Open) {
	j, _ := open(t)
	if got, err := read(t, j, 0); err != nil || len(got) != 0 {
		t.Fatalf("an empty journal gave %v, %v", got, err)
	}
	const last = 12
	fill(t, j, 1, last)
	for after := uint64(0); after <= last; after++ {
		got, err := read(t, j, after)
		if err != nil {
			t.Fatalf("since %d: %v", after, err)
		}
		wantEntries(t, got, after+1, last)
	}
}

func testSinceHole(t *testing.T, open Open) {
	j, _ := open(t)
	fill(t, j, 1, 4)
	fill(t, j, 6, 8)
	for after := uint64(0); after <= 4; after++ {
		got, err := read(t, j, after)
		wantError(t, err, library.ErrNoEntry)
		wantEntries(t, got, after+1, 4)
	}
	got, err := read(t, j, 5)
	if err != nil {
		t.Fatal(err)
	}
	wantEntries(t, got, 6, 8)
	fill(t, j, 5, 5) // out of order, which no writer does, but a copy might
	got, err = read(t, j, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantEntries(t, got, 1, 8)
}

// testSinceMany reads more than any engine gives at once.
func testSinceMany(t *testing.T, open Open) {
	j, _ := open(t)
	const last = 450
	fill(t, j, 1, last)
	for _, after := range []uint64{0, 300} {
		got, err := read(t, j, after)
		if err != nil {
			t.Fatal(err)
		}
		wantEntries(t, got, after+1, last)
	}
}

// testSinceLarge lets some large entries come after many small ones.
func testSinceLarge(t *testing.T, open Open) {
	j, _ := open(t)
	const small, last = 60, 63
	fill(t, j, 1, small)
	for n := uint64(small + 1); n <= last; n++ {
		e := entry(n)
		e.Payload = payloadOf(2 << 20)
		if err := j.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := read(t, j, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantEntries(t, got[:small], 1, small)
	for i, e := range got[small:] {
		if e.Number != small+1+uint64(i) || string(e.Payload) != string(payloadOf(2<<20)) {
			t.Errorf("entry %d came as %d with %d bytes", small+1+i, e.Number, len(e.Payload))
		}
	}
	if len(got) != last {
		t.Errorf("got %d entries, want %d", len(got), last)
	}
}

func testSinceStopped(t *testing.T, open Open) {
	j, _ := open(t)
	fill(t, j, 1, 40)
	for _, after := range []uint64{0, 5} {
		seq := j.Since(t.Context(), after)
		for range 2 { // a sequence can be read again from its beginning
			next := after
			for e, err := range seq {
				if next++; err != nil || e.Number != next {
					t.Fatalf("got entry %d, %v; want %d", e.Number, err, next)
				}
				if next == after+3 {
					break
				}
			}
		}
	}
}

func testSinceCancelled(t *testing.T, open Open) {
	j, _ := open(t)
	fill(t, j, 1, 120)
	for _, after := range []uint64{0, 60} {
		wantError(t, readCancelled(t, j, after), context.Canceled)
	}
	got, err := read(t, j, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantEntries(t, got, 1, 120)
}

// readCancelled ends the context at the first entry and gives the error that comes last.
func readCancelled(t *testing.T, j library.Journal, after uint64) (last error) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, err := range j.Since(ctx, after) {
		cancel()
		last = err
	}
	return last
}

// testSinceWhileWriting reads again and again what another store is adding: never a gap, never less than before.
func testSinceWhileWriting(t *testing.T, open Open) {
	a, _ := open(t)
	b, _ := open(t)
	const last = 150
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := uint64(1); n <= last; n++ {
			if err := a.Append(t.Context(), entry(n)); err != nil {
				t.Errorf("appending entry %d: %v", n, err)
				return
			}
		}
	}()
	known := 0
	for writing := true; writing; {
		select {
		case <-done:
			writing = false
		default:
		}
		got, err := read(t, b, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) < known {
			t.Fatalf("got %d entries after %d", len(got), known)
		}
		known = len(got)
		if rest, err := read(t, b, uint64(known/2)); err != nil || len(rest) < known-known/2 {
			t.Fatalf("got %d of %d entries, %v", len(rest), known-known/2, err)
		}
	}
	if known != last {
		t.Errorf("got %d entries, want %d", known, last)
	}
}
