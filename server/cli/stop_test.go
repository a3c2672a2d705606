package cli_test

import (
	"bufio"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startProgram starts the program as a process of its own and waits until it is ready.
func startProgram(t *testing.T) (*exec.Cmd, string) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	command := exec.CommandContext(t.Context(), "server", "--addr", addr, "--data", t.TempDir(), "--no-seed", "--log-level", "warn")
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
