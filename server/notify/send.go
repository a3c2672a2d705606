package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/mail"
)

const (
	// patience bounds one exchange with the mail server.
	patience = 40 * time.Second
	// soon is how far apart messages to one person are at least.
	soon = 15 * time.Minute
	// morning is when those are told who want that once a day, in UTC.
	morning = 6 * time.Hour
	// latest is how old something may be of which somebody is told by mail: in the library they find it all the same.
	latest = 7 * 24 * time.Hour
	// claimLife is how long it is known that somebody was told of something: longer than it can be told.
	claimLife = 30 * 24 * time.Hour
)

// Keep tells people by mail, looking every so often for what is new, until ctx ends. No request waits for it. A message
// is sent at most once: what a server had claimed when it was killed, or when a mail server took a message and did not
// say so, is not told again by mail; it stands in the library all the same.
func (s *Service) Keep(ctx context.Context, every time.Duration) {
	if !s.Sends() {
		return
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := s.Round(ctx); err != nil && ctx.Err() == nil {
				s.Log.WarnContext(ctx, "people were not told by mail", slog.Any("error", err))
			}
		}
	}
}

// Round tells everybody what waits for them now. It ends early where the mail server is in trouble.
func (s *Service) Round(ctx context.Context) error {
	if !s.Sends() || s.all.holds(s.Clock()) {
		return nil
	}
	chosen := map[string]choice{}
	for d, err := range s.Documents.All(ctx, library.CollectionChoices) {
		if err != nil {
			return err
		}
		var c choice
		if json.Unmarshal(d.Value, &c) == nil { // what cannot be read is nothing that somebody chose
			chosen[d.Key] = c
		}
	}
	for account, c := range chosen {
		if err := s.tell(ctx, account, c); err != nil {
			return err
		}
		if s.all.holds(s.Clock()) {
			return nil
		}
	}
	return nil
}

// tell tells somebody what is new.
func (s *Service) tell(ctx context.Context, account string, c choice) error {
	now := s.Clock().UTC()
	if s.each[account].holds(now) {
		return nil
	}
	upTo, news, err := s.news(ctx, account, c, now)
	if err != nil || len(news) == 0 {
		return err
	}
	to, err := s.Address(ctx, account)
	if err != nil || to == "" {
		return err
	}
	claims, err := s.claimAll(ctx, account, c, news, now)
	if err != nil || len(claims) < 2 { // one is the turn alone: others have told the rest
		return err
	}
	if s.send(ctx, account, to, c) {
		s.settled[account] = upTo
		return nil
	}
	for _, key := range claims {
		if _, err := s.Documents.Delete(context.WithoutCancel(ctx), library.CollectionClaims, key); err != nil {
			return err
		}
	}
	return nil
}

// news are the entries of which somebody has not been told, the latest of which is upTo.
func (s *Service) news(ctx context.Context, account string, c choice, now time.Time) (upTo uint64, news []uint64, err error) {
	standing, there := s.Library.Standing(account)
	if !there || standing.Epoch == 0 {
		return 0, nil, nil
	}
	before := now
	if c.Rhythm == RhythmDaily {
		before = now.Add(-morning).Truncate(24 * time.Hour).Add(morning)
	}
	for _, n := range s.Library.Notifications(library.Member(account, standing.Grants...)) {
		isNew := !n.IsRead && n.Number > max(c.Since, s.settled[account]) && !n.At.After(before) && now.Sub(n.At) < latest
		if !isNew {
			continue
		}
		upTo = max(upTo, n.Number)
		err := s.Documents.Find(ctx, library.CollectionClaims, told(account, n.Number), &library.Claim{})
		switch {
		case errors.Is(err, library.ErrNoDocument):
			news = append(news, n.Number)
		case err != nil:
			return 0, nil, err
		}
	}
	if len(news) == 0 {
		s.settled[account] = max(s.settled[account], upTo)
	}
	return upTo, news, nil
}

func told(account string, number uint64) string { return fmt.Sprintf("mail/%s/%d", account, number) }

// turn is the key of the claim that no more than one message goes to somebody in a quarter of an hour, or on one day.
func turn(account string, c choice, now time.Time) string {
	if c.Rhythm == RhythmDaily {
		return fmt.Sprintf("mail/%s/day/%s", account, now.Add(-morning).Format(time.DateOnly))
	}
	return fmt.Sprintf("mail/%s/soon/%d", account, now.Unix()/int64(soon.Seconds()))
}

// claimAll claims the turn and then what is new; it gives the keys of what was claimed here, the turn first. Whatever
// becomes of the server that has claimed something, no other tells it again.
func (s *Service) claimAll(ctx context.Context, account string, c choice, news []uint64, now time.Time) (keys []string, err error) {
	wanted := []string{turn(account, c, now)}
	for _, number := range news {
		wanted = append(wanted, told(account, number))
	}
	for i, key := range wanted {
		err := s.Documents.Insert(ctx, library.CollectionClaims, key, library.Claim{Expires: now.Add(claimLife)})
		switch {
		case errors.Is(err, library.ErrKeyTaken) && i == 0:
			return nil, nil
		case errors.Is(err, library.ErrKeyTaken):
		case err != nil:
			return nil, err
		default:
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// send sends one message. It reports whether that is settled: false means that it was certainly not sent, and is to be
// tried again.
func (s *Service) send(ctx context.Context, account, to string, c choice) bool {
	sending, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	off := s.BaseURL + offPath + "?" + offQuery(account, c.Off)
	t := s.texts[c.Language]
	err := s.Mail.SendUntilOff(sending, to, t.Subject, t.body(s.BaseURL+"/"+string(c.Language)+"/account", off), off)
	now := s.Clock()
	switch {
	case err == nil:
		s.all, s.each[account] = backoff{}, nil
		return true
	case errors.Is(err, mail.ErrReceiver):
		if s.each[account] == nil {
			s.each[account] = &backoff{}
		}
		s.each[account].fail(now, 24*time.Hour)
	default:
		s.all.fail(now, time.Hour)
	}
	s.Log.WarnContext(ctx, "somebody was not told by mail", slog.Any("error", err))
	return errors.Is(err, mail.ErrUnsure)
}

// backoff says how long to leave what has failed: a minute at first, and twice as long each time.
type backoff struct {
	failures int
	until    time.Time
}

func (b *backoff) holds(now time.Time) bool { return b != nil && now.Before(b.until) }

func (b *backoff) fail(now time.Time, most time.Duration) {
	b.until = now.Add(min(time.Minute<<min(b.failures, 12), most))
	b.failures++
}
