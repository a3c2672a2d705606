package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/library"
)

// loadSeed is the command that loads the records which come with the program, into a running server's library or into
// the one on the data folder.
func (p *program) loadSeed(ctx context.Context) error {
	return p.withLibrary(ctx, func(l *library.Library) error {
		counts, err := p.importSeed(ctx, l)
		if err == nil {
			_, _ = fmt.Fprintln(p.stdout, describe(counts))
		}
		return err
	})
}

// withLibrary opens the library for a command and closes it again.
func (p *program) withLibrary(ctx context.Context, do func(*library.Library) error) error {
	parts, err := assembleForCommand(ctx, p.config, p.log, p.mayFound)
	if err != nil {
		return err
	}
	defer parts.close(context.WithoutCancel(ctx))
	return do(parts.library)
}

// fill loads the seed at the start of a server. A library that cannot be changed at the moment is served as it is.
func (p *program) fill(ctx context.Context, l *library.Library) error {
	if ready := l.Ready() == nil; !ready || p.config.NoSeed {
		return nil
	}
	counts, err := p.importSeed(ctx, l)
	if err != nil {
		return err
	}
	if counts.New+counts.Changed+counts.Proposed > 0 {
		p.log.LogAttrs(ctx, slog.LevelInfo, "the seed was loaded", slog.Int("new", counts.New),
			slog.Int("changed", counts.Changed), slog.Int("proposed", counts.Proposed))
	}
	return nil
}

// importSeed loads the seed, or says why it cannot be.
func (p *program) importSeed(ctx context.Context, l *library.Library) (library.Imported, error) {
	counts, err := seed.LoadFS(ctx, l, p.seed)
	return counts, tellSeed(err)
}

// mayFound refuses to begin a library with a seed that could not be loaded into it then.
func (p *program) mayFound() error {
	if p.config.NoSeed {
		return nil
	}
	_, err := seed.Parse(p.seed)
	return tellSeed(err)
}

// tellSeed says for people why a seed cannot be loaded; nil when it can.
func tellSeed(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[seed.Problems](err); ours {
		return err
	}
	if _, ours := errors.AsType[*library.Error](err); ours {
		return fail(err, "The seed could not be loaded: %s", sentence(err))
	}
	return fail(err, "The seed could not be read; build the program again.")
}

// describe counts what an import did, for people.
func describe(c library.Imported) string {
	return fmt.Sprintf("%d new, %d changed, %d unchanged, %d waiting for their territory, %d withdrawn.",
		c.New, c.Changed, c.Unchanged, c.Proposed, c.Withdrawn)
}
