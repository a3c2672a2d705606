package library

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// ConcernKind is why somebody worries about a practice.
type ConcernKind string

// The kinds of concern. Those about people come first in every queue.
const (
	ConcernPerson  ConcernKind = "PERSON_RECOGNISABLE" // somebody can be recognised, found or harmed
	ConcernRemoval ConcernKind = "REMOVAL_REQUESTED"   // somebody whom it concerns asks to have it taken off
	ConcernWrong   ConcernKind = "WRONG"
	ConcernEnded   ConcernKind = "OUTDATED"
	ConcernRights  ConcernKind = "RIGHTS" // a right to a text is not respected
	ConcernOther   ConcernKind = "OTHER"
)

// concernKinds lists them, the most urgent first.
var concernKinds = []ConcernKind{ConcernPerson, ConcernRemoval, ConcernRights, ConcernWrong, ConcernEnded, ConcernOther}

// ConcernKinds lists the kinds of concern, the most urgent first.
func ConcernKinds() []ConcernKind { return slices.Clone(concernKinds) }

// The most characters that a report and the way to reach its writer may have.
const (
	MaxConcernText    = maxMessage
	MaxConcernContact = maxContact
)

// ConcernOutcome is what became of a concern.
type ConcernOutcome string

// The outcomes.
const (
	ConcernTakenDown ConcernOutcome = "TAKEN_DOWN"
	ConcernCorrected ConcernOutcome = "CORRECTED"
	ConcernUnfounded ConcernOutcome = "UNFOUNDED"
)

// Concern is somebody's worry about a practice that nobody has answered yet, as the fold knows it. What was written and
// how to reach whoever wrote it is a plain document, which goes away with the answer.
type Concern struct {
	ID       string      `json:"id"`
	Practice ID          `json:"practice"`
	Kind     ConcernKind `json:"kind"`
	// Account is who reported it; empty for a visitor, and for somebody whose account was closed since.
	Account string `json:"account,omitempty"`
	// Parted is true once the account that reported it was closed: there is nobody any more whom it would lead to.
	Parted bool      `json:"parted,omitempty"`
	At     time.Time `json:"at"`
	Number uint64    `json:"number"`
}

// ConcernText is what somebody wrote, and how they can be reached if they have said so.
type ConcernText struct {
	Text    string `json:"text"`
	Contact string `json:"contact,omitempty"`
}

// NewConcern is what somebody reports.
type NewConcern struct {
	Practice ID
	Kind     ConcernKind
	ConcernText
	IdempotencyKey string
}

// The most concerns that wait for an answer, about one practice and in all, so that nobody can flood the moderators.
const (
	maxConcernsOf = 20
	maxConcerns   = 1000
	maxContact    = 254
)

// visitorAccount is what the entries of somebody carry who has not signed in.
const visitorAccount = "visitor"

// concernReported says that somebody worries, and about what; never in which words.
type concernReported struct {
	Concern  string      `json:"concern"`
	Practice ID          `json:"practice"`
	Kind     ConcernKind `json:"kind"`
	Once     *onceKey    `json:"once,omitempty"`
}

// concernAnswered says what became of it.
type concernAnswered struct {
	Concern string         `json:"concern"`
	Outcome ConcernOutcome `json:"outcome"`
	Once    *onceKey       `json:"once,omitempty"`
}

// ConcernAnswer is what became of a concern, and who said so.
type ConcernAnswer struct {
	Outcome ConcernOutcome `json:"outcome"`
	Account string         `json:"account"`
	At      time.Time      `json:"at"`
}

// ConcernConflict is a refusal of an answer to what was answered already.
type ConcernConflict struct {
	refused
	Current ConcernAnswer
}

// ConcernReport takes a worry about a published practice from anybody, signed in or not. What is written is kept apart
// from the journal until a moderator has answered. Refusals: NOT_FOUND, NOT_NOW, BAD_INPUT with every field at fault.
func (l *Library) ConcernReport(ctx context.Context, v Viewer, n NewConcern) error {
	if found := n.faults(); len(found) > 0 {
		return found
	}
	if l.ports.Documents == nil {
		return &Error{Code: CodeUnavailable, Message: "Concerns cannot be taken at the moment."}
	}
	reporter := v
	if !v.IsSignedIn() {
		reporter = Viewer{account: visitorAccount}
	}
	kept, err := n.onceKey()
	if err != nil {
		return err
	}
	if done, err := l.isDone(reporter, kept); done || err != nil {
		return err
	}
	if err := l.concernPossible(v, n.Practice); err != nil {
		return err
	}
	id := l.ports.NewID()
	if err := l.ports.Documents.Insert(ctx, CollectionConcerns, id, n.ConcernText); err != nil {
		return unavailable(err)
	}
	var done bool
	err = l.change(ctx, reporter, func(_ context.Context, s *State, reporter Viewer) (*change, error) {
		if done, err = s.once.isDone(reporter.Account(), kept); done || err != nil {
			return nil, err
		}
		if err := s.concernPossible(v, n.Practice); err != nil {
			return nil, err
		}
		return &change{EntryConcernReported, &concernReported{id, n.Practice, n.Kind, kept}}, nil
	})
	if done || err != nil && CodeOf(err) != CodeUnavailable { // else it may be there all the same
		l.dropConcernText(ctx, id)
	}
	return err
}

// onceKey makes what the journal keeps of the idempotency key. The key goes into the fingerprint of the request: what was
// written is deleted once it is answered, and nobody who does not know the key can try texts on what stays.
func (n *NewConcern) onceKey() (*onceKey, error) {
	return newOnceKey(n.IdempotencyKey, string(EntryConcernReported), n)
}

