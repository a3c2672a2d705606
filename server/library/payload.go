package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// The payloads of the journal, in their form of today. A change of form gets a new schema number and an upcast in
// decodePayload; the golden journals in testdata prove that old forms still fold.

// libraryOpened is the first entry of every library.
type libraryOpened struct {
	Library string `json:"library"`
}

// bundleImported brings in reference data and practices in one step: all or nothing.
type bundleImported struct {
	// Name tells bundles apart; Hash tells whether this one is known, so that it is not even parsed again.
	Name        string        `json:"name"`
	Hash        string        `json:"hash"`
	Concepts    []*Concept    `json:"concepts,omitempty"`
	Territories []*Territory  `json:"territories,omitempty"`
	Practices   []publication `json:"practices,omitempty"`
	Proposals   []proposal    `json:"proposals,omitempty"`
}

// publication is one practice's complete new public face, with what the fold keeps of its texts.
type publication struct {
	Face Practice `json:"face"`
	// Records holds, by language, the hash of the seed record that made a text; absent for a text of other origin.
	Records map[Language]string `json:"records,omitempty"`
}

// proposal is a changed seed record that waits for the territory, because somebody has worked on its text since.
type proposal struct {
	Practice ID `json:"practice"`
	// Records holds, by language, the hash of each changed text; Proposed is the face they would make.
	Records  map[Language]string `json:"records"`
	Proposed Practice            `json:"proposed"`
}

// practicePublished is one publication by a person.
type practicePublished struct {
	publication
}

// practiceWithdrawn takes a practice off; its tombstone stays.
type practiceWithdrawn struct {
	Practice ID               `json:"practice"`
	Reason   WithdrawalReason `json:"reason"`
	Once     *onceKey         `json:"once,omitempty"`
}

// decoded is an entry that this program can read: its effect on the fold, and on what is published.
type decoded struct {
	entry   Entry
	payload any
	// marks tell what of it was scrubbed.
	marks marks
	// draft is the draft that it concerns, as it stood once the entry was folded; nil before, and for other entries.
	draft *Draft
}

// decodePayload reads an entry's payload, upcasting old forms. An error means that this program cannot read it.
func decodePayload(e Entry) (decoded, error) {
	target := newPayload(e.Type, e.Schema)
	if target == nil {
		return decoded{}, fmt.Errorf("library: entry %d has type %q, schema %d, which this program does not know", e.Number, e.Type, e.Schema)
	}
	if err := json.Unmarshal(e.Payload, target); err != nil {
		return decoded{}, fmt.Errorf("library: entry %d cannot be read: %w", e.Number, err)
	}
	scrubbed, err := readMarks(e.Payload)
	if err != nil {
		return decoded{}, fmt.Errorf("library: entry %d cannot be read: %w", e.Number, err)
	}
	d := decoded{entry: e, payload: target, marks: scrubbed}
	if err := d.check(); err != nil {
		return decoded{}, fmt.Errorf("library: entry %d cannot be read: %w", e.Number, err)
	}
	return d, nil
}

// check refuses what no program of ours ever wrote and what folding or reading would stumble over.
func (d decoded) check() error {
	if s, ok := d.payload.(draftStep); ok && (s.ref().Practice == "" || s.ref().Language == "") {
		return errors.New("library: a draft has no practice or no language")
	}
	if b, ok := d.payload.(*bundleImported); ok && (slices.Contains(b.Concepts, nil) || slices.Contains(b.Territories, nil)) {
		return errors.New("library: a concept or territory is null")
	}
	if t, ok := d.payload.(*termKept); ok && !t.isOne() {
		return errors.New("library: an entry holds none of a concept, a territory and an organisation, or more than one")
	}
	if err := d.checkAccount(); err != nil {
		return err
	}
	for _, p := range d.published() {
		if p.Face.ID == "" || p.Face.Slug == "" || p.Face.text(p.Face.Original) == nil {
			return errors.New("library: a practice has no id, no slug or no original text")
		}
	}
	return nil
}

func newPayload(t EntryType, schema int) any {
	if schema != 1 {
		return nil
	}
	switch t {
	case EntryLibraryOpened:
		return new(libraryOpened)
	case EntryBundleImported:
		return new(bundleImported)
	case EntryPracticePublished:
		return new(practicePublished)
	case EntryPracticeWithdrawn:
		return new(practiceWithdrawn)
	case EntryRolesChanged:
		return new(rolesChanged)
	case EntrySessionsEnded:
		return new(sessionsEnded)
	case EntryAccountClosed:
		return new(accountClosed)
	case EntryFactorChanged:
		return new(factorChanged)
	case EntryPracticeConfirmed, EntryPracticeDisputed:
		return new(practiceJudged)
	case EntryNotificationsRead:
		return new(notificationsRead)
	case EntryConcernReported:
		return new(concernReported)
	case EntryConcernAnswered:
		return new(concernAnswered)
	case EntryTerritoryRulesSet:
		return new(territoryRulesSet)
	case EntryTextsScrubbed:
		return new(textsScrubbed)
	case EntryTerritoryAsked:
		return new(territoryAsked)
	case EntryTerritoryCreated, EntryTerritoryChanged, EntryConceptCreated, EntryConceptChanged, EntryOrganisationCreated,
		EntryOrganisationChanged:
		return new(termKept)
	default:
		return newDraftPayload(t)
	}
}

// published lists the faces that an entry makes public.
func (d decoded) published() []publication {
	switch p := d.payload.(type) {
	case *bundleImported:
		return p.Practices
	case *practicePublished:
		return []publication{p.publication}
	case *draftPublished:
		return []publication{p.publication}
	case *practiceJudged:
		return []publication{p.publication}
	}
	return nil
}

// faces are those publications alone.
func (d decoded) faces() []Practice {
	var faces []Practice
	for _, p := range d.published() {
		faces = append(faces, p.Face)
	}
	return faces
}

// changes are the entry's effects on what is published; they follow from the entry alone.
func (d decoded) changes(library string) Changes {
	c := Changes{Mark: Mark{Library: library, Number: d.entry.Number, UUID: d.entry.UUID}}
	for _, p := range d.published() {
		c.Published = append(c.Published, p.Face)
	}
	if w, ok := d.payload.(*practiceWithdrawn); ok {
		c.Withdrawn = []ID{w.Practice}
	}
	if s, ok := d.payload.(*textsScrubbed); ok {
		c.Scrubbed = s.Reason != ScrubDiscarded && s.Reason != ScrubAccountClosed // which were never published
	}
	return c
}

func millis(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
