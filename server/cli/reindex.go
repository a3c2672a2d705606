package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/weldi-network/practice-library/server/library"
)

// reindex drops what is kept for reading and makes it anew from the journal.
func (p *program) reindex(ctx context.Context) error {
	if err := needFolder(p.config); err != nil {
		return err
	}
	if err := p.forget(); err != nil {
		return err
	}
	parts, err := assemble(ctx, p.config, p.log, p.mayFound)
	if err != nil {
		return err
	}
	defer parts.close(context.WithoutCancel(ctx))
	list, err := parts.library.Practices(library.Operator(), library.Query{})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(p.stdout, "Made anew up to journal entry %d: %d practices.\n", parts.library.Mark().Number, list.Total)
	return nil
}

// forget removes the read side, while nobody uses it.
func (p *program) forget() error {
	release, err := takeFolder(p.config.Data)
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(searchFolder(p.config)), release()); err != nil {
		return notWritable(p.config.Data, err)
	}
	return nil
}
