package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// The codes of a second factor are those of RFC 6238 in the form that every authenticator program knows: HMAC-SHA-1, six
// digits, a new code every 30 seconds. SHA-1 is broken where two texts are to have one sum, which is not asked here.
const (
	totpDigits = 6
	totpPeriod = 30 * time.Second
	// totpSkew is how many steps a clock may be ahead or behind.
	totpSkew = 1
	// totpSecretBytes is what RFC 4226 recommends.
	totpSecretBytes = 20
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// newTOTPSecret makes the secret that our side and somebody's device have in common, in the form that people can type.
func newTOTPSecret() string {
	var raw [totpSecretBytes]byte
	rand.Read(raw[:])
	return base32Text.EncodeToString(raw[:])
}

// totpURI is what an authenticator program reads from a picture.
func totpURI(a address, secret string) string {
	const issuer = "WELDI Practice Library"
	values := url.Values{"secret": {secret}, "issuer": {issuer}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"}}
	label := url.PathEscape(issuer) + ":" + url.PathEscape(string(a))
	return "otpauth://totp/" + label + "?" + strings.ReplaceAll(values.Encode(), "+", "%20") // a plus is shown as it is by some
}

// hotp is the code of RFC 4226 for a step.
func hotp(secret []byte, step uint64, digits int) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash takes everything
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	number := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	power := uint32(1)
	for range digits {
		power *= 10
	}
	return fmt.Sprintf("%0*d", digits, number%power)
}

// stepAt numbers the steps of time.
func stepAt(now time.Time) uint64 { return uint64(now.Unix()) / uint64(totpPeriod/time.Second) }

// stepOf finds the step around now whose code was given; false when there is none. It takes the same time for any code,
// and for what is no secret.
func stepOf(secret, code string, now time.Time) (step uint64, right bool) {
	raw, err := base32Text.DecodeString(secret)
	isSecret := err == nil && len(raw) == totpSecretBytes
	if !isSecret {
		raw = make([]byte, totpSecretBytes)
	}
	today := stepAt(now)
	for at := today - totpSkew; at <= today+totpSkew; at++ {
		if subtle.ConstantTimeCompare([]byte(hotp(raw, at, totpDigits)), []byte(code)) == 1 {
			step, right = at, true
		}
	}
	return step, right && isSecret
}
