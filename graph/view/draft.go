package view

import (
	"errors"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// Draft is a text under way.
type Draft struct {
	lens *Lens
	*library.Draft
}

// Draft shows a draft; nil where there is none.
func (l *Lens) Draft(d *library.Draft) *Draft {
	if d == nil {
		return nil
	}
	return &Draft{l, d}
}

// DraftAt finds a draft; nil when there is none that the viewer may see.
func (l *Lens) DraftAt(ref library.DraftRef) *Draft { return l.Draft(l.Library.Draft(l.Viewer, ref)) }

// DraftRef reads the opaque id of a draft. Refusal: BAD_ID with the field.
func DraftRef(field, id string) (library.DraftRef, error) {
	kind, inner, err := ParseNodeID(id)
	if err != nil || kind != KindDraft {
		return library.DraftRef{}, library.RefuseField(library.CodeBadID, field, "This is not the id of a draft.")
	}
	return draftRef(inner), nil
}

// draftRef takes apart what stands in the id of a draft. No language holds a stroke.
func draftRef(inner string) library.DraftRef {
	at := max(strings.LastIndexByte(inner, '/'), 0)
	return library.DraftRef{Practice: library.ID(inner[:at]), Language: library.Language(strings.TrimPrefix(inner[at:], "/"))}
}

// IsNode marks a draft as a node.
func (*Draft) IsNode() {}

// GetID is the opaque id.
func (d *Draft) GetID() string { return d.ID() }

// ID is the opaque id.
func (d *Draft) ID() string {
	return NodeID(KindDraft, string(d.Draft.Practice)+"/"+string(d.Language))
}

// Practice is the published practice; nil where there is none that the viewer may see.
func (d *Draft) Practice() *Practice { return d.lens.publishedPractice(d.Draft.Practice) }

func (l *Lens) publishedPractice(id library.ID) *Practice {
	if card := l.Library.CardByID(l.Viewer, id); card != nil {
		return l.Practice(card)
	}
	return nil
}

// OriginalLanguage is that of the practice.
func (d *Draft) OriginalLanguage() library.Language { return d.Original }

// Territory is the one whose practice it is.
func (d *Draft) Territory() *Territory {
	t := d.lens.Reference.Territory(d.Draft.Territory)
	if t == nil { // made since this request began
		t = d.lens.Library.Reference().Territory(d.Draft.Territory)
	}
	return d.lens.Territory(t)
}

// Slug is the wanted address.
func (d *Draft) Slug() *string {
	if p := d.Practice(); p != nil {
		return &p.Slug
	}
	return optional(d.Draft.Slug)
}

// BasedOnRevision is the published revision that it was begun from.
func (d *Draft) BasedOnRevision() *int { return positive(d.BasedOn) }

// SourceRevision is the revision of the original that a translation is made from.
func (d *Draft) SourceRevision() *int { return positive(d.Draft.SourceRevision) }

func positive(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// Writers lists who wrote in it.
func (d *Draft) Writers() []Actor { return d.lens.actors(d.Draft.Writers) }

// SubmittedBy is who submitted it.
func (d *Draft) SubmittedBy() *Actor { return d.lens.optionalActor(d.Draft.SubmittedBy) }

// Reviewers lists who was asked to look at it.
func (d *Draft) Reviewers() []Actor { return d.lens.actors(d.Draft.Reviewers) }

// PossibleReviewers lists who could be asked.
func (d *Draft) PossibleReviewers() []Actor {
	return d.lens.actors(d.lens.Library.PossibleReviewers(d.lens.Viewer, d.Draft))
}

// Comments lists the remarks on it, and those of before that were still open.
func (d *Draft) Comments() []Comment {
	return d.lens.comments(d.lens.Library.Comments(d.lens.Viewer, d.DraftRef))
}

// EarlierComments lists the remarks of before it was begun anew.
func (d *Draft) EarlierComments() []Comment {
	return d.lens.comments(d.lens.Library.EarlierComments(d.lens.Viewer, d.DraftRef))
}

// ViewerCan tells what the viewer may do with it.
func (d *Draft) ViewerCan() library.DraftPermissions {
	return d.lens.Library.DraftPermissions(d.lens.Viewer, d.Draft)
}

// Drafts lists the drafts of a practice that are under way.
func (p *Practice) Drafts() []Draft {
	return p.lens.drafts(p.lens.Library.DraftsOf(p.lens.Viewer, p.Card.ID))
}

func (l *Lens) drafts(list []*library.Draft) []Draft {
	out := make([]Draft, len(list))
	for i, d := range list {
		out[i] = Draft{l, d}
	}
	return out
}

// AllowsOwnPublishing tells whether people publish there what they wrote themselves.
func (t *Territory) AllowsOwnPublishing() bool {
	return t.lens.Library.TerritoryRules(t.Territory.ID).OwnPublishing
}

// Actor is somebody who did something.
type Actor struct {
	lens     *Lens
	account  string
	ID       string
	IsViewer bool
}

// Name gives what somebody is called, by one read for each person and request. read finds the name of an account that is
// not closed; empty where there is none.
func (a *Actor) Name(read func(account string) (string, error)) (*string, error) {
	if !a.lens.Viewer.May(library.ActionReadMembers, library.Place{}) {
		return nil, nil
	}
	name, err := a.lens.names.get(a.account, func() (string, error) { return read(a.account) })
	return optional(name), err
}

func (l *Lens) actor(account string) Actor {
	return Actor{l, account, NodeID(KindAccount, account), account == l.Viewer.Account()}
}

func (l *Lens) optionalActor(account string) *Actor {
	if account == "" {
		return nil
	}
	a := l.actor(account)
	return &a
}

func (l *Lens) actors(accounts []string) []Actor {
	out := make([]Actor, len(accounts))
	for i, account := range accounts {
		out[i] = l.actor(account)
	}
	return out
}

// DraftPayload is what became of a draft.
type DraftPayload struct {
	Draft    *Draft
	Practice *Practice
	Sent     *DraftContent
	// SentMessage is what was to be said of the draft.
	SentMessage *string
	UserErrors  []UserError
}

// DraftPayload shows what a use-case made of a draft. What was sent comes back when it was refused.
func (l *Lens) DraftPayload(d *library.Draft, err error, sent *DraftContent) (*DraftPayload, error) {
	refusals, err := l.UserErrors(err)
	if err != nil {
		return nil, err
	}
	if len(refusals) > 0 {
		return &DraftPayload{Sent: sent, UserErrors: refusals}, nil
	}
	p := &DraftPayload{Draft: l.Draft(d), UserErrors: refusals}
	if d != nil {
		p.Practice = l.publishedPractice(d.Practice)
	}
	return p, nil
}

// RevisionConflict is a refusal with what stands now.
type RevisionConflict struct {
	Refusal
	Current *Draft
}

// VersionConflict is a refusal with the practice as it stands now.
type VersionConflict struct {
	Refusal
	Current *Practice
}

// UserErrors sorts what a use-case answered as the function of this name does, and shows what stands where something
// else was read, or somebody was faster.
func (l *Lens) UserErrors(err error) ([]UserError, error) {
	shown, err2 := UserErrors(err)
	if len(shown) == 1 {
		if conflict := l.conflict(err, shown[0].(Refusal)); conflict != nil {
			return []UserError{conflict}, nil
		}
	}
	return shown, err2
}

// conflict shows a refusal with what stands now; nil for one that does not say.
func (l *Lens) conflict(err error, refusal Refusal) UserError {
	if c, ok := errors.AsType[*library.TermConflict](err); ok {
		return l.termConflict(c, refusal)
	}
	if c, ok := errors.AsType[*library.Conflict](err); ok {
		return RevisionConflict{refusal, l.Draft(c.Current)}
	}
	if c, ok := errors.AsType[*library.VersionConflict](err); ok {
		return VersionConflict{refusal, l.publishedPractice(c.Practice)}
	}
	if c, ok := errors.AsType[*library.CommentConflict](err); ok {
		return CommentConflict{refusal, Comment{l, c.Current}}
	}
	if c, ok := errors.AsType[*library.ConcernConflict](err); ok {
		return ConcernConflict{refusal, c.Current.Outcome, l.actor(c.Current.Account), c.Current.At}
	}
	return nil
}

// DraftConnection is a page of drafts.
type DraftConnection struct {
	Nodes      []Draft
	PageInfo   *PageInfo
	TotalCount int
}

// DraftPage cuts one page out of a list. The cursor of a draft is its id.
func (l *Lens) DraftPage(list []*library.Draft, first *int, after *string) (*DraftConnection, error) {
	part, info, err := cut(list, first, after, func(d *library.Draft) string { return l.Draft(d).ID() })
	if err != nil {
		return nil, err
	}
	return &DraftConnection{Nodes: l.drafts(part), TotalCount: len(list), PageInfo: info}, nil
}
