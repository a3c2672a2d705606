package view

import (
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Scrub tells that texts were scrubbed.
type Scrub struct {
	At     time.Time
	Actor  *Actor
	Reason library.ScrubReason
}

// Scrub shows the scrubbing of a revision; nil where its text stands.
func (l *Lens) Scrub(r library.RevisionRef) *Scrub {
	s := l.Library.RevisionScrub(l.Viewer, r)
	if s == nil {
		return nil
	}
	return &Scrub{s.At, l.person(s.Account), s.Reason}
}

// Scrub tells that what the draft said was scrubbed.
func (d *Draft) Scrub() *Scrub {
	return d.lens.Scrub(library.RevisionRef{DraftRef: d.DraftRef, Number: d.Number})
}

// ScrubReason is why texts were scrubbed.
func (e *HistoryEvent) ScrubReason() *library.ScrubReason {
	if e.Reason == "" {
		return nil
	}
	return &e.Reason
}

// ScrubRequest reads what is to be scrubbed: a practice or a draft. Refusal: BAD_ID with the field.
func ScrubRequest(id string) (library.ScrubRequest, error) {
	switch kind, inner, err := ParseNodeID(id); {
	case err == nil && kind == KindPractice:
		return library.ScrubRequest{Practice: library.ID(inner)}, nil
	case err == nil && kind == KindDraft:
		ref := draftRef(inner)
		return library.ScrubRequest{Practice: ref.Practice, Draft: ref.Language}, nil
	}
	return library.ScrubRequest{}, library.RefuseField(library.CodeBadID, "practice", "This is neither the id of a practice nor that of a draft.")
}

// Tombstone is what stands at the address of a practice that was withdrawn.
type Tombstone struct {
	lens *Lens
	*library.Tombstone
}

// NewTombstone shows a tombstone; nil where there is none.
func (l *Lens) NewTombstone(stone *library.Tombstone) *Tombstone {
	if stone == nil {
		return nil
	}
	return &Tombstone{l, stone}
}

// Practice is the id of the practice, for those who can do anything with it.
func (t *Tombstone) Practice() *string {
	at := library.Place{Territory: t.Territory}
	if v := t.lens.Viewer; !v.May(library.ActionReadDrafts, at) && !v.May(library.ActionScrub, at) {
		return nil
	}
	id := NodeID(KindPractice, string(t.ID))
	return &id
}

// TombstonePermissions is what a viewer may do with what is left of a practice.
type TombstonePermissions struct{ Scrub bool }

// ViewerCan tells what the viewer may do with what is left.
func (t *Tombstone) ViewerCan() TombstonePermissions {
	return TombstonePermissions{t.lens.Viewer.May(library.ActionScrub, library.Place{Territory: t.Territory})}
}
