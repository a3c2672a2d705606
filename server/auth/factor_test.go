package auth_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
)

// device is what somebody has at hand who has a second factor.
type device struct {
	place    *place
	secret   string
	recovery []string
}

func (d device) code() string { return auth.CodeAt(d.secret, d.place.now()) }

// next is a code that was never used: that of the next step, to which the time moves on.
func (d device) next() string {
	d.place.pass(30 * time.Second)
	return d.code()
}

func (v *visitor) enrol(password string) *reply {
	v.t.Helper()
	return v.ask(`mutation($p: String!) { secondFactorEnrol(input: { password: $p }) { enrolment secret uri `+errorsToo+` } }`, map[string]any{"p": password})
}

func (v *visitor) confirmFactor(enrolment, code string) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: SecondFactorConfirmInput!) { secondFactorConfirm(input: $i) { viewer { id } recoveryCodes `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"enrolment": enrolment, "code": code}})
}

func (v *visitor) endFactor(password, code string) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: SecondFactorEndInput!) { secondFactorEnd(input: $i) { viewer { id } `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"password": password, "code": code}})
}

func (v *visitor) resetFactor(account string) *reply {
	v.t.Helper()
	return v.ask(`mutation($a: ID!) { secondFactorReset(input: { account: $a }) { account { hasSecondFactor } `+errorsToo+` } }`, map[string]any{"a": account})
}

