package auth

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/coreos/go-oidc/v3/oidc"

	"github.com/weldi-network/practice-library/server/library"
)

// flowLife is how long somebody may take at a provider.
const flowLife = 10 * time.Minute

// held is the document of an identity that signs in to an account. Its key is the hash of issuer and subject.
type held struct {
	Account  string    `json:"account"`
	Provider string    `json:"provider"`
	Since    time.Time `json:"since"`
}

func identityKey(p *provider, who identity) string {
	return digest([]byte(p.Issuer + "\n" + who.subject))
}

// Identity is a sign-in by a provider that is linked with an account, as its owner sees it.
type Identity struct {
	// ID names it; Provider is the key of the provider.
	ID, Provider string
	Since        time.Time
}

// BeginProvider leads somebody to a provider, to sign in there: to whichever account the identity is linked with, or with
// the secret of an invitation to the account that they were invited to. It gives the address to go to. Refusals:
// CROSS_SITE, NOT_FOUND with the field, BAD_LINK, TOO_MANY_TRIES, UNAVAILABLE where the provider does not answer.
func (s *Service) BeginProvider(ctx context.Context, key, invitation string) (url string, err error) {
	visit := VisitOf(ctx)
	if err := visit.fromHere(); err != nil {
		return "", err
	}
	if invitation == "" {
		return s.leave(ctx, visit, key, nil)
	}
	if _, err := s.try(ctx, visit, "link "+invitation); err != nil {
		return "", err
	}
	linkKey, l, err := s.findLink(ctx, invitation, linkInvitation)
	if err != nil {
		return "", at("invitation", err)
	}
	return s.leave(ctx, visit, key, &link{Kind: linkJoining, Account: l.Account, Epoch: l.Epoch, Invitation: linkKey})
}

// LinkIdentity leads whoever asks to a provider, to link who they are there with their account. Refusals: FORBIDDEN,
// NOT_FOUND and WRONG_CREDENTIALS with the field, TOO_MANY_TRIES, UNAVAILABLE where the provider does not answer.
func (s *Service) LinkIdentity(ctx context.Context, key, password, code string) (url string, err error) {
	visit := VisitOf(ctx)
	account, who, err := s.ownPerson(ctx, visit)
	if err != nil {
		return "", err
	}
	standing, err := s.confirm(ctx, visit, who, "password", password, code)
	if err != nil {
		return "", err
	}
	return s.leave(ctx, visit, key, &link{Kind: linkIdentity, Account: account, Epoch: standing.Epoch})
}

// leave gives the address of a provider, and a browser the secret of the way there and back. What is to be done at the
// return is kept under it; nil for no more than signing in.
func (s *Service) leave(ctx context.Context, visit *Visit, key string, todo *link) (url string, err error) {
	p, err := s.provider(key)
	if err != nil {
		return "", err
	}
	found, err := p.discover(ctx, s.clock())
	if err != nil {
		s.log.WarnContext(ctx, "a provider did not answer", slog.String("provider", p.Key), slog.Any("error", err))
		return "", didNotAnswer(err)
	}
	f := flow{p.Key, newSecret()}
	if todo != nil {
		todo.Provider = p.Key
		if err := s.insertLinkUnder(ctx, f.secret, *todo); err != nil {
			return "", err
		}
	}
	visit.addCookie(flowCookieName(visit.secure), f.secret, flowLife)
	return p.oauth(found, s.base).AuthCodeURL(f.state(), oauth2.S256ChallengeOption(f.verifier()), oidc.Nonce(f.nonce())), nil
}

// callbackPath is where a provider sends people back to; the provider's key stands behind it. The site asks Callback there.
const callbackPath = "/account/provider/"

// Where the client's pages stand to which somebody is led who comes back.
const (
	accountPath = "/account"
	signInPath  = "/account/sign-in"
)

