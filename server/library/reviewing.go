package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const (
	maxReviewers = 20
	maxMessage   = 4000
)

// DraftSubmit hands a draft over for review: it has to be complete. The accounts named are asked to look at it; nil
// leaves those that were asked before and still can. A new practice without an address gets one from its title, or from its
// territory where no letter of the title can stand in an address. Refusals: FORBIDDEN,
// NOT_FOUND, NOT_NOW, REVISION_CONFLICT with the draft as it stands, SLUG_TAKEN, BAD_INPUT and UNKNOWN_KEY with every
// field at fault.
func (l *Library) DraftSubmit(ctx context.Context, v Viewer, r DraftRequest, reviewers []string) (*Draft, error) {
	return l.step(ctx, v, r, StepSubmit, reviewers, func(ctx context.Context, s *State, v Viewer, d *Draft, h draftHeader) (*change, error) {
		content, err := l.draftContent(ctx, d.DraftRef, d.Number)
		if err != nil {
			return nil, err
		}
		slug := s.address(d, content)
		found := s.faultsIn(d, content, slug)
		next := *d
		next.SubmittedBy = v.Account()
		found.note(s.checkReviewers(&next, reviewers))
		if len(found) > 0 {
			return nil, found
		}
		if reviewers == nil {
			reviewers = s.stillReviewing(&next)
		}
		return &change{EntryDraftSubmitted, &draftSubmitted{draftHeader: h, Slug: slug, Reviewers: reviewers}}, nil
	})
}

// faultsIn names every field at fault in what has to be complete by now.
func (s *State) faultsIn(d *Draft, content *DraftContent, slug string) Refusals {
	m := manuscript{content: *content}
	var found Refusals
	if s.heads[d.Practice] == nil {
		found.note(s.checkSlug(d, slug, complete))
	}
	found.note(within("text", m.content.Words.faults(complete).all()))
	if !d.IsTranslation() {
		found.note(m.resolve(s.reference, complete, saidBefore()))
	}
	if d.IsTranslation() && content.Origin == OriginMachine {
		found.note(RefuseField(CodeBadInput, "origin", "A machine's translation has to be checked by a person first."))
	}
	return found
}

// DraftNameReviewers says who is asked to look at a submitted draft. Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW, BAD_INPUT,
// REVISION_CONFLICT with the draft as it stands.
func (l *Library) DraftNameReviewers(ctx context.Context, v Viewer, r DraftRequest, reviewers []string) (*Draft, error) {
	return l.step(ctx, v, r, StepNameReviewers, reviewers, func(_ context.Context, s *State, _ Viewer, d *Draft, h draftHeader) (*change, error) {
		if err := s.checkReviewers(d, reviewers); err != nil {
			return nil, err
		}
		return &change{EntryDraftReviewersNamed, &draftReviewersNamed{h, slices.Clone(reviewers)}}, nil
	})
}

// checkReviewers refuses to ask somebody who could not publish the draft.
func (s *State) checkReviewers(d *Draft, reviewers []string) error {
	if len(reviewers) > maxReviewers {
		return RefuseField(CodeBadInput, "reviewers", "At most %d people can be asked.", maxReviewers)
	}
	return each(reviewers, func(i int, account string) error {
		if slices.Contains(reviewers[:i], account) || !s.couldReview(account, d) {
			return RefuseField(CodeBadInput, item("reviewers", i), "Somebody named here cannot review this, or is named twice.")
		}
		return nil
	})
}

// DraftRequestChanges gives a submitted draft back to its writers, with what is to be changed. Refusals: FORBIDDEN,
// NOT_FOUND, NOT_NOW, BAD_INPUT, REVISION_CONFLICT with the draft as it stands.
func (l *Library) DraftRequestChanges(ctx context.Context, v Viewer, r DraftRequest, message string) (*Draft, error) {
	return l.step(ctx, v, r, StepRequestChanges, message, func(_ context.Context, _ *State, _ Viewer, _ *Draft, h draftHeader) (*change, error) {
		if err := checkText("message", message, 1, maxMessage); err != nil {
			return nil, err
		}
		return &change{EntryDraftChangesRequested, &draftChangesRequested{h, message}}, nil
	})
}

