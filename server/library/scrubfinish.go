package library

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"
)

// finishTime bounds how long somebody waits until what was scrubbed is emptied; it goes on behind them.
const finishTime = 10 * time.Second

// finishSoon empties what was scrubbed, before whoever asked for it is answered if that does not take too long. A failure
// is made good by Tail.
func (l *Library) finishSoon(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		if err := l.FinishScrubs(ctx); err != nil {
			l.ports.Log.WarnContext(ctx, "what was scrubbed will be emptied later", slog.Any("error", err))
		}
	}()
	select {
	case <-finished:
	case <-time.After(finishTime):
	}
}

// FinishScrubs empties the entries and bodies that scrubbings name, as far as this process has taken them in and not seen
// them emptied yet; makes fold and read side forget them on disk; and lets the database forget what it replaced. It can be
// repeated, by any number of servers at once and after a crash at any moment: each looks first, and an emptied entry is
// the same whoever has emptied it.
func (l *Library) FinishScrubs(ctx context.Context) error {
	l.finishing.Lock()
	defer l.finishing.Unlock()
	wanted, addresses := l.wanted()
	for _, number := range slices.Sorted(maps.Keys(wanted)) {
		if err := l.emptyEntry(ctx, number, wanted[number], addresses); err != nil {
			return err
		}
	}
	if err := l.forget(); err != nil {
		return err
	}
	if l.ports.Purge != nil && len(wanted) > 0 { // also for what another server has emptied, which cannot do this
		if err := l.ports.Purge(ctx); err != nil {
			return err
		}
	}
	l.finished(wanted)
	return nil
}

// wanted tells what is to be emptied, by entry, and of which practices the addresses too.
func (l *Library) wanted() (map[uint64]marks, map[ID]bool) {
	l.folding.Lock()
	defer l.folding.Unlock()
	addresses := map[ID]bool{}
	for id := range l.state.scrubbed {
		addresses[id] = l.state.hidesAddresses(id)
	}
	wanted := map[uint64]marks{}
	if len(l.unfinished) > 0 {
		all := l.state.wantedOf(l.state.allScrubbed()) // more than one scrubbing may have named an entry
		for number := range l.unfinished {
			wanted[number] = all[number]
		}
	}
	return wanted, addresses
}

// finished notes that entries were seen emptied, but for those of which more is to be emptied by now.
func (l *Library) finished(done map[uint64]marks) {
	l.folding.Lock()
	defer l.folding.Unlock()
	for number, as := range done {
		if as.cover(l.unfinished[number]) {
			delete(l.unfinished, number)
		}
	}
}

// leaveUnfinished notes what is to be emptied of some practices. The caller holds folding.
func (l *Library) leaveUnfinished(ids []ID) {
	for number, want := range l.state.wantedOf(ids) {
		l.unfinished[number] = l.unfinished[number].with(want)
	}
}

// emptyEntry empties one entry where it is not, and the bodies that were made from it.
func (l *Library) emptyEntry(ctx context.Context, number uint64, want marks, addresses map[ID]bool) error {
	d, err := l.readDecoded(ctx, number)
	if err != nil {
		return err
	}
	if !d.marks.cover(want) {
		e, emptied, err := d.emptied(want, addresses)
		if err != nil {
			return err
		}
		if err := l.ports.Journal.Rewrite(ctx, e); err != nil {
			return err
		}
		d = emptied
	}
	return l.emptyBodies(ctx, d, want)
}

func (l *Library) readDecoded(ctx context.Context, number uint64) (decoded, error) {
	e, err := l.ports.Journal.Entry(ctx, number)
	if err != nil {
		return decoded{}, err
	}
	return decodePayload(e)
}

// emptyBodies puts in place of the bodies of an emptied entry what is left of them, where they are anything else. One that
// is missing is put there too, so that no server that is late puts the old one.
func (l *Library) emptyBodies(ctx context.Context, d decoded, want marks) error {
	if content := d.content(); content != nil {
		ref := d.payload.(draftStep).ref()
		there, err := l.ports.Bodies.Draft(ctx, ref, d.entry.Number)
		if isUnread(err) || err == nil && same(there, content) {
			return err
		}
		return l.ports.Bodies.ReplaceDraft(ctx, ref, d.entry.Number, content)
	}
	for _, face := range d.faces() {
		if want[face.ID] == 0 {
			continue
		}
		there, err := l.ports.Bodies.Body(ctx, face.ID, d.entry.Number)
		if err == nil && same(there, &face) {
			continue
		}
		if !isUnread(err) {
			err = l.ports.Bodies.ReplaceBody(ctx, d.entry.Number, &face)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isUnread finds the error of a database that did not answer; a body that is missing or damaged is there to be replaced.
func isUnread(err error) bool {
	return err != nil && !errors.Is(err, ErrNoBody) && !isDamaged(err)
}

// forget saves fold and read side anew, without what was scrubbed since they were saved last.
func (l *Library) forget() error {
	if err := l.ports.ReadSide.Purge(); err != nil { // outside of the lock: Save has little left to do then
		return err
	}
	l.folding.Lock()
	defer l.folding.Unlock()
	if !l.unforgotten {
		return nil
	}
	if err := l.save(); err != nil {
		return err
	}
	l.unforgotten = false
	return nil
}
