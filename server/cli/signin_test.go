package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/weldi-network/practice-library/server/store/embedded"
)

// TestProvidersOfTheProgram: what the file of identity providers lists can be asked for, and the address to which they send
// people back is answered.
func TestProvidersOfTheProgram(t *testing.T) {
	file, secret := filepath.Join(t.TempDir(), "providers.yaml"), filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("never shown\n"), 0o600))
	must(t, os.WriteFile(file, []byte("- {key: liege, name: Liège, issuer: 'https://login.example', client-id: c, secret-file: '"+secret+"'}\n"), 0o600))
	_, addr := startProgram(t, "--oidc-file", file)
	got := (&api{url: "http://" + addr + "/graphql"}).ask(t, `{ identityProviders { key name } }`, nil)
	if want := `{"data":{"identityProviders":[{"key":"liege","name":"Liège"}]}}`; strings.TrimSpace(string(got.body)) != want {
		t.Errorf("%s", got.body)
	}
	for path, status := range map[string]int{"liege?state=a&code=b": http.StatusForbidden, "nowhere": http.StatusNotFound} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/account/provider/"+path, nil)
		must(t, err)
		if got := send(t, request); got.status != status || !got.has(`"errors"`) || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}

// person is somebody at a browser, with its cookies.
type person struct {
	t      *testing.T
	client *http.Client
	// from is where they are, by the word of a proxy.
	from string
}

var persons atomic.Uint32

func newPerson(t *testing.T) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	n := persons.Add(1)
	return &person{t, &http.Client{Jar: jar}, fmt.Sprintf("198.18.%d.%d", n/256, n%256)}
}

// said is what a server says to one operation.
type said struct {
	Data   map[string]map[string]any
	Errors []any
}

// refusals lists the codes of the user errors of a field.
func (s said) refusals(field string) (codes []string) {
	list, _ := s.Data[field]["userErrors"].([]any)
	for _, e := range list {
		codes = append(codes, fmt.Sprint(e.(map[string]any)["code"]))
	}
	return codes
}

// ask sends the body of an operation to a server.
func (p *person) ask(addr, body string) (got said) {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, "http://"+addr+"/graphql", strings.NewReader(body))
	must(p.t, err)
	request.Header = http.Header{"Content-Type": {"application/json"}, "X-Forwarded-For": {p.from}}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Error(err)
		return got
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err == nil {
		err = json.Unmarshal(text, &got)
	}
	if err != nil || len(got.Errors) > 0 {
		p.t.Errorf("%s\nwas answered %v: %s", body, err, text)
	}
	return got
}

// do sends a mutation of one input.
func (p *person) do(addr, field, shown string, input map[string]any) said {
	p.t.Helper()
	kind := strings.ToUpper(field[:1]) + field[1:] + "Input!"
	body, err := json.Marshal(map[string]any{
		"query":     "mutation($i: " + kind + ") { " + field + "(input: $i) { " + shown + " userErrors { code } } }",
		"variables": map[string]any{"i": input},
	})
	must(p.t, err)
	return p.ask(addr, string(body))
}

var linkSecret = regexp.MustCompile(`/account/[a-z]+#(\S+)`)

// founderSecret lets the command make a link for an administrator, beside the server on a data folder.
func founderSecret(t *testing.T, data string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "server", "account", "--data", data, "--log-level", "error").Output()
	must(t, err)
	found := linkSecret.FindSubmatch(out)
	if found == nil {
		t.Fatalf("there is no link in %s", out)
	}
	return string(found[1])
}

const aPassword = "a few words in a row"

// TestLinkUsedAtOnceOnTwoServers: two processes on one database are given the same link at the same instant, several times
// each. It works exactly once, for an invitation as for a new password.
func TestLinkUsedAtOnceOnTwoServers(t *testing.T) {
	data := t.TempDir()
	_, first := startProgram(t, "--data", data, "--trusted-proxies", "127.0.0.0/8")
	uri, err := embedded.Connect(data)
	must(t, err)
	_, second := startProgram(t, "--mongodb-uri", uri, "--trusted-proxies", "127.0.0.0/8")
	servers := []string{first, second}
	admin := newPerson(t)
	admin.do(first, "invitationAccept", "", map[string]any{"secret": founderSecret(t, data), "password": aPassword, "email": "administrator@example.org"})

	for round := range 3 {
		email := fmt.Sprintf("reader-%d@example.org", round)
		invited := admin.do(first, "accountInvite", "link account { id }", map[string]any{"email": email, "roles": []any{}})
		wantOneUse(t, servers, "invitationAccept", invited.Data["accountInvite"]["link"], email)
		account := invited.Data["accountInvite"]["account"].(map[string]any)["id"]
		reset := admin.do(first, "accountLink", "link", map[string]any{"account": account})
		wantOneUse(t, servers, "passwordReset", reset.Data["accountLink"]["link"], email)
	}
}

