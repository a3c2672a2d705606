package auth

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestTOTPVectors are those of RFC 6238, appendix B, for SHA-1.
func TestTOTPVectors(t *testing.T) {
	for unix, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := hotp([]byte("12345678901234567890"), stepAt(time.Unix(unix, 0)), 8); got != want {
			t.Errorf("at %d: %s, want %s", unix, got, want)
		}
	}
}

// TestHOTPVectors are those of RFC 4226, appendix D.
func TestHOTPVectors(t *testing.T) {
	for step, want := range []string{
		"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
	} {
		if got := hotp([]byte("12345678901234567890"), uint64(step), totpDigits); got != want {
			t.Errorf("step %d: %s, want %s", step, got, want)
		}
	}
}

func TestStepsThatCount(t *testing.T) {
	secret, now := newTOTPSecret(), time.Unix(1_800_000_010, 0)
	raw, err := base32Text.DecodeString(secret)
	if err != nil || newTOTPSecret() == secret {
		t.Fatal(secret, err)
	}
	for ahead := -3; ahead <= 3; ahead++ {
		want := stepAt(now) + uint64(ahead)
		step, right := stepOf(secret, hotp(raw, want, totpDigits), now)
		if near := ahead >= -1 && ahead <= 1; right != near || near && step != want {
			t.Errorf("%d steps ahead: %d %v", ahead, step, right)
		}
	}
	nothing := hotp(make([]byte, totpSecretBytes), stepAt(now), totpDigits)
	for _, kept := range []string{"", "no secret", strings.Repeat("A", 31)} {
		if _, right := stepOf(kept, nothing, now); right {
			t.Errorf("a code is right for %q", kept)
		}
	}
}

func TestTOTPURI(t *testing.T) {
	u, err := url.Parse(totpURI("liege+editor@example.org", "ABC"))
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/WELDI Practice Library:liege+editor@example.org" {
		t.Fatal(u, err)
	}
	if q := u.Query(); q.Get("secret") != "ABC" || q.Get("issuer") != "WELDI Practice Library" || q.Get("digits") != "6" {
		t.Error(q)
	}
	if strings.Contains(u.RawQuery, "+") { // which some programs show as it is
		t.Error(u.RawQuery)
	}
}
