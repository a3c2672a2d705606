package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
)

// errOtherHistory means that the journal does not continue what was folded here: somebody restored or replaced it.
var errOtherHistory = errors.New("library: the journal holds another history than the one folded here")

// CatchUp takes in every entry that this process has not seen.
func (l *Library) CatchUp(ctx context.Context) error {
	_, err := l.catchUp(ctx, "")
	return err
}

// catchUp takes in every entry not seen and reports whether one of them bears the UUID wanted.
func (l *Library) catchUp(ctx context.Context, wanted string) (found *Entry, err error) {
	l.folding.Lock()
	defer l.folding.Unlock()
	if err := l.levelReadSide(ctx); err != nil {
		return nil, err
	}
	for entry, err := range l.ports.Journal.Since(ctx, l.Mark().Number) {
		if err != nil {
			return nil, l.followError(ctx, err)
		}
		if err := l.takeIn(entry); err != nil {
			return nil, l.followError(ctx, err)
		}
		if entry.UUID == wanted {
			found = &entry
		}
	}
	return found, nil
}

// followError decides what an error while following means: a hole or another history starts over, an entry that
// cannot be read stops writes, anything else may pass by itself.
func (l *Library) followError(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, ErrNoEntry), errors.Is(err, errOtherHistory):
		l.ports.Log.ErrorContext(ctx, "rebuilding from the whole journal", slog.Any("error", err))
		return l.rebuild(ctx)
	case errors.Is(err, errUnreadable):
		l.stop(err)
	}
	return err
}

// errUnreadable marks an entry that this program cannot read.
var errUnreadable = errors.New("library: the journal holds an entry that this program cannot read")

// takeIn folds one entry and hands it to the read side. The caller holds folding.
func (l *Library) takeIn(e Entry) error {
	if err := l.state.check(e); err != nil {
		return fmt.Errorf("%w: %w", errOtherHistory, err)
	}
	d, err := decodePayload(e)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	before := l.Reference()
	l.mu.Lock()
	l.state.apply(d)
	after, mark := l.state.reference, l.state.mark
	l.mu.Unlock()
	if after != before {
		l.ports.ReadSide.SetReference(after)
	}
	if mark.Number > l.ports.ReadSide.Mark().Number {
		if err := l.ports.ReadSide.Apply(d.changes(mark.Library)); err != nil {
			return fmt.Errorf("library: the read side did not take entry %d: %w", e.Number, err)
		}
	}
	if mark.Number >= l.saved+saveEvery {
		return l.save()
	}
	return nil
}

// stop switches writes off for good; Ready then says why.
func (l *Library) stop(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trouble = err
}

// load starts from what was saved, where the journal still holds the entries it stands on, and catches up.
func (l *Library) load(ctx context.Context) error {
	if s := restoreState(l.ports.Saver.LoadState()); s != nil {
		stands, err := l.stands(ctx, s.mark)
		if err != nil {
			return err
		}
		if stands {
			l.state, l.saved = s, s.mark.Number
		}
	}
	l.ports.ReadSide.SetReference(l.state.reference)
	if err := l.checkReadSide(ctx); err != nil {
		return err
	}
	err := l.CatchUp(ctx)
	if errors.Is(err, errUnreadable) {
		return nil // answers as of the entry before; Ready says why
	}
	return err
}

// stands reports whether the journal holds the entry that a saved state ends with.
func (l *Library) stands(ctx context.Context, m Mark) (bool, error) {
	e, err := l.ports.Journal.Entry(ctx, m.Number)
	if errors.Is(err, ErrNoEntry) {
		return false, nil
	}
	return err == nil && e.UUID == m.UUID, err
}

// checkReadSide empties a saved read side that belongs to another history.
func (l *Library) checkReadSide(ctx context.Context) error {
	m := l.ports.ReadSide.Mark()
	if m.Number == 0 {
		return nil
	}
	stands, err := l.stands(ctx, m)
	if err != nil || stands && l.state.mark.Library == m.Library {
		return err
	}
	return l.ports.ReadSide.Reset()
}

// levelReadSide brings a read side that is behind the fold up to it: one that was saved earlier, or that failed to
// take an entry in. The caller holds folding.
func (l *Library) levelReadSide(ctx context.Context) error {
	last := l.Mark()
	from := l.ports.ReadSide.Mark().Number
	if from >= last.Number {
		return nil
	}
	for e, err := range l.ports.Journal.Since(ctx, from) {
		if err != nil || e.Number > last.Number {
			return err
		}
		d, err := decodePayload(e)
		if err != nil {
			return err
		}
		if err := l.ports.ReadSide.Apply(d.changes(last.Library)); err != nil {
			return err
		}
	}
	return nil
}

// rebuild folds the whole journal again. When that fails too, writes stop. The caller holds folding.
func (l *Library) rebuild(ctx context.Context) error {
	fresh := &Library{ports: l.ports, state: newState()}
	if err := l.ports.ReadSide.Reset(); err != nil {
		return err
	}
	for e, err := range l.ports.Journal.Since(ctx, 0) {
		if err == nil {
			err = fresh.takeIn(e)
		}
		if err != nil {
			l.stop(err)
			return err
		}
	}
	l.mu.Lock()
	l.state, l.trouble = fresh.state, nil
	l.mu.Unlock()
	return l.save()
}

// save writes fold and read side to disk. The caller holds folding.
func (l *Library) save() error {
	l.mu.RLock()
	snapshot := l.state.snapshot()
	l.mu.RUnlock()
	if snapshot.Mark.Number == 0 {
		return nil
	}
	data, err := json.Marshal(snapshot)
	if err != nil {
		return err
	}
	if err := l.ports.Saver.SaveState(data); err != nil {
		return err
	}
	if err := l.ports.ReadSide.Save(); err != nil {
		return err
	}
	l.saved = snapshot.Mark.Number
	return nil
}
