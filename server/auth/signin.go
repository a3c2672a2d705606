package auth

import (
	"context"
	"errors"

	"github.com/weldi-network/practice-library/server/library"
)

// SignIn begins a session for whoever knows the password of an account, and a code where its second factor is on, and sets
// its cookie. Refusals: WRONG_CREDENTIALS, TOO_MANY_TRIES, CROSS_SITE. An address without an account, a wrong password and
// a code that is missing or wrong are refused in the same words, after the same time: who has found a password out does
// not learn that it is right, nor who has a second factor.
func (s *Service) SignIn(ctx context.Context, email, password, code string) (library.Viewer, error) {
	visit := VisitOf(ctx)
	if err := visit.fromHere(); err != nil {
		return library.Anonymous(), err
	}
	a, err := readAddress(email)
	if err != nil {
		return library.Anonymous(), err
	}
	giveBack, err := s.try(ctx, visit, "account "+a.key())
	if err != nil {
		return library.Anonymous(), err
	}
	account, standing, err := s.authenticate(ctx, a, password)
	if err != nil && !isWrong(err) {
		return library.Anonymous(), err
	}
	given, lookErr := s.look(ctx, standing.Factor, code)
	if err = firstOf(lookErr, err); err == nil && standing.Factor != "" {
		err = given.settle(ctx)
	}
	if err != nil {
		return library.Anonymous(), err
	}
	giveBack()
	return s.begin(ctx, visit, account, standing.Epoch)
}

// settle uses a code up that comes with the right password. Refusal: WRONG_CREDENTIALS, in the words of any other.
func (p presented) settle(ctx context.Context) error {
	if !p.isRight {
		return wrongCredentials()
	}
	mine, err := p.use(ctx)
	if err == nil && !mine {
		err = wrongCredentials()
	}
	return err
}

// isWrong finds the word that somebody is not who they say.
func isWrong(err error) bool { return isRefusal(err, library.CodeWrongCredentials) }

func isRefusal(err error, code library.Code) bool {
	refusal, ok := errors.AsType[*library.Error](err)
	return ok && refusal.Code == code
}

func wrongCredentials() error {
	return library.Refuse(library.CodeWrongCredentials, "This e-mail address and this password do not belong together, or the code of the second factor is missing, wrong or used.")
}

// authenticate gives the account that an address and a password belong to. With the refusal WRONG_CREDENTIALS comes how the
// account of the address stands, which is for comparing a code in the same time, and for nothing else. It does the same work for an address that
// nobody has: two look-ups and one hash.
func (s *Service) authenticate(ctx context.Context, a address, password string) (account string, standing library.Standing, err error) {
	if err := s.library.CatchUp(ctx); err != nil { // another server may have changed the password
		return "", standing, err
	}
	if account, err = s.byAddress(ctx, a); err != nil {
		return "", standing, err
	}
	standing, ok := s.library.Standing(account)
	kept, err := s.password(ctx, standing.Password)
	if err != nil {
		return "", standing, err
	}
	right, err := s.hasher.verify(ctx, kept.Hash, password)
	switch {
	case err != nil:
		return "", standing, err
	case !right || !ok || kept.Account != account:
		return "", standing, wrongCredentials()
	}
	return account, standing, nil
}

// password reads the document of a password; an empty one where there is none. An empty id is looked up as well, so that
// it takes as long.
func (s *Service) password(ctx context.Context, id string) (secretHash, error) {
	var kept secretHash
	err := s.docs.Find(ctx, library.CollectionPasswords, id, &kept)
	if errors.Is(err, library.ErrNoDocument) {
		err = nil
	}
	return kept, err
}

// ChangePassword replaces the password of whoever asks, who has to know the old one and a code, and ends all other sessions.
// Refusals: FORBIDDEN, WRONG_CREDENTIALS and BAD_INPUT with the field, TOO_MANY_TRIES.
func (s *Service) ChangePassword(ctx context.Context, current, password, code string) (library.Viewer, error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return library.Anonymous(), err
	}
	if err := checkPassword("password", password, who.Address); err != nil {
		return library.Anonymous(), err
	}
	if _, err := s.confirm(ctx, visit, who, "currentPassword", current, code); err != nil {
		return library.Anonymous(), err
	}
	epoch, err := s.setPassword(ctx, visit.member(), password)
	if err != nil {
		return library.Anonymous(), err
	}
	return s.begin(ctx, visit, account, epoch)
}

// confirm makes sure that it is the owner who sits before an open session: by the password, and by a code where the second
// factor is on, without which a token or another sign-in could be made to go past it. It gives how the account stands.
func (s *Service) confirm(ctx context.Context, visit *Visit, who *person, field, password, code string) (library.Standing, error) {
	giveBack, err := s.try(ctx, visit, "account "+who.Address.key())
	if err != nil {
		return library.Standing{}, err
	}
	_, standing, err := s.authenticate(ctx, who.Address, password)
	if isWrong(err) {
		err = library.RefuseField(library.CodeWrongCredentials, field, "This is not the password.")
	}
	if err == nil && standing.Factor != "" {
		err = s.useUp(ctx, standing.Factor, code)
	}
	if err == nil {
		giveBack()
	}
	return standing, err
}

// ownPerson gives who has signed in, for what a token must not be enough for.
func (s *Service) ownPerson(ctx context.Context, visit *Visit) (account string, who *person, err error) {
	if account, err = s.own(ctx, visit); err != nil {
		return "", nil, err
	}
	who, err = s.person(ctx, account)
	if err == nil && who == nil {
		err = notFound("", "account")
	}
	return account, who, err
}
