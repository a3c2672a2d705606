package auth

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// recoveryCodes is how many codes are given out for the day on which the device is lost; each has 80 random bits.
const (
	recoveryCodes = 10
	recoveryBytes = 10
)

// factor is the document of a second factor, under a random id that the journal names. The secret has to be known to
// compare codes with it, so it cannot be a hash.
type factor struct {
	Account string    `json:"account"`
	Secret  string    `json:"secret"`
	Since   time.Time `json:"since"`
	// Recovery are the keys of the documents of its recovery codes. Who deletes one has used it.
	Recovery []string `json:"recovery"`
}

// SecondFactor is how the second factor of an account stands, as its owner sees it.
type SecondFactor struct {
	// Since is when it was switched on; the zero time while it is off.
	Since time.Time
	// RecoveryCodesLeft is how many recovery codes have not been used.
	RecoveryCodesLeft int
}

// Enrolment is a second factor that is not on yet. It is shown once.
type Enrolment struct {
	// ID is to be given back with the first code.
	ID string
	// Secret is for typing into an authenticator program, URI the same for a picture that it reads.
	Secret, URI string
}

// presented is a code that somebody gave.
type presented struct {
	// isRight is true for a code that is right and has not been seen to be used.
	isRight bool
	// use uses it up; false when somebody else was faster.
	use func(context.Context) (bool, error)
}

// look compares a code with a second factor. It does the same work for an account without one, whose id is empty. A
// recovery code may stand in place of a code.
func (s *Service) look(ctx context.Context, id, code string) (presented, error) {
	code = plainCode(code)
	var kept factor
	err := s.docs.Find(ctx, library.CollectionFactors, id, &kept)
	if err != nil && !errors.Is(err, library.ErrNoDocument) {
		return presented{}, err
	}
	if len(code) > totpDigits {
		return s.lookForRecovery(ctx, recoveryKey(id, code))
	}
	step, right := stepOf(kept.Secret, code, s.now())
	return presented{right && id != "", func(ctx context.Context) (bool, error) {
		at := library.Claim{Expires: s.now().Add((2*totpSkew + 1) * totpPeriod)}
		err := s.docs.Insert(ctx, library.CollectionClaims, stepKey(id, step), at)
		if errors.Is(err, library.ErrKeyTaken) {
			return false, nil
		}
		return err == nil, err
	}}, nil
}

func stepKey(id string, step uint64) string { return fmt.Sprintf("factor/%s/%d", id, step) }

func (s *Service) lookForRecovery(ctx context.Context, key string) (presented, error) {
	err := s.docs.Find(ctx, library.CollectionFactors, key, &owner{})
	if err != nil && !errors.Is(err, library.ErrNoDocument) {
		return presented{}, err
	}
	return presented{err == nil, func(ctx context.Context) (bool, error) {
		return s.docs.Delete(ctx, library.CollectionFactors, key)
	}}, nil
}

// plainCode takes away what people put between the characters to read them.
func plainCode(code string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(code))
}

func recoveryKey(id, code string) string { return id + "/" + digest([]byte(code)) }

func wrongCode() error {
	return library.RefuseField(library.CodeWrongCredentials, "code", "This is not the code of this moment, or it has been used. A code works once: wait for the next.")
}

// Factor tells how the second factor of whoever asks stands.
func (s *Service) Factor(ctx context.Context, v library.Viewer) (out SecondFactor, err error) {
	standing, _ := s.library.Standing(v.Account())
	var kept factor
	if standing.Factor == "" {
		return out, nil
	}
	if err := s.docs.Find(ctx, library.CollectionFactors, standing.Factor, &kept); err != nil {
		return out, err
	}
	out.Since = kept.Since
	for _, key := range kept.Recovery {
		switch err := s.docs.Find(ctx, library.CollectionFactors, key, &owner{}); {
		case err == nil:
			out.RecoveryCodesLeft++
		case !errors.Is(err, library.ErrNoDocument):
			return out, err
		}
	}
	return out, nil
}

// Enrol begins a second factor for whoever asks, who has to know the password. It is on once ConfirmFactor has seen a
// code of it, within the hour. Refusals: FORBIDDEN, NOT_NOW when it is on, WRONG_CREDENTIALS with the field,
// TOO_MANY_TRIES.
func (s *Service) Enrol(ctx context.Context, password string) (Enrolment, error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return Enrolment{}, err
	}
	standing, _ := s.library.Standing(account)
	if standing.Factor != "" {
		return Enrolment{}, library.Refuse(library.CodeNotNow, "The second factor is on already. Switch it off first.")
	}
	if standing, err = s.confirm(ctx, visit, who, "password", password, ""); err != nil {
		return Enrolment{}, err
	}
	secret := newTOTPSecret()
	id, err := s.insertLink(ctx, link{Kind: linkEnrolment, Account: account, Epoch: standing.Epoch, Secret: secret})
	return Enrolment{id, secret, totpURI(who.Address, secret)}, err
}

