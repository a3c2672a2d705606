package library

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// examineDocuments looks whether the plain documents that the journal names are there, and counts those that nobody has
// any use for. A running server changes them meanwhile: so what is missing is looked for again after the journal was
// followed to its end of then. It holds no more at once than the ids that the state holds.
func (x *Examination) examineDocuments(ctx context.Context, j Journal, docs Documents, s *State) error {
	led := map[string]bool{}
	for _, c := range KeptCollections {
		if err := x.countDocuments(ctx, docs, c, s, led); err != nil {
			return err
		}
	}
	missing, err := missingDocuments(ctx, docs, s, led)
	if err != nil || len(missing) == 0 {
		return err
	}
	for e, err := range readAhead(ctx, j, s.mark.Number) {
		if err != nil {
			return nil // of a journal that has moved on; the next check tells
		}
		d, err := decodePayload(e)
		if err != nil {
			return nil
		}
		s.apply(d)
	}
	again, err := missingDocuments(ctx, docs, s, led)
	if err != nil {
		return err
	}
	for _, sentence := range missing {
		if slices.Contains(again, sentence) {
			x.find("%s", sentence)
		}
	}
	return nil
}

// countDocuments reads one collection through. It notes to which accounts addresses lead.
func (x *Examination) countDocuments(ctx context.Context, docs Documents, c Collection, s *State, led map[string]bool) error {
	for d, err := range docs.All(ctx, c) {
		switch {
		case err != nil && isDamaged(err):
			x.find("A document in the collection %s cannot be read.", c)
			return nil
		case err != nil:
			return err
		}
		x.Documents++
		about := d.about()
		switch c {
		case CollectionAddresses:
			led[about] = true
		case CollectionConcerns:
			if s.concerns[about] == nil {
				x.Leftover++
			}
			continue
		default:
		}
		if a := s.account(about); a == nil || c == CollectionPasswords && a.Password != d.Key {
			x.Leftover++
		}
	}
	return nil
}

// missingDocuments tells in sentences which documents the state names that are not there.
func missingDocuments(ctx context.Context, docs Documents, s *State, led map[string]bool) (out []string, err error) {
	lacks := func(c Collection, key string) bool {
		var there json.RawMessage
		findErr := docs.Find(ctx, c, key, &there)
		if findErr != nil && !errors.Is(findErr, ErrNoDocument) && !isDamaged(findErr) {
			err = errors.Join(err, findErr)
		}
		return errors.Is(findErr, ErrNoDocument)
	}
	for _, id := range slices.Sorted(maps.Keys(s.accounts)) {
		a := s.account(id)
		switch {
		case a == nil:
		case lacks(CollectionAccounts, id):
			out = append(out, "The account "+id+" has neither address nor name: its document is missing.")
		case !led[id]:
			out = append(out, "No e-mail address leads to the account "+id+", so that nobody can sign in to it.")
		case a.Password != "" && lacks(CollectionPasswords, a.Password):
			out = append(out, "The password of the account "+id+" is missing; server account makes a link for a new one.")
		case a.Factor != "" && lacks(CollectionFactors, a.Factor):
			out = append(out, "The second factor of the account "+id+" is missing; an administrator can switch it off.")
		}
		if len(out) >= maxFindings || err != nil {
			return out, err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.concerns)) {
		if lacks(CollectionConcerns, id) {
			out = append(out, "What somebody wrote is missing of a concern that waits for an answer: "+id+".")
		}
	}
	return out, err
}

// examineKeys looks for stored texts that no entry has brought.
func (x *Examination) examineKeys(ctx context.Context, b Bodies, s *State) error {
	for key, err := range b.Keys(ctx) {
		switch {
		case err != nil && isDamaged(err):
			x.find("Something among the stored texts is none.")
			continue
		case err != nil:
			return err
		case key.Number > s.mark.Number: // by a server that runs
			continue
		}
		if _, known := slices.BinarySearch(s.held[key.Practice], key.Number); !known {
			x.find("There is a stored text of the practice %s for entry %d, which has brought none.", key.Practice, key.Number)
		}
	}
	return nil
}
