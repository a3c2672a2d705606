package view

import (
	"strconv"

	"github.com/weldi-network/practice-library/server/library"
)

// Dispute is a territory's word that a practice is not right.
type Dispute struct {
	lens *Lens
	library.Dispute
}

// Practice is the one that is disputed.
func (d *Dispute) Practice() *Practice { return d.lens.publishedPractice(d.Dispute.Practice) }

// Actor is who said so.
func (d *Dispute) Actor() *Actor { return d.lens.person(d.Account) }

// DisputeConnection is a page of disputes.
type DisputeConnection struct {
	Nodes      []Dispute
	PageInfo   *PageInfo
	TotalCount int
}

// DisputeQueue shows one page of what is disputed.
func (l *Lens) DisputeQueue(first *int, after *string) (*DisputeConnection, error) {
	list := l.Library.DisputeQueue(l.Viewer)
	part, info, err := cut(list, first, after, func(d library.Dispute) string {
		return NodeID(KindEntry, strconv.FormatUint(d.Number, 10))
	})
	if err != nil {
		return nil, err
	}
	page := &DisputeConnection{Nodes: make([]Dispute, len(part)), PageInfo: info, TotalCount: len(list)}
	for i, d := range part {
		page.Nodes[i] = Dispute{l, d}
	}
	return page, nil
}
