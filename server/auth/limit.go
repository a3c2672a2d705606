package auth

import (
	"slices"
	"sync"
	"time"
)

// How often somebody may try to sign in, or to guess a link: ten times in a quarter of an hour for each account, and for
// each source.
const (
	maxTries  = 10
	tryWindow = 15 * time.Minute
	// maxKeys bounds the memory that trying can take: a few MB.
	maxKeys = 50_000
	// forgetEvery is how long a try that is over may still be held in memory.
	forgetEvery = time.Minute
)

// limiter counts tries on this server, in memory, and holds nothing once they are over. The zero limiter is ready.
type limiter struct {
	mu    sync.Mutex
	tries map[string][]time.Time
	// forgetting is true while a time is set to forget what is over.
	forgetting bool
}

// take counts a try under each of the keys. If there were too many under one, nothing is counted, and it tells how long
// to wait.
func (l *limiter) take(now time.Time, keys ...string) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.tries == nil {
		l.tries = map[string][]time.Time{}
	}
	for _, key := range keys {
		recent := l.recent(now, key)
		if len(recent) >= maxTries {
			wait = max(wait, recent[0].Add(tryWindow).Sub(now))
		}
	}
	if wait > 0 {
		return wait
	}
	l.makeRoom(now, len(keys))
	for _, key := range keys {
		l.tries[key] = append(l.tries[key], now)
	}
	l.forgetLater(now)
	return 0
}

// fill notes that others have used up all tries under a key, by when those are over, so that nobody has to be asked again
// before.
func (l *limiter) fill(key string, over []time.Time) {
	if len(over) < maxTries {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	tries := make([]time.Time, len(over))
	for i, at := range over {
		tries[i] = at.Add(-tryWindow)
	}
	slices.SortFunc(tries, time.Time.Compare)
	l.makeRoom(tries[len(tries)-1], 1)
	l.tries[key] = tries
}

// forgetLater sees to it that tries are forgotten although nobody tries again: where they came from is nobody's
// business for longer than they count.
func (l *limiter) forgetLater(now time.Time) {
	if l.forgetting || len(l.tries) == 0 {
		return
	}
	l.forgetting = true
	time.AfterFunc(forgetEvery, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		now := now.Add(forgetEvery)
		l.forgetting = false
		l.forget(now)
		l.forgetLater(now)
	})
}

// forget lets go of all tries that are over.
func (l *limiter) forget(now time.Time) {
	for key := range l.tries {
		l.recent(now, key)
	}
}

// giveBack takes a try back that turned out to be none: somebody signed in.
func (l *limiter) giveBack(at time.Time, keys ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		if i := slices.IndexFunc(l.tries[key], at.Equal); i >= 0 {
			l.tries[key] = slices.Delete(l.tries[key], i, i+1)
		}
		if len(l.tries[key]) == 0 {
			delete(l.tries, key)
		}
	}
}

// recent forgets the tries under a key that are over, and gives the others, oldest first.
func (l *limiter) recent(now time.Time, key string) []time.Time {
	tries := slices.DeleteFunc(l.tries[key], func(at time.Time) bool { return now.Sub(at) >= tryWindow })
	if len(tries) == 0 {
		delete(l.tries, key)
		return nil
	}
	l.tries[key] = tries
	return tries
}

// makeRoom forgets what is over, and if need be something that is not.
func (l *limiter) makeRoom(now time.Time, n int) {
	if len(l.tries)+n <= maxKeys {
		return
	}
	l.forget(now)
	for key := range l.tries {
		if len(l.tries)+n <= maxKeys*9/10 {
			return
		}
		delete(l.tries, key)
	}
}
