package library

import (
	"context"
	"time"
)

// Submission is what somebody wants published of a practice: its facts, and its words in one language.
type Submission struct {
	// Practice is empty for a new one, whose original language is then that of Words.
	Practice ID
	// Slug is the wanted address of a new practice; ignored for one that exists.
	Slug    string
	Facts   Facts
	Sources []Source
	Words   Words
	// ExpectedRevision is the revision of this language's text that the writer has read; 0 when there was none.
	ExpectedRevision int
}

// Publish makes a submission public at once, as a new version, with nobody else looking at it: for the operator alone.
// It gives the new public face. Refusals: FORBIDDEN, BAD_INPUT or UNKNOWN_KEY with the field, SLUG_TAKEN, NOT_FOUND, REVISION_CONFLICT, READ_ONLY, UNAVAILABLE.
func (l *Library) Publish(ctx context.Context, v Viewer, s Submission) (*Practice, error) {
	if err := v.needOperator(); err != nil {
		return nil, err
	}
	var face Practice
	err := l.change(ctx, v, func(ctx context.Context, state *State, _ Viewer) (*change, error) {
		made, err := l.submit(ctx, state, s)
		if err != nil {
			return nil, err
		}
		face = made.Face
		return &change{EntryPracticePublished, &practicePublished{*made}}, nil
	})
	if err != nil {
		return nil, err
	}
	return &face, nil
}

func (l *Library) submit(ctx context.Context, state *State, s Submission) (*publication, error) {
	facts, err := s.Facts.resolve(state.reference, saidNow(l.ports.Today()))
	if err != nil {
		return nil, err
	}
	s.Facts = facts
	if err := s.Words.validate(); err != nil {
		return nil, err
	}
	if err := validateSources(s.Sources); err != nil {
		return nil, err
	}
	if s.Practice == "" {
		return l.submitNew(state, s)
	}
	return l.submitNext(ctx, state, s)
}

func (l *Library) submitNew(state *State, s Submission) (*publication, error) {
	if !IsSlug(s.Slug) {
		return nil, RefuseField(CodeBadInput, "slug", "A slug is made of lower-case letters, digits and single hyphens.")
	}
	if _, taken := state.owner(s.Slug); taken {
		return nil, RefuseField(CodeSlugTaken, "slug", "Another practice has the address “%s”.", s.Slug)
	}
	if s.ExpectedRevision != 0 {
		return nil, RefuseField(CodeRevisionConflict, "expectedRevision", "This practice does not exist yet.")
	}
	now := millis(l.ports.Clock())
	face := Practice{Card: Card{
		ID: ID(l.ports.NewID()), Slug: s.Slug, Version: 1, Facts: s.Facts, Original: s.Words.Language,
		Provenance: Provenance{Kind: ProvenanceContributed}, PublishedAt: now, UpdatedAt: now,
	}, Sources: s.Sources}
	return &publication{Face: face.withWords(s.Words, OriginOriginal)}, nil
}

func (l *Library) submitNext(ctx context.Context, state *State, s Submission) (*publication, error) {
	h := state.live(s.Practice)
	if h == nil {
		return nil, noPractice()
	}
	if now := h.text(s.Words.Language).Revision; now != s.ExpectedRevision {
		return nil, RefuseField(CodeRevisionConflict, "expectedRevision",
			"This text is at revision %d by now; you have read revision %d.", now, s.ExpectedRevision)
	}
	if state.open(DraftRef{h.ID, s.Words.Language}) != nil || state.open(DraftRef{h.ID, h.Original}) != nil {
		return nil, RefuseField(CodeRevisionConflict, "expectedRevision", "Somebody has a draft of this text under way.")
	}
	face, err := l.body(ctx, h)
	if err != nil {
		return nil, err
	}
	next := face.nextVersion(s.Facts, s.Sources, millis(l.ports.Clock()))
	origin := OriginHuman
	if s.Words.Language == next.Original {
		origin = OriginOriginal
	}
	return &publication{
		Face: next.withWords(s.Words, origin), Records: h.recordsWithout(s.Words.Language, !face.states(s.Facts, s.Sources)),
	}, nil
}

// nextVersion gives the face with other facts, as the version that follows.
func (p *Practice) nextVersion(facts Facts, sources []Source, now time.Time) Practice {
	next := *p
	next.Facts, next.Sources = facts, sources
	next.Version++
	next.UpdatedAt = now
	return next
}

// recordsWithout gives what the head knows of seed records once a person has written a text. The facts belong to the
// record of the original.
func (h *head) recordsWithout(tag Language, factsToo bool) map[Language]string {
	records := h.records()
	delete(records, tag)
	if factsToo {
		delete(records, h.Original)
	}
	return records
}

// Withdraw takes a practice off; its tombstone stays at its address, and no draft of it goes any further. The expected
// version is the one that the viewer has read; the program itself may give 0 for whichever stands. What was withdrawn for
// somebody's safety is scrubbed at once. Refusals: FORBIDDEN, BAD_INPUT, NOT_FOUND, REVISION_CONFLICT as a
// *VersionConflict.
func (l *Library) Withdraw(ctx context.Context, v Viewer, id ID, expectedVersion int, reason WithdrawalReason, key string) error {
	asked := struct {
		Practice ID
		Version  int
		Reason   WithdrawalReason
	}{id, expectedVersion, reason}
	err := l.onlyOnce(ctx, v, key, "WITHDRAW", asked, func(_ context.Context, state *State, v Viewer, kept *onceKey) (*change, error) {
		if !isOneOf(reason, withdrawalReasons) {
			return nil, RefuseField(CodeBadInput, "reason", "There is no such reason.")
		}
		h := state.live(id)
		if h == nil || !v.Sees(h.Visibility) {
			return nil, within("practice", noPractice())
		}
		if err := v.need(ActionWithdraw, Place{Territory: h.Territory}); err != nil {
			return nil, err
		}
		if h.Version != expectedVersion && (expectedVersion != 0 || !v.operator) {
			return nil, staleVersion(h, expectedVersion)
		}
		return &change{EntryPracticeWithdrawn, &practiceWithdrawn{Practice: id, Reason: reason, Once: kept}}, nil
	})
	if err == nil {
		l.scrubDue(ctx, v, func(d *dueScrub) bool { return d.about(id) && d.reason == ScrubSafety })
	}
	return err
}

var withdrawalReasons = []WithdrawalReason{
	WithdrawnByOwner, WithdrawnDuplicate, WithdrawnUnfounded, WithdrawnSafety, WithdrawnOther,
}
