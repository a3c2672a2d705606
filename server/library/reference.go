package library

import (
	"cmp"
	"slices"
	"strings"
)

// Reference is the library's reference data: concepts by scheme, territories and organisations. A Reference is never changed once
// made, so readers hold one without a lock.
type Reference struct {
	concepts    map[Scheme][]*Concept
	byID        map[Scheme]map[string]*Concept
	byKey       map[Scheme]map[string]*Concept
	territories []*Territory
	places      map[string]*Territory
	placeKeys   map[string]*Territory
	known       organisations
	// kept tells how each came to be what it is, by its ref; absent for what was never changed.
	kept map[string]keeping
}

// NewReference holds concepts in the given order, territories partners first and then by English name, and no organisation.
func NewReference(concepts []*Concept, territories []*Territory) *Reference {
	r := &Reference{
		concepts:  map[Scheme][]*Concept{},
		byID:      map[Scheme]map[string]*Concept{},
		byKey:     map[Scheme]map[string]*Concept{},
		places:    map[string]*Territory{},
		placeKeys: map[string]*Territory{},
		known:     newOrganisations(nil),
	}
	for _, c := range concepts {
		r.addConcept(c)
	}
	r.territories = slices.Clone(territories)
	slices.SortStableFunc(r.territories, compareTerritories)
	for _, t := range r.territories {
		r.places[t.ID] = t
		for _, key := range t.names() {
			if r.placeKeys[key] == nil {
				r.placeKeys[key] = t
			}
		}
	}
	for _, t := range r.territories {
		r.placeKeys[t.Key] = t // today's key wins over a former one of another place
	}
	return r
}

func (r *Reference) addConcept(c *Concept) {
	if r.byID[c.Scheme] == nil {
		r.byID[c.Scheme] = map[string]*Concept{}
		r.byKey[c.Scheme] = map[string]*Concept{}
	}
	r.concepts[c.Scheme] = append(r.concepts[c.Scheme], c)
	r.byID[c.Scheme][c.ID] = c
	for _, key := range c.names() {
		if r.byKey[c.Scheme][key] == nil {
			r.byKey[c.Scheme][key] = c
		}
	}
	if other := r.byKey[c.Scheme][c.Key]; other == nil || other.Key != c.Key {
		r.byKey[c.Scheme][c.Key] = c // today's key wins over a former one of another concept
	}
}

func compareTerritories(a, b *Territory) int {
	if a.IsPartner != b.IsPartner {
		if a.IsPartner {
			return -1
		}
		return 1
	}
	return cmp.Or(strings.Compare(fold(a.Names[English]), fold(b.Names[English])), strings.Compare(a.ID, b.ID))
}

// Choices lists the concepts of a scheme that a reader can choose among, in their own order: all but the pilot, which
// counts as running.
func (r *Reference) Choices(s Scheme) []*Concept {
	return slices.DeleteFunc(slices.Clone(r.concepts[s]), isPilot)
}

// isPilot finds the one concept that is no key of its facet. Records that were made with it are running pilots.
func isPilot(c *Concept) bool { return c.Scheme == SchemeStates && c.ID == pilotConcept }

// Concepts lists a scheme's concepts in their own order.
func (r *Reference) Concepts(s Scheme) []*Concept { return r.concepts[s] }

// Concept finds one by its ID; nil when there is none.
func (r *Reference) Concept(s Scheme, id string) *Concept { return r.byID[s][id] }

// Narrower lists the concepts that name another as a broader one (skos:narrower).
func (r *Reference) Narrower(c *Concept) []*Concept {
	var out []*Concept
	for _, o := range r.concepts[c.Scheme] {
		if slices.Contains(o.Broader, c.ID) {
			out = append(out, o)
		}
	}
	return out
}

// ConceptByKey finds one by its key of today or a former one; nil when there is none.
func (r *Reference) ConceptByKey(s Scheme, key string) *Concept { return r.byKey[s][key] }

// Territories lists all territories, partners first, by name.
func (r *Reference) Territories() []*Territory { return r.territories }

// Territory finds one by its ID; nil when there is none.
func (r *Reference) Territory(id string) *Territory { return r.places[id] }

// TerritoryByKey finds one by its key of today or a former one; nil when there is none.
func (r *Reference) TerritoryByKey(key string) *Territory { return r.placeKeys[key] }

// FacetKeys are the keys a facet can be filtered by, in the order in which they are listed, without NotStated; nil
// for languages and countries, which take any valid code.
func (r *Reference) FacetKeys(f Facet) []string {
	var keys []string
	switch {
	case f == FacetTerritories:
		for _, t := range r.territories {
			keys = append(keys, t.Key)
		}
	case f.Scheme() != "":
		for _, c := range r.Choices(f.Scheme()) {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

const pilotConcept = "pilot"

// ResolveKey turns a filter key into the ID that cards carry. It reports false for a key nobody knows.
func (r *Reference) ResolveKey(f Facet, key string) (string, bool) {
	switch {
	case key == NotStated:
		return NotStated, f.CanBeEmpty()
	case f == FacetCountries:
		upper := strings.ToUpper(key)
		return upper, IsCountry(upper)
	case f == FacetLanguages:
		tag, err := ParseLanguage(key)
		return string(tag), err == nil
	case f == FacetTerritories:
		if t := r.placeKeys[key]; t != nil {
			return t.ID, true
		}
		return "", false
	}
	c := r.byKey[f.Scheme()][key]
	if c == nil || isPilot(c) {
		return "", false
	}
	return c.ID, true
}

// KeyOf is the key of today for an ID that a card carries.
func (r *Reference) KeyOf(f Facet, id string) string {
	if f == FacetTerritories {
		if t := r.places[id]; t != nil {
			return t.Key
		}
	} else if c := r.byID[f.Scheme()][id]; c != nil {
		return c.Key
	}
	return id
}

// With gives a Reference in which the given concepts and territories replace those of the same ID or are added.
func (r *Reference) With(concepts []*Concept, territories []*Territory) *Reference {
	var all []*Concept
	for _, s := range Schemes {
		all = append(all, r.concepts[s]...)
	}
	for _, c := range concepts {
		all = upsert(all, c, func(o *Concept) bool { return o.Scheme == c.Scheme && o.ID == c.ID })
	}
	places := slices.Clone(r.territories)
	for _, t := range territories {
		places = upsert(places, t, func(o *Territory) bool { return o.ID == t.ID })
	}
	next := NewReference(all, places)
	next.known = r.known
	return next
}

func upsert[T any](list []T, item T, same func(T) bool) []T {
	if i := slices.IndexFunc(list, same); i >= 0 {
		list[i] = item
		return list
	}
	return append(list, item)
}

// fold lowers a name for sorting; accents are kept, which is good enough for an English list of places.
func fold(s string) string { return strings.ToLower(s) }
