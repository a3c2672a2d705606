package mail_test

import (
	"context"
	"errors"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/weldi-network/practice-library/server/mail"
)

// inbox is a mail server that keeps what it takes.
type inbox struct {
	mu       sync.Mutex
	messages []string
	signIns  int
	refuse   error
}

func (b *inbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{inbox: b}, nil }

// delivery is one connection.
type delivery struct {
	inbox    *inbox
	from, to string
}

func (d *delivery) AuthMechanisms() []string { return []string{sasl.Plain} }

func (d *delivery) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, _, _ string) error {
		d.inbox.mu.Lock()
		defer d.inbox.mu.Unlock()
		d.inbox.signIns++
		return nil
	}), nil
}

func (d *delivery) Mail(from string, _ *smtp.MailOptions) error {
	d.from = from
	return nil
}

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = to
	return d.inbox.refuse
}

func (d *delivery) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	d.inbox.mu.Lock()
	defer d.inbox.mu.Unlock()
	d.inbox.messages = append(d.inbox.messages, d.from+" "+d.to+"\n"+string(text))
	return err
}

func (d *delivery) Reset()        {}
func (d *delivery) Logout() error { return nil }

// serve runs a mail server on a port of its own and gives its host and port.
func (b *inbox) serve(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(b)
	s.Domain, s.AllowInsecureAuth = "localhost", true
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}

func TestSends(t *testing.T) {
	var b inbox
	m := mail.New("smtp://" + b.serve(t) + "?from=library@city.example")
	if err := m.Send(t.Context(), "liege-editor@example.org", "Votre compte – “é”", "Ouvrez https://library.example/x#y\n"); err != nil {
		t.Fatal(err)
	}
	head, text, _ := strings.Cut(b.messages[0], "\n")
	if head != "library@city.example liege-editor@example.org" {
		t.Error(head)
	}
	message, err := netmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(message.Body)
	if !strings.Contains(string(body), "https://library.example/x#y") || !strings.HasPrefix(message.Header.Get("Content-Type"), "text/plain") ||
		message.Header.Get("Auto-Submitted") != "auto-generated" || message.Header.Get("Message-Id") == "" {
		t.Error(text)
	}
}

// TestNoPasswordInTheClear: a server without TLS is not told the password, and gets no message.
func TestNoPasswordInTheClear(t *testing.T) {
	var b inbox
	m := mail.New("smtp://library%40city.example:geheim@" + b.serve(t))
	err := m.Send(t.Context(), "liege-editor@example.org", "s", "t")
	if err == nil || strings.Contains(err.Error(), "geheim") || b.signIns > 0 || len(b.messages) > 0 {
		t.Error(err, b.signIns, b.messages)
	}
}

func TestRefusals(t *testing.T) {
	b := inbox{refuse: &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "liege-editor@example.org is unknown"}}
	err := mail.New("smtp://"+b.serve(t)+"?from=library@city.example").Send(t.Context(), "liege-editor@example.org", "s", "t")
	if err == nil || strings.Contains(err.Error(), "liege-editor") {
		t.Errorf("the log would say: %v", err)
	}
	for _, odd := range []string{"", "a@b\r\nBcc: x@example.org", "no address"} {
		if err := mail.New("smtp://127.0.0.1:1?from=a@city.example").Send(t.Context(), odd, "s", "t"); err == nil {
			t.Errorf("%q was taken", odd)
		}
	}
}

// TestHangingServer: one that takes the connection and says nothing, or nobody at all, holds nobody up.
func TestHangingServer(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	err = mail.New("smtp://"+l.Addr().String()+"?from=library@city.example").Send(ctx, "liege-editor@example.org", "s", "t")
	if !errors.Is(err, context.DeadlineExceeded) && err == nil || time.Since(begin) > 2*time.Second {
		t.Error(err, time.Since(begin))
	}
}

func TestAddresses(t *testing.T) {
	for _, good := range []string{
		"smtp://mail?from=a@b.c", "smtps://u:p@mail:465?from=a@b.c", "smtp://a%40b.c:p@mail", "smtp://[::1]:25/?from=a@b.c",
	} {
		if err := mail.Check(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "mail", "http://mail?from=a@b.c", "smtp://?from=a@b.c", "smtp://mail", "smtp://secret:p@mail", "smtp://mail?from=secret",
		"smtp://mail:0?from=a@b.c", "smtp://mail:99999?from=a@b.c", "smtp://mail/x?from=a@b.c", "smtp://mail?from=A%20%3Ca@b.c%3E", "smtp://u:secret@mail:x",
	} {
		if err := mail.Check(bad); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
