package auth_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"github.com/weldi-network/practice-library/server/auth"
)

// What the process of the identity provider is told.
const (
	envRedirect = "WELDI_TEST_REDIRECT" // where it may send people back to
	envUsers    = "WELDI_TEST_USERS"    // a file with its people
)

const (
	clientID     = "library"
	clientSecret = "a secret of the library"
)

// runProvider is a process of its own: the OpenID provider of zitadel/oidc with people from a file.
func runProvider() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	issuer := "http://" + listener.Addr().String() + "/"
	users, err := storage.StoreFromFile(os.Getenv(envUsers))
	if err != nil {
		panic(err)
	}
	storage.RegisterClients(storage.WebClient(clientID, clientSecret, os.Getenv(envRedirect)))
	handler := exampleop.SetupServer(issuer, storage.NewStorage(users), nil, false)
	fmt.Println(issuer)
	panic(http.Serve(listener, handler))
}

// people are those whom the provider knows: each has the password “verysecure”.
var people = map[string]map[string]any{
	"1": {"ID": "1", "Username": "editor", "Password": "verysecure", "Email": "Liege-Editor@example.org", "EmailVerified": true},
	"2": {"ID": "2", "Username": "unverified", "Password": "verysecure", "Email": "reader@example.org", "EmailVerified": false},
	"3": {"ID": "3", "Username": "administrator", "Password": "verysecure", "Email": founderEmail, "EmailVerified": true},
}

// startProvider starts the provider for a server and gives its issuer.
func startProvider(t *testing.T, redirect string) (issuer string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "users.json")
	text, err := json.Marshal(people)
	wantDone(t, err)
	wantDone(t, os.WriteFile(file, text, 0o600))
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), envRedirect+"="+redirect, envUsers+"="+file)
	out, err := process.StdoutPipe()
	wantDone(t, err)
	wantDone(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	issuer, err = bufio.NewReader(out).ReadString('\n')
	wantDone(t, err)
	return strings.TrimSpace(issuer)
}

// withProvider starts a server and a provider that knows it.
func (p *place) withProvider(t *testing.T) *server {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	wantDone(t, err)
	base := "http://" + free.Addr().String()
	issuer := startProvider(t, base+"/account/provider/liege")
	s := p.start(t, func(c *auth.Config) {
		c.BaseURL = base
		c.Providers = []auth.Provider{
			{Key: "liege", Name: "Ville de Liège", Issuer: issuer, ClientID: clientID, Secret: clientSecret},
			{Key: "other", Name: "Another", Issuer: issuer, ClientID: clientID, Secret: clientSecret},
		}
	})
	go func() { // the address that the provider knows leads to the server
		_ = http.Serve(free, s.Config.Handler)
	}()
	t.Cleanup(func() { _ = free.Close() })
	s.URL = base
	return s
}

// browser is a visitor with all cookies, who can go elsewhere and come back.
type browser struct {
	*visitor
	client *http.Client
}

func (s *server) browser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	wantDone(t, err)
	// Nobody is led back to the library without being asked.
	stop := func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), s.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return &browser{s.visitor(t), &http.Client{Jar: jar, CheckRedirect: stop}}
}

// ask sends one operation.
func (b *browser) ask(query string, variables map[string]any) *reply {
	b.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	wantDone(b.t, err)
	got, _ := b.send(http.MethodPost, b.server.URL, string(body), http.Header{"Content-Type": {"application/json"}})
	return got
}

// send sends a request and gives the answer, with the address that it was led to.
func (b *browser) send(method, to, body string, header http.Header) (*reply, *url.URL) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, to, strings.NewReader(body))
	wantDone(b.t, err)
	request.Header = header
	response, err := b.client.Do(request)
	wantDone(b.t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	wantDone(b.t, err)
	got := &reply{t: b.t, status: response.StatusCode, header: response.Header, body: string(text)}
	_ = json.Unmarshal(text, got) // a page of the provider is none
	return got, response.Request.URL
}

func (b *browser) me() string {
	b.t.Helper()
	return b.ask(`{ viewer { id } }`, nil).text("viewer", "id")
}

func (b *browser) leave(input map[string]any) *reply {
	b.t.Helper()
	if input["provider"] == nil {
		input["provider"] = "liege"
	}
	return b.ask(`mutation($i: ProviderSignInInput!) { providerSignIn(input: $i) { url `+errorsToo+` } }`, map[string]any{"i": input})
}

