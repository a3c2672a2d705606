package auth

import "time"

// CodeAt is what a device shows at a time.
func CodeAt(secret string, at time.Time) string {
	raw, _ := base32Text.DecodeString(secret)
	return hotp(raw, stepAt(at), totpDigits)
}

// Forget lets all tries be forgotten.
func (s *Service) Forget() { s.limits = limiter{} }
