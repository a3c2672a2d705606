package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/weldi-network/practice-library/server/library"
)

// Provider is an identity provider by which the people of a city sign in (OpenID Connect).
type Provider struct {
	// Key names it in addresses and in what is asked for; Name is what people call it.
	Key, Name string
	// Issuer is the address under which it describes itself: https, or http on this machine alone.
	Issuer string
	// ClientID and Secret are what the library is known by there.
	ClientID, Secret string
}

// The bounds of what a provider may take.
const (
	providerPatience = 5 * time.Second
	providerAnswer   = 1 << 20 // bytes
	// discoveryLasts is how long its description of itself is believed, discoveryRests how long one that did not answer is
	// left alone.
	discoveryLasts = time.Hour
	discoveryRests = 5 * time.Second
)

// CheckIssuer refuses an address that cannot be that of a provider. Its error is a sentence for whoever runs the server.
func CheckIssuer(issuer string) error {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || !isSafe(u) {
		return errors.New("an issuer is an https address without a query, such as https://login.city.example")
	}
	return nil
}

// isSafe lets secrets go over TLS, or not leave this machine.
func isSafe(u *url.URL) bool {
	host := u.Hostname()
	ip := net.ParseIP(host)
	return u.Scheme == "https" || u.Scheme == "http" && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// provider is a Provider at work.
type provider struct {
	Provider
	client *http.Client
	mu     sync.Mutex
	found  *oidc.Provider
	// at is when found was found, or could not be.
	at time.Time
}

func newProvider(p Provider) *provider {
	return &provider{Provider: p, client: &http.Client{
		Timeout: providerPatience, Transport: bounded{http.DefaultTransport},
		// what a provider says of itself stands at its own addresses
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// bounded cuts answers that are longer than any good one.
type bounded struct{ next http.RoundTripper }

// RoundTrip sends a request.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	response.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(response.Body, providerAnswer), response.Body}
	return response, nil
}

// errResting means that a provider is left alone for a moment.
var errResting = errors.New("auth: the provider did not answer a moment ago")

// discover reads what the provider says of itself, once an hour.
func (p *provider) discover(ctx context.Context, now time.Time) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	age := now.Sub(p.at)
	switch {
	case p.found != nil && age < discoveryLasts:
		return p.found, nil
	case p.found == nil && age < discoveryRests:
		return nil, errResting
	}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.Issuer)
	if err == nil {
		err = checkEndpoints(found)
	}
	p.at = now
	if p.found = found; err != nil {
		p.found = nil
	}
	return p.found, err
}

// checkEndpoints refuses addresses to which nobody should be sent.
func checkEndpoints(found *oidc.Provider) error {
	var said struct {
		Keys string `json:"jwks_uri"`
	}
	if err := found.Claims(&said); err != nil {
		return err
	}
	for _, endpoint := range []string{found.Endpoint().AuthURL, found.Endpoint().TokenURL, said.Keys} {
		if u, err := url.Parse(endpoint); err != nil || u.Host == "" || !isSafe(u) {
			return fmt.Errorf("auth: the provider names an endpoint that is not safe: %q", endpoint)
		}
	}
	return nil
}

// flow is one way of somebody to a provider and back. All of it follows from a secret that stands in a cookie of theirs
// alone: so nothing has to be kept of those who never come back.
type flow struct{ provider, secret string }

func (f flow) derive(what string) string {
	return base64URL(what + "\n" + f.provider + "\n" + f.secret)
}

func (f flow) state() string    { return f.derive("state") }
func (f flow) nonce() string    { return f.derive("nonce") }
func (f flow) verifier() string { return f.derive("verifier") }

func (p *provider) oauth(found *oidc.Provider, base string) *oauth2.Config {
	endpoint := found.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	var said struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if found.Claims(&said) == nil && len(said.Methods) > 0 && !slices.Contains(said.Methods, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{
		ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: endpoint,
		RedirectURL: base + callbackPath + p.Key, Scopes: []string{oidc.ScopeOpenID, "email"},
	}
}

// identity is who somebody is, by the word of a provider.
type identity struct {
	subject string
	// email is empty unless the provider says that it has verified it.
	email string
}

// identify exchanges what came back with somebody for the provider's word on who they are, and with withEmail on their
// address.
func (p *provider) identify(ctx context.Context, f flow, base, code string, withEmail bool, clock func() time.Time) (who identity, err error) {
	ctx = oidc.ClientContext(ctx, p.client)
	found, err := p.discover(ctx, clock())
	if err != nil {
		return who, err
	}
	config := p.oauth(found, base)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(f.verifier()))
	if err != nil {
		return who, err
	}
	raw, _ := token.Extra("id_token").(string)
	said, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.ClientID, Now: clock}).Verify(ctx, raw)
	if err != nil {
		return who, err
	}
	if err := p.checkClaims(said, f, token.AccessToken); err != nil {
		return who, err
	}
	who.subject = said.Subject
	if withEmail {
		who.email, err = p.verifiedEmail(ctx, found, said, token)
	}
	return who, err
}

// checkClaims looks at what the verification of a token leaves to us.
func (p *provider) checkClaims(said *oidc.IDToken, f flow, access string) error {
	var claims struct {
		Party string `json:"azp"`
	}
	if err := said.Claims(&claims); err != nil {
		return err
	}
	switch {
	case !isSame(said.Nonce, f.nonce()):
		return errors.New("auth: the token was made for another sign-in")
	case said.Subject == "" || len(said.Subject) > 255:
		return errors.New("auth: the token names nobody")
	case len(said.Audience) > 1 && claims.Party != p.ClientID:
		return errors.New("auth: the token was made for somebody else")
	case said.AccessTokenHash != "":
		return said.VerifyAccessToken(access)
	}
	return nil
}

// verifiedEmail reads the address from the token, or where it has none from the provider's word about the same person.
func (p *provider) verifiedEmail(ctx context.Context, found *oidc.Provider, said *oidc.IDToken, token *oauth2.Token) (string, error) {
	var claims struct {
		Email    string `json:"email"`
		Verified any    `json:"email_verified"` // some write it in quotation marks
	}
	if err := said.Claims(&claims); err != nil {
		return "", err
	}
	if claims.Email == "" && found.UserInfoEndpoint() != "" {
		info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return "", err
		}
		if info.Subject != said.Subject {
			return "", errors.New("auth: the provider tells of somebody else")
		}
		claims.Email, claims.Verified = info.Email, info.EmailVerified
	}
	if claims.Verified != true && claims.Verified != "true" {
		return "", nil
	}
	return claims.Email, nil
}

// provider finds one by its key. Refusal: NOT_FOUND with the field.
func (s *Service) provider(key string) (*provider, error) {
	for _, p := range s.providers {
		if p.Key == key {
			return p, nil
		}
	}
	return nil, notFound("provider", "identity provider")
}

// Providers lists the identity providers that can be used, without their secrets.
func (s *Service) Providers() []Provider {
	list := make([]Provider, len(s.providers))
	for i, p := range s.providers {
		list[i] = Provider{Key: p.Key, Name: p.Name, Issuer: p.Issuer}
	}
	return list
}

// didNotAnswer says so, and to the log why.
func didNotAnswer(cause error) error {
	refusal := library.Refuse(library.CodeUnavailable, "The identity provider did not answer as it should. Please try again in a moment.")
	refusal.Cause, refusal.IsOutside = cause, true
	return refusal
}

// isDown tells a provider that does not answer from one that answers what must not be believed.
func isDown(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errResting)
}