func (b *browser) link(password string) *reply {
	b.t.Helper()
	return b.ask(`mutation($p: String!) { identityLink(input: { provider: "liege", password: $p }) { url `+errorsToo+` } }`, map[string]any{"p": password})
}

var formID = regexp.MustCompile(`name="id" value="([^"]*)"`)

// signInThere goes to the provider, signs in there, and gives the address to which it sends people back.
func (b *browser) signInThere(to, username string) (back string) {
	b.t.Helper()
	page, login := b.send(http.MethodGet, to, "", http.Header{})
	found := formID.FindStringSubmatch(page.body)
	if found == nil {
		b.t.Fatalf("the provider shows no form: %d %s", page.status, page.body)
	}
	form := url.Values{"username": {username}, "password": {"verysecure"}, "id": {found[1]}}
	done, _ := b.send(http.MethodPost, login.String(), form.Encode(), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
	back = done.header.Get("Location")
	if !strings.HasPrefix(back, b.server.URL+"/account/provider/") {
		b.t.Fatalf("the provider sends people to %q", back)
	}
	return back
}

// comeBack opens the address to which a provider sends people back.
func (b *browser) comeBack(back string) *reply {
	b.t.Helper()
	got, _ := b.send(http.MethodGet, back, "", http.Header{"Sec-Fetch-Site": {"cross-site"}}) // as browsers say
	return got
}

// arrives makes sure that somebody comes back to a page.
func (b *browser) arrives(back, page string) (location string) {
	b.t.Helper()
	r := b.comeBack(back)
	location, ok := strings.CutPrefix(r.header.Get("Location"), b.server.URL)
	if r.status != http.StatusSeeOther || !ok || !strings.HasPrefix(location, page) {
		b.t.Fatalf("came back to %d %q: %s", r.status, r.header.Get("Location"), r.body)
	}
	return location
}

// turnedAway makes sure that somebody comes back to a refusal, and is not signed in.
func (b *browser) turnedAway(back string, status int, code string) {
	b.t.Helper()
	r := b.comeBack(back)
	if len(r.Errors) != 1 || r.status != status || r.Errors[0].Extensions["code"] != code || r.header.Get("Cache-Control") != "no-store" {
		b.t.Errorf("came back to %d %s: %s", r.status, r.header, r.body)
	}
	if b.me() != "" {
		b.t.Error("signed in all the same")
	}
}

// through signs in by the provider.
func (b *browser) through(username string) (back string) {
	b.t.Helper()
	return b.signInThere(b.leave(map[string]any{}).done("providerSignIn").text("providerSignIn", "url"), username)
}

func TestSignInByAProvider(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.withProvider(t)
	admin := s.founder(t)
	editor := admin.member(editorEmail, editorInUtrecht)
	id := editor.me()
	if got := s.visitor(t).ask(`{ identityProviders { key name } }`, nil); !strings.Contains(got.body, `{"key":"liege","name":"Ville de Liège"}`) {
		t.Error(got.body)
	}
	b := s.browser(t)
	b.leave(map[string]any{"provider": "nowhere"}).wants("providerSignIn", "NOT_FOUND")
	b.turnedAway(b.through("editor"), 403, "FORBIDDEN") // the address is right and verified, and that is not enough
	b.link(password).wants("identityLink", "FORBIDDEN") // nobody is signed in

	b.ask(`mutation { signIn(input: { email: "`+editorEmail+`", password: "`+password+`" }) { `+errorsToo+` } }`, nil).done("signIn")
	b.link(otherPassword).wants("identityLink", "WRONG_CREDENTIALS")
	b.arrives(b.signInThere(b.link(password).done("identityLink").text("identityLink", "url"), "editor"), "/account")
	b.arrives(b.signInThere(b.link(password).done("identityLink").text("identityLink", "url"), "editor"), "/account") // once more is once
	const linked = `{ viewer { linkedIdentities { id provider } } }`
	list := b.ask(linked, nil).at("viewer", "linkedIdentities").([]any)
	if len(list) != 1 || b.me() != id {
		t.Fatal(list)
	}

	elsewhere := s.browser(t)
	elsewhere.arrives(elsewhere.through("editor"), "/account")
	if elsewhere.me() != id {
		t.Error("signed in to another account")
	}
	third := s.browser(t) // somebody else's identity
	third.turnedAway(third.through("unverified"), 403, "FORBIDDEN")

	other := s.browser(t) // one identity leads to one account
	other.ask(`mutation { signIn(input: { email: "`+founderEmail+`", password: "`+password+`" }) { `+errorsToo+` } }`, nil).done("signIn")
	if r := other.comeBack(other.signInThere(other.link(password).done("identityLink").text("identityLink", "url"), "editor")); r.status != 403 {
		t.Error(r.status, r.body)
	}

	const unlink = `mutation($i: ID!) { identityUnlink(input: { identity: $i }) { viewer { linkedIdentities { id } } ` + errorsToo + ` } }`
	one := map[string]any{"i": list[0].(map[string]any)["id"]}
	other.ask(unlink, one).wants("identityUnlink", "NOT_FOUND")
	b.ask(unlink, one).done("identityUnlink")
	elsewhere.ask(`mutation { signOut { `+errorsToo+` } }`, nil)
	elsewhere.turnedAway(elsewhere.through("editor"), 403, "FORBIDDEN")
}

func TestInvitationTakenUpByAProvider(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.withProvider(t)
	admin := s.founder(t)
	invite := func(email string) map[string]any {
		link := admin.invite(email).done("accountInvite").text("accountInvite", "link")
		return map[string]any{"invitation": secretOf(link)}
	}
	b := s.browser(t)
	b.leave(map[string]any{"invitation": "nonsense"}).wants("providerSignIn", "BAD_LINK")
	for username, email := range map[string]string{"unverified": "reader@example.org", "administrator": "somebody@example.org"} {
		link := invite(email)
		b.turnedAway(b.signInThere(b.leave(link).done("providerSignIn").text("providerSignIn", "url"), username), 403, "FORBIDDEN")
		// the invitation is not used up
		s.visitor(t).accept(map[string]any{"secret": link["invitation"], "password": password}).done("invitationAccept")
	}
	link := invite(editorEmail)
	back := b.signInThere(b.leave(link).done("providerSignIn").text("providerSignIn", "url"), "editor")
	b.arrives(back, "/account")
	id := b.me()
	if id == "" {
		t.Fatal("nobody is signed in")
	}
	s.visitor(t).accept(map[string]any{"secret": link["invitation"], "password": password}).wants("invitationAccept", "BAD_LINK")
	s.visitor(t).signIn(editorEmail, "").wants("signIn", "WRONG_CREDENTIALS") // there is no password
	const hasPassword = `{ viewer { hasPassword } }`
	if b.ask(hasPassword, nil).at("viewer", "hasPassword") != false || admin.ask(hasPassword, nil).at("viewer", "hasPassword") != true {
		t.Error("the founder alone has a password")
	}
	again := s.browser(t)
	again.arrives(again.through("editor"), "/account")
	if again.me() != id {
		t.Error("signed in to another account")
	}
	list := b.ask(`{ viewer { linkedIdentities { id } } }`, nil).at("viewer", "linkedIdentities").([]any)
	b.ask(`mutation($i: ID!) { identityUnlink(input: { identity: $i }) { `+errorsToo+` } }`,
		map[string]any{"i": list[0].(map[string]any)["id"]}).wants("identityUnlink", "NOT_NOW")
	reset := map[string]any{"s": secretOf(admin.ask(`mutation($a: ID!) { accountLink(input: { account: $a }) { link `+errorsToo+` } }`,
		map[string]any{"a": id}).done("accountLink").text("accountLink", "link")), "p": otherPassword}
	withPassword := s.visitor(t)
	withPassword.ask(doReset, reset).done("passwordReset")
	if withPassword.ask(hasPassword, nil).at("viewer", "hasPassword") != true {
		t.Error("a link for a new password gave none")
	}
	// Closed by an administrator, nothing is left of it.
	admin.ask(`mutation($a: ID) { accountClose(input: { account: $a }) { `+errorsToo+` } }`, map[string]any{"a": id}).done("accountClose")
	again = s.browser(t)
	again.turnedAway(again.through("editor"), 403, "FORBIDDEN")
	if kept := p.everything(t, s); strings.Contains(kept, "identities ") {
		t.Error("an identity is left:", kept)
	}
}

// TestProviderDoesNotGoPastASecondFactor: whoever asks for a code is asked for it whichever way they come.
func TestProviderDoesNotGoPastASecondFactor(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.withProvider(t)
	admin := s.founder(t)
	b := s.browser(t)
	b.ask(`mutation { signIn(input: { email: "`+founderEmail+`", password: "`+password+`" }) { `+errorsToo+` } }`, nil).done("signIn")
	b.arrives(b.signInThere(b.link(password).done("identityLink").text("identityLink", "url"), "administrator"), "/account")
	d := admin.withFactor(p)
	b = s.browser(t)
	secret := secretOf(b.arrives(b.through("administrator"), "/account/code#"))
	if b.me() != "" {
		t.Fatal("signed in without a code")
	}
	finish := func(secret, code string) *reply {
		return b.ask(`mutation($i: ProviderSignInFinishInput!) { providerSignInFinish(input: $i) { viewer { id } `+errorsToo+` } }`,
			map[string]any{"i": map[string]any{"secret": secret, "code": code}})
	}
	finish(secret, "000000").wants("providerSignInFinish", "WRONG_CREDENTIALS")
	finish("nonsense", d.next()).wants("providerSignInFinish", "BAD_LINK")
	finish(secret, d.code()).done("providerSignInFinish")
	if b.me() == "" {
		t.Error("nobody is signed in")
	}
	finish(secret, d.next()).wants("providerSignInFinish", "BAD_LINK")
}

// TestWaysBackThatAreRefused: nobody comes back who did not leave, twice, as somebody else, or too late.
func TestWaysBackThatAreRefused(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.withProvider(t)
	s.founder(t)
	linked := s.browser(t)
	linked.ask(`mutation { signIn(input: { email: "`+founderEmail+`", password: "`+password+`" }) { `+errorsToo+` } }`, nil).done("signIn")
	linked.arrives(linked.signInThere(linked.link(password).done("identityLink").text("identityLink", "url"), "administrator"), "/account")

	altered := func(change func(*url.URL, url.Values)) func(string) string {
		return func(back string) string {
			u, _ := url.Parse(back)
			query := u.Query()
			change(u, query)
			u.RawQuery = query.Encode()
			return u.String()
		}
	}
	for name, alter := range map[string]func(string) string{
		"another state":    altered(func(_ *url.URL, q url.Values) { q.Set("state", strings.Repeat("A", 43)) }),
		"no state":         altered(func(_ *url.URL, q url.Values) { q.Del("state") }),
		"another provider": altered(func(u *url.URL, _ url.Values) { u.Path = "/account/provider/other" }),
		"another issuer":   altered(func(_ *url.URL, q url.Values) { q.Set("iss", "https://evil.example") }),
		"another code":     altered(func(_ *url.URL, q url.Values) { q.Set("code", "nonsense") }),
		"denied":           altered(func(_ *url.URL, q url.Values) { q.Del("code"); q.Set("error", "access_denied") }),
	} {
		t.Run(name, func(t *testing.T) {
			b := s.browser(t)
			back := b.through("administrator")
			b.turnedAway(alter(back), 403, "WRONG_CREDENTIALS")
			b.turnedAway(back, 403, "WRONG_CREDENTIALS") // one way back is one try
		})
	}
	b, victim := s.browser(t), s.browser(t)
	back := b.through("administrator")
	victim.turnedAway(back, 403, "WRONG_CREDENTIALS") // sent to somebody else, whom it would sign in as another
	victim.leave(map[string]any{}).done("providerSignIn")
	victim.turnedAway(back, 403, "WRONG_CREDENTIALS")
	b.arrives(back, "/account")
	b.ask(`mutation { signOut { `+errorsToo+` } }`, nil)
	b.turnedAway(back, 403, "WRONG_CREDENTIALS")
	if r := b.comeBack(s.URL + "/account/provider/nowhere?state=a&code=b"); r.status != 404 {
		t.Error(r.status, r.body)
	}

	linked.ask(`mutation { signIn(input: { email: "`+founderEmail+`", password: "`+password+`" }) { `+errorsToo+` } }`, nil)
	back = linked.signInThere(linked.link(password).done("identityLink").text("identityLink", "url"), "editor")
	p.pass(11 * time.Minute)
	if r := linked.comeBack(back); r.status != 403 {
		t.Error("linked too late:", r.status, r.body)
	}
	wrongCode := altered(func(_ *url.URL, q url.Values) { q.Set("code", "nonsense") })
	p.pass(time.Hour)
	for range 10 {
		victim.turnedAway(wrongCode(victim.through("administrator")), 403, "WRONG_CREDENTIALS")
	}
	if r := victim.comeBack(victim.through("administrator")); r.status != 429 || r.header.Get("Retry-After") == "" {
		t.Error(r.status, r.header)
	}
	evil := s.visitor(t)
	evil.header.Set("Sec-Fetch-Site", "cross-site")
	evil.ask(`mutation { providerSignIn(input: { provider: "liege" }) { url `+errorsToo+` } }`, nil).wants("providerSignIn", "CROSS_SITE")
}
