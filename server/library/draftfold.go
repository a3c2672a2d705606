package library

import (
	"cmp"
	"slices"
)

// applyDraft folds one entry about a draft. What it says was accepted when it was written: nothing is checked again.
func (s *State) applyDraft(p draftStep, e Entry) {
	ref := p.ref()
	before := s.drafts[ref]
	switch p := p.(type) {
	case *draftCreated:
		s.drafts[ref] = p.begin(before, e)
		return
	case *commentAdded, *commentResolved:
		s.applyComment(p, e)
		return
	}
	if before == nil {
		return // no program of ours wrote this
	}
	next := before.next(e, before.State)
	switch p := p.(type) {
	case *draftSaved:
		next.save(p, e)
	case *draftSubmitted:
		at := e.At
		next.State, next.SubmittedBy, next.SubmittedAt = DraftSubmitted, e.Account, &at
		next.Slug = cmp.Or(p.Slug, next.Slug)
		if p.Reviewers != nil {
			next.Reviewers = p.Reviewers
		}
	case *draftReviewersNamed:
		next.Reviewers = p.Reviewers
	case *draftChangesRequested:
		next.State, next.Requested = DraftChangesRequested, e.Number
	case *draftPublished:
		next.State = DraftPublished
		s.publish(p.publication, e)
		s.comments[ref] = remarkedOn(s.comments[ref], next, p.Face.Version)
	case *draftDiscarded:
		next.State = DraftDiscarded
	}
	next.noteParts()
	s.drafts[ref] = next
}

// begin makes the draft that an entry begins; before is the one that the text had earlier, if any.
func (p *draftCreated) begin(before *Draft, e Entry) *Draft {
	d := &Draft{
		DraftRef: p.DraftRef, State: DraftBegun, Revision: 1, Number: e.Number,
		Territory: p.Territory, Slug: p.Slug, Original: p.Original, BasedOn: p.BasedOn, SourceRevision: p.SourceRevision,
		Writers: []string{e.Account}, CreatedAt: e.At, UpdatedAt: e.At,
	}
	if before != nil {
		d.Revision, d.Lives = before.Revision+1, before.Lives
	}
	d.Lives = append(slices.Clip(d.Lives), DraftLife{Begun: e.Number, People: d.Writers})
	return d
}

// noteParts keeps who has a part in the draft as it stands. The draft is one that nobody else holds yet.
func (d *Draft) noteParts() {
	life := d.Lives[len(d.Lives)-1]
	for _, account := range slices.Concat(d.Writers, []string{d.SubmittedBy}, d.Reviewers) {
		if account != "" && !slices.Contains(life.People, account) {
			life.People = append(slices.Clip(life.People), account)
		}
	}
	d.Lives = slices.Clone(d.Lives)
	d.Lives[len(d.Lives)-1] = life
}

// next makes the draft that follows by an entry, in a state.
func (d *Draft) next(e Entry, state DraftState) *Draft {
	next := *d
	next.State, next.UpdatedAt = state, e.At
	next.Revision++
	return &next
}

// save takes in what somebody saved. The draft is one that nobody else holds yet.
func (d *Draft) save(p *draftSaved, e Entry) {
	if d.State == DraftSubmitted {
		d.State, d.SubmittedBy, d.SubmittedAt = DraftBegun, "", nil
	}
	d.Number, d.Slug, d.SourceRevision = e.Number, p.Slug, p.SourceRevision
	if !slices.Contains(d.Writers, e.Account) {
		d.Writers = append(slices.Clip(d.Writers), e.Account)
	}
}

func compareRefs(a, b *Draft) int {
	return cmp.Or(cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Language, b.Language))
}
