package graph_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// api is the API over a library in memory, asked as one account or another.
type api struct {
	t       *testing.T
	library *library.Library
	handler http.Handler
}

func newAPI(t *testing.T, records ...library.Record) *api {
	t.Helper()
	l, _ := librarytest.Open(t, records...)
	for name, grants := range accounts {
		if err := l.OpenAccount(t.Context(), library.Operator(), name, grants); err != nil {
			t.Fatal(err)
		}
	}
	return &api{t, l, graph.NewHandler(graph.Config{Library: l, BaseURL: "https://library.example"})}
}

var accounts = map[string][]library.Grant{
	"contributor":    {{Role: library.RoleContributor, Territory: "utrecht"}},
	"editor":         {{Role: library.RoleEditor, Territory: "utrecht"}},
	"foreign-editor": {{Role: library.RoleEditor, Territory: "liege"}},
	"translator":     {{Role: library.RoleTranslator, Language: "nl"}},
	"moderator":      {{Role: library.RoleModerator}},
	"reader":         {{Role: library.RoleReader}},
	"roleless":       {},
}

// ask sends a request as an account, "" for nobody, and gives data and errors.
func (a *api) ask(account, query string, variables any) (data map[string]any, body string) {
	a.t.Helper()
	sent, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		a.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(sent))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "of a test")
	if account != "" {
		r = r.WithContext(library.WithViewer(r.Context(), library.Member(account, accounts[account]...)))
	}
	w := httptest.NewRecorder()
	a.handler.ServeHTTP(w, r)
	var answer struct{ Data map[string]any }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		a.t.Fatalf("%d %s", w.Code, w.Body)
	}
	return answer.Data, w.Body.String()
}

