package library

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Library is the one thing that everything outside talks to: it answers questions and accepts changes for a viewer.
// Its methods are safe for concurrent use.
type Library struct {
	ports Ports

	// queue holds the one token of the writer queue of this process.
	queue chan struct{}
	// folding is held while entries are taken in, so that they are taken in once and in order. Who wants mu as well
	// takes it second.
	folding sync.Mutex
	// mu guards state and trouble for readers; they change only while folding is held too.
	mu    sync.RWMutex
	state *State
	// trouble is why writes are switched off; nil when they are not.
	trouble error
	// silent is true while the database does not answer.
	silent atomic.Bool

	// What follows is guarded by folding. saved is the number at which saving was last tried.
	saved uint64
	// startedOver is true while the journal is being taken in anew.
	startedOver bool
	// awaited is the UUID of the change that is being written, landed its entry once that has been folded.
	awaited string
	landed  *decoded
	// proven is the entry that the journal was last seen to hold.
	proven proof
	// unfinished holds, by entry, what was scrubbed and not seen emptied yet.
	unfinished map[uint64]marks
	// parted holds the concerns whose text has been seen without a way to reach an account that was closed.
	parted sync.Map
	// unforgotten is true while what is saved on disk may hold what was scrubbed since.
	unforgotten bool
	// rechecked is the scrubbed entry that was looked at again last.
	rechecked uint64
	// mayBeDue is true while something may be left that is to be scrubbed.
	mayBeDue bool
	// lookedToAsk is when it was last looked whom to ask about what is due.
	lookedToAsk time.Time

	// reads counts how often practices are read.
	reads reads

	// finishing lets one go at a time through what is unfinished. Who wants folding as well takes it second.
	finishing sync.Mutex
}

// Ports are what a Library needs from outside. Clock and NewID may be nil: then it is the time of day, and chance.
type Ports struct {
	Journal Journal
	Bodies  Bodies
	// Documents may be nil where nobody can report anything.
	Documents Documents
	ReadSide  ReadSide
	Saver     Saver
	// Translator has texts translated by a machine; nil where there is none.
	Translator Translator
	// Purge makes the database forget for good what was replaced or deleted in it; nil where nothing can be done.
	Purge func(ctx context.Context) error
	// Founding is asked before an empty journal becomes a new library, and may refuse; nil refuses nothing.
	Founding func() error
	// Clock tells when something happens.
	Clock func() time.Time
	// Today tells which day what somebody writes may speak of; nil is Clock.
	Today func() time.Time
	// NewID makes an id that nobody can guess and that never comes again.
	NewID func() string
	// Log takes what is for operators only.
	Log *slog.Logger

	// patience bounds how long one change may take; zero means the default.
	patience time.Duration
}

// saveEvery bounds how many entries a start after a crash has to take in again.
const saveEvery = 1000

// Open brings fold and read side up to the end of the journal, from what was saved where that still fits. An empty
// journal becomes a new library. An entry that this program cannot read does not fail Open: the library then answers
// as of the entry before it, refuses to write, and Ready says why.
func Open(ctx context.Context, p Ports) (*Library, error) {
	if p.Clock == nil {
		p.Clock = time.Now
	}
	if p.Today == nil {
		p.Today = p.Clock
	}
	if p.NewID == nil {
		p.NewID = RandomID
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	if p.patience == 0 {
		p.patience = defaultPatience
	}
	l := &Library{ports: p, queue: make(chan struct{}, 1), state: newState(), unfinished: map[uint64]marks{}, mayBeDue: true}
	if err := l.load(ctx); err != nil {
		return nil, err
	}
	if err := l.found(ctx); err != nil {
		return nil, err
	}
	return l, nil
}

// RandomID makes an id of 128 random bits, in lower-case base32 without padding.
func RandomID() string {
	var raw [16]byte
	rand.Read(raw[:])
	return EncodeID(raw)
}

// EncodeID writes 128 bits the way all ids of the library are written.
func EncodeID(raw [16]byte) string {
	return strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
}

// found writes the first entry of an empty journal. Of several servers that start at once, one does it.
func (l *Library) found(ctx context.Context) error {
	if l.Mark().Number > 0 || l.isStuck() {
		return nil
	}
	if l.ports.Founding != nil {
		if err := l.ports.Founding(); err != nil {
			return err
		}
	}
	return l.change(ctx, Operator(), func(_ context.Context, s *State, _ Viewer) (*change, error) {
		if s.mark.Number > 0 {
			return nil, nil
		}
		return &change{EntryLibraryOpened, &libraryOpened{Library: l.ports.NewID()}}, nil
	})
}

// Mark tells which library this is and up to which entry it has been taken in here.
func (l *Library) Mark() Mark {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.mark
}

// Served tells up to which entry answers are sure to take the journal into account. An answer made after Served has
// been asked may be newer, never older.
func (l *Library) Served() uint64 { return min(l.Mark().Number, l.ports.ReadSide.Mark().Number) }

// Ready reports why the library should get no traffic; nil when all is well. ErrSilent means that the database does
// not answer, anything else that writes are switched off.
func (l *Library) Ready() error {
	if err := l.stuck(); err != nil {
		return err
	}
	if l.silent.Load() {
		return ErrSilent
	}
	return nil
}

// stuck tells why writes are switched off; nil when they are not.
func (l *Library) stuck() error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.trouble
}

func (l *Library) isStuck() bool { return l.stuck() != nil }

// Reference gives today's reference data.
func (l *Library) Reference() *Reference {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.reference
}

// BundleHash gives the hash of the last import of a bundle; empty when it was never imported.
func (l *Library) BundleHash(name string) string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.bundles[name]
}

// Tail takes in what other servers write, looking every so often, finishes what scrubbings have left, and asks
// territories about what is due, until ctx ends.
func (l *Library) Tail(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			said = l.tick(ctx, said)
		}
	}
}

// tick catches up once and logs a trouble when it is a new one.
func (l *Library) tick(ctx context.Context, said string) string {
	err := l.CatchUp(ctx)
	if err == nil {
		err = errors.Join(l.ScrubLeft(ctx), l.AskDue(ctx))
	}
	if err == nil || ctx.Err() != nil {
		return ""
	}
	if err.Error() != said {
		l.ports.Log.WarnContext(ctx, "the journal could not be followed", slog.Any("error", err))
	}
	return err.Error()
}

// Close saves fold and read side. The library must not be used afterwards.
func (l *Library) Close() error {
	l.folding.Lock()
	defer l.folding.Unlock()
	if err := l.save(); err != nil {
		return fmt.Errorf("library: saving at the end: %w", err)
	}
	return nil
}
