package library

import (
	"context"
	"errors"
	"math"
	"slices"
)

// account is what the fold knows of one account: nothing that tells who it is.
type account struct {
	Grants []Grant `json:"grants,omitempty"`
	// Revision counts how often its roles were settled.
	Revision int `json:"revision,omitempty"`
	// Epoch is the entry that last ended its sessions: sessions of another epoch are over. It is 0 until the account
	// has been taken up by whoever was invited.
	Epoch uint64 `json:"epoch,omitempty"`
	// Password is the id of the document with the password that holds today; empty when there is none.
	Password string `json:"passwordId,omitempty"`
	// Factor is the id of the document with the second factor that is asked for; empty while it is off.
	Factor string `json:"factorId,omitempty"`
	// Closed is set for good: the id never comes to mean anybody else.
	Closed bool `json:"closed,omitempty"`
}

// isAdministrator reports whether somebody can sign in to the account and give roles.
func (a *account) isAdministrator() bool {
	return !a.Closed && a.Epoch > 0 && slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == RoleAdministrator })
}

// rolesChanged says which roles an account has from now on. An id that was not there before becomes an account.
type rolesChanged struct {
	Account string  `json:"account"`
	Grants  []Grant `json:"grants"`
}

// sessionsEnded signs an account out everywhere.
type sessionsEnded struct {
	Account string `json:"account"`
	// Password is the id of the document with the password that holds from now on; empty when it stays as it was.
	Password string `json:"passwordId,omitempty"`
}

// factorChanged switches the second factor of an account on or off, and signs it out everywhere.
type factorChanged struct {
	Account string `json:"account"`
	// Factor is the id of the document with the second factor from now on; empty when it is off.
	Factor string `json:"factorId,omitempty"`
}

// accountClosed ends an account for good. What it has written stays, under a number that no longer leads to anybody.
type accountClosed struct {
	Account string `json:"account"`
}

// changeAccount replaces what is known of an account by a changed copy, since a reader may hold the old one.
func (s *State) changeAccount(id string, do func(*account)) {
	var changed account
	if before := s.accounts[id]; before != nil {
		changed = *before
	}
	do(&changed)
	s.accounts[id] = &changed
}

func (s *State) applyAccount(payload any, e Entry) {
	switch p := payload.(type) {
	case *rolesChanged:
		s.changeAccount(p.Account, func(a *account) { a.Grants, a.Revision = p.Grants, a.Revision+1 })
	case *sessionsEnded:
		s.changeAccount(p.Account, func(a *account) {
			a.Epoch = e.Number
			if p.Password != "" {
				a.Password = p.Password
			}
		})
	case *factorChanged:
		s.changeAccount(p.Account, func(a *account) { a.Epoch, a.Factor = e.Number, p.Factor })
	case *accountClosed:
		s.changeAccount(p.Account, func(a *account) { *a = account{Epoch: e.Number, Closed: true} })
		s.partConcerns()
	}
}

// aboutAccount tells which account an entry changes; false where it changes none.
func (d decoded) aboutAccount() (id string, isOne bool) {
	switch p := d.payload.(type) {
	case *rolesChanged:
		return p.Account, true
	case *sessionsEnded:
		return p.Account, true
	case *factorChanged:
		return p.Account, true
	case *accountClosed:
		return p.Account, true
	}
	return "", false
}

// checkAccount refuses an entry about no account.
func (d decoded) checkAccount() error {
	if id, isOne := d.aboutAccount(); isOne && id == "" {
		return errors.New("library: an account has no id")
	}
	return nil
}

// account gives an account that is not closed; nil when there is none.
func (s *State) account(id string) *account {
	if a := s.accounts[id]; a != nil && !a.Closed {
		return a
	}
	return nil
}

// refreshed gives the viewer with the roles of this state; nobody when the account is closed by now. An account of which
// the journal has never said anything keeps the roles that it came with.
func (s *State) refreshed(v Viewer) Viewer {
	a := s.accounts[v.account]
	switch {
	case v.operator || a == nil:
		return v
	case a.Closed:
		return Anonymous()
	}
	v.grants = a.Grants
	return v
}

// current gives the viewer as they stand in this state, and refuses those who may not change anything: nobody, and whoever
// comes by a session or token of an epoch that has ended.
func (s *State) current(v Viewer) (Viewer, error) {
	if a := s.accounts[v.account]; v.epoch != 0 && a != nil && a.Epoch > v.epoch {
		return v, Refuse(CodeForbidden, "You have been signed out meanwhile. Nothing was changed.")
	}
	v = s.refreshed(v)
	return v, v.needAccount()
}