// ConfirmFactor switches on the second factor that was begun, by a code of it, and ends all other sessions. It gives the
// recovery codes, which are shown this once. Refusals: FORBIDDEN, BAD_LINK for an enrolment that was used or has expired,
// NOT_NOW, WRONG_CREDENTIALS with the field, TOO_MANY_TRIES.
func (s *Service) ConfirmFactor(ctx context.Context, enrolment, code string) (v library.Viewer, codes []string, err error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return library.Anonymous(), nil, err
	}
	key, l, err := s.findLink(ctx, enrolment, linkEnrolment)
	if err == nil && l.Account != account {
		err = badLink()
	}
	if err != nil {
		return library.Anonymous(), nil, at("enrolment", err)
	}
	giveBack, err := s.try(ctx, visit, "account "+who.Address.key())
	if err != nil {
		return library.Anonymous(), nil, err
	}
	if _, right := stepOf(l.Secret, plainCode(code), s.now()); !right {
		return library.Anonymous(), nil, wrongCode()
	}
	giveBack()
	if err := s.claim(ctx, key); err != nil {
		return library.Anonymous(), nil, at("enrolment", err)
	}
	codes, epoch, err := s.setFactor(ctx, account, l.Secret, code)
	if err != nil {
		s.unclaim(ctx, key, l, err)
		return library.Anonymous(), nil, err
	}
	s.tellOfFactor(ctx, who, func(t factorTexts) string { return t.On })
	v, err = s.begin(ctx, visit, account, epoch)
	return v, codes, err
}

// setFactor keeps a second factor with new recovery codes and lets it hold from now on. The code by which it was
// confirmed is used up.
func (s *Service) setFactor(ctx context.Context, account, secret, code string) (codes []string, epoch uint64, err error) {
	return s.keepFactor(ctx, "", factor{Account: account, Secret: secret, Since: s.now()}, func(id string) error {
		return s.useUp(ctx, id, code)
	})
}

// keepFactor lets a second factor hold from now on, with new recovery codes, in the place of the one whose id is before.
// spend uses up under its new id what must not work again.
func (s *Service) keepFactor(ctx context.Context, before string, kept factor, spend func(id string) error) (codes []string, epoch uint64, err error) {
	id, account := library.RandomID(), kept.Account
	kept.Recovery = nil
	for range recoveryCodes {
		code := newRecoveryCode()
		codes, kept.Recovery = append(codes, code), append(kept.Recovery, recoveryKey(id, plainCode(code)))
	}
	err = s.docs.Insert(ctx, library.CollectionFactors, id, kept)
	for _, key := range kept.Recovery {
		err = firstOf(err, s.docs.Insert(ctx, library.CollectionFactors, key, owner{account}))
	}
	if err == nil {
		err = spend(id)
	}
	switch {
	case err != nil:
	case before == "":
		epoch, err = s.library.ChangeFactor(ctx, library.Member(account), account, id)
	default:
		epoch, err = s.library.ReplaceFactor(ctx, library.Member(account), account, before, id)
	}
	if err != nil && library.CodeOf(err) != library.CodeUnavailable { // otherwise the entry may stand there all the same
		s.dropFactor(ctx, id)
	}
	return codes, epoch, err
}

// RenewRecoveryCodes gives whoever asks, who has to know the password and a code, new recovery codes in the place of all
// that there were, and ends all other sessions. Refusals: FORBIDDEN, NOT_NOW while the second factor is off,
// WRONG_CREDENTIALS with the field, TOO_MANY_TRIES.
func (s *Service) RenewRecoveryCodes(ctx context.Context, password, code string) (v library.Viewer, codes []string, err error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return library.Anonymous(), nil, err
	}
	if standing, _ := s.library.Standing(account); standing.Factor == "" {
		return library.Anonymous(), nil, library.Refuse(library.CodeNotNow, "The second factor is off, so that there are no recovery codes.")
	}
	before, err := s.confirm(ctx, visit, who, "password", password, code)
	if err != nil {
		return library.Anonymous(), nil, err
	}
	var kept factor
	if err := s.docs.Find(ctx, library.CollectionFactors, before.Factor, &kept); err != nil {
		return library.Anonymous(), nil, err
	}
	codes, epoch, err := s.keepFactor(ctx, before.Factor, kept, func(id string) error { return s.carryUsed(ctx, before.Factor, id) })
	if err != nil {
		return library.Anonymous(), nil, err
	}
	s.dropFactor(ctx, before.Factor)
	s.tellOfFactor(ctx, who, func(t factorTexts) string { return t.Renewed })
	v, err = s.begin(ctx, visit, account, epoch)
	return v, codes, err
}

