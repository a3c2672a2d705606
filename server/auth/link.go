package auth

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// linkKind says what a link lets somebody do, once.
type linkKind string

const (
	linkInvitation linkKind = "invitation" // take up an account that was made for them
	linkReset      linkKind = "reset"      // set a new password
	linkFounder    linkKind = "founder"    // become an administrator, with whatever address
	linkIdentity   linkKind = "identity"   // let an identity of a provider sign in to an account; its secret is in a cookie
	linkJoining    linkKind = "joining"    // the same, and take the account up that somebody was invited to
	linkCode       linkKind = "code"       // sign in with a code, after a provider has said who it is
	linkEnrolment  linkKind = "enrolment"  // switch on a second factor; given back in the same session, never sent
)

// How long a link can be used.
var linkLife = map[linkKind]time.Duration{
	linkInvitation: 7 * 24 * time.Hour,
	linkReset:      2 * time.Hour,
	linkFounder:    24 * time.Hour,
	linkIdentity:   flowLife,
	linkJoining:    flowLife,
	linkCode:       flowLife,
	linkEnrolment:  time.Hour,
}

// link is a document whose key is the hash of the secret in a link. Who deletes it has used it.
type link struct {
	Kind    linkKind `json:"kind"`
	Account string   `json:"account"`
	// Epoch is that of the account when the link was made: signing out everywhere makes it worthless.
	Epoch   uint64    `json:"epoch"`
	Expires time.Time `json:"expires"`
	// FirstOnly is set for a founder's link that is worth nothing once there is an administrator.
	FirstOnly bool `json:"firstOnly,omitempty"`
	// Provider is the key of the one that is to be linked.
	Provider string `json:"provider,omitempty"`
	// Invitation is the key of the link that is used up by joining.
	Invitation string `json:"invitation,omitempty"`
	// Secret is that of the second factor which an enrolment switches on.
	Secret string `json:"secret,omitempty"`
}

func badLink() error {
	return library.RefuseField(library.CodeBadLink, "secret", "This link has been used or has expired. Ask for a new one.")
}

// newLink makes a link and gives its address. The secret stands behind the #, which browsers send nobody, so that it
// comes into no log.
func (s *Service) newLink(ctx context.Context, l link) (url string, err error) {
	secret, err := s.insertLink(ctx, l)
	if err != nil {
		return "", err
	}
	path := map[linkKind]string{linkInvitation: "/account/invitation#", linkFounder: "/account/invitation#", linkReset: "/account/password#"}
	return s.base + path[l.Kind] + secret, nil
}

// insertLink keeps a link and gives its secret.
func (s *Service) insertLink(ctx context.Context, l link) (secret string, err error) {
	secret = newSecret()
	return secret, s.insertLinkUnder(ctx, secret, l)
}

// insertLinkUnder keeps a link under a secret that is there already.
func (s *Service) insertLinkUnder(ctx context.Context, secret string, l link) error {
	l.Expires = s.now().Add(linkLife[l.Kind])
	key, _ := keyOf(secret)
	return s.docs.Insert(ctx, library.CollectionLinks, key, l)
}

// linkTo is the link that the owner of an account needs: to take it up, or to set a new password.
func linkTo(account string, standing library.Standing) link {
	l := link{Kind: linkReset, Account: account, Epoch: standing.Epoch}
	if standing.Epoch == 0 {
		l.Kind = linkInvitation
	}
	return l
}

// findLink reads a link that can still be used for one of the given kinds.
func (s *Service) findLink(ctx context.Context, secret string, kinds ...linkKind) (key string, found *link, err error) {
	key, ok := keyOf(secret)
	if !ok {
		return "", nil, badLink()
	}
	var l link
	err = s.docs.Find(ctx, library.CollectionLinks, key, &l)
	if errors.Is(err, library.ErrNoDocument) {
		return "", nil, badLink()
	}
	if err != nil {
		return "", nil, err
	}
	for _, k := range kinds {
		if l.Kind == k && s.now().Before(l.Expires) {
			err := s.checkLink(ctx, &l)
			return key, &l, err
		}
	}
	return "", nil, badLink()
}

// checkLink refuses a link whose account has moved on.
func (s *Service) checkLink(ctx context.Context, l *link) error {
	if err := s.library.CatchUp(ctx); err != nil {
		return err
	}
	if l.Kind == linkFounder {
		if l.FirstOnly && s.library.HasAdministrator() {
			return badLink()
		}
		return nil
	}
	standing, ok := s.library.Standing(l.Account)
	if !ok || standing.Epoch != l.Epoch {
		return badLink()
	}
	return nil
}

// claim uses a link up: of all who do so at the same time, on any number of servers, one succeeds.
func (s *Service) claim(ctx context.Context, key string) error {
	mine, err := s.docs.Delete(ctx, library.CollectionLinks, key)
	if err == nil && !mine {
		return badLink()
	}
	return err
}

// unclaim gives a link back that was used for nothing, unless it is not known whether it was for nothing.
func (s *Service) unclaim(ctx context.Context, key string, l *link, cause error) {
	if library.CodeOf(cause) == library.CodeUnavailable {
		return
	}
	if err := s.docs.Insert(context.WithoutCancel(ctx), library.CollectionLinks, key, l); err != nil {
		s.log.WarnContext(ctx, "a link that led to nothing is lost", slog.Any("error", err))
	}
}
