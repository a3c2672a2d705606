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
