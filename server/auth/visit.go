package auth

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Visit is one request: where it comes from, and how it says who asks.
type Visit struct {
	// CookieIgnored is true for a request with a session's cookie that another site's page made a browser send. It is
	// served as if the cookie were not there.
	CookieIgnored bool

	crossSite bool
	source    string
	secure    bool
	// session and its key; nil where no session is used.
	session    *session
	sessionKey string
	// ended is true once the session that the request came with is over.
	ended bool
	// token is true where a personal token is used.
	token  bool
	header http.Header
	// request is that of the visit; nil outside of any.
	request *http.Request
	// wait is how long whoever asks has to wait after too many tries.
	wait time.Duration
}

type visitKey struct{}

// VisitOf gives the request to which ctx belongs; an empty one outside of any.
func VisitOf(ctx context.Context) *Visit {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok {
		return v
	}
	return &Visit{header: http.Header{}}
}

// Identify stands before a handler and says who asks, for library.ViewerOf: the owner of a personal token, of a session,
// or nobody. A token that is not valid is refused; a session that is over is nobody's.
func (s *Service) Identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visit := &Visit{source: s.sourceOf(r), crossSite: s.isCrossSite(r), secure: s.secure || r.TLS != nil, header: w.Header(), request: r}
		viewer, err := s.whoAsks(r, visit)
		if err != nil {
			refuse(w, r, err)
			return
		}
		ctx := context.WithValue(library.WithViewer(r.Context(), viewer), visitKey{}, visit)
		next.ServeHTTP(&limited{w, visit}, r.WithContext(ctx))
	})
}

// whoAsks reads at most one document, and none for somebody who says nothing.
func (s *Service) whoAsks(r *http.Request, visit *Visit) (library.Viewer, error) {
	if given := r.Header.Values("Authorization"); len(given) > 0 {
		visit.token = true
		return s.byToken(r.Context(), given)
	}
	cookie, _ := r.Cookie(cookieName(visit.secure)) // nil when there is none, the only error there is
	if cookie == nil {
		return library.Anonymous(), nil
	}
	if visit.crossSite {
		visit.CookieIgnored = true
		return library.Anonymous(), nil
	}
	return s.bySession(r.Context(), visit, cookie.Value)
}

// isCrossSite reports whether a page of another origin made a browser send the request, by the headers that no page can
// set: as net/http.CrossOriginProtection does, but for reads too.
func (s *Service) isCrossSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	if origin == "" || origin == s.base {
		return false
	}
	_, host, _ := strings.Cut(origin, "://")
	return host != r.Host
}

// limited lets an answer say 429 when something in it was tried too often.
type limited struct {
	http.ResponseWriter
	visit *Visit
}

// seconds writes a time to wait as the header Retry-After wants it.
func seconds(wait time.Duration) string { return strconv.Itoa(int(math.Ceil(wait.Seconds()))) }

// WriteHeader sends the status of the whole answer.
func (l *limited) WriteHeader(status int) {
	if l.visit.wait > 0 && (status < http.StatusBadRequest || status == http.StatusTooManyRequests) {
		l.Header().Set("Retry-After", seconds(l.visit.wait))
		status = http.StatusTooManyRequests
	}
	l.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (l *limited) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// fromHere refuses to begin a session for another site's page.
func (v *Visit) fromHere() error {
	if v.crossSite {
		return library.Refuse(library.CodeCrossSite, "Nobody can sign in from another site's page.")
	}
	return nil
}

// Reporting lets whoever visits report something, unless too many reports have come from their source or, where somebody has
// signed in, from their account: as many as there may be tries to sign in, and apart from these. One that is not taken does
// not count. A refusal is TOO_MANY_TRIES, or that of the report.
func (s *Service) Reporting(ctx context.Context, v library.Viewer, report func() error) error {
	visit := VisitOf(ctx)
	keys := []string{"report source " + visit.source}
	if v.IsSignedIn() {
		keys = append(keys, "report account "+v.Account())
	}
	giveBack, err := s.count(visit, keys...)
	if err != nil {
		return err
	}
	err = report()
	if err != nil && library.CodeOf(err) != library.CodeUnavailable { // which may have been taken all the same
		giveBack()
	}
	return err
}

// UseMachine counts that somebody has a machine translate: as often as there may be tries to sign in, and apart from these.
// A refusal is TOO_MANY_TRIES.
func (s *Service) UseMachine(ctx context.Context, v library.Viewer) error {
	_, err := s.count(VisitOf(ctx), "machine account "+v.Account())
	return err
}

// count counts something under each of the keys, on this server alone.
func (s *Service) count(visit *Visit, keys ...string) (giveBack func(), err error) {
	now := s.clock()
	if wait := s.limits.take(now, keys...); wait > 0 {
		return nil, s.tooMany(visit, wait)
	}
	return func() { s.limits.giveBack(now, keys...) }, nil
}

// tooMany refuses whoever has to wait.
func (s *Service) tooMany(visit *Visit, wait time.Duration) error {
	visit.wait = max(visit.wait, wait)
	return library.Refuse(library.CodeTooManyTries, "There were too many tries. Please wait for %d minutes.", int(math.Ceil(wait.Minutes())))
}

// statusOf gives the status of a refusal outside of the API. What is not here is no fault of whoever asks.
var statusOf = map[library.Code]int{
	library.CodeBadToken: http.StatusUnauthorized, library.CodeNotFound: http.StatusNotFound, library.CodeForbidden: http.StatusForbidden,
	library.CodeWrongCredentials: http.StatusForbidden, library.CodeBadLink: http.StatusForbidden,
	library.CodeTooManyTries: http.StatusTooManyRequests, library.CodeUnavailable: http.StatusServiceUnavailable,
}

// refuse answers in the form of a GraphQL error.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	status, code, message := http.StatusServiceUnavailable, library.CodeUnavailable, "The library's database did not answer. Please try again in a moment."
	if refusal, ok := errors.AsType[*library.Error](err); ok && statusOf[refusal.Code] != 0 {
		status, code, message = statusOf[refusal.Code], refusal.Code, refusal.Message
	}
	if wait := VisitOf(r.Context()).wait; status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", seconds(wait))
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
	}
	body, _ := json.Marshal(map[string]any{"errors": []any{map[string]any{
		"message": message, "extensions": map[string]string{"code": string(code)},
	}}})
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // the client may have gone
}

// HasEnded reports whether the request came with a session that is over by now.
func (v *Visit) HasEnded() bool { return v.ended }