// DraftPublish makes a submitted draft public, as a new version of its practice. Refusals: FORBIDDEN, also to whoever
// has a part in it; NOT_FOUND, NOT_NOW, SLUG_TAKEN, REVISION_CONFLICT with the draft as it stands.
func (l *Library) DraftPublish(ctx context.Context, v Viewer, r DraftRequest) (*Draft, error) {
	return l.step(ctx, v, r, StepPublish, nil, func(ctx context.Context, s *State, _ Viewer, d *Draft, h draftHeader) (*change, error) {
		content, err := l.draftContent(ctx, d.DraftRef, d.Number)
		if err != nil {
			return nil, err
		}
		if found := s.faultsIn(d, content, s.address(d, content)); len(found) > 0 {
			return nil, found // what was complete may not be any more: an address may be taken, a concept gone
		}
		made, err := l.made(ctx, s, d, content)
		if err != nil {
			return nil, err
		}
		return &change{EntryDraftPublished, &draftPublished{h, *made}}, nil
	})
}

// made makes the public face of a draft.
func (l *Library) made(ctx context.Context, s *State, d *Draft, content *DraftContent) (*publication, error) {
	now := millis(l.ports.Clock())
	h := s.heads[d.Practice]
	if h == nil {
		face := Practice{Card: Card{
			ID: d.Practice, Slug: s.address(d, content), Version: 1, Facts: *content.Facts, Original: d.Original,
			Provenance: Provenance{Kind: ProvenanceContributed}, PublishedAt: now, UpdatedAt: now,
		}, Sources: content.Sources}
		return &publication{Face: face.withWords(content.Words, OriginOriginal)}, nil
	}
	face, err := l.body(ctx, h)
	if err != nil {
		return nil, err
	}
	if d.IsTranslation() {
		next := face.nextVersion(face.Facts, face.Sources, now).withWords(content.Words, content.Origin)
		next.text(d.Language).SourceRevision = d.SourceRevision
		return &publication{Face: next, Records: h.recordsWithout(d.Language, false)}, nil
	}
	facts := *content.Facts
	facts.Territory = h.Territory
	next := face.nextVersion(facts, content.Sources, now)
	if !face.says(content.Words, OriginOriginal) {
		next = next.withWords(content.Words, OriginOriginal)
	}
	return &publication{Face: next, Records: h.recordsWithout(d.Language, true)}, nil
}

// address gives the one that a practice has, or is to have: the one that is wanted, or one that is made from its title, and
// from its territory where no letter of the title can stand in an address. One that was made, or might have been, gives way
// to a practice that was published meanwhile; one that somebody has thought of is theirs to change.
func (s *State) address(d *Draft, c *DraftContent) string {
	if s.heads[d.Practice] != nil {
		return d.Slug
	}
	made := cmp.Or(SlugOf(c.Words.Title), s.reference.Territory(d.Territory).Key)
	if _, taken := s.owner(d.Slug); d.Slug == "" || taken && isNumbered(d.Slug, made) {
		return s.freeSlug(made)
	}
	return d.Slug
}

// isNumbered reports whether a slug is another one, or that with a number behind it.
func isNumbered(slug, other string) bool {
	number, ok := strings.CutPrefix(slug, other)
	_, err := strconv.ParseUint(strings.TrimPrefix(number, "-"), 10, 32)
	return ok && (number == "" || number[0] == '-' && err == nil)
}

// freeSlug makes of a wanted address one that no practice has or had.
func (s *State) freeSlug(wanted string) string {
	slug := wanted
	for n := 2; ; n++ {
		if _, taken := s.owner(slug); !taken {
			return slug
		}
		slug = fmt.Sprintf("%s-%d", wanted, n)
	}
}

// stillReviewing gives those who were asked before, without who has a part in the draft by now, or has lost the role; nil
// where they are the same.
func (s *State) stillReviewing(d *Draft) []string {
	still := slices.DeleteFunc(slices.Clone(d.Reviewers), func(account string) bool { return !s.couldReview(account, d) })
	if len(still) == len(d.Reviewers) {
		return nil
	}
	return still
}

// couldReview reports whether an account has the role to publish a draft and no part in it.
func (s *State) couldReview(account string, d *Draft) bool {
	return s.allows(s.refreshed(Member(account)), StepPublish, d) == nil
}
