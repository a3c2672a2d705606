package library

import (
	"cmp"
	"context"
	"slices"
)

// Draft gives a draft; nil when there is none that the viewer may see.
func (l *Library) Draft(v Viewer, ref DraftRef) *Draft {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.seen(v, ref)
}

// seen gives a draft as far as it exists for a viewer.
func (s *State) seen(v Viewer, ref DraftRef) *Draft {
	if d := s.drafts[ref]; d != nil && v.May(ActionReadDrafts, s.placeOf(d)) {
		return d
	}
	return nil
}

// DraftContent reads what a draft says, with one read by id; nothing but the language where that was scrubbed. NOT_FOUND when the viewer may not see it.
func (l *Library) DraftContent(ctx context.Context, v Viewer, d *Draft) (*DraftContent, error) {
	if l.Draft(v, d.DraftRef) == nil {
		return nil, noDraft()
	}
	content, err := l.draftContent(ctx, d.DraftRef, d.Number)
	if err != nil && CodeOf(err) == CodeScrubbed {
		return &DraftContent{Words: Words{Language: d.Language}, Scrubbed: l.scrubbedBy(d.Practice, d.Number)}, nil
	}
	return content, err
}

// DraftsOf lists the drafts of one practice that are under way, as far as the viewer may see them, by language.
func (l *Library) DraftsOf(v Viewer, practice ID) []*Draft {
	return l.drafts(v, func(_ *State, d *Draft) bool { return d.Practice == practice }, compareRefs)
}

// Drafts lists the drafts under way that the viewer may see, the last changed first: with mine, those alone in which the
// viewer wrote.
func (l *Library) Drafts(v Viewer, mine bool) []*Draft {
	return l.drafts(v, func(_ *State, d *Draft) bool { return !mine || slices.Contains(d.Writers, v.account) }, lastChanged)
}

// ReviewQueue lists the submitted drafts that the viewer may publish: those first for which the viewer was asked by name,
// then the longest waiting.
func (l *Library) ReviewQueue(v Viewer) []*Draft {
	return l.drafts(v, func(s *State, d *Draft) bool { return s.can(v, StepPublish, d) }, func(a, b *Draft) int {
		return cmp.Or(cmp.Compare(asked(b, v), asked(a, v)), a.SubmittedAt.Compare(*b.SubmittedAt), compareRefs(a, b))
	})
}

func asked(d *Draft, v Viewer) int {
	if slices.Contains(d.Reviewers, v.account) {
		return 1
	}
	return 0
}

func lastChanged(a, b *Draft) int { return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), compareRefs(a, b)) }

func (l *Library) drafts(v Viewer, wanted func(*State, *Draft) bool, order func(a, b *Draft) int) []*Draft {
	if !v.IsSignedIn() {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []*Draft
	for ref, d := range l.state.drafts {
		if d.IsOpen() && l.state.seen(v, ref) != nil && wanted(l.state, d) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, order)
	return out
}

// DraftPermissions is what a viewer may do with a draft as it stands; the library checks again when it is done.
type DraftPermissions struct {
	Save           bool
	Submit         bool
	NameReviewers  bool
	RequestChanges bool
	Publish        bool
	Discard        bool
	Comment        bool
	// Scrub is for a draft that has ended.
	Scrub bool
}

// DraftPermissions tells what the viewer may do with a draft in its state.
func (l *Library) DraftPermissions(v Viewer, d *Draft) DraftPermissions {
	l.mu.RLock()
	defer l.mu.RUnlock()
	can := func(step Step) bool { return l.state.can(v, step, d) }
	return DraftPermissions{
		Save: can(StepSave), Submit: can(StepSubmit), NameReviewers: can(StepNameReviewers),
		RequestChanges: can(StepRequestChanges), Publish: can(StepPublish), Discard: can(StepDiscard), Comment: can(StepComment),
		Scrub: l.state.canScrub(v, d),
	}
}

// can reports whether the viewer may take a step with a draft as it stands.
func (s *State) can(v Viewer, step Step, d *Draft) bool {
	_, now := workflow[step].leads[d.State]
	return now && s.allows(v, step, d) == nil
}

// PossibleReviewers lists the accounts that may publish a draft and have no part in it, by id; none when the viewer may
// not see it.
func (l *Library) PossibleReviewers(v Viewer, d *Draft) []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.state.seen(v, d.DraftRef) == nil {
		return nil
	}
	var out []string
	for id := range l.state.accounts {
		if l.state.account(id) != nil && l.state.couldReview(id, d) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
