package auth

import (
	"net/http"
	"time"
)

// cookieName is that of the session's cookie. Behind TLS its prefix makes browsers refuse one that another host of the
// same domain has set.
func cookieName(secure bool) string {
	if secure {
		return "__Host-session"
	}
	return "session"
}

// setCookie gives a browser its session, until it ends at the latest.
func (v *Visit) setCookie(secret string, lasts time.Duration) {
	cookie := &http.Cookie{
		Name: cookieName(v.secure), Value: secret, Path: "/", MaxAge: int(lasts / time.Second),
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
