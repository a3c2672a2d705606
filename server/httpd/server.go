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

// maxHeader leaves room for the longest query that the API takes in an address.
const maxHeader = 320 << 10

// Grace is how long requests that are being answered may go on after Serve has been told to stop.
const Grace = 4 * time.Second

// Serve answers requests until ctx ends. Then it takes no new ones, lets those under way finish for Grace, and breaks
// off what is left. The listener is closed when it returns.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	answering, breakOff := context.WithCancel(context.WithoutCancel(ctx))
	defer breakOff()
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
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
