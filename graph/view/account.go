package view

import (
	"time"

	"github.com/weldi-network/practice-library/server/auth"
	"github.com/weldi-network/practice-library/server/library"
)

// Account is an account as its owner and those who keep the accounts see it.
type Account struct {
	ID    string
	Email string
	Name  string
	Roles []RoleGrant
	// RolesRevision counts how often the roles were settled.
	RolesRevision int
	CreatedAt     time.Time
	IsTakenUp     bool
	// HasSecondFactor is true while a code is asked for.
	HasSecondFactor bool
	Language        *library.Language
}

// Account shows an account; nil where there is none.
func (l *Lens) Account(a *auth.Account) *Account {
	if a == nil {
		return nil
	}
	shown := &Account{NodeID(KindAccount, a.ID), a.Email, a.Name, l.RoleGrants(a.Grants), a.Revision, a.Created, a.IsTakenUp, a.HasSecondFactor, nil}
	if a.Language != "" {
		shown.Language = &a.Language
	}
	return shown
}

// AccountConflict is a refusal with the account as it stands now.
type AccountConflict struct {
	Refusal
	Current *Account
}

// IdentityProvider is a city's own sign-in.
type IdentityProvider struct{ Key, Name string }

// IdentityProviders shows those that can be used.
func IdentityProviders(list []auth.Provider) []IdentityProvider {
	out := make([]IdentityProvider, len(list))
	for i, p := range list {
		out[i] = IdentityProvider{p.Key, p.Name}
	}
	return out
}

// LinkedIdentity is a sign-in by an identity provider, as its owner sees it.
type LinkedIdentity struct {
	ID       string
	Provider string
	LinkedAt time.Time
}

// LinkedIdentities shows sign-ins by identity providers.
func LinkedIdentities(list []auth.Identity) []LinkedIdentity {
	out := make([]LinkedIdentity, len(list))
	for i, found := range list {
		out[i] = LinkedIdentity{NodeID(KindIdentity, found.ID), found.Provider, found.Since}
	}
	return out
}

// SecondFactor is how the second factor of an account stands.
type SecondFactor struct {
	IsOn              bool
	Since             *time.Time
	RecoveryCodesLeft int
}

// NewSecondFactor shows how a second factor stands.
func NewSecondFactor(f auth.SecondFactor) *SecondFactor {
	shown := &SecondFactor{IsOn: !f.Since.IsZero(), RecoveryCodesLeft: f.RecoveryCodesLeft}
	if shown.IsOn {
		shown.Since = &f.Since
	}
	return shown
}

// Session is a session as its owner sees it.
type Session struct {
	ID         string
	BegunAt    time.Time
	LastUsedAt time.Time
	IsCurrent  bool
}

// Sessions shows sessions.
func Sessions(list []auth.Session) []Session {
	out := make([]Session, len(list))
	for i, s := range list {
		out[i] = Session{NodeID(KindSession, s.ID), s.Begun, s.LastUsed, s.IsCurrent}
	}
	return out
}

// Token is a personal token as its owner sees it.
type Token struct {
	ID        string
	Name      string
	Scopes    []library.Scope
	CreatedAt time.Time
	ExpiresAt time.Time
}

// NewToken shows a token.
func NewToken(t auth.Token) *Token {
	return &Token{NodeID(KindToken, t.ID), t.Name, t.Scopes, t.CreatedAt, t.ExpiresAt}
}

// Tokens shows tokens.
func Tokens(list []auth.Token) []Token {
	out := make([]Token, len(list))
	for i, t := range list {
		out[i] = *NewToken(t)
	}
	return out
}

// As shows who asks after that has changed within the request; nil when nobody is signed in any more.
func (l *Lens) As(v library.Viewer) *Viewer {
	changed := &Lens{Library: l.Library, Reference: l.Library.Reference(), Viewer: v, BaseURL: l.BaseURL}
	return changed.SignedIn()
}

// InnerID gives what an opaque id of one kind names. Refusal: BAD_ID with the field.
func InnerID(kind Kind, field, id string) (string, error) {
	found, inner, err := ParseNodeID(id)
	if err != nil || found != kind {
		return "", library.RefuseField(library.CodeBadID, field, "This is not the id of such a thing in this library.")
	}
	return inner, nil
}
