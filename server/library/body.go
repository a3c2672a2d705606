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
	if l.scrubbedBy(id, number) != 0 {
		return nil, scrubbed()
	}
	face, err := readBody(ctx, l, number,
		func() (*Practice, error) { return l.ports.Bodies.Body(ctx, id, number) },
		func(d decoded) *Practice {
			for _, p := range d.published() {
				if p.Face.ID == id {
					return &p.Face
				}
			}
			return nil
		})
	if err == nil && face.Scrubbed != 0 { // by another server, a moment ago
		return nil, scrubbed()
	}
	return face, err
}

// scrubbedBy gives the entry that has scrubbed what another said of a practice, as far as this server knows; 0 for none.
func (l *Library) scrubbedBy(id ID, number uint64) uint64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.scrubbed[id][number]
}

// draftContent reads what a draft said with an entry.
func (l *Library) draftContent(ctx context.Context, ref DraftRef, number uint64) (*DraftContent, error) {
	if l.scrubbedBy(ref.Practice, number) != 0 {
		return nil, scrubbed()
	}
	content, err := readBody(ctx, l, number,
		func() (*DraftContent, error) { return l.ports.Bodies.Draft(ctx, ref, number) },
		func(d decoded) *DraftContent {
			if content := d.content(); content != nil && d.payload.(draftStep).ref() == ref {
				return content
			}
			return nil
		})
	if err == nil && content.Scrubbed != 0 {
		return nil, scrubbed()
	}
	return content, err
}

// readBody reads what an entry brought. A missing body is found in the entry itself, whose bodies are then stored anew.
func readBody[T any](ctx context.Context, l *Library, number uint64, read func() (*T, error), find func(decoded) *T) (*T, error) {
	if l.silent.Load() {
		return nil, unreadable(ErrSilent)
	}
	body, err := read()
	if err == nil {
		return body, nil
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
	if body = find(d); body == nil {
		return nil, unreadable(ErrNoBody)
	}
	l.putBodies(ctx, d)
	return body, nil
}

func unreadable(err error) error {
	return &Error{Code: CodeUnavailable, Message: "The text of this practice cannot be read at the moment.", Cause: err}
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
