package httpd

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The time that a client may take. A slow client must not keep a connection of ours forever.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 2 * time.Minute
)

// maxHead bounds the first line of a request and its headers together. It is well above what the API takes in an
// address, so that whoever sends more is told so by the API: beyond maxHead net/http itself answers, in plain text.
const maxHead = 2 << 20

// maxHeaders bounds the headers alone.
const maxHeaders = 64 << 10

// Grace is how long requests that are being answered may go on after Serve has been told to stop.
const Grace = 3 * time.Second

// Serve answers requests until ctx ends. Then it takes no new ones, lets those under way finish for Grace, and breaks
// off what is left. The listener is closed when it returns.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	answering, breakOff := context.WithCancel(context.WithoutCancel(ctx))
	defer breakOff()
	server := &http.Server{
		Handler:           boundBodies(refuseHugeHeaders(h)),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHead,
		BaseContext:       func(net.Listener) context.Context { return answering },
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // it names addresses of people
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(answering, Grace)
	defer cancel()
	if err := server.Shutdown(grace); errors.Is(err, context.DeadlineExceeded) {
		log.WarnContext(ctx, "requests were broken off at the end")
		return server.Close()
	} else if err != nil {
		return err
	}
	return nil
}

// refuseHugeHeaders stands before everything else, so that nothing has to cope with them.
func refuseHugeHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if size(r.Header) > maxHeaders {
			w.Header().Set("Connection", "close")
			refuse(w, http.StatusRequestHeaderFieldsTooLarge, codeTooLarge, "The headers of the request are too large.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// size counts the bytes of names and values.
func size(h http.Header) int {
	n := 0
	for name, values := range h {
		for _, value := range values {
			n += len(name) + len(value)
		}
	}
	return n
}
