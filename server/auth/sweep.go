package auth

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// judge reports whether a document is of no use any more.
type judge func(ctx context.Context, key string, value json.RawMessage) (bool, error)

// swept is a collection with its judge.
type swept struct {
	of    library.Collection
	judge judge
}

// judges are those of each collection, in the order in which they are swept.
func (s *Service) judges() []swept {
	return []swept{
		{library.CollectionLinks, s.linkIsDead},
		{library.CollectionSessions, s.sessionIsDead},
		{library.CollectionTokens, s.tokenIsDead},
		{library.CollectionClaims, s.claimIsDead},
		{library.CollectionConcerns, s.concernIsDead},
		{library.CollectionPasswords, s.passwordIsDead},
		{library.CollectionFactors, s.factorIsDead},
		{library.CollectionIdentities, s.ownedIsDead},
		{library.CollectionAddresses, s.ownedIsDead},
		{library.CollectionAccounts, s.personIsDead},
		{library.CollectionChoices, s.personIsDead},
		{library.CollectionSlots, s.slotIsDead},
	}
}

// KeepSwept removes what has expired, and what was left by whatever ended in the middle, one collection at a time, every
// so often until ctx ends.
func (s *Service) KeepSwept(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	sweeper := library.NewSweeper(s.docs, s.now)
	for next := 0; ; next++ {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := s.sweep(ctx, sweeper, next); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "a sweep was cut short", slog.Any("error", err))
			}
		}
	}
}

// sweep looks at one collection. A server that has not taken in all of the journal knows nothing of what is of use.
func (s *Service) sweep(ctx context.Context, sweeper *library.Sweeper, next int) error {
	if err := s.library.CatchUp(ctx); err != nil {
		return err
	}
	if err := s.library.Ready(); err != nil {
		return err
	}
	all := s.judges()
	c := all[next%len(all)]
	removed, err := sweeper.Walk(ctx, c.of, func(d library.Document) (bool, error) { return c.judge(ctx, d.Key, d.Value) })
	if removed > 0 {
		s.log.InfoContext(ctx, "swept", slog.String("collection", string(c.of)), slog.Int("documents", removed))
	}
	return errors.Join(err, s.library.Recheck(ctx))
}

// isGone reports whether nobody can sign in to an account any more, or ever could.
func (s *Service) isGone(account string) bool {
	_, there := s.library.Standing(account)
	return !there
}

// read reads a document; one that cannot be read is left to people.
func read[T any](value json.RawMessage, isDead func(T) bool) (bool, error) {
	var found T
	isRead := json.Unmarshal(value, &found) == nil
	return isRead && isDead(found), nil
}

func (s *Service) linkIsDead(_ context.Context, _ string, value json.RawMessage) (bool, error) {
	return read(value, func(l link) bool { return !s.now().Before(l.Expires) || l.Account != "" && s.isGone(l.Account) })
}

func (s *Service) sessionIsDead(_ context.Context, _ string, value json.RawMessage) (bool, error) {
	return read(value, func(d session) bool {
		standing, there := s.library.Standing(d.Account)
		return d.isOver(s.now()) || !there || standing.Epoch > d.Epoch
	})
}

func (s *Service) tokenIsDead(_ context.Context, _ string, value json.RawMessage) (bool, error) {
	return read(value, func(t token) bool {
		standing, there := s.library.Standing(t.Account)
		return !there || t.isOver(s.now(), standing)
	})
}

func (s *Service) claimIsDead(_ context.Context, _ string, value json.RawMessage) (bool, error) {
	return read(value, func(c library.Claim) bool { return !s.now().Before(c.Expires) })
}

func (s *Service) concernIsDead(_ context.Context, key string, _ json.RawMessage) (bool, error) {
	return !s.library.ConcernWaits(key), nil
}

func (s *Service) passwordIsDead(_ context.Context, key string, value json.RawMessage) (bool, error) {
	return read(value, func(p secretHash) bool {
		standing, there := s.library.Standing(p.Account)
		return !there || standing.Password != key
	})
}

// factorIsDead judges a second factor and its recovery codes, which stand below its id.
func (s *Service) factorIsDead(_ context.Context, key string, value json.RawMessage) (bool, error) {
	id, _, _ := strings.Cut(key, "/")
	return read(value, func(f owner) bool {
		standing, there := s.library.Standing(f.Account)
		return !there || standing.Factor != id
	})
}

func (s *Service) ownedIsDead(_ context.Context, _ string, value json.RawMessage) (bool, error) {
	return read(value, func(o owner) bool { return s.isGone(o.Account) })
}

func (s *Service) personIsDead(_ context.Context, key string, _ json.RawMessage) (bool, error) {
	return s.isGone(key), nil
}

// slotIsDead judges what leads to a session, a token or an identity that is not there.
func (s *Service) slotIsDead(ctx context.Context, key string, value json.RawMessage) (bool, error) {
	account, rest, _ := strings.Cut(key, "/")
	kind, _, _ := strings.Cut(rest, "/")
	c, known := slotted[slotKind(kind)]
	var held slot
	isRead := json.Unmarshal(value, &held) == nil
	switch {
	case !isRead || !known:
		return false, nil
	case s.isGone(account):
		return true, nil
	}
	switch err := s.docs.Find(ctx, c, held.Key, &struct{}{}); {
	case errors.Is(err, library.ErrNoDocument):
		return true, nil
	default:
		return false, err
	}
}
