package auth_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

var editorInUtrecht = map[string]any{"role": "EDITOR", "territory": "utrecht"}

func TestFromTheFirstLinkToAnEditor(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	if !s.accounts.NeedsFounder() {
		t.Fatal("a new library has an administrator")
	}
	admin := s.founder(t)
	if s.accounts.NeedsFounder() {
		t.Error("still no administrator")
	}
	editor := admin.member(editorEmail, editorInUtrecht)
	got := editor.ask(`{ viewer { id account { email name isTakenUp } roles { role territory { key } }
		here: can(action: PUBLISH, territory: "utrecht") there: can(action: PUBLISH, territory: "liege") nowhere: can(action: PUBLISH) } }`, nil)
	want := `"account":{"email":"liege-editor@example.org","name":"","isTakenUp":true},"roles":[{"role":"EDITOR","territory":{"key":"utrecht"}}],"here":true,"there":false,"nowhere":false`
	if !strings.Contains(got.body, want) {
		t.Error(got.body)
	}
	if strings.Contains(got.header.Get("Cache-Control"), "public") || !strings.Contains(got.header.Get("Cache-Control"), "no-store") {
		t.Error("may be cached:", got.header)
	}
	for _, query := range []string{`{ accounts { totalCount } }`, `{ account(id: "` + editor.me() + `") { email } }`} {
		if r := editor.ask(query, nil); len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != "FORBIDDEN" {
			t.Error(r.body)
		}
	}
	list := admin.ask(`{ accounts(first: 1) { totalCount nodes { email } pageInfo { hasNextPage endCursor } } }`, nil)
	next := admin.ask(`query($a: String) { accounts(after: $a) { nodes { email } pageInfo { hasNextPage } } }`,
		map[string]any{"a": list.text("accounts", "pageInfo", "endCursor")})
	both := list.body + next.body
	if !strings.Contains(both, founderEmail) || !strings.Contains(both, editorEmail) || list.at("accounts", "totalCount") != 2.0 {
		t.Error(both)
	}
	editor.invite("reader@example.org").wants("accountInvite", "FORBIDDEN")
	s.visitor(t).invite("reader@example.org").wants("accountInvite", "FORBIDDEN")
}

// TestInvitedAtOnce: whoever is invited by several at the same moment has one account, and each of these has a link to it.
func TestInvitedAtOnce(t *testing.T) {
	t.Parallel()
	p := newPlace()
	servers := []*server{p.start(t), p.start(t)}
	admin := servers[0].founder(t)
	replies := make([]*reply, 8)
	var inviting sync.WaitGroup
	for i := range replies {
		inviting.Go(func() { replies[i] = admin.at(servers[i%2]).invite(editorEmail) })
	}
	inviting.Wait()
	account := replies[0].done("accountInvite").text("accountInvite", "account", "id")
	for _, r := range replies {
		if r.done("accountInvite").text("accountInvite", "account", "id") != account || r.text("accountInvite", "link") == "" {
			t.Error("this leads to another account, or nowhere")
		}
	}
}

