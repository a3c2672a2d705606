package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"

	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/library"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// usageError is a command line that makes no sense: the sentence says why.
type usageError string

func (e usageError) Error() string { return string(e) }

// failure is something in the way: one sentence for whoever started the program, and the cause for the log.
type failure struct {
	sentence string
	cause    error
}

func (f *failure) Error() string { return f.sentence }

func (f *failure) Unwrap() error { return f.cause }

func fail(cause error, format string, args ...any) error {
	return &failure{fmt.Sprintf(format, args...), cause}
}

// report says what was in the way and gives the exit status.
func (p *program) report(ctx context.Context, err error) int {
	wrong, isUsage := errors.AsType[usageError](err)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, flag.ErrHelp):
		writeUsage(p.stdout)
		return exitDone
	case isUsage:
		_, _ = fmt.Fprintf(p.stderr, "server: %s; see `server help`.\n", strings.TrimSuffix(string(wrong), "."))
		return exitUsage
	}
	_, _ = fmt.Fprintf(p.stderr, "server: %s\n", sentence(err))
	p.logCause(ctx, err)
	return exitFailed
}

// sentence is what people may see of an error. Only errors of ours speak for themselves: others can hold addresses
// with passwords in them.
func sentence(err error) string {
	if own, ok := errors.AsType[*failure](err); ok {
		return own.sentence
	}
	if problems, ok := errors.AsType[seed.Problems](err); ok {
		return problems.Error()
	}
	if refusal, ok := errors.AsType[*library.Error](err); ok {
		return refusal.Message
	}
	return "Something went wrong that nobody thought of; --log-level debug says more."
}

// logCause writes the whole chain down for those who asked for details.
func (p *program) logCause(ctx context.Context, err error) {
	if p.log == nil {
		return
	}
	cause := err
	if own, ok := errors.AsType[*failure](err); ok {
		cause = own.cause
	}
	p.log.LogAttrs(ctx, slog.LevelDebug, "the cause", slog.Any("error", cause))
}
