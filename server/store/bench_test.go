package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// payloadLikeAPractice has as many fields and bytes as the publication of one practice: to FerretDB a field costs more
// than a kilobyte.
func payloadLikeAPractice() json.RawMessage {
	text := strings.Repeat("Lorem ipsum dolor sit amet. ", 25)
	section := `{"kind":"CHALLENGE","markdown":"` + text + `"}`
	return json.RawMessage(`{"face":{"id":"p1","slug":"jardins","version":1,"themes":["food","water"],"period":{"start":"2019","state":"RUNNING"},` +
		`"texts":[{"language":"en","title":"Gardens","summary":"` + text + `","origin":"ORIGINAL","revision":1}],` +
		`"organisations":[{"name":"City","role":"LEAD"}],"sections":{"en":[` + section + `,` + section + `,` + section + `]},` +
		`"sources":[{"url":"https://example.org","supports":"all"},{"url":"https://example.org/2","supports":"all"}]}}`)
}

func filled(b *testing.B, entries uint64) *Store {
	b.Helper()
	s, err := Open(b.Context(), withDatabase(engineUnderTest.URI(), newDatabase()), Options{Ensured: engineUnderTest.EnsureIndexes})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.database.Drop(context.Background()); _ = s.Close(context.Background()) })
	payload := payloadLikeAPractice()
	for n := uint64(1); n <= entries; n++ {
		if err := s.Append(b.Context(), library.Entry{Number: n, UUID: "u", Payload: payload}); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

func BenchmarkAppend(b *testing.B) {
	s, payload, n := filled(b, 0), payloadLikeAPractice(), uint64(0)
	for b.Loop() {
		n++
		if err := s.Append(b.Context(), library.Entry{Number: n, UUID: "u", Payload: payload}); err != nil {
			b.Fatal(err)
		}
	}
}

const benchEntries = 3000

func BenchmarkEntry(b *testing.B) {
	s, n := filled(b, benchEntries), uint64(0)
	for b.Loop() {
		if _, err := s.Entry(b.Context(), n%benchEntries+1); err != nil {
			b.Fatal(err)
		}
		n += 7
	}
}

func BenchmarkEntryAbsent(b *testing.B) {
	s := filled(b, benchEntries)
	for b.Loop() {
		if _, err := s.Entry(b.Context(), benchEntries+1); !errors.Is(err, library.ErrNoEntry) {
			b.Fatal(err)
		}
	}
}

func BenchmarkSince(b *testing.B) {
	s := filled(b, benchEntries)
	for b.Loop() {
		for _, err := range s.Since(b.Context(), 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*benchEntries), "µs/entry")
}