func TestInvitationsThatAreRefused(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	admin := s.founder(t)
	admin.invite("no address").wants("accountInvite", "BAD_INPUT")
	admin.invite("Liège <liege@example.org>").wants("accountInvite", "BAD_INPUT")
	admin.invite(strings.Repeat("a", 250)+"@example.org").wants("accountInvite", "BAD_INPUT")
	admin.invite("a\r\nBcc: x@example.org").wants("accountInvite", "BAD_INPUT")
	admin.invite(editorEmail, map[string]any{"role": "EDITOR", "territory": "atlantis"}).wants("accountInvite", "UNKNOWN_KEY")
	admin.invite(editorEmail, map[string]any{"role": "EDITOR"}).wants("accountInvite", "BAD_INPUT")
	admin.invite(strings.ToUpper(founderEmail)).wants("accountInvite", "ACCOUNT_EXISTS")
	first := secretOf(admin.invite(editorEmail).done("accountInvite").text("accountInvite", "link"))
	second := secretOf(admin.invite(strings.ToUpper(editorEmail)).done("accountInvite").text("accountInvite", "link"))
	v := s.visitor(t)
	for _, c := range []struct{ secret, password, code string }{
		{"", password, "BAD_LINK"},
		{first[1:], password, "BAD_LINK"},
		{strings.Repeat("A", 43), password, "BAD_LINK"},
		{second, "short", "BAD_INPUT"},
		{second, strings.Repeat("é", 201), "BAD_INPUT"},
		{second, strings.ToUpper(editorEmail), "BAD_INPUT"},
		{second, strings.Repeat("x", 1<<17), "BAD_INPUT"},
	} {
		v.accept(map[string]any{"secret": c.secret, "password": c.password}).wants("invitationAccept", c.code)
	}
	v.accept(map[string]any{"secret": second, "password": password, "name": strings.Repeat("n", 101)}).wants("invitationAccept", "BAD_INPUT")
	if v.me() != "" {
		t.Fatal("signed in by what was refused")
	}
	v.accept(map[string]any{"secret": second, "password": password, "name": "Editor"}).done("invitationAccept")
	for _, used := range []string{first, second} {
		s.visitor(t).accept(map[string]any{"secret": used, "password": otherPassword}).wants("invitationAccept", "BAD_LINK")
	}
	late := secretOf(admin.invite("reader@example.org").done("accountInvite").text("accountInvite", "link"))
	p.pass(7 * 24 * time.Hour)
	s.visitor(t).accept(map[string]any{"secret": late, "password": password}).wants("invitationAccept", "BAD_LINK")
}

// TestLinksWorkOnce: used at the same instant on two servers with one database, each link works exactly once.
func TestLinksWorkOnce(t *testing.T) {
	t.Parallel()
	p := newPlace()
	servers := []*server{p.start(t), p.start(t)}
	admin := servers[0].founder(t)
	for round := range 4 {
		email := fmt.Sprintf("reader-%d@example.org", round)
		secret := secretOf(admin.invite(email).done("accountInvite").text("accountInvite", "link"))
		used := atOnce(6, func(i int) bool {
			r := servers[i%2].visitor(t).accept(map[string]any{"secret": secret, "password": fmt.Sprintf("password number %d", i)})
			if code := r.refusal("invitationAccept"); code != "" && code != "BAD_LINK" {
				t.Error(r.body)
			}
			return r.refusal("invitationAccept") == ""
		})
		signedIn := 0
		for i := range used {
			if servers[1].visitor(t).signIn(email, fmt.Sprintf("password number %d", i)).refusal("signIn") == "" {
				signedIn++
				if !used[i] {
					t.Error("a password holds of which it was said that it was refused")
				}
			}
		}
		if n := count(used); n != 1 || signedIn != 1 {
			t.Errorf("round %d: used %d times, %d passwords hold", round, n, signedIn)
		}
		p.pass(time.Hour) // the tries are forgotten
	}
}

// TestFoundersRace: of those who open the one link of the first start at once, one becomes administrator.
func TestFoundersRace(t *testing.T) {
	t.Parallel()
	p := newPlace()
	servers := []*server{p.start(t), p.start(t)}
	url, err := servers[0].accounts.FounderLink(t.Context(), true)
	wantDone(t, err)
	stale, err := servers[1].accounts.FounderLink(t.Context(), true)
	wantDone(t, err)
	founded := atOnce(6, func(i int) bool {
		return servers[i%2].visitor(t).accept(map[string]any{
			"secret": secretOf(url), "password": password, "email": fmt.Sprintf("administrator-%d@example.org", i),
		}).refusal("invitationAccept") == ""
	})
	if count(founded) != 1 {
		t.Error(founded)
	}
	servers[1].visitor(t).accept(map[string]any{"secret": secretOf(stale), "password": password, "email": "late@example.org"}).wants("invitationAccept", "BAD_LINK")
	always, err := servers[1].accounts.FounderLink(t.Context(), false)
	wantDone(t, err)
	v := servers[1].visitor(t)
	v.accept(map[string]any{"secret": secretOf(always), "password": password}).wants("invitationAccept", "BAD_INPUT")
	v.accept(map[string]any{"secret": secretOf(always), "password": password, "email": "second@example.org"}).done("invitationAccept")
	if r := v.ask(`{ accounts { totalCount } }`, nil); r.at("accounts", "totalCount") != 2.0 {
		t.Error(r.body)
	}
}

