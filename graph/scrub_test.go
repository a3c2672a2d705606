package graph_test

import (
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library/librarytest"
)

const historyOf = `history { nodes { kind at actor { id } scrubReason revision { id scrub { at actor { isViewer } reason } content { text { title } } } } }`

// TestScrubOverGraphQL takes a practice down for somebody's safety, and discards a draft, as partners' programs do it.
func TestScrubOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "Nobody should read this"), librarytest.NewRecord("b", "B before"))
	made := a.step("contributor", "practiceEdit", "PracticeEditInput", object{"practice": practiceID(t, a, "b"), "text": goodText})
	discarded := a.step("contributor", "practiceDiscardDraft", "DraftStepInput", object{"draft": at(made, "draft.id"), "expectedRevision": 1})
	if at(discarded, "draft.state") != "DISCARDED" {
		t.Errorf("got %v", discarded)
	}
	data, body := a.ask("contributor", `query($id: ID!) { draft(id: $id) { scrub { reason actor { isViewer } } content { text { title } facts { place } } viewerCan { scrub } } }`,
		object{"id": at(made, "draft.id")})
	if at(data, "draft.scrub.reason") != "DISCARDED" || at(data, "draft.scrub.actor.isViewer") != true || at(data, "draft.content.text.title") != "" ||
		at(data, "draft.viewerCan.scrub") != false {
		t.Errorf("got %s", body)
	}

	practice := practiceID(t, a, "a")
	revision := firstRevision(t, a, "a")
	data, body = a.ask("moderator", `mutation($input: PracticeWithdrawInput!) { practiceWithdraw(input: $input) {
		tombstone { reason practice viewerCan { scrub } `+historyOf+` } userErrors { code } } }`,
		object{"input": object{"practice": practice, "expectedVersion": 1, "reason": "SAFETY"}})
	if at(data, "practiceWithdraw.tombstone.practice") != practice || at(data, "practiceWithdraw.tombstone.viewerCan.scrub") != true ||
		strings.Contains(body, "Nobody") || !strings.Contains(body, `"kind":"SCRUBBED"`) || !strings.Contains(body, `"reason":"SAFETY"},"content":{"text":{"title":""}}`) {
		t.Errorf("got %s", body)
	}
	for _, who := range []string{"", "reader", "translator", "foreign-editor"} {
		_, body = a.ask(who, `{ tombstone(slug: "a") { reason practice viewerCan { scrub } `+historyOf+` } }`, nil)
		if strings.TrimSpace(body) != `{"data":{"tombstone":{"reason":"SAFETY","practice":null,"viewerCan":{"scrub":false},"history":{"nodes":[]}}}}` {
			t.Errorf("%s: %s", who, body)
		}
	}
	_, body = a.ask("editor", `query($id: ID!) { compareRevisions(from: $id, to: $id) { changes { part } } }`, object{"id": revision})
	if !strings.Contains(body, `"code":"SCRUBBED"`) {
		t.Errorf("got %s", body)
	}
	_, body = a.ask("editor", mutation("practiceRestore", "PracticeRestoreInput"), object{"input": object{"revision": revision}})
	if !strings.Contains(body, `"code":"SCRUBBED"`) || !strings.Contains(body, `"field":["revision"]`) {
		t.Errorf("got %s", body)
	}
}

func firstRevision(t *testing.T, a *api, slug string) any {
	t.Helper()
	data, body := a.ask("editor", `query($slug: String!) { practice(by: { slug: $slug }) { history { nodes { revision { id } } } } }`, object{"slug": slug})
	nodes, _ := at(data, "practice.history.nodes").([]any)
	if len(nodes) == 0 {
		t.Fatal(body)
	}
	return at(nodes[len(nodes)-1], "revision.id")
}

// TestPracticeScrubOverGraphQL scrubs what a practice said before, and is refused where it has to be.
func TestPracticeScrubOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("b", "B before"))
	practice := practiceID(t, a, "b")
	made := a.step("contributor", "practiceEdit", "PracticeEditInput", object{"practice": practice, "text": goodText})
	draft := at(made, "draft.id")
	a.step("contributor", "practiceSubmit", "PracticeSubmitInput", object{"draft": draft, "expectedRevision": 1})
	a.step("editor", "practicePublish", "DraftStepInput", object{"draft": draft, "expectedRevision": 2})
	const scrub = `mutation($input: PracticeScrubInput!) { practiceScrub(input: $input) { isScrubbed entries userErrors { code field } } }`
	good := func(changes object) object {
		input := object{"practice": practice, "expectedVersion": 2, "reason": "RIGHTS"}
		for field, value := range changes {
			input[field] = value
		}
		return object{"input": input}
	}
	for want, c := range map[string]struct {
		account string
		input   object
	}{
		`"code":"FORBIDDEN"`: {"editor", good(nil)},
		`"code":"REVISION_CONFLICT","field":["expectedVersion"]`: {"moderator", good(object{"expectedVersion": 1})},
		`"code":"BAD_INPUT","field":["reason"]`:                  {"moderator", good(object{"reason": nil})},
		`"code":"BAD_ID","field":["practice"]`:                   {"moderator", good(object{"practice": "x"})},
		`"code":"NOT_FOUND"`:                                     {"roleless", good(object{"practice": draft})},
	} {
		if _, body := a.ask(c.account, scrub, c.input); !strings.Contains(body, want) || !strings.Contains(body, `"isScrubbed":false,"entries":0`) {
			t.Errorf("%s: got %s", want, body)
		}
	}
	for _, want := range []string{`"isScrubbed":true,"entries":3`, `"isScrubbed":true,"entries":0`} {
		if _, body := a.ask("moderator", scrub, good(object{"idempotencyKey": "k"})); !strings.Contains(body, want) {
			t.Errorf("got %s", body)
		}
	}
	data, body := a.ask("moderator", `{ practice(by: { slug: "b" }) { title { value } viewerCan { scrub } `+historyOf+` } }`, nil)
	if at(data, "practice.title.value") != "A garden" || at(data, "practice.viewerCan.scrub") != true || strings.Contains(body, "B before") ||
		!strings.Contains(body, `"content":{"text":{"title":"A garden"}}`) || !strings.Contains(body, `"scrubReason":"RIGHTS"`) {
		t.Errorf("got %s", body)
	}
}
