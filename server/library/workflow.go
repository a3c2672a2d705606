package library

// Step is something that is done with a draft.
type Step string

// The steps.
const (
	StepCreate         Step = "CREATE"
	StepSave           Step = "SAVE"
	StepSubmit         Step = "SUBMIT"
	StepNameReviewers  Step = "NAME_REVIEWERS"
	StepRequestChanges Step = "REQUEST_CHANGES"
	StepPublish        Step = "PUBLISH"
	StepDiscard        Step = "DISCARD"
	StepComment        Step = "COMMENT"
)

// Steps lists all steps.
var Steps = []Step{
	StepCreate, StepSave, StepSubmit, StepNameReviewers, StepRequestChanges, StepPublish, StepDiscard, StepComment,
}

// draftNone is the state of a text that nobody has begun.
const draftNone DraftState = ""

// rule says who may take a step and where it leads. The rights are those of the table in role.go.
type rule struct {
	// practice is the right needed for the text of a practice itself, translation that for one of its translations.
	practice, translation Action
	// leads gives the next state for every state in which the step can be taken.
	leads map[DraftState]DraftState
	// fourEyes wants somebody who has no part in what the draft says, unless somebody else has switched that off for the
	// territory.
	fourEyes bool
	// anyRevision takes the step whichever revision the viewer has read.
	anyRevision bool
}

// workflow says which step can be taken in which state, by whom, and where it leads: the one table of the workflow. A
// text under review never changes beneath its reviewer: whoever saves it takes it back. What was published, discarded
// or withdrawn can be begun anew, except that a withdrawn practice never returns.
var workflow = map[Step]rule{
	StepCreate: {practice: ActionWrite, translation: ActionTranslate, leads: map[DraftState]DraftState{
		draftNone: DraftBegun, DraftPublished: DraftBegun, DraftDiscarded: DraftBegun,
	}},
	StepSave: {practice: ActionWrite, translation: ActionTranslate, leads: map[DraftState]DraftState{
		DraftBegun: DraftBegun, DraftSubmitted: DraftBegun, DraftChangesRequested: DraftChangesRequested,
	}},
	StepSubmit: {practice: ActionWrite, translation: ActionTranslate, leads: map[DraftState]DraftState{
		DraftBegun: DraftSubmitted, DraftChangesRequested: DraftSubmitted,
	}},
	StepNameReviewers: {practice: ActionReview, translation: ActionPublishTranslation, leads: map[DraftState]DraftState{
		DraftSubmitted: DraftSubmitted,
	}},
	StepRequestChanges: {practice: ActionReview, translation: ActionPublishTranslation, leads: map[DraftState]DraftState{
		DraftSubmitted: DraftChangesRequested,
	}},
	StepPublish: {practice: ActionPublish, translation: ActionPublishTranslation, fourEyes: true, leads: map[DraftState]DraftState{
		DraftSubmitted: DraftPublished,
	}},
	StepDiscard: {practice: ActionWrite, translation: ActionTranslate, leads: map[DraftState]DraftState{
		DraftBegun: DraftDiscarded, DraftSubmitted: DraftDiscarded, DraftChangesRequested: DraftDiscarded,
	}},
	StepComment: {practice: ActionComment, translation: ActionComment, anyRevision: true, leads: map[DraftState]DraftState{
		DraftBegun: DraftBegun, DraftSubmitted: DraftSubmitted, DraftChangesRequested: DraftChangesRequested,
	}},
}

// right is the right that a step needs at a place. Only that of a translation lies in a language.
func (r rule) right(at Place) Action {
	if at.Language != "" {
		return r.translation
	}
	return r.practice
}

// refuseState says why a step cannot be taken in a state.
func refuseState(step Step, state DraftState) error {
	switch {
	case step == StepPublish || step == StepRequestChanges || step == StepNameReviewers:
		return Refuse(CodeNotNow, "This needs a draft that was submitted; this one is %s.", state.says())
	case step == StepCreate && state == DraftWithdrawn:
		return Refuse(CodeNotNow, "This practice was withdrawn; it does not return.")
	}
	return Refuse(CodeNotNow, "This cannot be done with a draft that is %s.", state.says())
}

// says names a state in a sentence.
func (s DraftState) says() string {
	switch s {
	case DraftBegun:
		return "being written"
	case DraftSubmitted:
		return "submitted already"
	case DraftChangesRequested:
		return "waiting for changes"
	case DraftPublished:
		return "published already"
	case DraftDiscarded:
		return "discarded"
	case DraftWithdrawn:
		return "withdrawn with its practice"
	default:
		return "not begun"
	}
}
