package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
)

// secretBytes is the length of every secret that we make: nobody guesses 256 bits.
const secretBytes = 32

// newSecret makes what a cookie, a token or a link bears.
func newSecret() string {
	var raw [secretBytes]byte
	rand.Read(raw[:])
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// keyOf is the key under which a secret's document is kept. What was not made by newSecret has none: no database is
// asked for it.
func keyOf(secret string) (string, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(secret)
	if err != nil || len(raw) != secretBytes {
		return "", false
	}
	return digest(raw), true
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// base64URL is a sum of something in the characters that may stand in an address.
func base64URL(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// isSame compares what somebody gave with a secret.
func isSame(given, secret string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(secret)) == 1
}

// isKey reports whether a key can be one that keyOf gives.
func isKey(key string) bool {
	raw, err := hex.DecodeString(key)
	return err == nil && len(raw) == sha256.Size
}
