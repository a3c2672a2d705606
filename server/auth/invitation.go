package auth

import (
	"cmp"
	"context"
	"errors"

	"github.com/weldi-network/practice-library/server/library"
)

// Invitation is what somebody gets who is invited.
type Invitation struct {
	Account string
	// Link is to be handed over; empty when it was sent by mail.
	Link string
}

// Invited is who is invited, and to what.
type Invited struct {
	Email, Name string
	// Language is the one of the messages to them; empty for the one in which whoever invites reads, until they say more.
	Language library.Language
	Grants   []library.Grant
}

// Invite makes an account for an e-mail address, with roles, and a link by which its owner takes it up. For an account
// that nobody has taken up yet it makes a new link, and the roles are those of the last invitation. Refusals: FORBIDDEN,
// ACCOUNT_EXISTS and BAD_INPUT with the field.
func (s *Service) Invite(ctx context.Context, v library.Viewer, in Invited) (Invitation, error) {
	v, err := s.keeper(ctx, v)
	if err != nil {
		return Invitation{}, err
	}
	who, err := s.inviting(in)
	if err != nil {
		return Invitation{}, err
	}
	if err := s.library.CheckGrants(in.Grants); err != nil {
		return Invitation{}, err
	}
	account, err := s.invited(ctx, v, who, in.Grants)
	if err != nil {
		return Invitation{}, err
	}
	url, err := s.newLink(ctx, link{Kind: linkInvitation, Account: account})
	if err != nil {
		return Invitation{}, err
	}
	if s.send(ctx, who.Address, s.textsIn(VisitOf(ctx), who.Language).Invitation.message(s.base, url)) {
		url = ""
	}
	return Invitation{account, url}, nil
}

// inviting gives the person that an account will have.
func (s *Service) inviting(in Invited) (who person, err error) {
	who.Created = s.now()
	if who.Address, err = readAddress(in.Email); err != nil {
		return who, err
	}
	if who.Name, err = checkName("name", in.Name); err != nil {
		return who, err
	}
	who.Language, err = readLanguage(in.Language)
	return who, err
}

// invited gives the account that waits for the owner of an address, and makes it where it is missing.
func (s *Service) invited(ctx context.Context, v library.Viewer, p person, grants []library.Grant) (string, error) {
	account, err := s.reserve(ctx, p.Address)
	if err != nil {
		return "", err
	}
	standing, there, err := s.standing(ctx, account, 0)
	switch {
	case err != nil:
		return "", err
	case standing.Epoch > 0:
		return "", library.RefuseField(library.CodeAccountExists, "email", "There is an account with this e-mail address already.")
	case there:
		err = s.docs.Replace(ctx, library.CollectionAccounts, account, p)
		return account, firstOf(err, s.library.ChangeRoles(ctx, v, account, grants, library.AnyRevision))
	}
	if err := s.docs.Insert(ctx, library.CollectionAccounts, account, p); err != nil && !errors.Is(err, library.ErrKeyTaken) {
		return "", err
	}
	err = s.library.OpenAccount(ctx, v, account, grants)
	if _, there := s.library.Standing(account); there && isRefusal(err, library.CodeAccountExists) { // just invited by somebody else
		return s.invited(ctx, v, p, grants)
	}
	return account, err
}

// reserve gives the account that an address belongs to; a new id where it belongs to none. Of two who reserve it at once
// both get the same.
func (s *Service) reserve(ctx context.Context, a address) (string, error) {
	for {
		account, err := s.byAddress(ctx, a)
		if err != nil || account != "" {
			return account, err
		}
		account = library.RandomID()
		err = s.docs.Insert(ctx, library.CollectionAddresses, a.key(), owner{account})
		if !errors.Is(err, library.ErrKeyTaken) {
			return account, err
		}
	}
}

// FounderLink makes a link by which somebody becomes an administrator. It is for whoever runs the server, to be shown to
// nobody else. With firstOnly it is worth nothing once there is an administrator.
func (s *Service) FounderLink(ctx context.Context, firstOnly bool) (url string, err error) {
	return s.newLink(ctx, link{Kind: linkFounder, FirstOnly: firstOnly})
}

