package notify_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
	"github.com/weldi-network/practice-library/server/notify"
)

// TestTells: nobody gets mail who has not asked for it; who has is told once of what is new, and of nothing but that there
// is something.
func TestTells(t *testing.T) {
	p, b := newPlace(t), &inbox{}
	s := p.server(b.serve(t))
	p.remark(t)
	wantMails(t, s, b, 0)
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon, Language: "fr"})
	wantMails(t, s, b, 0) // it was there before
	p.remark(t)
	p.remark(t)
	wantMails(t, s, b, 1)
	wantMails(t, s, b, 1)
	message := b.taken[0]
	if to := message.Header.Get("To"); to != "<"+p.writer.Account()+"@example.org>" {
		t.Error(to)
	}
	text := wholeText(t, message)
	for _, wanted := range []string{"Quelque chose vous attend", base + "/fr/account", base + "/account/mail?"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("%q is not in %s", wanted, text)
		}
	}
	if strings.Contains(text, "Secret") || strings.Contains(text, string(p.draft.Practice)) || strings.Contains(text, "utrecht") {
		t.Errorf("it says too much: %s", text)
	}
	p.remark(t)
	wantMails(t, s, b, 1) // too soon
	p.later += 15 * time.Minute
	wantMails(t, s, b, 2)
	again := p.server(b.serve(t)) // which knows nothing of what the other has done but what it finds in the database
	p.later += 15 * time.Minute
	wantMails(t, again, b, 2)
	p.remark(t)
	list := p.library.Notifications(p.writer)
	must(t, p.library.NotificationsRead(t.Context(), p.writer, list[0].Number))
	wantMails(t, s, b, 2) // it was read in the library
	p.remark(t)
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmOff})
	p.later += 15 * time.Minute
	wantMails(t, s, b, 2)
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon})
	p.remark(t)
	p.later += 8 * 24 * time.Hour
	wantMails(t, s, b, 2) // it is old
	p.later = 0
	must(t, p.library.CloseAccount(t.Context(), library.Operator(), p.writer.Account()))
	wantMails(t, s, b, 2)
}

// wholeText reads a message as its receiver does.
func wholeText(t *testing.T, m *netmail.Message) string {
	t.Helper()
	body, err := io.ReadAll(m.Body)
	must(t, err)
	return strings.ReplaceAll(strings.ReplaceAll(string(body), "=\r\n", ""), "=3D", "=")
}

// TestDaily: once a day, in the morning, of what was there by then.
func TestDaily(t *testing.T) {
	p, b := newPlace(t), &inbox{}
	s := p.server(b.serve(t))
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmDaily})
	p.remark(t) // at noon
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {17 * time.Hour, 0}, {18*time.Hour + time.Minute, 1}, {19 * time.Hour, 1}, {48 * time.Hour, 1}} {
		p.later = c.after
		wantMails(t, s, b, c.want)
	}
}

// TestTrouble: what a mail server certainly did not take is sent later, less and less often; what it may have taken is not
// sent again. One receiver in trouble holds no other up.
func TestTrouble(t *testing.T) {
	p, b := newPlace(t), &inbox{}
	b.refuse = func(string) error { return &smtp.SMTPError{Code: 550, Message: "unknown: liege@example.org"} }
	s := p.server(b.serve(t))
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon})
	p.remark(t)
	wantMails(t, s, b, 0)
	p.wantLog(t, "code 550")
	wantMails(t, s, b, 0)
	if b.begun != 1 {
		t.Errorf("it was tried %d times at once", b.begun)
	}
	must(t, s.Choose(t.Context(), p.editor.Account(), notify.Choice{Rhythm: notify.RhythmSoon}))
	_, err := p.library.DraftSubmit(t.Context(), p.writer, library.DraftRequest{Draft: p.draft.DraftRef, ExpectedRevision: p.draft.Revision}, []string{p.editor.Account()})
	must(t, err)
	b.refuse = nil
	wantMails(t, s, b, 1) // the other one
	p.later += time.Minute
	wantMails(t, s, b, 2)

	down := newPlace(t)
	s = down.server("smtp://127.0.0.1:1?from=library@city.example")
	down.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon})
	down.remark(t)
	must(t, s.Round(t.Context()))
	down.wantLog(t, "connection refused")
	if n := down.docs.Keys(library.CollectionClaims); n != 0 {
		t.Errorf("%d claims stay of what was not sent", n)
	}
}