func (v *visitor) signInWith(email, password, code string) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: SignInInput!) { signIn(input: $i) { viewer { id } `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"email": email, "password": password, "code": code}})
}

// withFactor switches a second factor on.
func (v *visitor) withFactor(p *place) device {
	v.t.Helper()
	begun := v.enrol(password).done("secondFactorEnrol")
	d := device{place: p, secret: begun.text("secondFactorEnrol", "secret")}
	on := v.confirmFactor(begun.text("secondFactorEnrol", "enrolment"), d.code()).done("secondFactorConfirm")
	for _, code := range on.at("secondFactorConfirm", "recoveryCodes").([]any) {
		d.recovery = append(d.recovery, code.(string))
	}
	return d
}

func (v *visitor) factor() string {
	v.t.Helper()
	return fmt.Sprint(v.ask(`{ viewer { secondFactor { isOn recoveryCodesLeft } } }`, nil).at("viewer", "secondFactor"))
}

func TestSecondFactorFromEnrolmentToItsEnd(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	me := s.founder(t)
	elsewhere := s.visitor(t)
	elsewhere.signIn(founderEmail, password).done("signIn")

	me.enrol(otherPassword).wants("secondFactorEnrol", "WRONG_CREDENTIALS")
	s.visitor(t).enrol(password).wants("secondFactorEnrol", "FORBIDDEN")
	me.token("READ", "WRITE", "ADMINISTER").enrol(password).wants("secondFactorEnrol", "FORBIDDEN")
	begun := me.enrol(password).done("secondFactorEnrol")
	if uri := begun.text("secondFactorEnrol", "uri"); !strings.Contains(uri, begun.text("secondFactorEnrol", "secret")) {
		t.Error(uri)
	}
	elsewhere.signIn(founderEmail, password).done("signIn") // it is not on before it was confirmed
	enrolment := begun.text("secondFactorEnrol", "enrolment")
	me.confirmFactor(enrolment, "000000").wants("secondFactorConfirm", "WRONG_CREDENTIALS")
	me.confirmFactor("nonsense", "000000").wants("secondFactorConfirm", "BAD_LINK")
	d := device{place: p, secret: begun.text("secondFactorEnrol", "secret")}
	first := d.code()
	on := me.confirmFactor(enrolment, first).done("secondFactorConfirm")
	d.recovery = []string{on.at("secondFactorConfirm", "recoveryCodes").([]any)[0].(string)}
	me.confirmFactor(enrolment, d.next()).wants("secondFactorConfirm", "BAD_LINK")
	if me.me() == "" || elsewhere.me() != "" || me.factor() != "map[isOn:true recoveryCodesLeft:10]" {
		t.Error("the wrong sessions ended, or it is not on:", me.factor())
	}
	me.enrol(password).wants("secondFactorEnrol", "NOT_NOW")

	v := s.visitor(t)
	v.signIn(founderEmail, password).wants("signIn", "WRONG_CREDENTIALS")
	v.signInWith(founderEmail, password, first).wants("signIn", "WRONG_CREDENTIALS") // used when it was switched on
	v.signInWith(founderEmail, otherPassword, d.next()).wants("signIn", "WRONG_CREDENTIALS")
	spaced := d.code()[:3] + " " + d.code()[3:] // a wrong password has not used it up
	v.signInWith(founderEmail, password, spaced).done("signIn")
	v.signInWith(founderEmail, password, spaced).wants("signIn", "WRONG_CREDENTIALS")
	v.signInWith(founderEmail, password, strings.ToLower(d.recovery[0])).done("signIn")
	v.signInWith(founderEmail, password, d.recovery[0]).wants("signIn", "WRONG_CREDENTIALS")
	if v.signInWith(founderEmail, password, d.next()).done("signIn"); v.factor() != "map[isOn:true recoveryCodesLeft:9]" {
		t.Error(v.factor())
	}

	p.pass(time.Hour) // the tries are forgotten
	v.endFactor(password, "").wants("secondFactorEnd", "WRONG_CREDENTIALS")
	v.endFactor(otherPassword, d.next()).wants("secondFactorEnd", "WRONG_CREDENTIALS")
	v.endFactor(password, d.code()).done("secondFactorEnd")
	v.endFactor(password, d.next()).wants("secondFactorEnd", "NOT_NOW")
	if v.me() == "" || me.me() != "" || v.factor() != "map[isOn:false recoveryCodesLeft:0]" {
		t.Error("the wrong sessions ended, or it is still on:", v.factor())
	}
	s.visitor(t).signIn(founderEmail, password).done("signIn")
	if kept := p.everything(t, s); strings.Contains(kept, "factors ") {
		t.Error("something is left of it:", kept)
	}
}

// TestNobodyLearnsThatAPasswordIsRight: whoever has no code is told the same, after the same look-ups, whether the
// password is right, wrong or that of nobody, and whatever they give for a code.
func TestNobodyLearnsThatAPasswordIsRight(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s, asked := p.startCounted(t)
	admin := s.founder(t)
	admin.withFactor(p)
	admin.member(editorEmail)
	for _, code := range []string{"", "123456", "ABCD-EFGH-IJKL-MNOP", "12345", strings.Repeat("é", 300), "\x00"} {
		seen := map[string]bool{}
		for _, who := range [][2]string{
			{founderEmail, password}, {founderEmail, otherPassword}, {editorEmail, otherPassword}, {"nobody@example.org", password},
		} {
			before := asked.count.Load()
			r := s.visitor(t).signInWith(who[0], who[1], code).wants("signIn", "WRONG_CREDENTIALS")
			seen[fmt.Sprint(r.status, r.body, asked.count.Load()-before)] = true
		}
		p.pass(time.Hour)
		if len(seen) != 1 {
			t.Errorf("%q: they differ: %v", code, seen)
		}
	}
}

// TestCodesWorkOnce: given at the same instant on two servers, a code and a recovery code each work exactly once.
func TestCodesWorkOnce(t *testing.T) {
	t.Parallel()
	p := newPlace()
	servers := []*server{p.start(t), p.start(t)}
	d := servers[0].founder(t).withFactor(p)
	for round := range 3 {
		for kind, code := range map[string]string{"step": d.next(), "recovery": d.recovery[round]} {
			done := atOnce(6, func(i int) bool {
				return servers[i%2].visitor(t).signInWith(founderEmail, password, code).refusal("signIn") == ""
			})
			if n := count(done); n != 1 {
				t.Errorf("the %s code of round %d worked %d times", kind, round, n)
			}
		}
		p.pass(time.Hour) // the tries are forgotten
	}
}

func TestCodesAreNotGuessed(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	me := s.founder(t)
	d := me.withFactor(p)
	for range 10 {
		me.endFactor(password, "000000").wants("secondFactorEnd", "WRONG_CREDENTIALS")
	}
	r := s.visitor(t).signInWith(founderEmail, password, d.next()).wants("signIn", "TOO_MANY_TRIES")
	if r.status != 429 || r.header.Get("Retry-After") == "" {
		t.Error(r.status, r.header)
	}
}

// TestLinksDoNotGoPastASecondFactor: whoever reads somebody's mail can set a password, and is not in.
func TestLinksDoNotGoPastASecondFactor(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	admin := s.founder(t)
	editor := admin.member(editorEmail)
	d := editor.withFactor(p)
	link := admin.ask(`mutation($a: ID!) { accountLink(input: { account: $a }) { link `+errorsToo+` } }`, map[string]any{"a": editor.me()}).done("accountLink")
	v := s.visitor(t)
	r := v.ask(`mutation($i: PasswordResetInput!) { passwordReset(input: $i) { viewer { id } `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"secret": secretOf(link.text("accountLink", "link")), "password": otherPassword}}).done("passwordReset")
	if r.at("passwordReset", "viewer") != nil || v.cookie != "" {
		t.Error("signed in without a code:", r.body)
	}
	v.signIn(editorEmail, otherPassword).wants("signIn", "WRONG_CREDENTIALS")
	v.signInWith(editorEmail, otherPassword, d.next()).done("signIn")
}

// TestThePasswordIsNotEnough: whoever sits before an open session and knows the password makes nothing of it that would go
// past the second factor later.
func TestThePasswordIsNotEnough(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	me := s.founder(t)
	d := me.withFactor(p)
	inputs := map[string]map[string]any{
		"tokenCreate":    {"name": "n", "scopes": []string{"READ"}, "expiresInDays": 1, "password": password},
		"passwordChange": {"currentPassword": password, "password": otherPassword},
		"identityLink":   {"provider": "liege", "password": password},
		"accountClose":   {"password": password},
	}
	ask := func(field, code string) *reply {
		kind, input := strings.ToUpper(field[:1])+field[1:]+"Input!", inputs[field]
		input["code"] = code
		return me.ask(`mutation($i: `+kind+`) { `+field+`(input: $i) { `+errorsToo+` } }`, map[string]any{"i": input})
	}
	for field := range inputs {
		for _, code := range []string{"", "000000", d.recovery[0] + "A"} {
			if r := ask(field, code).wants(field, "WRONG_CREDENTIALS"); !strings.Contains(r.body, `"field":["code"]`) {
				t.Error(r.body)
			}
		}
		p.pass(time.Hour)
	}
	ask("tokenCreate", d.next()).done("tokenCreate")
	ask("tokenCreate", d.code()).wants("tokenCreate", "WRONG_CREDENTIALS")
	ask("passwordChange", d.recovery[0]).done("passwordChange")
	s.visitor(t).signInWith(founderEmail, otherPassword, d.next()).done("signIn")
}

func TestAdministratorsResetASecondFactor(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	admin := s.founder(t)
	other := admin.member("second@example.org", map[string]any{"role": "ADMINISTRATOR"})
	editor := admin.member(editorEmail, editorInUtrecht)
	id := editor.me()
	admin.resetFactor(id).wants("secondFactorReset", "NOT_NOW")
	editor.withFactor(p)
	d := admin.withFactor(p)
	editor.resetFactor(id).wants("secondFactorReset", "FORBIDDEN")
	admin.resetFactor(admin.me()).wants("secondFactorReset", "FORBIDDEN") // which takes a code
	other.token("ADMINISTER").resetFactor(id).wants("secondFactorReset", "FORBIDDEN")
	s.visitor(t).resetFactor(id).wants("secondFactorReset", "FORBIDDEN")
	if r := admin.resetFactor(id).done("secondFactorReset"); r.at("secondFactorReset", "account", "hasSecondFactor") != false {
		t.Error(r.body)
	}
	if editor.me() != "" {
		t.Error("a session lives on")
	}
	s.visitor(t).signIn(editorEmail, password).done("signIn")
	var last string
	for e, err := range s.store.Since(t.Context(), 0) {
		wantDone(t, err)
		if e.Type == library.EntryFactorChanged {
			last = e.Account
		}
	}
	v := s.visitor(t)
	v.signInWith(founderEmail, password, d.next()).done("signIn")
	if me, err := base64.RawURLEncoding.DecodeString(v.me()); err != nil || string(me) != "account:"+last {
		t.Errorf("the journal says that %s did it, not %s", last, me)
	}
	editor.signIn(editorEmail, password).done("signIn")
	e := editor.withFactor(p)
	editor.ask(`mutation { accountClose(input: { password: "`+password+`", code: "`+e.next()+`" }) { `+errorsToo+` } }`, nil).done("accountClose")
	if kept := p.everything(t, s); strings.Count(kept, "factors ") != 11 { // those of the administrator
		t.Error("something is left of a closed account:", kept)
	}
}

func (v *visitor) renewCodes(password, code string) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: SecondFactorRecoveryCodesRenewInput!) { secondFactorRecoveryCodesRenew(input: $i) { viewer { id } recoveryCodes `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"password": password, "code": code}})
}

