package library

import (
	"context"
	"slices"
	"time"
)

// ScrubReason is why texts are gone for good. Like the reason for a withdrawal it is never free text.
type ScrubReason string

// The reasons for scrubbing.
const (
	ScrubDiscarded     ScrubReason = "DISCARDED"         // a draft was given up
	ScrubSafety        ScrubReason = "SAFETY"            // somebody could be recognised, found or harmed
	ScrubConsent       ScrubReason = "CONSENT_WITHDRAWN" // somebody of whom it told does not want that any more
	ScrubRights        ScrubReason = "RIGHTS"            // a right to a text was not respected
	ScrubAccountClosed ScrubReason = "ACCOUNT_CLOSED"    // whoever wrote it has left
	ScrubOther         ScrubReason = "OTHER"
)

// scrubChoices are the reasons that somebody can give.
var scrubChoices = []ScrubReason{ScrubSafety, ScrubConsent, ScrubRights, ScrubOther}

// textsScrubbed says that what some entries said is gone for good, in numbers alone. It changes what they mean for
// nobody who follows the journal: each of them is emptied where it stands, and says so itself. See emptied.go.
type textsScrubbed struct {
	Reason ScrubReason     `json:"reason"`
	Texts  []scrubbedTexts `json:"texts"`
	Once   *onceKey        `json:"once,omitempty"`
}

// scrubbedTexts are what some entries said of one practice.
type scrubbedTexts struct {
	Practice ID `json:"practice"`
	// Language is the one of a draft; empty where more than a draft is concerned.
	Language Language `json:"language,omitempty"`
	Entries  []uint64 `json:"entries"`
	// Addresses is set for a withdrawn practice: its slugs, which are made from its titles, are kept as hashes alone.
	Addresses bool `json:"addresses,omitempty"`
}

// ScrubRequest says what of a practice is to be scrubbed.
type ScrubRequest struct {
	Practice ID
	// Draft names one draft of it that has ended, which is then all that is scrubbed; empty for the whole practice.
	Draft Language
	// ExpectedVersion is the version of a published practice that was read; 0 for one that is not published.
	ExpectedVersion int
	// Reason is passed over for a draft that was discarded.
	Reason         ScrubReason
	IdempotencyKey string
}

// Scrub empties for good what a practice has said: all of it once it was withdrawn, otherwise all that neither the
// published practice nor a draft under way says today. With a draft it is what that draft said, once it has ended. Who may
// do so stands in the table of permissions; whoever wrote in a discarded draft may as well. It gives how many entries are
// emptied. Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW, BAD_INPUT, REVISION_CONFLICT as a
// *VersionConflict.
func (l *Library) Scrub(ctx context.Context, v Viewer, r ScrubRequest) (entries int, err error) {
	err = l.onlyOnce(ctx, v, r.IdempotencyKey, "SCRUB", r, func(_ context.Context, s *State, v Viewer, kept *onceKey) (*change, error) {
		entries = 0
		made, err := s.scrub(v, r)
		if err != nil || len(made.Texts) == 0 {
			return nil, err
		}
		made.Once = kept
		entries = len(made.Texts[0].Entries)
		return &change{EntryTextsScrubbed, made}, nil
	})
	if err == nil {
		l.finishSoon(ctx)
	}
	return entries, err
}

func (r *ScrubRequest) checkReason() error {
	if !isOneOf(r.Reason, scrubChoices) {
		return RefuseField(CodeBadInput, "reason", "There is no such reason, or nobody can give it.")
	}
	return nil
}

// scrub decides what a request empties.
func (s *State) scrub(v Viewer, r ScrubRequest) (*textsScrubbed, error) {
	if r.Draft != "" {
		return s.scrubDraft(v, r)
	}
	h, at, seen := s.scrubPlace(v, r.Practice)
	if !seen {
		return nil, noPractice()
	}
	if err := v.need(ActionScrub, at); err != nil {
		return nil, err
	}
	if err := r.checkReason(); err != nil {
		return nil, err
	}
	if h != nil && h.Withdrawn == nil && h.Version != r.ExpectedVersion {
		return nil, staleVersion(h, r.ExpectedVersion)
	}
	return &textsScrubbed{Reason: r.Reason, Texts: some(s.past(r.Practice))}, nil
}

// scrubPlace finds a practice as far as it exists for the viewer: published, withdrawn, or as a draft alone.
func (s *State) scrubPlace(v Viewer, id ID) (h *head, at Place, seen bool) {
	if h = s.heads[id]; h != nil {
		return h, Place{Territory: h.Territory}, v.Sees(h.Visibility)
	}
	for ref, d := range s.drafts {
		if ref.Practice == id && s.seen(v, ref) != nil {
			return nil, s.placeOf(d), true
		}
	}
	return nil, at, false
}

