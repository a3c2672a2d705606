package library

import (
	"context"
	"slices"
	"time"
)

// Comment is a remark on a draft, as the fold knows it: all but its text. It stays when the draft is begun anew.
type Comment struct {
	ID string `json:"id"`
	DraftRef
	// Number is the entry that holds its text.
	Number uint64 `json:"number"`
	// Part is what it is about; empty for the whole draft.
	Part    DraftPart `json:"part,omitempty"`
	Account string    `json:"account"`
	At      time.Time `json:"at"`
	// Revision is that of the draft when it was written.
	Revision int `json:"revision"`
	// Version is that of the practice in which the draft was published; 0 when it was not.
	Version    int        `json:"version,omitempty"`
	ResolvedBy string     `json:"resolvedBy,omitempty"`
	ResolvedAt *time.Time `json:"resolvedAt,omitempty"`
}

// IsResolved reports whether there is nothing left to do about it.
func (c *Comment) IsResolved() bool { return c.ResolvedAt != nil }

// DraftPart is a part of a draft that a comment can be about: a kind of section, or one of those below.
type DraftPart string

// The parts that are no sections.
const (
	PartTitle     DraftPart = "TITLE"
	PartSummary   DraftPart = "SUMMARY"
	PartEndReason DraftPart = "END_REASON"
	PartFacts     DraftPart = "FACTS"
	PartSources   DraftPart = "SOURCES"
)

func isDraftPart(p DraftPart) bool {
	return p == "" || slices.Contains(draftParts, p)
}

const (
	maxComments = 500
	maxComment  = 4000
)

// commentAdded is a new remark on a draft.
type commentAdded struct {
	draftHeader
	Comment string    `json:"comment"`
	Part    DraftPart `json:"part,omitempty"`
	Text    string    `json:"text"`
}

// commentResolved says that there is nothing left to do about a remark, or that there is again.
type commentResolved struct {
	draftHeader
	Comment  string `json:"comment"`
	Resolved bool   `json:"resolved"`
}

// NewComment is what somebody has to say about a draft.
type NewComment struct {
	Draft DraftRef
	Part  DraftPart
	// Text is plain text.
	Text           string
	IdempotencyKey string
}

// commentOf gives the id of the remark that a step makes; empty for any other step.
func commentOf(p draftStep) string {
	if added, ok := p.(*commentAdded); ok {
		return added.Comment
	}
	return ""
}

// CommentAdd adds a remark to a draft that is under way and gives the draft, with the id of the remark: of that which the
// same request has left before, where it came with the same key. Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW,
// BAD_INPUT.
func (l *Library) CommentAdd(ctx context.Context, v Viewer, n NewComment) (d *Draft, comment string, err error) {
	r := DraftRequest{Draft: n.Draft, IdempotencyKey: n.IdempotencyKey}
	d, err = l.step(ctx, v, r, StepComment, n, func(_ context.Context, s *State, _ Viewer, d *Draft, h draftHeader) (*change, error) {
		if !isDraftPart(n.Part) {
			return nil, RefuseField(CodeBadInput, "part", "“%s” is not a part of a draft.", printable(string(n.Part)))
		}
		if err := checkText("text", n.Text, 1, maxComment); err != nil {
			return nil, err
		}
		if len(s.comments[d.DraftRef])-len(s.remarks(d, true)) >= maxComments {
			return nil, Refuse(CodeBadInput, "A draft takes at most %d comments.", maxComments)
		}
		comment = l.ports.NewID()
		return &change{EntryCommentAdded, &commentAdded{h, comment, n.Part, n.Text}}, nil
	})
	if err != nil || n.IdempotencyKey == "" {
		return d, comment, err
	}
	comment, err = l.commentOnce(v, n.IdempotencyKey)
	return d, comment, err
}