// at looks into an answer along a path of names.
func at(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

const draftFields = `draft { id state revision slug viewerCan { save submit publish } writers { id isViewer } territory { key } }
	practice { slug version } sent { slug text { title summary sections { kind html } } facts { themes period { start } } sources { url } }
	userErrors { code message field ... on RevisionConflict { current { revision state content { text { title } } } } }`

func mutation(name, input string) string {
	return "mutation($input: " + input + "!) { " + name + "(input: $input) { " + draftFields + " } }"
}

type object = map[string]any

var goodText = object{"title": "A garden", "summary": "About it.", "sections": []object{{"kind": "APPROACH", "markdown": "*How*"}}}

// step takes a step with a draft and wants it done.
func (a *api) step(account, name, input string, more object) object {
	a.t.Helper()
	data, body := a.ask(account, mutation(name, input), object{"input": more})
	done, _ := at(data, name).(object)
	if errs, _ := at(done, "userErrors").([]any); done == nil || len(errs) > 0 {
		a.t.Fatalf("%s as %s: %s", name, account, body)
	}
	return done
}

// TestDraftOverGraphQL follows a practice from nothing to its publication, as partners' programs do it.
func TestDraftOverGraphQL(t *testing.T) {
	a := newAPI(t)
	made := a.step("contributor", "practiceCreate", "PracticeCreateInput", object{
		"territory": "utrecht", "language": "en", "text": goodText, "facts": object{"themes": []string{"housing"}},
	})
	id := at(made, "draft.id")
	if at(made, "draft.state") != "DRAFT" || at(made, "draft.viewerCan.submit") != true || at(made, "draft.viewerCan.publish") != false || at(made, "practice") != nil {
		t.Errorf("got %v", made)
	}
	a.step("contributor", "practiceSubmit", "PracticeSubmitInput", object{"draft": id, "expectedRevision": 1})
	data, _ := a.ask("editor", `{ viewer { reviewQueue { totalCount nodes { id } } drafts(mine: false) { totalCount } } }`, nil)
	if at(data, "viewer.reviewQueue.totalCount") != 1.0 || at(data, "viewer.drafts.totalCount") != 1.0 {
		t.Errorf("the editor sees %v", data)
	}
	_, body := a.ask("contributor", mutation("practicePublish", "DraftStepInput"), object{"input": object{"draft": id, "expectedRevision": 2}})
	if !strings.Contains(body, `"FORBIDDEN"`) {
		t.Errorf("got %s", body)
	}
	made = a.step("editor", "practicePublish", "DraftStepInput", object{"draft": id, "expectedRevision": 2})
	if at(made, "practice.slug") != "a-garden" || at(made, "draft.state") != "PUBLISHED" {
		t.Errorf("got %v", made)
	}
	data, body = a.ask("", `{ practice(by: { slug: "a-garden" }) { title { value } sections { text { html } } drafts { id } } }`, nil)
	if at(data, "practice.title.value") != "A garden" || !strings.Contains(body, `<em>How</em>`) {
		t.Errorf("got %s", body)
	}
	practice := practiceID(t, a, "a-garden")
	next := a.step("contributor", "practiceEdit", "PracticeEditInput", object{"practice": practice})
	data, body = a.ask("contributor", mutation("practiceEdit", "PracticeEditInput"), object{"input": object{"practice": practice, "text": object{"title": "Mine"}}})
	conflict := at(data, "practiceEdit.userErrors").([]any)[0]
	if at(conflict, "code") != "REVISION_CONFLICT" || at(conflict, "current.content.text.title") != "A garden" || at(data, "practiceEdit.sent.text.title") != "Mine" {
		t.Errorf("got %s", body)
	}
	a.step("contributor", "practiceDiscardDraft", "DraftStepInput", object{"draft": at(next, "draft.id"), "expectedRevision": at(next, "draft.revision")})
	data, body = a.ask("editor", `mutation($i: PracticeWithdrawInput!) { practiceWithdraw(input: $i) { tombstone { reason } userErrors { code field } } }`,
		object{"i": object{"practice": practice, "expectedVersion": 1, "reason": "BY_ITS_TERRITORY"}})
	if at(data, "practiceWithdraw.tombstone.reason") != "BY_ITS_TERRITORY" {
		t.Errorf("got %s", body)
	}
}

func practiceID(t *testing.T, a *api, slug string) any {
	t.Helper()
	data, body := a.ask("", `query($s: String!) { practice(by: { slug: $s }) { id } }`, object{"s": slug})
	if at(data, "practice.id") == nil {
		t.Fatal(body)
	}
	return at(data, "practice.id")
}

// TestRefusedSave sends a form in which much is wrong and wants all of it back, with every field at fault.
func TestRefusedSave(t *testing.T) {
	a := newAPI(t)
	attack := `<script>alert(1)</script>`
	input := object{
		"territory": "utrecht", "language": "en", "slug": attack,
		"text": object{"title": strings.Repeat("x", 100_000), "summary": attack, "sections": []object{
			{"kind": "RESULTS", "markdown": "[a](javascript:alert(1)) " + attack + ` <img src=x onerror="alert(1)">`},
		}},
		"facts":   object{"themes": []string{"housing", "never"}, "period": object{"start": "yesterday"}, "licence": "javascript:alert(1)"},
		"sources": []object{{"url": "javascript:alert(1)", "supports": "x"}},
	}
	data, body := a.ask("contributor", mutation("practiceCreate", "PracticeCreateInput"), object{"input": input})
	var fields []string
	for _, e := range at(data, "practiceCreate.userErrors").([]any) {
		var path []string
		for _, step := range at(e, "field").([]any) {
			path = append(path, step.(string))
		}
		fields = append(fields, strings.Join(path, "."))
	}
	want := []string{"slug", "facts.themes.1", "facts.period.start", "facts.licence", "sources.0.url", "text.title"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("%s", diff)
	}
	sent := at(data, "practiceCreate.sent")
	if at(sent, "slug") != attack || len(at(sent, "text.title").(string)) != 100_000 || at(sent, "facts.period.start") != "yesterday" {
		t.Errorf("what was typed is lost: %s", body)
	}
	html := at(sent, "text.sections").([]any)[0].(object)["html"].(string)
	for _, harm := range []string{"script", "<img", "onerror", "href"} {
		if strings.Contains(html, harm) {
			t.Errorf("got %q", html)
		}
	}
	if len(a.library.Drafts(library.Operator(), false)) != 0 {
		t.Error("a refused draft was made")
	}
}

// TestDraftsAreInvisibleOverGraphQL asks for a draft by every road as everybody.
func TestDraftsAreInvisibleOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	made := a.step("contributor", "practiceCreate", "PracticeCreateInput", object{
		"territory": "utrecht", "language": "en", "slug": "secret-garden", "text": object{"title": "Secret garden", "summary": "Secret."},
		"facts": object{"themes": []string{"housing"}},
	})
	a.step("contributor", "practiceEdit", "PracticeEditInput", object{"practice": practiceID(t, a, "a"), "text": object{"title": "Secret change", "summary": "Secret."}})
	id := at(made, "draft.id")
	ask := `query($id: ID!) {
		node(id: $id) { id } draft(id: $id) { id content { text { title } } comments { text } }
		practice(by: { slug: "secret-garden" }) { slug } tombstone(slug: "secret-garden") { slug }
		a: practice(by: { slug: "a" }) { title { value } drafts { content { text { title } } } }
		practices(words: "secret") { totalCount nodes { slug title { value } } facets { themes { key count } } }
		suggest(words: "secret") { label } coverage(rows: THEME, columns: TERRITORY) { cells { count } }
		viewer { drafts(mine: false) { totalCount nodes { content { text { title } } } } reviewQueue { totalCount } }
	}`
	for _, name := range []string{"", "roleless", "reader", "foreign-editor", "translator"} {
		if _, body := a.ask(name, ask, object{"id": id}); strings.Contains(strings.ToLower(body), "secret") || strings.Contains(body, id.(string)) {
			t.Errorf("%q reads %s", name, body)
		}
		for _, step := range []string{"practicePublish", "practiceDiscardDraft"} {
			_, real := a.ask(name, mutation(step, "DraftStepInput"), object{"input": object{"draft": id, "expectedRevision": 1}})
			_, none := a.ask(name, mutation(step, "DraftStepInput"), object{"input": object{"draft": "ZHJhZnQ6bmV2ZXIvZW4", "expectedRevision": 1}})
			if real != none {
				t.Errorf("%q can tell a draft from none: %s and %s", name, real, none)
			}
		}
	}
	for _, name := range []string{"contributor", "editor", "moderator"} {
		if _, body := a.ask(name, ask, object{"id": id}); strings.Count(body, "Secret") != 4 {
			t.Errorf("%q reads %s", name, body)
		}
	}
	if _, body := a.ask("editor", `{ draft(id: "abc") { id } }`, nil); !strings.Contains(body, "BAD_ID") {
		t.Errorf("got %s", body)
	}
}

