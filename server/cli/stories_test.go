package cli_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/weldi-network/practice-library/server/cli"
)

// runProgram is what this test program is when a story calls it server.
func runProgram() {
	os.Exit(cli.Run(context.Background(), os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// TestStories tells what happens to somebody who uses the program, one file of testdata/stories each.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/stories",
		RequireExplicitExec: true,
		Deadline:            time.Now().Add(4 * time.Minute),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"freeport": freePort, "await": await, "fetch": fetchURL, "notice": notice, "terminate": terminate,
			"recall": recall,
		},
	})
}

// freePort sets variables to addresses of this machine that nobody listens at: freeport NAME…
func freePort(ts *testscript.TestScript, _ bool, names []string) {
	for _, name := range names {
		l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		ts.Check(err)
		defer func() { _ = l.Close() }() // all at the end, so that they differ
		ts.Setenv(name, l.Addr().String())
	}
}

// recall sets a variable to what stands in a file, without the line's end: recall NAME FILE
func recall(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

// await waits until a server is ready: await ADDR
func await(ts *testscript.TestScript, _ bool, args []string) {
	if !isReady(args[0]) {
		ts.Fatalf("%s is not ready after a minute", args[0])
	}
}

func isReady(addr string) bool {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if response, err := http.Get("http://" + addr + "/readyz"); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return true
			}
		}
	}
	return false
}

// fetchURL asks a server and prints status, headers and body: fetch METHOD URL [BODY] ['Name: value'…]
func fetchURL(ts *testscript.TestScript, _ bool, args []string) {
	body := ""
	if len(args) > 2 {
		body = args[2]
	}
	request, err := http.NewRequestWithContext(context.Background(), args[0], args[1], strings.NewReader(body))
	ts.Check(err)
	request.Header.Set("Content-Type", "application/json")
	for _, line := range args[min(3, len(args)):] {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	ts.Check(err)
	defer func() { _ = response.Body.Close() }()
	out := ts.Stdout()
	_, _ = fmt.Fprintln(out, response.StatusCode)
	for _, name := range slices.Sorted(maps.Keys(response.Header)) {
		_, _ = fmt.Fprintf(out, "%s: %s\n", name, strings.Join(response.Header[name], ", "))
	}
	_, err = io.Copy(out, response.Body)
	ts.Check(err)
}

// notice waits for as long as half a minute until the answer at an address holds a text: notice TEXT URL
func notice(ts *testscript.TestScript, _ bool, args []string) {
	var got []byte
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		response, err := http.Get(args[1])
		ts.Check(err)
		got, err = io.ReadAll(response.Body)
		ts.Check(err)
		_ = response.Body.Close()
		if strings.Contains(string(got), args[0]) {
			return
		}
	}
	ts.Fatalf("%s answers %s", args[1], got)
}

// terminate tells everything that runs in the background to stop, the way a system does.
func terminate(ts *testscript.TestScript, _ bool, _ []string) {
	for _, command := range ts.BackgroundCmds() {
		ts.Check(command.Process.Signal(syscall.SIGTERM))
	}
}
