package auth_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const myData = `query($a: Int) { viewer { personalData(after: $a) { document next } } }`

// allOf puts the parts of somebody's data together.
func (v *visitor) allOf() (first map[string]any, entries []map[string]any) {
	v.t.Helper()
	var after any
	for range 100 {
		r := v.ask(myData, map[string]any{"a": after})
		document, ok := r.at("viewer", "personalData", "document").(map[string]any)
		if !ok {
			v.t.Fatal(r.body)
		}
		if first == nil {
			first = document
		} else if document["account"] != nil {
			v.t.Error("the account comes with every part")
		}
		for _, e := range document["entries"].([]any) {
			entries = append(entries, e.(map[string]any))
		}
		if after = r.at("viewer", "personalData", "next"); after == nil {
			return first, entries
		}
	}
	v.t.Fatal("there is no end of parts")
	return nil, nil
}

// TestMyData: somebody gets everything that is kept of them, nobody else's, and nothing that they may not see any more.
func TestMyData(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	admin := s.founder(t)
	editor := admin.member(editorEmail, editorInUtrecht)
	id := editor.me()
	const create = `mutation($i: PracticeCreateInput!) { practiceCreate(input: $i) { draft { id revision } ` + errorsToo + ` } }`
	made := editor.ask(create, map[string]any{"i": map[string]any{
		"language": "en", "territory": "utrecht", "text": map[string]any{"title": "What the editor typed"},
	}}).done("practiceCreate")
	draft := made.text("practiceCreate", "draft", "id")
	for i := range 55 {
		editor.ask(`mutation($i: CommentAddInput!) { commentAdd(input: $i) { comment { id } `+errorsToo+` } }`,
			map[string]any{"i": map[string]any{"draft": draft, "text": fmt.Sprintf("remark %d", i)}}).done("commentAdd")
	}
	token := editor.token("READ", "ADMINISTER")
	first, entries := editor.allOf()
	text, err := json.Marshal(first)
	wantDone(t, err)
	for _, want := range []string{
		editorEmail, id, `"role":"EDITOR"`, `"territory":"utrecht"`, `"name":"a program"`, `"isCurrent":true`, `"drafts":[{`, `"comments":[{`,
		`"secondFactor":{"isOn":false`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, secret := range []string{strings.TrimPrefix(token.header.Get("Authorization"), "Bearer "), strings.TrimPrefix(editor.cookie, "session="), "argon2", founderEmail} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%s is shown", secret)
		}
	}
	kinds := map[string]int{}
	for _, e := range entries {
		kinds[fmt.Sprint(e["type"], " ", e["isOwn"])]++
	}
	if kinds["roles.changed false"] != 1 || kinds["sessions.ended true"] != 1 || kinds["draft.created true"] != 1 || kinds["comment.added true"] != 55 || len(entries) != 58 {
		t.Error(kinds)
	}
	all, err := json.Marshal(entries)
	wantDone(t, err)
	if !strings.Contains(string(all), "What the editor typed") || !strings.Contains(string(all), `"remark 54"`) || strings.Contains(string(all), "isWithheld") {
		t.Error("what was typed is missing")
	}

	if first, _ := admin.allOf(); strings.Contains(fmt.Sprint(first), editorEmail) || first["drafts"] != nil {
		t.Error("somebody else's data:", first)
	}
	if r := s.visitor(t).ask(myData, nil); r.at("viewer") != nil {
		t.Error(r.body)
	}
	for name, r := range map[string]*reply{"a token": token.ask(myData, nil), "a bad part": editor.ask(myData, map[string]any{"a": -1})} {
		want := map[string]string{"a token": "FORBIDDEN", "a bad part": "BAD_INPUT"}[name]
		if len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != want {
			t.Error(name, r.body)
		}
	}
	evil := editor.at(s)
	evil.header.Set("Sec-Fetch-Site", "cross-site")
	if r := evil.ask(myData, nil); r.at("viewer") != nil {
		t.Error("another site's page reads it:", r.body)
	}

	admin.ask(`mutation($i: AccountChangeRolesInput!) { accountChangeRoles(input: $i) { `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"account": id, "roles": []any{}}}).done("accountChangeRoles")
	first, entries = editor.allOf()
	all, err = json.Marshal([]any{first, entries})
	wantDone(t, err)
	if first["drafts"] != nil {
		t.Error("who has lost the role still sees the draft")
	}
	if !strings.Contains(string(all), "What the editor typed") || !strings.Contains(string(all), `"remark 54"`) || strings.Contains(string(all), "isWithheld") {
		t.Error("what somebody typed is not theirs to see any more")
	}
}
