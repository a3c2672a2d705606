package auth

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// sourceOf tells where a request comes from, as far as tries are counted: an IPv4 address, or the network of 64 bits that
// somebody with IPv6 has for themselves. It is kept in memory alone; of tries to sign in a few bits of its hash are stored.
func (s *Service) sourceOf(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	addr := at.Addr().Unmap()
	forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(forwarded) { // each proxy adds the one from which it was asked at the end
		if !s.trusts(addr) {
			break
		}
		next, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		addr = next.Unmap()
	}
	if addr.Is6() {
		network, _ := addr.WithZone("").Prefix(64)
		return network.String()
	}
	return addr.String()
}

func (s *Service) trusts(addr netip.Addr) bool {
	return slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}
