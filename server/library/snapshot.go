package library

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strings"
)

// maxRounds bounds how often the documents are read again because accounts or concerns changed meanwhile.
const maxRounds = 20

// Snapshot reads a library for a backup while others write into it: the whole journal, and after it the plain documents
// that belong to it. A document is stored before the entry that names it and deleted after the entry that ends it, so the
// documents are read behind the journal, and again if an entry about them arrived meanwhile.
type Snapshot struct {
	journal   Journal
	documents Documents

	last uint64
	// kept is what KeptCollections held when nothing about them changed any more.
	kept []Document
	// ended are the accounts that were closed and the concerns that were answered. Nothing that may still lie there about
	// them goes into a backup.
	ended  map[string]bool
	scrubs scrubsSeen
}

// NewSnapshot reads from a database.
func NewSnapshot(j Journal, d Documents) *Snapshot {
	return &Snapshot{journal: j, documents: d, ended: map[string]bool{}, scrubs: newScrubsSeen()}
}

// Entries reads the journal. UNAVAILABLE when accounts change faster than they can be read. ErrScrubbed when something
// already given out turns out to be scrubbed: what was read is then to be thrown away, and Entries to be called again.
func (s *Snapshot) Entries(ctx context.Context) iter.Seq2[Entry, error] {
	return chained(func(yield func(Entry, error) bool) {
		s.last, s.scrubs.given = 0, map[uint64]marks{}
		_, ok := s.pass(readAhead(ctx, s.journal, 0), yield)
		for range maxRounds {
			if !ok || s.last == 0 {
				return
			}
			if err := s.gather(ctx); err != nil {
				yield(Entry{}, err)
				return
			}
			var changed bool
			if changed, ok = s.pass(readAhead(ctx, s.journal, s.last), yield); ok && !changed {
				return
			}
		}
		if ok {
			yield(Entry{}, Refuse(CodeUnavailable, "Accounts and concerns change faster than they can be read; try again in a moment."))
		}
	})
}

// pass gives entries on. It reports whether one of them is about a document, and whether there was no reason to stop.
func (s *Snapshot) pass(entries iter.Seq2[Entry, error], yield func(Entry, error) bool) (changed, ok bool) {
	for e, err := range entries {
		if err == nil {
			changed = s.note(e) || changed
			s.last = e.Number
			e, err = s.scrubs.pass(e)
		} else {
			err = missing(s.last+1, err)
		}
		if !yield(e, err) || err != nil {
			return changed, false
		}
	}
	return changed, true
}

// note looks at what an entry means for the documents, and reports whether it is about one.
func (s *Snapshot) note(e Entry) bool {
	var about struct{ Account, Concern string }
	switch e.Type {
	case EntryAccountClosed, EntryConcernAnswered:
		_ = json.Unmarshal(e.Payload, &about) // whoever folds the history judges it
		s.ended[about.Account+about.Concern] = true
		return true
	case EntryRolesChanged, EntrySessionsEnded, EntryFactorChanged, EntryConcernReported:
		return true
	default:
		return false
	}
}

func (s *Snapshot) gather(ctx context.Context) error {
	s.kept = s.kept[:0]
	for _, c := range KeptCollections {
		for d, err := range s.documents.All(ctx, c) {
			if err != nil {
				return err
			}
			s.kept = append(s.kept, Document{c, d.Key, slices.Clone(d.Value)})
		}
	}
	return nil
}

// Documents gives the documents that belong to the entries, after these have been read to their end: sorted, and each
// once.
func (s *Snapshot) Documents() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		slices.SortStableFunc(s.kept, compareDocuments)
		kept := slices.CompactFunc(s.kept, func(a, b Document) bool { return compareDocuments(a, b) == 0 })
		for _, d := range kept {
			if !s.ended[d.about()] && !yield(d, nil) {
				return
			}
		}
	}
}

func compareDocuments(a, b Document) int {
	return cmp.Or(cmp.Compare(a.Collection, b.Collection), cmp.Compare(a.Key, b.Key))
}

// about gives the id of the account or concern that a kept document is about.
func (d Document) about() string {
	switch d.Collection {
	case CollectionAddresses, CollectionPasswords, CollectionTokens, CollectionFactors, CollectionIdentities:
		var owned struct{ Account string }
		_ = json.Unmarshal(d.Value, &owned)
		return owned.Account
	default:
		id, _, _ := strings.Cut(d.Key, "/")
		return id
	}
}
