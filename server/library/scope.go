package library

import "slices"

// Scope bounds what a personal token may be used for. A scope never gives a right that the roles of its owner do not.
type Scope string

// The scopes.
const (
	ScopeRead       Scope = "READ"       // see what the account sees
	ScopeWrite      Scope = "WRITE"      // write, comment, translate, confirm; read the drafts that it may write
	ScopePublish    Scope = "PUBLISH"    // review, publish, withdraw; read the drafts that it may review
	ScopeModerate   Scope = "MODERATE"   // answer concerns, scrub, keep the vocabularies
	ScopeAdminister Scope = "ADMINISTER" // see the accounts
)

// Scopes lists them, those that allow least first.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopePublish, ScopeModerate, ScopeAdminister}

// scopeOf says which scope each action needs: the one table of what a token may be used for. An action without one needs
// somebody who has signed in, since what it gives would outlast the token and go beyond its scopes: a new account, roles, a
// link that signs somebody in.
var scopeOf = map[Action]Scope{
	ActionReadMembers: ScopeRead, ActionReadDrafts: ScopeRead, ActionReadAudit: ScopeRead,
	ActionWrite: ScopeWrite, ActionComment: ScopeWrite, ActionConfirm: ScopeWrite, ActionTranslate: ScopeWrite,
	ActionReview: ScopePublish, ActionPublish: ScopePublish, ActionWithdraw: ScopePublish, ActionPublishTranslation: ScopePublish,
	ActionKeepTerritory: ScopePublish,
	ActionModerate:      ScopeModerate, ActionScrub: ScopeModerate, ActionKeepVocabularies: ScopeModerate,
	ActionReadAccounts: ScopeAdminister,
}

// impliedBy says which actions allow another at the same place, whatever its own scope: whoever may write or review a draft
// has to read it.
var impliedBy = map[Action][]Action{
	ActionReadDrafts: {ActionWrite, ActionTranslate, ActionReview, ActionPublishTranslation},
}

// inScope reports whether the viewer's token may be used for an action at a place; true where there is no token.
func (v Viewer) inScope(a Action, at Place) bool {
	return v.scopes == nil || slices.Contains(v.scopes, scopeOf[a]) ||
		slices.ContainsFunc(impliedBy[a], func(b Action) bool { return v.May(b, at) })
}

// refuseScope says why a token may not be used for an action.
func refuseScope(a Action) error {
	if scopeOf[a] == "" {
		return Refuse(CodeForbidden, "This cannot be done with a token; sign in instead.")
	}
	return Refuse(CodeForbidden, "This token does not have the scope %s.", scopeOf[a])
}
