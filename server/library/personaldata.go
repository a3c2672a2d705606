package library

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// MaxActs is how many of an account's acts can be looked at in one go.
const MaxActs = 50

// act is an entry of the journal that an account made, or that is about it, and that belongs to no practice.
type act struct {
	Number uint64    `json:"n"`
	Type   EntryType `json:"type"`
	At     time.Time `json:"at"`
	// IsOwn tells what the account did from what was done to it.
	IsOwn bool `json:"own,omitempty"`
}

// Act is one entry of the journal that an account made, or that is about it.
type Act struct {
	Number uint64
	Type   EntryType
	At     time.Time
	// IsOwn tells what the account did from what was done to it.
	IsOwn bool
	// Practice and Language say with what it was done; empty where with no practice.
	Practice ID
	Language Language
	// Text is what was typed with it, in JSON; nil where nothing was, or it is gone for good, of which IsWithheld tells.
	Text       json.RawMessage
	IsWithheld bool
}

// noteAct keeps what belongs to no practice. What is kept of an account ends with it.
func (s *State) noteAct(d decoded) {
	by := d.entry.Account
	if s.account(by) != nil {
		s.keepAct(by, d.entry, true)
	}
	about, _ := d.aboutAccount()
	if _, isClosed := d.payload.(*accountClosed); isClosed {
		delete(s.acts, about)
		return
	}
	if about != "" && about != by {
		s.keepAct(about, d.entry, false)
	}
}

func (s *State) keepAct(account string, e Entry, isOwn bool) {
	s.acts[account] = append(s.acts[account], act{e.Number, e.Type, e.At, isOwn})
}

// Acts lists the entries of the journal that the viewer's account made, or that are about it, oldest first, after the one
// of a number: at most MaxActs of them, and whether there are more. What was typed comes with each, by one read or two, unless it
// was scrubbed: one's own words stay one's own to see, also for who has lost the role in which they were written.
func (l *Library) Acts(ctx context.Context, v Viewer, after uint64) (list []Act, more bool, err error) {
	if err := v.needAccount(); err != nil {
		return nil, false, err
	}
	list = l.actsOf(v.Account(), after)
	if more = len(list) > MaxActs; more {
		list = list[:MaxActs]
	}
	for i := range list {
		if err := l.addText(ctx, &list[i]); err != nil {
			return nil, false, err
		}
	}
	return list, more, nil
}

func (l *Library) actsOf(account string, after uint64) (list []Act) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, a := range l.state.acts[account] {
		if a.Number > after {
			list = append(list, Act{Number: a.Number, Type: a.Type, At: a.At, IsOwn: a.IsOwn})
		}
	}
	for practice, events := range l.state.events {
		for _, e := range events {
			if e.Account == account && e.Number > after {
				list = append(list, Act{Number: e.Number, Type: e.Type, At: e.At, IsOwn: true, Practice: practice, Language: e.Language})
			}
		}
	}
	slices.SortFunc(list, func(a, b Act) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Practice, b.Practice))
	})
	return list
}

// addText reads what was typed with an act.
func (l *Library) addText(ctx context.Context, a *Act) error {
	ref := DraftRef{a.Practice, a.Language}
	var typed any
	var err error
	switch a.Type {
	case EntryDraftCreated, EntryDraftSaved:
		typed, err = l.draftContent(ctx, ref, a.Number)
	case EntryCommentAdded, EntryDraftChangesRequested:
		if l.scrubbedBy(a.Practice, a.Number) != 0 {
			a.IsWithheld = true
			return nil
		}
		typed, err = l.words(ctx, ref, a.Number)
	case EntryPracticeDisputed:
		why, err := l.whyDisputed(ctx, a.Practice, a.Number)
		if a.IsWithheld = l.scrubbedBy(a.Practice, a.Number) != 0; why == "" || err != nil {
			return err
		}
		typed = why
	case EntryConcernReported:
		typed, err = l.reported(ctx, a)
	default:
		return nil
	}
	if err == nil {
		a.Text, err = json.Marshal(typed)
	}
	if err != nil && CodeOf(err) != CodeUnavailable { // it was scrubbed
		a.IsWithheld, err = true, nil
	}
	return err
}

// reportedConcern is a report as whoever made it gets it back: without what was deleted with the answer.
type reportedConcern struct {
	Kind ConcernKind `json:"kind"`
	*ConcernText
}

// reported reads what somebody reported, and about which practice.
func (l *Library) reported(ctx context.Context, a *Act) (out reportedConcern, err error) {
	if !a.IsOwn {
		return out, noRevision()
	}
	e, err := l.ports.Journal.Entry(ctx, a.Number)
	if err != nil {
		return out, unreadable(err)
	}
	d, err := decodePayload(e)
	if err != nil {
		return out, unreadable(err)
	}
	p, ok := d.payload.(*concernReported)
	if !ok {
		return out, unreadable(ErrNoBody)
	}
	a.Practice, out.Kind = p.Practice, p.Kind
	var text ConcernText
	switch err := l.ports.Documents.Find(ctx, CollectionConcerns, p.Concern, &text); {
	case err == nil:
		out.ConcernText = &text
	case !errors.Is(err, ErrNoDocument):
		return out, unreadable(err)
	}
	return out, nil
}

// DraftsOfOwn lists all drafts, ended ones too, in which the viewer ever wrote or which they were asked to review, as far as
// the viewer may see them, by practice and language.
func (l *Library) DraftsOfOwn(v Viewer) []*Draft {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []*Draft
	for ref, d := range l.state.drafts {
		if v.IsSignedIn() && d.hadPart(v.account) && l.state.seen(v, ref) != nil {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, compareRefs)
	return out
}

// CommentsOfOwn lists the remarks that the viewer made on drafts that they may see, oldest first.
func (l *Library) CommentsOfOwn(v Viewer) []*Comment {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []*Comment
	for ref, list := range l.state.comments {
		for _, c := range list {
			if v.IsSignedIn() && c.Account == v.account && l.state.seen(v, ref) != nil {
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Comment) int { return cmp.Compare(a.Number, b.Number) })
	return out
}