// TestTranslationOverGraphQL follows a translation and a remark on it.
func TestTranslationOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	practice := practiceID(t, a, "a")
	input := object{"practice": practice, "language": "nl", "text": object{"title": "Een A", "summary": "Over A."}}
	made := a.step("translator", "translationSave", "TranslationSaveInput", input)
	id := at(made, "draft.id")
	data, body := a.ask("moderator", `mutation($i: CommentAddInput!) { commentAdd(input: $i) { comment { id part text author { isViewer } isResolved } userErrors { code field } } }`,
		object{"i": object{"draft": id, "part": "TITLE", "text": "<b>Beter?</b>"}})
	if at(data, "commentAdd.comment.text") != "<b>Beter?</b>" || at(data, "commentAdd.comment.author.isViewer") != true {
		t.Errorf("got %s", body)
	}
	data, body = a.ask("translator", `mutation($i: CommentResolveInput!) { commentResolve(input: $i) { comment { isResolved resolvedBy { isViewer } } userErrors { code field } } }`,
		object{"i": object{"draft": id, "comment": at(data, "commentAdd.comment.id")}})
	if at(data, "commentResolve.comment.resolvedBy.isViewer") != true {
		t.Errorf("got %s", body)
	}
	input["expectedRevision"], input["sourceRevision"] = 1, 1
	made = a.step("translator", "translationSave", "TranslationSaveInput", input)
	made = a.step("translator", "practiceSubmit", "PracticeSubmitInput", object{"draft": id, "expectedRevision": at(made, "draft.revision")})
	a.step("moderator", "translationPublish", "DraftStepInput", object{"draft": id, "expectedRevision": at(made, "draft.revision")})
	data, body = a.ask("", `{ practice(by: { slug: "a" }) { version title(lang: ["nl"]) { value origin isStale } } }`, nil)
	if at(data, "practice.title.value") != "Een A" || at(data, "practice.title.origin") != "HUMAN" || at(data, "practice.version") != 2.0 {
		t.Errorf("got %s", body)
	}
	made = a.step("contributor", "practiceEdit", "PracticeEditInput", object{"practice": practice, "text": object{"title": "A changed", "summary": "About A."}})
	changed := at(made, "draft.id")
	a.step("contributor", "practiceSubmit", "PracticeSubmitInput", object{"draft": changed, "expectedRevision": 1})
	a.step("editor", "practicePublish", "DraftStepInput", object{"draft": changed, "expectedRevision": 2})
	data, body = a.ask("", `{ practice(by: { slug: "a" }) { title(lang: ["nl"]) { isStale staleSince } summary { isStale staleSince }
		sections(lang: ["nl"]) { text { language isStale staleSince } } } }`, nil)
	if at(data, "practice.title.isStale") != true || at(data, "practice.title.staleSince") == nil || at(data, "practice.summary.staleSince") != nil {
		t.Errorf("got %s", body)
	}
	input["language"] = "en"
	_, body = a.ask("translator", mutation("translationSave", "TranslationSaveInput"), object{"input": input})
	if !strings.Contains(body, `"language"`) || !strings.Contains(body, "BAD_INPUT") {
		t.Errorf("got %s", body)
	}
}

