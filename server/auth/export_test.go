package auth

import (
	"context"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// CodeAt is what a device shows at a time.
func CodeAt(secret string, at time.Time) string {
	raw, _ := base32Text.DecodeString(secret)
	return hotp(raw, stepAt(at), totpDigits)
}

// Forget lets all tries be forgotten.
func (s *Service) Forget() { s.limits = limiter{} }

// SweepRound goes once through all that is swept.
func (s *Service) SweepRound(ctx context.Context, sweeper *library.Sweeper) error {
	for n := range s.judges() {
		if err := s.sweep(ctx, sweeper, n); err != nil {
			return err
		}
	}
	return nil
}
