package view

import (
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Comment is a remark on a draft.
type Comment struct {
	lens *Lens
	*library.Comment
}

// CommentConflict is a refusal with the remark as it stands now.
type CommentConflict struct {
	Refusal
	Current Comment
}

// CommentIn finds a remark on a draft; nil when there is none that the viewer may see.
func (l *Lens) CommentIn(d *library.Draft, is func(*library.Comment) bool) *Comment {
	var found *Comment
	for _, c := range l.Library.Comments(l.Viewer, d.DraftRef) {
		if is(c) {
			found = &Comment{l, c}
		}
	}
	return found
}

func (l *Lens) comments(list []*library.Comment) []Comment {
	out := make([]Comment, len(list))
	for i, c := range list {
		out[i] = Comment{l, c}
	}
	return out
}

// Version is that of the practice in which its draft was published; nil when it was not.
func (c *Comment) Version() *int { return positive(c.Comment.Version) }

// Part is what it is about.
func (c *Comment) Part() *library.DraftPart {
	if c.Comment.Part == "" {
		return nil
	}
	return &c.Comment.Part
}

// Author is who wrote it.
func (c *Comment) Author() *Actor { return c.lens.optionalActor(c.Account) }

// CreatedAt is when it was written.
func (c *Comment) CreatedAt() time.Time { return c.At }

// ResolvedBy is who resolved it.
func (c *Comment) ResolvedBy() *Actor { return c.lens.optionalActor(c.Comment.ResolvedBy) }
