package library

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// errOtherHistory means that the journal does not hold what was folded here: somebody restored or replaced it.
var errOtherHistory = errors.New("library: the journal holds another history than the one folded here")

// errStuck means that the journal cannot be followed beyond some entry: it is missing, does not follow on the one
// before, or cannot be read by this program. No waiting helps.
var errStuck = errors.New("library: the journal cannot be followed any further")

// CatchUp takes in every entry that this process has not seen.
func (l *Library) CatchUp(ctx context.Context) error {
	l.folding.Lock()
	defer l.folding.Unlock()
	return l.catchUp(ctx)
}

// catchUp takes in every entry not seen. A journal that was replaced is taken in anew from its beginning; one that
// cannot be followed any further switches writes off; any other error may pass by itself. The caller holds folding.
func (l *Library) catchUp(ctx context.Context) error {
	err := l.follow(ctx)
	if errors.Is(err, errOtherHistory) {
		if err = l.startOver(ctx, err); err == nil {
			err = l.follow(ctx)
		}
	}
	if errors.Is(err, errStuck) {
		l.stop(ctx, err)
	}
	if err == nil && l.startedOver && l.state.mark.Number > 0 {
		l.resume(ctx)
	}
	l.saveInTime(ctx)
	return err
}

// follow takes in what comes after the last entry folded, and makes sure that the journal still holds that one.
func (l *Library) follow(ctx context.Context) error {
	if err := l.levelReadSide(ctx); err != nil {
		return l.judge(ctx, err)
	}
	last := l.state.mark.Number
	for e, err := range readAhead(ctx, l.ports.Journal, last) {
		if err != nil {
			return l.judge(ctx, l.readError(ctx, l.state.mark.Number+1, err))
		}
		if err := l.takeIn(e); err != nil {
			return l.judge(ctx, err)
		}
	}
	if l.state.mark.Number > last {
		return nil // an entry that follows on ours proves that ours is there
	}
	return l.stillStands(ctx)
}

// proof is the last look at whether the journal holds the entry that was folded last.
type proof struct {
	mark Mark
	at   time.Time
	took time.Duration
}

// costlyProof is from where on a look at the last entry is not repeated each time somebody asks, as Tail does every
// second: some database reads an import of 8 MB for its UUID alone.
const (
	costlyProof = 20 * time.Millisecond
	proofLasts  = 50 // times what it took
)

// stillStands makes sure that the journal holds what was folded last, unless that has just been seen and is costly to
// see again. Who is about to write always looks.
func (l *Library) stillStands(ctx context.Context) error {
	m, p := l.state.mark, l.proven
	if l.awaited == "" && p.mark == m && p.took > costlyProof && time.Since(p.at) < proofLasts*p.took {
		return nil
	}
	at := time.Now()
	err := l.stands(ctx, m)
	if err == nil {
		l.proven = proof{m, at, time.Since(at)}
	}
	return err
}

// judge looks whether the journal that is stuck is still the one that was folded here.
func (l *Library) judge(ctx context.Context, cause error) error {
	if !errors.Is(cause, errStuck) {
		return cause
	}
	if err := l.stands(ctx, l.state.mark); err != nil {
		return err
	}
	return cause
}

// readError tells an entry that is missing or damaged from an error of reading that may pass. A missing one is looked
// for once more: it may have come between two looks.
func (l *Library) readError(ctx context.Context, number uint64, err error) error {
	if errors.Is(err, ErrNoEntry) {
		if _, again := l.ports.Journal.Entry(ctx, number); !errors.Is(again, ErrNoEntry) {
			return fmt.Errorf("library: entry %d was not there at first: %w", number, err)
		}
	} else if !isDamaged(err) {
		return err
	}
	return fmt.Errorf("%w: entry %d: %w", errStuck, number, err)
}

// stands makes sure that the journal holds the entry of a mark; errOtherHistory when it does not.
func (l *Library) stands(ctx context.Context, m Mark) error {
	if m.Number == 0 {
		return nil
	}
	uuid, err := l.ports.Journal.EntryUUID(ctx, m.Number)
	switch {
	case errors.Is(err, ErrNoEntry), isDamaged(err):
		return fmt.Errorf("%w: entry %d: %w", errOtherHistory, m.Number, err)
	case err != nil:
		return err
	case uuid != m.UUID:
		return fmt.Errorf("%w: entry %d is another one", errOtherHistory, m.Number)
	}
	return nil
}

