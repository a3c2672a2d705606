package library

import (
	"context"
	"errors"
	"log/slog"
)

// body reads the face that a head points to. A missing one is rebuilt from its entry, all faces of that entry at once;
// when they cannot be stored again, the reader gets his all the same.
func (l *Library) body(ctx context.Context, h *head) (*Practice, error) {
	return l.faceAt(ctx, h.ID, h.Number)
}

// faceAt reads what an entry published of a practice.
func (l *Library) faceAt(ctx context.Context, id ID, number uint64) (*Practice, error) {
	if l.silent.Load() {
		return nil, unreadable(ErrSilent)
	}
	face, err := l.ports.Bodies.Body(ctx, id, number)
	if err == nil {
		return face, nil
	}
	if !errors.Is(err, ErrNoBody) {
		return nil, unreadable(err)
	}
	e, err := l.ports.Journal.Entry(ctx, number)
	if err != nil {
		return nil, unreadable(err)
	}
	d, err := decodePayload(e)
	if err != nil {
		return nil, unreadable(err)
	}
	l.putBodies(ctx, d)
	for _, p := range d.published() {
		if p.Face.ID == id {
			return &p.Face, nil
		}
	}
	return nil, unreadable(ErrNoBody)
}

func unreadable(err error) error {
	return &Error{Code: CodeUnavailable, Message: "The text of this practice cannot be read at the moment.", Cause: err}
}

// draftContent reads what a draft said with an entry, and makes a missing body anew in the same way.
func (l *Library) draftContent(ctx context.Context, ref DraftRef, number uint64) (*DraftContent, error) {
	if l.silent.Load() {
		return nil, unreadable(ErrSilent)
	}
	content, err := l.ports.Bodies.Draft(ctx, ref, number)
	if err == nil {
		return content, nil
	}
	if !errors.Is(err, ErrNoBody) {
		return nil, unreadable(err)
	}
	e, err := l.ports.Journal.Entry(ctx, number)
	if err != nil {
		return nil, unreadable(err)
	}
	d, err := decodePayload(e)
	if err != nil {
		return nil, unreadable(err)
	}
	if d.content() == nil || d.payload.(draftStep).ref() != ref {
		return nil, unreadable(ErrNoBody)
	}
	l.putBodies(ctx, d)
	return d.content(), nil
}

// putBodies copies what an acknowledged entry published, or lets a draft say, to where it is read by id. When that
// fails nothing is lost: a missing body is rebuilt from its entry.
func (l *Library) putBodies(ctx context.Context, d decoded) {
	if err := storeBodies(ctx, l.ports.Bodies, d); err != nil {
		l.ports.Log.WarnContext(ctx, "bodies will be rebuilt when they are read",
			slog.Uint64("entry", d.entry.Number), slog.Any("error", err))
	}
}

// storeBodies stores all that an entry brings to be read by id.
func storeBodies(ctx context.Context, b Bodies, d decoded) error {
	if content := d.content(); content != nil {
		return b.PutDraft(ctx, d.payload.(draftStep).ref(), d.entry.Number, content)
	}
	if faces := d.faces(); len(faces) > 0 {
		return b.PutBodies(ctx, d.entry.Number, faces)
	}
	return nil
}
