package view

import (
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// Territory is a place that practices come from.
type Territory struct {
	lens *Lens
	*library.Territory
}

// Territory shows a territory.
func (l *Lens) Territory(t *library.Territory) *Territory { return &Territory{l, t} }

// Territories shows all territories, partners first.
func (l *Lens) Territories() []Territory {
	out := []Territory{}
	for _, t := range l.Reference.Territories() {
		out = append(out, Territory{l, t})
	}
	return out
}

// TerritoryByKey shows the territory with a key of today or a former one; nil when there is none. BAD_INPUT for what no
// key holds.
func (l *Lens) TerritoryByKey(key string) (*Territory, error) {
	if err := library.CheckPlain("key", key); err != nil {
		return nil, err
	}
	if t := l.Reference.TerritoryByKey(key); t != nil {
		return l.Territory(t), nil
	}
	return nil, nil //nolint:nilnil // null is the answer where there is none
}

// IsNode marks a territory as a node.
func (*Territory) IsNode() {}

// GetID is the opaque id.
func (t *Territory) GetID() string { return t.ID() }

// ID is the opaque id.
func (t *Territory) ID() string { return NodeID(KindTerritory, t.Territory.ID) }

// URI is the permanent address.
func (t *Territory) URI() string { return t.lens.BaseURL + t.Path() }

// Name is the name in the first asked language that has one, else in English.
func (t *Territory) Name(lang []library.Language) string { return t.Territory.Names.In(lang) }

// NameLanguage is the language of that name.
func (t *Territory) NameLanguage(lang []library.Language) library.Language {
	_, language := t.Territory.Names.Find(lang)
	return language
}

// OfficialName is what the territory calls itself.
func (t *Territory) OfficialName() *string { return optional(t.Territory.OfficialName) }

// Kind is the kind of place.
func (t *Territory) Kind() TerritoryKind { return TerritoryKind(strings.ToUpper(t.Territory.Kind)) }

// PracticeCount counts the practices from here.
func (t *Territory) PracticeCount() int {
	return t.lens.Library.Count(t.lens.Viewer, library.FacetTerritories, t.Territory.ID)
}

// Filter narrows another filter to this territory.
func (t *Territory) Filter(f library.Filter) library.Filter {
	keys := &f.Keys[library.FacetTerritories]
	keys.AllOf = append([]string{t.Key}, keys.AllOf...)
	return f
}
