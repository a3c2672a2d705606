package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// HistoryKind names what was done with a practice.
type HistoryKind string

// historyKinds gives the words of the schema for the types of entry.
var historyKinds = map[library.EntryType]HistoryKind{
	library.EntryBundleImported: "IMPORTED", library.EntryDraftCreated: "DRAFT_CREATED", library.EntryDraftSaved: "DRAFT_SAVED",
	library.EntryDraftSubmitted: "DRAFT_SUBMITTED", library.EntryDraftReviewersNamed: "REVIEWERS_NAMED",
	library.EntryDraftChangesRequested: "CHANGES_REQUESTED", library.EntryDraftPublished: "PUBLISHED",
	library.EntryPracticePublished: "PUBLISHED", library.EntryDraftDiscarded: "DRAFT_DISCARDED",
	library.EntryCommentAdded: "COMMENTED", library.EntryCommentResolved: "COMMENT_RESOLVED",
	library.EntryPracticeWithdrawn: "WITHDRAWN", library.EntryPracticeConfirmed: "CONFIRMED",
	library.EntryPracticeDisputed: "DISPUTED", library.EntryTextsScrubbed: "SCRUBBED",
}

// HistoryEvent is one line of a practice's history.
type HistoryEvent struct {
	lens *Lens
	// Of is the practice.
	Of library.ID
	library.HistoryEvent
}

// Kind is what was done.
func (e *HistoryEvent) Kind() HistoryKind { return historyKinds[e.Type] }

// Actor is who did it; nil for the program itself.
func (e *HistoryEvent) Actor() *Actor { return e.lens.person(e.Account) }

// person is who did something; nil for the program itself.
func (l *Lens) person(account string) *Actor {
	if account == library.Operator().Account() {
		return nil
	}
	return l.optionalActor(account)
}

// Language is the one concerned.
func (e *HistoryEvent) Language() *library.Language {
	if e.Event.Language == "" {
		return nil
	}
	return &e.Event.Language
}

// DraftRevision is the revision of the draft afterwards.
func (e *HistoryEvent) DraftRevision() *int { return positive(e.Event.Revision) }

// Version is the version of the practice afterwards.
func (e *HistoryEvent) Version() *int { return positive(e.Event.Version) }

// Revision is the text that came with it.
func (e *HistoryEvent) Revision() *Revision {
	if e.HistoryEvent.Revision == nil {
		return nil
	}
	return &Revision{*e.HistoryEvent.Revision}
}

// Revision is what a text said at one time.
type Revision struct{ library.RevisionRef }

// ID is the opaque id.
func (r *Revision) ID() string {
	return NodeID(KindRevision, fmt.Sprintf("%s/%s/%d", r.Practice, r.Language, r.Number))
}

// RevisionRef reads the opaque id of a revision. Refusal: BAD_ID with the field.
func RevisionRef(field, id string) (library.RevisionRef, error) {
	kind, inner, err := ParseNodeID(id)
	at := strings.LastIndexByte(inner, '/')
	if err != nil || kind != KindRevision || at < 0 {
		return library.RevisionRef{}, badRevision(field)
	}
	number, err := strconv.ParseUint(inner[at+1:], 10, 64)
	if err != nil {
		return library.RevisionRef{}, badRevision(field)
	}
	return library.RevisionRef{DraftRef: draftRef(inner[:at]), Number: number}, nil
}

func badRevision(field string) error {
	return library.RefuseField(library.CodeBadID, field, "This is not the id of a revision.")
}

// RevisionContent shows what a text said at one time; nothing where it was scrubbed.
func (l *Lens) RevisionContent(c *library.DraftContent) *DraftContent {
	return l.content(nil, &c.Words, c.Origin, c.Facts, c.Sources)
}

// HistoryConnection is a page of history.
type HistoryConnection struct {
	Nodes      []HistoryEvent
	PageInfo   *PageInfo
	TotalCount int
}

// History shows one page of a practice's history.
func (l *Lens) History(id library.ID, first *int, after *string) (*HistoryConnection, error) {
	list := l.Library.PracticeHistory(l.Viewer, id)
	part, info, err := cut(list, first, after, func(e library.HistoryEvent) string {
		return NodeID(KindRevision, fmt.Sprintf("%s/%s/%d", id, e.Language, e.Number))
	})
	if err != nil {
		return nil, err
	}
	page := &HistoryConnection{Nodes: make([]HistoryEvent, len(part)), PageInfo: info, TotalCount: len(list)}
	for i, e := range part {
		page.Nodes[i] = HistoryEvent{l, id, e}
	}
	return page, nil
}

// Comparison tells how one text became another.
type Comparison struct{ Changes []library.Change }

// TranslationTask is a translation that is missing or stale.
type TranslationTask struct {
	lens *Lens
	library.TranslationTask
}

// Practice is the one to be translated.
func (t *TranslationTask) Practice() *Practice { return t.lens.Practice(t.Card) }

// Draft is what is under way.
func (t *TranslationTask) Draft() *Draft { return t.lens.Draft(t.TranslationTask.Draft) }

// Reads is how often the practice was read.
func (t *TranslationTask) Reads() int { return int(t.TranslationTask.Reads) }

// TranslationTaskConnection is a page of what waits for translators.
type TranslationTaskConnection struct {
	Nodes      []TranslationTask
	PageInfo   *PageInfo
	TotalCount int
}

// TranslationQueue shows one page of what waits in a language.
func (l *Lens) TranslationQueue(tag library.Language, order library.TranslationOrder, first *int, after *string) (*TranslationTaskConnection, error) {
	list := l.Library.TranslationQueue(l.Viewer, tag, order)
	part, info, err := cut(list, first, after, func(t library.TranslationTask) string {
		return NodeID(KindPractice, string(t.Card.ID))
	})
	if err != nil {
		return nil, err
	}
	page := &TranslationTaskConnection{Nodes: make([]TranslationTask, len(part)), PageInfo: info, TotalCount: len(list)}
	for i, t := range part {
		page.Nodes[i] = TranslationTask{l, t}
	}
	return page, nil
}
