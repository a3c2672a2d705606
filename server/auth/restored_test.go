package auth_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/backup"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
)

// backUp gives the backup of a library that goes on answering.
func (s *server) backUp(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	snapshot := library.NewSnapshot(s.store, s.store)
	_, err := backup.Write(&out, time.Now(), snapshot.Entries(t.Context()), snapshot.Documents())
	wantDone(t, err)
	return out.Bytes()
}

// restored is a place into which a backup was restored.
func restored(t *testing.T, content []byte) *place {
	t.Helper()
	p := newPlace()
	file, err := backup.Open(bytes.NewReader(content), int64(len(content)))
	wantDone(t, err)
	db, err := store.Open(t.Context(), p.uri, store.Options{Ensured: engine.EnsureIndexes, Restoring: true})
	wantDone(t, err)
	_, err = library.Restore(t.Context(), db, file.Seal, file.Entries(), file.Documents())
	wantDone(t, err)
	wantDone(t, db.Close(t.Context()))
	return p
}

// TestFactorsAfterARestore: whoever asked for a code is asked for it again; what was used up before the backup stays so.
func TestFactorsAfterARestore(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	d := s.founder(t).withFactor(p)
	s.visitor(t).signInWith(founderEmail, password, d.recovery[0]).done("signIn")
	there := restored(t, s.backUp(t))
	there.clock.Store(p.clock.Load())
	d.place = there
	moved := there.start(t)
	v := moved.visitor(t)
	v.signIn(founderEmail, password).wants("signIn", "WRONG_CREDENTIALS")
	v.signInWith(founderEmail, password, d.recovery[0]).wants("signIn", "WRONG_CREDENTIALS")
	v.signInWith(founderEmail, password, d.next()).done("signIn")
	v.signInWith(founderEmail, password, d.recovery[1]).done("signIn")
	if v.factor() != "map[isOn:true recoveryCodesLeft:8]" {
		t.Error(v.factor())
	}
}

// TestAccountsAfterARestore: whoever had an account has it again, with the password, roles and tokens that they had; a
// session and a link that lay in the database do not come to life in another.
func TestAccountsAfterARestore(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	admin := s.founder(t)
	editor := admin.member(editorEmail, editorInUtrecht)
	program := editor.token("READ")
	leaver := admin.member("leaver@example.org")
	leaver.ask(`mutation($p: String!) { accountClose(input: {password: $p}) { `+errorsToo+` } }`, map[string]any{"p": password}).done("accountClose")
	link := secretOf(admin.invite("reader@example.org").done("accountInvite").text("accountInvite", "link"))
	content := s.backUp(t)

	moved := restored(t, content).start(t)
	if moved.accounts.NeedsFounder() {
		t.Error("the administrator is gone")
	}
	for _, v := range []*visitor{admin.at(moved), editor.at(moved)} {
		if v.me() != "" {
			t.Error("a session came to life again")
		}
	}
	moved.visitor(t).accept(map[string]any{"secret": link, "password": password}).wants("invitationAccept", "BAD_LINK")
	moved.visitor(t).signIn("leaver@example.org", password).wants("signIn", "WRONG_CREDENTIALS")
	moved.visitor(t).signIn(editorEmail, otherPassword).wants("signIn", "WRONG_CREDENTIALS")

	again := moved.visitor(t)
	again.signIn(editorEmail, password).done("signIn")
	if again.me() == "" || again.me() != editor.me() {
		t.Errorf("%q, and not %q", again.me(), editor.me())
	}
	got := again.ask(`{ viewer { account { email } roles { role territory { key } } can(action: PUBLISH, territory: "utrecht") } }`, nil)
	want := `{"account":{"email":"` + editorEmail + `"},"roles":[{"role":"EDITOR","territory":{"key":"utrecht"}}],"can":true}`
	if !strings.Contains(got.body, want) {
		t.Error(got.body)
	}
	if program.at(moved).me() != editor.me() {
		t.Error("the token is worth nothing")
	}
	root := moved.visitor(t)
	root.signIn(founderEmail, password).done("signIn")
	root.invite("reader@example.org").done("accountInvite") // who was invited and never came can be invited again
}
