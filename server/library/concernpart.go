package library

import (
	"context"
	"errors"
	"log/slog"
)

// A concern outlives the account that reported it, since it is about the safety of others; but it leads to nobody then. Who
// reported it goes with the entry that closes the account, and how to reach them is taken out of the plain document. That
// follows from the state alone. So wherever a server ends, the next one does it, and nobody is shown it meanwhile.

// partConcerns parts the concerns that wait from accounts that are closed. Others may hold the concerns of before.
func (s *State) partConcerns() {
	for id, c := range s.concerns {
		if a := s.accounts[c.Account]; a != nil && a.Closed {
			changed := *c
			changed.Account, changed.Parted = "", true
			s.concerns[id] = &changed
		}
	}
}

func (l *Library) concernIsParted(id string) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	c := l.state.concerns[id]
	return c != nil && c.Parted
}

// partSoon does at once what an account that has just been closed asks for. What cannot be done now is done later.
func (l *Library) partSoon(ctx context.Context) {
	if err := l.partTexts(context.WithoutCancel(ctx)); err != nil {
		l.ports.Log.WarnContext(ctx, "how to reach whoever reported a concern will be removed later", slog.Any("error", err))
	}
}

// partTexts takes the way to reach its writer out of the text of every concern that was parted and not seen without yet.
func (l *Library) partTexts(ctx context.Context) error {
	for _, id := range l.toPart() {
		if err := l.partText(ctx, id); err != nil {
			return err
		}
		l.parted.Store(id, true)
	}
	return nil
}

func (l *Library) toPart() (ids []string) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for id, c := range l.state.concerns {
		if _, done := l.parted.Load(id); c.Parted && !done {
			ids = append(ids, id)
		}
	}
	return ids
}

func (l *Library) partText(ctx context.Context, id string) error {
	var text ConcernText
	err := l.ports.Documents.Find(ctx, CollectionConcerns, id, &text)
	if err == nil && text.Contact != "" {
		text.Contact = ""
		err = l.ports.Documents.Replace(ctx, CollectionConcerns, id, text)
	}
	if errors.Is(err, ErrNoDocument) { // answered meanwhile
		return nil
	}
	return err
}
