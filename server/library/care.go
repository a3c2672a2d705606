package library

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// CheckEvery is how long a practice goes without anybody having looked whether it still holds.
const CheckEvery = 365 * 24 * time.Hour

// practiceJudged says what the territory says of a record: the public face with its new provenance, at the same version.
type practiceJudged struct {
	publication
	Once *onceKey `json:"once,omitempty"`
}

// CheckDueAt is when somebody should look whether the practice still holds: a year after it was last changed, confirmed
// or disputed.
func (c *Card) CheckDueAt() time.Time {
	last := c.UpdatedAt
	if c.LastCheckedAt != nil && c.LastCheckedAt.After(last) {
		last = *c.LastCheckedAt
	}
	return last.Add(CheckEvery)
}

// PracticeConfirm says in the name of a practice's territory that the record is right as it stands. From then on a
// changed seed record waits for the territory. The expected version is the one that was read. Refusals: FORBIDDEN,
// NOT_FOUND, REVISION_CONFLICT as a *VersionConflict.
func (l *Library) PracticeConfirm(ctx context.Context, v Viewer, id ID, expectedVersion int, key string) error {
	return l.sayOf(ctx, v, id, expectedVersion, key, EntryPracticeConfirmed, func(p *Provenance, now time.Time) {
		p.ConfirmedAt, p.DisputedAt = &now, nil
	})
}

// PracticeDispute says in the name of a practice's territory that the record is not right. Readers are told so until it
// is confirmed. Refusals: those of PracticeConfirm.
func (l *Library) PracticeDispute(ctx context.Context, v Viewer, id ID, expectedVersion int, key string) error {
	return l.sayOf(ctx, v, id, expectedVersion, key, EntryPracticeDisputed, func(p *Provenance, now time.Time) {
		p.ConfirmedAt, p.DisputedAt = nil, &now
	})
}

func (l *Library) sayOf(
	ctx context.Context, v Viewer, id ID, expected int, key string, kind EntryType, say func(*Provenance, time.Time),
) error {
	asked := struct {
		Practice ID
		Version  int
	}{id, expected}
	return l.onlyOnce(ctx, v, key, string(kind), asked, func(ctx context.Context, s *State, v Viewer, kept *onceKey) (*change, error) {
		h := s.live(id)
		if h == nil || !v.Sees(h.Visibility) {
			return nil, noPractice()
		}
		if err := v.need(ActionConfirm, Place{Territory: h.Territory}); err != nil {
			return nil, err
		}
		if h.Version != expected {
			return nil, staleVersion(h, expected)
		}
		face, err := l.body(ctx, h)
		if err != nil {
			return nil, err
		}
		next, now := *face, millis(l.ports.Clock())
		next.LastCheckedAt = &now
		say(&next.Provenance, now)
		return &change{kind, &practiceJudged{publication{Face: next}, kept}}, nil
	})
}

// CheckQueue lists the practices that the viewer may confirm and at which nobody has looked for a year, the longest
// waiting first.
func (l *Library) CheckQueue(v Viewer) []*Card {
	now := l.ports.Clock()
	var out []*Card
	for _, id := range l.confirmable(v) {
		if card := l.ports.ReadSide.Card(v, id); card != nil && !card.CheckDueAt().After(now) {
			out = append(out, card)
		}
	}
	slices.SortFunc(out, func(a, b *Card) int {
		return cmp.Or(a.CheckDueAt().Compare(b.CheckDueAt()), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// confirmable finds the practices that the viewer may confirm.
func (l *Library) confirmable(v Viewer) []ID {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []ID
	for id, h := range l.state.heads {
		if h.Withdrawn == nil && v.May(ActionConfirm, Place{Territory: h.Territory}) {
			out = append(out, id)
		}
	}
	return out
}
