package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"sync"
)

// History reads the whole journal in order, each entry sure to follow on the one before. An error ends it: an *Error
// whose message names the entry at which the journal is damaged, or the one of a database that did not answer.
func History(ctx context.Context, j Journal) iter.Seq2[Entry, error] {
	return chained(func(yield func(Entry, error) bool) {
		number := uint64(1)
		for e, err := range readAhead(ctx, j, 0) {
			if !yield(e, missing(number, err)) || err != nil {
				return
			}
			number++
		}
	})
}

// OpenedBy gives the id of the library that an entry opened; "" when it opened none.
func OpenedBy(first Entry) string {
	var opened libraryOpened
	if first.Number != 1 || first.Type != EntryLibraryOpened || json.Unmarshal(first.Payload, &opened) != nil {
		return ""
	}
	return opened.Library
}

// missing says in a sentence that an entry is not there or is none.
func missing(number uint64, err error) error {
	switch {
	case errors.Is(err, ErrNoEntry):
		return damagedAt(number, "it is missing, although later ones are there", err)
	case isDamaged(err):
		return damagedAt(number, "what stands there is no entry", err)
	}
	return err
}

func damagedAt(number uint64, what string, cause error) error {
	refusal := Refuse(CodeInternal, "The journal is damaged at entry %d: %s.", number, what)
	refusal.Cause = cause
	return refusal
}

// chained lets entries through for as long as each follows on the one before, from the first.
func chained(entries iter.Seq2[Entry, error]) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var last Entry
		for e, err := range entries {
			if err == nil {
				err = follows(last, e)
			}
			if !yield(e, err) || err != nil {
				return
			}
			last = e
		}
	}
}

// follows refuses an entry that cannot stand behind another; the zero Entry stands before the first.
func follows(last, e Entry) error {
	switch {
	case e.Number != last.Number+1:
		return damagedAt(last.Number+1, fmt.Sprintf("entry %d stands in its place", e.Number), nil)
	case e.Previous != last.UUID:
		return damagedAt(e.Number, "it follows on another entry than the one before it", nil)
	case e.UUID == "":
		return damagedAt(e.Number, "it has no UUID", nil)
	case e.Number == 1 && OpenedBy(e) == "":
		return damagedAt(1, "no library begins with it", nil)
	}
	return nil
}

// folded folds a history from its beginning and hands over each entry with the state after it.
func folded(entries iter.Seq2[Entry, error], each func(*State, decoded) error) (*State, error) {
	s := newState()
	for e, err := range entries {
		if err != nil {
			return s, err
		}
		d, err := decodePayload(e)
		if err != nil {
			return s, damagedAt(e.Number, "this program cannot read it; a newer one may", err)
		}
		s.apply(d)
		if err := each(s, d); err != nil {
			return s, err
		}
	}
	return s, nil
}

// readAhead reads entries while those before them are worked on: on the embedded engine both take about as long.
func readAhead(ctx context.Context, j Journal, number uint64) iter.Seq2[Entry, error] {
	type read struct {
		entry Entry
		err   error
	}
	return func(yield func(Entry, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		next, enough := make(chan read, 1), make(chan struct{})
		var reading sync.WaitGroup
		reading.Go(func() {
			defer close(next)
			for e, err := range j.Since(ctx, number) {
				select {
				case next <- read{e, err}:
				case <-enough: // not ctx: an error of reading is handed on, whatever its cause
					return
				}
			}
		})
		defer reading.Wait()
		defer close(enough)
		defer cancel()
		for r := range next {
			if !yield(r.entry, r.err) {
				return
			}
		}
	}
}
