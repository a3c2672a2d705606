package library

import (
	"crypto/sha256"
	"encoding/json"
	"slices"
)

// Order is how a list of practices is sorted; ties go by ID.
type Order string

// The orders. Relevance stands where words are given, else Newest.
const (
	OrderRelevance       Order = "RELEVANCE"
	OrderNewest          Order = "NEWEST"
	OrderOldest          Order = "OLDEST"
	OrderRecentlyUpdated Order = "RECENTLY_UPDATED"
	OrderTitle           Order = "TITLE"
)

// KeyFilter asks for practices by keys of one facet. Keys are those of the API on the way in and IDs of cards once
// resolved. A nil AnyOf asks nothing; an empty, non-nil AnyOf is true of no practice.
type KeyFilter struct {
	AnyOf  []string
	AllOf  []string
	NoneOf []string
}

// Filter narrows a list; all that is given must hold.
type Filter struct {
	Keys [facetCount]KeyFilter
	// StartedFrom and StartedTo bound the year of Period.Start, both included; a practice of unknown start is outside
	// any bound.
	StartedFrom, StartedTo *int
}

// Page asks for one page of a list: First after After, or Last before Before. Zero First and Last mean DefaultPage.
type Page struct {
	First, Last   int
	After, Before *Position
}

// Position is a place in a sorted list: just behind the practice that had this sort key.
type Position struct {
	// Key is the order's own sort key; its form is the read side's affair.
	Key []byte `json:"k"`
	ID  ID     `json:"i"`
}

// The sizes of a page.
const (
	DefaultPage = 20
	MaxPage     = 100
)

// MaxWords bounds what a person may type into the search box, in characters.
const MaxWords = 500

// MostSought is how many of these words, or phrases in quotes, are looked for.
const MostSought = 32

// MostDropped is up to how many words it is tried which of them to do without.
const MostDropped = 6

// MaxFilterKeys is how many keys one list of a filter may hold.
const MaxFilterKeys = 200

// Query is a question for practices. The library checks and resolves it before the read side gets it.
type Query struct {
	Words  string
	Filter Filter
	Order  Order
	// Languages are the reader's, most wanted first. They order titles and lift hits; the filter never depends on them.
	Languages []Language
	Page      Page
	// WithFacets and the like ask for what costs extra.
	WithFacets     bool
	WithHighlights bool
	// WithOtherWords asks for words that would find something where nothing is found.
	WithOtherWords bool
	// WithRelaxations asks for what may be done without where nothing is found.
	WithRelaxations bool
}

// resolve checks a query as it came from outside and gives the one that the read side answers: keys become IDs, the
// order and page size are settled.
func (q Query) resolve(ref *Reference) (Query, error) {
	words, err := readWords(q.Words)
	if err != nil {
		return q, err
	}
	q.Words, q.Languages = words, askedByName(q.Languages)
	if err := q.Page.settle(); err != nil {
		return q, err
	}
	filter, err := q.Filter.resolve(ref)
	if err != nil {
		return q, err
	}
	q.Filter = filter
	q.Order, err = q.Order.settle(q.Words)
	return q, err
}

func (p *Page) settle() error {
	if p.First != 0 && p.Last != 0 {
		return RefuseField(CodeBadPage, "first", "Give either first or last, not both.")
	}
	if p.After != nil && p.Last != 0 || p.Before != nil && p.First != 0 {
		return RefuseField(CodeBadPage, "after", "after goes with first, before goes with last.")
	}
	if p.After != nil && p.Before != nil {
		return RefuseField(CodeBadPage, "after", "Give either after or before, not both.")
	}
	switch {
	case p.First != 0:
		return CheckPageSize("first", p.First)
	case p.Last != 0:
		return CheckPageSize("last", p.Last)
	case p.Before != nil:
		p.Last = DefaultPage
	default:
		p.First = DefaultPage
	}
	return nil
}

// CheckPageSize refuses a page size outside 1 to MaxPage. It stands apart from Query because zero means absent there.
func CheckPageSize(field string, n int) error {
	if n < 1 || n > MaxPage {
		return RefuseField(CodeBadPage, field, "%s must lie between 1 and %d.", field, MaxPage)
	}
	return nil
}

// UsualOrder is that of a list for which none is named.
func UsualOrder(words string) Order {
	if words == "" {
		return OrderNewest
	}
	return OrderRelevance
}

func (o Order) settle(words string) (Order, error) {
	switch o {
	case "", OrderRelevance: // without words nothing is more relevant than the rest
		return UsualOrder(words), nil
	case OrderNewest, OrderOldest, OrderRecentlyUpdated, OrderTitle:
		return o, nil
	}
	return o, RefuseField(CodeBadInput, "orderBy", "There is no such order.")
}

func (f Filter) resolve(ref *Reference) (Filter, error) {
	for _, facet := range Facets {
		for _, list := range []*[]string{&f.Keys[facet].AnyOf, &f.Keys[facet].AllOf, &f.Keys[facet].NoneOf} {
			resolved, err := resolveKeys(ref, facet, *list)
			if err != nil {
				return f, err
			}
			*list = resolved
		}
	}
	return f, nil
}

// resolveKeys keeps nil apart from empty, drops repetitions and sorts, so that equal filters look equal.
func resolveKeys(ref *Reference, f Facet, keys []string) ([]string, error) {
	if keys == nil {
		return nil, nil
	}
	if len(keys) > MaxFilterKeys {
		return nil, RefuseField(CodeBadInput, f.String(), "A filter takes at most %d keys.", MaxFilterKeys)
	}
	out := make([]string, 0, len(keys))
	var unknown []int
	for i, key := range keys {
		if err := CheckPlain(f.String(), key); err != nil {
			return nil, err
		}
		if id, ok := ref.ResolveKey(f, key); ok {
			out = append(out, id)
		} else {
			unknown = append(unknown, i)
		}
	}
	if len(unknown) > 0 {
		refusal := unknownKey(ref, f, f.String(), keys[unknown[0]])
		refusal.Places = unknown
		return nil, refusal
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// unknownKey refuses a key that a facet does not have; field is where it stands.
func unknownKey(ref *Reference, f Facet, field, key string) *Error {
	if nearest := NearestKey(key, ref.FacetKeys(f)); nearest != "" {
		return RefuseField(CodeUnknownKey, field, "“%s” is not a key of %s. Did you mean “%s”?", printable(key), f, nearest)
	}
	return RefuseField(CodeUnknownKey, field, "“%s” is not a key of %s.", printable(key), f)
}

// Fingerprint identifies the list that a cursor belongs to: words, filter, order and languages of a resolved query.
func (q *Query) Fingerprint() [32]byte {
	raw, err := json.Marshal(struct {
		W string
		F Filter
		O Order
		L []Language
	}{q.Words, q.Filter, q.Order, append([]Language{}, q.Languages...)})
	if err != nil {
		panic(err) // strings and integers always marshal
	}
	return sha256.Sum256(raw)
}