// TestRecoveryCodesAreRenewed: new codes work and old ones do not; the device stays, and a code that it showed is not used
// twice because of that.
func TestRecoveryCodesAreRenewed(t *testing.T) {
	t.Parallel()
	const renew = "secondFactorRecoveryCodesRenew"
	p := newPlace()
	s := p.start(t)
	me := s.founder(t)
	me.renewCodes(password, "").wants(renew, "NOT_NOW")
	d := me.withFactor(p)
	program := me.tokenWith(d.next(), "ADMINISTER")
	elsewhere := s.visitor(t)
	elsewhere.signInWith(founderEmail, password, d.next()).done("signIn")
	me.renewCodes(otherPassword, d.next()).wants(renew, "WRONG_CREDENTIALS")
	me.renewCodes(password, "000000").wants(renew, "WRONG_CREDENTIALS")
	program.renewCodes(password, d.next()).wants(renew, "FORBIDDEN")
	s.visitor(t).renewCodes(password, d.next()).wants(renew, "FORBIDDEN")
	code := d.next()
	got := me.renewCodes(password, code).done(renew).at(renew, "recoveryCodes").([]any)
	if len(got) != 10 || me.me() == "" || elsewhere.me() != "" || me.factor() != "map[isOn:true recoveryCodesLeft:10]" {
		t.Error(got, me.me(), elsewhere.me(), me.factor())
	}
	s.visitor(t).signInWith(founderEmail, password, code).wants("signIn", "WRONG_CREDENTIALS")
	s.visitor(t).signInWith(founderEmail, password, d.recovery[0]).wants("signIn", "WRONG_CREDENTIALS")
	s.visitor(t).signInWith(founderEmail, password, d.next()).done("signIn")
	s.visitor(t).signInWith(founderEmail, password, got[0].(string)).done("signIn")
	me.renewCodes(password, got[1].(string)).done(renew)
	s.visitor(t).signInWith(founderEmail, password, got[2].(string)).wants("signIn", "WRONG_CREDENTIALS")
}

func TestRename(t *testing.T) {
	t.Parallel()
	s := newPlace().start(t)
	me := s.founder(t)
	rename := func(v *visitor, name string) *reply {
		return v.ask(`mutation($n: String!) { accountRename(input: { name: $n }) { account { name } `+errorsToo+` } }`, map[string]any{"n": name})
	}
	if got := rename(me, "  The <b>administrator</b> ").done("accountRename").text("accountRename", "account", "name"); got != "The <b>administrator</b>" {
		t.Error(got)
	}
	rename(me, strings.Repeat("n", 101)).wants("accountRename", "BAD_INPUT")
	rename(me, "a\u0007").wants("accountRename", "BAD_INPUT")
	rename(s.visitor(t), "n").wants("accountRename", "FORBIDDEN")
	rename(me.token("ADMINISTER"), "n").wants("accountRename", "FORBIDDEN")
	if got := rename(me, "").done("accountRename").text("accountRename", "account", "name"); got != "" {
		t.Error(got)
	}
}
