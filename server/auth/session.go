package auth

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// How long a session lasts: since it was last used, and altogether.
const (
	sessionIdle = 7 * 24 * time.Hour
	sessionLife = 30 * 24 * time.Hour
	// sessionTouch is how exactly the last use is kept.
	sessionTouch = time.Hour
)

// session is a document whose key is the hash of the secret in somebody's cookie. It says nothing of where they are or
// what they use.
type session struct {
	Account string `json:"account"`
	// Epoch is that of the account when the session began.
	Epoch uint64    `json:"epoch"`
	Begun time.Time `json:"begun"`
	Used  time.Time `json:"used"`
}

func (d *session) isOver(now time.Time) bool {
	return now.Sub(d.Begun) >= sessionLife || now.Sub(d.Used) >= sessionIdle
}

// Session is a session as its owner sees it.
type Session struct {
	// ID names it; nobody can sign in by it.
	ID        string
	Begun     time.Time
	LastUsed  time.Time
	IsCurrent bool
}

// bySession gives the viewer to whom a session belongs.
func (s *Service) bySession(ctx context.Context, visit *Visit, secret string) (library.Viewer, error) {
	key, ok := keyOf(secret)
	if !ok {
		visit.dropCookie()
		return library.Anonymous(), nil
	}
	found, standing, err := s.liveSession(ctx, key)
	if err != nil {
		return library.Anonymous(), err
	}
	if found == nil {
		visit.dropCookie()
		return library.Anonymous(), nil
	}
	visit.session, visit.sessionKey = found, key
	s.touch(ctx, key, *found)
	return library.Member(found.Account, standing.Grants...).OfEpoch(found.Epoch), nil
}

// liveSession reads a session; nil when there is none, or it is over.
func (s *Service) liveSession(ctx context.Context, key string) (*session, library.Standing, error) {
	var d session
	err := s.docs.Find(ctx, library.CollectionSessions, key, &d)
	if errors.Is(err, library.ErrNoDocument) {
		return nil, library.Standing{}, nil
	}
	if err != nil {
		return nil, library.Standing{}, err
	}
	standing, ok, err := s.standing(ctx, d.Account, d.Epoch)
	if err != nil || !ok || standing.Epoch != d.Epoch || d.isOver(s.now()) {
		return nil, standing, err
	}
	return &d, standing, nil
}

// touch notes that a session is in use. Where two do that at once, or it ends meanwhile, nothing comes of it.
func (s *Service) touch(ctx context.Context, key string, d session) {
	now := s.now()
	if now.Sub(d.Used) < sessionTouch {
		return
	}
	d.Used = now
	if err := s.docs.Replace(ctx, library.CollectionSessions, key, d); err != nil && !errors.Is(err, library.ErrNoDocument) {
		s.log.WarnContext(ctx, "the use of a session was not noted", slog.Any("error", err))
	}
}

// begin gives the visitor a session.
func (s *Service) begin(ctx context.Context, visit *Visit, account string, epoch uint64) (library.Viewer, error) {
	if visit.session != nil { // of whoever was signed in here before
		if err := s.dropSlotted(ctx, visit.session.Account, slotSession, visit.sessionKey); err != nil {
			return library.Anonymous(), err
		}
	}
	if err := s.freeSlot(ctx, account); err != nil {
		return library.Anonymous(), err
	}
	now, secret := s.now(), newSecret()
	key, _ := keyOf(secret)
	d := session{Account: account, Epoch: epoch, Begun: now, Used: now}
	if err := s.docs.Insert(ctx, library.CollectionSessions, key, d); err != nil {
		return library.Anonymous(), err
	}
	if taken, err := s.takeSlot(ctx, account, slotSession, key); err != nil || !taken {
		s.discard(ctx, library.CollectionSessions, key)
		return library.Anonymous(), firstOf(err, busy(nil))
	}
	standing, ok, err := s.standing(ctx, account, epoch)
	if err != nil || !ok {
		return library.Anonymous(), firstOf(err, notFound("", "account"))
	}
	visit.session, visit.sessionKey = &d, key
	visit.setCookie(secret, sessionLife)
	return library.Member(account, standing.Grants...).OfEpoch(epoch), nil
}

