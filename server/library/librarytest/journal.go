package librarytest

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// ErrCut is what a port answers when the line to the database is cut.
var ErrCut = errors.New("librarytest: the line was cut")

// Outcome is what becomes of one append.
type Outcome uint8

// The outcomes. The zero Outcome is the honest one: stored, or ErrNumberTaken.
const (
	Honest Outcome = iota
	// LostAnswer stores the entry, if its number is free, and answers ErrCut.
	LostAnswer
	// LostRequest stores nothing and answers ErrCut.
	LostRequest
	// Late answers ErrCut and tries to store the entry after the next append, whosever that is.
	Late
	// Hidden stores the entry, says that its number was taken, and hides it from the next reading, as an engine does
	// while it has not agreed with its copies yet.
	Hidden
	// Refused stores nothing and says that it never will.
	Refused
)

// Journal is a library.Journal in memory. Several libraries on one Journal are several servers on one database.
type Journal struct {
	mu      sync.Mutex
	entries map[uint64]library.Entry
	last    uint64
	late    []library.Entry
	hidden  uint64
	next    []Outcome
	choose  func(library.Entry) Outcome
	failing func(number uint64) error
	appends int
	reads   int
	// rewrites counts those of entries; failRewrites lets them fail.
	rewrites     int
	failRewrites func(number uint64) error
	// ping is what becomes of the next pings.
	ping func(context.Context) error
}

var _ library.Journal = (*Journal)(nil)

// NewJournal holds the given entries, under their own numbers.
func NewJournal(entries ...library.Entry) *Journal {
	j := &Journal{entries: map[uint64]library.Entry{}}
	for _, e := range entries {
		j.put(e)
	}
	return j
}

// Next says what becomes of the next appends, one by one.
func (j *Journal) Next(outcomes ...Outcome) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.next = append(j.next, outcomes...)
}

// Choose says what becomes of every append for which Next has said nothing; nil makes all of them honest. It is called
// by one goroutine at a time.
func (j *Journal) Choose(choose func(library.Entry) Outcome) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.choose = choose
}

// FailReads lets every reading of an entry fail for which failing gives an error; nil lets none fail. It is called by
// one goroutine at a time.
func (j *Journal) FailReads(failing func(number uint64) error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.failing = failing
}

// FailReadsLocked is FailReads for use inside the function given to Choose.
func (j *Journal) FailReadsLocked(failing func(number uint64) error) { j.failing = failing }

// Put stores an entry under its number, whatever stands there.
func (j *Journal) Put(e library.Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.put(e)
}

// Remove makes a hole.
func (j *Journal) Remove(number uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.entries, number)
}

// Replace swaps the whole history for another.
func (j *Journal) Replace(entries ...library.Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries, j.last, j.late = map[uint64]library.Entry{}, 0, nil
	for _, e := range entries {
		j.put(e)
	}
}

// Entries lists the journal as it stands, without those that are still to land.
func (j *Journal) Entries() []library.Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := make([]library.Entry, 0, len(j.entries))
	for n := uint64(1); n <= j.last; n++ {
		if e, ok := j.entries[n]; ok {
			out = append(out, copyOf(e))
		}
	}
	return out
}

// Calls counts the appends and the entries asked for so far.
func (j *Journal) Calls() (appends, reads int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.appends, j.reads
}

// Silence lets every ping fail, at once or after hanging until its time is over.
func (j *Journal) Silence(hangs bool) {
	j.answerPings(func(ctx context.Context) error {
		if hangs {
			<-ctx.Done()
		}
		return ErrCut
	})
}

// Speak lets every ping succeed again.
func (j *Journal) Speak() { j.answerPings(nil) }

// LosePing lets the next ping fail.
func (j *Journal) LosePing() {
	j.answerPings(func(context.Context) error {
		j.Speak()
		return ErrCut
	})
}

func (j *Journal) answerPings(ping func(context.Context) error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ping = ping
}

