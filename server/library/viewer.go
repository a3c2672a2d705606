package library

import "slices"

// Viewer is who asks. The zero Viewer is anonymous.
type Viewer struct {
	operator bool
	account  string
	grants   []Grant
	// epoch is that of the session or token that the viewer comes by; 0 where they come by none.
	epoch uint64
	// scopes bound what the viewer's token may be used for; nil where there is no token.
	scopes []Scope
}

// operatorAccount is what the operator's journal entries carry in place of an account's id.
const operatorAccount = "operator"

// Anonymous is a visitor that nobody signed in.
func Anonymous() Viewer { return Viewer{} }

// Operator is the program itself acting for whoever runs the server: the seed loader and the command line.
func Operator() Viewer { return Viewer{operator: true, account: operatorAccount} }

// Member is somebody who has signed in: the id of the account, and its roles of this moment. An account without any
// role sees what everybody sees.
func Member(account string, grants ...Grant) Viewer {
	return Viewer{account: account, grants: slices.Clone(grants)}
}

// OfEpoch gives the viewer as somebody who comes by a session or token that began in an epoch of the account: nothing that
// they change is taken once the account has a later one.
func (v Viewer) OfEpoch(epoch uint64) Viewer {
	v.epoch = epoch
	return v
}

// Within gives the viewer as a token of theirs may act: only with what the scopes hold.
func (v Viewer) Within(scopes ...Scope) Viewer {
	v.scopes = append([]Scope{}, scopes...)
	return v
}

// Roles lists the viewer's roles of this moment.
func (v Viewer) Roles() []Grant { return slices.Clone(v.grants) }

// Account is the id that the viewer's journal entries carry; empty for an anonymous one.
func (v Viewer) Account() string { return v.account }

// IsSignedIn reports whether somebody is behind the viewer whose changes can be told from others'.
func (v Viewer) IsSignedIn() bool { return v.account != "" }

// May reports whether the viewer's roles allow an action at a place. The operator may do everything.
func (v Viewer) May(a Action, at Place) bool {
	if v.operator {
		return true
	}
	if !v.inScope(a, at) {
		return false
	}
	return slices.ContainsFunc(v.grants, func(g Grant) bool { return g.allows(a, at) })
}

// Need refuses an action that the viewer's roles, or the scopes of their token, do not allow at a place. Refusal: FORBIDDEN.
func (v Viewer) Need(a Action, at Place) error { return v.need(a, at) }

// need refuses an action that the viewer's roles do not allow.
func (v Viewer) need(a Action, at Place) error {
	if v.May(a, at) {
		return nil
	}
	if err := v.needAccount(); err != nil {
		return err
	}
	if !v.inScope(a, at) {
		return refuseScope(a)
	}
	return Refuse(CodeForbidden, "Your roles do not allow this.")
}

// needAnywhere refuses somebody whose roles allow the action nowhere.
func (v Viewer) needAnywhere(a Action) error {
	for _, g := range v.grants {
		if v.May(a, Place{Territory: g.Territory, Language: g.Language}) {
			return nil
		}
	}
	return v.need(a, Place{})
}

// needAccount refuses a change by nobody.
func (v Viewer) needAccount() error {
	if v.IsSignedIn() {
		return nil
	}
	return Refuse(CodeForbidden, "You may not change the library.")
}

// needOperator refuses what only the program itself does.
func (v Viewer) needOperator() error {
	if v.operator {
		return nil
	}
	return Refuse(CodeForbidden, "You may not change the library.")
}

// Sees reports whether a practice of this visibility exists for the viewer.
func (v Viewer) Sees(visibility Visibility) bool {
	return visibility == VisibilityPublic || v.May(ActionReadMembers, Place{})
}

// Permissions is what a viewer may do with one practice; clients use it to show or hide a button, the library checks
// again when the button is pressed.
type Permissions struct {
	Edit     bool
	Publish  bool
	Withdraw bool
	Confirm  bool
	// Scrub empties what it has said before.
	Scrub bool
}

// Can tells what the viewer may do with a published practice.
func (v Viewer) Can(c *Card) Permissions {
	at := Place{Territory: c.Territory}
	return Permissions{
		Edit: v.May(ActionWrite, at), Publish: v.May(ActionPublish, at),
		Withdraw: v.May(ActionWithdraw, at), Confirm: v.May(ActionConfirm, at),
		Scrub: v.May(ActionScrub, at),
	}
}
