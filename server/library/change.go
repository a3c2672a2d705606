package library

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"
)

// change is what a use-case wants to append.
type change struct {
	kind    EntryType
	payload any
}

// decide makes a change from the state as it stands, or refuses. It is called again whenever somebody was faster. A
// nil change means that there is nothing to do. Nothing is folded while it runs; it must not change the state.
type decide func(ctx context.Context, s *State) (*change, error)

// patience bounds how long one change may take, all tries included.
const patience = 15 * time.Second

// change appends what decide makes, as a compare-and-append on the journal: catch up to entry n, decide against that
// state, insert n+1. It returns nil without an error when there was nothing to do, and the entry once it is in the
// journal for good. A cancelled ctx only stops the waiting in the queue: what is being written is seen through.
func (l *Library) change(ctx context.Context, v Viewer, decide decide) (*Entry, error) {
	if err := v.needWrite(); err != nil {
		return nil, err
	}
	select {
	case l.queue <- struct{}{}:
		defer func() { <-l.queue }()
	case <-ctx.Done():
		return nil, unavailable(ctx.Err())
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	return l.attempt(ctx, v, decide)
}

// attempt tries until the change is in the journal, is refused, or time is over. The UUID belongs to the change and
// is kept over all tries: an entry that bears it is this change, whenever it arrived.
func (l *Library) attempt(ctx context.Context, v Viewer, decide decide) (*Entry, error) {
	uuid := l.ports.NewID()
	for {
		mine, err := l.catchUp(ctx, uuid)
		if err != nil {
			return nil, l.writeError(ctx, err)
		}
		if mine != nil {
			l.settle(ctx, *mine)
			return mine, nil
		}
		entry, err := l.prepare(ctx, v, uuid, decide)
		if entry == nil || err != nil {
			return nil, err
		}
		if err := l.send(ctx, *entry); err != nil {
			return nil, l.writeError(ctx, err)
		}
	}
}

// prepare asks decide for a change and makes the next entry of it.
func (l *Library) prepare(ctx context.Context, v Viewer, uuid string, decide decide) (*Entry, error) {
	if err := l.Ready(); err != nil {
		return nil, &Error{Code: CodeReadOnly, Message: "The library cannot be changed at the moment; reading works.", Cause: err}
	}
	l.folding.Lock()
	defer l.folding.Unlock()
	c, err := decide(ctx, l.state)
	if c == nil || err != nil {
		return nil, err
	}
	payload, err := json.Marshal(c.payload)
	if err != nil {
		return nil, &Error{Code: CodeInternal, Message: "The change could not be written down.", Cause: err}
	}
	if len(payload) > MaxEntry {
		return nil, Refuse(CodeTooLarge, "This is more than %d MB; please split it.", MaxEntry>>20)
	}
	m := l.state.mark
	return &Entry{
		Number: m.Number + 1, UUID: uuid, Previous: m.UUID, Type: c.kind, Schema: 1,
		Account: v.account(), At: millis(l.ports.Clock()), Payload: payload,
	}, nil
}

// send inserts the entry and comes back once something stands under its number, whosever it is: catching up then
// tells. After an unknown outcome the same entry is sent again under the same number, which cannot happen twice.
func (l *Library) send(ctx context.Context, e Entry) error {
	for wait := time.Millisecond; ; wait = min(2*wait, time.Second) {
		err := l.ports.Journal.Append(ctx, e)
		if err == nil || errors.Is(err, ErrNumberTaken) {
			return nil
		}
		l.ports.Log.WarnContext(ctx, "an entry was sent and the outcome is unknown",
			slog.Uint64("entry", e.Number), slog.Any("error", err))
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return err
		}
	}
}

// settle copies what an acknowledged entry published to where it is read by id. When that fails nothing is lost: a
// missing body is rebuilt from its entry.
func (l *Library) settle(ctx context.Context, e Entry) {
	d, err := decodePayload(e)
	if err == nil {
		err = l.putBodies(ctx, d)
	}
	if err != nil {
		l.ports.Log.WarnContext(ctx, "bodies will be rebuilt when they are read", slog.Uint64("entry", e.Number), slog.Any("error", err))
	}
}

func (l *Library) putBodies(ctx context.Context, d decoded) error {
	var faces []Practice
	for _, p := range d.published() {
		faces = append(faces, p.Face)
	}
	if len(faces) == 0 {
		return nil
	}
	return l.ports.Bodies.PutBodies(ctx, d.entry.Number, faces)
}

// writeError turns what went wrong around an append into what the writer is told.
func (l *Library) writeError(ctx context.Context, err error) error {
	if errors.Is(err, errUnreadable) {
		return &Error{Code: CodeReadOnly, Message: "The library cannot be changed at the moment; reading works.", Cause: err}
	}
	return unavailable(errors.Join(err, ctx.Err()))
}

func unavailable(err error) error {
	return &Error{Code: CodeUnavailable, Message: "The database did not answer in time. Please look whether your change is there before you try again.", Cause: err}
}
