package library

import (
	"context"
	"maps"
	"slices"
)

// keeping is how a concept or territory came to be what it is. The zero value is that of one that a bundle brought and
// that was never changed.
type keeping struct {
	// Changes counts what was accepted after its first form, bundles included.
	Changes int `json:"changes,omitempty"`
	// ByHand is set once somebody has made or changed it: from then on bundles leave it as it is.
	ByHand bool `json:"byHand,omitempty"`
}

// ref names a concept among all reference data.
func (c *Concept) ref() string { return string(c.Scheme) + "/" + c.ID }

// ref names a territory among all reference data.
func (t *Territory) ref() string { return "territories/" + t.ID }

// ConceptRevision counts the accepted changes of a concept, from 1.
func (r *Reference) ConceptRevision(c *Concept) int { return r.kept[c.ref()].Changes + 1 }

// TerritoryRevision counts the accepted changes of a territory, from 1.
func (r *Reference) TerritoryRevision(t *Territory) int { return r.kept[t.ref()].Changes + 1 }

func (r *Reference) isByHand(ref string) bool { return r.kept[ref].ByHand }

// changed is With for what an entry brings: it counts the change of each that was there before.
func (r *Reference) changed(concepts []*Concept, territories []*Territory, byHand bool) *Reference {
	next := r.With(concepts, territories)
	next.kept = maps.Clone(r.kept)
	for _, c := range concepts {
		next.count(c.ref(), r.Concept(c.Scheme, c.ID) != nil, byHand)
	}
	for _, t := range territories {
		next.count(t.ref(), r.Territory(t.ID) != nil, byHand)
	}
	return next
}

func (r *Reference) count(ref string, isChange, byHand bool) {
	k := r.kept[ref]
	if isChange {
		k.Changes++
	}
	k.ByHand = k.ByHand || byHand
	if k == (keeping{}) {
		return
	}
	if r.kept == nil {
		r.kept = map[string]keeping{}
	}
	r.kept[ref] = k
}

// termKept is a concept or territory as somebody wants it: one of the two is set, and complete.
type termKept struct {
	Concept   *Concept   `json:"concept,omitempty"`
	Territory *Territory `json:"territory,omitempty"`
	Once      *onceKey   `json:"once,omitempty"`
}

// lists gives what it holds in the form in which reference data take it.
func (p *termKept) lists() ([]*Concept, []*Territory) {
	if p.Territory != nil {
		return nil, []*Territory{p.Territory}
	}
	return []*Concept{p.Concept}, nil
}

func (p *termKept) isOne() bool { return (p.Concept == nil) != (p.Territory == nil) }

// id is the one that never changes.
func (p *termKept) id() string {
	if p.Territory != nil {
		return p.Territory.ID
	}
	return p.Concept.ID
}

func (p *termKept) isThere(ref *Reference) bool {
	if p.Territory != nil {
		return same(ref.Territory(p.Territory.ID), p.Territory)
	}
	return same(ref.Concept(p.Concept.Scheme, p.Concept.ID), p.Concept)
}

func (s *State) keepTerm(p *termKept, e Entry) {
	concepts, territories := p.lists()
	s.reference = s.reference.changed(concepts, territories, true)
	s.once.keep(e.Account, p.Once, nil, p.id())
}

// TermRequest is what a request to change a concept or territory carries besides.
type TermRequest struct {
	// ExpectedRevision is the one that was read; of no meaning for what is made anew.
	ExpectedRevision int
	IdempotencyKey   string
}

// keep lets a viewer make or change a concept or territory, and gives its ID. decide says what it is to be.
func (l *Library) keep(
	ctx context.Context, v Viewer, kind EntryType, key string, asked any, decide func(*Reference) (*termKept, error),
) (id string, err error) {
	once, err := newOnceKey(key, string(kind), asked)
	if err != nil {
		return "", err
	}
	err = l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.need(ActionKeepVocabularies, Place{}); err != nil {
			return nil, err
		}
		before, err := s.once.find(v.Account(), once)
		if err != nil {
			return nil, err
		}
		if before != nil {
			id = before.Made
			return nil, nil
		}
		made, err := decide(s.reference)
		if err != nil {
			return nil, err
		}
		id, made.Once = made.id(), once
		if made.isThere(s.reference) {
			return nil, nil
		}
		return &change{kind, made}, s.reference.checkNext(s.reference.With(made.lists()))
	})
	return id, err
}

// TermConflict is a refusal with REVISION_CONFLICT that carries what stands now.
type TermConflict struct {
	refusal *Error
	// Concept or Territory is set, as it stands in Reference.
	Concept   *Concept
	Territory *Territory
	Reference *Reference
}

// Error gives the safe message.
func (c *TermConflict) Error() string { return c.refusal.Error() }

// Unwrap gives the refusal.
func (c *TermConflict) Unwrap() error { return c.refusal }

func staleTerm(c TermConflict, now, read int) error {
	c.refusal = RefuseField(CodeRevisionConflict, "expectedRevision", "This is at revision %d by now; you have read revision %d.", now, read)
	return &c
}

// renamed gives the keys after a renaming: the one of before goes on answering.
func renamed(id, before, key string, former []string) []string {
	former = slices.DeleteFunc(slices.Clone(former), func(k string) bool { return k == key })
	if before != key && before != id && !slices.Contains(former, before) {
		former = append(former, before)
	}
	if len(former) == 0 {
		return nil
	}
	return former
}

// checkFree refuses a key that something else has, or had.
func checkFree(owner, id, key string) error {
	if owner == "" || owner == id {
		return nil
	}
	return RefuseField(CodeKeyTaken, "key", "“%s” is, or was, the key of something else.", printable(key))
}

// holdsConcept reports whether a bundle's concept is one that somebody has settled by hand, or wants a key that means
// such a one. Records that name the key then have that one.
func (r *Reference) holdsConcept(c *Concept) bool {
	return slices.ContainsFunc(c.names(), func(key string) bool {
		owner := r.ConceptByKey(c.Scheme, key)
		return owner != nil && r.isByHand(owner.ref())
	})
}

// holdsTerritory is holdsConcept for territories.
func (r *Reference) holdsTerritory(t *Territory) bool {
	return slices.ContainsFunc(t.names(), func(key string) bool {
		owner := r.TerritoryByKey(key)
		return owner != nil && r.isByHand(owner.ref())
	})
}
