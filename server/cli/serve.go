package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/notify"
)

const (
	// stopTime bounds a stop, requests under way included.
	stopTime = 4800 * time.Millisecond
	// tailEvery is how often the server looks for what other servers and commands have written.
	tailEvery = time.Second
	// sweepEvery is how often one of the collections of plain documents is swept.
	sweepEvery = time.Minute
	// readsEvery is how often it is kept how often practices are read.
	readsEvery = 5 * time.Minute
	// tellEvery is how often the server looks for whom to tell something by mail.
	tellEvery = 30 * time.Second
)

// serve runs the server until a signal or the end of ctx. A second signal ends the process at once.
func (p *program) serve(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	p.collectOften()
	listener, err := listen(ctx, p.config.Addr)
	if err == nil {
		err = p.serveOn(ctx, listener)
	}
	if ctx.Err() != nil { // told to stop while it was still starting: what that broke is no failure
		p.log.LogAttrs(ctx, slog.LevelInfo, "stopped")
		return nil
	}
	return err
}

// serveOn starts the library and answers on a listener that it closes at the end.
func (p *program) serveOn(ctx context.Context, listener net.Listener) error {
	defer func() { _ = listener.Close() }() // when it is not closed already
	closing, cancel := outlast(ctx, stopTime)
	defer cancel()
	parts, err := assemble(ctx, p.config, p.log, p.mayFound)
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(closing, stopTime)
		defer cancel()
		parts.close(closing)
	}()
	if err := p.fill(ctx, parts.library); err != nil {
		return err
	}
	base := p.config.BaseURL
	if base == "" {
		base = baseURL(listener)
	}
	accounts := parts.accounts(p.config, base)
	told := parts.notify(p.config, accounts, base)
	handler, err := p.site(parts.library, accounts, told, base)
	if err != nil {
		return fail(err, "The client inside this program cannot be read; build it again.")
	}
	defer follow(ctx, parts.library, accounts, told)()
	p.announce(ctx, base, parts.library)
	if err := p.inviteFounder(ctx, accounts); err != nil {
		return err
	}
	go settle(parts.library)
	if err := httpd.Serve(ctx, listener, handler, p.log); err != nil {
		return fail(err, "The server cannot answer any longer at %s.", listener.Addr())
	}
	return nil
}

// garbage is how much of it may lie about before it is collected, in percent of what is in use. Nearly all that is in use
// stays for good, and it is much: the usual 100 would double it, for a gain that is lost among what an answer costs.
const garbage = 20

// collectOften leaves the last word to whoever runs the server.
func (p *program) collectOften() {
	if p.env("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}

// settle gives back what starting took, which is twice what answering does, of the program's own file too. A first question waits for what the read
// side makes behind the start.
func settle(l *library.Library) {
	_, _ = l.Suggest(library.Anonymous(), "a", nil, 1)
	debug.FreeOSMemory()
	letGoOfProgram()
}

// follow follows the journal, watches the database, removes what is of no use and tells people by mail in the background. It gives the function
// that ends all that and waits.
func follow(ctx context.Context, l *library.Library, accounts *auth.Service, told *notify.Service) func() {
	ctx, cancel := context.WithCancel(ctx)
	var following sync.WaitGroup
	following.Go(func() { l.Tail(ctx, tailEvery) })
	following.Go(func() { l.Watch(ctx) })
	following.Go(func() { accounts.KeepSwept(ctx, sweepEvery) })
	following.Go(func() { l.KeepReads(ctx, readsEvery) })
	following.Go(func() { told.Keep(ctx, tellEvery) })
	return func() {
		cancel()
		following.Wait()
	}
}

// announce tells people where to look.
func (p *program) announce(ctx context.Context, base string, l *library.Library) {
	_, _ = fmt.Fprintf(p.stdout, "The WELDI Practice Library is at %s, its API at %s/graphql. Ctrl-C stops it.\n", base, base)
	p.log.LogAttrs(ctx, slog.LevelInfo, "serving", slog.String("url", base), slog.String("version", versionName()),
		slog.Uint64("entry", l.Mark().Number))
}

// outlast gives a context that ends a while after ctx has ended.
func outlast(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() { time.AfterFunc(by, cancel) })
	return longer, cancel
}
