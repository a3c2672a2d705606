package library

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Dispute is a territory's word that a record is not right, which nobody has taken back by confirming the record.
type Dispute struct {
	Practice ID
	// Number is the entry that said so.
	Number uint64
	// Account is who said so, in the name of the territory.
	Account string
	At      time.Time
}

// DisputeQueue lists the disputes of practices that the viewer may confirm, the longest waiting first.
func (l *Library) DisputeQueue(v Viewer) []Dispute {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []Dispute
	for id, h := range l.state.heads {
		if h.Disputed != 0 && l.state.confirms(v, id) == nil {
			out = append(out, l.state.disputeOf(h))
		}
	}
	slices.SortFunc(out, func(a, b Dispute) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

func (s *State) disputeOf(h *head) Dispute {
	d := Dispute{Practice: h.ID, Number: h.Disputed}
	for _, e := range s.events[h.ID] {
		if e.Number == d.Number {
			d.Account, d.At = e.Account, e.At
		}
	}
	return d
}

// DisputeText reads why a practice was disputed, with one read of the journal; empty where nothing was said, or it was
// scrubbed. NOT_FOUND and FORBIDDEN to whoever may not confirm the practice.
func (l *Library) DisputeText(ctx context.Context, v Viewer, d Dispute) (string, error) {
	l.mu.RLock()
	err := l.state.confirms(v, d.Practice)
	l.mu.RUnlock()
	if err != nil {
		return "", err
	}
	return l.whyDisputed(ctx, d.Practice, d.Number)
}

// confirms refuses whoever may not confirm a practice.
func (s *State) confirms(v Viewer, id ID) error {
	h := s.live(id)
	if h == nil || !v.Sees(h.Visibility) {
		return noPractice()
	}
	return v.need(ActionConfirm, Place{Territory: h.Territory})
}

// whyDisputed reads the same, whoever asks.
func (l *Library) whyDisputed(ctx context.Context, id ID, number uint64) (string, error) {
	if l.scrubbedBy(id, number) != 0 {
		return "", nil
	}
	if l.silent.Load() {
		return "", unreadable(ErrSilent)
	}
	d, err := l.readDecoded(ctx, number)
	if err != nil {
		return "", unreadable(err)
	}
	if p, ok := d.payload.(*practiceJudged); ok && p.Face.ID == id {
		return p.Text, nil
	}
	return "", unreadable(ErrNoBody)
}
