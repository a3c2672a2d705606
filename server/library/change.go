package library

import (
	"context"
	"errors"
	"sync"
	"time"
)

// change is what a use-case wants to append.
type change struct {
	kind    EntryType
	payload any
}

// decide makes a change from the state as it stands, or refuses. It is called again whenever somebody was faster. A
// nil change means that there is nothing to do. Nothing is folded while it runs; it must not change the state. The
// viewer it is given has the roles of that state, which are not always those that the request began with; whoever has been
// signed out by then does not come here.
type decide func(ctx context.Context, s *State, v Viewer) (*change, error)

// defaultPatience bounds how long one change may take, all tries included.
const defaultPatience = 15 * time.Second

// change appends what decide makes, as a compare-and-append on the journal: catch up to entry n, decide against that
// state, insert n+1. It comes back without an error once the entry is in the journal for good, or when there was nothing
// to do. A cancelled ctx only stops the waiting in the queue: what is being written is seen through.
func (l *Library) change(ctx context.Context, v Viewer, decide decide) error {
	_, err := l.changeDraft(ctx, v, decide)
	return err
}

// changeDraft does the same and gives the draft that the entry concerns, as it then stands; nil when there is none.
func (l *Library) changeDraft(ctx context.Context, v Viewer, decide decide) (*Draft, error) {
	if err := v.needAccount(); err != nil {
		return nil, err
	}
	if err := l.enqueue(ctx); err != nil {
		return nil, err
	}
	defer func() { <-l.queue }()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.ports.patience)
	defer cancel()
	a := attempt{library: l, viewer: v, decide: decide, uuid: l.ports.NewID(), wait: firstWait}
	l.await(a.uuid)
	defer l.await("")
	if err := a.run(ctx); err != nil {
		return nil, err
	}
	return l.landedDraft(), nil
}

func (l *Library) landedDraft() *Draft {
	l.folding.Lock()
	defer l.folding.Unlock()
	if l.landed == nil {
		return nil
	}
	return l.landed.draft
}

// enqueue takes the one token of the writer queue, or gives up with the caller.
func (l *Library) enqueue(ctx context.Context) error {
	if ctx.Err() == nil {
		select {
		case l.queue <- struct{}{}:
			return nil
		case <-ctx.Done():
		}
	}
	return &Error{Code: CodeUnavailable, Message: "Nothing was changed: the request ended before its turn came.", Cause: ctx.Err()}
}

// await says for which change the writer of this process waits; "" when for none. Whoever folds its entry, Tail
// included, leaves it in landed.
func (l *Library) await(uuid string) {
	l.folding.Lock()
	defer l.folding.Unlock()
	l.awaited, l.landed = uuid, nil
}

// arrived catches up and gives the entry awaited, if it is in the journal by now, whatever else went wrong.
func (l *Library) arrived(ctx context.Context) (*decoded, error) {
	l.folding.Lock()
	defer l.folding.Unlock()
	if l.landed != nil {
		return l.landed, nil
	}
	err := l.catchUp(ctx)
	return l.landed, err
}

// takeOwn takes in an entry that the journal has acknowledged, without reading it back, and puts its bodies meanwhile.
// Whatever stands against that, catching up meets it again and knows what to do; taken is then false.
func (l *Library) takeOwn(ctx context.Context, e Entry) (taken bool) {
	l.folding.Lock()
	defer l.folding.Unlock()
	behind := l.ports.ReadSide.Mark().Number < l.state.mark.Number
	if l.landed != nil || behind || l.startedOver || l.isStuck() || l.state.check(e) != nil {
		return false
	}
	d, err := decodePayload(e)
	if err != nil {
		return false
	}
	var putting sync.WaitGroup
	putting.Go(func() { l.putBodies(ctx, d) })
	if err = l.takeInDecoded(d); err == nil {
		l.saveInTime(ctx)
	}
	putting.Wait()
	return err == nil
}

// isFinal finds the journal's word that an entry was certainly not stored, and never will be as it is.
func isFinal(err error) bool {
	refusal, ok := errors.AsType[*Error](err)
	return ok && (refusal.Code == CodeTooLarge || refusal.Code == CodeInternal)
}

func unavailable(err error) error {
	return &Error{Code: CodeUnavailable, Message: "The database did not answer in time. Please look whether your change is there before you try again.", Cause: err}
}
