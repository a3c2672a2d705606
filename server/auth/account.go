package auth

import (
	"context"
	"errors"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Account is an account as its owner and those who keep the accounts see it.
type Account struct {
	ID     string
	Email  string
	Name   string
	Grants []library.Grant
	// Revision counts how often the roles were settled.
	Revision int
	Created  time.Time
	// IsTakenUp is false until whoever was invited has chosen a password.
	IsTakenUp bool
	// HasSecondFactor is true while a code is asked for.
	HasSecondFactor bool
	// Language is the one of messages to its owner; empty for as long as nobody has said.
	Language library.Language
}

// Own gives the account of whoever asks; nil when nobody does.
func (s *Service) Own(ctx context.Context, v library.Viewer) (*Account, error) {
	if !v.IsSignedIn() {
		return nil, nil
	}
	return s.account(ctx, v.Account())
}

// Account gives any account, for those who keep them; nil when there is none. Refusal: FORBIDDEN.
func (s *Service) Account(ctx context.Context, v library.Viewer, id string) (*Account, error) {
	if err := mustRead(v); err != nil {
		return nil, err
	}
	return s.account(ctx, id)
}

// AccountPage lists accounts in the order of their ids, after one of them, for those who keep them. It reads as many
// documents as it gives accounts. Refusal: FORBIDDEN.
func (s *Service) AccountPage(ctx context.Context, v library.Viewer, after string, first int) (page []Account, total int, more bool, err error) {
	if err := mustRead(v); err != nil {
		return nil, 0, false, err
	}
	ids := s.library.Accounts()
	page = []Account{}
	for _, id := range ids {
		if id <= after {
			continue
		}
		if len(page) == first {
			return page, len(ids), true, nil
		}
		a, err := s.account(ctx, id)
		if err != nil {
			return nil, 0, false, err
		}
		if a != nil {
			page = append(page, *a)
		}
	}
	return page, len(ids), false, nil
}

// Name gives what the owner of an account is called; empty where they have not said, and where there is no such account
// any more, whatever may still lie there of it.
func (s *Service) Name(ctx context.Context, id string) (string, error) {
	if _, there := s.library.Standing(id); !there {
		return "", nil
	}
	who, err := s.person(ctx, id)
	if err != nil || who == nil {
		return "", err
	}
	return who.Name, nil
}

// Self gives the account of whoever asks, for what is theirs alone to settle: not for a token that fell into wrong hands.
// Refusals: CROSS_SITE, FORBIDDEN.
func (s *Service) Self(ctx context.Context) (account string, err error) {
	return s.own(ctx, VisitOf(ctx))
}

// Address gives the e-mail address of an account; empty where there is no such account any more.
func (s *Service) Address(ctx context.Context, account string) (string, error) {
	if s.isGone(account) {
		return "", nil
	}
	who, err := s.person(ctx, account)
	if err != nil || who == nil {
		return "", err
	}
	return string(who.Address), nil
}

func mustRead(v library.Viewer) error { return v.Need(library.ActionReadAccounts, library.Place{}) }

// keeper gives those who keep the accounts as they stand in the journal of this moment. Refusal: FORBIDDEN to all others,
// and to a token.
func (s *Service) keeper(ctx context.Context, v library.Viewer) (library.Viewer, error) {
	if err := v.Need(library.ActionKeepAccounts, library.Place{}); err != nil {
		return v, err
	}
	v, err := s.library.Current(ctx, v)
	return v, firstOf(err, v.Need(library.ActionKeepAccounts, library.Place{}))
}

func (s *Service) account(ctx context.Context, id string) (*Account, error) {
	standing, there := s.library.Standing(id)
	if !there {
		return nil, nil
	}
	who, err := s.person(ctx, id)
	if err != nil || who == nil {
		return nil, err
	}
	return &Account{id, string(who.Address), who.Name, standing.Grants, standing.Revision, who.Created, standing.Epoch > 0, standing.Factor != "", who.Language}, nil
}

// Rename changes what whoever asks is called. Refusals: FORBIDDEN, BAD_INPUT with the field.
func (s *Service) Rename(ctx context.Context, name string) (*Account, error) {
	return s.rewrite(ctx, func(who *person) (err error) {
		who.Name, err = checkName("name", name)
		return err
	})
}

// ChooseLanguage settles in which language whoever asks is written to. Refusals: FORBIDDEN, BAD_INPUT with the field.
func (s *Service) ChooseLanguage(ctx context.Context, language library.Language) (*Account, error) {
	return s.rewrite(ctx, func(who *person) (err error) {
		who.Language, err = readLanguage(language)
		return err
	})
}

// rewrite changes what is kept of whoever asks. Refusals: FORBIDDEN, and those of the change.
func (s *Service) rewrite(ctx context.Context, change func(*person) error) (*Account, error) {
	account, who, err := s.ownPerson(ctx, VisitOf(ctx))
	if err != nil {
		return nil, err
	}
	if err := change(who); err != nil {
		return nil, err
	}
	err = s.docs.Replace(ctx, library.CollectionAccounts, account, who)
	if errors.Is(err, library.ErrNoDocument) { // closed since
		return nil, notFound("", "account")
	}
	if err != nil {
		return nil, err
	}
	return s.account(ctx, account)
}

// ChangeRoles gives an account exactly these roles, if they are at the expected revision, or at library.AnyRevision. Refusals:
// FORBIDDEN, NOT_FOUND, LAST_ADMINISTRATOR, BAD_INPUT and UNKNOWN_KEY with the field, REVISION_CONFLICT as a
// *library.AccountConflict.
func (s *Service) ChangeRoles(ctx context.Context, v library.Viewer, id string, grants []library.Grant, expected int) (*Account, error) {
	if err := s.library.ChangeRoles(ctx, v, id, grants, expected); err != nil {
		return nil, err
	}
	return s.account(ctx, id)
}

// CloseOwn ends the account of whoever asks, who has to know its password. Refusals: FORBIDDEN, WRONG_CREDENTIALS with
// the field, LAST_ADMINISTRATOR, TOO_MANY_TRIES.
func (s *Service) CloseOwn(ctx context.Context, password, code string) error {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return err
	}
	if _, err := s.confirm(ctx, visit, who, "password", password, code); err != nil {
		return err
	}
	if err := s.end(ctx, visit.member(), account); err != nil {
		return err
	}
	visit.end()
	return nil
}

