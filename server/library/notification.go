package library

import (
	"cmp"
	"context"
	"slices"
)

// MaxNotifications is how many of an account's notifications can be looked at: the latest.
const MaxNotifications = 200

// Notification is something that somebody else did with a draft that an account wrote in, or was asked to review; or the
// question to a territory about practices that are due.
type Notification struct {
	Event
	// Draft is empty for a question.
	Draft DraftRef
	// Territory is the ID of the one that is asked, and Practices about how many; empty for everything else.
	Territory string
	Practices int
	IsRead    bool
}

// notificationsRead says up to which entry an account has read what it was told.
type notificationsRead struct {
	UpTo uint64 `json:"upTo"`
}

// told are the events that somebody who has a part in a draft wants to know of.
var told = []EntryType{
	EntryDraftSubmitted, EntryDraftReviewersNamed, EntryDraftChangesRequested, EntryDraftPublished, EntryDraftDiscarded,
	EntryCommentAdded,
}

// Notifications lists what others did with the drafts in which the viewer has a part, or had one before they were begun
// anew, and what their territories are asked, the latest first. They follow from the history alone: nothing is kept for
// them but how far they were read.
func (l *Library) Notifications(v Viewer) []Notification {
	if !v.IsSignedIn() {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.notifications(v)
}

func (s *State) notifications(v Viewer) []Notification {
	out := s.askingsOf(v)
	for ref, d := range s.drafts {
		if d.hadPart(v.account) && s.seen(v, ref) != nil {
			out = append(out, s.notificationsOf(v.account, d)...)
		}
	}
	slices.SortFunc(out, func(a, b Notification) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), cmp.Compare(a.Draft.Language, b.Draft.Language))
	})
	// The withdrawal of a practice is told once, in however many languages one has a part.
	out = slices.CompactFunc(out, func(a, b Notification) bool { return a.Number == b.Number })
	return out[:min(len(out), MaxNotifications)]
}

// notificationsOf lists what others did with one draft in each of its lives in which the account has a part. That the
// practice was withdrawn concerns everybody who ever had one.
func (s *State) notificationsOf(account string, d *Draft) []Notification {
	var out []Notification
	var life DraftLife
	lives, hadPart := d.Lives, false
	for _, e := range s.events[d.Practice] {
		for len(lives) > 0 && lives[0].Begun <= e.Number {
			life, lives = lives[0], lives[1:]
			hadPart = hadPart || slices.Contains(life.People, account)
		}
		concerns := e.Type == EntryPracticeWithdrawn && hadPart ||
			e.Language == d.Language && slices.Contains(told, e.Type) && slices.Contains(life.People, account)
		if concerns && e.Account != account {
			out = append(out, Notification{Event: e, Draft: d.DraftRef, IsRead: e.Number <= s.read[account]})
		}
	}
	return out
}

// NotificationsRead notes that the viewer has read all notifications up to one of an entry. Refusals: FORBIDDEN to
// nobody, BAD_INPUT.
func (l *Library) NotificationsRead(ctx context.Context, v Viewer, upTo uint64) error {
	return l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if !slices.ContainsFunc(s.notifications(v), func(n Notification) bool { return n.Number == upTo }) {
			return nil, RefuseField(CodeBadInput, "upTo", "There is no such notification.")
		}
		if upTo <= s.read[v.Account()] {
			return nil, nil
		}
		return &change{EntryNotificationsRead, &notificationsRead{upTo}}, nil
	})
}