// Callback takes in whoever comes back from a provider. It leads on to the page of their account, or where the second factor of the
// account is on to the page that asks for the code, whose secret stands behind the #. A refusal says nothing of why.
func (s *Service) Callback() http.Handler {
	return s.Identify(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		to, err := s.comeBack(r)
		if err != nil {
			if code := library.CodeOf(err); code == library.CodeUnavailable || code == library.CodeInternal {
				s.log.WarnContext(r.Context(), "a sign-in by a provider failed", slog.Any("error", err))
			}
			s.turnBack(w, r, err)
			return
		}
		http.Redirect(w, r, s.base+to, http.StatusSeeOther)
	}))
}

// turnBack refuses whoever came back: in JSON, or a person's browser by the page on which they can begin again, which says
// the reason in their language.
func (s *Service) turnBack(w http.ResponseWriter, r *http.Request, err error) {
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		refuse(w, r, err)
		return
	}
	VisitOf(r.Context()).wait = 0 // else the way on would be a 429 that leads nowhere
	http.Redirect(w, r, s.base+signInPath+"?problem="+string(library.CodeOf(err)), http.StatusSeeOther)
}

func badReturn() error {
	return library.Refuse(library.CodeWrongCredentials, "This sign-in did not succeed, and nothing was changed. Please begin it again.")
}

// comeBack gives the path to which somebody is led on.
func (s *Service) comeBack(r *http.Request) (to string, err error) {
	visit := VisitOf(r.Context())
	p, f, err := s.flowOf(r, visit)
	if err != nil {
		return "", err
	}
	giveBack, err := s.try(r.Context(), visit, "provider "+f.state())
	if err != nil {
		return "", err
	}
	todo, err := s.todo(r.Context(), p, f)
	if err != nil {
		return "", err
	}
	who, err := s.identify(r, p, f, todo != nil && todo.Kind == linkJoining)
	if err != nil {
		return "", err
	}
	giveBack()
	if err := s.once(r.Context(), f); err != nil {
		return "", err
	}
	return s.settle(r.Context(), visit, p, who, todo, f)
}

// flowOf finds the way on which somebody comes back: their cookie holds its secret, from which the state must follow.
func (s *Service) flowOf(r *http.Request, visit *Visit) (*provider, flow, error) {
	p, err := s.provider(r.PathValue("provider"))
	if err != nil {
		return nil, flow{}, err
	}
	cookie, _ := r.Cookie(flowCookieName(visit.secure)) // nil when there is none, the only error there is
	if cookie == nil {
		return nil, flow{}, badReturn()
	}
	visit.addCookie(flowCookieName(visit.secure), "", -time.Second)
	f := flow{p.Key, cookie.Value}
	_, isSecret := keyOf(f.secret)
	query := r.URL.Query()
	if issuer := query.Get("iss"); !isSecret || !isSame(query.Get("state"), f.state()) || issuer != "" && issuer != p.Issuer {
		return nil, flow{}, badReturn()
	}
	// It is the browser that left from here, although the way back leads over another site.
	if session, _ := r.Cookie(cookieName(visit.secure)); session != nil {
		if _, err := s.bySession(r.Context(), visit, session.Value); err != nil {
			return nil, flow{}, err
		}
	}
	return p, f, nil
}

// todo reads what is to be done with who comes back; nil where they only sign in.
func (s *Service) todo(ctx context.Context, p *provider, f flow) (*link, error) {
	key, _ := keyOf(f.secret)
	var l link
	err := s.docs.Find(ctx, library.CollectionLinks, key, &l)
	if errors.Is(err, library.ErrNoDocument) {
		return nil, nil
	}
	if err == nil && (l.Provider != p.Key || !s.now().Before(l.Expires)) {
		err = badReturn()
	}
	if err == nil {
		err = s.checkLink(ctx, &l)
	}
	return &l, err
}

// identify asks the provider who came back. Why somebody is not believed stands in the log alone.
func (s *Service) identify(r *http.Request, p *provider, f flow, withEmail bool) (identity, error) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*providerPatience)
	defer cancel()
	code := r.URL.Query().Get("code")
	if code == "" { // the provider, or whoever sat before it, said no
		return identity{}, badReturn()
	}
	who, err := p.identify(ctx, f, s.base, code, withEmail, s.clock)
	if err == nil {
		return who, nil
	}
	if isDown(err) {
		return identity{}, didNotAnswer(err)
	}
	s.log.WarnContext(ctx, "a provider's word was not believed", slog.String("provider", p.Key), slog.Any("error", err))
	return identity{}, badReturn()
}

