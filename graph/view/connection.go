package view

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"github.com/weldi-network/practice-library/server/library"
)

// PracticeConnection is one page of practices.
type PracticeConnection struct {
	lens *Lens
	list *library.List
	seal seal
}

// Connection shows a page.
func (l *Lens) Connection(list *library.List) *PracticeConnection {
	return &PracticeConnection{lens: l, list: list, seal: l.seal(&list.Query)}
}

// Edges lists the page's practices with why they are there.
func (c *PracticeConnection) Edges() []PracticeEdge {
	out := make([]PracticeEdge, len(c.list.Hits))
	for i := range c.list.Hits {
		out[i] = PracticeEdge{connection: c, hit: &c.list.Hits[i]}
	}
	return out
}

// Nodes lists the page's practices.
func (c *PracticeConnection) Nodes() []*Practice {
	out := make([]*Practice, len(c.list.Hits))
	for i := range c.list.Hits {
		out[i] = c.lens.Practice(c.list.Hits[i].Card)
	}
	return out
}

// PageInfo tells where the page stands.
func (c *PracticeConnection) PageInfo() *PageInfo {
	info := &PageInfo{HasNextPage: c.list.HasNext, HasPreviousPage: c.list.HasPrevious}
	if n := len(c.list.Hits); n > 0 {
		first, last := c.seal.cursor(c.list.Hits[0].Position), c.seal.cursor(c.list.Hits[n-1].Position)
		info.StartCursor, info.EndCursor = &first, &last
	}
	return info
}

// TotalCount counts all that match.
func (c *PracticeConnection) TotalCount() int { return c.list.Total }

// FullMatchCount counts those that have all the words.
func (c *PracticeConnection) FullMatchCount() int { return c.list.FullMatches }

// Facets counts the keys of every facet.
func (c *PracticeConnection) Facets() *PracticeFacets { return &PracticeFacets{c.lens, c.list} }

// DidYouMean proposes words that find something.
func (c *PracticeConnection) DidYouMean() *string { return optional(c.list.DidYouMean) }

// Relaxation is something that a question without an answer may do without.
type Relaxation struct {
	Kind  RelaxationKind
	Keys  []string
	Words string
	Count int
}

// Relaxations propose what to ask less of.
func (c *PracticeConnection) Relaxations() []Relaxation {
	out := []Relaxation{}
	for _, r := range c.list.Relaxations {
		shown := Relaxation{Kind: RelaxationKind(r.Kind), Keys: notNil(r.Dropped), Words: r.Words, Count: r.Count}
		if r.Kind == library.RelaxFacet {
			shown.Kind, shown.Keys = RelaxationKind(axes[r.Facet]), []string{}
			for _, id := range r.Dropped {
				shown.Keys = append(shown.Keys, c.lens.Reference.KeyOf(r.Facet, id))
			}
		}
		out = append(out, shown)
	}
	return out
}

// PageInfo tells where a page stands in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// PracticeEdge is a practice in a list.
type PracticeEdge struct {
	connection *PracticeConnection
	hit        *library.Hit
}

// Cursor is the practice's place in its list.
func (e *PracticeEdge) Cursor() string { return e.connection.seal.cursor(e.hit.Position) }

// Node is the practice.
func (e *PracticeEdge) Node() *Practice { return e.connection.lens.Practice(e.hit.Card) }

// Score tells how well the words match.
func (e *PracticeEdge) Score() *float64 {
	if e.connection.list.Query.Words == "" {
		return nil
	}
	return &e.hit.Score
}

// Highlights shows where the words stand.
func (e *PracticeEdge) Highlights() []library.Highlight { return notNil(e.hit.Highlights) }

// MatchedConcepts lists the concepts through which the practice was found.
func (e *PracticeEdge) MatchedConcepts() []Concept {
	out := []Concept{}
	for _, c := range e.hit.Concepts {
		out = append(out, e.connection.lens.Concept(c))
	}
	return out
}

// seal binds cursors to their list: a keyed hash over the list's fingerprint and the position. The key is the
// library's id, so that a cursor of another library does not fit either.
type seal struct {
	key         []byte
	fingerprint [32]byte
}

const sealSize = 12

func (l *Lens) seal(q *library.Query) seal {
	return seal{key: []byte(l.Library.Mark().Library), fingerprint: q.Fingerprint()}
}

func (s seal) sum(position []byte) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write(s.fingerprint[:])
	mac.Write(position)
	return mac.Sum(nil)[:sealSize]
}

func (s seal) cursor(p library.Position) string {
	position, err := json.Marshal(p)
	if err != nil {
		panic(err) // bytes and a string always marshal
	}
	return base64.RawURLEncoding.EncodeToString(append(s.sum(position), position...))
}

const maxCursor = 8192

// Position opens a cursor of the list that q asks for; q need not be resolved. BAD_CURSOR for any other.
func (l *Lens) Position(q library.Query, cursor string) (*library.Position, error) {
	resolved, err := l.Library.Resolve(q)
	if err != nil {
		return nil, err
	}
	if len(cursor) <= maxCursor {
		raw, err := opened(cursor)
		if err == nil && len(raw) > sealSize && hmac.Equal(raw[:sealSize], l.seal(&resolved).sum(raw[sealSize:])) {
			var p library.Position
			if json.Unmarshal(raw[sealSize:], &p) == nil {
				return &p, nil
			}
		}
	}
	return nil, library.Refuse(library.CodeBadCursor, "This cursor does not belong to this list. Start again without one.")
}