// TestHistoryOverGraphQL compares what was published with what it came from, and restores it.
func TestHistoryOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A garden"))
	practice := practiceID(t, a, "a")
	made := a.step("contributor", "practiceEdit", "PracticeEditInput", object{"practice": practice, "text": object{"title": "A <b>large</b> garden", "summary": "About it."}})
	id := at(made, "draft.id")
	a.step("contributor", "practiceSubmit", "PracticeSubmitInput", object{"draft": id, "expectedRevision": 1})
	a.step("editor", "practicePublish", "DraftStepInput", object{"draft": id, "expectedRevision": 2})

	ask := `{ practice(by: { slug: "a" }) { history { totalCount nodes { kind at actor { isViewer } language version revision { id content { text { title } } } } } } }`
	data, body := a.ask("editor", ask, nil)
	nodes := at(data, "practice.history.nodes").([]any)
	first, last := nodes[3].(object), nodes[0].(object)
	if at(first, "kind") != "IMPORTED" || at(first, "at") == nil || at(first, "actor") != nil || at(last, "kind") != "PUBLISHED" ||
		at(last, "version") != 2.0 || at(last, "actor.isViewer") != true || at(last, "revision.content.text.title") != "A <b>large</b> garden" {
		t.Fatalf("got %s", body)
	}
	compared := `query($from: ID!, $to: ID!) { compareRevisions(from: $from, to: $to) { changes { part pieces { kind text } } } }`
	ids := object{"from": at(first, "revision.id"), "to": at(last, "revision.id")}
	_, body = a.ask("editor", compared, ids)
	if !strings.Contains(body, `{"kind":"SAME","text":"A "},{"kind":"ADDED","text":"\u003cb\u003elarge\u003c/b\u003e "}`) &&
		!strings.Contains(body, `{"kind":"SAME","text":"A "},{"kind":"ADDED","text":"<b>large</b> "}`) {
		t.Errorf("got %s", body)
	}
	for _, name := range []string{"", "roleless", "reader", "foreign-editor"} {
		if data, _ := a.ask(name, ask, nil); at(data, "practice.history.totalCount") != 0.0 {
			t.Errorf("%q sees the history", name)
		}
		saved := revisionIn(t, nodes[2])
		if _, body := a.ask(name, compared, object{"from": saved, "to": saved}); !strings.Contains(body, "NOT_FOUND") {
			t.Errorf("%q compares drafts: %s", name, body)
		}
	}
	made = a.step("contributor", "practiceRestore", "PracticeRestoreInput", object{"revision": at(first, "revision.id")})
	if at(made, "draft.state") != "DRAFT" || at(made, "practice.version") != 2.0 {
		t.Errorf("got %v", made)
	}
	data, body = a.ask("contributor", `query($id: ID!) { draft(id: $id) { content { text { title } facts { themes } } history(first: 1) { nodes { kind } pageInfo { hasNextPage endCursor } } } }`, object{"id": id})
	if at(data, "draft.content.text.title") != "A garden" || at(data, "draft.history.pageInfo.hasNextPage") != true {
		t.Errorf("got %s", body)
	}
	if _, body := a.ask("contributor", mutation("practiceRestore", "PracticeRestoreInput"), object{"input": object{"revision": practice}}); !strings.Contains(body, "BAD_ID") {
		t.Errorf("got %s", body)
	}

	data, body = a.ask("translator", `{ viewer { translationQueue(language: "nl", first: 5) { totalCount nodes { practice { slug } isMissing waitingSince draft { id } sourceChanges { changes { part } } } } } }`, nil)
	if at(data, "viewer.translationQueue.totalCount") != 1.0 || !strings.Contains(body, `"isMissing":true`) {
		t.Errorf("got %s", body)
	}
}

