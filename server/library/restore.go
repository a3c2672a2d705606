package library

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"reflect"
	"slices"
)

// Restore writes a history into an empty database, each entry as it was, makes the bodies from them, and puts the plain
// documents beside it. Both are read twice: nothing is written before this program has read them all and found that each
// entry follows on the one before. The seal tells one backup from another.
//
// A restore that is cut short leaves the database marked, so that nobody takes it for a whole library; the same restore
// again finishes it.
func Restore(
	ctx context.Context, t Target, seal string, entries iter.Seq2[Entry, error], documents iter.Seq2[Document, error],
) (Mark, error) {
	entries = chained(entries)
	s, err := folded(entries, func(*State, decoded) error { return ctx.Err() })
	switch {
	case err != nil:
		return Mark{}, err
	case s.mark.Number == 0:
		return Mark{}, Refuse(CodeBadInput, "There is no library in this.")
	}
	if err := eachDocument(documents, func(Document) error { return ctx.Err() }); err != nil {
		return Mark{}, err
	}
	if err := t.BeginRestore(ctx, seal); err != nil {
		return Mark{}, occupied(err)
	}
	written, err := folded(entries, func(_ *State, d decoded) error { return restoreEntry(ctx, t, d) })
	if err == nil && written.mark != s.mark {
		err = Refuse(CodeInternal, "What is restored was changed while it was being read.")
	}
	if err == nil {
		err = eachDocument(documents, func(d Document) error { return restoreDocument(ctx, t, d) })
	}
	if err != nil {
		return Mark{}, err
	}
	return s.mark, t.EndRestore(ctx)
}

func occupied(err error) error {
	if !errors.Is(err, ErrOccupied) {
		return err
	}
	refusal := Refuse(CodeBadInput, "There is something in this database already; a library can be restored into an empty one only.")
	refusal.Cause = err
	return refusal
}

// restoreEntry writes one entry and what it published, unless they are there already.
func restoreEntry(ctx context.Context, t Target, d decoded) error {
	err := t.Append(ctx, d.entry)
	if errors.Is(err, ErrNumberTaken) {
		err = sameEntry(ctx, t, d.entry)
	}
	if err != nil {
		return err
	}
	return storeBodies(ctx, t, d)
}

// sameEntry makes sure that what stands under an entry's number is that entry.
func sameEntry(ctx context.Context, j Journal, e Entry) error {
	there, err := j.Entry(ctx, e.Number)
	if err != nil {
		return err
	}
	same := bytes.Equal(there.Payload, e.Payload) && there.At.Equal(e.At)
	there.Payload, there.At = e.Payload, e.At
	if !same || !reflect.DeepEqual(there, e) {
		return damagedAt(e.Number, "another program wrote into this database while it was being restored", nil)
	}
	return nil
}

// eachDocument shows documents after a look whether they can be stored.
func eachDocument(documents iter.Seq2[Document, error], show func(Document) error) error {
	for d, err := range documents {
		if err == nil {
			err = d.check()
		}
		if err == nil {
			err = show(d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// check refuses what is no document, or one that no backup carries.
func (d Document) check() error {
	var fields map[string]json.RawMessage
	err := json.Unmarshal(d.Value, &fields)
	if err != nil || fields == nil || d.Key == "" || !slices.Contains(KeptCollections, d.Collection) {
		refusal := Refuse(CodeBadInput, "There is something among the accounts and concerns that this program cannot read.")
		refusal.Cause = err
		return refusal
	}
	return nil
}

// restoreDocument writes one document, unless it is there already.
func restoreDocument(ctx context.Context, t Target, d Document) error {
	err := t.Insert(ctx, d.Collection, d.Key, d.Value)
	if !errors.Is(err, ErrKeyTaken) {
		return err
	}
	var there, want any
	err = t.Find(ctx, d.Collection, d.Key, &there)
	if err == nil {
		err = json.Unmarshal(d.Value, &want)
	}
	if err == nil && !reflect.DeepEqual(there, want) {
		err = Refuse(CodeInternal, "Another program wrote into this database while it was being restored; take an empty one.")
	}
	return err
}
