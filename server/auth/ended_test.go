package auth_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

const signOutEverywhere = `mutation { signOutEverywhere { viewer { id } ` + errorsToo + ` } }`

// isBadToken reports whether the token that a visitor uses is worth nothing.
func (v *visitor) isBadToken() bool {
	v.t.Helper()
	r := v.ask(`{ viewer { id } }`, nil)
	return r.status == 401 && r.Errors[0].Extensions["code"] == "BAD_TOKEN"
}

// TestTokensEndWithTheSessions: whatever somebody does because they fear for their account ends what others may hold of it.
func TestTokensEndWithTheSessions(t *testing.T) {
	t.Parallel()
	p := newPlace()
	a, b := p.start(t), p.start(t)
	admin := a.founder(t)
	for what, recover := range map[string]func(v *visitor){
		"a new password": func(v *visitor) {
			v.ask(`mutation { passwordChange(input: { currentPassword: "`+password+`", password: "`+otherPassword+`" }) { `+errorsToo+` } }`, nil).done("passwordChange")
		},
		"signing out everywhere": func(v *visitor) { v.ask(signOutEverywhere, nil).done("signOutEverywhere") },
		"a link": func(v *visitor) {
			link := admin.newLinkFor(v.me()).done("accountLink").text("accountLink", "link")
			a.visitor(t).ask(`mutation($i: PasswordResetInput!) { passwordReset(input: $i) { `+errorsToo+` } }`,
				map[string]any{"i": map[string]any{"secret": secretOf(link), "password": otherPassword}}).done("passwordReset")
		},
	} {
		v := admin.member(strings.ReplaceAll(what, " ", "-") + "@example.org")
		token := v.token("READ")
		there := token.at(b)
		if token.isBadToken() || there.isBadToken() {
			t.Fatal("a new token is worth nothing")
		}
		recover(v)
		if !token.isBadToken() {
			t.Errorf("a token outlives %s", what)
		}
		wantDone(t, b.library.CatchUp(t.Context())) // as the server does every second
		if !there.isBadToken() {
			t.Errorf("a token outlives %s on the other server", what)
		}
		if n := countOf(t, a, library.CollectionTokens); n != 1 {
			t.Fatal(n, "documents of tokens")
		}
		p.swept(t, a)
		if n := countOf(t, a, library.CollectionTokens); n != 0 {
			t.Errorf("%d documents of tokens are left after %s", n, what)
		}
	}
}

// TestTokensOfBeforeHaveEnded: a token whose epoch was not kept may have been made before its owner feared for the account.
func TestTokensOfBeforeHaveEnded(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	token := s.founder(t).token("READ")
	for d, err := range s.store.All(t.Context(), library.CollectionTokens) {
		wantDone(t, err)
		old := strings.Replace(string(d.Value), `"epoch":`, `"former":`, 1)
		if old == string(d.Value) {
			t.Fatal("no epoch is kept:", old)
		}
		wantDone(t, s.store.Replace(t.Context(), library.CollectionTokens, d.Key, rawDocument(old)))
	}
	if !token.isBadToken() {
		t.Error("a token without an epoch is taken")
	}
}

type rawDocument string

func (d rawDocument) MarshalJSON() ([]byte, error) { return []byte(d), nil }

