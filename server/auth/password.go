package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"github.com/weldi-network/practice-library/server/library"
)

// The bounds of a password, in characters. There are no rules of what it must be made of: they make people choose
// passwords that are easy to guess and hard to keep.
const (
	minPassword = 12
	maxPassword = 200
)

// checkPassword refuses what cannot be a password of the account with this address.
func checkPassword(field, password string, a address) error {
	password = normalPassword(password)
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return library.RefuseField(library.CodeBadInput, field, "The password is not valid text.")
	case n < minPassword:
		return library.RefuseField(library.CodeBadInput, field, "A password has at least %d characters. A few words in a row are easy to keep and hard to guess.", minPassword)
	case n > maxPassword:
		return library.RefuseField(library.CodeBadInput, field, "A password has at most %d characters.", maxPassword)
	case strings.ToLower(password) == a.normal():
		return library.RefuseField(library.CodeBadInput, field, "The e-mail address cannot be the password.")
	}
	return nil
}

// normalPassword makes one password of what different keyboards write for the same characters.
func normalPassword(password string) string { return norm.NFKC.String(password) }

// cost is what one hash takes. The figures are those of the OWASP Password Storage Cheat Sheet for argon2id.
type cost struct {
	memory  uint32 // in KiB
	passes  uint32
	threads uint8
}

var todaysCost = cost{memory: 19 << 10, passes: 2, threads: 1}

const (
	saltBytes = 16
	hashBytes = 32
)

// maxWaiting is how many may wait for their turn; more than that wait in vain.
const maxWaiting = 100

// hasher hashes passwords, a few at a time: each takes 19 MB, and all of them together must not take everything.
type hasher struct {
	cost    cost // of what is hashed from now on
	turns   chan struct{}
	waiting atomic.Int64
}

func newHasher(c cost) *hasher {
	return &hasher{cost: c, turns: make(chan struct{}, min(max(runtime.GOMAXPROCS(0), 1), 4))}
}

// inTurn waits for a turn and does something in it.
func (h *hasher) inTurn(ctx context.Context, do func()) error {
	defer h.waiting.Add(-1)
	if h.waiting.Add(1) > maxWaiting {
		return busy(nil)
	}
	select {
	case h.turns <- struct{}{}:
	case <-ctx.Done():
		return busy(ctx.Err())
	}
	defer func() { <-h.turns }()
	do()
	return nil
}

func busy(cause error) error {
	refusal := library.Refuse(library.CodeUnavailable, "Too many people are signing in at the moment. Please try again in a minute.")
	refusal.Cause = cause
	return refusal
}

// hash gives what is kept of a password.
func (h *hasher) hash(ctx context.Context, password string) (kept string, err error) {
	var salt [saltBytes]byte
	rand.Read(salt[:])
	err = h.inTurn(ctx, func() {
		kept = h.cost.write(salt[:], h.cost.derive(password, salt[:], hashBytes))
	})
	return kept, err
}

// verify compares a password with what is kept of one. What cannot be read takes as long as any other and is never
// right.
func (h *hasher) verify(ctx context.Context, kept, password string) (right bool, err error) {
	c, salt, want, readErr := readKept(kept)
	if readErr != nil {
		c, salt, want = h.cost, make([]byte, saltBytes), make([]byte, hashBytes)
	}
	err = h.inTurn(ctx, func() {
		got := c.derive(password, salt, uint32(len(want)))
		right = subtle.ConstantTimeCompare(got, want) == 1 && readErr == nil
	})
	return right, err
}

func (c cost) derive(password string, salt []byte, length uint32) []byte {
	return argon2.IDKey([]byte(normalPassword(password)), salt, c.passes, c.memory, c.threads, length)
}

// write gives the usual form: $argon2id$v=19$m=…,t=…,p=…$salt$hash.
func (c cost) write(salt, hash []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.threads, b64(salt), b64(hash))
}

var errKept = errors.New("auth: what is kept is no hash of a password")

func readKept(kept string) (c cost, salt, hash []byte, err error) {
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errKept
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.threads); err != nil {
		return c, nil, nil, errKept
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	hash, errHash := base64.RawStdEncoding.DecodeString(parts[5])
	tooMuch := c.memory == 0 || c.memory > 1<<20 || c.passes == 0 || c.passes > 100 || c.threads == 0
	if errSalt != nil || errHash != nil || tooMuch || len(salt) < 8 || len(hash) < 16 || len(hash) > 64 {
		return c, nil, nil, errKept
	}
	return c, salt, hash, nil
}
