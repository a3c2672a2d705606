package auth_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
)

// outbox is a mail server's other side: what was sent, or how it failed.
type outbox struct {
	mu   sync.Mutex
	sent []string
	fail func(context.Context) error
}

func (o *outbox) Send(ctx context.Context, to, subject, text string) error {
	if o.fail != nil {
		return o.fail(ctx)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, to+"\n"+subject+"\n"+text)
	return nil
}

var linkInMail = regexp.MustCompile(`http://library\.example/account/\w+#(\S+)`)

// wait waits for the nth message.
func (o *outbox) wait(t *testing.T, n int) {
	t.Helper()
	for range 200 {
		o.mu.Lock()
		there := len(o.sent) >= n
		o.mu.Unlock()
		if there {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("no message %d", n)
}

// nth waits for the nth message and gives its receiver and the secret of its link.
func (o *outbox) nth(t *testing.T, n int) (to, secret string) {
	t.Helper()
	o.wait(t, n)
	o.mu.Lock()
	defer o.mu.Unlock()
	to, _, _ = strings.Cut(o.sent[n-1], "\n")
	return to, linkInMail.FindStringSubmatch(o.sent[n-1])[1]
}

const (
	requestReset = `mutation($e: String!) { passwordResetRequest(input: { email: $e }) { isTaken ` + errorsToo + ` } }`
	doReset      = `mutation($s: String!, $p: String!) { passwordReset(input: { secret: $s, password: $p }) { viewer { id } ` + errorsToo + ` } }`
)

func TestLinksByMail(t *testing.T) {
	t.Parallel()
	p, mail := newPlace(), &outbox{}
	s := p.start(t, func(c *auth.Config) { c.Mail = mail })
	admin := s.founder(t)
	if r := admin.invite(editorEmail, editorInUtrecht).done("accountInvite"); r.at("accountInvite", "link") != nil {
		t.Error("the link is shown although it was sent")
	}
	to, secret := mail.nth(t, 1)
	editor := s.visitor(t)
	editor.accept(map[string]any{"secret": secret, "password": password}).done("invitationAccept")
	if to != editorEmail {
		t.Error(to)
	}

	visitor := s.visitor(t)
	unknown := visitor.ask(requestReset, map[string]any{"e": "nobody@example.org"}).done("passwordResetRequest")
	known := visitor.ask(requestReset, map[string]any{"e": editorEmail}).done("passwordResetRequest")
	if known.body != unknown.body {
		t.Error(known.body, unknown.body)
	}
	_, secret = mail.nth(t, 2)
	visitor.ask(doReset, map[string]any{"s": secret, "p": "short"}).wants("passwordReset", "BAD_INPUT")
	visitor.ask(doReset, map[string]any{"s": secret, "p": otherPassword}).done("passwordReset")
	visitor.ask(doReset, map[string]any{"s": secret, "p": otherPassword}).wants("passwordReset", "BAD_LINK")
	if editor.me() != "" || visitor.me() == "" {
		t.Error("the sessions of before live on, or there is no new one")
	}
	s.visitor(t).signIn(editorEmail, password).wants("signIn", "WRONG_CREDENTIALS")
	if len(mail.sent) != 2 {
		t.Error("mail went to somebody without an account:", mail.sent)
	}
	// A link that was not used is worth nothing once all sessions were ended.
	visitor.ask(requestReset, map[string]any{"e": editorEmail}).done("passwordResetRequest")
	_, secret = mail.nth(t, 3)
	visitor.ask(`mutation { signOutEverywhere { userErrors { code } } }`, nil).done("signOutEverywhere")
	visitor.ask(doReset, map[string]any{"s": secret, "p": password}).wants("passwordReset", "BAD_LINK")
	p.pass(time.Hour)
	visitor.ask(requestReset, map[string]any{"e": editorEmail}).done("passwordResetRequest")
	_, secret = mail.nth(t, 4)
	p.pass(2 * time.Hour)
	visitor.ask(doReset, map[string]any{"s": secret, "p": password}).wants("passwordReset", "BAD_LINK")
}

// TestTroubleWithMail: a mail server that refuses or hangs holds nobody up, and the link is shown instead.
func TestTroubleWithMail(t *testing.T) {
	t.Parallel()
	mail := &outbox{}
	s := newPlace().start(t, func(c *auth.Config) { c.Mail = mail })
	admin := s.founder(t)
	mail.fail = func(context.Context) error { return errors.New("refused") }
	link := admin.invite(editorEmail).done("accountInvite").text("accountInvite", "link")
	s.visitor(t).accept(map[string]any{"secret": secretOf(link), "password": password}).done("invitationAccept")
	mail.fail = func(ctx context.Context) error { // hangs
		<-ctx.Done()
		return ctx.Err()
	}
	begin := time.Now()
	s.visitor(t).ask(requestReset, map[string]any{"e": editorEmail}).done("passwordResetRequest")
	if took := time.Since(begin); took > 3*time.Second {
		t.Error("the request for a link hung:", took)
	}
	if testing.Short() {
		return
	}
	begin = time.Now()
	if r := admin.invite("reader@example.org").done("accountInvite"); r.text("accountInvite", "link") == "" || time.Since(begin) > 15*time.Second {
		t.Error(time.Since(begin), r.body)
	}
}

func TestWithoutMail(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	admin := s.founder(t)
	editor := admin.member(editorEmail)
	s.visitor(t).ask(requestReset, map[string]any{"e": editorEmail}).wants("passwordResetRequest", "FORBIDDEN")
	const link = `mutation($a: ID!) { accountLink(input: { account: $a }) { link ` + errorsToo + ` } }`
	of := map[string]any{"a": editor.me()}
	editor.ask(link, of).wants("accountLink", "FORBIDDEN")
	admin.token("ADMINISTER").ask(link, of).wants("accountLink", "FORBIDDEN")
	secret := secretOf(admin.ask(link, of).done("accountLink").text("accountLink", "link"))
	s.visitor(t).accept(map[string]any{"secret": secret, "password": otherPassword}).wants("invitationAccept", "BAD_LINK") // it is for a password
	s.visitor(t).ask(doReset, map[string]any{"s": secret, "p": otherPassword}).done("passwordReset")
	url, err := s.accounts.LinkFor(t.Context(), strings.ToUpper(editorEmail))
	wantDone(t, err)
	s.visitor(t).ask(doReset, map[string]any{"s": secretOf(url), "p": password}).done("passwordReset")
}
