package auth

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// tokenPrefix lets people and programs that look for lost secrets recognise a token.
const tokenPrefix = "weldi_"

// The bounds of a token.
const (
	maxTokenDays = 366
	maxTokenName = 80
)

// token is a document whose key is the hash of a personal token.
type token struct {
	Account string `json:"account"`
	// Epoch is that of the session by which it was made, and what ends that ends the token. One that was made before this
	// was kept has none, and has ended.
	Epoch   uint64          `json:"epoch"`
	Name    string          `json:"name"`
	Scopes  []library.Scope `json:"scopes"`
	Created time.Time       `json:"created"`
	Expires time.Time       `json:"expires"`
}

// Token is a personal token as its owner sees it.
type Token struct {
	// ID names it; it is not the token.
	ID        string
	Name      string
	Scopes    []library.Scope
	CreatedAt time.Time
	ExpiresAt time.Time
}

// isOver reports whether a token of an account that stands like this is worth nothing any more, and never will be.
func (t *token) isOver(now time.Time, standing library.Standing) bool {
	return !now.Before(t.Expires) || standing.Epoch > t.Epoch
}

func badToken() error {
	return library.Refuse(library.CodeBadToken, "This token is not valid: it was revoked, has expired or ended with the sessions of its account, or never was.")
}

// byToken gives the owner of a token, bounded by its scopes.
func (s *Service) byToken(ctx context.Context, given []string) (library.Viewer, error) {
	scheme, rest, _ := strings.Cut(given[0], " ")
	secret, ours := strings.CutPrefix(strings.TrimSpace(rest), tokenPrefix)
	key, ok := keyOf(secret)
	if len(given) != 1 || !strings.EqualFold(scheme, "Bearer") || !ours || !ok {
		return library.Anonymous(), badToken()
	}
	var found token
	err := s.docs.Find(ctx, library.CollectionTokens, key, &found)
	if errors.Is(err, library.ErrNoDocument) || err == nil && !s.now().Before(found.Expires) {
		return library.Anonymous(), badToken()
	}
	if err != nil {
		return library.Anonymous(), err
	}
	standing, there, err := s.standing(ctx, found.Account, found.Epoch)
	if err != nil {
		return library.Anonymous(), err
	}
	if !there || standing.Epoch != found.Epoch {
		return library.Anonymous(), badToken()
	}
	return library.Member(found.Account, standing.Grants...).OfEpoch(found.Epoch).Within(found.Scopes...), nil
}

// TokenRequest is what somebody wants a token for.
type TokenRequest struct {
	Name   string
	Scopes []library.Scope
	Days   int
	// Password is that of the account: a session that was left open must not be enough.
	Password string
	// Code is one of the second factor, where that is on.
	Code string
}

// CreateToken makes a personal token for whoever asks. The secret it gives is shown this once. Refusals: FORBIDDEN,
// WRONG_CREDENTIALS and BAD_INPUT with the field, TOO_MANY_TRIES.
func (s *Service) CreateToken(ctx context.Context, in TokenRequest) (Token, string, error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return Token{}, "", err
	}
	if in, err = in.check(); err != nil {
		return Token{}, "", err
	}
	if _, err := s.confirm(ctx, visit, who, "password", in.Password, in.Code); err != nil {
		return Token{}, "", err
	}
	if _, err := s.Tokens(ctx, library.Member(account)); err != nil { // which tidies up after those that have ended
		return Token{}, "", err
	}
	now, secret := s.now(), newSecret()
	key, _ := keyOf(secret)
	made := token{account, visit.session.Epoch, in.Name, in.Scopes, now, now.AddDate(0, 0, in.Days)}
	if err := s.docs.Insert(ctx, library.CollectionTokens, key, made); err != nil {
		return Token{}, "", err
	}
	taken, err := s.takeSlot(ctx, account, slotToken, key)
	if err != nil || !taken {
		s.discard(ctx, library.CollectionTokens, key)
		return Token{}, "", firstOf(err, library.Refuse(library.CodeBadInput, "You have %d tokens; revoke one first.", slotCount))
	}
	return made.shown(key), tokenPrefix + secret, nil
}

func (in TokenRequest) check() (TokenRequest, error) {
	in.Name = strings.TrimSpace(in.Name)
	switch {
	case in.Name == "":
		return in, library.RefuseField(library.CodeBadInput, "name", "Give the token a name of at most %d characters that says what it is for.", maxTokenName)
	case len(in.Scopes) == 0:
		return in, library.RefuseField(library.CodeBadInput, "scopes", "Say what the token may be used for.")
	case in.Days < 1 || in.Days > maxTokenDays:
		return in, library.RefuseField(library.CodeBadInput, "expiresInDays", "A token lasts from 1 to %d days.", maxTokenDays)
	}
	in.Scopes = slices.DeleteFunc(slices.Clone(library.Scopes), func(s library.Scope) bool { return !slices.Contains(in.Scopes, s) })
	return in, library.CheckName("name", in.Name, 1, maxTokenName)
}

func (t token) shown(key string) Token { return Token{key, t.Name, t.Scopes, t.Created, t.Expires} }

// Tokens lists the tokens of whoever asks, newest first, and removes those that have ended; none where a token is used.
func (s *Service) Tokens(ctx context.Context, v library.Viewer) (list []Token, err error) {
	list = []Token{}
	if VisitOf(ctx).token {
		return list, nil
	}
	standing, _ := s.library.Standing(v.Account())
	err = s.eachSlot(ctx, v.Account(), slotToken, func(at, key string) error {
		var found token
		err := s.docs.Find(ctx, library.CollectionTokens, key, &found)
		switch {
		case err != nil && !errors.Is(err, library.ErrNoDocument):
			return err
		case err != nil || found.Account != v.Account() || found.isOver(s.now(), standing):
			s.discard(ctx, library.CollectionTokens, key)
			s.discard(ctx, library.CollectionSlots, at)
		default:
			list = append(list, found.shown(key))
		}
		return nil
	})
	slices.SortFunc(list, func(a, b Token) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return list, err
}

// RevokeToken ends a token of whoever asks, at once and everywhere. Refusals: FORBIDDEN, NOT_FOUND.
func (s *Service) RevokeToken(ctx context.Context, id string) error {
	account, err := s.own(ctx, VisitOf(ctx))
	if err != nil {
		return err
	}
	list, err := s.Tokens(ctx, library.Member(account))
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(t Token) bool { return t.ID == id }) {
		return notFound("token", "token")
	}
	return s.dropSlotted(ctx, account, slotToken, id)
}
