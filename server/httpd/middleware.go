package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"
)

// apiPatience bounds one answer of the API. It is shorter than the server's time to write, so that whoever waited is
// told.
const apiPatience = 20 * time.Second

type middleware func(http.Handler) http.Handler

// chain puts middleware around a handler, the first of them outermost.
func chain(h http.Handler, around ...middleware) http.Handler {
	for _, m := range slices.Backward(around) {
		h = m(h)
	}
	return h
}

// observe counts, times and logs every request. Logs hold no query, body, cookie or address of anybody.
func (s *site) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		rec := &recorder{ResponseWriter: w}
		s.metrics.inFlight.Inc()
		defer func() { // also for an answer that was broken off
			s.metrics.inFlight.Dec()
			took := time.Since(begin)
			s.metrics.count(r, rec.code(), took)
			s.logRequest(r, rec, took)
		}()
		next.ServeHTTP(rec, r)
	})
}

func (s *site) logRequest(r *http.Request, rec *recorder, took time.Duration) {
	s.log.LogAttrs(r.Context(), requestLevel(r, rec.code()), "request",
		slog.String("method", knownMethod(r.Method)),
		slog.String("path", shorten(r.URL.Path)),
		slog.String("route", routeOf(r)),
		slog.Int("status", rec.code()),
		slog.Int64("bytes", rec.bytes),
		slog.Float64("ms", float64(took.Microseconds())/1000),
	)
}

// requestLevel keeps what machines ask every few seconds out of the usual log, as long as the answer is good.
func requestLevel(r *http.Request, code int) slog.Level {
	switch r.Pattern {
	case "/healthz", "/readyz", "/metrics":
		if code == http.StatusOK {
			return slog.LevelDebug
		}
	}
	return slog.LevelInfo
}

const maxLoggedPath = 200

func shorten(path string) string {
	if len(path) <= maxLoggedPath {
		return path
	}
	return strings.ToValidUTF8(path[:maxLoggedPath], "") + "…"
}

// compressor compresses what is text and long enough to gain by it.
func compressor() (middleware, error) {
	wrap, err := gzhttp.NewWrapper(
		gzhttp.MinSize(1024),
		gzhttp.CompressionLevel(4),
		gzhttp.ContentTypes([]string{
			"application/graphql-response+json", "application/json", "application/manifest+json", "image/svg+xml",
			"text/css", "text/html", "text/javascript", "text/plain", "text/xml", "application/xml",
		}),
	)
	if err != nil {
		return nil, err
	}
	return func(next http.Handler) http.Handler { return wrap(next) }, nil
}

// recoverPanics answers 500 where a handler panicked, and breaks the answer off where it had begun.
func (s *site) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w}
		defer s.afterPanic(r.Context(), rec)
		next.ServeHTTP(rec, r)
	})
}

// afterPanic is to be deferred.
func (s *site) afterPanic(ctx context.Context, rec *recorder) {
	p := recover()
	if p == nil {
		return
	}
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) { // how a handler says that it gives up
		panic(p)
	}
	s.log.ErrorContext(ctx, "a handler panicked",
		slog.String("panic", fmt.Sprint(p)), slog.String("stack", string(debug.Stack())))
	if rec.status != 0 {
		panic(http.ErrAbortHandler)
	}
	refuse(rec, http.StatusInternalServerError, codeInternal, "Something went wrong on our side. It has been noted.")
}

// sitePolicy is what a page may load: what we serve ourselves, and nothing that stands inside the page.
const sitePolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// typedPolicy lets text become HTML nowhere but in two places of the client: Svelte's own templates, and the texts that
// the API has made safe (web/src/api/server-html.ts).
const typedPolicy = sitePolicy + "; require-trusted-types-for 'script'; trusted-types svelte-trusted-html weldi-server-html"

// secure sets the headers that make a browser careful. A handler may replace them.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", typedPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		next.ServeHTTP(w, r)
	})
}

// The bounds of an address. The API has its own for a query string, and its own words.
const (
	maxPath  = 2048
	maxQuery = 64 << 10
)

// refuseOddPaths refuses addresses that no link of ours has and that programs along the way read in different ways.
func (s *site) refuseOddPaths(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case r.Method == http.MethodConnect, r.RequestURI == "*": // asked of a proxy, or of the server as a whole
			refuse(w, http.StatusBadRequest, codeBadRequest, "This is not the address of anything here.")
		case len(path) > maxPath, len(r.URL.RawQuery) > maxQuery && path != apiPath:
			s.refuseAddress(w, inItsLanguage(r), http.StatusRequestURITooLong, codeTooLarge, "The address is too long.")
		case !utf8.ValidString(path) || strings.ContainsFunc(path, isOdd):
			s.refuseOdd(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// refuseOdd answers an address with characters that no address here has: people learn that nothing stands there, as at any
// other where nothing does.
func (s *site) refuseOdd(w http.ResponseWriter, r *http.Request) {
	if names(r, "text/html") {
		s.missing(w, inItsLanguage(r))
		return
	}
	refuse(w, http.StatusBadRequest, codeBadRequest, "The address holds characters that no address here has.")
}

func isOdd(r rune) bool { return r == '\\' || unicode.IsControl(r) }

// allow lets the given methods through and answers OPTIONS; no methods means all.
func allow(methods []string, next http.Handler) http.Handler {
	if methods == nil {
		return next
	}
	allowed := strings.Join(append(slices.Clone(methods), http.MethodOptions), ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(methods, r.Method) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Allow", allowed)
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		refuse(w, http.StatusMethodNotAllowed, codeMethodNotAllowed, "This address does not take that method.")
	})
}

// corsMaxAge is how long a browser may remember that it may ask; more than two hours none does.
const corsMaxAge = 2 * time.Hour

// cross lets pages of the given origins ask: without cookies, which a browser adds by itself, but with a personal token,
// which it never does.
func cross(origins []string, next http.Handler) http.Handler {
	options := cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost, http.MethodOptions, http.MethodHead},
		AllowedHeaders: []string{"Content-Type", "Accept", "Authorization", headerRequestID},
		ExposedHeaders: []string{headerRequestID, "Retry-After"},
		MaxAge:         int(corsMaxAge / time.Second),
	}
	if len(origins) == 0 { // which rs/cors takes for any
		options.AllowOriginFunc = func(string) bool { return false }
	}
	return cors.New(options).Handler(next)
}

// bounded ends a handler's work after apiPatience.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), apiPatience)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// fresh marks answers that no cache may keep.
func fresh(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
