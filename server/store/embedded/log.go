package embedded

import (
	"context"
	"log/slog"
)

// quiet gives FerretDB a logger that passes on errors alone: it reports every connection that comes and goes, and at
// its lower levels whole documents.
func quiet(logger *slog.Logger) *slog.Logger {
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	return slog.New(errorsOnly{logger.Handler()}).With(slog.String("part", "database"))
}

type errorsOnly struct{ slog.Handler }

// Enabled lets errors pass, and what is worse.
func (h errorsOnly) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && h.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the filter around the handler that it makes.
func (h errorsOnly) WithAttrs(attrs []slog.Attr) slog.Handler {
	return errorsOnly{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the filter around the handler that it makes.
func (h errorsOnly) WithGroup(name string) slog.Handler { return errorsOnly{h.Handler.WithGroup(name)} }