// TestHangs: a mail server that hangs is given up, before it has the message and after.
func TestHangs(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes what a server is given")
	}
	for step, claims := range map[string]int{"MAIL": 0, "DATA": 2} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			p, b := newPlace(t), &inbox{hang: step}
			s := p.server(b.serve(t))
			p.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon})
			p.remark(t)
			begin := time.Now()
			must(t, s.Round(t.Context()))
			if took := time.Since(begin); took > 30*time.Second {
				t.Error("it took", took)
			}
			if got := p.docs.Keys(library.CollectionClaims); got != claims {
				t.Errorf("%d claims are left", got)
			}
			p.wantLog(t, "somebody was not told by mail")
		})
	}
}

// TestOff: the link in a message asks a person, and does what mail programs want of it.
func TestOff(t *testing.T) {
	p, b := newPlace(t), &inbox{}
	s := p.server(b.serve(t))
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon, Language: "pl"})
	p.remark(t)
	wantMails(t, s, b, 1)
	header := b.taken[0].Header
	link := strings.Trim(header.Get("List-Unsubscribe"), "<>")
	if header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.HasPrefix(link, base+"/account/mail?") {
		t.Fatal(header)
	}
	ask := func(method, link, want string, status int) {
		t.Helper()
		u, err := url.Parse(link)
		must(t, err)
		w := httptest.NewRecorder()
		request := httptest.NewRequestWithContext(t.Context(), method, u.RequestURI(), strings.NewReader("List-Unsubscribe=One-Click"))
		s.Off().ServeHTTP(w, request)
		if w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s %s: %d %s", method, link, w.Code, w.Body)
		}
	}
	for _, bad := range []string{"", "?of=x&off=y", "?of=" + p.writer.Account(), "?of=" + p.writer.Account() + "&off=" + p.writer.Account(), "?of=%00"} {
		ask(http.MethodPost, base+"/account/mail"+bad, "not valid", http.StatusNotFound)
	}
	ask(http.MethodGet, link, "<form method=\"post\">", http.StatusOK)
	wantChoice(t, p, s, "{SOON pl}")
	ask(http.MethodPost, link, "Nie będziesz", http.StatusOK)
	wantChoice(t, p, s, "{OFF }")
	ask(http.MethodPost, link, "not valid", http.StatusNotFound)
}

func wantChoice(t *testing.T, p *place, s *notify.Service, want string) {
	t.Helper()
	got, err := s.Choice(t.Context(), p.writer.Account())
	must(t, err)
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// TestChoose: a choice is kept where no mail is sent too, and is refused in another language.
func TestChoose(t *testing.T) {
	p := newPlace(t)
	s := p.server("")
	wantChoice(t, p, s, "{OFF }")
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmOff})
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmDaily})
	wantChoice(t, p, s, "{DAILY en}")
	p.choose(t, s, notify.Choice{Rhythm: notify.RhythmSoon, Language: "hr"})
	wantChoice(t, p, s, "{SOON hr}")
	if err := s.Choose(t.Context(), p.writer.Account(), notify.Choice{Rhythm: notify.RhythmSoon, Language: "de"}); library.CodeOf(err) != library.CodeBadInput {
		t.Error(err)
	}
	p.remark(t)
	must(t, s.Round(t.Context()))
	if s.Sends() {
		t.Error("it says that it sends")
	}
}

// TestTellsWhatIsAsked: the editors of a territory are told that a question waits for them, and of nothing else.
func TestTellsWhatIsAsked(t *testing.T) {
	p, b := newPlace(t), &inbox{}
	s := p.server(b.serve(t))
	must(t, s.Choose(t.Context(), p.editor.Account(), notify.Choice{Rhythm: notify.RhythmSoon}))
	_, err := p.library.Import(t.Context(), library.Operator(), librarytest.NewBundle("2", librarytest.NewRecord("secret", "Secret")))
	must(t, err)
	wantMails(t, s, b, 0)
	must(t, p.library.AskDue(t.Context())) // it is a year old
	wantMails(t, s, b, 1)
	message := b.taken[0]
	if to := message.Header.Get("To"); to != "<"+p.editor.Account()+"@example.org>" {
		t.Error(to)
	}
	if text := wholeText(t, message); strings.Contains(strings.ToLower(text), "secret") || strings.Contains(text, "utrecht") {
		t.Errorf("it says too much: %s", text)
	}
}
