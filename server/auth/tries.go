package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// tryBytes is how much is kept of the hash of what is tried. It is so little that hundreds of addresses have the same, so
// that nobody can tell from it where somebody was, and enough that hardly anybody has to wait for the tries of another.
const tryBytes = 3

// try counts a try of this visit for its source and for what is tried, together with those on other servers. A refusal is
// TOO_MANY_TRIES. What it gives takes the try back.
func (s *Service) try(ctx context.Context, visit *Visit, what string) (giveBack func(), err error) {
	keys := []string{"source " + visit.source, what}
	here, err := s.count(visit, keys...) // which asks nobody where there were too many here alone
	if err != nil {
		return nil, err
	}
	var held []string
	giveBack = func() {
		here()
		for _, place := range held {
			s.discard(ctx, library.CollectionClaims, place)
		}
	}
	for _, key := range keys {
		place, others, err := s.holdPlace(ctx, key)
		if err == nil && place == "" {
			err = s.tooMany(visit, slices.MinFunc(others, time.Time.Compare).Sub(s.clock()))
		}
		if err != nil {
			giveBack()
			s.limits.fill(key, others)
			return nil, err
		}
		held = append(held, place)
	}
	return giveBack, nil
}

// holdPlace holds a place for a try: under each key there are as many as there may be tries in a window, and each is a
// document, since nothing but its insert settles who was first on several servers. It gives the key of the document; an
// empty one where all places are taken, and until when they are.
func (s *Service) holdPlace(ctx context.Context, key string) (place string, others []time.Time, err error) {
	for _, n := range rand.Perm(maxTries) {
		place, until, err := s.holdOne(ctx, key, n)
		if err != nil || place != "" {
			return place, nil, err
		}
		others = append(others, until)
	}
	return "", others, nil
}

// holdOne holds a place unless a try holds it that is not over. Each window of time has documents of its own, which nobody
// uses twice: a try of the window before may still count, an older one cannot.
func (s *Service) holdOne(ctx context.Context, key string, n int) (place string, until time.Time, err error) {
	now := s.now()
	window := now.UnixMilli() / tryWindow.Milliseconds()
	if until, err = s.heldUntil(ctx, s.place(key, window-1, n)); err != nil || now.Before(until) {
		return "", until, err
	}
	place = s.place(key, window, n)
	err = s.docs.Insert(ctx, library.CollectionClaims, place, library.Claim{Expires: now.Add(tryWindow)})
	if !errors.Is(err, library.ErrKeyTaken) {
		return place, until, err
	}
	until, err = s.heldUntil(ctx, place)
	if until.IsZero() { // it was given back just now
		until = now.Add(time.Second)
	}
	return "", until, err
}

// heldUntil tells until when a place is taken; the zero time where nobody holds it.
func (s *Service) heldUntil(ctx context.Context, place string) (time.Time, error) {
	var c library.Claim
	err := s.docs.Find(ctx, library.CollectionClaims, place, &c)
	if errors.Is(err, library.ErrNoDocument) {
		err = nil
	}
	return c.Expires, err
}

// place names a place by a hash that only this library can make.
func (s *Service) place(key string, window int64, n int) string {
	mac := hmac.New(sha256.New, []byte(s.library.Mark().Library))
	mac.Write([]byte(key))
	return fmt.Sprintf("try/%x/%d/%d", mac.Sum(nil)[:tryBytes], window, n)
}
