package auth

import (
	"context"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// CodeAt is what a device shows at a time.
func CodeAt(secret string, at time.Time) string {
	raw, _ := base32Text.DecodeString(secret)
	return hotp(raw, stepAt(at), totpDigits)
}

// HashCheaply lets a password cost next to nothing: under the race detector, what it costs in earnest is most of what
// the tests take.
func (c *Config) HashCheaply() { c.cost = cost{memory: 8, passes: 1, threads: 1} }

// HashInEarnest lets a password cost what it costs wherever nobody says anything of it.
func (c *Config) HashInEarnest() { c.cost = cost{} }

// Forget lets all tries be forgotten, here and in the database.
func (s *Service) Forget(ctx context.Context) error {
	s.limits = limiter{}
	var places []string
	for d, err := range s.docs.All(ctx, library.CollectionClaims) {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Key, "try/") {
			places = append(places, d.Key)
		}
	}
	for _, place := range places {
		s.discard(ctx, library.CollectionClaims, place)
	}
	return nil
}

// SweepRound goes once through all that is swept.
func (s *Service) SweepRound(ctx context.Context, sweeper *library.Sweeper) error {
	for n := range s.judges() {
		if err := s.sweep(ctx, sweeper, n); err != nil {
			return err
		}
	}
	return nil
}