// commentOnce gives the id of the remark that a request with a key has left.
func (l *Library) commentOnce(v Viewer, key string) (string, error) {
	kept, err := newOnceKey(key, "", nil)
	if err != nil {
		return "", err
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	if found := l.state.once.outcomes[v.Account()+" "+kept.Key]; found != nil {
		return found.Made, nil
	}
	return "", nil
}

// CommentConflict is a refusal to resolve, or open again, a remark with which just that was done.
type CommentConflict struct {
	refused
	Current *Comment
}

// CommentResolve says that there is nothing left to do about a remark, or with false that there is again, and gives the
// draft. Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW; as a *CommentConflict where somebody was faster.
func (l *Library) CommentResolve(ctx context.Context, v Viewer, ref DraftRef, id string, resolved bool, key string) (*Draft, error) {
	asked := struct {
		Comment  string
		Resolved bool
	}{id, resolved}
	r := DraftRequest{Draft: ref, IdempotencyKey: key}
	return l.step(ctx, v, r, StepComment, asked, func(_ context.Context, s *State, _ Viewer, _ *Draft, h draftHeader) (*change, error) {
		at := slices.IndexFunc(s.comments[ref], func(c *Comment) bool { return c.ID == id })
		if at < 0 {
			return nil, RefuseField(CodeNotFound, "comment", "There is no such comment.")
		}
		if c := s.comments[ref][at]; c.IsResolved() == resolved {
			return nil, &CommentConflict{refused{RefuseField(CodeNotNow, "comment", "This remark is resolved already, or open again already.")}, c}
		}
		return &change{EntryCommentResolved, &commentResolved{h, id, resolved}}, nil
	})
}

// Comments lists the remarks on a draft, the oldest first, with those of before it was begun anew that were open then;
// none when the viewer may not see the draft.
func (l *Library) Comments(v Viewer, ref DraftRef) []*Comment { return l.comments(v, ref, false) }

// EarlierComments lists the remarks of before a draft was begun anew, the oldest first, be they open or not; none when the
// viewer may not see the draft.
func (l *Library) EarlierComments(v Viewer, ref DraftRef) []*Comment { return l.comments(v, ref, true) }

func (l *Library) comments(v Viewer, ref DraftRef, earlier bool) []*Comment {
	l.mu.RLock()
	defer l.mu.RUnlock()
	d := l.state.seen(v, ref)
	if d == nil {
		return nil
	}
	return l.state.remarks(d, earlier)
}

// remarks gives the remarks on a draft, or those on the ones before it.
func (s *State) remarks(d *Draft, earlier bool) []*Comment {
	var out []*Comment
	for _, c := range s.comments[d.DraftRef] {
		if before := c.isBefore(d); earlier && before || !earlier && (!before || s.isTakenOver(c, d)) {
			out = append(out, c)
		}
	}
	return out
}

// isBefore reports whether a remark was made before the draft was begun anew.
func (c *Comment) isBefore(d *Draft) bool { return c.Number < d.begun() }

// isTakenOver reports whether there was something left to do about an earlier remark when the draft was begun anew. One of
// which nothing is left says nothing that could be done.
func (s *State) isTakenOver(c *Comment, d *Draft) bool {
	wasOpen := c.ResolvedAt == nil || !c.ResolvedAt.Before(d.CreatedAt)
	return wasOpen && s.scrubbed[c.Practice][c.Number] == 0
}

// CommentText reads what a remark says, with one read by id; empty when that was scrubbed. NOT_FOUND when the viewer may not see the draft.
func (l *Library) CommentText(ctx context.Context, v Viewer, c *Comment) (string, error) {
	return l.said(ctx, v, c.DraftRef, c.Number)
}

// RequestedChanges reads what was last asked to be changed in a draft; empty when nothing was. NOT_FOUND when the viewer
// may not see it.
func (l *Library) RequestedChanges(ctx context.Context, v Viewer, d *Draft) (string, error) {
	if d.Requested == 0 {
		return "", nil
	}
	return l.said(ctx, v, d.DraftRef, d.Requested)
}

// Remark reads what was remarked on a draft, or asked to be changed in it, with an event of its history; empty for every
// other event, and where it was scrubbed. NOT_FOUND when the viewer may not see the draft.
func (l *Library) Remark(ctx context.Context, v Viewer, practice ID, e Event) (string, error) {
	if e.Type != EntryCommentAdded && e.Type != EntryDraftChangesRequested {
		return "", nil
	}
	return l.said(ctx, v, DraftRef{practice, e.Language}, e.Number)
}

// said reads what somebody said about a draft from the entry that holds it.
func (l *Library) said(ctx context.Context, v Viewer, ref DraftRef, number uint64) (string, error) {
	if l.Draft(v, ref) == nil {
		return "", noDraft()
	}
	if l.scrubbedBy(ref.Practice, number) != 0 {
		return "", nil
	}
	return l.words(ctx, ref, number)
}

// words reads the same, whoever asks.
func (l *Library) words(ctx context.Context, ref DraftRef, number uint64) (string, error) {
	if l.silent.Load() {
		return "", unreadable(ErrSilent)
	}
	e, err := l.ports.Journal.Entry(ctx, number)
	if err != nil {
		return "", unreadable(err)
	}
	d, err := decodePayload(e)
	if err != nil {
		return "", unreadable(err)
	}
	switch p := d.payload.(type) {
	case *commentAdded:
		if p.DraftRef == ref {
			return p.Text, nil
		}
	case *draftChangesRequested:
		if p.DraftRef == ref {
			return p.Message, nil
		}
	}
	return "", unreadable(ErrNoBody)
}

// applyComment folds a remark. It is no change of the draft.
func (s *State) applyComment(p draftStep, e Entry) {
	list := s.comments[p.ref()]
	switch p := p.(type) {
	case *commentAdded:
		c := &Comment{ID: p.Comment, DraftRef: p.DraftRef, Number: e.Number, Part: p.Part, Account: e.Account, At: e.At}
		if d := s.drafts[p.DraftRef]; d != nil {
			c.Revision = d.Revision
		}
		s.comments[p.DraftRef] = append(slices.Clip(list), c)
	case *commentResolved:
		s.comments[p.DraftRef] = resolved(list, p, e)
	}
}

// remarkedOn gives a list in which the remarks on a draft bear the version of the practice that it became; readers may hold
// the one before.
func remarkedOn(list []*Comment, d *Draft, version int) []*Comment {
	out := slices.Clone(list)
	for i, c := range out {
		if !c.isBefore(d) {
			next := *c
			next.Version = version
			out[i] = &next
		}
	}
	return out
}

// resolved gives a list in which one remark is resolved, or open again; readers may hold the one before.
func resolved(list []*Comment, p *commentResolved, e Entry) []*Comment {
	out := slices.Clone(list)
	for i, c := range out {
		if c.ID != p.Comment {
			continue
		}
		next, at := *c, e.At
		next.ResolvedBy, next.ResolvedAt = "", nil
		if p.Resolved {
			next.ResolvedBy, next.ResolvedAt = e.Account, &at
		}
		out[i] = &next
	}
	return out
}
