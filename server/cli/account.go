package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/weldi-network/practice-library/server/auth"
)

// account makes a link that works once: with an e-mail address to the account that has it, otherwise for somebody who
// becomes an administrator. Who can run this command has the whole database anyway.
func (p *program) account(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	parts, err := assembleForCommand(ctx, p.config, p.log, p.mayFound)
	if err != nil {
		return err
	}
	defer parts.close(context.WithoutCancel(ctx))
	accounts := parts.accounts(p.config, p.baseForLinks())
	if len(p.args) == 0 {
		return p.printFounderLink(ctx, accounts, false)
	}
	url, err := accounts.LinkFor(ctx, p.args[0])
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(p.stdout, "This link leads into the account, once, within two hours (seven days, if nobody has taken it up yet):\n\n  %s\n\n", url)
	return nil
}

// baseForLinks is where the server answers, as far as a command can know.
func (p *program) baseForLinks() string {
	if p.config.BaseURL != "" {
		return p.config.BaseURL
	}
	return "http://" + p.config.Addr
}

// inviteFounder shows whoever starts the first server how to become its administrator: by a link that works once. It is
// printed to a terminal alone: what else takes the output of a server keeps it as a log.
func (p *program) inviteFounder(ctx context.Context, accounts *auth.Service) error {
	if !accounts.NeedsFounder() {
		return nil
	}
	if !isTerminal(p.stdout) {
		_, _ = fmt.Fprintln(p.stdout, "Nobody can sign in yet. “server account” makes a link for the first administrator.")
		return nil
	}
	return p.printFounderLink(ctx, accounts, true)
}

func (p *program) printFounderLink(ctx context.Context, accounts *auth.Service, firstOnly bool) error {
	url, err := accounts.FounderLink(ctx, firstOnly)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(p.stdout, "Whoever opens this link becomes an administrator. It works once, within a day:\n\n  %s\n\n", url)
	return nil
}

// isTerminal reports whether people read what is written there, and nothing keeps it.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
