package cli_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// cuttingProxy stands between a server and its database and cuts connections at random moments, in the middle of
// requests and of answers. It gives the address to use instead of the database's own, and how to end it.
func cuttingProxy(ctx context.Context, uri string) (string, func(), error) {
	target, err := socketOf(uri)
	if err != nil {
		return "", nil, err
	}
	folder, err := os.MkdirTemp("", "cut")
	if err != nil {
		return "", nil, err
	}
	path := filepath.Join(folder, "cut.sock")
	listener, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	if err != nil {
		return "", nil, err
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go relay(ctx, client, target)
		}
	}()
	end := func() {
		_ = listener.Close()
		_ = os.RemoveAll(folder)
	}
	return "mongodb://" + url.PathEscape(path), end, nil
}

// gate stands between a server and its database, too, and is shut and opened by hand.
type gate struct {
	mu     sync.Mutex
	shut   bool
	joined map[net.Conn]bool
}

// newGate gives the gate and the address to use instead of the database's own.
func newGate(t *testing.T, uri string) (*gate, string) {
	t.Helper()
	target, err := socketOf(uri)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "gate") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "gate.sock")
	listener, err := new(net.ListenConfig).Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = listener.Close()
		_ = os.RemoveAll(folder)
	})
	g := &gate{joined: map[net.Conn]bool{}}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go g.join(client, target)
		}
	}()
	return g, "mongodb://" + url.PathEscape(path)
}

func (g *gate) join(client net.Conn, target string) {
	defer func() { _ = client.Close() }()
	server, err := new(net.Dialer).DialContext(context.Background(), "unix", target)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	if !g.let(client) {
		return
	}
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.Close()
	}()
	_, _ = io.Copy(client, server)
}

func (g *gate) let(client net.Conn) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.joined[client] = true
	return !g.shut
}

// close cuts every connection and lets nobody in.
func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = true
	for conn := range g.joined {
		_ = conn.Close()
	}
	clear(g.joined)
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = false
}

func socketOf(uri string) (string, error) {
	host, _, _ := strings.Cut(strings.TrimPrefix(uri, "mongodb://"), "/")
	return url.PathUnescape(host)
}

// relay joins a client to the database for up to half a second and then cuts both ends.
func relay(ctx context.Context, client net.Conn, target string) {
	server, err := new(net.Dialer).DialContext(ctx, "unix", target)
	if err != nil {
		_ = client.Close()
		return
	}
	cut := sync.OnceFunc(func() {
		_ = client.Close()
		_ = server.Close()
	})
	timer := time.AfterFunc(50*time.Millisecond+rand.N(450*time.Millisecond), cut)
	defer timer.Stop()
	go func() {
		_, _ = io.Copy(server, client)
		cut()
	}()
	_, _ = io.Copy(client, server)
	cut()
}