// CloseOther ends somebody's account, for those who keep the accounts. Refusals: FORBIDDEN, NOT_FOUND,
// LAST_ADMINISTRATOR.
func (s *Service) CloseOther(ctx context.Context, v library.Viewer, account string) error {
	v, err := s.keeper(ctx, v)
	if err != nil {
		return err
	}
	return s.end(ctx, v, account)
}

// end closes an account in the journal, which no race can undo, and then removes every document about it. What is left
// when that is cut short is swept later.
func (s *Service) end(ctx context.Context, v library.Viewer, account string) error {
	before, _ := s.library.Standing(account)
	if err := s.library.CloseAccount(ctx, v, account); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	who, err := s.person(ctx, account)
	if err != nil {
		return err
	}
	if who != nil {
		s.discard(ctx, library.CollectionAddresses, who.Address.key())
	}
	s.discard(ctx, library.CollectionPasswords, before.Password)
	s.dropFactor(ctx, before.Factor)
	for kind, c := range slotted {
		err := s.eachSlot(ctx, account, kind, func(at, key string) error {
			s.discard(ctx, c, key)
			s.discard(ctx, library.CollectionSlots, at)
			return nil
		})
		if err != nil {
			return err
		}
	}
	s.discard(ctx, library.CollectionChoices, account)
	s.discard(ctx, library.CollectionAccounts, account)
	return nil
}
