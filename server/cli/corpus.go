package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/weldi-network/practice-library/seed/corpus"
	"github.com/weldi-network/practice-library/server/library"
)

const maxCorpus = 1_000_000

// loadCorpus fills the library with generated practices, after the seed, whose territories and themes they need.
func (p *program) loadCorpus(ctx context.Context) error {
	if len(p.args) == 0 {
		return usageError("This needs a number of practices, as in “server corpus 20000”.")
	}
	n, err := strconv.Atoi(p.args[0])
	if err != nil || n < 1 || n > maxCorpus {
		return usageError(fmt.Sprintf("“%s” is not a number from 1 to %d.", shown(p.args[0]), maxCorpus))
	}
	return p.withLibrary(ctx, func(l *library.Library) error {
		if _, err := p.importSeed(ctx, l); err != nil {
			return err
		}
		counts, err := corpus.Load(ctx, l, n, func(done int) {
			_, _ = fmt.Fprintf(p.stdout, "%d of %d\n", done, n)
		})
		if err != nil {
			return fail(err, "The generated practices could not be loaded: %s", sentence(err))
		}
		_, _ = fmt.Fprintln(p.stdout, describe(counts))
		return nil
	})
}
