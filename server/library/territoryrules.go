package library

import (
	"context"
	"maps"
)

// TerritoryRules are what a territory has settled for itself.
type TerritoryRules struct {
	// OwnPublishing lets people publish what they wrote themselves.
	OwnPublishing bool `json:"ownPublishing,omitempty"`
}

// ruling is what a territory has settled, and who has said so.
type ruling struct {
	TerritoryRules
	By string `json:"by"`
}

// freesOwn reports whether an account may publish what it wrote itself. Whoever has switched four eyes off is not freed by
// that: else an editor could do so for a moment, publish alone, and switch them on again.
func (r ruling) freesOwn(account string) bool { return r.OwnPublishing && r.By != account }

// TerritoryRules gives what a territory, named by its ID, has settled for itself.
func (l *Library) TerritoryRules(territory string) TerritoryRules {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.rules[territory].TerritoryRules
}

// TerritorySetRules settles something for one territory, named by its key, if the expected revision is the one that stands, or
// AnyRevision. Refusals: FORBIDDEN, UNKNOWN_KEY, REVISION_CONFLICT as a *TermConflict.
func (l *Library) TerritorySetRules(ctx context.Context, v Viewer, key string, rules TerritoryRules, expected int) error {
	return l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		t := s.reference.TerritoryByKey(key)
		if t == nil {
			return nil, noTerritory(key)
		}
		if err := v.need(ActionKeepTerritory, Place{Territory: t.ID}); err != nil {
			return nil, err
		}
		if now := s.reference.TerritoryRevision(t); expected != AnyRevision && expected != now {
			return nil, staleTerm(TermConflict{Territory: t, Reference: s.reference}, now, expected)
		}
		if s.rules[t.ID].TerritoryRules == rules {
			return nil, nil
		}
		return &change{EntryTerritoryRulesSet, &territoryRulesSet{t.ID, rules}}, nil
	})
}

// setRules folds what a territory has settled: a change of it like every other, but for bundles, which go on saying what it
// is.
func (s *State) setRules(p *territoryRulesSet, e Entry) {
	s.rules[p.Territory] = ruling{p.Rules, e.Account}
	if t := s.reference.Territory(p.Territory); t != nil {
		next := *s.reference
		next.kept = maps.Clone(next.kept)
		next.count(t.ref(), true, false)
		s.reference = &next
	}
}
