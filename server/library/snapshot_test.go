package library_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// busyDocuments lets something happen each time just before and just after a collection is read.
type busyDocuments struct {
	*librarytest.Documents
	before, after func(library.Collection)
}

func (d busyDocuments) All(ctx context.Context, c library.Collection) iter.Seq2[library.Document, error] {
	return func(yield func(library.Document, error) bool) {
		if d.before != nil {
			d.before(c)
		}
		for v, err := range d.Documents.All(ctx, c) {
			if !yield(v, err) {
				return
			}
		}
		if d.after != nil {
			d.after(c)
		}
	}
}

// snapshot reads a whole snapshot, the documents as "collection/key".
func snapshot(t *testing.T, j library.Journal, d library.Documents) (entries []library.Entry, keys []string, err error) {
	t.Helper()
	s := library.NewSnapshot(j, d)
	for e, err := range s.Entries(t.Context()) {
		if err != nil {
			return nil, nil, err
		}
		entries = append(entries, e)
	}
	for d, err := range s.Documents() {
		if err != nil {
			return nil, nil, err
		}
		keys = append(keys, fmt.Sprintf("%s/%s", d.Collection, d.Key))
	}
	return entries, keys, nil
}

type owned struct {
	Account string `json:"account"`
}

// settle opens an account with everything that belongs to one.
func settle(t *testing.T, l *library.Library, d library.Documents, id, password string) {
	t.Helper()
	must(t, d.Insert(t.Context(), library.CollectionAccounts, id, struct{}{}))
	must(t, d.Insert(t.Context(), library.CollectionAddresses, "hash of "+id, owned{id}))
	must(t, d.Insert(t.Context(), library.CollectionTokens, "token of "+id, owned{id}))
	must(t, d.Insert(t.Context(), library.CollectionSlots, id+"/token/3", struct{}{}))
	must(t, d.Insert(t.Context(), library.CollectionSessions, "session of "+id, owned{id}))
	must(t, d.Insert(t.Context(), library.CollectionLinks, "link of "+id, owned{id}))
	must(t, l.OpenAccount(t.Context(), library.Operator(), id, nil))
	changePassword(t, l, d, id, password)
}

func changePassword(t *testing.T, l *library.Library, d library.Documents, id, password string) {
	t.Helper()
	must(t, d.Insert(t.Context(), library.CollectionPasswords, password, owned{id}))
	before, _ := l.Standing(id)
	_, err := l.EndSessions(t.Context(), library.Member(id), id, password)
	must(t, err)
	if before.Password != "" {
		_, err = d.Delete(t.Context(), library.CollectionPasswords, before.Password)
		must(t, err)
	}
}

func keysOf(id, password string) []string {
	return []string{
		"accounts/" + id, "addresses/hash of " + id, "passwords/" + password, "slots/" + id + "/token/3", "tokens/token of " + id,
	}
}

// TestSnapshot carries what belongs to an account, and neither sessions nor links.
func TestSnapshot(t *testing.T) {
	l, s := lived(t)
	settle(t, l, s.Database.Documents, "a", "p1")
	entries, keys, err := snapshot(t, s.Database.Journal, s.Database.Documents)
	must(t, err)
	if diff := cmp.Diff(s.Database.Journal.Entries(), entries); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(keysOf("a", "p1"), keys); diff != "" {
		t.Error(diff)
	}
}

// TestSnapshotWhilePasswordsChange: the password that the last entry names is there, whenever it was changed.
func TestSnapshotWhilePasswordsChange(t *testing.T) {
	for _, at := range library.KeptCollections {
		for _, when := range []string{"before", "after"} {
			t.Run(fmt.Sprintf("%s %s", when, at), func(t *testing.T) {
				l, s := lived(t)
				settle(t, l, s.Database.Documents, "a", "p0")
				changes := 0
				change := func(c library.Collection) {
					if c == at && changes < 3 {
						changes++
						changePassword(t, l, s.Database.Documents, "a", fmt.Sprintf("p%d", changes))
					}
				}
				busy := busyDocuments{Documents: s.Database.Documents, before: change}
				if when == "after" {
					busy.before, busy.after = nil, change
				}
				entries, keys, err := snapshot(t, s.Database.Journal, busy)
				must(t, err)
				if changes != 3 || len(entries) != len(s.Database.Journal.Entries()) {
					t.Errorf("%d changes, %d entries", changes, len(entries))
				}
				if diff := cmp.Diff(keysOf("a", "p3"), keys); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// TestSnapshotOfWhatEnded: an account that was closed and a concern that was answered leave nothing in a backup, even
// where deleting what they said was cut short, or has not yet come about.
func TestSnapshotOfWhatEnded(t *testing.T) {
	l, s := lived(t)
	d := s.Database.Documents
	settle(t, l, d, "a", "p1")
	settle(t, l, d, "b", "p2")
	must(t, l.ConcernReport(t.Context(), library.Anonymous(), library.NewConcern{
		Practice: "b", Kind: library.ConcernWrong, ConcernText: library.ConcernText{Text: "My street"},
	}))
	id := l.ConcernQueue(people["moderator"])[0].ID
	_, keys, err := snapshot(t, s.Database.Journal, d)
	must(t, err)
	if len(keys) != 11 {
		t.Errorf("%q", keys)
	}
	must(t, l.CloseAccount(t.Context(), library.Operator(), "b"))
	must(t, l.ConcernAnswer(t.Context(), people["moderator"], id, library.ConcernUnfounded, ""))
	must(t, d.Insert(t.Context(), library.CollectionConcerns, id, library.ConcernText{Text: "My street"}))
	_, keys, err = snapshot(t, s.Database.Journal, d)
	must(t, err)
	if diff := cmp.Diff(keysOf("a", "p1"), keys); diff != "" {
		t.Error(diff)
	}
}

// TestSnapshotGivesUp: no backup rather than one in which somebody's password is missing.
func TestSnapshotGivesUp(t *testing.T) {
	l, s := lived(t)
	settle(t, l, s.Database.Documents, "a", "p0")
	changes := 0
	_, _, err := snapshot(t, s.Database.Journal, busyDocuments{Documents: s.Database.Documents, after: func(c library.Collection) {
		if c == library.CollectionPasswords {
			changes++
			changePassword(t, l, s.Database.Documents, "a", fmt.Sprintf("p%d", changes))
		}
	}})
	wantRefusal(t, err, library.CodeUnavailable, "")
}

// brokenDocuments cannot be read to their end.
type brokenDocuments struct{ *librarytest.Documents }

func (brokenDocuments) All(context.Context, library.Collection) iter.Seq2[library.Document, error] {
	return func(yield func(library.Document, error) bool) { yield(library.Document{}, librarytest.ErrCut) }
}

func TestSnapshotStopsAtAnError(t *testing.T) {
	_, s := lived(t)
	if _, _, err := snapshot(t, s.Database.Journal, brokenDocuments{s.Database.Documents}); !errors.Is(err, librarytest.ErrCut) {
		t.Error(err)
	}
	entries, keys, err := snapshot(t, librarytest.NewJournal(), brokenDocuments{s.Database.Documents})
	if len(entries)+len(keys) > 0 || err != nil {
		t.Errorf("of nothing: %v, %v, %v", entries, keys, err)
	}
}