// atOnce does something n times at the same time.
func atOnce(n int, do func(int) bool) []bool {
	done := make([]bool, n)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			done[i] = do(i)
		})
	}
	close(start)
	all.Wait()
	return done
}

func count(list []bool) (n int) {
	for _, yes := range list {
		if yes {
			n++
		}
	}
	return n
}

func TestRolesAreTakenAtOnce(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	admin := s.founder(t)
	other := admin.member("second@example.org", map[string]any{"role": "ADMINISTRATOR"})
	const change = `mutation($i: AccountChangeRolesInput!) { accountChangeRoles(input: $i) { account { roles { role } } ` + errorsToo + ` } }`
	roles := func(v *visitor, account string, roles ...map[string]any) *reply {
		if roles == nil {
			roles = []map[string]any{}
		}
		return v.ask(change, map[string]any{"i": map[string]any{"account": account, "roles": roles}})
	}
	roles(admin, other.me(), map[string]any{"role": "READER"}).done("accountChangeRoles")
	roles(other, other.me(), map[string]any{"role": "ADMINISTRATOR"}).wants("accountChangeRoles", "FORBIDDEN")
	roles(admin, admin.me()).wants("accountChangeRoles", "LAST_ADMINISTRATOR")
	wrong := roles(admin, other.me(), map[string]any{"role": "READER"}, map[string]any{"role": "EDITOR", "territory": "atlantis"})
	if wrong.wants("accountChangeRoles", "UNKNOWN_KEY"); !strings.Contains(wrong.body, `"field":["roles","1","territory"]`) {
		t.Errorf("which of the roles is wrong? %s", wrong.body)
	}
	roles(admin, "bm9uZQ", map[string]any{"role": "READER"}).wants("accountChangeRoles", "BAD_ID")
}

func TestClosingAnAccount(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	admin := s.founder(t)
	editor := admin.member(editorEmail, editorInUtrecht)
	again := s.visitor(t)
	again.signIn(editorEmail, password).done("signIn")
	token := again.token("READ")
	const own = `mutation($p: String) { accountClose(input: { password: $p }) { viewer { id } ` + errorsToo + ` } }`
	editor.ask(own, map[string]any{"p": otherPassword}).wants("accountClose", "WRONG_CREDENTIALS")
	editor.ask(own, nil).wants("accountClose", "WRONG_CREDENTIALS")
	admin.ask(own, map[string]any{"p": password}).wants("accountClose", "LAST_ADMINISTRATOR")
	if editor.ask(own, map[string]any{"p": password}).done("accountClose").at("accountClose", "viewer") != nil || editor.me() != "" || again.me() != "" {
		t.Error("still signed in")
	}
	if r := token.ask(`{ viewer { id } }`, nil); r.status != 401 {
		t.Error("the token lives on:", r.body)
	}
	s.visitor(t).signIn(editorEmail, password).wants("signIn", "WRONG_CREDENTIALS")
	if left := p.everything(t, s); strings.Contains(left, editorEmail) {
		t.Error("the address is left in the database:", left)
	}
	admin.invite(editorEmail).done("accountInvite") // somebody new, under another id
	mine := admin.me()
	admin.ask(`mutation($a: ID) { accountClose(input: { account: $a }) { `+errorsToo+` } }`, map[string]any{"a": mine}).wants("accountClose", "WRONG_CREDENTIALS")
}
