package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// face makes a practice with something in every kind of field. It is written as JSON, the form in which it is kept.
func face(id library.ID, version int) library.Practice {
	text := fmt.Sprintf(`{
		"id": %q, "slug": "ogrody-społeczne", "version": %d, "visibility": "PUBLIC", "original": "pl",
		"texts": [
			{"language": "pl", "title": "Ogrody „Źdźbło”", "summary": "Ławki & <b>", "origin": "ORIGINAL", "revision": 3},
			{"language": "pt-BR", "title": "Hortas 🌳", "summary": "", "origin": "MACHINE", "revision": 1, "sourceRevision": 2}
		],
		"territory": "Q1799", "themes": ["food"], "tags": ["a.b", "$c"],
		"organisations": [{"name": "Fundacja", "role": "LEAD"}],
		"period": {"start": "2018-09", "state": "RUNNING", "pilot": true}, "confidence": "HIGH",
		"licence": "https://creativecommons.org/licenses/by/4.0/", "provenance": {"kind": "CONTRIBUTED"},
		"publishedAt": "2023-05-17T08:30:00Z", "updatedAt": "2023-05-18T08:30:00.5Z", "lastCheckedAt": "2024-01-01T00:00:00Z",
		"sections": {
			"pl": [{"kind": "CHALLENGE", "markdown": "# Wyzwanie\n\n* *a*"}, {"kind": "RESULTS", "markdown": ""}],
			"pt-BR": [{"kind": "APPROACH", "markdown": "a.b"}]
		},
		"sources": [{"url": "https://example.org/?a=b&c=%%20", "supports": "all"}]
	}`, id, version)
	var p library.Practice
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		panic(err)
	}
	return p
}

// body reads a body that must be there.
func body(t *testing.T, b library.Bodies, id library.ID, number uint64) library.Practice {
	t.Helper()
	got, err := b.Body(t.Context(), id, number)
	if err != nil {
		t.Fatalf("%s@%d: %v", id, number, err)
	}
	return *got
}

func put(t *testing.T, b library.Bodies, number uint64, faces ...library.Practice) {
	t.Helper()
	if err := b.PutBodies(t.Context(), number, faces); err != nil {
		t.Fatal(err)
	}
}

func testBodies(t *testing.T, open Open) {
	_, b := open(t)
	_, err := b.Body(t.Context(), "p1", 1)
	wantError(t, err, library.ErrNoBody)
	put(t, b, 1)
	put(t, b, 1, face("p1", 1), face("p2", 1))
	put(t, b, 12, face("p1", 2))
	wantSame(t, face("p1", 1), body(t, b, "p1", 1))
	wantSame(t, face("p2", 1), body(t, b, "p2", 1))
	wantSame(t, face("p1", 2), body(t, b, "p1", 12))
	for _, missing := range []struct {
		id     library.ID
		number uint64
	}{{"p1", 2}, {"p2", 12}, {"p", 1}, {"", 1}, {"p1@000000000001", 1}} {
		_, err := b.Body(t.Context(), missing.id, missing.number)
		wantError(t, err, library.ErrNoBody)
	}

	changed, err := b.Body(t.Context(), "p1", 1)
	if err != nil {
		t.Fatal(err)
	}
	changed.Texts[0].Title, changed.Sections["pl"] = "changed", nil
	wantSame(t, face("p1", 1), body(t, b, "p1", 1))
}

// testBodiesTwice puts again what is there, alone, with others, and from a second store: what was first stays.
func testBodiesTwice(t *testing.T, open Open) {
	_, a := open(t)
	_, b := open(t)
	put(t, a, 7, face("p1", 1))
	put(t, a, 7, face("p1", 1))
	put(t, b, 7, face("p0", 5), face("p1", 9), face("p2", 6), face("p1", 9))
	wantSame(t, face("p1", 1), body(t, b, "p1", 7))
	wantSame(t, face("p0", 5), body(t, a, "p0", 7))
	wantSame(t, face("p2", 6), body(t, a, "p2", 7))
}

// testBodiesMany stores what one import may bring.
func testBodiesMany(t *testing.T, open Open) {
	_, b := open(t)
	const many = 230
	faces := make([]library.Practice, many)
	for i := range faces {
		faces[i] = face(library.ID(fmt.Sprintf("p%d", i)), i)
	}
	faces[5].Sections["pl"][0].Markdown = strings.Repeat("Dużo tekstu. ", 200_000)
	put(t, b, 1, faces[100:110]...)
	put(t, b, 1, faces...)
	for _, i := range []int{0, 5, 6, 99, 100, 109, 110, many - 1} {
		wantSame(t, faces[i], body(t, b, faces[i].ID, 1))
	}
}

func testBodiesCancelled(t *testing.T, open Open) {
	_, b := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantError(t, b.PutBodies(ctx, 1, []library.Practice{face("p1", 1)}), context.Canceled)
	_, err := b.Body(ctx, "p1", 1)
	wantError(t, err, context.Canceled)
	put(t, b, 1, face("p1", 1))
}

// draft makes what a draft says, with something in every kind of field.
func draft(title string) *library.DraftContent {
	text := fmt.Sprintf(`{
		"words": {"language": "pl", "title": %q, "summary": "Ławki & <b>", "endReason": "Koniec",
			"sections": [{"kind": "CHALLENGE", "markdown": "# Wyzwanie\n\n* *a*"}]},
		"facts": {"territory": "Q1799", "themes": [], "tags": ["a.b", "$c"], "period": {"state": "UNKNOWN"},
			"confidence": "LOW", "licence": "https://creativecommons.org/licenses/by/4.0/", "visibility": "NETWORK"},
		"sources": [{"url": "https://example.org/?a=b", "supports": "all"}]
	}`, title)
	var c library.DraftContent
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		panic(err)
	}
	return &c
}

// testDrafts stores what drafts say under practice, language and number, apart from what is published. What was first
// under a key stays.
func testDrafts(t *testing.T, open Open) {
	_, a := open(t)
	_, b := open(t)
	polish, dutch := library.DraftRef{Practice: "p1", Language: "pl"}, library.DraftRef{Practice: "p1", Language: "nl"}
	put(t, a, 3, face("p1", 1))
	putDraft := func(b library.Bodies, ref library.DraftRef, number uint64, title string) {
		t.Helper()
		if err := b.PutDraft(t.Context(), ref, number, draft(title)); err != nil {
			t.Fatal(err)
		}
	}
	want := func(ref library.DraftRef, number uint64, title string) {
		t.Helper()
		got, err := b.Draft(t.Context(), ref, number)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(draft(title), got); diff != "" {
			t.Error(diff)
		}
	}
	putDraft(a, polish, 3, "Źdźbło")
	putDraft(a, polish, 4, "Drugie")
	putDraft(a, dutch, 3, "Halm")
	putDraft(b, polish, 3, "later, and so in vain")
	want(polish, 3, "Źdźbło")
	want(polish, 4, "Drugie")
	want(dutch, 3, "Halm")
	wantSame(t, face("p1", 1), body(t, b, "p1", 3))
	for _, ref := range []library.DraftRef{{Practice: "p1", Language: "fr"}, {Practice: "p2", Language: "pl"}, {}} {
		_, err := b.Draft(t.Context(), ref, 3)
		wantError(t, err, library.ErrNoBody)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantError(t, a.PutDraft(ctx, polish, 9, draft("never")), context.Canceled)
	_, err := b.Draft(ctx, polish, 3)
	wantError(t, err, context.Canceled)
}
