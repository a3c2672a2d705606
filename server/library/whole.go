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
	// Practices counts those that are published there, Bodies the stored faces that were compared.
	Practices, Bodies int
	// Findings says what is wrong, a sentence each; empty when the library is whole. More tells how many were left out.
	Findings []string
	More     int

	unstored []unstored
}

// unstored is a face that is not where it is read by id.
type unstored struct {
	id     ID
	slug   string
	number uint64
}

// Examine proves a library whole, without changing anything: that the journal has no gap, that each entry follows on
// the one before and can be read by this program, that every face that is published today stands where it is read and
// every stored one is what its entry says, and that the saved state is what the journal makes of itself. The error is
// that of a database that did not answer; what is wrong with the library stands in the findings.
func Examine(ctx context.Context, j Journal, b Bodies, s Saver) (*Examination, error) {
	x := &Examination{}
	saved := restoreState(s.LoadState()) // before the journal, which is then at least as new
	state, err := folded(History(ctx, j), func(s *State, d decoded) error {
		if saved != nil && saved.mark.Number == s.mark.Number {
			x.compareSaved(saved, s)
			saved = nil
		}
		return x.compareBodies(ctx, b, d)
	})
	if err := x.take(err); err != nil {
		return nil, err
	}
	x.Mark = state.mark
	if saved != nil {
		x.find("The state saved in the data folder goes up to entry %d, which the journal does not reach.", saved.mark.Number)
	}
	if err == nil && state.mark.Number == 0 {
		x.find("There is no library in this database.")
	}
	x.judgeUnstored(state)
	return x, nil
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

// compareBodies looks at what an entry published where it is read by id.
func (x *Examination) compareBodies(ctx context.Context, b Bodies, d decoded) error {
	for _, face := range d.faces() {
		stored, err := b.Body(ctx, face.ID, d.entry.Number)
		switch {
		case errors.Is(err, ErrNoBody):
			x.unstored = append(x.unstored, unstored{face.ID, face.Slug, d.entry.Number})
		case err != nil && !isDamaged(err):
			return err
		case err != nil || !sameFace(stored, &face):
			x.find("The stored text of the practice “%s” is not what entry %d published.", face.Slug, d.entry.Number)
		}
		x.Bodies++
	}
	return nil
}

func sameFace(a, b *Practice) bool {
	left, errLeft := json.Marshal(a)
	right, errRight := json.Marshal(b)
	return errLeft == nil && errRight == nil && bytes.Equal(left, right)
}

// judgeUnstored reports the missing bodies that somebody would read today. One of an earlier version is made again when
// it is asked for.
func (x *Examination) judgeUnstored(s *State) {
	for id := range s.heads {
		if s.live(id) != nil {
			x.Practices++
		}
	}
	for _, u := range x.unstored {
		x.Bodies--
		if h := s.live(u.id); h != nil && h.Number == u.number {
			x.find("The text of the practice “%s” that entry %d published is not stored where it is read; it is made again when somebody reads it.", u.slug, u.number)
		}
	}
}
