package library

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"time"
)

// The bounds of a walk of a Sweeper, so that it takes a moment whatever there is.
const (
	// mostLookedAt bounds the documents that one walk looks at; the next goes on behind them.
	mostLookedAt = 2000
	// mostDead bounds those that are remembered from one walk to the next.
	mostDead = 10_000
	// SweepGrace is how long a document without use is left alone. Documents are stored before the entry that names them,
	// so that one may look like that for a moment.
	SweepGrace = 10 * time.Minute
)

// Sweeper removes plain documents that nobody has any use for: what has expired, and what a server has left that ended in
// the middle of something. Several at once do no harm. It is for one goroutine.
type Sweeper struct {
	documents Documents
	clock     func() time.Time
	// from is how many documents of each collection the last walk has left behind it.
	from map[Collection]int
	// dead holds since when documents have been seen without use.
	dead map[Collection]map[string]time.Time
}

// NewSweeper makes one that has not seen anything yet.
func NewSweeper(d Documents, clock func() time.Time) *Sweeper {
	return &Sweeper{documents: d, clock: clock, from: map[Collection]int{}, dead: map[Collection]map[string]time.Time{}}
}

// Walk looks at some documents of a collection. Those for which isDead holds now, and has held for a while, are removed;
// it gives how many.
func (s *Sweeper) Walk(ctx context.Context, c Collection, isDead func(Document) (bool, error)) (removed int, err error) {
	doomed, err := s.look(ctx, c, isDead)
	for _, key := range doomed {
		if _, err := s.documents.Delete(ctx, c, key); err != nil {
			return removed, err
		}
		delete(s.dead[c], key)
		removed++
	}
	s.from[c] = max(0, s.from[c]-removed)
	return removed, err
}

// look gives the keys of the documents that are to be removed.
func (s *Sweeper) look(ctx context.Context, c Collection, isDead func(Document) (bool, error)) (doomed []string, err error) {
	now, at, from := s.clock(), 0, s.from[c]
	for d, err := range s.documents.All(ctx, c) {
		if err != nil {
			return doomed, err
		}
		if at++; at <= from {
			continue
		}
		if at > from+mostLookedAt {
			s.from[c] = at - 1
			return doomed, nil
		}
		dead, err := isDead(d)
		if err != nil {
			return doomed, err
		}
		if since := s.note(c, d.Key, dead, now); dead && now.Sub(since) >= SweepGrace {
			doomed = append(doomed, d.Key)
		}
	}
	s.from[c] = 0
	return doomed, nil
}

// note remembers whether a document is of use, and gives since when it has not been.
func (s *Sweeper) note(c Collection, key string, dead bool, now time.Time) time.Time {
	if !dead {
		delete(s.dead[c], key)
		return now
	}
	if s.dead[c] == nil {
		s.dead[c] = map[string]time.Time{}
	}
	since, known := s.dead[c][key]
	if !known && len(s.dead[c]) < mostDead {
		s.dead[c][key] = now
	}
	if !known {
		since = now
	}
	return since
}

// ConcernWaits reports whether a concern waits for an answer, so that what was written is still of use.
func (l *Library) ConcernWaits(id string) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.concerns[id] != nil
}

// mostRechecked bounds the scrubbed entries that are looked at again at once.
const mostRechecked = 100

// Recheck looks again whether some of what was scrubbed is still emptied, the next each time: of two servers that empty an
// entry at the same moment, one that knows less may write last. It also makes the database forget what was deleted in it.
func (l *Library) Recheck(ctx context.Context) error {
	l.folding.Lock()
	all := l.state.wantedOf(l.state.allScrubbed())
	numbers := slices.Sorted(maps.Keys(all))
	from, _ := slices.BinarySearch(numbers, l.rechecked+1)
	next := numbers[from:min(from+mostRechecked, len(numbers))]
	l.rechecked = 0
	for _, number := range next {
		l.unfinished[number] = all[number]
		l.rechecked = number
	}
	l.folding.Unlock()
	switch {
	case len(next) > 0:
		return l.FinishScrubs(ctx)
	case l.ports.Purge != nil:
		return l.ports.Purge(ctx)
	default:
		return nil
	}
}

// dropConcernText removes what somebody wrote. Where that fails the sweep does it later.
func (l *Library) dropConcernText(ctx context.Context, id string) {
	if _, err := l.ports.Documents.Delete(context.WithoutCancel(ctx), CollectionConcerns, id); err != nil {
		l.ports.Log.WarnContext(ctx, "the text of a concern will be deleted later", slog.Any("error", err))
	}
}
