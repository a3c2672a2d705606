package auth_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestNamesAreForMembers: whoever sees who did something is told what they are called, with one read for each person; the
// name goes with the account, and what was written stays.
func TestNamesAreForMembers(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s, asked := p.startCounted(t)
	admin := s.founder(t)
	invite := func(email, name string, role map[string]any) *visitor {
		link := admin.invite(email, role).done("accountInvite").text("accountInvite", "link")
		v := s.visitor(t)
		v.accept(map[string]any{"secret": secretOf(link), "password": password, "name": name}).done("invitationAccept")
		return v
	}
	editor := invite(editorEmail, "The editor", editorInUtrecht)
	second := invite("second@example.org", "", editorInUtrecht)
	made := editor.ask(`mutation { practiceCreate(input: { language: "en", territory: "utrecht" }) { draft { id } `+errorsToo+` } }`, nil).done("practiceCreate")
	draft := made.text("practiceCreate", "draft", "id")
	for i := range 5 {
		for _, v := range []*visitor{editor, second} {
			v.ask(`mutation($d: ID!) { commentAdd(input: { draft: $d, text: "remark `+fmt.Sprint(i)+`" }) { `+errorsToo+` } }`, map[string]any{"d": draft}).done("commentAdd")
		}
	}
	const query = `query($d: ID!) { draft(id: $d) {
		writers { name } comments { author { id name isViewer } } history { nodes { actor { name } } } possibleReviewers { name } } }`
	names := func(v *visitor) string { return v.ask(query, map[string]any{"d": draft}).body }
	before := asked.count.Load()
	got := names(second)
	if n := asked.count.Load() - before; n != 3 { // the session, and two people
		t.Errorf("%d look-ups", n)
	}
	// A draft and five remarks of theirs, each in the history too; the other one has no name.
	if strings.Count(got, `"name":"The editor"`) != 1+5+6 || strings.Count(got, `"name":null`) != 5+5+1 {
		t.Error(got)
	}
	token := second.token("WRITE")
	if got := names(token); strings.Contains(got, "The editor") {
		t.Error("a token that does not read members' things is told a name:", got)
	} else if strings.Contains(got, `"draft":null`) {
		t.Error("a token that writes the draft does not read it:", got)
	}
	for _, v := range []*visitor{s.visitor(t), invite("reader@example.org", "A reader", map[string]any{"role": "READER"})} {
		if got := names(v); strings.Contains(got, "The editor") || !strings.Contains(got, `"draft":null`) {
			t.Error(got)
		}
	}
	editor.ask(`mutation { accountClose(input: { password: "`+password+`" }) { `+errorsToo+` } }`, nil).done("accountClose")
	if got := names(second); strings.Contains(got, "The editor") || strings.Count(got, `"name":null`) != 23 {
		t.Error("the name is left, or what was written is gone:", got)
	}
}
