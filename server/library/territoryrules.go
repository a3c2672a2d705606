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

// TerritoryRules gives what a territory, named by its ID, has settled for itself.
func (l *Library) TerritoryRules(territory string) TerritoryRules {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.rules[territory]
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
		if s.rules[t.ID] == rules {
			return nil, nil
		}
		return &change{EntryTerritoryRulesSet, &territoryRulesSet{t.ID, rules}}, nil
	})
}

// setRules folds what a territory has settled: a change of it like every other, but for bundles, which go on saying what it
// is.
func (s *State) setRules(p *territoryRulesSet) {
	s.rules[p.Territory] = p.Rules
	if t := s.reference.Territory(p.Territory); t != nil {
		next := *s.reference
		next.kept = maps.Clone(next.kept)
		next.count(t.ref(), true, false)
		s.reference = &next
	}
}
