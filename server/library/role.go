package library

// Role is what an account may be in the library. Some roles hold in one territory or one language, the others in the
// whole network.
type Role string

// The roles.
const (
	// RoleReader reads what is shown to members alone; for researchers.
	RoleReader Role = "READER"
	// RoleContributor writes for one territory.
	RoleContributor Role = "CONTRIBUTOR"
	// RoleEditor reviews and publishes for one territory.
	RoleEditor Role = "EDITOR"
	// RoleTranslator writes and publishes translations into one language, of any territory's practices.
	RoleTranslator Role = "TRANSLATOR"
	// RoleModerator cares for the whole network: any territory, vocabularies, concerns.
	RoleModerator Role = "MODERATOR"
	// RoleAdministrator invites people and gives roles.
	RoleAdministrator Role = "ADMINISTRATOR"
)

// Roles lists all roles, those that may least first.
var Roles = []Role{RoleReader, RoleContributor, RoleEditor, RoleTranslator, RoleModerator, RoleAdministrator}

// Grant gives an account one role.
type Grant struct {
	Role Role `json:"role"`
	// Territory is the ID of the one in which a contributor or editor works; empty for other roles.
	Territory string `json:"territory,omitempty"`
	// Language is the one into which a translator writes; empty for other roles.
	Language Language `json:"language,omitempty"`
}

// Action is something that a viewer wants to do with the library.
type Action string

// The actions.
const (
	ActionReadMembers        Action = "READ_MEMBERS"        // see what is shown to members alone
	ActionReadDrafts         Action = "READ_DRAFTS"         // see what is not published yet
	ActionWrite              Action = "WRITE"               // make and change a draft, submit it
	ActionComment            Action = "COMMENT"             // comment on a draft, resolve a comment
	ActionReview             Action = "REVIEW"              // request changes, name reviewers
	ActionPublish            Action = "PUBLISH"             // make what somebody else submitted public
	ActionWithdraw           Action = "WITHDRAW"            // take a practice off
	ActionConfirm            Action = "CONFIRM"             // confirm or dispute what was compiled about the territory
	ActionTranslate          Action = "TRANSLATE"           // make and change a translation's draft, submit it
	ActionPublishTranslation Action = "PUBLISH_TRANSLATION" // make a translation public
	ActionKeepTerritory      Action = "KEEP_TERRITORY"      // settle whether people publish what they wrote themselves
	ActionModerate           Action = "MODERATE"            // answer concerns, take down for safety
	ActionScrub              Action = "SCRUB"               // empty for good what was said
	ActionKeepVocabularies   Action = "KEEP_VOCABULARIES"   // make and rename concepts, territories, organisations
	ActionReadAudit          Action = "READ_AUDIT"          // see who did what
	ActionReadAccounts       Action = "READ_ACCOUNTS"       // see the accounts, with their addresses and roles
	ActionKeepAccounts       Action = "KEEP_ACCOUNTS"       // invite people, give and take roles, make links, end accounts
)

// reach is how far a role's right to an action goes.
type reach uint8

// The reaches. The zero reach goes nowhere.
const (
	// reachOwn is the territory or language of the grant.
	reachOwn reach = iota + 1
	reachEverywhere
)

// rules says who may do what: the one table of permissions. What a practice's state allows is told apart, by the
// workflow.
var rules = map[Action]map[Role]reach{
	ActionReadMembers: {
		RoleReader: reachEverywhere, RoleContributor: reachEverywhere, RoleEditor: reachEverywhere,
		RoleTranslator: reachEverywhere, RoleModerator: reachEverywhere, RoleAdministrator: reachEverywhere,
	},
	ActionReadDrafts:         {RoleContributor: reachOwn, RoleEditor: reachOwn, RoleTranslator: reachOwn, RoleModerator: reachEverywhere},
	ActionWrite:              {RoleContributor: reachOwn, RoleEditor: reachOwn, RoleModerator: reachEverywhere},
	ActionComment:            {RoleContributor: reachOwn, RoleEditor: reachOwn, RoleTranslator: reachOwn, RoleModerator: reachEverywhere},
	ActionReview:             {RoleEditor: reachOwn, RoleModerator: reachEverywhere},
	ActionPublish:            {RoleEditor: reachOwn, RoleModerator: reachEverywhere},
	ActionWithdraw:           {RoleEditor: reachOwn, RoleModerator: reachEverywhere},
	ActionConfirm:            {RoleEditor: reachOwn, RoleModerator: reachEverywhere},
	ActionTranslate:          {RoleContributor: reachOwn, RoleEditor: reachOwn, RoleTranslator: reachOwn, RoleModerator: reachEverywhere},
	ActionPublishTranslation: {RoleEditor: reachOwn, RoleTranslator: reachOwn, RoleModerator: reachEverywhere},
	ActionKeepTerritory:      {RoleEditor: reachOwn, RoleModerator: reachEverywhere},
	ActionModerate:           {RoleModerator: reachEverywhere},
	ActionScrub:              {RoleModerator: reachEverywhere, RoleAdministrator: reachEverywhere},
	ActionKeepVocabularies:   {RoleModerator: reachEverywhere},
	ActionReadAudit:          {RoleModerator: reachEverywhere, RoleAdministrator: reachEverywhere},
	ActionReadAccounts:       {RoleAdministrator: reachEverywhere},
	ActionKeepAccounts:       {RoleAdministrator: reachEverywhere},
}

// Place is where an action takes place: in a territory, and in a language when it concerns a text. Empty means none.
type Place struct {
	Territory string
	Language  Language
}

// allows reports whether the grant gives a right to the action there.
func (g Grant) allows(a Action, at Place) bool {
	switch rules[a][g.Role] {
	case reachEverywhere:
		return true
	case reachOwn:
		return g.covers(at)
	default:
		return false
	}
}

// covers reports whether a place lies in the territory or language of the grant.
func (g Grant) covers(at Place) bool {
	if g.Role == RoleTranslator {
		return g.Language != "" && g.Language == at.Language
	}
	return g.Territory != "" && g.Territory == at.Territory
}