// once lets nobody come back twice on the same way, on any number of servers.
func (s *Service) once(ctx context.Context, f flow) error {
	err := s.docs.Insert(ctx, library.CollectionClaims, "provider/"+f.state(), library.Claim{Expires: s.now().Add(flowLife)})
	if errors.Is(err, library.ErrKeyTaken) {
		return badReturn()
	}
	return err
}

// settle does what somebody came back for.
func (s *Service) settle(ctx context.Context, visit *Visit, p *provider, who identity, todo *link, f flow) (to string, err error) {
	if todo != nil {
		if err := s.claimTodo(ctx, f); err != nil {
			return "", err
		}
		if todo.Kind == linkIdentity {
			return accountPath, s.hold(ctx, p, who, todo.Account)
		}
		return accountPath, s.join(ctx, visit, p, who, todo)
	}
	if err := s.library.CatchUp(ctx); err != nil { // another server may have closed the account
		return "", err
	}
	var found held
	err = s.docs.Find(ctx, library.CollectionIdentities, identityKey(p, who), &found)
	if err != nil && !errors.Is(err, library.ErrNoDocument) {
		return "", err
	}
	standing, there := s.library.Standing(found.Account)
	if err != nil || !there || standing.Epoch == 0 {
		return "", library.Refuse(library.CodeForbidden, "This sign-in is linked with no account here. Open your invitation, or sign in with your password and link it.")
	}
	if standing.Factor != "" {
		secret, err := s.insertLink(ctx, link{Kind: linkCode, Account: found.Account, Epoch: standing.Epoch})
		return "/account/code#" + secret, err
	}
	_, err = s.begin(ctx, visit, found.Account, standing.Epoch)
	return accountPath, err
}

func (s *Service) claimTodo(ctx context.Context, f flow) error {
	key, _ := keyOf(f.secret)
	if err := s.claim(ctx, key); err != nil {
		if isRefusal(err, library.CodeBadLink) {
			return badReturn()
		}
		return err
	}
	return nil
}

// hold links an identity with an account.
func (s *Service) hold(ctx context.Context, p *provider, who identity, account string) error {
	key := identityKey(p, who)
	err := s.docs.Insert(ctx, library.CollectionIdentities, key, held{account, p.Key, s.now()})
	if errors.Is(err, library.ErrKeyTaken) {
		var before held
		if s.docs.Find(ctx, library.CollectionIdentities, key, &before) == nil && before.Account == account {
			return nil
		}
		return library.Refuse(library.CodeForbidden, "This sign-in is linked with another account.")
	}
	if err != nil {
		return err
	}
	if taken, err := s.takeSlot(ctx, account, slotIdentity, key); err != nil || !taken {
		s.discard(ctx, library.CollectionIdentities, key)
		return firstOf(err, library.Refuse(library.CodeForbidden, "Too many sign-ins are linked with this account; unlink one first."))
	}
	return nil
}

// join takes an account up by a provider, when that says that the invited address is theirs.
func (s *Service) join(ctx context.Context, visit *Visit, p *provider, who identity, todo *link) error {
	invited, err := s.person(ctx, todo.Account)
	if err != nil {
		return err
	}
	if invited == nil || who.email == "" || address(who.email).normal() != invited.Address.normal() {
		return library.Refuse(library.CodeForbidden, "The identity provider does not say that the invited e-mail address is yours. Take the account up with a password instead.")
	}
	var invitation link
	if err := s.docs.Find(ctx, library.CollectionLinks, todo.Invitation, &invitation); err != nil {
		if errors.Is(err, library.ErrNoDocument) {
			return badLink()
		}
		return err
	}
	if err := s.claim(ctx, todo.Invitation); err != nil {
		return err
	}
	invited.Language = cmp.Or(invited.Language, s.readsIn(visit))
	err = s.docs.Replace(ctx, library.CollectionAccounts, todo.Account, invited)
	var epoch uint64
	if err == nil {
		epoch, err = s.takeUpBy(ctx, p, who, todo.Account)
	}
	if err != nil {
		s.unclaim(ctx, todo.Invitation, &invitation, err)
		return err
	}
	_, err = s.begin(ctx, visit, todo.Account, epoch)
	return err
}

