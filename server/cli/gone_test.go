package cli_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/cli"
	"github.com/weldi-network/practice-library/server/library"
)

// TestDatabaseGone takes a server's database away and gives it back. Meanwhile the server says that it is not ready,
// lists practices from memory, and refuses to give a body at once instead of after a while.
func TestDatabaseGone(t *testing.T) {
	folder := t.TempDir()
	p, err := openPart(t.Context(), folder, folder, alone)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.close(context.WithoutCancel(t.Context())) }()
	if err := ensureReference(t.Context(), p.library); err != nil {
		t.Fatal(err)
	}
	if _, err := p.library.Publish(t.Context(), library.Operator(), submission("a", "", 1)); err != nil {
		t.Fatal(err)
	}
	gate, uri := newGate(t, p.engine.URI())
	addr := runServing(t, "--mongodb-uri", uri)
	for round := range 2 {
		if got := get(t, addr, bodyOfA(round)); !got.has("at revision 1") {
			t.Fatalf("a body gave %s", got.body)
		}
		gate.close()
		began := time.Now()
		var ready answer
		for ready.status != http.StatusServiceUnavailable && time.Since(began) < time.Minute {
			ready = get(t, addr, "/readyz")
			time.Sleep(10 * time.Millisecond)
		}
		took := time.Since(began)
		if took > 3*time.Second || !ready.has("DATABASE_UNREACHABLE") {
			t.Errorf("after %v it says %d %s", took, ready.status, ready.body)
		}
		t.Logf("not ready after %v", took)
		asked := time.Now()
		if got := get(t, addr, bodyOfA(round+10)); !got.has("UNAVAILABLE") {
			t.Errorf("a body gave %s", got.body)
		}
		if took := time.Since(asked); took > time.Second {
			t.Errorf("a body was refused after %v", took)
		}
		if got := get(t, addr, graphQL(`{ practices { totalCount } }`)); !got.has(`"totalCount":1`) {
			t.Errorf("a list gave %s", got.body)
		}
		gate.open()
		if !isReady(addr) {
			t.Fatal("it did not become ready again")
		}
	}
}

// bodyOfA asks for the text of practice a under a name that was not used before, so that no cache answers.
func bodyOfA(n int) string {
	return graphQL(fmt.Sprintf(`{ n%d: practice(by: {slug: "a"}) { sections { text { value } } } }`, n))
}

func graphQL(query string) string { return "/graphql?query=" + url.QueryEscape(query) }

// runServing runs the program in this process until the test ends.
func runServing(t *testing.T, flags ...string) (addr string) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = l.Addr().String()
	_ = l.Close()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan int, 1)
	args := append([]string{"--addr", addr, "--data", t.TempDir(), "--no-seed", "--log-level", "error"}, flags...)
	go func() {
		ended <- cli.Run(ctx, args, func(string) string { return "" }, io.Discard, os.Stderr)
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-ended; status != 0 {
			t.Errorf("it ended with %d", status)
		}
	})
	if !isReady(addr) {
		t.Fatal("it did not become ready")
	}
	return addr
}

// get asks a running server for a path.
func get(t *testing.T, addr, path string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, request)
}
