// Package notify tells people by mail that something waits for them in the library, if they want that. A message says no
// more than this: mail is read by others on its way.
package notify

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// Rhythm is how often somebody wants to be told by mail.
type Rhythm string

// The rhythms.
const (
	RhythmOff   Rhythm = "OFF"   // never
	RhythmSoon  Rhythm = "SOON"  // soon after it happened, at most once in a quarter of an hour
	RhythmDaily Rhythm = "DAILY" // in the morning, of what happened before
)

// Choice is how somebody wants to be told by mail.
type Choice struct {
	Rhythm Rhythm
	// Language is the one in which the messages are; empty while there are none.
	Language library.Language
}

// choice is the document of a Choice; there is none for whoever wants no mail.
type choice struct {
	Rhythm   Rhythm           `json:"rhythm"`
	Language library.Language `json:"language"`
	// Since is the last entry of the journal before it was chosen: of what came before nobody is told.
	Since uint64 `json:"since"`
	// Off is the secret of the address that switches the messages off, which is all that it is good for.
	Off string `json:"off"`
}

// Mailer sends one message, and gives up when ctx ends. off is the address that switches such messages off.
type Mailer interface {
	SendUntilOff(ctx context.Context, to, subject, text, off string) error
}

// Config is what a Service stands on.
type Config struct {
	Library   *library.Library
	Documents library.Documents
	// BaseURL comes before the path of every link, without a slash at its end.
	BaseURL string
	// Mail sends the messages; nil where no mail server is known: then choices are kept, and nothing is sent.
	Mail Mailer
	// Address gives the e-mail address of an account; empty when it has none any more.
	Address func(ctx context.Context, account string) (string, error)
	// Clock is the time of day if nil.
	Clock func() time.Time
	// Log hears of trouble, never of an address.
	Log *slog.Logger
}

// Service keeps who wants to be told by mail, and tells them. Its methods are safe for concurrent use, but for Keep.
type Service struct {
	Config
	texts map[library.Language]texts

	// What follows is the sender's alone. settled says, by account, up to which entry there is nothing left to tell.
	settled map[string]uint64
	all     backoff
	each    map[string]*backoff
}

// New makes a Service.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Config: c, texts: loadTexts(), settled: map[string]uint64{}, each: map[string]*backoff{}}
}

// Sends reports whether any mail is sent.
func (s *Service) Sends() bool { return s.Mail != nil }

// Choice tells how an account wants to be told by mail, with one read.
func (s *Service) Choice(ctx context.Context, account string) (Choice, error) {
	kept, err := s.find(ctx, account)
	if err != nil || kept == nil {
		return Choice{Rhythm: RhythmOff}, err
	}
	return Choice{kept.Rhythm, kept.Language}, nil
}

// find reads what an account has chosen; nil when it wants no mail.
func (s *Service) find(ctx context.Context, account string) (*choice, error) {
	var kept choice
	err := s.Documents.Find(ctx, library.CollectionChoices, account, &kept)
	if errors.Is(err, library.ErrNoDocument) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &kept, nil
}

// Choose notes how an account wants to be told by mail of what happens from now on. Refusal: BAD_INPUT with the field.
func (s *Service) Choose(ctx context.Context, account string, c Choice) error {
	if c.Rhythm == RhythmOff {
		_, err := s.Documents.Delete(ctx, library.CollectionChoices, account)
		return err
	}
	if c.Language == "" {
		c.Language = library.English
	}
	if !slices.Contains(library.Languages, c.Language) {
		return library.RefuseField(library.CodeBadInput, "language", "Messages are in the nine languages of the pages.")
	}
	before, err := s.find(ctx, account)
	if err != nil {
		return err
	}
	next := choice{c.Rhythm, c.Language, s.Library.Mark().Number, library.RandomID() + library.RandomID()}
	if before == nil {
		err = s.Documents.Insert(ctx, library.CollectionChoices, account, next)
		if !errors.Is(err, library.ErrKeyTaken) {
			return err
		}
	} else { // what was not told yet, and the links in messages of before, stay as they are
		next.Since, next.Off = before.Since, before.Off
	}
	return s.Documents.Replace(ctx, library.CollectionChoices, account, next)
}
