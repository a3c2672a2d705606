package auth_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
)

// torn finds a sign of French that a line may end before.
var torn = regexp.MustCompile(` [:;?!»]|« `)

// TestTexts holds the messages of each language against the English ones: none is missing, none was left as it was, and
// each says where the library is.
func TestTexts(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("texts.json")
	wantDone(t, err)
	var all map[library.Language]map[string]map[string]string
	wantDone(t, json.Unmarshal(data, &all))
	if len(all) != len(library.Languages) {
		t.Errorf("%d languages", len(all))
	}
	for _, language := range library.Languages {
		for name, english := range all[library.English] {
			own := all[language][name]
			if len(own) != len(english) {
				t.Errorf("%s: %s has %d parts, want %d", language, name, len(own), len(english))
			}
			for part, text := range english {
				if own[part] == "" || language != library.English && own[part] == text {
					t.Errorf("%s: %s of %s is missing or in English", language, part, name)
				}
				if language == "fr" && torn.MatchString(own[part]) {
					t.Errorf("a sign of %s of %s stands alone: %s", part, name, own[part])
				}
				if strings.Count(own[part], "{place}") != strings.Count(text, "{place}") {
					t.Errorf("%s: %s of %s does not name the place as often", language, part, name)
				}
			}
		}
	}
}

// subject waits for the nth message and gives the line of its subject.
func (o *outbox) subject(t *testing.T, n int) string {
	t.Helper()
	o.wait(t, n)
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.Split(o.sent[n-1], "\n")[1]
}

// TestMailsInTheReadersLanguage: the language of an invitation is the one that was chosen, else the one in which whoever
// invites reads; from then on the account's, which its owner may change.
func TestMailsInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	mail := &outbox{}
	p := newPlace()
	s := p.start(t, func(c *auth.Config) {
		c.Mail = mail
		c.Language = func(r *http.Request) library.Language { return library.Language(r.Header.Get("Accept-Language")) }
	})
	admin := s.founder(t)
	admin.header.Set("Accept-Language", "fr")
	n := 0
	wants := func(want string) (secret string) {
		t.Helper()
		n++
		if got := mail.subject(t, n); got != want {
			t.Errorf("message %d is about %q, want %q", n, got, want)
		}
		_, secret = mail.nth(t, n)
		return secret
	}
	invite := func(email string, language any) *reply {
		t.Helper()
		return admin.ask(`mutation($i: AccountInviteInput!) { accountInvite(input: $i) { account { language } `+errorsToo+` } }`,
			map[string]any{"i": map[string]any{"email": email, "roles": []any{}, "language": language}})
	}
	reset := func(email, reads string) {
		t.Helper()
		v := s.visitor(t)
		v.header.Set("Accept-Language", reads)
		v.ask(requestReset, map[string]any{"e": email}).done("passwordResetRequest")
	}
	invite("reader@example.org", "de").wants("accountInvite", "BAD_INPUT")
	if got := invite("reader@example.org", "pt-BR").done("accountInvite").text("accountInvite", "account", "language"); got != "pt" {
		t.Errorf("got %q", got)
	}
	wants("A sua conta na Biblioteca de Práticas WELDI")
	if got := invite("reader@example.org", nil).done("accountInvite"); got.at("accountInvite", "account", "language") != nil {
		t.Error(got.body)
	}
	secret := wants("Votre compte dans la Bibliothèque de pratiques WELDI")
	reader := s.visitor(t)
	reader.header.Set("Accept-Language", "hr")
	reader.accept(map[string]any{"secret": secret, "password": password, "language": "tlh"}).wants("invitationAccept", "BAD_INPUT")
	reader.accept(map[string]any{"secret": secret, "password": password}).done("invitationAccept")
	reset("reader@example.org", "it")
	wants("Nova lozinka za Knjižnicu praksi WELDI")
	const choose = `mutation($l: LanguageTag!) { accountChooseLanguage(input: { language: $l }) { account { language } ` + errorsToo + ` } }`
	reader.ask(choose, map[string]any{"l": "ru"}).wants("accountChooseLanguage", "BAD_INPUT")
	reader.ask(choose, map[string]any{"l": "ro"}).done("accountChooseLanguage")
	reset("reader@example.org", "it")
	wants("O parolă nouă pentru Biblioteca de practici WELDI")
	if got := fmt.Sprint(reader.ask(`{ viewer { personalData { document } } }`, nil).at("viewer", "personalData", "document", "account", "language")); got != "ro" {
		t.Errorf("the personal data say %q", got)
	}
	reader.withFactor(p)
	if n++; mail.subject(t, n) != "Al doilea factor al contului dumneavoastră în Biblioteca de practici WELDI" {
		t.Errorf("got %q", mail.subject(t, n))
	}

	invite(editorEmail, "nl")
	secret = wants("Uw account in de WELDI-praktijkenbibliotheek")
	editor := s.visitor(t)
	editor.accept(map[string]any{"secret": secret, "password": password, "language": "es"}).done("invitationAccept")
	reset(editorEmail, "")
	wants("Una nueva contraseña para la Biblioteca de prácticas WELDI")
}
