package library

import "context"

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

// TerritorySetRules settles something for one territory, named by its key. Refusals: FORBIDDEN, UNKNOWN_KEY.
func (l *Library) TerritorySetRules(ctx context.Context, v Viewer, key string, rules TerritoryRules) error {
	return l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		t := s.reference.TerritoryByKey(key)
		if t == nil {
			return nil, noTerritory(key)
		}
		if err := v.need(ActionKeepTerritory, Place{Territory: t.ID}); err != nil {
			return nil, err
		}
		if s.rules[t.ID] == rules {
			return nil, nil
		}
		return &change{EntryTerritoryRulesSet, &territoryRulesSet{t.ID, rules}}, nil
	})
}