// carryUsed lets codes that were used under one id of a second factor be used under its next one neither.
func (s *Service) carryUsed(ctx context.Context, from, to string) error {
	now := stepAt(s.now())
	for step := now - totpSkew; step <= now+totpSkew; step++ {
		var used library.Claim
		err := s.docs.Find(ctx, library.CollectionClaims, stepKey(from, step), &used)
		if errors.Is(err, library.ErrNoDocument) {
			continue
		}
		if err == nil {
			err = s.docs.Insert(ctx, library.CollectionClaims, stepKey(to, step), used)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func newRecoveryCode() string {
	var raw [recoveryBytes]byte
	rand.Read(raw[:])
	text := base32Text.EncodeToString(raw[:])
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
}

// useUp uses a code of a second factor up. Refusal: WRONG_CREDENTIALS with the field.
func (s *Service) useUp(ctx context.Context, id, code string) error {
	given, err := s.look(ctx, id, code)
	if err != nil {
		return err
	}
	if given.isRight {
		if given.isRight, err = given.use(ctx); err != nil {
			return err
		}
	}
	if !given.isRight {
		return wrongCode()
	}
	return nil
}

// dropFactor removes what is kept of a second factor that does not hold any more.
func (s *Service) dropFactor(ctx context.Context, id string) {
	var kept factor
	if id == "" || s.docs.Find(context.WithoutCancel(ctx), library.CollectionFactors, id, &kept) != nil {
		return
	}
	for _, key := range kept.Recovery {
		s.discard(ctx, library.CollectionFactors, key)
	}
	s.discard(ctx, library.CollectionFactors, id)
}

// EndFactor switches the second factor of whoever asks off, who has to know the password and a code, and ends all other
// sessions. Refusals: FORBIDDEN, NOT_NOW when it is off, WRONG_CREDENTIALS with the field, TOO_MANY_TRIES.
func (s *Service) EndFactor(ctx context.Context, password, code string) (library.Viewer, error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return library.Anonymous(), err
	}
	before, err := s.confirm(ctx, visit, who, "password", password, code)
	if err != nil {
		return library.Anonymous(), err
	}
	epoch, err := s.library.ChangeFactor(ctx, visit.member(), account, "")
	if err != nil {
		return library.Anonymous(), err
	}
	s.dropFactor(ctx, before.Factor)
	s.tellOfFactor(ctx, who, func(t factorTexts) string { return t.Off })
	return s.begin(ctx, visit, account, epoch)
}

// ResetFactor switches somebody's second factor off who has lost both the device and the recovery codes, for those who
// keep the accounts; the journal keeps who did it. All sessions of the account end, and its owner is told by mail where
// the library sends any. Refusals: FORBIDDEN, also for one's own; NOT_FOUND, NOT_NOW when it is off.
func (s *Service) ResetFactor(ctx context.Context, v library.Viewer, account string) (*Account, error) {
	v, err := s.keeper(ctx, v)
	if err != nil {
		return nil, err
	}
	if v.Account() == account {
		return nil, library.Refuse(library.CodeForbidden, "Switch your own second factor off with your password and a code, or ask another administrator.")
	}
	before, _ := s.library.Standing(account)
	if _, err := s.library.ChangeFactor(ctx, v, account, ""); err != nil {
		return nil, err
	}
	s.dropFactor(ctx, before.Factor)
	if who, err := s.person(ctx, account); err == nil && who != nil {
		s.tellOfFactor(ctx, who, func(t factorTexts) string { return t.Reset })
	}
	return s.account(ctx, account)
}

// at lets a refusal name another field.
func at(field string, err error) error {
	refusal, ok := errors.AsType[*library.Error](err)
	if !ok || len(refusal.Field) == 0 {
		return err
	}
	moved := *refusal
	moved.Field = []string{field}
	return &moved
}

// tellOfFactor tells the owner of an account what was done with its second factor.
func (s *Service) tellOfFactor(ctx context.Context, who *person, what func(factorTexts) string) {
	t := s.textsIn(VisitOf(ctx), who.Language).Factor
	s.notify(ctx, who.Address, t.message(s.base, what(t)))
}
