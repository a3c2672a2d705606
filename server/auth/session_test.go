package auth_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
)

// everything writes down all plain documents and the journal.
func (p *place) everything(t *testing.T, s *server) string {
	t.Helper()
	var all strings.Builder
	for _, c := range library.Collections {
		for d, err := range s.store.All(t.Context(), c) {
			wantDone(t, err)
			fmt.Fprintf(&all, "%s %s %s\n", d.Collection, d.Key, d.Value)
		}
	}
	for e, err := range s.store.Since(t.Context(), 0) {
		wantDone(t, err)
		fmt.Fprintf(&all, "entry %d %s %s %s\n", e.Number, e.Type, e.Account, e.Payload)
	}
	return all.String()
}

// token makes a token with scopes and gives a visitor who uses it alone.
func (v *visitor) token(scopes ...string) *visitor { v.t.Helper(); return v.tokenWith("", scopes...) }

// tokenWith does so for somebody with a second factor, by a code of it.
func (v *visitor) tokenWith(code string, scopes ...string) *visitor {
	v.t.Helper()
	r := v.ask(`mutation($i: TokenCreateInput!) { tokenCreate(input: $i) { secret token { id name scopes } `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"name": "a program", "scopes": scopes, "expiresInDays": 30, "password": password, "code": code}}).done("tokenCreate")
	program := v.server.visitor(v.t)
	program.header.Set("Authorization", "Bearer "+r.text("tokenCreate", "secret"))
	return program
}

func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	p := newPlace()
	s, asked := p.startCounted(t, (*auth.Config).HashInEarnest)
	s.founder(t)
	known := s.visitor(t).signIn(founderEmail, otherPassword).wants("signIn", "WRONG_CREDENTIALS")
	unknown := s.visitor(t).signIn("nobody@example.org", otherPassword).wants("signIn", "WRONG_CREDENTIALS")
	if known.body != unknown.body || known.status != unknown.status {
		t.Errorf("they differ:\n%s%s", known.body, unknown.body)
	}
	before := asked.count.Load()
	s.visitor(t).signIn(founderEmail, otherPassword)
	between := asked.count.Load()
	s.visitor(t).signIn("nobody@example.org", otherPassword)
	if a, b := between-before, asked.count.Load()-between; a != b {
		t.Errorf("%d look-ups for a known address, %d for an unknown one", a, b)
	}
	if !testing.Short() {
		wantEqualTime(t, p, s)
	}
}

// wantEqualTime compares the shortest times: whatever else the machine does only adds to a time.
func wantEqualTime(t *testing.T, p *place, s *server) {
	t.Helper()
	const rounds = 15
	took := map[string][]time.Duration{}
	for range rounds {
		for _, email := range []string{founderEmail, "nobody@example.org"} {
			begin := time.Now()
			s.visitor(t).signIn(email, otherPassword)
			took[email] = append(took[email], time.Since(begin))
		}
		p.pass(time.Hour)
	}
	known, unknown := slices.Min(took[founderEmail]), slices.Min(took["nobody@example.org"])
	t.Logf("known %s, unknown %s", known, unknown)
	if ratio := float64(known) / float64(unknown); ratio < 0.6 || ratio > 1.6 {
		t.Errorf("known %s, unknown %s", known, unknown)
	}
}

