package library

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// maxFindings bounds how many sentences a report of Examine holds.
const maxFindings = 50

// Examination is what Examine found.
type Examination struct {
	// Mark is how far the journal could be followed.
	Mark Mark
	// Practices counts those that are published there, Bodies the stored texts that were compared, Scrubbed the emptied
	// entries, Documents the plain documents.
	Practices, Bodies, Scrubbed, Documents int
	// Leftover counts the plain documents that are of no use any more. They are no fault: a running server sweeps them.
	Leftover int
	// Unstored counts the texts of today that are not where they are read, though their entries hold them, as after a
	// crash between the two. They are no fault: each is put there again when somebody reads it.
	Unstored int
	// Findings says what is wrong, a sentence each; empty when the library is whole. More tells how many were left out.
	Findings []string
	More     int

	// unstored are the entries of the last texts, by what is read under one name, that are not where they are read by id.
	unstored map[DraftRef]uint64
	emptied  map[uint64]emptiedEntry
}

// Examine proves a library whole, without changing anything: that the journal has no gap, that each entry follows on
// the one before and can be read by this program, that every stored text is what its entry says, that what was scrubbed
// is gone and nothing else, that the documents of accounts and concerns are there, and that the saved state is what the
// journal makes of itself. A text that is not stored is no fault, since its entry holds it. It holds no text longer than
// it takes to compare it. The error is that of a database that did not answer; what is wrong with the library stands in
// the findings.
func Examine(ctx context.Context, j Journal, b Bodies, docs Documents, s Saver) (*Examination, error) {
	x := &Examination{unstored: map[DraftRef]uint64{}, emptied: map[uint64]emptiedEntry{}}
	saved := restoreState(s.LoadState()) // before the journal, which is then at least as new
	state, err := folded(History(ctx, j), func(s *State, d decoded) error {
		if saved != nil && saved.mark.Number == s.mark.Number {
			x.compareSaved(saved, s)
			saved = nil
		}
		x.compareMarks(d)
		return x.compareBodies(ctx, b, d)
	})
	whole := err == nil
	if err := x.take(err); err != nil {
		return nil, err
	}
	x.Mark = state.mark
	if saved != nil {
		x.find("The state saved in the data folder goes up to entry %d, which the journal does not reach.", saved.mark.Number)
	}
	if whole && state.mark.Number == 0 {
		x.find("There is no library in this database.")
	}
	x.countUnstored(state)
	if !whole { // what comes behind the damage is not known
		return x, nil
	}
	x.judgeMarks(state)
	if err := x.examineKeys(ctx, b, state); err != nil {
		return nil, err
	}
	return x, x.examineDocuments(ctx, j, docs, state)
}

func (x *Examination) find(format string, args ...any) {
	if len(x.Findings) == maxFindings {
		x.More++
		return
	}
	x.Findings = append(x.Findings, fmt.Sprintf(format, args...))
}

// take notes a fault of the journal as a finding; other errors are given back.
func (x *Examination) take(err error) error {
	if err != nil && isDamaged(err) {
		refusal, _ := errors.AsType[*Error](err)
		x.find("%s", refusal.Message)
		return nil
	}
	return err
}

func (x *Examination) compareSaved(saved, s *State) {
	if saved.mark != s.mark {
		x.find("The state saved in the data folder belongs to another history; the next start makes it anew.")
		return
	}
	if !bytes.Equal(saved.canonical(), s.canonical()) {
		x.find("The state saved in the data folder is not what the journal makes of itself up to entry %d; delete the file fold.state while no server runs.", s.mark.Number)
	}
}

// canonical writes a state in one order, whatever that of its maps.
func (s *State) canonical() []byte {
	saved := s.snapshot()
	slices.SortFunc(saved.Heads, func(a, b *head) int { return cmp.Compare(a.ID, b.ID) })
	text, _ := json.Marshal(saved) // maps of strings and plain structs: nothing in them can fail
	return text
}

// compareBodies looks at what an entry published, or lets a draft say, where it is read by id.
func (x *Examination) compareBodies(ctx context.Context, b Bodies, d decoded) error {
	for _, face := range d.faces() {
		stored, err := b.Body(ctx, face.ID, d.entry.Number)
		isSame := err == nil && same(stored, &face)
		if err := x.compareBody(DraftRef{Practice: face.ID}, face.Slug, d.entry.Number, isSame, err); err != nil {
			return err
		}
	}
	content := d.content()
	if content == nil {
		return nil
	}
	ref := d.payload.(draftStep).ref()
	stored, err := b.Draft(ctx, ref, d.entry.Number)
	isSame := err == nil && same(stored, content)
	return x.compareBody(ref, string(ref.Practice), d.entry.Number, isSame, err)
}

// compareBody judges one stored text. Under a ref without a language it is that of a practice, else that of a draft.
func (x *Examination) compareBody(ref DraftRef, name string, number uint64, isSame bool, err error) error {
	delete(x.unstored, ref) // which has been followed by this one
	switch {
	case errors.Is(err, ErrNoBody):
		x.unstored[ref] = number
		return nil
	case err != nil && !isDamaged(err):
		return err
	case isSame:
	case ref.Language != "":
		x.find("The stored text of a draft of the practice “%s” is not what entry %d says.", name, number)
	default:
		x.find("The stored text of the practice “%s” is not what entry %d published.", name, number)
	}
	x.Bodies++
	return nil
}

// countUnstored counts the missing bodies that somebody would read today.
func (x *Examination) countUnstored(s *State) {
	for id := range s.heads {
		if s.live(id) != nil {
			x.Practices++
		}
	}
	for ref, number := range x.unstored {
		h, d := s.live(ref.Practice), s.open(ref)
		if ref.Language == "" && h != nil && h.Number == number || d != nil && d.Number == number {
			x.Unstored++
		}
	}
}
