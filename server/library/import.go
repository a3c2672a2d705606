package library

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Bundle is a set of reference data and practice records that comes in as a whole or not at all.
type Bundle struct {
	// Name tells bundles apart, Hash their contents.
	Name, Hash  string
	Concepts    []*Concept
	Territories []*Territory
	Records     []Record
}

// Record is one practice of a bundle, compiled from public sources. Its facts name concepts and territory by key.
type Record struct {
	ID      ID
	Slug    string
	Facts   Facts
	Sources []Source
	// Published is the day the record was written.
	Published time.Time
	Original  RecordText
	// Translations are made from the original as it stands beside them.
	Translations []RecordText
}

// RecordText is what a record says in one language.
type RecordText struct {
	Words  Words
	Origin Origin
	// Hash identifies the record that made the text; with the original it covers the facts too.
	Hash string
}

// Imported counts what an import did.
type Imported struct {
	New, Changed, Unchanged int
	// Proposed are changed records that now wait for the territory; Withdrawn those that stay withdrawn.
	Proposed, Withdrawn int
	// Kept are concepts and territories that somebody has made or changed by hand, and that stay as they are.
	Kept int
}

// Import brings a bundle in, in one journal entry. A new record is published. A changed one becomes the next revision
// only where a record wrote the last one, else it waits as a proposal. A withdrawn practice never returns. An import
// of the same hash does nothing. Refusals name the record and the field, and change nothing.
func (l *Library) Import(ctx context.Context, v Viewer, b Bundle) (Imported, error) {
	if b.Name == "" || b.Hash == "" {
		return Imported{}, RefuseField(CodeBadInput, "hash", "A bundle needs a name and the hash of its contents.")
	}
	if err := v.needOperator(); err != nil {
		return Imported{}, err
	}
	var counts Imported
	err := l.change(ctx, v, func(ctx context.Context, state *State, _ Viewer) (*change, error) {
		if state.bundles[b.Name] == b.Hash {
			counts = Imported{Unchanged: len(b.Records)}
			return nil, nil
		}
		im := importing{library: l, state: state, now: millis(l.ports.Clock())}
		payload, err := im.bundle(ctx, b)
		counts = im.counts
		if err != nil {
			return nil, err
		}
		return &change{EntryBundleImported, payload}, nil
	})
	return counts, err
}

// importing is one pass over a bundle against one state.
type importing struct {
	library   *Library
	state     *State
	reference *Reference
	now       time.Time
	slugs     map[string]bool
	ids       map[ID]bool
	out       bundleImported
	counts    Imported
}

func (im *importing) bundle(ctx context.Context, b Bundle) (*bundleImported, error) {
	im.out = bundleImported{Name: b.Name, Hash: b.Hash}
	im.slugs, im.ids = map[string]bool{}, map[ID]bool{}
	if err := im.referenceData(b); err != nil {
		return nil, err
	}
	for i := range b.Records {
		if err := im.record(ctx, &b.Records[i]); err != nil {
			return nil, fmt.Errorf("record %s: %w", printable(b.Records[i].Slug), err)
		}
	}
	return &im.out, nil
}

// referenceData takes in the concepts and territories that are new or differ from those of today.
func (im *importing) referenceData(b Bundle) error {
	before := im.state.reference
	for _, c := range b.Concepts {
		if err := c.Validate(); err != nil {
			return fmt.Errorf("concept %s: %w", printable(c.Key), err)
		}
		if !same(before.Concept(c.Scheme, c.ID), c) && !im.isKept(before.holdsConcept(c)) {
			im.out.Concepts = append(im.out.Concepts, c)
		}
	}
	for _, t := range b.Territories {
		if err := t.Validate(); err != nil {
			return fmt.Errorf("territory %s: %w", printable(t.Key), err)
		}
		if !same(before.Territory(t.ID), t) && !im.isKept(before.holdsTerritory(t)) {
			im.out.Territories = append(im.out.Territories, t)
		}
	}
	im.out.Concepts = im.withoutCircles(before, im.out.Concepts)
	im.reference = before.With(im.out.Concepts, im.out.Territories)
	return before.checkNext(im.reference)
}

// isKept counts what a bundle says otherwise than somebody who has settled it by hand: the latter holds.
func (im *importing) isKept(byHand bool) bool {
	if byHand {
		im.counts.Kept++
	}
	return byHand
}

// withoutCircles leaves out what would make a concept narrower than itself, because somebody has put another below it by
// hand meanwhile.
func (im *importing) withoutCircles(before *Reference, concepts []*Concept) []*Concept {
	next := before.With(concepts, nil)
	return slices.DeleteFunc(concepts, func(c *Concept) bool {
		isCircle := c.Scheme == SchemeThesaurus && slices.ContainsFunc(c.Broader, func(id string) bool { return next.IsBelow(id, c.ID) })
		return im.isKept(isCircle)
	})
}
