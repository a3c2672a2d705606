package cli

import (
	"context"
	"errors"
	"net"
	"syscall"
)

// listen takes the address before anything else is started, so that a taken one is told at once. Whoever connects
// early waits until the server answers.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fail(err, "The address %s is taken by another program; stop it, or give another address with --addr.", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fail(err, "This user may not listen at %s; give a port above 1023 with --addr.", addr)
	}
	return nil, fail(err, "It is not possible to listen at %s; give an address of this machine with --addr.", addr)
}

// baseURL is how people on this machine reach a listener.
func baseURL(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return "http://" + l.Addr().String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
