package library

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// ErrSilent means that the database does not answer. What is held for reading is served all the same.
var ErrSilent = errors.New("library: the database does not answer")

// A database is called silent after two looks in vain, so that one connection that was cut is no alarm: within 1.9
// seconds, whether it refuses or says nothing.
const (
	lookEvery  = 500 * time.Millisecond
	lookWithin = 700 * time.Millisecond
)

// Watch looks again and again whether the database answers, until ctx ends. For as long as it does not, Ready says so
// and no reader waits for it.
func (l *Library) Watch(ctx context.Context) {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			l.look(ctx)
		}
	}
}

func (l *Library) look(ctx context.Context) {
	err := l.ping(ctx)
	if err != nil && !l.silent.Load() {
		err = l.ping(ctx)
	}
	if ctx.Err() != nil || l.silent.Swap(err != nil) == (err != nil) {
		return
	}
	if err != nil {
		l.ports.Log.ErrorContext(ctx, "the database does not answer", slog.Any("error", err))
	} else {
		l.ports.Log.InfoContext(ctx, "the database answers again")
	}
}

func (l *Library) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	return l.ports.Journal.Ping(ctx)
}
