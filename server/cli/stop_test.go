package cli_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startProgram starts the program as a process of its own, with more flags, and waits until it is ready.
func startProgram(t *testing.T, flags ...string) (*exec.Cmd, string) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	flags = append([]string{"--addr", addr, "--data", t.TempDir(), "--no-seed", "--log-level", "warn"}, flags...) // the last one counts
	command := exec.CommandContext(t.Context(), "server", flags...)
	command.Env = []string{"TMPDIR=" + os.TempDir(), "GORACE=atexit_sleep_ms=0"} // the race detector waits a second
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill() })
	if !isReady(addr) {
		t.Fatal("it did not become ready")
	}
	return command, addr
}

// clinging is a client that begins a request and never ends it, for which a server waits at its end. The server has
// asked for the rest when clinging returns.
func clinging(t *testing.T, addr string) {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_, err = conn.Write([]byte("POST /graphql HTTP/1.1\r\nHost: " + addr +
		"\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("the server said %q, %v", line, err)
	}
}

// waitUntilClosed waits until a server that was told to stop takes no new clients.
func waitUntilClosed(t *testing.T, addr string) {
	t.Helper()
	for {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			return
		}
		_ = conn.Close()
		time.Sleep(10 * time.Millisecond)
	}
}

func waitFor(command *exec.Cmd) (time.Duration, error) {
	begin := time.Now()
	err := command.Wait()
	return time.Since(begin), err
}

// TestStopsInTime stops a server that a client clings to.
func TestStopsInTime(t *testing.T) {
	t.Parallel()
	command, addr := startProgram(t)
	clinging(t, addr)
	_ = command.Process.Signal(syscall.SIGTERM)
	if took, err := waitFor(command); err != nil || took > 5*time.Second {
		t.Errorf("it ended after %v with %v", took, err)
	}
}

// TestSecondSignal ends a server at once that is still waiting for a client.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	command, addr := startProgram(t)
	clinging(t, addr)
	_ = command.Process.Signal(syscall.SIGTERM)
	waitUntilClosed(t, addr)
	time.Sleep(200 * time.Millisecond) // what a second signal does is settled beside the closing
	_ = command.Process.Signal(syscall.SIGTERM)
	took, err := waitFor(command)
	ended, ok := errors.AsType[*exec.ExitError](err)
	if !ok || !strings.Contains(ended.String(), "terminated") || took > time.Second {
		t.Errorf("it ended after %v with %v", took, err)
	}
}

// opening sends the beginning of something over a connection that stays open until the test ends.
func opening(t *testing.T, addr, text string) {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := conn.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
}

// cling opens seventy connections of the kinds that a server waits for: heads and bodies sent by half, answers that
// nobody reads, and connections kept for another request.
func cling(t *testing.T, addr string) {
	t.Helper()
	post := "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
	var fields strings.Builder
	for i := range 90 {
		fmt.Fprintf(&fields, "a%d: themes { key label definition uri id practiceCount } ", i)
	}
	large := `{"query":"{` + fields.String() + `}"}`
	for range 20 {
		opening(t, addr, "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Ty")
		opening(t, addr, post+"Content-Length: 1000\r\n\r\n{\"query\":")
	}
	for range 15 {
		request := post + "Content-Length: " + strconv.Itoa(len(large)) + "\r\n\r\n" + large
		opening(t, addr, strings.Repeat(request, 40)) // until the server cannot send any more
		opening(t, addr, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
	}
}

// askOnAndOn asks without a pause until the server is gone or the test ends.
func askOnAndOn(t *testing.T, addr string) {
	t.Helper()
	for i := range 4 {
		go func() {
			for n := 0; t.Context().Err() == nil; n++ {
				path := graphQL(fmt.Sprintf("{ a%d_%d: practices(words: \"housing\") { totalCount } }", i, n))
				request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+path, nil)
				if err != nil {
					return
				}
				response, err := http.DefaultClient.Do(request)
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
			}
		}()
	}
}

// TestStopsAmongMany stops servers that seventy clients cling to, also while others ask without a pause.
func TestStopsAmongMany(t *testing.T) {
	for _, isBusy := range []bool{false, true, true} {
		command, addr := startProgram(t)
		cling(t, addr)
		if isBusy {
			askOnAndOn(t, addr)
		}
		time.Sleep(500 * time.Millisecond)
		_ = command.Process.Signal(syscall.SIGTERM)
		took, err := waitFor(command)
		t.Logf("busy: %t, it ended after %v", isBusy, took)
		if err != nil || took > 5*time.Second {
			t.Errorf("it ended after %v with %v", took, err)
		}
	}
}
