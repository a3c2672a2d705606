package auth_test

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
)

// TestTriesOnAllServers: however many servers there are on a database, there are as many tries as on one, also where they
// are made at the same moment, and after a server was started anew.
func TestTriesOnAllServers(t *testing.T) {
	t.Parallel()
	p := newPlace()
	behind := func(c *auth.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }
	servers := []*server{p.start(t, behind), p.start(t, behind)}
	servers[0].founder(t)
	wantDone(t, servers[1].library.CatchUp(t.Context()))
	from := func(s *server, source string) *visitor {
		v := s.visitor(t)
		v.header.Set("X-Forwarded-For", source)
		return v
	}
	atOnce := func(times int, try func(i int, s *server) *reply) (tried int) {
		t.Helper()
		replies := make([]*reply, times)
		var trying sync.WaitGroup
		for i := range replies {
			trying.Go(func() { replies[i] = try(i, servers[i%2]) })
		}
		trying.Wait()
		for _, r := range replies {
			switch code := r.refusal("signIn"); code {
			case "WRONG_CREDENTIALS":
				tried++
			case "TOO_MANY_TRIES":
				wait, err := strconv.Atoi(r.header.Get("Retry-After"))
				if r.status != 429 || err != nil || wait < 1 || wait > 900 {
					t.Errorf("%d, to be tried again after %q", r.status, r.header.Get("Retry-After"))
				}
			default:
				t.Errorf("got %q", code)
			}
		}
		return tried
	}
	ofOneAccount := func(i int, s *server) *reply {
		return from(s, fmt.Sprintf("203.0.113.%d", i)).signIn(founderEmail, otherPassword)
	}
	if n := atOnce(24, ofOneAccount); n != 10 {
		t.Errorf("%d tries for one account", n)
	}
	fromOneSource := func(i int, s *server) *reply {
		return from(s, "2001:db8::1").signIn(fmt.Sprintf("a%d@example.org", i), password)
	}
	if n := atOnce(24, fromOneSource); n != 10 {
		t.Errorf("%d tries from one source", n)
	}
	again := p.start(t, behind)
	from(again, "203.0.113.99").signIn(founderEmail, password).wants("signIn", "TOO_MANY_TRIES")
	from(again, "2001:db8::ffff").signIn("reader@example.org", password).wants("signIn", "TOO_MANY_TRIES")
	kept := p.everything(t, again)
	for _, address := range []string{"203.0.113", "2001:db8", "a1@example.org"} {
		if strings.Contains(kept, address) {
			t.Errorf("%s was stored", address)
		}
	}
	p.pass(14 * time.Minute)
	from(again, "203.0.113.99").signIn(founderEmail, password).wants("signIn", "TOO_MANY_TRIES")
	p.pass(time.Minute)
	for i := range 12 { // who signs in has not tried in vain, wherever
		from(servers[i%2], "203.0.113.99").signIn(founderEmail, password).done("signIn")
	}
	if n := atOnce(24, ofOneAccount); n != 10 {
		t.Errorf("%d tries a quarter of an hour later", n)
	}
}

// TestTriesAreSwept: nothing is left of tries that are over.
func TestTriesAreSwept(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	s.founder(t)
	s.visitor(t).signIn(founderEmail, otherPassword).wants("signIn", "WRONG_CREDENTIALS")
	if n := strings.Count(p.everything(t, s), " try/"); n != 2 {
		t.Errorf("%d documents of one try", n)
	}
	p.pass(16 * time.Minute)
	p.swept(t, s)
	if kept := p.everything(t, s); strings.Contains(kept, " try/") {
		t.Errorf("a try is kept: %s", kept)
	}
}
