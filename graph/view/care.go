package view

import "github.com/weldi-network/practice-library/server/library"

// CheckConnection is a page of practices that are due to be looked at.
type CheckConnection struct {
	Nodes      []*Practice
	PageInfo   *PageInfo
	TotalCount int
}

// CheckQueue shows one page of what the viewer is to look at.
func (l *Lens) CheckQueue(first *int, after *string) (*CheckConnection, error) {
	list := l.Library.CheckQueue(l.Viewer)
	part, info, err := cut(list, first, after, func(c *library.Card) string { return NodeID(KindPractice, string(c.ID)) })
	if err != nil {
		return nil, err
	}
	page := &CheckConnection{Nodes: make([]*Practice, len(part)), PageInfo: info, TotalCount: len(list)}
	for i, card := range part {
		page.Nodes[i] = l.Practice(card)
	}
	return page, nil
}
