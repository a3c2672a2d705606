package httpd_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/weldi-network/practice-library/server/httpd"
)

// serve runs a server until stop is called, which gives its error and how long it took.
func serve(t *testing.T, h http.Handler) (url string, stop func() (time.Duration, error)) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- httpd.Serve(ctx, l, h, slog.New(slog.DiscardHandler)) }()
	return "http://" + l.Addr().String(), func() (time.Duration, error) {
		begin := time.Now()
		cancel()
		err := <-ended
		return time.Since(begin), err
	}
}

// TestStop lets a request finish that is being answered, and takes no more.
func TestStop(t *testing.T) {
	begun := make(chan struct{})
	url, stop := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		time.Sleep(300 * time.Millisecond)
		_, _ = io.WriteString(w, "finished")
	}))
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get(url)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer func() { _ = r.Body.Close() }()
		body, _ := io.ReadAll(r.Body)
		answer <- string(body)
	}()
	<-begun
	if _, err := stop(); err != nil {
		t.Error(err)
	}
	if got := <-answer; got != "finished" {
		t.Errorf("the request that was under way got %q", got)
	}
	if r, err := http.Get(url); err == nil {
		_ = r.Body.Close()
		t.Error("it still answers")
	}
}

// TestStopBreaksOff ends a request that will not end by itself, after the time of grace.
func TestStopBreaksOff(t *testing.T) {
	begun := make(chan struct{})
	url, stop := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(begun)
		<-r.Context().Done()
	}))
	go func() {
		if r, err := http.Get(url); err == nil {
			_ = r.Body.Close()
		}
	}()
	<-begun
	took, err := stop()
	if err != nil || took < httpd.Grace-100*time.Millisecond || took > httpd.Grace+700*time.Millisecond {
		t.Errorf("it took %v and gave %v", took, err)
	}
}

func TestServeOnClosedListener(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	if err := httpd.Serve(t.Context(), l, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a closed listener is no error")
	}
}

// TestHugeHeader is refused before any handler sees it.
func TestHugeHeader(t *testing.T) {
	url, stop := serve(t, http.NotFoundHandler())
	defer func() { _, _ = stop() }()
	r := fetch(t, "GET", url, "X-Large: "+strings.Repeat("a", 400<<10))
	if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("answered %d", r.StatusCode)
	}
	if !strings.Contains(r.Body, `"code":"REQUEST_TOO_LARGE"`) {
		t.Errorf("answered %s", r.Body)
	}
}

// TestHugeAddress reaches the API, which refuses it in its own words, up to a size at which net/http does.
func TestHugeAddress(t *testing.T) {
	api := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusRequestURITooLong)
		_, _ = io.WriteString(w, strconv.Itoa(len(r.URL.RawQuery)))
	})
	url, stop := serve(t, api)
	defer func() { _, _ = stop() }()
	for size, want := range map[int]int{300 << 10: 414, 400 << 10: 414, 1 << 20: 414, 3 << 20: 431} {
		r := fetch(t, "GET", url+"/graphql?"+strings.Repeat("q", size))
		if r.StatusCode != want || want == 414 && r.Body != strconv.Itoa(size) {
			t.Errorf("%d bytes: answered %d %.100s", size, r.StatusCode, r.Body)
		}
	}
}

// TestSlowClient is cut off while it sends its header bit by bit.
func TestSlowClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newPipeListener()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- httpd.Serve(ctx, l, http.NotFoundHandler(), slog.New(slog.DiscardHandler)) }()
		conn := l.dial()
		begin := time.Now()
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
		_, _ = io.Copy(io.Discard, conn)
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("it was given %v", took)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// TestEndlessBody is answered, and taken for a while, but not for ever.
func TestEndlessBody(t *testing.T) {
	url, stop := serve(t, http.NotFoundHandler())
	defer func() { _, _ = stop() }()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	begin := time.Now()
	sent := 0
	_, err = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\n")
	for piece := make([]byte, 1<<20); err == nil; {
		var n int
		n, err = conn.Write(piece)
		sent += n
	}
	if took := time.Since(begin); took > 10*time.Second || sent > 300<<20 {
		t.Errorf("it took %d bytes for %v", sent, took)
	}
}

// pipeListener hands out connections that need no network, so that time can be made to fly.
type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newPipeListener() *pipeListener {
	return &pipeListener{make(chan net.Conn), make(chan struct{})}
}

func (l *pipeListener) dial() net.Conn {
	ours, theirs := net.Pipe()
	l.conns <- theirs
	return ours
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	close(l.closed)
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.TCPAddr{} }

// TestUnreadableRequests: net/http answers by itself, in plain text and without a code, what it cannot read as a request.
// It repeats nothing of it and closes the connection.
func TestUnreadableRequests(t *testing.T) {
	url, stop := serve(t, http.NotFoundHandler())
	defer func() { _, _ = stop() }()
	const marker = "MARKER0815"
	for request, want := range map[string]int{
		marker:                           http.StatusBadRequest,
		"GET / HTTP/1.1\r\nX: " + marker: http.StatusBadRequest, // no Host
		"GET / HTTP/1.1\r\nHost: " + marker + "/\\":                          http.StatusBadRequest,
		"GET / HTTP/1.1\r\nHost: a\r\n" + marker + " : b":                    http.StatusBadRequest,
		"GET / HTTP/1.1\r\nHost: a\r\nX: " + marker + "\x00":                 http.StatusBadRequest,
		"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + marker:            http.StatusBadRequest,
		"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + marker:         http.StatusNotImplemented,
		"GET /" + marker + " HTTP/3.0\r\nHost: a":                            http.StatusHTTPVersionNotSupported,
		"GET / HTTP/1.1\r\nHost: a\r\nExpect: " + marker:                     http.StatusExpectationFailed,
		"GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat(marker, 300<<10): http.StatusRequestHeaderFieldsTooLarge,
	} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		go func() { _, _ = io.WriteString(conn, request+"\r\n\r\n") }()
		_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
		got, err := io.ReadAll(conn) // until it is closed
		_ = conn.Close()
		status := ""
		if fields := strings.Fields(string(got)); len(fields) > 1 {
			status = fields[1]
		}
		if status != strconv.Itoa(want) || strings.Contains(string(got), marker) {
			t.Errorf("%.60q: %.300q, %v, want %d", request, got, err, want)
		}
	}
}