// revisionIn gives the id of the text that came with a line of history.
func revisionIn(t *testing.T, event any) any {
	t.Helper()
	id := at(event, "revision.id")
	if id == nil {
		t.Fatalf("no text came with %v", event)
	}
	return id
}

// TestCareOverGraphQL lets a territory dispute and confirm what was compiled about it.
func TestCareOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	say := func(account, name string, more ...any) (any, string) {
		kind := strings.ToUpper(name[:1]) + name[1:]
		input := object{"practice": practiceID(t, a, "a"), "expectedVersion": 1}
		if len(more) == 2 {
			input[more[0].(string)] = more[1]
		}
		data, body := a.ask(account, "mutation($i: "+kind+"Input!) { "+name+`(input: $i) {
			practice { version checkDueAt provenance { confirmedAt disputedAt } } sent userErrors { code field } } }`, object{"i": input})
		return at(data, name), body
	}
	const why = "It stopped <b>in</b> 2025."
	if got, body := say("editor", "practiceDispute", "text", why); at(got, "practice.provenance.disputedAt") == nil || at(got, "sent") != nil {
		t.Errorf("got %s", body)
	}
	long := strings.Repeat("é", 4001)
	if got, body := say("editor", "practiceDispute", "text", long); at(got, "sent") != long || !strings.Contains(body, `"code":"BAD_INPUT","field":["text"]`) {
		t.Errorf("got %s", body)
	}
	queue := `{ viewer { disputeQueue { totalCount nodes { text at actor { isViewer } practice { slug } } } } }`
	for name, want := range map[string]float64{"editor": 1, "reader": 0, "contributor": 0, "foreign-editor": 0, "translator": 0} {
		data, body := a.ask(name, queue, nil)
		if at(data, "viewer.disputeQueue.totalCount") != want || (want > 0) != strings.Contains(body, "It stopped") {
			t.Errorf("%s: got %s", name, body)
		}
	}
	if _, body := say("editor", "practiceConfirm", "checkDueAt", "2020-01-01T00:00:00Z"); !strings.Contains(body, `"code":"BAD_INPUT","field":["checkDueAt"]`) {
		t.Errorf("got %s", body)
	}
	if got, body := say("editor", "practiceConfirm", "checkDueAt", "2028-02-01T00:00:00Z"); at(got, "practice.checkDueAt") != "2028-02-01T00:00:00Z" {
		t.Errorf("got %s", body)
	}
	if got, body := say("editor", "practiceConfirm"); at(got, "practice.provenance.disputedAt") != nil || at(got, "practice.provenance.confirmedAt") == nil {
		t.Errorf("got %s", body)
	}
	for _, name := range []string{"", "reader", "contributor", "foreign-editor", "translator"} {
		if _, body := say(name, "practiceConfirm"); !strings.Contains(body, "FORBIDDEN") {
			t.Errorf("%q: got %s", name, body)
		}
	}
	data, body := a.ask("editor", `{ viewer { checkQueue { totalCount nodes { slug } } } }`, nil)
	if at(data, "viewer.checkQueue.totalCount") != 0.0 {
		t.Errorf("got %s", body)
	}
}