// Ping implements library.Journal.
func (j *Journal) Ping(ctx context.Context) error {
	j.mu.Lock()
	ping := j.ping
	j.mu.Unlock()
	if ping == nil {
		return ctx.Err()
	}
	return ping(ctx)
}

// Append implements library.Journal.
func (j *Journal) Append(ctx context.Context, e library.Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.appends++
	e = copyOf(e)
	landing := j.late
	j.late = nil
	defer func() {
		for _, late := range landing {
			j.insert(late)
		}
	}()
	switch j.outcome(e) {
	case LostAnswer:
		j.insert(e)
		return ErrCut
	case LostRequest:
		return ErrCut
	case Late:
		j.late = append(j.late, e)
		return ErrCut
	case Hidden:
		if j.insert(e) {
			j.hidden = e.Number
		}
		return library.ErrNumberTaken
	case Refused:
		return library.Refuse(library.CodeInternal, "The library could not store this.")
	case Honest:
	}
	if !j.insert(e) {
		return library.ErrNumberTaken
	}
	return nil
}

// Entry implements library.Journal.
func (j *Journal) Entry(ctx context.Context, number uint64) (library.Entry, error) {
	if err := ctx.Err(); err != nil {
		return library.Entry{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.read(number)
}

// EntryUUID implements library.Journal.
func (j *Journal) EntryUUID(ctx context.Context, number uint64) (string, error) {
	e, err := j.Entry(ctx, number)
	return e.UUID, err
}

// Since implements library.Journal.
func (j *Journal) Since(ctx context.Context, number uint64) iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		for {
			number++
			e, err := j.step(ctx, number)
			if errors.Is(err, errEnd) || !yield(e, err) || err != nil {
				return
			}
		}
	}
}

var errEnd = errors.New("librarytest: the journal ends here")

// step reads one entry and tells a hole from the end.
func (j *Journal) step(ctx context.Context, number uint64) (library.Entry, error) {
	if err := ctx.Err(); err != nil {
		return library.Entry{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	e, err := j.read(number)
	if !errors.Is(err, library.ErrNoEntry) || number < j.last {
		return e, err
	}
	if j.hidden == number {
		j.hidden = 0
	}
	return e, errEnd
}

func (j *Journal) outcome(e library.Entry) Outcome {
	if len(j.next) > 0 {
		first := j.next[0]
		j.next = j.next[1:]
		return first
	}
	if j.choose != nil {
		return j.choose(e)
	}
	return Honest
}

func (j *Journal) insert(e library.Entry) bool {
	if _, taken := j.entries[e.Number]; taken {
		return false
	}
	j.put(e)
	return true
}

func (j *Journal) put(e library.Entry) {
	j.entries[e.Number] = copyOf(e)
	j.last = max(j.last, e.Number)
}

func (j *Journal) read(number uint64) (library.Entry, error) {
	j.reads++
	if j.failing != nil {
		if err := j.failing(number); err != nil {
			return library.Entry{}, err
		}
	}
	e, ok := j.entries[number]
	if !ok || j.hidden == number {
		return library.Entry{}, library.ErrNoEntry
	}
	return copyOf(e), nil
}

func copyOf(e library.Entry) library.Entry {
	e.Payload = bytes.Clone(e.Payload)
	return e
}

// Rewrite implements library.Journal.
func (j *Journal) Rewrite(ctx context.Context, e library.Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.rewrites++
	if j.failRewrites != nil {
		if err := j.failRewrites(e.Number); err != nil {
			return err
		}
	}
	if _, there := j.entries[e.Number]; !there {
		return library.ErrNoEntry
	}
	j.put(e)
	return nil
}

// FailRewrites lets every rewriting of an entry fail for which failing gives an error; nil lets none fail.
func (j *Journal) FailRewrites(failing func(number uint64) error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.failRewrites = failing
}

// Rewrites counts them.
func (j *Journal) Rewrites() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.rewrites
}