// wantOneUse uses a link on all servers at once. The password of the one who was first holds, and no other.
func wantOneUse(t *testing.T, servers []string, field string, link any, email string) {
	t.Helper()
	found := linkSecret.FindStringSubmatch(fmt.Sprint(link))
	if found == nil {
		t.Fatalf("there is no link: %v", link)
	}
	const uses = 6
	var using sync.WaitGroup
	start, worked := make(chan struct{}), make([]bool, uses)
	for i := range uses {
		using.Go(func() {
			<-start
			got := newPerson(t).do(servers[i%2], field, "", map[string]any{"secret": found[1], "password": fmt.Sprintf("password number %d", i)})
			switch codes := got.refusals(field); {
			case len(codes) == 0:
				worked[i] = true
			case codes[0] != "BAD_LINK":
				t.Errorf("%s: %v", field, codes)
			}
		})
	}
	close(start)
	using.Wait()
	used, hold := 0, 0
	// First whoever was told that it worked: that sign-in gives its try back, and of the others no more than ten may fail.
	first := max(0, slices.Index(worked, true))
	for n := range uses {
		i := (first + n) % uses
		if worked[i] {
			used++
		}
		got := newPerson(t).do(servers[(i+1)%2], "signIn", "", map[string]any{"email": email, "password": fmt.Sprintf("password number %d", i)})
		if holds := len(got.refusals("signIn")) == 0; holds {
			hold++
			if !worked[i] {
				t.Errorf("%s: a password holds of which it was said that it was refused", field)
			}
		}
	}
	if used != 1 || hold != 1 {
		t.Errorf("%s: the link worked %d times, %d passwords hold", field, used, hold)
	}
}

var (
	askedLine = regexp.MustCompile(`(?m)^ask '(.*)'$`)
	curlLine  = regexp.MustCompile(`(?s)curl -s http://localhost:8080/graphql -H 'Content-Type: application/json' \\\n\s+-d '(.*?)'\n`)
)

// TestReadmeSignIn does what the README shows to sign in, in its order, as one person; and what it shows to ask from a shell.
func TestReadmeSignIn(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	must(t, err)
	readme, data := string(text), t.TempDir()
	_, addr := startProgram(t, "--data", data, "--no-seed=false")
	if found := curlLine.FindStringSubmatch(readme); found == nil || newPerson(t).ask(addr, found[1]).Data["practices"]["totalCount"] == 0.0 {
		t.Error("the README asks nothing from a shell, or finds nothing")
	}
	examples, me := askedLine.FindAllStringSubmatch(readme, -1), newPerson(t)
	if len(examples) < 3 {
		t.Fatalf("%d examples are shown", len(examples))
	}
	secret := founderSecret(t, data)
	for i, example := range examples {
		body := strings.ReplaceAll(example[1], `secret: \"…\"`, `secret: \"`+secret+`\"`)
		body = strings.ReplaceAll(body, `password: \"…\"`, `password: \"`+aPassword+`\"`)
		if strings.Contains(body, "…") {
			t.Errorf("there is more to fill in than was known: %s", body)
		}
		for field, value := range me.ask(addr, body).Data {
			if value == nil || fmt.Sprint(value["userErrors"]) != "[]" && value["userErrors"] != nil {
				t.Errorf("example %d, %s: %v", i+1, field, value)
			}
		}
	}
}

// TestTokenFromAnotherSitesPage: a partner's page asks as a browser lets it: after a preflight, with a personal token, and
// without any cookie being looked at.
func TestTokenFromAnotherSitesPage(t *testing.T) {
	data := t.TempDir()
	_, addr := startProgram(t, "--data", data)
	me := newPerson(t)
	me.do(addr, "invitationAccept", "", map[string]any{"secret": founderSecret(t, data), "password": aPassword, "email": "administrator@example.org"})
	made := me.do(addr, "tokenCreate", "secret", map[string]any{"name": "a page", "scopes": []string{"READ"}, "expiresInDays": 1, "password": aPassword})
	token := fmt.Sprint(made.Data["tokenCreate"]["secret"])
	ask := func(method, body string, header map[string]string) answer {
		request, err := http.NewRequestWithContext(t.Context(), method, "http://"+addr+"/graphql", strings.NewReader(body))
		must(t, err)
		request.Header.Set("Origin", "https://city.example")
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		for name, value := range header {
			request.Header.Set(name, value)
		}
		for _, cookie := range me.client.Jar.Cookies(request.URL) {
			request.AddCookie(cookie)
		}
		return send(t, request)
	}
	asked := ask(http.MethodOptions, "", map[string]string{
		"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type",
	})
	if h := asked.header; asked.status != http.StatusNoContent || h.Get("Access-Control-Allow-Origin") != "*" ||
		h.Get("Access-Control-Allow-Headers") != "authorization,content-type" || h.Get("Access-Control-Allow-Credentials") != "" {
		t.Error(asked.status, asked.header)
	}
	const query = `{"query":"{ viewer { id } }"}`
	for name, c := range map[string]struct{ authorization, want string }{
		"a token":               {"Bearer " + token, `{"viewer":{"id":"`},
		"the cookie alone":      {"", `{"viewer":null}`},
		"a token of no account": {"Bearer " + token[:len(token)-4] + "AAAA", `BAD_TOKEN`},
	} {
		header := map[string]string{"Content-Type": "application/json"}
		if c.authorization != "" {
			header["Authorization"] = c.authorization
		}
		got := ask(http.MethodPost, query, header)
		if !got.has(c.want) || got.header.Get("Access-Control-Allow-Origin") != "*" || got.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %d %s %v", name, got.status, got.body, got.header)
		}
	}
}
