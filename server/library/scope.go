package library

// Scope bounds what a personal token may be used for. A scope never gives a right that the roles of its owner do not.
type Scope string

// The scopes.
const (
	ScopeRead       Scope = "READ"       // see what the account sees
	ScopeWrite      Scope = "WRITE"      // write, comment, translate, confirm
	ScopePublish    Scope = "PUBLISH"    // review, publish, withdraw
	ScopeModerate   Scope = "MODERATE"   // answer concerns, scrub, keep the vocabularies
	ScopeAdminister Scope = "ADMINISTER" // invite people, give and take roles
)

// Scopes lists them, those that allow least first.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopePublish, ScopeModerate, ScopeAdminister}

// scopeOf says which scope each action needs.
var scopeOf = map[Action]Scope{
	ActionReadMembers: ScopeRead, ActionReadDrafts: ScopeRead, ActionReadAudit: ScopeRead,
	ActionWrite: ScopeWrite, ActionComment: ScopeWrite, ActionConfirm: ScopeWrite, ActionTranslate: ScopeWrite,
	ActionReview: ScopePublish, ActionPublish: ScopePublish, ActionWithdraw: ScopePublish, ActionPublishTranslation: ScopePublish,
	ActionKeepTerritory: ScopePublish,
	ActionModerate:      ScopeModerate, ActionScrub: ScopeModerate, ActionKeepVocabularies: ScopeModerate,
	ActionKeepAccounts: ScopeAdminister,
}
