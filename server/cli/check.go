package cli

import (
	"context"
	"fmt"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// check proves the library whole, or says in sentences what is wrong.
func (p *program) check(ctx context.Context) error {
	parts, db, err := assembleDatabase(ctx, p.config, p.log)
	if err != nil {
		return err
	}
	defer parts.close(context.WithoutCancel(ctx))
	if p.config.MongoDBURI == "" {
		if err := embedded.Examine(ctx, p.config.Data); err != nil {
			return err
		}
	}
	found, err := library.Examine(ctx, db, db, db, store.NewSavedState(p.config.Data, p.log))
	if err != nil {
		return err
	}
	for _, sentence := range found.Findings {
		_, _ = fmt.Fprintln(p.stdout, sentence)
	}
	if found.More > 0 {
		_, _ = fmt.Fprintf(p.stdout, "And %d more of the kind.\n", found.More)
	}
	if len(found.Findings) > 0 {
		return fail(nil, "The library is not whole.")
	}
	_, _ = fmt.Fprintf(p.stdout, "The library is whole: %d journal entries, %d practices, %d stored texts, %d documents of accounts and concerns.\n",
		found.Mark.Number, found.Practices, found.Bodies, found.Documents)
	if found.Unstored > 0 {
		_, _ = fmt.Fprintf(p.stdout, "%d texts do not stand where they are read, as after a crash; each is put there again from the journal when somebody reads it.\n", found.Unstored)
	}
	if found.Scrubbed > 0 {
		_, _ = fmt.Fprintf(p.stdout, "What %d of the entries said was scrubbed.\n", found.Scrubbed)
	}
	if found.Leftover > 0 {
		_, _ = fmt.Fprintf(p.stdout, "%d documents are of no use any more; a running server sweeps them within the hour.\n", found.Leftover)
	}
	return nil
}
