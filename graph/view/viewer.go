package view

import "github.com/weldi-network/practice-library/server/library"

// Viewer is who asks.
type Viewer struct{ lens *Lens }

// RoleGrant is a role with the place in which it holds.
type RoleGrant struct {
	Role      library.Role
	Territory *Territory
	Language  *library.Language
}

// SignedIn shows who asks; nil when nobody has signed in.
func (l *Lens) SignedIn() *Viewer {
	if !l.Viewer.IsSignedIn() {
		return nil
	}
	return &Viewer{l}
}

// Lens is how the request looks at the library as this viewer.
func (v *Viewer) Lens() *Lens { return v.lens }

// ID is that of the account.
func (v *Viewer) ID() string { return NodeID(KindAccount, v.lens.Viewer.Account()) }

// Roles lists the roles of this moment.
func (v *Viewer) Roles() []RoleGrant { return v.lens.RoleGrants(v.lens.Viewer.Roles()) }

// HasPassword reports whether the account has one; none has who took theirs up by a city's own sign-in.
func (v *Viewer) HasPassword() bool {
	standing, _ := v.lens.Library.Standing(v.lens.Viewer.Account())
	return standing.Password != ""
}

// Can reports whether the viewer may do something at a place.
func (v *Viewer) Can(action library.Action, territory *string, language *library.Language) bool {
	at := library.Place{}
	if territory != nil {
		t := v.lens.Reference.TerritoryByKey(*territory)
		if t == nil {
			return false
		}
		at.Territory = t.ID
	}
	if language != nil {
		at.Language = *language
	}
	return v.lens.Viewer.May(action, at)
}

// RoleGrants shows grants.
func (l *Lens) RoleGrants(grants []library.Grant) []RoleGrant {
	out := make([]RoleGrant, 0, len(grants))
	for _, g := range grants {
		shown := RoleGrant{Role: g.Role}
		if t := l.Reference.Territory(g.Territory); t != nil {
			shown.Territory = l.Territory(t)
		}
		if g.Language != "" {
			shown.Language = &g.Language
		}
		out = append(out, shown)
	}
	return out
}
