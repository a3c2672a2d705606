package auth

import (
	"context"

	"github.com/weldi-network/practice-library/server/library"
)

// PersonalData is what is kept of somebody in plain documents, without any secret.
type PersonalData struct {
	Account    Account
	Factor     SecondFactor
	Sessions   []Session
	Tokens     []Token
	Identities []Identity
}

// PersonalData gathers what is kept of whoever asks. It is for a person who has signed in, not for a token that fell into
// wrong hands. Refusal: FORBIDDEN.
func (s *Service) PersonalData(ctx context.Context) (out PersonalData, err error) {
	id, err := VisitOf(ctx).own()
	if err != nil {
		return out, err
	}
	v := library.Member(id)
	account, err := s.account(ctx, id)
	if err != nil || account == nil {
		return out, firstOf(err, notFound("", "account"))
	}
	out.Account = *account
	if out.Factor, err = s.Factor(ctx, v); err != nil {
		return out, err
	}
	if out.Sessions, err = s.Sessions(ctx, v); err != nil {
		return out, err
	}
	if out.Tokens, err = s.Tokens(ctx, v); err != nil {
		return out, err
	}
	out.Identities, err = s.Identities(ctx, v)
	return out, err
}
