package library

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"
)

// load starts from what was saved, where the journal still holds the entries it stands on, and catches up.
func (l *Library) load(ctx context.Context) error {
	if s := restoreState(l.ports.Saver.LoadState()); s != nil {
		at := time.Now()
		err := l.stands(ctx, s.mark)
		switch {
		case err == nil:
			l.state, l.saved = s, s.mark.Number
			l.proven = proof{s.mark, at, time.Since(at)}
			l.leaveUnfinished(s.allScrubbed())
		case !errors.Is(err, errOtherHistory):
			return err
		}
	}
	l.ports.ReadSide.SetReference(l.state.reference)
	if err := l.checkReadSide(ctx); err != nil {
		return err
	}
	err := l.CatchUp(ctx)
	if errors.Is(err, errStuck) {
		return nil // answers as of the entry before; Ready says why
	}
	return err
}

// checkReadSide empties a saved read side that belongs to another history.
func (l *Library) checkReadSide(ctx context.Context) error {
	m := l.ports.ReadSide.Mark()
	var err error
	if m != l.proven.mark {
		err = l.stands(ctx, m)
	}
	if err != nil && !errors.Is(err, errOtherHistory) {
		return err
	}
	ours := l.state.mark.Number == 0 || m.Number == 0 || l.state.mark.Library == m.Library
	if err == nil && ours {
		return nil
	}
	return l.ports.ReadSide.Reset()
}

// saveInTime saves when enough has come in since the last time.
func (l *Library) saveInTime(ctx context.Context) {
	if l.state.mark.Number >= l.saved+saveEvery {
		l.trySave(ctx)
	}
}

// trySave saves while the library is at work. A failure costs the next start some time and nothing else; it is tried
// again after as many entries.
func (l *Library) trySave(ctx context.Context) {
	l.saved = l.state.mark.Number
	if err := l.save(); err != nil {
		l.ports.Log.WarnContext(ctx, "fold and read side could not be saved", slog.Any("error", err))
	}
}

// save writes fold and read side to disk. The caller holds folding, under which the state does not change.
func (l *Library) save() error {
	if l.state.mark.Number == 0 {
		return nil
	}
	data, err := json.Marshal(l.state.snapshot())
	if err != nil {
		return err
	}
	if err := l.ports.Saver.SaveState(data); err != nil {
		return err
	}
	if err := l.ports.ReadSide.Save(); err != nil {
		return err
	}
	l.saved = l.state.mark.Number
	return nil
}