// freeSlot tidies up after sessions that are over, and ends the one longest unused where there is no room for another.
func (s *Service) freeSlot(ctx context.Context, account string) error {
	live, err := s.sessions(ctx, account)
	if err != nil || len(live) < slotCount {
		return err
	}
	oldest := slices.MinFunc(live, func(a, b heldSession) int { return a.Used.Compare(b.Used) })
	_, err = s.docs.Delete(ctx, library.CollectionSessions, oldest.key)
	s.discard(ctx, library.CollectionSlots, oldest.slot)
	return err
}

// heldSession is a session with the keys of its document and of its slot.
type heldSession struct {
	session
	key, slot string
}

// sessions lists the sessions of an account, and removes what is left of those that are over.
func (s *Service) sessions(ctx context.Context, account string) (list []heldSession, err error) {
	err = s.eachSlot(ctx, account, slotSession, func(at, key string) error {
		found, _, err := s.liveSession(ctx, key)
		if err != nil {
			return err
		}
		if found == nil || found.Account != account {
			s.discard(ctx, library.CollectionSessions, key)
			s.discard(ctx, library.CollectionSlots, at)
			return nil
		}
		list = append(list, heldSession{*found, key, at})
		return nil
	})
	slices.SortFunc(list, func(a, b heldSession) int { return b.Used.Compare(a.Used) })
	return list, err
}

// Sessions lists the sessions of whoever asks, last used first; none where a token is used.
func (s *Service) Sessions(ctx context.Context, v library.Viewer) ([]Session, error) {
	if VisitOf(ctx).token {
		return nil, nil
	}
	held, err := s.sessions(ctx, v.Account())
	list := make([]Session, 0, len(held))
	for _, h := range held {
		list = append(list, Session{ID: h.key, Begun: h.Begun, LastUsed: h.Used, IsCurrent: h.key == VisitOf(ctx).sessionKey})
	}
	return list, err
}

// own is for what somebody does to their own account: it refuses as Visit.own does, and also whoever has been signed out by
// the journal of this moment, which another server may have written.
func (s *Service) own(ctx context.Context, v *Visit) (account string, err error) {
	if account, err = v.own(); err == nil {
		_, err = s.library.Current(ctx, v.member())
	}
	return account, err
}

// own refuses what is one's own affair to anybody but a person who has signed in: a token that fell into wrong hands must
// not be enough to take an account over.
func (v *Visit) own() (account string, err error) {
	switch {
	case v.CookieIgnored:
		return "", library.Refuse(library.CodeCrossSite, "Another site's page cannot do this for you.")
	case v.token:
		return "", library.Refuse(library.CodeForbidden, "This cannot be done with a token; sign in instead.")
	case v.session == nil:
		return "", library.Refuse(library.CodeForbidden, "You are not signed in.")
	}
	return v.session.Account, nil
}

// member is the account of the session of this visit, for what it changes of itself. It has no roles.
func (v *Visit) member() library.Viewer {
	return library.Member(v.session.Account).OfEpoch(v.session.Epoch)
}

// SignOut ends the session of this request. Where there is none, there is nothing to do.
func (s *Service) SignOut(ctx context.Context) error {
	visit := VisitOf(ctx)
	if visit.CookieIgnored || visit.session == nil {
		return nil
	}
	if err := s.dropSlotted(ctx, visit.session.Account, slotSession, visit.sessionKey); err != nil {
		return err
	}
	visit.end()
	return nil
}

// EndSession ends one session of whoever asks. Refusals: FORBIDDEN, NOT_FOUND.
func (s *Service) EndSession(ctx context.Context, id string) error {
	account, err := s.own(ctx, VisitOf(ctx))
	if err != nil {
		return err
	}
	if !isKey(id) {
		return notFound("session", "session")
	}
	found, _, err := s.liveSession(ctx, id)
	if err != nil {
		return err
	}
	if found == nil || found.Account != account {
		return notFound("session", "session")
	}
	if id == VisitOf(ctx).sessionKey {
		return s.SignOut(ctx)
	}
	return s.dropSlotted(ctx, account, slotSession, id)
}

// SignOutEverywhere ends all sessions and tokens of whoever asks, this session included, and makes links for a new password worthless.
func (s *Service) SignOutEverywhere(ctx context.Context) error {
	visit := VisitOf(ctx)
	account, err := s.own(ctx, visit)
	if err != nil {
		return err
	}
	if _, err := s.library.EndSessions(ctx, visit.member(), account, ""); err != nil {
		return err
	}
	visit.end()
	return nil
}
