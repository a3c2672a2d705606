package notify_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
	"github.com/weldi-network/practice-library/server/mail"
	"github.com/weldi-network/practice-library/server/notify"
)

// inbox is a mail server that keeps what it takes.
type inbox struct {
	mu    sync.Mutex
	taken []*netmail.Message
	// refuse says no to a receiver; hang waits at a step of the exchange, slow makes each message take a while.
	refuse func(to string) error
	hang   string
	slow   time.Duration
	begun  int
}

func (b *inbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{inbox: b}, nil }

func (b *inbox) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.taken)
}

// delivery is one exchange.
type delivery struct{ inbox *inbox }

func (d *delivery) Mail(string, *smtp.MailOptions) error {
	d.inbox.mu.Lock()
	d.inbox.begun++
	d.inbox.mu.Unlock()
	d.hangAt("MAIL")
	return nil
}

func (d *delivery) hangAt(step string) {
	if d.inbox.hang == step {
		time.Sleep(time.Minute)
	}
}

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	if d.inbox.refuse != nil {
		return d.inbox.refuse(to)
	}
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	message, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(message.Body)
	message.Body = bytes.NewReader(body)
	time.Sleep(d.inbox.slow)
	d.inbox.mu.Lock()
	d.inbox.taken = append(d.inbox.taken, message)
	d.inbox.mu.Unlock()
	d.hangAt("DATA")
	return err
}

func (d *delivery) Reset()        {}
func (d *delivery) Logout() error { return nil }

// serve runs a mail server on a port of its own and gives its address.
func (b *inbox) serve(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	s := smtp.NewServer(b)
	s.Domain, s.AllowInsecureAuth = "localhost", true
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return "smtp://" + l.Addr().String() + "?from=library@city.example"
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const base = "https://library.example"

// address is that of an account in these tests.
func address(_ context.Context, account string) (string, error) {
	return account + "@example.org", nil
}

// place is a library with somebody who writes and somebody who reviews.
type place struct {
	library        *library.Library
	docs           *librarytest.Documents
	writer, editor library.Viewer
	draft          *library.Draft
	log            bytes.Buffer
	// later is added to the time of the library.
	later time.Duration
}

func newPlace(t *testing.T) *place {
	t.Helper()
	l, s := librarytest.Open(t)
	p := &place{library: l, docs: s.Database.Documents}
	p.writer = member(t, l, library.Grant{Role: library.RoleContributor, Territory: "utrecht"})
	p.editor = member(t, l, library.Grant{Role: library.RoleEditor, Territory: "utrecht"})
	p.draft = begin(t, l, p.writer)
	return p
}

// member is somebody who has taken up an account.
func member(t *testing.T, l *library.Library, grant library.Grant) library.Viewer {
	t.Helper()
	id := library.RandomID()
	must(t, l.OpenAccount(t.Context(), library.Operator(), id, []library.Grant{grant}))
	_, err := l.EndSessions(t.Context(), library.Member(id), id, "password")
	must(t, err)
	return library.Member(id, grant)
}

func begin(t *testing.T, l *library.Library, writer library.Viewer) *library.Draft {
	t.Helper()
	words, facts := librarytest.NewWords("en", "Secret title"), librarytest.NewFacts()
	d, err := l.DraftCreate(t.Context(), writer, library.NewDraft{
		Language: "en", Territory: "utrecht", Changes: library.DraftChanges{Words: &words, Facts: &facts},
	})
	must(t, err)
	return d
}

// remark lets the editor say something, of which the writer is told.
func (p *place) remark(t *testing.T) {
	t.Helper()
	_, _, err := p.library.CommentAdd(t.Context(), p.editor, library.NewComment{Draft: p.draft.DraftRef, Text: "Secret remark."})
	must(t, err)
}

func (p *place) now() time.Time { return librarytest.Epoch.Add(10*time.Minute + p.later) }

// server tells by mail what is new; an empty address means that no mail server is known.
func (p *place) server(smtpURL string) *notify.Service {
	c := notify.Config{
		Library: p.library, Documents: p.docs, BaseURL: base, Address: address, Clock: p.now,
		Log: slog.New(slog.NewTextHandler(&p.log, nil)),
	}
	if smtpURL != "" {
		c.Mail = mail.New(smtpURL)
	}
	return notify.New(c)
}

func (p *place) choose(t *testing.T, s *notify.Service, c notify.Choice) {
	t.Helper()
	must(t, s.Choose(t.Context(), p.writer.Account(), c))
}

// wantMails lets the server look for what is new and wants so many messages to have come in all.
func wantMails(t *testing.T, s *notify.Service, b *inbox, want int) {
	t.Helper()
	must(t, s.Round(t.Context()))
	if got := b.count(); got != want {
		t.Fatalf("%d messages have come, not %d", got, want)
	}
}

func (p *place) wantLog(t *testing.T, cause string) {
	t.Helper()
	if text := p.log.String(); !strings.Contains(text, cause) || strings.Contains(text, "@example.org") {
		t.Errorf("the log says: %s", text)
	}
}
