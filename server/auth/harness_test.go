package auth_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
	"github.com/weldi-network/practice-library/server/notify"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// engine is one embedded engine for all tests; each test has a database of its own.
var engine *embedded.Engine

func TestMain(m *testing.M) {
	if os.Getenv(envRedirect) != "" {
		runProvider()
	}
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	folder, err := os.MkdirTemp("", "auth-test-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if engine, err = embedded.Start(context.Background(), folder, slog.Default()); err != nil {
		panic(err)
	}
	defer func() { _ = engine.Stop(context.Background()) }()
	return m.Run()
}

var databases atomic.Int64

// place is one library, with one database and the time of a clock, on which servers can be started.
type place struct {
	uri   string
	clock atomic.Int64 // nanoseconds added to the time of day
	log   lockedBuffer
}

func newPlace() *place {
	rest, query, _ := strings.Cut(engine.URI(), "?")
	scheme, rest, _ := strings.Cut(rest, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	return &place{uri: fmt.Sprintf("%s://%s/auth%d?%s", scheme, hosts, databases.Add(1), query)}
}

func (p *place) now() time.Time          { return time.Now().Add(time.Duration(p.clock.Load())) }
func (p *place) pass(long time.Duration) { p.clock.Add(int64(long)) }

type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(text []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(text)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// server is a library with its API, reached over real HTTP.
type server struct {
	*httptest.Server
	library  *library.Library
	accounts *auth.Service
	store    *store.Store
}

// start starts a server; change may change its configuration.
func (p *place) start(t *testing.T, change ...func(*auth.Config)) *server {
	t.Helper()
	ctx := t.Context()
	log := slog.New(slog.NewJSONHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	db, err := store.Open(ctx, p.uri, store.Options{Logger: log, Ensured: engine.EnsureIndexes})
	wantDone(t, err)
	l, err := library.Open(ctx, library.Ports{
		Journal: db, Bodies: db, Documents: db, ReadSide: librarytest.NewReadSide(), Saver: &librarytest.Saver{}, Log: log, Clock: p.now,
	})
	wantDone(t, err)
	_, err = l.Import(ctx, library.Operator(), librarytest.NewBundle("1"))
	wantDone(t, err)
	s := &server{Server: httptest.NewUnstartedServer(nil), library: l, store: db}
	config := auth.Config{Library: l, Documents: db, BaseURL: "http://library.example", Clock: p.now, Log: log}
	config.HashCheaply()
	for _, do := range change {
		do(&config)
	}
	if config.BaseURL == "" {
		config.BaseURL = "http://" + s.Listener.Addr().String()
	}
	s.accounts = auth.New(config)
	told := notify.New(notify.Config{Library: l, Documents: db, BaseURL: config.BaseURL, Address: s.accounts.Address, Clock: p.now, Log: log})
	api := graph.NewHandler(graph.Config{Library: l, Accounts: s.accounts, Notify: told, BaseURL: config.BaseURL, Log: log})
	mux := http.NewServeMux()
	mux.Handle("/", s.accounts.Identify(api))
	mux.Handle("GET /account/provider/{provider}", s.accounts.Callback())
	s.Config.Handler = mux
	s.Start()
	t.Cleanup(func() {
		s.Close()
		ctx := context.Background()
		_ = s.accounts.Close(ctx)
		_ = l.Close()
		_ = db.Close(ctx)
	})
	return s
}

// lookups counts the documents that are asked for, and not what the library asks of the journal by itself, nor the places
// that tries hold: how many of those are looked at depends on the tries before, whoever made them.
type lookups struct {
	library.Documents
	count atomic.Uint64
}

func (l *lookups) Find(ctx context.Context, c library.Collection, key string, into any) error {
	if c != library.CollectionClaims {
		l.count.Add(1)
	}
	return l.Documents.Find(ctx, c, key, into)
}

// startCounted starts a server whose look-ups of documents are counted.
func (p *place) startCounted(t *testing.T, change ...func(*auth.Config)) (*server, *lookups) {
	t.Helper()
	var asked *lookups
	s := p.start(t, append(change, func(c *auth.Config) {
		asked = &lookups{Documents: c.Documents}
		c.Documents = asked
	})...)
	return s, asked
}

func wantDone(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// visitor is somebody at a browser, with its cookies.
type visitor struct {
	t      *testing.T
	server *server
	cookie string
	header http.Header
}

func (s *server) visitor(t *testing.T) *visitor {
	return &visitor{t: t, server: s, header: http.Header{}}
}

// at gives the same visitor, with the same cookie, at another server.
func (v *visitor) at(s *server) *visitor {
	return &visitor{t: v.t, server: s, cookie: v.cookie, header: v.header.Clone()}
}

// reply is an answer of the API.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   string
	Data   map[string]any
	Errors []struct {
		Message    string
		Extensions map[string]any
	}
}

// ask sends one operation and keeps the cookie that comes with the answer.
func (v *visitor) ask(query string, variables map[string]any) *reply {
	v.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	wantDone(v.t, err)
	request, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.server.URL, bytes.NewReader(body))
	wantDone(v.t, err)
	request.Header = v.header.Clone()
	request.Header.Set("Content-Type", "application/json")
	if v.cookie != "" {
		request.Header.Set("Cookie", v.cookie)
	}
	response, err := http.DefaultClient.Do(request)
	wantDone(v.t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	wantDone(v.t, err)
	got := &reply{t: v.t, status: response.StatusCode, header: response.Header, body: string(text)}
	if err := json.Unmarshal(text, got); err != nil {
		v.t.Fatalf("%v: %s", err, text)
	}
	for _, c := range response.Cookies() {
		if v.cookie = c.Name + "=" + c.Value; c.MaxAge < 0 {
			v.cookie = ""
		}
	}
	return got
}

// at walks down the data of a reply; nil where there is nothing.
func (r *reply) at(path ...string) any {
	var value any = r.Data
	for _, step := range path {
		object, _ := value.(map[string]any)
		value = object[step]
	}
	return value
}

func (r *reply) text(path ...string) string {
	text, _ := r.at(path...).(string)
	return text
}

// refusal is the code of the one user error of a mutation; "" when it was done.
func (r *reply) refusal(field string) string {
	r.t.Helper()
	list, ok := r.at(field, "userErrors").([]any)
	if !ok {
		r.t.Fatalf("no payload: %d %s", r.status, r.body)
	}
	if len(list) == 0 {
		return ""
	}
	code, _ := list[0].(map[string]any)["code"].(string)
	return code
}

// done makes sure that a mutation was done.
func (r *reply) done(field string) *reply {
	r.t.Helper()
	if code := r.refusal(field); code != "" || len(r.Errors) > 0 {
		r.t.Fatalf("%s was refused: %s", field, r.body)
	}
	return r
}

// wants makes sure that a mutation was refused with a code.
func (r *reply) wants(field, code string) *reply {
	r.t.Helper()
	if got := r.refusal(field); got != code {
		r.t.Errorf("%s: got %q, want %q: %s", field, got, code, r.body)
	}
	return r
}

const errorsToo = `userErrors { code message field }`

func (v *visitor) signIn(email, password string) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: SignInInput!) { signIn(input: $i) { viewer { id roles { role } } `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"email": email, "password": password}})
}

func (v *visitor) accept(input map[string]any) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: InvitationAcceptInput!) { invitationAccept(input: $i) { viewer { id } `+errorsToo+` } }`, map[string]any{"i": input})
}

func (v *visitor) invite(email string, roles ...map[string]any) *reply {
	v.t.Helper()
	if roles == nil {
		roles = []map[string]any{}
	}
	return v.ask(`mutation($i: AccountInviteInput!) { accountInvite(input: $i) { account { id email isTakenUp } link `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"email": email, "roles": roles}})
}

// me is the id of who is signed in; "" when nobody is.
func (v *visitor) me() string {
	v.t.Helper()
	return v.ask(`{ viewer { id } }`, nil).text("viewer", "id")
}

// secretOf is what stands behind the # of a link.
func secretOf(link string) string {
	_, secret, _ := strings.Cut(link, "#")
	return secret
}

const (
	password      = "a few words in a row"
	otherPassword = "some other words in a row"
	founderEmail  = "administrator@example.org"
	editorEmail   = "liege-editor@example.org"
)

// founder becomes the first administrator.
func (s *server) founder(t *testing.T) *visitor {
	t.Helper()
	url, err := s.accounts.FounderLink(t.Context(), true)
	wantDone(t, err)
	v := s.visitor(t)
	v.accept(map[string]any{"secret": secretOf(url), "password": password, "email": founderEmail}).done("invitationAccept")
	return v
}

// member is somebody whom an administrator has invited.
func (v *visitor) member(email string, roles ...map[string]any) *visitor {
	v.t.Helper()
	link := v.invite(email, roles...).done("accountInvite").text("accountInvite", "link")
	m := v.server.visitor(v.t)
	m.accept(map[string]any{"secret": secretOf(link), "password": password}).done("invitationAccept")
	return m
}
