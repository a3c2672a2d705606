package overhttp_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// write sends a request as it stands over a connection of its own and only then reads the answer, as many clients do.
func write(t *testing.T, url, head string, body io.Reader) (status int, code string) {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.Copy(conn, io.MultiReader(strings.NewReader("POST / HTTP/1.1\r\nHost: a\r\n"+head+"\r\n\r\n"), body)); err != nil {
		t.Errorf("the request could not be sent to its end: %v", err)
		return 0, ""
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Errorf("no answer: %v", err)
		return 0, ""
	}
	defer func() { _ = response.Body.Close() }()
	var a answer
	if err := json.NewDecoder(response.Body).Decode(&a.body); err != nil {
		t.Error(err)
	}
	return response.StatusCode, a.code()
}

func chunked(size, pieces int) io.Reader {
	piece := fmt.Sprintf("%x\r\n%s\r\n", size, strings.Repeat("a", size))
	return strings.NewReader(strings.Repeat(piece, pieces) + "0\r\n\r\n")
}

// TestLargeBodyIsAnswered gives its answer to a client that writes ten megabytes first.
func TestLargeBodyIsAnswered(t *testing.T) {
	server := httptest.NewServer(newHandler(nil))
	defer server.Close()
	const size = 10 << 20
	declared := fmt.Sprintf("Content-Length: %d", size)
	for name, c := range map[string]struct {
		head   string
		body   io.Reader
		status int
		code   string
	}{
		"declared": {"Content-Type: application/json\r\n" + declared, strings.NewReader(strings.Repeat("a", size)), 413, "REQUEST_TOO_LARGE"},
		"chunked":  {"Content-Type: application/json\r\nTransfer-Encoding: chunked", chunked(64<<10, 160), 413, "REQUEST_TOO_LARGE"},
		"no JSON":  {"Content-Type: text/plain\r\n" + declared, strings.NewReader(strings.Repeat("a", size)), 415, "UNSUPPORTED_MEDIA_TYPE"},
		"no media": {"Accept: text/html;q=0\r\n" + declared, strings.NewReader(strings.Repeat("a", size)), 406, "NOT_ACCEPTABLE"},
		"waiting":  {"Content-Type: application/json\r\nExpect: 100-continue\r\n" + declared, strings.NewReader(""), 413, "REQUEST_TOO_LARGE"},
	} {
		begin := time.Now()
		status, code := write(t, server.URL, c.head, c.body)
		if status != c.status || code != c.code {
			t.Errorf("%s: %d %s, want %d %s", name, status, code, c.status, c.code)
		}
		if took := time.Since(begin); took > time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// TestSlowBodyIsCutOff answers a client that stops in the midst of a body that is too large.
func TestSlowBodyIsCutOff(t *testing.T) {
	server := httptest.NewServer(newHandler(nil))
	defer server.Close()
	begin := time.Now()
	status, code := write(t, server.URL, "Content-Type: application/json\r\nContent-Length: 10000000", strings.NewReader("{"))
	if took := time.Since(begin); status != 413 || code != "REQUEST_TOO_LARGE" || took > 5*time.Second {
		t.Errorf("%d %s after %v", status, code, took)
	}
}

// TestRefusedConnectionGoesOn keeps the connection of a client whose small request was refused.
func TestRefusedConnectionGoesOn(t *testing.T) {
	server := httptest.NewServer(newHandler(nil))
	defer server.Close()
	for range 3 {
		r, err := server.Client().Post(server.URL, "application/json", strings.NewReader(`{"query":"{nothing}"}`))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
		if r.StatusCode != http.StatusBadRequest || r.Close {
			t.Errorf("%d, closed: %t", r.StatusCode, r.Close)
		}
	}
}