// Current gives the viewer as they stand in the journal of this moment, for what is written beside the journal; every entry
// is held against the same. Refusal: FORBIDDEN for nobody, and for whoever has been signed out since the request began.
func (l *Library) Current(ctx context.Context, v Viewer) (Viewer, error) {
	if err := l.CatchUp(ctx); err != nil {
		return v, err
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.current(v)
}

// keepsAdministrator refuses what would leave the library without anybody who can give roles.
func (s *State) keepsAdministrator(without string) error {
	if a := s.accounts[without]; a == nil || !a.isAdministrator() {
		return nil
	}
	for id, a := range s.accounts {
		if id != without && a.isAdministrator() {
			return nil
		}
	}
	return Refuse(CodeLastAdministrator, "This is the last administrator; make somebody else one first.")
}

// Standing is how an account stands in the library.
type Standing struct {
	Grants []Grant
	// Revision counts how often the roles were settled, from 1.
	Revision int
	// Epoch tells sessions apart: those of another epoch are over. 0 means that nobody has taken the account up yet.
	Epoch uint64
	// Password is the id under which the password of today is kept; empty when there is none.
	Password string
	// Factor is the id under which the second factor is kept; empty while it is off.
	Factor string
}

// Standing tells how an account stands as far as the journal has been taken in here; false when there is no such account,
// or not any more.
func (l *Library) Standing(id string) (Standing, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	a := l.state.account(id)
	if a == nil {
		return Standing{}, false
	}
	return Standing{Grants: slices.Clone(a.Grants), Revision: a.Revision, Epoch: a.Epoch, Password: a.Password, Factor: a.Factor}, true
}

// Accounts lists the ids of all accounts that are not closed, in the order of the ids.
func (l *Library) Accounts() []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var ids []string
	for id := range l.state.accounts {
		if l.state.account(id) != nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// HasAdministrator reports whether there is anybody who can sign in and give roles.
func (l *Library) HasAdministrator() bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, a := range l.state.accounts {
		if a.isAdministrator() {
			return true
		}
	}
	return false
}

// OpenAccount makes an account under a new id. Refusals: FORBIDDEN, BAD_INPUT and UNKNOWN_KEY with the field,
// ACCOUNT_EXISTS.
func (l *Library) OpenAccount(ctx context.Context, v Viewer, id string, grants []Grant) error {
	return l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.need(ActionKeepAccounts, Place{}); err != nil {
			return nil, err
		}
		if s.accounts[id] != nil {
			return nil, Refuse(CodeAccountExists, "There is an account under this id already.")
		}
		grants, err := checkGrants(s.reference, grants)
		if err != nil {
			return nil, err
		}
		return &change{EntryRolesChanged, &rolesChanged{id, grants}}, nil
	})
}

// AccountConflict is a refusal with REVISION_CONFLICT: somebody else has settled the roles of an account since they were read.
type AccountConflict struct {
	refused
	Account string
}

// AnyRevision stands for whichever revision there is: a number that nobody can send.
const AnyRevision = math.MinInt

// ChangeRoles gives an account exactly these roles, if the expected revision is the one that stands, or AnyRevision. Refusals:
// FORBIDDEN, NOT_FOUND, BAD_INPUT and UNKNOWN_KEY with the field, LAST_ADMINISTRATOR, REVISION_CONFLICT as an
// *AccountConflict.
func (l *Library) ChangeRoles(ctx context.Context, v Viewer, id string, grants []Grant, expected int) error {
	return l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.need(ActionKeepAccounts, Place{}); err != nil {
			return nil, err
		}
		before := s.account(id)
		if before == nil {
			return nil, noAccount()
		}
		if expected != AnyRevision && expected != before.Revision {
			refusal := RefuseField(CodeRevisionConflict, "expectedRevision",
				"The roles of this account are at revision %d by now; you have read revision %d.", before.Revision, expected)
			return nil, &AccountConflict{refused{refusal}, id}
		}
		grants, err := checkGrants(s.reference, grants)
		if err != nil {
			return nil, err
		}
		if slices.Equal(before.Grants, grants) {
			return nil, nil
		}
		if !hasRole(grants, RoleAdministrator) {
			if err := s.keepsAdministrator(id); err != nil {
				return nil, err
			}
		}
		return &change{EntryRolesChanged, &rolesChanged{id, grants}}, nil
	})
}

// EndSessions signs an account out everywhere: one's own, or anybody's for those who keep the accounts. It gives the
// epoch of the sessions that begin now. With a password, which is the id of a document, that one holds from then on;
// only the account itself sets one. Refusals: FORBIDDEN, NOT_FOUND.
func (l *Library) EndSessions(ctx context.Context, v Viewer, id, password string) (epoch uint64, err error) {
	err = l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.needOwn(id, password == ""); err != nil {
			return nil, err
		}
		if s.account(id) == nil {
			return nil, noAccount()
		}
		epoch = s.mark.Number + 1
		return &change{EntrySessionsEnded, &sessionsEnded{id, password}}, nil
	})
	return epoch, err
}

// CloseAccount ends an account for good: one's own, or anybody's for those who keep the accounts. What it has written of
// practices stays; its remarks on drafts, which are a person's own words, are scrubbed, and the concerns that it reported lead
// to nobody any more. Refusals: FORBIDDEN,
// NOT_FOUND, LAST_ADMINISTRATOR.
func (l *Library) CloseAccount(ctx context.Context, v Viewer, id string) error {
	err := l.change(ctx, v, func(_ context.Context, s *State, v Viewer) (*change, error) {
		if err := v.needOwn(id, true); err != nil {
			return nil, err
		}
		if s.account(id) == nil {
			return nil, noAccount()
		}
		if err := s.keepsAdministrator(id); err != nil {
			return nil, err
		}
		return &change{EntryAccountClosed, &accountClosed{id}}, nil
	})
	if err == nil {
		l.partSoon(ctx)
		l.scrubDue(ctx, Operator(), func(d *dueScrub) bool { return d.account == id })
	}
	return err
}

// needOwn refuses what concerns somebody else's account, except by those who keep the accounts where they may.
func (v Viewer) needOwn(id string, orKeeper bool) error {
	if v.account == id && v.scopes == nil {
		return v.needAccount()
	}
	if !orKeeper {
		return Refuse(CodeForbidden, "Only the account itself can do this.")
	}
	return v.need(ActionKeepAccounts, Place{})
}

func noAccount() error { return RefuseField(CodeNotFound, "account", "There is no such account.") }