// NeedsFounder reports whether there is nobody yet who can sign in and invite others.
func (s *Service) NeedsFounder() bool { return !s.library.HasAdministrator() }

// Acceptance is what somebody says who takes up an account.
type Acceptance struct {
	Secret   string
	Password string
	// Name replaces the one of the invitation, if not empty.
	Name string
	// Language replaces the one of the invitation, if not empty.
	Language library.Language
	// Email is for a founder alone: nobody knows it yet. Other invitations know it.
	Email string
}

// Accept takes up an account by the secret of its link, and begins a session. Refusals: BAD_LINK, BAD_INPUT and
// ACCOUNT_EXISTS with the field, TOO_MANY_TRIES, CROSS_SITE.
func (s *Service) Accept(ctx context.Context, in Acceptance) (library.Viewer, error) {
	return s.useLink(ctx, in, linkInvitation, linkFounder)
}

// ResetPassword sets a new password by the secret of a link and ends all sessions. It begins one, unless the second factor
// of the account is on: a link that came by mail must not do without it; the viewer is nobody then. Refusals: as Accept.
func (s *Service) ResetPassword(ctx context.Context, secret, password string) (library.Viewer, error) {
	return s.useLink(ctx, Acceptance{Secret: secret, Password: password}, linkReset)
}

func (s *Service) useLink(ctx context.Context, in Acceptance, kinds ...linkKind) (library.Viewer, error) {
	visit := VisitOf(ctx)
	if err := visit.fromHere(); err != nil {
		return library.Anonymous(), err
	}
	giveBack, err := s.try(ctx, visit, "link "+in.Secret)
	if err != nil {
		return library.Anonymous(), err
	}
	key, l, err := s.findLink(ctx, in.Secret, kinds...)
	if err != nil {
		return library.Anonymous(), err
	}
	giveBack() // who knows a link guesses nothing
	who, err := s.taking(ctx, visit, l, in)
	if err != nil {
		return library.Anonymous(), err
	}
	if err := s.claim(ctx, key); err != nil {
		return library.Anonymous(), err
	}
	epoch, err := s.takeUp(ctx, l, who, in.Password)
	if err != nil {
		s.unclaim(ctx, key, l, err)
		return library.Anonymous(), err
	}
	if standing, _ := s.library.Standing(l.Account); standing.Factor != "" {
		return library.Anonymous(), nil
	}
	return s.begin(ctx, visit, l.Account, epoch)
}

// taking gives the person that an account will have, when everything that was said is right.
func (s *Service) taking(ctx context.Context, visit *Visit, l *link, in Acceptance) (who *person, err error) {
	name, err := checkName("name", in.Name)
	if err != nil {
		return nil, err
	}
	language, err := readLanguage(in.Language)
	if err != nil {
		return nil, err
	}
	if l.Kind == linkFounder {
		who, err = s.founder(ctx, in.Email)
	} else if who, err = s.person(ctx, l.Account); err == nil && who == nil {
		err = badLink()
	}
	if err != nil {
		return nil, err
	}
	if name != "" {
		who.Name = name
	}
	who.Language = cmp.Or(language, who.Language, s.readsIn(visit))
	return who, checkPassword("password", in.Password, who.Address)
}

func (s *Service) founder(ctx context.Context, email string) (*person, error) {
	a, err := readAddress(email)
	if err != nil {
		return nil, err
	}
	account, err := s.byAddress(ctx, a)
	if err != nil {
		return nil, err
	}
	if standing, _ := s.library.Standing(account); standing.Epoch > 0 {
		return nil, library.RefuseField(library.CodeAccountExists, "email", "There is an account with this e-mail address already.")
	}
	return &person{Address: a, Created: s.now()}, nil
}

// takeUp does what a claimed link is for.
func (s *Service) takeUp(ctx context.Context, l *link, who *person, password string) (epoch uint64, err error) {
	if l.Kind == linkFounder {
		grants := []library.Grant{{Role: library.RoleAdministrator}}
		if l.Account, err = s.invited(ctx, library.Operator(), *who, grants); err != nil {
			return 0, err
		}
	} else if err := s.docs.Replace(ctx, library.CollectionAccounts, l.Account, who); err != nil {
		return 0, err
	}
	return s.setPassword(ctx, library.Member(l.Account), password)
}