// TestNothingIsChangedByAnEndedSession: another server may answer a question of it for a moment, and takes no change.
func TestNothingIsChangedByAnEndedSession(t *testing.T) {
	t.Parallel()
	p := newPlace()
	a, b := p.start(t), p.start(t)
	admin := a.founder(t)
	for name, mutation := range map[string]string{
		"practiceCreate":         `practiceCreate(input: { language: "en", territory: "utrecht" }) { userErrors { code } }`,
		"accountRename":          `accountRename(input: { name: "somebody else" }) { userErrors { code } }`,
		"notificationMailChoose": `notificationMailChoose(input: { rhythm: SOON }) { userErrors { code } }`,
		"tokenCreate":            `tokenCreate(input: { name: "n", scopes: [READ], expiresInDays: 1, password: "` + password + `" }) { userErrors { code } }`,
		"signOutEverywhere":      `signOutEverywhere { userErrors { code } }`,
		"accountClose":           `accountClose(input: { password: "` + password + `" }) { userErrors { code } }`,
	} {
		v := admin.member(strings.ToLower(name)+"@example.org", editorInUtrecht)
		there := v.at(b)
		if there.me() == "" {
			t.Fatal("the other server does not know a new session")
		}
		v.ask(signOutEverywhere, nil).done("signOutEverywhere")
		there.ask(`mutation { m: `+mutation+` }`, nil).wants("m", "FORBIDDEN")
	}
	second := admin.member("second@example.org", map[string]any{"role": "ADMINISTRATOR"})
	reader := admin.member("reader@example.org")
	id := reader.me()
	for name, act := range map[string]func(v *visitor) *reply{
		"accountLink":   func(v *visitor) *reply { return v.newLinkFor(id) },
		"accountInvite": func(v *visitor) *reply { return v.invite("third@example.org") },
	} {
		there := second.at(b)
		if there.me() == "" {
			t.Fatal("the other server does not know a new session")
		}
		second.ask(signOutEverywhere, nil).done("signOutEverywhere")
		act(there).wants(name, "FORBIDDEN")
		second.signIn("second@example.org", password).done("signIn")
	}
}

// newLinkFor makes a link for the owner of an account.
func (v *visitor) newLinkFor(account string) *reply {
	v.t.Helper()
	return v.ask(`mutation($a: ID!) { accountLink(input: { account: $a }) { link `+errorsToo+` } }`, map[string]any{"a": account})
}

// TestLinksFromAServerBehind: a link that is made right after another server ended the sessions is worth something.
func TestLinksFromAServerBehind(t *testing.T) {
	t.Parallel()
	p := newPlace()
	a, b := p.start(t), p.start(t)
	admin := a.founder(t)
	v := admin.member(editorEmail)
	id := v.me()
	if admin.at(b).me() == "" {
		t.Fatal("the other server does not know a session")
	}
	v.ask(signOutEverywhere, nil).done("signOutEverywhere")
	link := admin.at(b).newLinkFor(id).done("accountLink").text("accountLink", "link")
	b.visitor(t).ask(`mutation($i: PasswordResetInput!) { passwordReset(input: $i) { `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"secret": secretOf(link), "password": otherPassword}}).done("passwordReset")

	a.visitor(t).signIn(editorEmail, otherPassword).done("signIn")
	b.visitor(t).ask(`{ viewer { id } }`, nil)
	url, err := a.accounts.LinkFor(t.Context(), editorEmail) // by whoever runs the other server
	wantDone(t, err)
	a.visitor(t).ask(`mutation($i: PasswordResetInput!) { passwordReset(input: $i) { `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"secret": secretOf(url), "password": password}}).done("passwordReset")
}

// TestTokensChangeNoAccount: what a token would give by changing an account outlasts it and goes beyond its scopes.
func TestTokensChangeNoAccount(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	admin := s.founder(t)
	other := admin.member("second@example.org", map[string]any{"role": "READER"})
	token := admin.token("READ", "WRITE", "PUBLISH", "MODERATE", "ADMINISTER")
	for field, mutation := range map[string]string{
		"accountInvite":      `accountInvite(input: { email: "third@example.org", roles: [{ role: ADMINISTRATOR }] }) { link userErrors { code message } }`,
		"accountChangeRoles": `accountChangeRoles(input: { account: "` + other.me() + `", roles: [{ role: ADMINISTRATOR }] }) { userErrors { code message } }`,
		"accountClose":       `accountClose(input: { account: "` + other.me() + `" }) { userErrors { code message } }`,
		"accountLink":        `accountLink(input: { account: "` + other.me() + `" }) { link userErrors { code message } }`,
		"secondFactorReset":  `secondFactorReset(input: { account: "` + other.me() + `" }) { userErrors { code message } }`,
	} {
		if r := token.ask(`mutation { `+mutation+` }`, nil).wants(field, "FORBIDDEN"); !strings.Contains(r.body, "sign in instead") {
			t.Errorf("%s does not say what to do: %s", field, r.body)
		}
	}
	r := token.ask(`{ viewer { read: can(action: READ_ACCOUNTS) keep: can(action: KEEP_ACCOUNTS) } accounts { totalCount } }`, nil)
	if r.at("viewer", "read") != true || r.at("viewer", "keep") != false || r.at("accounts", "totalCount") != 2.0 {
		t.Error("what a token with ADMINISTER may do is told wrongly:", r.body)
	}
	reader := admin.token("READ")
	if r = reader.ask(`{ viewer { read: can(action: READ_ACCOUNTS) } }`, nil); r.at("viewer", "read") != false {
		t.Error("a token without ADMINISTER is told that it sees the accounts:", r.body)
	}
	if r = reader.ask(`{ accounts { totalCount } }`, nil); len(r.Errors) == 0 {
		t.Error("a token without ADMINISTER sees the accounts:", r.body)
	}
	if id := admin.ask(`{ viewer { keep: can(action: KEEP_ACCOUNTS) } }`, nil); id.at("viewer", "keep") != true {
		t.Error("an administrator is told that they may not:", id.body)
	}
	if err := s.library.CloseAccount(t.Context(), library.Member("a").Within(library.Scopes...), "a"); !isForbidden(err) {
		t.Error("a token ends its own account:", err)
	}
}

