package library

import (
	"slices"
	"time"
)

// DraftRef names a draft: the text of one practice in one language that is under way. There is at most one at a time.
type DraftRef struct {
	Practice ID       `json:"practice"`
	Language Language `json:"language"`
}

// DraftState is how far a draft has come. What may be done with it in each state stands in the table of workflow.go.
type DraftState string

// The states of a draft. An open one is in the first, second or third.
const (
	DraftBegun            DraftState = "DRAFT"
	DraftSubmitted        DraftState = "SUBMITTED"
	DraftChangesRequested DraftState = "CHANGES_REQUESTED"
	DraftPublished        DraftState = "PUBLISHED"
	DraftDiscarded        DraftState = "DISCARDED"
	DraftWithdrawn        DraftState = "WITHDRAWN" // its practice was withdrawn meanwhile
)

// Draft is a text on its way to being published, as the fold knows it: all but what it says. The published text stays
// live meanwhile. A Draft is never changed once made: each entry makes the next one.
type Draft struct {
	DraftRef
	State DraftState `json:"state"`
	// Revision counts the accepted changes of the draft, from 1. It goes on when a draft is begun anew, so that it never
	// comes twice.
	Revision int `json:"revision"`
	// Number is the entry that holds what the draft says.
	Number uint64 `json:"number"`
	// Territory is the ID of the one whose practice it is.
	Territory string `json:"territory"`
	// Slug is the wanted address of a practice that was never published; empty when it is still to be chosen.
	Slug string `json:"slug,omitempty"`
	// Original is the language in which the practice is first written; in any other the draft is a translation.
	Original Language `json:"original"`
	// BasedOn is the revision of the published text that it was begun from; 0 when there was none.
	BasedOn int `json:"basedOn,omitempty"`
	// SourceRevision is the revision of the original that a translation is made from.
	SourceRevision int `json:"sourceRevision,omitempty"`

	// Writers are the accounts that wrote in it since it was begun, the first one first.
	Writers   []string  `json:"writers"`
	CreatedAt time.Time `json:"createdAt"`
	UpdatedAt time.Time `json:"updatedAt"`
	// SubmittedBy and SubmittedAt tell of the last submission; empty when there was none since it was begun.
	SubmittedBy string     `json:"submittedBy,omitempty"`
	SubmittedAt *time.Time `json:"submittedAt,omitempty"`
	// Reviewers are the accounts that were asked to look at it.
	Reviewers []string `json:"reviewers,omitempty"`
	// Requested is the entry that holds what was last asked to be changed; 0 when nothing was.
	Requested uint64 `json:"requested,omitempty"`
	// Lives tells of each time that it was begun, the first one first. The last one is this.
	Lives []DraftLife `json:"lives"`
}

// DraftLife is what is left of a draft once it was begun anew: since which entry it lived, and who had a part in it.
type DraftLife struct {
	Begun uint64 `json:"begun"`
	// People wrote in it, submitted it, or were asked to review it.
	People []string `json:"people"`
}

// IsTranslation tells the draft of a translation from that of the practice itself.
func (d *Draft) IsTranslation() bool { return d.Language != d.Original }

// IsOpen reports whether the draft is under way.
func (d *Draft) IsOpen() bool {
	return d.State == DraftBegun || d.State == DraftSubmitted || d.State == DraftChangesRequested
}

// isBy reports whether an account has a part in what the draft says, so that somebody else has to publish it.
func (d *Draft) isBy(account string) bool {
	return d.SubmittedBy == account || slices.Contains(d.Writers, account)
}

// begun is the entry with which the draft was begun last.
func (d *Draft) begun() uint64 { return d.Lives[len(d.Lives)-1].Begun }

// hadPart reports whether an account has a part in the draft, or had one before it was begun anew.
func (d *Draft) hadPart(account string) bool {
	return slices.ContainsFunc(d.Lives, func(life DraftLife) bool { return slices.Contains(life.People, account) })
}

// DraftContent is what a draft says. Its facts and sources are those of the practice; a translation has none.
type DraftContent struct {
	Words Words `json:"words"`
	// Origin tells how a translation came about.
	Origin  Origin   `json:"origin,omitempty"`
	Facts   *Facts   `json:"facts,omitempty"`
	Sources []Source `json:"sources,omitempty"`
	// Scrubbed is the entry that has scrubbed it; 0 when none has. Nothing is left then but the language.
	Scrubbed uint64 `json:"scrubbed,omitempty"`
}

// state says how far the text of a practice in one language has come, as the table in workflow.go understands it; nil
// stands for a text that nobody has begun.
func (d *Draft) state() DraftState {
	if d == nil {
		return draftNone
	}
	return d.State
}

// open gives the draft of a text that is under way; nil when there is none.
func (s *State) open(ref DraftRef) *Draft {
	if d := s.drafts[ref]; d != nil && d.IsOpen() {
		return d
	}
	return nil
}

// placeOf is where everything that happens with a draft takes place. Only a translation lies in a language too: who may
// translate into Dutch gains nothing in what is first written in Dutch.
func (s *State) placeOf(d *Draft) Place {
	at := Place{Territory: d.Territory}
	if h := s.heads[d.Practice]; h != nil {
		at.Territory = h.Territory // an import may have moved it since
	}
	if d.IsTranslation() {
		at.Language = d.Language
	}
	return at
}
