package library

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"
)

// attempt is one change on its way into the journal. Its UUID is kept over all tries: an entry that bears it is this
// change, whenever and through whichever try it arrived.
type attempt struct {
	library *Library
	viewer  Viewer
	decide  decide
	uuid    string
	// entry is the one to send, made against the state that it follows on; nil before the first.
	entry *Entry
	// doubt is what went wrong with the last try to append entry, which may have stored it all the same.
	doubt error
	// wait is how long the next pause lasts.
	wait time.Duration
}

// The shortest and the longest pause between two tries.
const (
	firstWait = time.Millisecond
	lastWait  = time.Second
)

// run tries until the change is in the journal, is refused, or time is over. Each round looks first: after a number
// that was taken, or an unknown outcome, the journal alone knows what happened.
func (a *attempt) run(ctx context.Context) error {
	l := a.library
	for {
		mine, err := l.arrived(ctx)
		if mine != nil {
			l.putBodies(ctx, *mine)
			return nil
		}
		if err == nil {
			done, err := a.try(ctx)
			if done {
				return err
			}
			continue
		}
		if errors.Is(err, errStuck) {
			return a.halted(err)
		}
		if a.entry == nil || !a.pause(ctx) {
			return unavailable(errors.Join(err, a.doubt))
		}
	}
}

// try sends the entry that the state of now asks for. It is done when there was nothing to send, or when it was
// refused for good.
func (a *attempt) try(ctx context.Context) (done bool, err error) {
	before := a.entry
	err = a.prepare(ctx)
	switch {
	case errors.Is(err, errArrived):
		return false, nil
	case err != nil || a.entry == nil:
		return true, err
	}
	again := a.entry == before
	if again && !a.pause(ctx) {
		return true, unavailable(errors.Join(a.doubt, ctx.Err()))
	}
	err = a.library.ports.Journal.Append(ctx, *a.entry)
	switch {
	case err == nil:
		return a.library.takeOwn(ctx, *a.entry), nil
	case errors.Is(err, ErrNumberTaken):
		return false, nil
	case isFinal(err) && !again:
		return true, err
	}
	a.doubt = err
	a.library.ports.Log.WarnContext(ctx, "an entry was sent and the outcome is unknown",
		slog.Uint64("entry", a.entry.Number), slog.Any("error", err))
	return false, nil
}

// errArrived means that the change was folded since the last look, so that there is nothing to decide any more.
var errArrived = errors.New("library: the change has arrived")

// prepare makes the next entry of what decide says; nil when that is nothing. For as long as the journal has not moved
// on, the entry of the last try is sent again as it is, which cannot happen twice under one number.
func (a *attempt) prepare(ctx context.Context) error {
	l := a.library
	l.folding.Lock()
	defer l.folding.Unlock()
	if l.landed != nil {
		return errArrived
	}
	if err := l.stuck(); err != nil {
		return a.halted(err)
	}
	m := l.state.mark
	if e := a.entry; e != nil && e.Number == m.Number+1 && e.Previous == m.UUID {
		return nil
	}
	a.entry, a.doubt, a.wait = nil, nil, firstWait
	v, err := l.state.current(a.viewer)
	if err != nil {
		return err
	}
	c, err := a.decide(ctx, l.state, v)
	if c == nil || err != nil {
		return err
	}
	payload, err := json.Marshal(c.payload)
	if err != nil {
		return &Error{Code: CodeInternal, Message: "The change could not be written down.", Cause: err}
	}
	if len(payload) > MaxEntry {
		return Refuse(CodeTooLarge, "This is more than %d MB; please split it.", MaxEntry>>20)
	}
	a.entry = &Entry{
		Number: m.Number + 1, UUID: a.uuid, Previous: m.UUID, Type: c.kind, Schema: 1,
		Account: a.viewer.Account(), At: millis(l.ports.Clock()), Payload: payload,
	}
	return nil
}

// halted is what a writer is told when writes are switched off: that nothing was changed, unless that is in doubt.
func (a *attempt) halted(err error) error {
	if a.doubt != nil {
		return unavailable(errors.Join(err, a.doubt))
	}
	return &Error{Code: CodeReadOnly, Message: "The library cannot be changed at the moment; reading works.", Cause: err}
}

// pause waits before the next try; false when time is over.
func (a *attempt) pause(ctx context.Context) bool {
	wait := a.wait
	a.wait = min(2*wait, lastWait)
	select {
	case <-time.After(wait):
		return true
	case <-ctx.Done():
		return false
	}
}
