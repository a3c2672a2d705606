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
