package store

import "sync/atomic"

// Calls counts how often a store was asked for something, so that a test can hold a request to its number.
type Calls struct {
	Append, Entry, Since, PutBodies, Body, PutDraft, Draft uint64
	// Lookups counts the documents asked for by _id, by any of the above.
	Lookups uint64
}

type counters struct{ appends, entries, since, putBodies, bodies, putDrafts, drafts, lookups atomic.Uint64 }

// Calls gives the counts since Open.
func (s *Store) Calls() Calls {
	return Calls{
		Append:    s.calls.appends.Load(),
		Entry:     s.calls.entries.Load(),
		Since:     s.calls.since.Load(),
		PutBodies: s.calls.putBodies.Load(),
		Body:      s.calls.bodies.Load(),
		PutDraft:  s.calls.putDrafts.Load(),
		Draft:     s.calls.drafts.Load(),
		Lookups:   s.calls.lookups.Load(),
	}
}
