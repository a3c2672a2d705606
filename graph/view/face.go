package view

import (
	"context"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// once remembers what one request has read, so that each is read once.
type once[K comparable, V any] struct {
	mu   sync.Mutex
	read map[K]func() (V, error)
}

func (o *once[K, V]) get(key K, read func() (V, error)) (V, error) {
	o.mu.Lock()
	if o.read == nil {
		o.read = map[K]func() (V, error){}
	}
	first, ok := o.read[key]
	if !ok {
		first = sync.OnceValues(read)
		o.read[key] = first
	}
	o.mu.Unlock()
	return first()
}

// Face gives the complete practice, with one read of the database for each practice and request.
func (p *Practice) Face(ctx context.Context) (*library.Practice, error) {
	return p.lens.faces.get(p.Card.ID, func() (*library.Practice, error) {
		return p.lens.Library.Practice(ctx, p.lens.Viewer, p.Card.ID)
	})
}

// Sources shows the sources of a complete practice.
func Sources(p *library.Practice) []library.Source { return notNil(p.Sources) }

// PracticeBySlug shows the practice at a slug; nil when there is none that the viewer may see. BAD_INPUT for what no
// slug holds.
func (l *Lens) PracticeBySlug(slug string) (*Practice, error) {
	if err := library.CheckPlain("slug", slug); err != nil {
		return nil, err
	}
	return l.practiceOrNil(l.Library.CardBySlug(l.Viewer, slug)), nil
}

// Tombstone shows what stands at the slug of a withdrawn practice; nil when nothing does. BAD_INPUT for what no slug
// holds.
func (l *Lens) Tombstone(slug string) (*Tombstone, error) {
	if err := library.CheckPlain("slug", slug); err != nil {
		return nil, err
	}
	return l.NewTombstone(l.Library.Tombstone(l.Viewer, slug)), nil
}

// PracticeByID shows the practice with an opaque id; nil when there is none that the viewer may see. BAD_ID for an id
// of another type.
func (l *Lens) PracticeByID(id string) (*Practice, error) {
	kind, inner, err := ParseNodeID(id)
	if err != nil {
		return nil, err
	}
	if kind != KindPractice {
		return nil, library.RefuseField(library.CodeBadID, "id", "This is the id of a %s, not of a practice.", kind)
	}
	return l.practiceOrNil(l.Library.CardByID(l.Viewer, library.ID(inner))), nil
}

func (l *Lens) practiceOrNil(c *library.Card) *Practice {
	if c == nil {
		return nil
	}
	return l.Practice(c)
}
