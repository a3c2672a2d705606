package view

import (
	"strconv"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/notify"
)

// NotificationKind names what somebody is told of.
type NotificationKind string

// notificationKind gives the word of the schema, which is that of the history where there is one.
func notificationKind(t library.EntryType) NotificationKind {
	if t == library.EntryTerritoryAsked {
		return "TERRITORY_ASKED"
	}
	return NotificationKind(historyKinds[t])
}

// Notification is something that somebody else did with a draft, or a question to a territory.
type Notification struct {
	lens *Lens
	library.Notification
}

// ID is the opaque id.
func (n *Notification) ID() string { return notificationID(n.Notification) }

func notificationID(n library.Notification) string {
	return NodeID(KindNotification, strconv.FormatUint(n.Number, 10))
}

// NotificationNumber reads the opaque id of a notification. Refusal: BAD_ID with the field.
func NotificationNumber(field, id string) (uint64, error) {
	kind, inner, err := ParseNodeID(id)
	number, err2 := strconv.ParseUint(inner, 10, 64)
	if err != nil || err2 != nil || kind != KindNotification {
		return 0, library.RefuseField(library.CodeBadID, field, "This is not the id of a notification.")
	}
	return number, nil
}

// Kind is what was done.
func (n *Notification) Kind() NotificationKind { return notificationKind(n.Type) }

// Actor is who did it; nil for the program itself.
func (n *Notification) Actor() *Actor { return n.lens.person(n.Account) }

// Draft is the draft concerned.
func (n *Notification) Draft() *Draft { return n.lens.DraftAt(n.Notification.Draft) }

// Territory is the one that is asked.
func (n *Notification) Territory() *Territory {
	if t := n.lens.Reference.Territory(n.Notification.Territory); t != nil {
		return n.lens.Territory(t)
	}
	return nil
}

// PracticeCount is about how many practices it is asked.
func (n *Notification) PracticeCount() *int { return positive(n.Practices) }

// NotificationConnection is a page of notifications.
type NotificationConnection struct {
	Nodes       []Notification
	PageInfo    *PageInfo
	TotalCount  int
	UnreadCount int
}

// Notifications shows one page of what others did, and what is asked.
func (l *Lens) Notifications(first *int, after *string) (*NotificationConnection, error) {
	list := l.Library.Notifications(l.Viewer)
	part, info, err := cut(list, first, after, notificationID)
	if err != nil {
		return nil, err
	}
	page := &NotificationConnection{Nodes: make([]Notification, len(part)), PageInfo: info, TotalCount: len(list)}
	for i, n := range part {
		page.Nodes[i] = Notification{l, n}
	}
	for _, n := range list {
		if !n.IsRead {
			page.UnreadCount++
		}
	}
	return page, nil
}

// NotificationMail is how somebody wants to be told by mail.
type NotificationMail struct {
	Rhythm   notify.Rhythm
	Language *library.Language
	IsSent   bool
}

// NewNotificationMail shows what somebody has chosen; sends tells whether the library sends any mail.
func NewNotificationMail(c notify.Choice, sends bool) *NotificationMail {
	shown := &NotificationMail{Rhythm: c.Rhythm, IsSent: sends}
	if c.Language != "" {
		shown.Language = &c.Language
	}
	return shown
}
