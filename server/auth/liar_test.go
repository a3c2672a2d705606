package auth_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
)

// liar is an identity provider that can be made to say anything.
type liar struct {
	*httptest.Server
	key *rsa.PrivateKey
	// nonce is that of the sign-in under way.
	nonce string
	// discovery changes what it says of itself, claims what it says of somebody; token replaces its answer to a code, and
	// sign the way in which it signs.
	discovery func(map[string]any)
	claims    func(map[string]any)
	token     http.HandlerFunc
	sign      func(l *liar, payload string) string
}

func newLiar(t *testing.T) *liar {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	wantDone(t, err)
	l := &liar{key: key}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		said := map[string]any{
			"issuer": l.URL, "authorization_endpoint": l.URL + "/authorize", "token_endpoint": l.URL + "/token", "jwks_uri": l.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
		}
		if l.discovery != nil {
			l.discovery(said)
		}
		writeJSON(w, said)
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": b64(key.N.Bytes()), "e": b64(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		if l.token != nil {
			l.token(w, r)
			return
		}
		writeJSON(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": l.idToken()})
	})
	l.Server = httptest.NewServer(mux)
	t.Cleanup(l.Close)
	return l
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

func b64(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

// idToken is what it says of somebody: the truth, unless it was told otherwise.
func (l *liar) idToken() string {
	said := map[string]any{
		"iss": l.URL, "aud": clientID, "sub": "1", "nonce": l.nonce, "email": founderEmail, "email_verified": true,
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
	}
	if l.claims != nil {
		l.claims(said)
	}
	maps.DeleteFunc(said, func(_ string, value any) bool { return value == nil })
	payload, _ := json.Marshal(said)
	if l.sign != nil {
		return l.sign(l, b64(payload))
	}
	return signed(l.key, b64(payload))
}

func signed(key *rsa.PrivateKey, payload string) string {
	text := b64([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + payload
	sum := sha256.Sum256([]byte(text))
	signature, _ := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	return text + "." + b64(signature)
}

func hmacSigned(key []byte, payload string) string {
	text := b64([]byte(`{"alg":"HS256","kid":"1"}`)) + "." + payload
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return text + "." + b64(mac.Sum(nil))
}

// withLiar starts a server whose one provider is a liar; founder's account is linked with it.
func withLiar(t *testing.T, p *place) (*server, *liar) {
	t.Helper()
	l := newLiar(t)
	s := p.start(t, func(c *auth.Config) {
		c.BaseURL = ""
		c.Providers = []auth.Provider{{Key: "liege", Name: "Liège", Issuer: l.URL, ClientID: clientID, Secret: clientSecret}}
	})
	return s, l
}

// through leaves for the liar and gives the address at which somebody would come back.
func (l *liar) through(b *browser, left *reply, field string) (back string) {
	b.t.Helper()
	u, err := url.Parse(left.done(field).text(field, "url"))
	wantDone(b.t, err)
	query := u.Query()
	if query.Get("code_challenge_method") != "S256" || len(query.Get("code_challenge")) != 43 || query.Get("response_type") != "code" {
		b.t.Error(u)
	}
	l.nonce = query.Get("nonce")
	return query.Get("redirect_uri") + "?code=1&state=" + url.QueryEscape(query.Get("state"))
}

// TestProvidersThatLie: what must not be believed leads nowhere, says nothing of why, and changes nothing.
func TestProvidersThatLie(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s, l := withLiar(t, p)
	s.founder(t)
	b := s.browser(t)
	b.ask(`mutation { signIn(input: { email: "`+founderEmail+`", password: "`+password+`" }) { `+errorsToo+` } }`, nil).done("signIn")
	b.arrives(l.through(b, b.link(password), "identityLink"), "/account")
	b = s.browser(t)
	b.arrives(l.through(b, b.leave(map[string]any{}), "providerSignIn"), "/account") // the truth works
	b.ask(`mutation { signOut { `+errorsToo+` } }`, nil)

	other, err := rsa.GenerateKey(rand.Reader, 2048)
	wantDone(t, err)
	claim := func(name string, value any) func(*liar) {
		return func(l *liar) { l.claims = func(said map[string]any) { said[name] = value } }
	}
	sign := func(do func(l *liar, payload string) string) func(*liar) { return func(l *liar) { l.sign = do } }
	answer := func(status int, body string) func(*liar) {
		return func(l *liar) {
			l.token = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(body))
			}
		}
	}
	for name, lie := range map[string]func(*liar){
		"another issuer":         claim("iss", "https://evil.example"),
		"another audience":       claim("aud", "somebody else"),
		"no audience":            claim("aud", nil),
		"made for another party": claim("aud", []string{clientID, "somebody else"}),
		"another nonce":          claim("nonce", "replayed"),
		"no nonce":               claim("nonce", nil),
		"expired":                claim("exp", time.Now().Add(-time.Minute).Unix()),
		"no end":                 claim("exp", nil),
		"not yet":                claim("nbf", time.Now().Add(time.Hour).Unix()),
		"nobody":                 claim("sub", ""),
		"a subject without end":  claim("sub", strings.Repeat("s", 256)),
		"another access token":   claim("at_hash", "nonsense"),
		"odd claims":             claim("aud", 7),
		"alg none":               sign(func(_ *liar, payload string) string { return b64([]byte(`{"alg":"none"}`)) + "." + payload + "." }),
		"alg None":               sign(func(_ *liar, payload string) string { return b64([]byte(`{"alg":"None"}`)) + "." + payload + "." }),
		"signed with our secret": sign(func(_ *liar, payload string) string { return hmacSigned([]byte(clientSecret), payload) }),
		"signed with its public key": sign(func(l *liar, payload string) string {
			return hmacSigned(l.key.N.Bytes(), payload)
		}),
		"signed by another": sign(func(_ *liar, payload string) string { return signed(other, payload) }),
		"altered": sign(func(l *liar, payload string) string {
			head, _, _ := strings.Cut(signed(l.key, payload), ".")
			parts := strings.Split(signed(l.key, payload), ".")
			return head + "." + b64([]byte(`{"sub":"2"}`)) + "." + parts[2]
		}),
		"no token":         answer(200, `{"access_token":"a","token_type":"Bearer"}`),
		"no JSON":          answer(200, `<html>`),
		"refused the code": answer(400, `{"error":"invalid_grant","error_description":"a detail"}`),
		"out of order":     answer(500, `a detail`),
		"without an end":   answer(200, `{"access_token":"`+strings.Repeat("a", 3<<20)+`"}`),
		"elsewhere": func(l *liar) {
			l.token = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://evil.example", http.StatusTemporaryRedirect)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := s.browser(t)
			back := l.through(b, b.leave(map[string]any{}), "providerSignIn")
			before := p.everything(t, s)
			lie(l)
			defer func() { l.claims, l.token, l.sign = nil, nil, nil }()
			r := b.comeBack(back)
			if r.status != 403 || len(r.Errors) != 1 || r.Errors[0].Message != "This sign-in did not succeed, and nothing was changed. Please begin it again." {
				t.Error(r.status, r.body)
			}
			wantDone(t, s.accounts.Forget(t.Context()))
			if b.me() != "" || p.everything(t, s) != before {
				t.Error("signed in, or something was changed")
			}
		})
	}
}

