package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// exchange sends a request as it stands over a connection of its own and only then reads the answer, as many clients
// do. It waits until the server closes the connection where closed is set.
func exchange(t *testing.T, addr, head string, body io.Reader, closed bool) answer {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	if _, err := io.Copy(conn, io.MultiReader(strings.NewReader(head+"\r\n\r\n"), body)); err != nil {
		t.Errorf("the request could not be sent to its end: %v", err)
		return answer{}
	}
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, nil)
	if err != nil {
		t.Errorf("no answer: %v", err)
		return answer{}
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	if closed {
		if _, err := reader.ReadByte(); !errors.Is(err, io.EOF) {
			t.Errorf("the connection is not closed: %v", err)
		}
	}
	return answer{response.StatusCode, response.Header, text}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func chunked(size, pieces int) io.Reader {
	piece := fmt.Sprintf("%x\r\n%s\r\n", size, strings.Repeat("a", size))
	return strings.NewReader(strings.Repeat(piece, pieces) + "0\r\n\r\n")
}

// TestBodiesThatNobodyWants sends large and unfinished bodies everywhere. Each gets an answer with a code, soon, and
// nobody finds the connection reset before the answer could be read.
func TestBodiesThatNobodyWants(t *testing.T) {
	t.Parallel()
	addr := runServing(t)
	const json = "\r\nContent-Type: application/json"
	declared := func(n int) string { return fmt.Sprintf("\r\nContent-Length: %d", n) }
	for name, c := range map[string]struct {
		request string // method, path and headers
		body    io.Reader
		status  int
		code    string
		within  time.Duration
	}{
		"10 MB":                                 {"POST /graphql" + json + declared(10<<20), io.LimitReader(zeros{}, 10<<20), 413, "REQUEST_TOO_LARGE", time.Second},
		"60 MB":                                 {"POST /graphql" + json + declared(60<<20), io.LimitReader(zeros{}, 60<<20), 413, "REQUEST_TOO_LARGE", 3 * time.Second},
		"10 MB in pieces":                       {"POST /graphql" + json + "\r\nTransfer-Encoding: chunked", chunked(64<<10, 160), 413, "REQUEST_TOO_LARGE", time.Second},
		"10 MB of no JSON":                      {"POST /graphql\r\nContent-Type: text/plain" + declared(10<<20), io.LimitReader(zeros{}, 10<<20), 415, "UNSUPPORTED_MEDIA_TYPE", time.Second},
		"10 MB for an answer that there is not": {"POST /graphql\r\nAccept: text/html;q=0" + declared(10<<20), io.LimitReader(zeros{}, 10<<20), 406, "NOT_ACCEPTABLE", time.Second},
		"10 MB by PUT":                          {"PUT /graphql" + json + declared(10<<20), io.LimitReader(zeros{}, 10<<20), 405, "METHOD_NOT_ALLOWED", time.Second},
		"10 MB for a page":                      {"POST /practices" + json + declared(10<<20), io.LimitReader(zeros{}, 10<<20), 405, "METHOD_NOT_ALLOWED", time.Second},
		"60 MB for the health":                  {"POST /healthz" + json + declared(60<<20), io.LimitReader(zeros{}, 60<<20), 405, "METHOD_NOT_ALLOWED", 3 * time.Second},
		"10 MB, if it may":                      {"POST /graphql" + json + "\r\nExpect: 100-continue" + declared(10<<20), http.NoBody, 413, "REQUEST_TOO_LARGE", time.Second},
		"10 MB for a page, if it may":           {"POST /practices" + json + "\r\nExpect: 100-continue" + declared(10<<20), http.NoBody, 405, "METHOD_NOT_ALLOWED", time.Second},
		"stalled":                               {"POST /graphql" + json + declared(100), strings.NewReader(`{"query"`), 408, "REQUEST_TIMEOUT", 4 * time.Second},
		"stalled though it was asked":           {"POST /graphql" + json + "\r\nTransfer-Encoding: chunked", strings.NewReader("5\r\n{\"que\r\n"), 408, "REQUEST_TIMEOUT", 4 * time.Second},
		"stalled and too large":                 {"POST /graphql" + json + declared(10<<20), strings.NewReader(`{"query"`), 413, "REQUEST_TOO_LARGE", 4 * time.Second},
		"stalled for a page":                    {"POST /practices" + json + declared(100), strings.NewReader(`{`), 405, "METHOD_NOT_ALLOWED", 4 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begin := time.Now()
			first, headers, _ := strings.Cut(c.request, "\r\n")
			got := exchange(t, addr, first+" HTTP/1.1\r\nHost: a\r\n"+headers, c.body, true)
			if got.status != c.status || !got.has(`"code":"`+c.code+`"`) {
				t.Errorf("%d %.200s", got.status, got.body)
			}
			if took := time.Since(begin); took > c.within+slowest {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestDrippingBody is cut off although something comes every second.
func TestDrippingBody(t *testing.T) {
	t.Parallel()
	addr := runServing(t)
	begin := time.Now()
	head := "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100"
	got := exchange(t, addr, head, &dripping{until: begin.Add(9500 * time.Millisecond)}, true)
	if took := time.Since(begin); got.status != http.StatusRequestTimeout || took > 12*time.Second {
		t.Errorf("%d after %v", got.status, took)
	}
}

// dripping gives a byte each half second.
type dripping struct{ until time.Time }

func (d *dripping) Read(p []byte) (int, error) {
	if time.Now().After(d.until) {
		return 0, io.EOF
	}
	time.Sleep(500 * time.Millisecond)
	p[0] = ' '
	return 1, nil
}

// TestConnectionGoesOn keeps the connection of a client whose body was read, be it refused or not, and closes it after
// one that was not: what is left must not be taken for a request.
func TestConnectionGoesOn(t *testing.T) {
	t.Parallel()
	addr := runServing(t)
	for query, status := range map[string]int{"{nothing}": http.StatusBadRequest, "{themes{key}}": http.StatusOK} {
		body, _ := json.Marshal(map[string]string{"query": query})
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+addr+"/graphql", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		if got := send(t, r); got.status != status || got.header.Get("Connection") == "close" {
			t.Errorf("%s: %d, %s", query, got.status, got.header.Get("Connection"))
		}
	}
	smuggled := "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
	head := fmt.Sprintf("POST /practices HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: %d", len(smuggled))
	if got := exchange(t, addr, head, strings.NewReader(smuggled), true); got.status != http.StatusMethodNotAllowed {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// TestWhatIsAskedOfProxies is answered like everything else that is not here.
func TestWhatIsAskedOfProxies(t *testing.T) {
	t.Parallel()
	addr := runServing(t)
	for _, request := range []string{"CONNECT city.example:443", "GET *", "POST *"} {
		got := exchange(t, addr, request+" HTTP/1.1\r\nHost: a\r\nConnection: close", http.NoBody, true)
		if got.status != http.StatusBadRequest || !got.has(`"code":"BAD_REQUEST"`) {
			t.Errorf("%s: %d %s", request, got.status, got.body)
		}
	}
}