func (s *State) scrubDraft(v Viewer, r ScrubRequest) (*textsScrubbed, error) {
	ref := DraftRef{r.Practice, r.Draft}
	d := s.seen(v, ref)
	switch {
	case d == nil:
		return nil, noDraft()
	case d.IsOpen():
		return nil, Refuse(CodeNotNow, "This draft is under way; discard it first.")
	}
	rounds := s.rounds(ref)
	last := rounds[len(rounds)-1]
	if d.State != DraftDiscarded || !slices.Contains(last.writers, v.Account()) {
		if err := v.need(ActionScrub, s.placeOf(d)); err != nil {
			return nil, err
		}
	}
	reason := ScrubDiscarded
	if d.State != DraftDiscarded {
		if err := r.checkReason(); err != nil {
			return nil, err
		}
		reason = r.Reason
	}
	return &textsScrubbed{Reason: reason, Texts: some(s.unscrubbed(scrubbedTexts{
		Practice: ref.Practice, Language: ref.Language, Entries: last.entries,
	}))}, nil
}

// some leaves out what names no entries.
func some(texts ...scrubbedTexts) []scrubbedTexts {
	return slices.DeleteFunc(texts, func(t scrubbedTexts) bool { return len(t.Entries) == 0 })
}

// past is all that a practice has said and does not say today.
func (s *State) past(id ID) scrubbedTexts {
	t := scrubbedTexts{Practice: id}
	today := map[uint64]bool{}
	if h := s.heads[id]; h != nil {
		t.Addresses = h.Withdrawn != nil
		today[h.Number] = h.Withdrawn == nil
	}
	for ref, d := range s.drafts {
		if ref.Practice == id && d.IsOpen() {
			s.saidToday(d, today)
		}
	}
	for _, number := range s.held[id] {
		if !today[number] {
			t.Entries = append(t.Entries, number)
		}
	}
	return s.unscrubbed(t)
}

// saidToday marks the entries that a draft under way rests on: what it says, what was done with it since, the remarks on
// it since it was begun, and what was asked to be changed.
func (s *State) saidToday(d *Draft, today map[uint64]bool) {
	today[d.Requested] = true
	for _, e := range s.events[d.Practice] {
		isRemark := e.Type == EntryCommentAdded && e.Number > d.begun()
		if e.Language == d.Language && (e.Number >= d.Number || isRemark) {
			today[e.Number] = true
		}
	}
}

// unscrubbed leaves out the entries that are scrubbed already, unless the addresses are still to go.
func (s *State) unscrubbed(t scrubbedTexts) scrubbedTexts {
	done := s.scrubbed[t.Practice]
	h := s.heads[t.Practice]
	if t.Addresses && h != nil && h.Slug != veiled(h.Slug) {
		return t
	}
	t.Entries = slices.DeleteFunc(slices.Clone(t.Entries), func(n uint64) bool { return done[n] != 0 })
	return t
}

// round is one life of a draft: from where it was begun to where it was begun anew.
type round struct {
	entries []uint64 // that say something
	// discardedBy and discardedAt tell who gave it up; empty when nobody did.
	discardedBy string
	discardedAt time.Time
	// writers are the accounts whose words it holds: those who wrote in it, and those whose discarded draft it took up again.
	writers []string
}

// rounds lists the lives of a draft in order.
func (s *State) rounds(ref DraftRef) []round {
	var out []round
	h := s.heads[ref.Practice]
	for _, e := range s.events[ref.Practice] {
		if e.Language != ref.Language {
			continue
		}
		if e.Type == EntryDraftCreated {
			out = append(out, round{writers: takenUp(out, h.publishedBefore(e.Number))})
		}
		if len(out) > 0 {
			out[len(out)-1].note(e)
		}
	}
	return out
}

// publishedBefore reports whether anything of a practice was public before an entry; the head may be nil.
func (h *head) publishedBefore(number uint64) bool {
	return h != nil && slices.ContainsFunc(h.Texts, func(t textHead) bool { return t.Revision > 0 && t.entry(1) < number })
}

// takenUp are the writers whose words a draft begins with. What was published speaks for itself; before that a draft begins
// with what the one before it said.
func takenUp(before []round, published bool) []string {
	if published || len(before) == 0 {
		return nil
	}
	return slices.Clone(before[len(before)-1].writers)
}

func (r *round) note(e Event) {
	switch e.Type {
	case EntryDraftCreated, EntryDraftSaved:
		r.entries = append(r.entries, e.Number)
		r.writers = append(r.writers, e.Account)
	case EntryDraftSubmitted, EntryDraftChangesRequested, EntryCommentAdded:
		r.entries = append(r.entries, e.Number)
	case EntryDraftDiscarded:
		r.discardedBy, r.discardedAt = e.Account, e.At
	default: // says nothing
	}
}

// canScrub reports whether the viewer may scrub what an ended draft said, and anything of it is left.
func (s *State) canScrub(v Viewer, d *Draft) bool {
	made, err := s.scrubDraft(v, ScrubRequest{Practice: d.Practice, Draft: d.Language, Reason: ScrubSafety})
	return err == nil && len(made.Texts) > 0
}
