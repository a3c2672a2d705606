package library

import (
	"cmp"
	"slices"
	"time"
)

// CheckEvery is how long a practice goes without anybody having looked whether it still holds, unless its territory wants
// otherwise.
const CheckEvery = 365 * 24 * time.Hour

// mostCheckYears is how far away a territory may put the next look.
const mostCheckYears = 5

// CheckDueAt is when the territory is asked whether the practice still runs, has changed or has stopped: at the time that it
// has chosen, until that has passed and somebody has looked since; else a year after the practice was last changed,
// confirmed or disputed. nil for one that has ended: there is nothing left to ask.
func (c *Card) CheckDueAt() *time.Time {
	if c.Period.State == StateEnded {
		return nil
	}
	last := c.UpdatedAt
	if c.LastCheckedAt != nil && c.LastCheckedAt.After(last) {
		last = *c.LastCheckedAt
	}
	if c.NextCheckAt != nil && c.NextCheckAt.After(last) {
		return c.NextCheckAt
	}
	due := last.Add(CheckEvery)
	return &due
}

// validateCheck refuses a next look that is not on a day from tomorrow to five years from now, in UTC.
func validateCheck(due, now time.Time) error {
	day, today := due.UTC().Truncate(oneDay), now.UTC().Truncate(oneDay)
	if !day.After(today) || day.After(today.AddDate(mostCheckYears, 0, 0)) {
		return RefuseField(CodeBadInput, "checkDueAt", "The next look is on a day from tomorrow to %d years from now.", mostCheckYears)
	}
	return nil
}

// CheckQueue lists the practices that the viewer may confirm and that are due to be looked at, the longest waiting first.
func (l *Library) CheckQueue(v Viewer) []*Card {
	now := l.ports.Clock()
	var out []*Card
	for _, id := range l.toCheck(v, now) {
		if card := l.ports.ReadSide.Card(v, id); card != nil && card.CheckDueAt() != nil {
			out = append(out, card)
		}
	}
	slices.SortFunc(out, func(a, b *Card) int {
		return cmp.Or(a.CheckDueAt().Compare(*b.CheckDueAt()), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// isDue reports whether somebody should look at a practice now.
func (h *head) isDue(now time.Time) bool { return h.CheckDue != 0 && h.CheckDue <= now.UnixMilli() }

// toCheck finds the practices that the viewer may confirm and that are due.
func (l *Library) toCheck(v Viewer, now time.Time) []ID {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []ID
	for id, h := range l.state.heads {
		if h.isDue(now) && l.state.confirms(v, id) == nil {
			out = append(out, id)
		}
	}
	return out
}