func TestTriesAreCounted(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t, func(c *auth.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	s.founder(t)
	from := func(source string) *visitor {
		v := s.visitor(t)
		v.header.Set("X-Forwarded-For", "203.0.113.250, "+source)
		return v
	}
	// Ten for an account, from wherever they come; then even the right password waits.
	for i := range 10 {
		if r := from(fmt.Sprintf("203.0.113.%d", i)).signIn(founderEmail, otherPassword); r.status != 200 {
			t.Fatal(i, r.status, r.body)
		}
	}
	r := from("203.0.113.99").signIn(founderEmail, password).wants("signIn", "TOO_MANY_TRIES")
	if r.status != 429 || r.header.Get("Retry-After") == "" {
		t.Error(r.status, r.header)
	}
	from("203.0.113.98").signIn("someone-else@example.org", password).wants("signIn", "WRONG_CREDENTIALS")
	// Ten from a source, for whatever account, each alias a try of its own.
	var aliases strings.Builder
	for i := range 12 {
		fmt.Fprintf(&aliases, `t%d: signIn(input: { email: "a%d@example.org", password: "x" }) { userErrors { code } } `, i, i)
	}
	many := from("2001:db8::1").ask("mutation {"+aliases.String()+"}", nil)
	if n := strings.Count(many.body, "TOO_MANY_TRIES"); n != 2 || many.status != 429 {
		t.Error(n, many.status, many.body)
	}
	from("2001:db8::ffff").signIn("reader@example.org", password).wants("signIn", "TOO_MANY_TRIES") // the same network of 64 bits
	from("2001:db8:0:1::1").signIn("reader@example.org", password).wants("signIn", "WRONG_CREDENTIALS")
	p.pass(15 * time.Minute)
	from("203.0.113.99").signIn(founderEmail, password).done("signIn")
	for range 15 { // who signs in has not tried in vain
		from("203.0.113.99").signIn(founderEmail, password).done("signIn")
	}
	if found := p.everything(t, s); strings.Contains(found, "203.0.113") {
		t.Error("a source was stored:", found)
	}
}

// TestSourceIsTheConnection: without a trusted proxy nobody chooses where they come from.
func TestSourceIsTheConnection(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	for i := range 11 {
		v := s.visitor(t)
		v.header.Set("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i))
		want := "WRONG_CREDENTIALS"
		if i == 10 {
			want = "TOO_MANY_TRIES"
		}
		v.signIn(fmt.Sprintf("a%d@example.org", i), password).wants("signIn", want)
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	first := s.founder(t)
	second := s.visitor(t)
	second.signIn(strings.ToUpper(founderEmail), password).done("signIn")
	const list = `{ viewer { sessions { id begunAt lastUsedAt isCurrent } } }`
	sessions := first.ask(list, nil).at("viewer", "sessions").([]any)
	if len(sessions) != 2 {
		t.Fatal(sessions)
	}
	for _, session := range sessions {
		if id := session.(map[string]any)["id"].(string); session.(map[string]any)["isCurrent"] == false {
			first.ask(`mutation($s: ID!) { sessionEnd(input: { session: $s }) { viewer { id } `+errorsToo+` } }`, map[string]any{"s": id}).done("sessionEnd")
		}
	}
	if second.me() != "" || second.cookie != "" || first.me() == "" {
		t.Error("the other session was not ended, or the wrong one was")
	}
	second.signIn(founderEmail, password).done("signIn")
	old := *second
	if second.ask(`mutation { signOut { viewer { id } userErrors { code } } }`, nil).done("signOut"); second.cookie != "" || old.me() != "" {
		t.Error("the cookie still works")
	}
	second.ask(`mutation { signOut { viewer { id } userErrors { code } } }`, nil).done("signOut")
	second.ask(`mutation { signOutEverywhere { viewer { id } userErrors { code } } }`, nil).wants("signOutEverywhere", "FORBIDDEN")
	// Not used for a week, or a month old.
	p.pass(7*24*time.Hour + time.Minute)
	if first.me() != "" {
		t.Error("a session lives on that nobody used")
	}
	first.signIn(founderEmail, password).done("signIn")
	for day := 0; day < 30; day += 5 {
		if first.me() == "" {
			t.Fatal("a session ended in use, on day", day)
		}
		p.pass(5 * 24 * time.Hour)
	}
	if first.me() != "" {
		t.Error("a session lives on for ever")
	}
}

// TestSignedOutEverywhere: a server that has not yet heard of it learns within its next look at the journal; one that asks
// for a new session's epoch looks at once.
func TestSignedOutEverywhere(t *testing.T) {
	t.Parallel()
	p := newPlace()
	a, b := p.start(t), p.start(t)
	first := a.founder(t)
	if first.at(b).me() == "" {
		t.Fatal("the other server does not know a new session")
	}
	second := b.visitor(t)
	second.signIn(founderEmail, password).done("signIn")
	second.ask(`mutation { signOutEverywhere { viewer { id } userErrors { code } } }`, nil).done("signOutEverywhere")
	if second.me() != "" || first.at(b).me() != "" {
		t.Error("still signed in where it was said")
	}
	wantDone(t, a.library.CatchUp(t.Context())) // as the server does every second
	if first.me() != "" {
		t.Error("still signed in on the other server")
	}
}

func TestManySessions(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	s.founder(t)
	var all []*visitor
	for range 25 {
		v := s.visitor(t)
		v.signIn(founderEmail, password).done("signIn")
		all = append(all, v)
		p.pass(time.Second)
	}
	live := 0
	for _, v := range all {
		if v.me() != "" {
			live++
		}
	}
	if live != 20 || all[24].me() == "" {
		t.Errorf("%d of 25 sessions are left", live)
	}
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	p := newPlace()
	a, b := p.start(t), p.start(t)
	admin := a.founder(t)
	elsewhere := b.visitor(t)
	elsewhere.signIn(founderEmail, password).done("signIn")
	const change = `mutation($i: PasswordChangeInput!) { passwordChange(input: $i) { viewer { id } ` + errorsToo + ` } }`
	with := func(current, next string) map[string]any {
		return map[string]any{"i": map[string]any{"currentPassword": current, "password": next}}
	}
	admin.ask(change, with(otherPassword, otherPassword)).wants("passwordChange", "WRONG_CREDENTIALS")
	admin.ask(change, with(password, "short")).wants("passwordChange", "BAD_INPUT")
	a.visitor(t).ask(change, with(password, otherPassword)).wants("passwordChange", "FORBIDDEN")
	admin.token("READ").ask(change, with(password, otherPassword)).wants("passwordChange", "FORBIDDEN")
	// The same characters from another keyboard are the same password.
	admin.ask(change, with(password, "un mot de passe caché")).done("passwordChange")
	if admin.me() == "" {
		t.Error("who changed the password is signed out")
	}
	b.visitor(t).signIn(founderEmail, password).wants("signIn", "WRONG_CREDENTIALS") // at once, on the other server
	b.visitor(t).signIn(founderEmail, "un mot de passe cache\u0301").done("signIn")
	if elsewhere.me() != "" {
		t.Error("the other session lives on")
	}
	if n := strings.Count(p.everything(t, a), "argon2id"); n != 1 {
		t.Errorf("%d passwords are kept", n)
	}
}

// TestPasswordsCostInEarnest: what nobody made cheaper costs what it must.
func TestPasswordsCostInEarnest(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t, (*auth.Config).HashInEarnest)
	s.founder(t)
	if kept := p.everything(t, s); !strings.Contains(kept, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Error("the password is kept in another way:", kept)
	}
	s.visitor(t).signIn(founderEmail, password).done("signIn")
}

func TestCookies(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"http://library.example":  "session=X; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax",
		"https://library.example": "__Host-session=X; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax",
	} {
		s := newPlace().start(t, func(c *auth.Config) { c.BaseURL = base })
		s.founder(t)
		r := s.visitor(t).signIn(founderEmail, password).done("signIn")
		got := r.header.Get("Set-Cookie")
		name, rest, _ := strings.Cut(got, "=")
		value, rest, _ := strings.Cut(rest, ";")
		if name+"=X;"+rest != want || len(value) != 43 {
			t.Errorf("%s: %s", base, got)
		}
	}
}

func TestOtherSitesActForNobody(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	admin := s.founder(t)
	id := admin.me()
	for name, header := range map[string][2]string{
		"another site":     {"Sec-Fetch-Site", "cross-site"},
		"a sister site":    {"Sec-Fetch-Site", "same-site"},
		"another origin":   {"Origin", "https://evil.example"},
		"an opaque origin": {"Origin", "null"},
	} {
		t.Run(name, func(t *testing.T) {
			v := admin.at(s)
			v.header.Set(header[0], header[1])
			if v.me() != "" {
				t.Error("the cookie was used")
			}
			r := v.ask(`mutation { signOutEverywhere { userErrors { code } } }`, nil)
			if len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != "CROSS_SITE" {
				t.Error(r.body)
			}
			v.cookie = ""
			v.signIn(founderEmail, password).wants("signIn", "CROSS_SITE")
			if v.cookie != "" || v.ask(`{ territories { key } }`, nil).status != 200 {
				t.Error("signed in, or not even served as nobody")
			}
		})
	}
	for _, header := range [][2]string{
		{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}, {"Origin", s.URL}, {"Origin", "http://library.example"},
	} {
		v := admin.at(s)
		v.header.Set(header[0], header[1])
		if v.me() != id {
			t.Error(header, "is taken for another site")
		}
	}
	program := admin.token("READ") // which no browser adds by itself
	program.header.Set("Origin", "https://city.example")
	if program.me() != id {
		t.Error("a token does not work from another site")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	admin := s.founder(t)
	create := func(input map[string]any) *reply {
		base := map[string]any{"name": "n", "scopes": []string{"READ"}, "expiresInDays": 1, "password": password}
		for key, value := range input {
			base[key] = value
		}
		return admin.ask(`mutation($i: TokenCreateInput!) { tokenCreate(input: $i) { secret token { id } `+errorsToo+` } }`, map[string]any{"i": base})
	}
	create(map[string]any{"name": " "}).wants("tokenCreate", "BAD_INPUT")
	create(map[string]any{"scopes": []string{}}).wants("tokenCreate", "BAD_INPUT")
	create(map[string]any{"expiresInDays": 0}).wants("tokenCreate", "BAD_INPUT")
	create(map[string]any{"expiresInDays": 367}).wants("tokenCreate", "BAD_INPUT")
	create(map[string]any{"password": otherPassword}).wants("tokenCreate", "WRONG_CREDENTIALS")

	reader, keeper := admin.token("READ"), admin.token("ADMINISTER", "READ", "READ")
	if reader.me() != admin.me() {
		t.Error("a token is not its owner's")
	}
	reader.invite("reader@example.org").wants("accountInvite", "FORBIDDEN")
	keeper.invite("reader@example.org").wants("accountInvite", "FORBIDDEN")
	can := reader.ask(`{ viewer { read: can(action: READ_MEMBERS) keep: can(action: KEEP_ACCOUNTS) sessions { id } } }`, nil)
	if can.at("viewer", "read") != true || can.at("viewer", "keep") != false {
		t.Error(can.body)
	}
	for _, mutation := range []string{
		`signOutEverywhere { userErrors { code } }`,
		`tokenCreate(input: { name: "n", scopes: [READ], expiresInDays: 1, password: "` + password + `" }) { userErrors { code } }`,
		`accountClose(input: { password: "` + password + `" }) { userErrors { code } }`,
	} {
		keeper.ask("mutation { m: "+mutation+" }", nil).wants("m", "FORBIDDEN")
	}

	list := admin.ask(`{ viewer { tokens { id name scopes expiresAt } } }`, nil).at("viewer", "tokens").([]any)
	if len(list) != 2 {
		t.Fatal(list)
	}
	for _, token := range list {
		admin.ask(`mutation($t: ID!) { tokenRevoke(input: { token: $t }) { viewer { tokens { id } } `+errorsToo+` } }`,
			map[string]any{"t": token.(map[string]any)["id"]}).done("tokenRevoke")
	}
	dying := admin.token("READ")
	p.pass(30 * 24 * time.Hour)
	for name, v := range map[string]*visitor{"revoked": reader, "expired": dying} {
		r := v.ask(`{ viewer { id } }`, nil)
		if r.status != 401 || r.Errors[0].Extensions["code"] != "BAD_TOKEN" || r.header.Get("WWW-Authenticate") == "" {
			t.Error(name, r.status, r.body)
		}
	}
	for _, odd := range []string{"Bearer", "Bearer weldi_", "Basic YTpi", "weldi_" + strings.Repeat("A", 43), "Bearer weldi_" + strings.Repeat("é", 40), ""} {
		v := s.visitor(t)
		v.header.Set("Authorization", odd)
		if r := v.ask(`{ viewer { id } }`, nil); r.status != 401 {
			t.Errorf("%q: %d %s", odd, r.status, r.body)
		}
	}
}

// TestReadsOfARequest: who has signed in costs one read by key, whoever has not costs none.
func TestReadsOfARequest(t *testing.T) {
	t.Parallel()
	s, asked := newPlace().startCounted(t)
	admin := s.founder(t)
	program := admin.token("READ")
	odd := s.visitor(t)
	odd.cookie = "session=nonsense; other=1"
	for name, c := range map[string]struct {
		v    *visitor
		want uint64
	}{"session": {admin, 1}, "token": {program, 1}, "anonymous": {s.visitor(t), 0}, "odd cookie": {odd, 0}} {
		before := asked.count.Load()
		c.v.ask(`{ viewer { id roles { role } } territories { key } }`, nil)
		if got := asked.count.Load() - before; got != c.want {
			t.Errorf("%s: %d look-ups, want %d", name, got, c.want)
		}
	}
}

// TestNothingSecretIsKept looks for every secret of a busy day in the logs, the journal and the documents.
func TestNothingSecretIsKept(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	url, err := s.accounts.FounderLink(t.Context(), true)
	wantDone(t, err)
	admin := s.visitor(t)
	admin.accept(map[string]any{"secret": secretOf(url), "password": password, "email": founderEmail, "name": "Somebody"}).done("invitationAccept")
	admin.signIn(founderEmail, otherPassword).wants("signIn", "WRONG_CREDENTIALS")
	link := admin.invite(editorEmail, editorInUtrecht).done("accountInvite").text("accountInvite", "link")
	token := strings.TrimPrefix(admin.token("READ").header.Get("Authorization"), "Bearer ")
	_, cookie, _ := strings.Cut(admin.cookie, "=")
	kept := p.everything(t, s)
	for _, secret := range []string{password, otherPassword, secretOf(url), secretOf(link), token, strings.TrimPrefix(token, "weldi_"), cookie} {
		if secret == "" || strings.Contains(p.log.String(), secret) || strings.Contains(kept, secret) {
			t.Errorf("%q is kept", secret)
		}
	}
	for _, who := range []string{founderEmail, editorEmail, "Somebody"} {
		for line := range strings.Lines(kept) {
			if strings.HasPrefix(line, "entry ") && strings.Contains(line, who) {
				t.Errorf("%s stands in the journal: %s", who, line)
			}
		}
		if strings.Contains(p.log.String(), who) {
			t.Errorf("%s stands in the log", who)
		}
	}
}

func TestMutationsAreNeverRemembered(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	s.founder(t)
	for range 2 { // with the very same bytes, from nobody
		r := s.visitor(t).signIn(founderEmail, password).done("signIn")
		if r.header.Get("Set-Cookie") == "" || r.header.Get("Cache-Control") != "no-store" || r.header.Get("Etag") != "" {
			t.Error(r.header)
		}
	}
}