func isForbidden(err error) bool {
	refusal, ok := errors.AsType[*library.Error](err)
	return ok && refusal.Code == library.CodeForbidden
}

// TestTokensReadWhatTheyWrite: whoever may write a draft, or review it, may read it.
func TestTokensReadWhatTheyWrite(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	editor := s.founder(t).member(editorEmail, editorInUtrecht)
	writer, publisher, reader := editor.token("WRITE"), editor.token("PUBLISH"), editor.token("MODERATE")
	made := writer.ask(`mutation { practiceCreate(input: { language: "en", territory: "utrecht", text: { title: "A title" } }) {
		draft { id revision content { text { title } } } `+errorsToo+` } }`, nil).done("practiceCreate")
	if made.at("practiceCreate", "draft", "content", "text", "title") != "A title" {
		t.Error("the draft that was made is not told:", made.body)
	}
	id := made.text("practiceCreate", "draft", "id")
	writer.ask(`mutation($d: ID!) { practiceUpdate(input: { draft: $d, expectedRevision: 1, text: { title: "Another" } }) { draft { revision } `+errorsToo+` } }`,
		map[string]any{"d": id}).done("practiceUpdate")
	const query = `query($d: ID!) { draft(id: $d) { content { text { title } } } viewer { can(action: READ_DRAFTS, territory: "utrecht") } }`
	for who, v := range map[string]*visitor{"WRITE": writer, "PUBLISH": publisher} {
		if r := v.ask(query, map[string]any{"d": id}); r.at("draft", "content", "text", "title") != "Another" || r.at("viewer", "can") != true {
			t.Errorf("a token with %s does not read the draft: %s", who, r.body)
		}
	}
	if r := reader.ask(query, map[string]any{"d": id}); r.at("draft") != nil || r.at("viewer", "can") != false {
		t.Error("a token that has nothing to do with drafts reads one:", r.body)
	}
	if r := writer.ask(`{ viewer { can(action: READ_DRAFTS, territory: "liege") } }`, nil); r.at("viewer", "can") != false {
		t.Error("a token reads where it may not write:", r.body)
	}
}

// TestNamesLookLikeWhatTheyAre: no mark that turns text around, and no control character, comes into a name.
func TestNamesLookLikeWhatTheyAre(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	admin := s.founder(t)
	for _, odd := range []string{"a\u202eb", "a\u2066b", "a\u0007b", "a\nb"} {
		vars := map[string]any{"n": odd}
		admin.ask(`mutation($n: String!) { accountRename(input: { name: $n }) { `+errorsToo+` } }`, vars).wants("accountRename", "BAD_INPUT")
		admin.ask(`mutation($n: String!) { accountInvite(input: { email: "a@example.org", name: $n, roles: [] }) { `+errorsToo+` } }`, vars).wants("accountInvite", "BAD_INPUT")
		admin.ask(`mutation($n: String!) { tokenCreate(input: { name: $n, scopes: [READ], expiresInDays: 1, password: "`+password+`" }) { `+errorsToo+` } }`, vars).wants("tokenCreate", "BAD_INPUT")
	}
	admin.ask(`mutation($n: String!) { accountRename(input: { name: $n }) { `+errorsToo+` } }`, map[string]any{"n": "  Zoë d’Été 李 "}).done("accountRename")
}
