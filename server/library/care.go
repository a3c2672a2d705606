package library

import (
	"context"
	"time"
)

// Judgement names what a territory says something of: a practice, in the version that was read.
type Judgement struct {
	Practice        ID
	ExpectedVersion int
	IdempotencyKey  string
}

// practiceJudged says what the territory says of a record: the public face with its new provenance, at the same version.
type practiceJudged struct {
	publication
	// Text is why it is not right; empty where nothing was said.
	Text string   `json:"text,omitempty"`
	Once *onceKey `json:"once,omitempty"`
}

// judged is what tells two judgements apart.
type judged struct {
	Practice   ID
	Version    int
	CheckDueAt *time.Time `json:",omitempty"`
	Text       string     `json:",omitempty"`
}

// PracticeConfirm says in the name of a practice's territory that the record is right as it stands. From then on a
// changed seed record waits for the territory. checkDueAt is when it wants to be asked next; nil for a year from now, and
// of no meaning for a practice that has ended. Refusals: FORBIDDEN, NOT_FOUND, REVISION_CONFLICT as a *VersionConflict,
// BAD_INPUT with the field.
func (l *Library) PracticeConfirm(ctx context.Context, v Viewer, j Judgement, checkDueAt *time.Time) error {
	asked := judged{Practice: j.Practice, Version: j.ExpectedVersion, CheckDueAt: checkDueAt}
	return l.judgePractice(ctx, v, j, EntryPracticeConfirmed, asked, func(p *practiceJudged, now time.Time) error {
		p.Face.Provenance.ConfirmedAt, p.Face.Provenance.DisputedAt = &now, nil
		if checkDueAt == nil || p.Face.Period.State == StateEnded {
			return nil
		}
		due := millis(*checkDueAt)
		p.Face.NextCheckAt = &due
		return validateCheck(due, now)
	})
}

// PracticeDispute says in the name of a practice's territory that the record is not right, and why, if a text is given.
// Readers are told the first until it is confirmed; the text is for those alone who may confirm it. Refusals: those of
// PracticeConfirm.
func (l *Library) PracticeDispute(ctx context.Context, v Viewer, j Judgement, text string) error {
	asked := judged{Practice: j.Practice, Version: j.ExpectedVersion, Text: text}
	return l.judgePractice(ctx, v, j, EntryPracticeDisputed, asked, func(p *practiceJudged, now time.Time) error {
		p.Face.Provenance.ConfirmedAt, p.Face.Provenance.DisputedAt = nil, &now
		p.Text = text
		return checkText("text", text, 0, maxMessage)
	})
}

func (l *Library) judgePractice(
	ctx context.Context, v Viewer, j Judgement, kind EntryType, asked judged, say func(*practiceJudged, time.Time) error,
) error {
	return l.onlyOnce(ctx, v, j.IdempotencyKey, string(kind), asked, func(ctx context.Context, s *State, v Viewer, kept *onceKey) (*change, error) {
		if err := s.confirms(v, j.Practice); err != nil {
			return nil, err
		}
		h := s.live(j.Practice)
		if h.Version != j.ExpectedVersion {
			return nil, staleVersion(h, j.ExpectedVersion)
		}
		face, err := l.body(ctx, h)
		if err != nil {
			return nil, err
		}
		now := millis(l.ports.Clock())
		p := &practiceJudged{publication: publication{Face: *face}, Once: kept}
		p.Face.LastCheckedAt, p.Face.NextCheckAt = &now, nil
		if err := say(p, now); err != nil {
			return nil, err
		}
		return &change{kind, p}, nil
	})
}
