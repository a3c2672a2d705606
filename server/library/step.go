package library

import "context"

// Conflict is a refusal with REVISION_CONFLICT that carries what stands now, so that nothing typed is lost: it can be
// held beside it.
type Conflict struct {
	refused
	// Current is the draft as it stands.
	Current *Draft
}

func conflict(current *Draft, format string, args ...any) error {
	refusal := RefuseField(CodeRevisionConflict, "expectedRevision", format, args...)
	return &Conflict{refused{refusal}, current}
}

// VersionConflict is a refusal with REVISION_CONFLICT that says which practice has another version than the one read.
type VersionConflict struct {
	refused
	// Practice stands in its version of now.
	Practice ID
}

func staleVersion(h *head, read int) error {
	refusal := RefuseField(CodeRevisionConflict, "expectedVersion",
		"This practice is at version %d by now; you have read version %d.", h.Version, read)
	return &VersionConflict{refused{refusal}, h.ID}
}

// once decides on a change that is to be done once for an idempotency key, and gives the draft that it concerns as it
// stands afterwards: from the first time, when it was done before. The request is what tells two changes apart.
func (l *Library) once(
	ctx context.Context, v Viewer, key string, step Step, request any,
	decide func(context.Context, *State, Viewer, *onceKey) (*change, error),
) (*Draft, error) {
	kept, err := newOnceKey(key, string(step), request)
	if err != nil {
		return nil, err
	}
	var earlier *Draft
	made, err := l.changeDraft(ctx, v, func(ctx context.Context, s *State, v Viewer) (*change, error) {
		found, err := s.once.find(v.Account(), kept)
		if err != nil {
			return nil, err
		}
		if found != nil { // who may not see it any more is not shown it by asking again
			if earlier = found.Draft; s.seen(v, earlier.DraftRef) == nil {
				return nil, noDraft()
			}
			return nil, nil
		}
		return decide(ctx, s, v, kept)
	})
	if made == nil {
		made = earlier
	}
	return made, err
}

// earlier gives the draft that the same request with an idempotency key has left, as it stood then; nil when there was none,
// as far as is known here.
func (l *Library) earlier(v Viewer, key string, step Step, request any) (*Draft, error) {
	kept, err := newOnceKey(key, string(step), request)
	if err != nil {
		return nil, err
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	found, err := l.state.once.find(v.Account(), kept)
	if found == nil || err != nil {
		return nil, err
	}
	if l.state.seen(v, found.Draft.DraftRef) == nil {
		return nil, noDraft()
	}
	return found.Draft, nil
}

// step takes one step with a draft. It looks, in this order, whether the draft exists for the viewer, whether the roles
// allow the step, whether the viewer has read what stands now, and whether the state allows it.
func (l *Library) step(
	ctx context.Context, v Viewer, r DraftRequest, step Step, request any,
	decide func(context.Context, *State, Viewer, *Draft, draftHeader) (*change, error),
) (*Draft, error) {
	asked := struct {
		Request DraftRequest
		More    any
	}{r, request}
	return l.once(ctx, v, r.IdempotencyKey, step, asked, func(ctx context.Context, s *State, v Viewer, key *onceKey) (*change, error) {
		d := s.drafts[r.Draft]
		if d == nil || !v.May(ActionReadDrafts, s.placeOf(d)) {
			return nil, noDraft()
		}
		if err := s.allows(v, step, d); err != nil {
			return nil, err
		}
		if d.Revision != r.ExpectedRevision && !workflow[step].anyRevision {
			return nil, conflict(d, "This draft is at revision %d by now; you have read revision %d.", d.Revision, r.ExpectedRevision)
		}
		if _, ok := workflow[step].leads[d.State]; !ok {
			return nil, refuseState(step, d.State)
		}
		return decide(ctx, s, v, d, draftHeader{d.DraftRef, key})
	})
}

// allows refuses a step that the viewer's roles do not allow with a draft, or that somebody else has to take.
func (s *State) allows(v Viewer, step Step, d *Draft) error {
	at := s.placeOf(d)
	r := workflow[step]
	if err := v.need(r.right(at), at); err != nil {
		return err
	}
	rules := s.rules[at.Territory]
	switch {
	case !r.fourEyes || !d.isBy(v.Account()) || rules.freesOwn(v.Account()):
		return nil
	case rules.OwnPublishing:
		return Refuse(CodeForbidden, "You have settled yourself that people publish here what they wrote; somebody else has to publish this.")
	}
	return Refuse(CodeForbidden, "Four eyes see more than two: somebody who did not write this has to publish it.")
}

func noDraft() error { return Refuse(CodeNotFound, "There is no such draft.") }
