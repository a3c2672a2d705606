package library

import (
	"context"
	"fmt"
	"maps"
	"reflect"
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
}

// Import brings a bundle in, in one journal entry. A new record is published. A changed one becomes the next revision
// only where a record wrote the last one, else it waits as a proposal. A withdrawn practice never returns. An import
// of the same hash does nothing. Refusals name the record and the field, and change nothing.
func (l *Library) Import(ctx context.Context, v Viewer, b Bundle) (Imported, error) {
	var counts Imported
	_, err := l.change(ctx, v, func(ctx context.Context, state *State) (*change, error) {
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
	out       bundleImported
	counts    Imported
}

func (im *importing) bundle(ctx context.Context, b Bundle) (*bundleImported, error) {
	im.out = bundleImported{Name: b.Name, Hash: b.Hash}
	im.slugs = map[string]bool{}
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
		if !reflect.DeepEqual(before.Concept(c.Scheme, c.ID), c) {
			im.out.Concepts = append(im.out.Concepts, c)
		}
	}
	for _, t := range b.Territories {
		if err := t.Validate(); err != nil {
			return fmt.Errorf("territory %s: %w", printable(t.Key), err)
		}
		if !reflect.DeepEqual(before.Territory(t.ID), t) {
			im.out.Territories = append(im.out.Territories, t)
		}
	}
	im.reference = before.With(im.out.Concepts, im.out.Territories)
	return nil
}

func (im *importing) record(ctx context.Context, r *Record) error {
	facts, err := r.Facts.resolve(im.reference)
	if err != nil {
		return err
	}
	if err := r.validate(im.now); err != nil {
		return err
	}
	if im.slugs[r.Slug] {
		return RefuseField(CodeSlugTaken, "slug", "Two records have the address “%s”.", r.Slug)
	}
	im.slugs[r.Slug] = true
	h := im.state.heads[r.ID]
	switch {
	case h == nil:
		return im.publishNew(r, facts)
	case h.Withdrawn != nil:
		im.counts.Withdrawn++
		return nil
	}
	return im.upgrade(ctx, h, r, facts)
}

func (r *Record) validate(now time.Time) error {
	if !IsSlug(r.Slug) || r.ID == "" {
		return RefuseField(CodeBadInput, "slug", "A slug is made of lower-case letters, digits and single hyphens.")
	}
	if err := validatePublished(r.Published, now); err != nil {
		return err
	}
	if err := validateSources(r.Sources); err != nil {
		return err
	}
	seen := map[Language]bool{}
	for _, t := range append([]RecordText{r.Original}, r.Translations...) {
		if err := t.Words.validate(); err != nil {
			return err
		}
		if seen[t.Words.Language] {
			return RefuseField(CodeBadInput, "language", "Two texts are in “%s”.", t.Words.Language)
		}
		seen[t.Words.Language] = true
	}
	return nil
}

func (im *importing) publishNew(r *Record, facts Facts) error {
	if _, taken := im.state.slugs[r.Slug]; taken {
		return RefuseField(CodeSlugTaken, "slug", "Another practice has the address “%s”.", r.Slug)
	}
	face := Practice{Card: Card{
		ID: r.ID, Slug: r.Slug, Version: 1, Facts: facts, Original: r.Original.Words.Language,
		Provenance:  Provenance{Kind: ProvenanceCompiled},
		PublishedAt: millis(r.Published), UpdatedAt: millis(r.Published),
	}, Sources: r.Sources}
	records := map[Language]string{}
	for _, t := range append([]RecordText{r.Original}, r.Translations...) {
		face = face.withWords(t.Words, t.Origin)
		records[t.Words.Language] = t.Hash
	}
	im.out.Practices = append(im.out.Practices, publication{Face: face, Records: records})
	im.counts.New++
	return nil
}

// upgrade compares a record with what it made before, text by text.
func (im *importing) upgrade(ctx context.Context, h *head, r *Record, facts Facts) error {
	changed, blocked := im.compare(h, r)
	if len(changed)+len(blocked) == 0 {
		im.counts.Unchanged++
		return nil
	}
	face, err := im.library.body(ctx, h)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		im.out.Practices = append(im.out.Practices, im.next(*face, h, r, facts, changed))
		im.counts.Changed++
	}
	if len(blocked) > 0 && h.Proposed != r.Original.Hash {
		wanted := im.next(*face, h, r, facts, blocked)
		im.out.Proposals = append(im.out.Proposals, proposal{Practice: r.ID, Record: r.Original.Hash, Proposed: wanted.Face})
		im.counts.Proposed++
	}
	return nil
}

// compare sorts the texts that differ from what their record made: those a record wrote last, or that are new, may
// change; where a person wrote last, the change is blocked.
func (im *importing) compare(h *head, r *Record) (changed, blocked []RecordText) {
	for _, t := range append([]RecordText{r.Original}, r.Translations...) {
		have, there := h.Texts[t.Words.Language]
		switch {
		case there && have.Record == t.Hash:
		case there && have.Record == "":
			blocked = append(blocked, t)
		default:
			changed = append(changed, t)
		}
	}
	return changed, blocked
}

func (im *importing) next(face Practice, h *head, r *Record, facts Facts, texts []RecordText) publication {
	records := maps.Clone(h.records())
	for _, t := range texts {
		if t.Words.Language == face.Original {
			face.Facts, face.Sources = facts, r.Sources
		}
		face = face.withWords(t.Words, t.Origin)
		records[t.Words.Language] = t.Hash
	}
	face.Version++
	face.UpdatedAt = im.now
	return publication{Face: face, Records: records}
}
