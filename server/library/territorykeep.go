package library

import (
	"cmp"
	"context"
)

// TerritoryDetails are what moderators say of a territory, complete: what is left empty is said to be unknown. Its
// population, and which one leads the network, stand in the seed alone.
type TerritoryDetails struct {
	Key          string
	Kind         string
	Names        []Label
	OfficialName string
	Country      string
	Languages    []Language
	Location     *GeoPoint
	IsPartner    bool
}

// TerritoryCreate makes a territory. From then on practices can be written and roles be given there. Refusals, with the
// field inside details: FORBIDDEN, BAD_INPUT, KEY_TAKEN.
func (l *Library) TerritoryCreate(ctx context.Context, v Viewer, d TerritoryDetails, idempotencyKey string) (*Territory, error) {
	id, err := l.keep(ctx, v, EntryTerritoryCreated, idempotencyKey, d, func(ref *Reference) (*termKept, error) {
		t, err := d.territory(ref, Territory{})
		return &termKept{Territory: t}, err
	})
	return l.Reference().Territory(id), err
}

// TerritoryUpdate says anew what a territory, named by its key, is. A new key renames it; the one of before keeps
// answering, and is never given to another. Refusals: FORBIDDEN, UNKNOWN_KEY, REVISION_CONFLICT as a *TermConflict, and
// with the field inside details BAD_INPUT, KEY_TAKEN.
func (l *Library) TerritoryUpdate(ctx context.Context, v Viewer, key string, d TerritoryDetails, r TermRequest) (*Territory, error) {
	type request struct {
		Key     string
		Read    int
		Details TerritoryDetails
	}
	asked := request{key, r.ExpectedRevision, d}
	id, err := l.keep(ctx, v, EntryTerritoryChanged, r.IdempotencyKey, asked, func(ref *Reference) (*termKept, error) {
		before := ref.TerritoryByKey(key)
		if before == nil {
			return nil, noTerritory(key)
		}
		if now := ref.TerritoryRevision(before); now != r.ExpectedRevision {
			return nil, staleTerm(TermConflict{Territory: before, Reference: ref}, now, r.ExpectedRevision)
		}
		t, err := d.territory(ref, *before)
		return &termKept{Territory: t}, err
	})
	return l.Reference().Territory(id), err
}

// territory puts the details into what stands; a new territory has no ID yet.
func (d *TerritoryDetails) territory(ref *Reference, t Territory) (*Territory, error) {
	var found Refusals
	names, err := readNames("names", d.Names)
	found.note(err)
	found.note(checkLine("officialName", d.OfficialName, 0, maxLabel))
	if owner := ref.TerritoryByKey(d.Key); owner != nil {
		found.note(checkFree(owner.ID, t.ID, d.Key))
	}
	t.FormerKeys = renamed(t.ID, t.Key, d.Key, t.FormerKeys)
	t.ID = cmp.Or(t.ID, d.Key)
	t.Key, t.Kind, t.OfficialName, t.Country = d.Key, d.Kind, d.OfficialName, d.Country
	t.Languages, t.Location, t.IsPartner = d.Languages, d.Location, d.IsPartner
	if len(t.Languages) == 0 {
		t.Languages = nil
	}
	if err == nil {
		t.Names = names
		found.note(t.Validate())
	}
	return &t, within("details", found.all())
}

func noTerritory(key string) error {
	return RefuseField(CodeUnknownKey, "territory", "“%s” is not the key of a territory.", printable(key))
}

// TerritoryPermissions is what a viewer may do with one territory.
type TerritoryPermissions struct {
	// Update changes what is said of it and renames it; Settle settles what holds there.
	Update, Settle bool
}

// CanTerritory tells what the viewer may do with a territory.
func (v Viewer) CanTerritory(t *Territory) TerritoryPermissions {
	return TerritoryPermissions{
		Update: v.May(ActionKeepVocabularies, Place{}), Settle: v.May(ActionKeepTerritory, Place{Territory: t.ID}),
	}
}
