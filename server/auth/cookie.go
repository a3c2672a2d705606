package auth

import (
	"net/http"
	"time"
)

// cookieName is that of the session's cookie. Behind TLS its prefix makes browsers refuse one that another host of the
// same domain has set.
func cookieName(secure bool) string { return named("session", secure) }

// flowCookieName is that of the cookie with the secret of a sign-in that is under way to a provider.
func flowCookieName(secure bool) string { return named("sign-in", secure) }

func named(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

// setCookie gives a browser its session, until it ends at the latest.
func (v *Visit) setCookie(secret string, lasts time.Duration) {
	v.addCookie(cookieName(v.secure), secret, lasts)
}

func (v *Visit) addCookie(name, secret string, lasts time.Duration) {
	cookie := &http.Cookie{
		Name: name, Value: secret, Path: "/", MaxAge: int(lasts / time.Second),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.secure,
	}
	v.header.Add("Set-Cookie", cookie.String())
}

// end forgets the session of the request, which is over.
func (v *Visit) end() {
	v.session, v.sessionKey, v.ended = nil, "", true
	v.dropCookie()
}

// dropCookie takes it away.
func (v *Visit) dropCookie() { v.setCookie("", -time.Second) }
