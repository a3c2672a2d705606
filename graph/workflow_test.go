package graph_test

import (
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestVersionConflictOverGraphQL: whoever has read an earlier version is shown the one that stands.
func TestVersionConflictOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	practice := practiceID(t, a, "a")
	for name, input := range map[string]string{
		"practiceWithdraw": "reason: OTHER", "practiceConfirm": "", "practiceDispute": "", "practiceScrub": "reason: OTHER",
	} {
		data, body := a.ask("moderator", `mutation($p: ID!) { `+name+`(input: {practice: $p, expectedVersion: 9, `+input+`}) {
			userErrors { __typename code field ... on VersionConflict { current { id version title { value } } } } } }`, object{"p": practice})
		errs, _ := at(data, name+".userErrors").([]any)
		if len(errs) != 1 || at(errs[0], "code") != "REVISION_CONFLICT" || at(errs[0], "__typename") != "VersionConflict" ||
			at(errs[0], "current.id") != practice || at(errs[0], "current.version") != 1.0 || at(errs[0], "current.title.value") != "A" {
			t.Errorf("%s: %s", name, body)
		}
	}
}

// TestRemarksStayOverGraphQL: what was said of a text is still read once somebody begins it anew.
func TestRemarksStayOverGraphQL(t *testing.T) {
	a := newAPI(t)
	made := a.step("contributor", "practiceCreate", "PracticeCreateInput", object{
		"territory": "utrecht", "language": "en", "text": goodText, "facts": object{"themes": []string{"housing"}},
	})
	draft := object{"draft": at(made, "draft.id"), "expectedRevision": 1}
	if _, body := a.ask("editor", `mutation($i: CommentAddInput!) { commentAdd(input: $i) { userErrors { code } } }`,
		object{"i": object{"draft": at(made, "draft.id"), "text": "Whose?"}}); !strings.Contains(body, `"userErrors":[]`) {
		t.Fatal(body)
	}
	a.step("contributor", "practiceSubmit", "PracticeSubmitInput", draft)
	a.step("editor", "practicePublish", "DraftStepInput", object{"draft": draft["draft"], "expectedRevision": 2})
	a.step("editor", "practiceEdit", "PracticeEditInput", object{"practice": practiceID(t, a, "a-garden")})
	const said = `query($d: ID!) { draft(id: $d) { comments { text version revision } earlierComments { text isResolved } history { nodes { kind remark } } } }`
	_, body := a.ask("contributor", said, object{"d": draft["draft"]})
	for _, want := range []string{
		`"comments":[{"text":"Whose?","version":1,"revision":1}]`, `"earlierComments":[{"text":"Whose?","isResolved":false}]`, `{"kind":"COMMENTED","remark":"Whose?"}`,
		`{"kind":"PUBLISHED","remark":null}`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
	if _, body := a.ask("reader", said, object{"d": draft["draft"]}); strings.Contains(body, "Whose?") {
		t.Errorf("a reader is told %s", body)
	}
}

// TestRefusedInputComesBack: what cannot be read of a mutation's input is refused like everything else that is wrong there,
// with the path of the field, and what was typed comes back.
func TestRefusedInputComesBack(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	practice := practiceID(t, a, "a")
	made := a.step("contributor", "practiceCreate", "PracticeCreateInput", object{"territory": "utrecht", "language": "en", "text": goodText})
	for _, c := range []struct {
		account, name, input string
		sent                 object
		fields               string
		wants                []string
	}{
		{"contributor", "practiceCreate", "PracticeCreateInput", object{"territory": "utrecht", "language": "x_x", "text": goodText},
			"sent { text { title } } userErrors { code field }",
			[]string{`"sent":{"text":{"title":"A garden"}}`, `{"code":"BAD_INPUT","field":["language"]}`}},
		{"translator", "translationSave", "TranslationSaveInput", object{"practice": practice, "language": "nl_", "text": goodText},
			"sent { text { title } } userErrors { code field }",
			[]string{`"sent":{"text":{"title":"A garden"}}`, `"userErrors":[{"code":`}},
		{"moderator", "territoryCreate", "TerritoryCreateInput", object{"details": object{
			"key": "new", "kind": "CITY", "isPartner": false, "names": []object{{"language": "en", "text": "New"}}, "languages": []string{"fr", "x_x"},
		}}, "sent userErrors { code field }", []string{`"languages":["fr","x_x"]`, `{"code":"BAD_INPUT","field":["details","languages","1"]}`}},
		{"moderator", "territoryCreate", "TerritoryCreateInput", object{"details": object{
			"key": "new", "kind": "CITY", "isPartner": false, "names": []object{{"language": "en", "text": "New"}, {"language": "", "text": "Neu"}},
		}}, "sent userErrors { code field }", []string{`"text":"Neu"`, `{"code":"BAD_INPUT","field":["details","names","1","language"]}`}},
		{"editor", "practiceRequestChanges", "PracticeRequestChangesInput", object{"draft": at(made, "draft.id"), "expectedRevision": 9, "message": "Say whose."},
			"sentMessage userErrors { code field }", []string{`"sentMessage":"Say whose."`, `"REVISION_CONFLICT"`}},
		{"", "concernReport", "ConcernReportInput", object{"practice": practice, "kind": "OTHER", "text": "Text.\u0001", "contact": "mine@example.org"},
			"sent sentContact userErrors { code field }", []string{`"sentContact":"mine@example.org"`, `"sent":"Text.`}},
	} {
		_, body := a.ask(c.account, "mutation($i: "+c.input+"!) { "+c.name+"(input: $i) { "+c.fields+" } }", object{"i": c.sent})
		for _, want := range append(c.wants, `{"data":{"`+c.name+`":{`) {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %s is not in %s", c.name, want, body)
			}
		}
		if strings.Contains(body, `"errors"`) {
			t.Errorf("%s: %s", c.name, body)
		}
	}
}