// isDamaged finds the journal's word that what stands under a number is no entry.
func isDamaged(err error) bool {
	refusal, ok := errors.AsType[*Error](err)
	return ok && refusal.Code == CodeInternal
}

// takeIn folds one entry and hands it to the read side.
func (l *Library) takeIn(e Entry) error {
	if err := l.state.check(e); err != nil {
		return fmt.Errorf("%w: %w", errStuck, err)
	}
	d, err := decodePayload(e)
	if err != nil {
		return fmt.Errorf("%w: %w", errStuck, err)
	}
	return l.takeInDecoded(d)
}

// takeInDecoded takes in an entry that follows on the state.
func (l *Library) takeInDecoded(d decoded) error {
	before := l.state.reference
	l.mu.Lock()
	l.state.apply(d)
	if p, ok := d.payload.(draftStep); ok {
		d.draft = l.state.drafts[p.ref()]
	}
	l.mu.Unlock()
	l.heed(d)
	if d.entry.UUID == l.awaited {
		l.landed = &d
	}
	if after := l.state.reference; after != before && !d.isUnread() {
		l.ports.ReadSide.SetReference(after)
	}
	if mark := l.state.mark; mark.Number > l.ports.ReadSide.Mark().Number {
		if err := l.ports.ReadSide.Apply(d.changes(mark.Library)); err != nil {
			return fmt.Errorf("library: the read side did not take entry %d: %w", d.entry.Number, err)
		}
	}
	return nil
}

// heed notes what an entry leaves to be scrubbed.
func (l *Library) heed(d decoded) {
	if p, ok := d.payload.(*textsScrubbed); ok {
		for _, t := range p.Texts {
			l.leaveUnfinished([]ID{t.Practice})
		}
		l.unforgotten = true
	}
	l.mayBeDue = l.mayBeDue || slices.Contains(ends, d.entry.Type)
}

// stop switches writes off; Ready then says why.
func (l *Library) stop(ctx context.Context, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.trouble == nil || l.startedOver {
		l.ports.Log.ErrorContext(ctx, "the library can only be read from now on", slog.Any("error", err))
	}
	l.trouble, l.startedOver = err, false
}

// startOver forgets what was folded, so that the journal is taken in from its beginning. Writes stay off until that is
// done, however often it is interrupted.
func (l *Library) startOver(ctx context.Context, cause error) error {
	l.ports.Log.ErrorContext(ctx, "taking in the whole journal anew", slog.Any("error", cause))
	if err := l.ports.ReadSide.Reset(); err != nil {
		return err
	}
	l.mu.Lock()
	l.state, l.trouble = newState(), cause
	l.mu.Unlock()
	l.startedOver, l.saved, l.landed, l.unfinished = true, 0, nil, map[uint64]marks{}
	l.ports.ReadSide.SetReference(l.state.reference)
	return nil
}

// resume switches writes on again after the whole journal was taken in anew.
func (l *Library) resume(ctx context.Context) {
	l.mu.Lock()
	l.trouble, l.startedOver = nil, false
	l.mu.Unlock()
	l.trySave(ctx)
}

// levelReadSide brings a read side that is behind the fold up to it: one that was saved earlier, or that failed to
// take an entry in.
func (l *Library) levelReadSide(ctx context.Context) error {
	last := l.state.mark
	at := l.ports.ReadSide.Mark().Number
	if at >= last.Number {
		return nil
	}
	for e, err := range readAhead(ctx, l.ports.Journal, at) {
		if err != nil {
			return l.readError(ctx, at+1, err)
		}
		if e.Number > last.Number {
			return nil
		}
		at = e.Number
		d, err := decodePayload(e)
		if err != nil {
			return fmt.Errorf("%w: %w", errStuck, err)
		}
		c := d.changes(last.Library)
		l.unforgotten = l.unforgotten || c.Scrubbed
		if err := l.ports.ReadSide.Apply(c); err != nil {
			return fmt.Errorf("library: the read side did not take entry %d: %w", e.Number, err)
		}
	}
	return nil
}
