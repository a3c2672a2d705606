package auth

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Config is what a Service stands on.
type Config struct {
	Library   *library.Library
	Documents library.Documents
	// BaseURL comes before the path of every link, without a slash at its end. Cookies are for TLS alone where it is
	// an https address.
	BaseURL string
	// Mail sends links; nil where no mail server is known: then they are shown to be copied.
	Mail Mailer
	// TrustedProxies are those whose word is taken for where a request comes from.
	TrustedProxies []netip.Prefix
	// Language tells in which of our languages whoever sends a request reads; English for everybody if nil.
	Language func(*http.Request) library.Language
	// Providers are those by which people may sign in instead of a password.
	Providers []Provider
	// Clock is the time of day if nil.
	Clock func() time.Time
	// Log hears of trouble, never of a secret or an address.
	Log *slog.Logger

	// cost is today's where it is left out; nobody outside this package can name another.
	cost cost
}

// Mailer sends one message. It gives up when ctx ends.
type Mailer interface {
	Send(ctx context.Context, to, subject, text string) error
}

// Service tells who is asking. Its methods are safe for concurrent use.
type Service struct {
	library *library.Library
	docs    library.Documents
	base    string
	secure  bool
	mail    Mailer
	proxies []netip.Prefix
	clock   func() time.Time
	log     *slog.Logger

	language func(*http.Request) library.Language
	texts    map[library.Language]texts

	providers []*provider

	hasher *hasher
	limits limiter
	// sending counts the messages under way that nobody waits for.
	sending sync.WaitGroup
}

// New makes a Service.
func New(c Config) *Service {
	s := &Service{
		library: c.Library, docs: c.Documents, base: c.BaseURL, secure: strings.HasPrefix(c.BaseURL, "https://"),
		mail: c.Mail, proxies: c.TrustedProxies, clock: c.Clock, log: c.Log, hasher: newHasher(cmp.Or(c.cost, todaysCost)),
		language: c.Language, texts: loadTexts(),
	}
	for _, p := range c.Providers {
		s.providers = append(s.providers, newProvider(p))
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	return s
}

// Close waits for the messages that are being sent, at the latest until ctx ends.
func (s *Service) Close(ctx context.Context) error {
	sent := make(chan struct{})
	go func() {
		s.sending.Wait()
		close(sent)
	}()
	select {
	case <-sent:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Service) now() time.Time { return s.clock().UTC().Truncate(time.Millisecond) }

// person is the document of an account.
type person struct {
	Address address   `json:"address"`
	Name    string    `json:"name"`
	Created time.Time `json:"created"`
	// Language is the one of messages to it; empty for as long as nobody has said.
	Language library.Language `json:"language,omitempty"`
}

// owner is the document that leads from something to its account.
type owner struct {
	Account string `json:"account"`
}

// secretHash is the document of a password.
type secretHash struct {
	Account string `json:"account"`
	Hash    string `json:"hash"`
}

// byAddress gives the account with an e-mail address; "" when there is none.
func (s *Service) byAddress(ctx context.Context, a address) (string, error) {
	var found owner
	err := s.docs.Find(ctx, library.CollectionAddresses, a.key(), &found)
	if errors.Is(err, library.ErrNoDocument) {
		return "", nil
	}
	return found.Account, err
}

// person reads the document of an account; nil when there is none.
func (s *Service) person(ctx context.Context, account string) (*person, error) {
	var p person
	err := s.docs.Find(ctx, library.CollectionAccounts, account, &p)
	if errors.Is(err, library.ErrNoDocument) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &p, nil
}

// standing is that of an account, after a look at the journal where the other server may know more: at is an entry that
// must have been taken in.
func (s *Service) standing(ctx context.Context, account string, at uint64) (library.Standing, bool, error) {
	if at > s.library.Mark().Number {
		if err := s.library.CatchUp(ctx); err != nil {
			return library.Standing{}, false, err
		}
	}
	standing, ok := s.library.Standing(account)
	return standing, ok, nil
}

// latest is the standing of an account in the journal of this moment, for what is made to hold for as long as it stays so.
func (s *Service) latest(ctx context.Context, account string) (library.Standing, bool, error) {
	if err := s.library.CatchUp(ctx); err != nil {
		return library.Standing{}, false, err
	}
	standing, there := s.library.Standing(account)
	return standing, there, nil
}

// setPassword lets a password of the viewer's hold from now on, and ends all sessions and tokens. It gives the epoch of
// those that begin now.
func (s *Service) setPassword(ctx context.Context, v library.Viewer, password string) (epoch uint64, err error) {
	account := v.Account()
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return 0, err
	}
	before, _ := s.library.Standing(account)
	id := library.RandomID()
	if err := s.docs.Insert(ctx, library.CollectionPasswords, id, secretHash{account, hash}); err != nil {
		return 0, err
	}
	epoch, err = s.library.EndSessions(ctx, v, account, id)
	if err != nil {
		if library.CodeOf(err) != library.CodeUnavailable { // otherwise the entry may stand there all the same
			s.discard(ctx, library.CollectionPasswords, id)
		}
		return 0, err
	}
	s.discard(ctx, library.CollectionPasswords, before.Password)
	return epoch, nil
}

// discard removes what has no meaning any more. That it may stay harms nobody.
func (s *Service) discard(ctx context.Context, c library.Collection, key string) {
	if key == "" {
		return
	}
	if _, err := s.docs.Delete(context.WithoutCancel(ctx), c, key); err != nil {
		s.log.WarnContext(ctx, "a document without use stays", slog.String("collection", string(c)), slog.Any("error", err))
	}
}

// checkName refuses what cannot be somebody's name.
func checkName(field, name string) (string, error) {
	name = strings.TrimSpace(name)
	return name, library.CheckName(field, name, 0, maxName)
}

const maxName = 100

func notFound(field, what string) error {
	return library.RefuseField(library.CodeNotFound, field, "There is no such %s.", what)
}

func firstOf(errs ...error) error { return cmp.Or(errs...) }
