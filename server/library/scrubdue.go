package library

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"
)

// Some texts are scrubbed without anybody asking for it: what a draft said that its only writer gave up, what a
// practice said that was taken down for somebody's safety, and the remarks of somebody whose account is closed. That
// follows from the state alone. So whatever happens between the entry that ends something and the one that scrubs it, the
// next server finds it.

// dueAfter is how long the other servers leave it to the one on which something ended.
const dueAfter = 10 * time.Second

// dueScrub is something that is to be scrubbed.
type dueScrub struct {
	reason ScrubReason
	texts  []scrubbedTexts
	since  time.Time
	// account is the closed one, for remarks.
	account string
}

// about reports whether it is about a practice.
func (d *dueScrub) about(id ID) bool {
	return slices.ContainsFunc(d.texts, func(t scrubbedTexts) bool { return t.Practice == id })
}

// ends are the entries after which something may be due.
var ends = []EntryType{EntryDraftDiscarded, EntryPracticeWithdrawn, EntryConcernAnswered, EntryAccountClosed}

// due lists what is to be scrubbed, in the order of the entries.
func (s *State) due() []dueScrub {
	var out []dueScrub
	for ref := range s.drafts {
		for _, r := range s.rounds(ref) {
			texts := s.unscrubbed(scrubbedTexts{Practice: ref.Practice, Language: ref.Language, Entries: r.entries})
			if len(texts.Entries) > 0 && r.discardedByItsWriter() {
				out = append(out, dueScrub{reason: ScrubDiscarded, texts: some(texts), since: r.discardedAt})
			}
		}
	}
	for id, h := range s.heads {
		if h.Withdrawn == nil || h.Withdrawn.Reason != WithdrawnSafety && !h.Unsafe {
			continue
		}
		if texts := some(s.past(id)); len(texts) > 0 {
			out = append(out, dueScrub{reason: ScrubSafety, texts: texts, since: h.Withdrawn.At})
		}
	}
	out = append(out, s.dueRemarks()...)
	slices.SortFunc(out, func(a, b dueScrub) int { return cmp.Compare(a.texts[0].Entries[0], b.texts[0].Entries[0]) })
	return out
}

// discardedByItsWriter reports whether nobody but whoever gave the draft up wrote in it. Nothing takes the words of
// somebody else away by the way: not a role, and not a full stop put behind them.
func (r *round) discardedByItsWriter() bool {
	return r.discardedBy != "" && !slices.ContainsFunc(r.writers, func(w string) bool { return w != r.discardedBy })
}

// dueRemarks finds what people whose account is closed have remarked on drafts.
func (s *State) dueRemarks() []dueScrub {
	remarks := map[string][]scrubbedTexts{}
	for id, events := range s.events {
		of := map[string]*scrubbedTexts{}
		for _, e := range events {
			isRemark := e.Type == EntryCommentAdded || e.Type == EntryDraftChangesRequested
			if a := s.accounts[e.Account]; !isRemark || a == nil || !a.Closed || s.scrubbed[id][e.Number] != 0 {
				continue
			}
			if of[e.Account] == nil {
				of[e.Account] = &scrubbedTexts{Practice: id}
			}
			of[e.Account].Entries = append(of[e.Account].Entries, e.Number)
		}
		for account, texts := range of {
			remarks[account] = append(remarks[account], *texts)
		}
	}
	var out []dueScrub
	for account, texts := range remarks {
		slices.SortFunc(texts, func(a, b scrubbedTexts) int { return cmp.Compare(a.Practice, b.Practice) })
		out = append(out, dueScrub{reason: ScrubAccountClosed, texts: texts, account: account})
	}
	return out
}

// scrubDue scrubs what has just become due and is meant. What cannot be done now is done by whichever server comes to it.
func (l *Library) scrubDue(ctx context.Context, v Viewer, meant func(*dueScrub) bool) {
	if err := l.appendDue(context.WithoutCancel(ctx), v, meant); err != nil {
		l.ports.Log.WarnContext(ctx, "what was ended will be scrubbed later", slog.Any("error", err))
		return
	}
	l.finishSoon(ctx)
}

func (l *Library) appendDue(ctx context.Context, v Viewer, meant func(*dueScrub) bool) error {
	for more := true; more; {
		err := l.change(ctx, v, func(_ context.Context, s *State, _ Viewer) (*change, error) {
			due := slices.DeleteFunc(s.due(), func(d dueScrub) bool { return !meant(&d) })
			if more = len(due) > 0; !more {
				return nil, nil
			}
			return &change{EntryTextsScrubbed, &textsScrubbed{Reason: due[0].reason, Texts: due[0].texts}}, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ScrubLeft scrubs what became due a while ago and was left by a server that ended, empties what is not emptied yet, and
// takes the way to reach somebody whose account was closed out of their concerns.
// Tail does so all the time.
func (l *Library) ScrubLeft(ctx context.Context) error {
	now := l.ports.Clock()
	old := func(d *dueScrub) bool { return now.Sub(d.since) >= dueAfter }
	l.folding.Lock()
	var due []dueScrub
	if l.mayBeDue && !l.isStuck() {
		due = l.state.due()
		l.mayBeDue = len(due) > 0
	}
	unfinished := len(l.unfinished) > 0 || l.unforgotten
	l.folding.Unlock()
	var err error
	if slices.ContainsFunc(due, func(d dueScrub) bool { return old(&d) }) {
		err = l.appendDue(ctx, Operator(), old)
	}
	if unfinished || len(due) > 0 {
		err = errors.Join(err, l.FinishScrubs(ctx))
	}
	return errors.Join(err, l.partTexts(ctx))
}