// TestWithdrawnAgainOverGraphQL: sent again with its key, a withdrawal is answered as the first time.
func TestWithdrawnAgainOverGraphQL(t *testing.T) {
	for _, reason := range []string{"DUPLICATE", "SAFETY"} {
		a := newAPI(t, librarytest.NewRecord("a", "A"))
		practice := practiceID(t, a, "a")
		input := object{"i": object{"practice": practice, "expectedVersion": 1, "reason": reason, "idempotencyKey": "k"}}
		const withdraw = `mutation($i: PracticeWithdrawInput!) { practiceWithdraw(input: $i) { tombstone { slug reason practice } userErrors { code field } } }`
		_, first := a.ask("editor", withdraw, input)
		if !strings.Contains(first, `"slug":"a","reason":"`+reason+`"`) {
			t.Errorf("got %s", first)
		}
		_, second := a.ask("editor", withdraw, input)
		if reason == "SAFETY" {
			first = strings.Replace(first, `"slug":"a"`, `"slug":""`, 1) // it is scrubbed
		}
		if second != first {
			t.Errorf("got %s, then %s", first, second)
		}
		input["i"].(object)["idempotencyKey"] = "another"
		if _, body := a.ask("editor", withdraw, input); !strings.Contains(body, `{"code":"NOT_FOUND","field":["practice"]}`) {
			t.Errorf("got %s", body)
		}
	}
}

// TestSecondAnswerOverGraphQL: who comes second is shown what holds already.
func TestSecondAnswerOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	practice := practiceID(t, a, "a")
	if _, body := a.ask("", `mutation($i: ConcernReportInput!) { concernReport(input: $i) { isTaken } }`,
		object{"i": object{"practice": practice, "kind": "OTHER", "text": "Text."}}); !strings.Contains(body, "true") {
		t.Fatal(body)
	}
	_, body := a.ask("moderator", `{ viewer { concernQueue { nodes { id } } } }`, nil)
	_, id, _ := strings.Cut(body, `"id":"`)
	id, _, _ = strings.Cut(id, `"`)
	const answer = `mutation($i: ConcernAnswerInput!) { concernAnswer(input: $i) { isAnswered
		userErrors { code field ... on ConcernConflict { outcome answeredBy { isViewer } } } } }`
	if _, body := a.ask("moderator", answer, object{"i": object{"concern": id, "outcome": "TAKEN_DOWN"}}); !strings.Contains(body, `{"code":"NOT_NOW","field":["outcome"]}`) {
		t.Errorf("what is public was taken down: %s", body)
	}
	for _, want := range []string{`"isAnswered":true`, `{"code":"NOT_NOW","field":["concern"],"outcome":"UNFOUNDED","answeredBy":{"isViewer":true}}`} {
		if _, body := a.ask("moderator", answer, object{"i": object{"concern": id, "outcome": "UNFOUNDED"}}); !strings.Contains(body, want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}

	made := a.step("contributor", "practiceCreate", "PracticeCreateInput", object{"territory": "utrecht", "language": "en", "text": goodText})
	data, _ := a.ask("editor", `mutation($i: CommentAddInput!) { commentAdd(input: $i) { comment { id } } }`, object{"i": object{"draft": at(made, "draft.id"), "text": "Whose?"}})
	const resolve = `mutation($i: CommentResolveInput!) { commentResolve(input: $i) { comment { isResolved }
		userErrors { code field ... on CommentConflict { current { isResolved resolvedBy { isViewer } } } } } }`
	input := object{"i": object{"draft": at(made, "draft.id"), "comment": at(data, "commentAdd.comment.id")}}
	for _, c := range [][2]string{
		{"contributor", `"comment":{"isResolved":true},"userErrors":[]`},
		{"editor", `{"code":"NOT_NOW","field":["comment"],"current":{"isResolved":true,"resolvedBy":{"isViewer":false}}}`},
	} {
		if _, body := a.ask(c[0], resolve, input); !strings.Contains(body, c[1]) {
			t.Errorf("%s is not in %s", c[1], body)
		}
	}
}
