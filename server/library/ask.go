package library

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// When a practice is due to be looked at, its territory is asked: is it still running, has it changed, has it stopped?
// Asking is an entry of the journal. So it is done once for each time that a practice falls due, however many servers
// there are, and however often they start. Whoever confirms, corrects, disputes or ends the practice has answered.

const (
	// askEvery is how often a server looks whom to ask.
	askEvery = time.Minute
	// mostAsked bounds the practices that one entry asks about; the others are asked about with the next look.
	mostAsked = 1000
)

// territoryAsked says that a territory was asked about practices that are due.
type territoryAsked struct {
	// Territory is its ID.
	Territory string `json:"territory"`
	// Practices are the longest waiting first.
	Practices []ID `json:"practices"`
}

// asking is what the fold keeps of one entry that asks.
type asking struct {
	Number    uint64    `json:"n"`
	At        time.Time `json:"at"`
	Territory string    `json:"territory"`
	Practices int       `json:"practices"`
}

// AskDue asks each territory about what has fallen due since it was asked last. Tail does so all the time; it looks at most
// once a minute.
func (l *Library) AskDue(ctx context.Context) error {
	if !l.isTimeToAsk() {
		return nil
	}
	asked := map[string]bool{}
	for {
		var next *territoryAsked
		err := l.change(ctx, Operator(), func(_ context.Context, s *State, _ Viewer) (*change, error) {
			if next = s.toAsk(l.ports.Clock(), asked); next == nil {
				return nil, nil
			}
			return &change{EntryTerritoryAsked, next}, nil
		})
		if err != nil || next == nil {
			return err
		}
		asked[next.Territory] = true
	}
}

// isTimeToAsk reports whether anything is due, unless that was looked at a moment ago.
func (l *Library) isTimeToAsk() bool {
	l.folding.Lock()
	defer l.folding.Unlock()
	now := l.ports.Clock()
	if l.isStuck() || now.Sub(l.lookedToAsk).Abs() < askEvery {
		return false
	}
	l.lookedToAsk = now
	return l.state.toAsk(now, nil) != nil
}

// toAsk makes the next question to a territory that was not asked in this round; nil when there is none.
func (s *State) toAsk(now time.Time, done map[string]bool) *territoryAsked {
	due := map[string][]*head{}
	for _, h := range s.heads {
		if h.isDue(now) && !h.Asked && !done[h.Territory] {
			due[h.Territory] = append(due[h.Territory], h)
		}
	}
	if len(due) == 0 {
		return nil
	}
	next := &territoryAsked{}
	for territory := range due {
		if next.Territory == "" || territory < next.Territory {
			next.Territory = territory
		}
	}
	list := due[next.Territory]
	slices.SortFunc(list, func(a, b *head) int {
		return cmp.Or(cmp.Compare(a.CheckDue, b.CheckDue), cmp.Compare(a.ID, b.ID))
	})
	for _, h := range list[:min(len(list), mostAsked)] {
		next.Practices = append(next.Practices, h.ID)
	}
	return next
}

// applyAsked folds a question.
func (s *State) applyAsked(p *territoryAsked, e Entry) {
	for _, id := range p.Practices {
		if h := s.live(id); h != nil {
			changed := *h
			changed.Asked = true
			s.heads[id] = &changed
		}
	}
	s.askings = append(s.askings, asking{e.Number, e.At, p.Territory, len(p.Practices)})
}

// askingsOf lists the questions that wait for the viewer: those to the territories in which they are an editor, and to a
// moderator those to territories in which nobody is.
func (s *State) askingsOf(v Viewer) []Notification {
	var out []Notification
	edited := s.edited()
	for _, a := range s.askings {
		isTheirs := slices.Contains(v.grants, Grant{Role: RoleEditor, Territory: a.Territory}) ||
			!edited[a.Territory] && hasRole(v.grants, RoleModerator)
		if !isTheirs || !v.May(ActionConfirm, Place{Territory: a.Territory}) {
			continue
		}
		e := Event{Number: a.Number, Type: EntryTerritoryAsked, Account: operatorAccount, At: a.At}
		out = append(out, Notification{Event: e, Territory: a.Territory, Practices: a.Practices, IsRead: a.Number <= s.read[v.account]})
	}
	return out
}

// edited tells which territories have an editor who has taken up their account.
func (s *State) edited() map[string]bool {
	out := map[string]bool{}
	for _, a := range s.accounts {
		for _, g := range a.Grants {
			if g.Role == RoleEditor && a.Epoch > 0 && !a.Closed {
				out[g.Territory] = true
			}
		}
	}
	return out
}
