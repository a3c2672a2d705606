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
	"time"
)

// cuttingProxy stands between a server and its database and cuts connections at random moments, in the middle of
// requests and of answers. It gives the address to use instead of the database's own.
func cuttingProxy(ctx context.Context, uri string) (string, error) {
	target, err := socketOf(uri)
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "cut")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "cut.sock")
	listener, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	if err != nil {
		return "", err
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
	return "mongodb://" + url.PathEscape(path), nil
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
