package library

import (
	"context"
	"maps"
	"slices"
)

// keeping is how a concept, territory or organisation came to be what it is. The zero value is that of one that a bundle brought and
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

// brought is With for what a bundle brings: it counts the change of each that was there before.
func (r *Reference) brought(concepts []*Concept, territories []*Territory) *Reference {
	next := r.With(concepts, territories)
	next.kept = maps.Clone(r.kept)
	for _, c := range concepts {
		next.count(c.ref(), r.Concept(c.Scheme, c.ID) != nil, false)
	}
	for _, t := range territories {
		next.count(t.ref(), r.Territory(t.ID) != nil, false)
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

// termKept is a concept, territory or organisation as somebody wants it: one of them is set, and complete.
type termKept struct {
	Concept      *Concept           `json:"concept,omitempty"`
	Territory    *Territory         `json:"territory,omitempty"`
	Organisation *KnownOrganisation `json:"organisation,omitempty"`
	Once         *onceKey           `json:"once,omitempty"`
}

// onto gives reference data with what it holds.
func (p *termKept) onto(r *Reference) *Reference {
	switch {
	case p.Territory != nil:
		return r.With(nil, []*Territory{p.Territory})
	case p.Organisation != nil:
		return r.withOrganisation(p.Organisation)
	}
	return r.With([]*Concept{p.Concept}, nil)
}

// isUnread finds entries that change nothing of what the read side counts and finds by: organisations, and what a territory
// settles for itself.
func (d decoded) isUnread() bool {
	switch p := d.payload.(type) {
	case *termKept:
		return p.Organisation != nil
	case *territoryRulesSet:
		return true
	}
	return false
}

func (p *termKept) isOne() bool {
	n := 0
	for _, isSet := range []bool{p.Concept != nil, p.Territory != nil, p.Organisation != nil} {
		if isSet {
			n++
		}
	}
	return n == 1
}

// id is the one that never changes; ref names it among all reference data.
func (p *termKept) id() (id, ref string) {
	switch {
	case p.Territory != nil:
		return p.Territory.ID, p.Territory.ref()
	case p.Organisation != nil:
		return p.Organisation.ID, p.Organisation.ref()
	}
	return p.Concept.ID, p.Concept.ref()
}

// stands tells whether the same thing is there in some form, and whether in just this one.
func (p *termKept) stands(r *Reference) (isThere, isSame bool) {
	switch {
	case p.Territory != nil:
		before := r.Territory(p.Territory.ID)
		return before != nil, same(before, p.Territory)
	case p.Organisation != nil:
		before := r.Organisation(p.Organisation.ID)
		return before != nil, same(before, p.Organisation)
	}
	before := r.Concept(p.Concept.Scheme, p.Concept.ID)
	return before != nil, same(before, p.Concept)
}

func (s *State) keepTerm(p *termKept, e Entry) {
	id, ref := p.id()
	isChange, _ := p.stands(s.reference)
	next := p.onto(s.reference)
	next.kept = maps.Clone(s.reference.kept)
	next.count(ref, isChange, true)
	s.reference = next
	s.once.keep(e.Account, p.Once, nil, id)
}

// TermRequest is what a request to change a concept, territory or organisation carries besides.
type TermRequest struct {
	// ExpectedRevision is the one that was read; of no meaning for what is made anew.
	ExpectedRevision int
	IdempotencyKey   string
}

// keep lets a viewer make or change a concept, territory or organisation, and gives its ID. decide says what it is to be.
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
		id, _ = made.id()
		made.Once = once
		if _, isSame := made.stands(s.reference); isSame {
			return nil, nil
		}
		return &change{kind, made}, s.reference.checkNext(made.onto(s.reference))
	})
	return id, err
}

// TermConflict is a refusal with REVISION_CONFLICT that carries what stands now.
type TermConflict struct {
	refused
	// One of these is set, as it stands in Reference.
	Concept      *Concept
	Territory    *Territory
	Organisation *KnownOrganisation
	Reference    *Reference
}

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
