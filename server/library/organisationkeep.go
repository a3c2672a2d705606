package library

import (
	"cmp"
	"context"
	"strings"
)

// OrganisationDetails are what moderators say of an organisation, complete: what is left empty is said to be unknown.
type OrganisationDetails struct {
	Key, Name string
	// Kind is the key of a type of actor, Territory that of where it is at home.
	Kind, Website, Territory string
}

// OrganisationCreate makes an organisation, which practices can name from then on. Refusals, but for FORBIDDEN with the
// field inside details: BAD_INPUT, UNKNOWN_KEY, KEY_TAKEN.
func (l *Library) OrganisationCreate(ctx context.Context, v Viewer, d OrganisationDetails, idempotencyKey string) (*KnownOrganisation, error) {
	id, err := l.keep(ctx, v, EntryOrganisationCreated, idempotencyKey, d, func(ref *Reference) (*termKept, error) {
		o, err := d.organisation(ref, KnownOrganisation{})
		return &termKept{Organisation: o}, err
	})
	return l.Reference().Organisation(id), err
}

// OrganisationUpdate says anew what an organisation, named by its key, is. A new key renames it; the one of before keeps
// answering, and is never given to another. What practices call it stays as it was published. Refusals: those of
// OrganisationCreate, UNKNOWN_KEY, and REVISION_CONFLICT as a *TermConflict.
func (l *Library) OrganisationUpdate(ctx context.Context, v Viewer, key string, d OrganisationDetails, r TermRequest) (*KnownOrganisation, error) {
	type request struct {
		Key     string
		Read    int
		Details OrganisationDetails
	}
	asked := request{key, r.ExpectedRevision, d}
	id, err := l.keep(ctx, v, EntryOrganisationChanged, r.IdempotencyKey, asked, func(ref *Reference) (*termKept, error) {
		before := ref.OrganisationByKey(key)
		if before == nil {
			return nil, RefuseField(CodeUnknownKey, "organisation", "“%s” is not the key of an organisation.", printable(key))
		}
		if now := ref.OrganisationRevision(before); now != r.ExpectedRevision {
			return nil, staleTerm(TermConflict{Organisation: before, Reference: ref}, now, r.ExpectedRevision)
		}
		o, err := d.organisation(ref, *before)
		return &termKept{Organisation: o}, err
	})
	return l.Reference().Organisation(id), err
}

// organisation puts the details into what stands; a new organisation has no ID yet.
func (d *OrganisationDetails) organisation(ref *Reference, o KnownOrganisation) (*KnownOrganisation, error) {
	var found Refusals
	if owner := ref.OrganisationByKey(d.Key); owner != nil {
		found.note(checkFree(owner.ID, o.ID, d.Key))
	}
	o.FormerKeys = renamed(o.ID, o.Key, d.Key, o.FormerKeys)
	o.ID = cmp.Or(o.ID, d.Key)
	o.Key, o.Name, o.Website, o.Kind, o.Territory = d.Key, strings.TrimSpace(d.Name), d.Website, "", ""
	found.note(o.Validate())
	if c := ref.ConceptByKey(SchemeActorTypes, d.Kind); c != nil {
		o.Kind = c.ID
	} else if d.Kind != "" {
		found.note(RefuseField(CodeUnknownKey, "kind", "“%s” is not the key of a type of actor.", printable(d.Kind)))
	}
	if t := ref.TerritoryByKey(d.Territory); t != nil {
		o.Territory = t.ID
	} else if d.Territory != "" {
		found.note(noTerritory(d.Territory))
	}
	return &o, within("details", found.all())
}

// OrganisationPermissions is what a viewer may do with one organisation.
type OrganisationPermissions struct {
	// Update changes what is said of it and renames it.
	Update bool
}

// CanOrganisation tells what the viewer may do with an organisation.
func (v Viewer) CanOrganisation(*KnownOrganisation) OrganisationPermissions {
	return OrganisationPermissions{Update: v.May(ActionKeepVocabularies, Place{})}
}
