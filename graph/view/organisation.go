package view

import "github.com/weldi-network/practice-library/server/library"

// Organisation is a body that has a part in a practice, as the practice names it.
type Organisation struct {
	lens *Lens
	o    library.Organisation
}

// organisations shows those of a practice.
func (l *Lens) organisations(list []library.Organisation) []Organisation {
	out := make([]Organisation, len(list))
	for i, o := range list {
		out[i] = Organisation{l, o}
	}
	return out
}

// Name is what the practice calls it.
func (o *Organisation) Name() string { return o.o.Name }

// Role is its part in the practice.
func (o *Organisation) Role() library.OrganisationRole { return o.o.Role }

// Known is what the library knows of it; nil for a mere name.
func (o *Organisation) Known() *KnownOrganisation {
	if o.o.Known == "" {
		return nil
	}
	found := o.lens.Reference.Organisation(o.o.Known)
	if found == nil { // made since this request began
		found = o.lens.Library.Reference().Organisation(o.o.Known)
	}
	return o.lens.KnownOrganisation(found)
}

// KnownOrganisation is an organisation that moderators keep.
type KnownOrganisation struct {
	lens *Lens
	*library.KnownOrganisation
}

// KnownOrganisation shows an organisation; nil where there is none.
func (l *Lens) KnownOrganisation(o *library.KnownOrganisation) *KnownOrganisation {
	if o == nil {
		return nil
	}
	return &KnownOrganisation{l, o}
}

// SavedOrganisation shows an organisation that was made or changed within the request; nil where nothing was done.
func (l *Lens) SavedOrganisation(o *library.KnownOrganisation) *KnownOrganisation {
	return l.now(l.Library.Reference()).KnownOrganisation(o)
}

// OrganisationByKey shows the organisation with a key of today or a former one; nil when there is none. BAD_INPUT for what
// no key holds.
func (l *Lens) OrganisationByKey(key string) (*KnownOrganisation, error) {
	if err := library.CheckPlain("key", key); err != nil {
		return nil, err
	}
	return l.KnownOrganisation(l.Reference.OrganisationByKey(key)), nil
}

// OrganisationConnection is a page of organisations.
type OrganisationConnection struct {
	Nodes      []KnownOrganisation
	PageInfo   *PageInfo
	TotalCount int
}

// Organisations shows one page of those whose name has all of the words. The cursor of an organisation is its id. Refusals:
// BAD_PAGE, BAD_CURSOR, BAD_INPUT.
func (l *Lens) Organisations(words string, first *int, after *string) (*OrganisationConnection, error) {
	size, from := library.DefaultPage, ""
	if first != nil {
		size = *first
	}
	if after != nil {
		var err error
		if from, err = InnerID(KindOrganisation, "after", *after); err != nil {
			return nil, library.RefuseField(library.CodeBadCursor, "after", "This cursor does not belong to this list. Start again without one.")
		}
	}
	page, err := l.Reference.OrganisationPage(words, from, size)
	if err != nil {
		return nil, err
	}
	out := &OrganisationConnection{TotalCount: page.Total, Nodes: make([]KnownOrganisation, len(page.Organisations))}
	out.PageInfo = &PageInfo{HasNextPage: page.HasNext, HasPreviousPage: from != ""}
	for i, o := range page.Organisations {
		out.Nodes[i] = KnownOrganisation{l, o}
	}
	if n := len(out.Nodes); n > 0 {
		start, end := out.Nodes[0].ID(), out.Nodes[n-1].ID()
		out.PageInfo.StartCursor, out.PageInfo.EndCursor = &start, &end
	}
	return out, nil
}

// IsNode marks an organisation as a node.
func (*KnownOrganisation) IsNode() {}

// GetID is the opaque id.
func (o *KnownOrganisation) GetID() string { return o.ID() }

// ID is the opaque id.
func (o *KnownOrganisation) ID() string { return NodeID(KindOrganisation, o.KnownOrganisation.ID) }

// Kind is what kind of actor it is.
func (o *KnownOrganisation) Kind() Concept {
	if c := o.lens.Reference.Concept(library.SchemeActorTypes, o.KnownOrganisation.Kind); c != nil {
		return o.lens.Concept(c)
	}
	return nil
}

// Website is where it tells of itself.
func (o *KnownOrganisation) Website() *string { return optional(o.KnownOrganisation.Website) }

// Territory is where it is at home.
func (o *KnownOrganisation) Territory() *Territory {
	if t := o.lens.Reference.Territory(o.KnownOrganisation.Territory); t != nil {
		return o.lens.Territory(t)
	}
	return nil
}

// FormerKeys lists the keys of the past.
func (o *KnownOrganisation) FormerKeys() []string {
	return former(o.KnownOrganisation.ID, o.Key, o.KnownOrganisation.FormerKeys)
}

// Revision counts the changes.
func (o *KnownOrganisation) Revision() int {
	return o.lens.Reference.OrganisationRevision(o.KnownOrganisation)
}

// ViewerCan tells what the viewer may do with it.
func (o *KnownOrganisation) ViewerCan() library.OrganisationPermissions {
	return o.lens.Viewer.CanOrganisation(o.KnownOrganisation)
}