func (n *NewConcern) faults() Refusals {
	var found Refusals
	if !isOneOf(n.Kind, concernKinds) {
		found.note(RefuseField(CodeBadInput, "kind", "There is no such kind of concern."))
	}
	found.note(checkText("text", n.Text, 1, maxMessage))
	found.note(checkLine("contact", n.Contact, 0, maxContact))
	return found
}

func (l *Library) concernPossible(v Viewer, id ID) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.concernPossible(v, id)
}

func (s *State) concernPossible(v Viewer, id ID) error {
	h := s.live(id)
	if h == nil || !v.Sees(h.Visibility) {
		return noPractice()
	}
	same := 0
	for _, c := range s.concerns {
		if c.Practice == id {
			same++
		}
	}
	if same >= maxConcernsOf || len(s.concerns) >= maxConcerns {
		return Refuse(CodeNotNow, "So many concerns wait already that no more can be taken; they are being looked at.")
	}
	return nil
}

// ConcernQueue lists the concerns that nobody has answered, for moderators: those about people first, then the longest
// waiting.
func (l *Library) ConcernQueue(v Viewer) []*Concern {
	if !v.May(ActionModerate, Place{}) {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	out := make([]*Concern, 0, len(l.state.concerns))
	for _, c := range l.state.concerns {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *Concern) int {
		return cmp.Or(
			cmp.Compare(slices.Index(concernKinds, a.Kind), slices.Index(concernKinds, b.Kind)), cmp.Compare(a.Number, b.Number),
		)
	})
	return out
}

// ConcernText reads what somebody wrote, with one read by id; nil when it is gone. FORBIDDEN to all but moderators.
func (l *Library) ConcernText(ctx context.Context, v Viewer, id string) (*ConcernText, error) {
	if err := v.need(ActionModerate, Place{}); err != nil {
		return nil, err
	}
	var text ConcernText
	err := l.ports.Documents.Find(ctx, CollectionConcerns, id, &text)
	switch {
	case errors.Is(err, ErrNoDocument):
		return nil, nil //nolint:nilnil // nothing is kept once it was answered
	case err != nil:
		return nil, unreadable(err)
	}
	if l.concernIsParted(id) {
		text.Contact = ""
	}
	return &text, nil
}

// ConcernAnswer says what became of a concern. What was written goes away for good; and where it was about people and the
// practice was taken down, so does what that has said. Nobody is told that a practice
// was taken down that is still public. Refusals: FORBIDDEN, NOT_FOUND, BAD_INPUT, NOT_NOW; as a
// *ConcernConflict where somebody else has answered it.
func (l *Library) ConcernAnswer(ctx context.Context, v Viewer, id string, outcome ConcernOutcome, key string) error {
	asked := struct {
		Concern string
		Outcome ConcernOutcome
	}{id, outcome}
	var practice ID
	err := l.onlyOnce(ctx, v, key, string(EntryConcernAnswered), asked, func(_ context.Context, s *State, v Viewer, kept *onceKey) (*change, error) {
		if err := v.need(ActionModerate, Place{}); err != nil {
			return nil, err
		}
		answer, isAnswered := s.answers[id]
		switch {
		case isAnswered:
			return nil, &ConcernConflict{refused{RefuseField(CodeNotNow, "concern", "Somebody has answered this concern already.")}, answer}
		case s.concerns[id] == nil:
			return nil, RefuseField(CodeNotFound, "concern", "There is no such concern.")
		case !isOneOf(outcome, []ConcernOutcome{ConcernTakenDown, ConcernCorrected, ConcernUnfounded}):
			return nil, RefuseField(CodeBadInput, "outcome", "There is no such outcome.")
		}
		practice = s.concerns[id].Practice
		if h := s.live(practice); outcome == ConcernTakenDown && h != nil && h.Visibility == VisibilityPublic {
			return nil, RefuseField(CodeNotNow, "outcome",
				"This practice is still public. Withdraw it first (practiceWithdraw), or let it be for the network alone, and answer then; if it stays, the outcome is CORRECTED or UNFOUNDED.")
		}
		return &change{EntryConcernAnswered, &concernAnswered{id, outcome, kept}}, nil
	})
	if err != nil {
		return err
	}
	if outcome == ConcernTakenDown {
		l.scrubDue(ctx, v, func(d *dueScrub) bool { return d.about(practice) && d.reason == ScrubSafety })
	}
	l.dropConcernText(ctx, id)
	return nil
}

func (s *State) applyConcern(p *concernReported, e Entry) {
	c := &Concern{ID: p.Concern, Practice: p.Practice, Kind: p.Kind, At: e.At, Number: e.Number}
	if e.Account != visitorAccount {
		c.Account = e.Account
	}
	s.concerns[c.ID] = c
	s.once.keep(e.Account, p.Once, nil, "")
}

// answerConcern folds an answer. Whoever it was about who could be recognised is still in what a practice has said.
func (s *State) answerConcern(p *concernAnswered, e Entry) {
	c := s.concerns[p.Concern]
	s.answers[p.Concern] = ConcernAnswer{p.Outcome, e.Account, e.At}
	s.once.keep(e.Account, p.Once, nil, "")
	delete(s.concerns, p.Concern)
	if c == nil || p.Outcome != ConcernTakenDown || c.Kind != ConcernPerson && c.Kind != ConcernRemoval {
		return
	}
	if h := s.heads[c.Practice]; h != nil {
		changed := *h
		changed.Unsafe = true
		s.heads[h.ID] = &changed
	}
}
