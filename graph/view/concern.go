package view

import (
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Concern is a worry about a practice, as moderators see it.
type Concern struct {
	lens *Lens
	*library.Concern
}

// ID is the opaque id.
func (c *Concern) ID() string { return NodeID(KindConcern, c.Concern.ID) }

// Practice is the one it is about.
func (c *Concern) Practice() *Practice { return c.lens.publishedPractice(c.Concern.Practice) }

// ReportedAt is when it was reported.
func (c *Concern) ReportedAt() time.Time { return c.At }

// Reporter is who reported it.
func (c *Concern) Reporter() *Actor { return c.lens.optionalActor(c.Account) }

// ConcernConflict is a refusal with the answer that stands.
type ConcernConflict struct {
	Refusal
	Outcome    library.ConcernOutcome
	AnsweredBy Actor
	AnsweredAt time.Time
}

// ConcernID reads the opaque id of a concern. Refusal: BAD_ID with the field.
func ConcernID(field, id string) (string, error) {
	kind, inner, err := ParseNodeID(id)
	if err != nil || kind != KindConcern {
		return "", library.RefuseField(library.CodeBadID, field, "This is not the id of a concern.")
	}
	return inner, nil
}

// ConcernConnection is a page of concerns.
type ConcernConnection struct {
	Nodes      []Concern
	PageInfo   *PageInfo
	TotalCount int
}

// ConcernQueue shows one page of what waits for an answer.
func (l *Lens) ConcernQueue(first *int, after *string) (*ConcernConnection, error) {
	list := l.Library.ConcernQueue(l.Viewer)
	part, info, err := cut(list, first, after, func(c *library.Concern) string { return NodeID(KindConcern, c.ID) })
	if err != nil {
		return nil, err
	}
	page := &ConcernConnection{Nodes: make([]Concern, len(part)), PageInfo: info, TotalCount: len(list)}
	for i, c := range part {
		page.Nodes[i] = Concern{l, c}
	}
	return page, nil
}
