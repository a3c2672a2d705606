package auth

import (
	"context"
	"log/slog"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// mailPatience bounds how long a mail server may take. Nobody waits longer for an answer because of it.
const mailPatience = 8 * time.Second

// RequestReset sends a link for a new password to an address, if there is an account with it, and answers the same after
// the same time if there is none. Refusals: BAD_INPUT with the field, TOO_MANY_TRIES; FORBIDDEN where no mail server is known: then an
// administrator makes the link.
func (s *Service) RequestReset(ctx context.Context, email string) error {
	a, err := readAddress(email)
	if err != nil {
		return err
	}
	if s.mail == nil {
		return library.Refuse(library.CodeForbidden, "This library sends no mail. Ask an administrator for a link to set a new password.")
	}
	if _, err := s.try(ctx, VisitOf(ctx), "reset "+a.key()); err != nil {
		return err
	}
	s.inBackground(ctx, func(ctx context.Context) {
		if err := s.sendReset(ctx, a); err != nil {
			s.log.WarnContext(ctx, "a link for a new password was not sent", slog.Any("error", err))
		}
	})
	return nil
}

// inBackground does something that nobody waits for, and that ends in time.
func (s *Service) inBackground(ctx context.Context, do func(context.Context)) {
	ctx = context.WithoutCancel(ctx)
	s.sending.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, 2*mailPatience)
		defer cancel()
		do(ctx)
	})
}

// notify tells the owner of an address what was done with the account, where the library sends mail.
func (s *Service) notify(ctx context.Context, to address, m message) {
	if s.mail != nil {
		s.inBackground(ctx, func(ctx context.Context) { s.send(ctx, to, m) })
	}
}

func (s *Service) sendReset(ctx context.Context, a address) error {
	account, err := s.byAddress(ctx, a)
	if err != nil {
		return err
	}
	standing, there, err := s.latest(ctx, account)
	if err != nil || !there || standing.Epoch == 0 {
		return err
	}
	who, err := s.person(ctx, account)
	if err != nil || who == nil {
		return err
	}
	url, err := s.newLink(ctx, link{Kind: linkReset, Account: account, Epoch: standing.Epoch})
	if err == nil {
		s.send(ctx, who.Address, s.textsIn(VisitOf(ctx), who.Language).Reset.message(s.base, url))
	}
	return err
}

// NewLink makes a link for the owner of an account, to be handed over by an administrator: to take it up, or to set a new
// password. Refusals: FORBIDDEN, NOT_FOUND.
func (s *Service) NewLink(ctx context.Context, v library.Viewer, account string) (Invitation, error) {
	if _, err := s.keeper(ctx, v); err != nil {
		return Invitation{}, err
	}
	who, err := s.person(ctx, account)
	if err != nil {
		return Invitation{}, err
	}
	standing, there, err := s.latest(ctx, account)
	if err != nil {
		return Invitation{}, err
	}
	if who == nil || !there {
		return Invitation{}, notFound("account", "account")
	}
	l, words := linkTo(account, standing), s.textsIn(VisitOf(ctx), who.Language)
	said := words.Reset
	if l.Kind == linkInvitation {
		said = words.Invitation
	}
	url, err := s.newLink(ctx, l)
	if err != nil {
		return Invitation{}, err
	}
	if s.send(ctx, who.Address, said.message(s.base, url)) {
		url = ""
	}
	return Invitation{account, url}, nil
}

// message is what is sent to somebody.
type message struct{ subject, text string }

// send sends a message and reports whether the mail server took it.
func (s *Service) send(ctx context.Context, to address, m message) bool {
	if s.mail == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, mailPatience)
	defer cancel()
	if err := s.mail.Send(ctx, string(to), m.subject, m.text); err != nil {
		s.log.WarnContext(ctx, "a message was not sent", slog.Any("error", err))
		return false
	}
	return true
}

// LinkFor makes a link to the account with an e-mail address, for whoever runs the server. Refusals: BAD_INPUT, NOT_FOUND.
func (s *Service) LinkFor(ctx context.Context, email string) (url string, err error) {
	a, err := readAddress(email)
	if err != nil {
		return "", err
	}
	account, err := s.byAddress(ctx, a)
	if err != nil {
		return "", err
	}
	standing, there, err := s.latest(ctx, account)
	if err != nil {
		return "", err
	}
	if !there {
		return "", library.RefuseField(library.CodeNotFound, "email", "There is no account with this e-mail address.")
	}
	return s.newLink(ctx, linkTo(account, standing))
}
