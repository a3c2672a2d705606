package library

import "context"

// CardByID gives a published practice, as far as lists show it; nil when there is none that the viewer may see.
func (l *Library) CardByID(v Viewer, id ID) *Card { return l.ports.ReadSide.Card(v, id) }

// CardBySlug finds it by its slug of today or a former one.
func (l *Library) CardBySlug(v Viewer, slug string) *Card {
	l.mu.RLock()
	id, ok := l.state.owner(slug)
	l.mu.RUnlock()
	if !ok {
		return nil
	}
	return l.ports.ReadSide.Card(v, id)
}

// Practice gives the complete public face of a practice, with one read by id. NOT_FOUND when the viewer may not see it.
func (l *Library) Practice(ctx context.Context, v Viewer, id ID) (*Practice, error) {
	l.mu.RLock()
	h := l.state.live(id)
	l.mu.RUnlock()
	if h == nil || !v.Sees(h.Visibility) {
		return nil, noPractice()
	}
	return l.body(ctx, h)
}

// Tombstone gives what stands at the slug of a withdrawn practice; nil for one in use, one that never was, or one that
// the viewer could not see while it was published.
func (l *Library) Tombstone(v Viewer, slug string) *Tombstone {
	l.mu.RLock()
	defer l.mu.RUnlock()
	h := l.state.bySlug(slug)
	if h == nil || h.Withdrawn == nil || !v.Sees(h.Visibility) {
		return nil
	}
	return &Tombstone{ID: h.ID, Territory: h.Territory, Slug: slug, Reason: h.Withdrawn.Reason, WithdrawnAt: h.Withdrawn.At}
}

// TombstoneOf gives the tombstone of a withdrawn practice, with its slug unless that was scrubbed; nil for any other, and for
// one that the viewer could not see while it was published.
func (l *Library) TombstoneOf(v Viewer, id ID) *Tombstone {
	l.mu.RLock()
	defer l.mu.RUnlock()
	h := l.state.heads[id]
	if h == nil || h.Withdrawn == nil || !v.Sees(h.Visibility) {
		return nil
	}
	slug := h.Slug
	if l.state.hidesAddresses(id) {
		slug = ""
	}
	return &Tombstone{ID: h.ID, Territory: h.Territory, Slug: slug, Reason: h.Withdrawn.Reason, WithdrawnAt: h.Withdrawn.At}
}

// List is one page of practices as resolved and answered.
type List struct {
	Results
	// Query is the question as it was understood: keys resolved, order and page settled.
	Query Query
	// Reference is the reference data of the same moment, to label facets with.
	Reference *Reference
}

// Practices answers a question for practices. Refusals: BAD_INPUT, BAD_PAGE, BAD_CURSOR, UNKNOWN_KEY.
func (l *Library) Practices(v Viewer, q Query) (*List, error) {
	ref := l.Reference()
	resolved, err := q.resolve(ref)
	if err != nil {
		return nil, err
	}
	results, err := l.ports.ReadSide.Search(v, resolved)
	if err != nil {
		return nil, err
	}
	return &List{Results: *results, Query: resolved, Reference: ref}, nil
}

// Resolve checks a question without answering it, so that a cursor can be held against its list.
func (l *Library) Resolve(q Query) (Query, error) { return q.resolve(l.Reference()) }

// Count counts the practices that the viewer may see under one ID of a facet.
func (l *Library) Count(v Viewer, f Facet, id string) int { return l.ports.ReadSide.Count(v, f, id) }

// Matrix is a coverage of two facets with the reference data to label it with.
type Matrix struct {
	CoverageCounts
	RowFacet, ColumnFacet Facet
	Reference             *Reference
}

// Coverage counts practices by two facets at once. Refusals: BAD_INPUT when the two are one, UNKNOWN_KEY.
func (l *Library) Coverage(v Viewer, rows, columns Facet, filter Filter) (*Matrix, error) {
	if rows == columns {
		return nil, RefuseField(CodeBadInput, "columns", "Rows and columns must be two different facets.")
	}
	ref := l.Reference()
	q, err := Query{Filter: filter, Page: Page{First: 1}}.resolve(ref)
	if err != nil {
		return nil, err
	}
	counts, err := l.ports.ReadSide.Coverage(v, rows, columns, q)
	if err != nil {
		return nil, err
	}
	return &Matrix{CoverageCounts: *counts, RowFacet: rows, ColumnFacet: columns, Reference: ref}, nil
}

// Timeline counts practices by the year in which they began, earliest first, those of unknown start last. Refusals:
// BAD_INPUT, UNKNOWN_KEY.
func (l *Library) Timeline(v Viewer, words string, filter Filter) ([]YearCount, error) {
	q, err := Query{Words: words, Filter: filter, Page: Page{First: 1}}.resolve(l.Reference())
	if err != nil {
		return nil, err
	}
	return l.ports.ReadSide.Timeline(v, q)
}

// Concepts gives the concepts of the thesaurus that a practice has, those assigned by people first.
func (l *Library) Concepts(v Viewer, id ID) ([]AssignedConcept, error) {
	return l.ports.ReadSide.Concepts(v, id)
}

// The sizes of two short lists: what they have where no size is asked for, and at most.
const (
	DefaultSuggestions = 8
	MaxSuggestions     = 20
	DefaultSimilar     = 4
	MaxSimilar         = 20
)

// Suggest completes what is being typed, best first. Refusals: BAD_INPUT, BAD_PAGE.
func (l *Library) Suggest(v Viewer, words string, languages []Language, limit int) ([]Suggestion, error) {
	if limit < 1 || limit > MaxSuggestions {
		return nil, RefuseField(CodeBadPage, "first", "first must lie between 1 and %d.", MaxSuggestions)
	}
	typed, err := readWords(words)
	if err != nil {
		return nil, err
	}
	return l.ports.ReadSide.Suggest(v, typed, askedByName(languages), limit), nil
}

// Similar gives practices like one, most alike first. Refusals: BAD_PAGE.
func (l *Library) Similar(v Viewer, id ID, limit int) ([]Similar, error) {
	if limit < 1 || limit > MaxSimilar {
		return nil, RefuseField(CodeBadPage, "first", "first must lie between 1 and %d.", MaxSimilar)
	}
	return l.ports.ReadSide.Similar(v, id, limit), nil
}
