package view

import (
	"github.com/weldi-network/practice-library/server/library"
)

// now is the lens with the reference data of now, for what was changed within the request.
func (l *Lens) now(ref *library.Reference) *Lens {
	return &Lens{Library: l.Library, Reference: ref, Viewer: l.Viewer, BaseURL: l.BaseURL}
}

// SavedTerritory shows a territory that was made or changed within the request; nil where nothing was done.
func (l *Lens) SavedTerritory(t *library.Territory) *Territory {
	if t == nil {
		return nil
	}
	return l.now(l.Library.Reference()).Territory(t)
}

// SavedConcept shows a concept that was made or changed within the request; nil where nothing was done.
func (l *Lens) SavedConcept(c *library.Concept) Concept {
	if c == nil {
		return nil
	}
	return l.now(l.Library.Reference()).Concept(c)
}

// TermConflict is a refusal with the territory, concept or organisation that stands now.
type TermConflict struct {
	Refusal
	Territory    *Territory
	Concept      Concept
	Organisation *KnownOrganisation
}

func (l *Lens) termConflict(c *library.TermConflict, refusal Refusal) TermConflict {
	out := TermConflict{Refusal: refusal}
	switch then := l.now(c.Reference); {
	case c.Territory != nil:
		out.Territory = then.Territory(c.Territory)
	case c.Organisation != nil:
		out.Organisation = then.KnownOrganisation(c.Organisation)
	default:
		out.Concept = then.Concept(c.Concept)
	}
	return out
}

// Names lists all names.
func (t *Territory) Names() []library.Label { return t.Territory.Names.List() }

// FormerKeys lists the keys of the past.
func (t *Territory) FormerKeys() []string {
	return former(t.Territory.ID, t.Key, t.Territory.FormerKeys)
}

// Revision counts the changes.
func (t *Territory) Revision() int { return t.lens.Reference.TerritoryRevision(t.Territory) }

// ViewerCan tells what the viewer may do with it.
func (t *Territory) ViewerCan() library.TerritoryPermissions {
	return t.lens.Viewer.CanTerritory(t.Territory)
}

// Labels lists all labels.
func (c concept) Labels() []library.Label { return c.c.Labels.List() }

// GetLabels lists them for the interface.
func (c concept) GetLabels() []library.Label { return c.Labels() }

// FormerKeys lists the keys of the past.
func (c concept) FormerKeys() []string { return former(c.c.ID, c.c.Key, c.c.FormerKeys) }

// GetFormerKeys lists them for the interface.
func (c concept) GetFormerKeys() []string { return c.FormerKeys() }

// Revision counts the changes.
func (c concept) Revision() int { return c.lens.Reference.ConceptRevision(c.c) }

// GetRevision counts them for the interface.
func (c concept) GetRevision() int { return c.Revision() }

// ViewerCan tells what the viewer may do with it.
func (c concept) ViewerCan() library.ConceptPermissions { return c.lens.Viewer.CanConcept(c.c) }

// GetViewerCan tells it for the interface.
func (c concept) GetViewerCan() library.ConceptPermissions { return c.ViewerCan() }

// AlternativeLabels lists all further labels.
func (t *Term) AlternativeLabels() []library.Label { return t.c.AllAlternatives() }

// Note explains a label that other concepts bear too.
func (t *Term) Note() *string { return optional(t.c.Note) }

// former lists the keys of the past, the first one before the others.
func former(first, today string, later []string) []string {
	out := []string{}
	if first != today {
		out = append(out, first)
	}
	return append(out, later...)
}