// TestNotificationsOverGraphQL tells a writer what became of a draft.
func TestNotificationsOverGraphQL(t *testing.T) {
	a := newAPI(t)
	made := a.step("contributor", "practiceCreate", "PracticeCreateInput", object{
		"territory": "utrecht", "language": "en", "text": goodText, "facts": object{"themes": []string{"housing"}},
	})
	id := at(made, "draft.id")
	a.step("contributor", "practiceSubmit", "PracticeSubmitInput", object{"draft": id, "expectedRevision": 1})
	a.step("editor", "practiceRequestChanges", "PracticeRequestChangesInput", object{"draft": id, "expectedRevision": 2, "message": "Please <b>say</b> more."})
	ask := `{ viewer { notifications { unreadCount nodes { id kind isRead draft { id requestedChanges } actor { isViewer } } } } }`
	data, body := a.ask("contributor", ask, nil)
	node := at(data, "viewer.notifications.nodes").([]any)[0]
	if at(node, "kind") != "CHANGES_REQUESTED" || at(node, "draft.requestedChanges") != "Please <b>say</b> more." || at(data, "viewer.notifications.unreadCount") != 1.0 {
		t.Errorf("got %s", body)
	}
	read := `mutation($i: NotificationsReadInput!) { notificationsRead(input: $i) { viewer { notifications { unreadCount } } userErrors { code field } } }`
	data, body = a.ask("contributor", read, object{"i": object{"upTo": at(node, "id")}})
	if at(data, "notificationsRead.viewer.notifications.unreadCount") != 0.0 {
		t.Errorf("got %s", body)
	}
	if _, body := a.ask("editor", read, object{"i": object{"upTo": at(node, "id")}}); !strings.Contains(body, "BAD_INPUT") {
		t.Errorf("another's: got %s", body)
	}
	if data, body := a.ask("reader", ask, nil); at(data, "viewer.notifications.unreadCount") != 0.0 {
		t.Errorf("got %s", body)
	}
}

// TestConcernOverGraphQL reports a worry without signing in, and answers it.
func TestConcernOverGraphQL(t *testing.T) {
	a := newAPI(t, librarytest.NewRecord("a", "A"))
	report := `mutation($i: ConcernReportInput!) { concernReport(input: $i) { isTaken sent userErrors { code field } } }`
	input := object{"practice": practiceID(t, a, "a"), "kind": "PERSON_RECOGNISABLE", "text": "<script>My street</script>", "contact": "somebody@example.org"}
	data, body := a.ask("", report, object{"i": input})
	if at(data, "concernReport.isTaken") != true {
		t.Errorf("got %s", body)
	}
	queue := `{ viewer { concernQueue { totalCount nodes { id kind practice { slug } reporter { id } message { text contact } } } } }`
	for _, name := range []string{"", "reader", "editor", "contributor"} {
		if _, body := a.ask(name, queue, nil); strings.Contains(body, "street") || strings.Contains(body, "somebody") {
			t.Errorf("%q reads %s", name, body)
		}
	}
	data, body = a.ask("moderator", queue, nil)
	node := at(data, "viewer.concernQueue.nodes").([]any)[0]
	if at(node, "message.text") != input["text"] || at(node, "reporter") != nil || at(node, "practice.slug") != "a" {
		t.Errorf("got %s", body)
	}
	answer := `mutation($i: ConcernAnswerInput!) { concernAnswer(input: $i) { isAnswered userErrors { code field } } }`
	answered := object{"i": object{"concern": at(node, "id"), "outcome": "UNFOUNDED"}}
	if _, body := a.ask("editor", answer, answered); !strings.Contains(body, "FORBIDDEN") {
		t.Errorf("got %s", body)
	}
	if data, body := a.ask("moderator", answer, answered); at(data, "concernAnswer.isAnswered") != true {
		t.Errorf("got %s", body)
	}
	if data, body := a.ask("moderator", queue, nil); at(data, "viewer.concernQueue.totalCount") != 0.0 {
		t.Errorf("got %s", body)
	}
	input["text"] = " "
	data, body = a.ask("", report, object{"i": input})
	if at(data, "concernReport.sent") != " " || !strings.Contains(body, `"text"`) {
		t.Errorf("got %s", body)
	}
}
