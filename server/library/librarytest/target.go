package librarytest

import (
	"context"

	"github.com/weldi-network/practice-library/server/library"
)

// Target is a library.Target in memory, whose line to the database can be cut.
type Target struct {
	*Journal
	*Bodies
	Documents *Documents
	// Seal is the mark of a restore that was not ended.
	Seal string
	// Left is how many more writes arrive; a negative number means all.
	Left int
}

var _ library.Target = (*Target)(nil)

// NewTarget is a database to restore into.
func NewTarget(d *Database) *Target {
	return &Target{Journal: d.Journal, Bodies: d.Bodies, Documents: d.Documents, Left: -1}
}

// BeginRestore implements library.Target.
func (t *Target) BeginRestore(_ context.Context, seal string) error {
	empty := len(t.Entries()) == 0 && len(t.Names()) == 0
	for _, c := range library.Collections {
		empty = empty && t.Documents.Keys(c) == 0
	}
	if t.Seal == "" && !empty || t.Seal != "" && t.Seal != seal {
		return library.ErrOccupied
	}
	err := t.write()
	if err == nil {
		t.Seal = seal
	}
	return err
}

// EndRestore implements library.Target.
func (t *Target) EndRestore(context.Context) error {
	err := t.write()
	if err == nil {
		t.Seal = ""
	}
	return err
}

// Append implements library.Journal.
func (t *Target) Append(ctx context.Context, e library.Entry) error {
	if err := t.write(); err != nil {
		return err
	}
	return t.Journal.Append(ctx, e)
}

// PutBodies implements library.Bodies.
func (t *Target) PutBodies(ctx context.Context, number uint64, faces []library.Practice) error {
	if err := t.write(); err != nil {
		return err
	}
	return t.Bodies.PutBodies(ctx, number, faces)
}

// PutDraft implements library.Bodies.
func (t *Target) PutDraft(ctx context.Context, ref library.DraftRef, number uint64, content *library.DraftContent) error {
	if err := t.write(); err != nil {
		return err
	}
	return t.Bodies.PutDraft(ctx, ref, number, content)
}

// Insert implements library.Documents.
func (t *Target) Insert(ctx context.Context, c library.Collection, key string, document any) error {
	if err := t.write(); err != nil {
		return err
	}
	return t.Documents.Insert(ctx, c, key, document)
}

// Find implements library.Documents.
func (t *Target) Find(ctx context.Context, c library.Collection, key string, into any) error {
	return t.Documents.Find(ctx, c, key, into)
}

func (t *Target) write() error {
	if t.Left == 0 {
		return ErrCut
	}
	t.Left--
	return nil
}