// takeUpBy links an identity with an account that nobody has taken up and lets sessions of it begin.
func (s *Service) takeUpBy(ctx context.Context, p *provider, who identity, account string) (epoch uint64, err error) {
	if err := s.hold(ctx, p, who, account); err != nil {
		return 0, err
	}
	epoch, err = s.library.EndSessions(ctx, library.Member(account), account, "")
	if err != nil && library.CodeOf(err) != library.CodeUnavailable { // otherwise the entry may stand there all the same
		_ = s.dropSlotted(ctx, account, slotIdentity, identityKey(p, who))
	}
	return epoch, err
}

// FinishProvider signs somebody in of whom a provider has said who it is, by the secret with which they were led on and
// a code of the second factor. Refusals: BAD_LINK, WRONG_CREDENTIALS with the field, TOO_MANY_TRIES, CROSS_SITE.
func (s *Service) FinishProvider(ctx context.Context, secret, code string) (library.Viewer, error) {
	visit := VisitOf(ctx)
	if err := visit.fromHere(); err != nil {
		return library.Anonymous(), err
	}
	key, l, err := s.findLink(ctx, secret, linkCode)
	if err != nil {
		return library.Anonymous(), err
	}
	who, err := s.person(ctx, l.Account)
	if err != nil || who == nil {
		return library.Anonymous(), firstOf(err, badLink())
	}
	giveBack, err := s.try(ctx, visit, "account "+who.Address.key())
	if err != nil {
		return library.Anonymous(), err
	}
	standing, _ := s.library.Standing(l.Account)
	if err := s.useUp(ctx, standing.Factor, code); err != nil {
		return library.Anonymous(), err
	}
	giveBack()
	if err := s.claim(ctx, key); err != nil {
		return library.Anonymous(), err
	}
	return s.begin(ctx, visit, l.Account, standing.Epoch)
}

// Identities lists the sign-ins by providers that are linked with the account of whoever asks; none where a token is used.
func (s *Service) Identities(ctx context.Context, v library.Viewer) (list []Identity, err error) {
	list = []Identity{}
	if VisitOf(ctx).token {
		return list, nil
	}
	err = s.eachSlot(ctx, v.Account(), slotIdentity, func(at, key string) error {
		var found held
		err := s.docs.Find(ctx, library.CollectionIdentities, key, &found)
		switch {
		case err != nil && !errors.Is(err, library.ErrNoDocument):
			return err
		case err != nil || found.Account != v.Account():
			s.discard(ctx, library.CollectionSlots, at)
		default:
			list = append(list, Identity{key, found.Provider, found.Since})
		}
		return nil
	})
	slices.SortFunc(list, func(a, b Identity) int { return a.Since.Compare(b.Since) })
	return list, err
}

// UnlinkIdentity ends a sign-in by a provider. Refusals: FORBIDDEN, NOT_FOUND; NOT_NOW for the last one of an account
// without a password, to which nothing would lead any more.
func (s *Service) UnlinkIdentity(ctx context.Context, id string) error {
	account, err := s.own(ctx, VisitOf(ctx))
	if err != nil {
		return err
	}
	list, err := s.Identities(ctx, library.Member(account))
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(i Identity) bool { return i.ID == id }) {
		return notFound("identity", "sign-in")
	}
	if standing, _ := s.library.Standing(account); standing.Password == "" && len(list) == 1 {
		return library.Refuse(library.CodeNotNow, "This account has no password yet. Set one first, by a link for a new password.")
	}
	return s.dropSlotted(ctx, account, slotIdentity, id)
}