// TestProvidersThatAreDown: a provider that does not answer, hangs, or describes itself as something else is told apart from
// a sign-in that is refused.
func TestProvidersThatAreDown(t *testing.T) {
	t.Parallel()
	const down = "UNAVAILABLE"
	for name, trouble := range map[string]func(*liar){
		"closed":         func(l *liar) { l.Close() },
		"another issuer": func(l *liar) { l.discovery = func(said map[string]any) { said["issuer"] = "https://evil.example" } },
		"a script": func(l *liar) {
			l.discovery = func(said map[string]any) { said["authorization_endpoint"] = "javascript:alert(1)" }
		},
		"in the clear": func(l *liar) {
			l.discovery = func(said map[string]any) { said["token_endpoint"] = "http://evil.example/token" }
		},
		"no keys": func(l *liar) { l.discovery = func(said map[string]any) { delete(said, "jwks_uri") } },
	} {
		t.Run(name, func(t *testing.T) {
			s, l := withLiar(t, newPlace())
			trouble(l)
			for range 2 {
				r := s.visitor(t).ask(`mutation { providerSignIn(input: { provider: "liege" }) { url `+errorsToo+` } }`, nil)
				if r.wants("providerSignIn", down); len(r.Errors) != 0 || strings.Contains(r.body, "evil") || r.header.Get("Set-Cookie") != "" {
					t.Error(r.body, r.header)
				}
			}
		})
	}
	gone := make(chan struct{})
	defer close(gone)
	for name, token := range map[string]http.HandlerFunc{
		"hangs": func(http.ResponseWriter, *http.Request) { <-gone },
		"breaks off": func(w http.ResponseWriter, _ *http.Request) {
			connection, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_ = connection.Close()
			}
		},
	} {
		s, l := withLiar(t, newPlace()) // each its own, for the one that hangs still does
		l.token = token
		b := s.browser(t)
		back := l.through(b, b.leave(map[string]any{}), "providerSignIn")
		begin := time.Now()
		r := b.comeBack(back)
		if took := time.Since(begin); r.status != 503 || len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != down || took > 12*time.Second {
			t.Error(name, r.status, r.body, took)
		}
	}
}

func TestTheWayToAProvider(t *testing.T) {
	t.Parallel()
	p := newPlace()
	l := newLiar(t)
	s := p.start(t, func(c *auth.Config) {
		c.BaseURL = "https://library.example"
		c.Providers = []auth.Provider{{Key: "liege", Name: "Liège", Issuer: l.URL, ClientID: clientID, Secret: clientSecret}}
	})
	before := p.everything(t, s)
	r := s.visitor(t).ask(`mutation { providerSignIn(input: { provider: "liege" }) { url `+errorsToo+` } }`, nil).done("providerSignIn")
	cookie := r.header.Get("Set-Cookie")
	name, rest, _ := strings.Cut(cookie, "=")
	value, rest, _ := strings.Cut(rest, ";")
	if name != "__Host-sign-in" || rest != " Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax" {
		t.Error(cookie)
	}
	if strings.Contains(r.body, value) || strings.Contains(r.body, "secret") {
		t.Error("the address tells a secret:", r.body)
	}
	if p.everything(t, s) != before {
		t.Error("something is kept of somebody who may never come back")
	}
	if u, err := url.Parse(r.text("providerSignIn", "url")); err != nil || u.Query().Get("redirect_uri") != "https://library.example/account/provider/liege" {
		t.Error(fmt.Sprint(u, err))
	}
}
