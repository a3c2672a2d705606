package library

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// State is the library after entry n, folded from the journal: what writing has to know, without any body.
// Library guards it with a lock; a head is replaced, never changed, so that a reader may keep one.
type State struct {
	mark      Mark
	reference *Reference
	// bundles holds the hash of the last import of each bundle, by the bundle's name.
	bundles map[string]string
	heads   map[ID]*head
	// slugs holds every address that ever was, of withdrawn practices too.
	slugs map[string]ID
	// accounts holds every account that ever was, by id.
	accounts map[string]*account
}

// head is what the fold knows of one practice.
type head struct {
	ID         ID         `json:"id"`
	Slug       string     `json:"slug"`
	Version    int        `json:"version"`
	Visibility Visibility `json:"visibility"`
	// Territory is the ID of the one whose practice it is.
	Territory string `json:"territory"`
	// Number is the entry that holds the face of today.
	Number    uint64                `json:"number"`
	Texts     map[Language]textHead `json:"texts"`
	Withdrawn *withdrawal           `json:"withdrawn,omitempty"`
	// Seen holds, by language, the hash of the last seed record that came in, be it as a text or as a proposal.
	Seen map[Language]string `json:"seen,omitempty"`
	// Proposed is the entry that holds the last proposal; 0 when there is none.
	Proposed uint64 `json:"proposed,omitempty"`
}

type textHead struct {
	Revision int `json:"revision"`
	// Record is the hash of the seed record that made this revision; empty when a person wrote it.
	Record string `json:"record,omitempty"`
}

type withdrawal struct {
	Reason WithdrawalReason `json:"reason"`
	At     time.Time        `json:"at"`
}

func newState() *State {
	return &State{
		reference: NewReference(nil, nil),
		bundles:   map[string]string{},
		heads:     map[ID]*head{},
		slugs:     map[string]ID{},
		accounts:  map[string]*account{},
	}
}

// check refuses an entry that does not follow on the state.
func (s *State) check(e Entry) error {
	if e.Number != s.mark.Number+1 {
		return fmt.Errorf("library: entry %d came after entry %d", e.Number, s.mark.Number)
	}
	if e.Previous != s.mark.UUID {
		return fmt.Errorf("library: entry %d follows another history than the one folded here", e.Number)
	}
	return nil
}

// apply folds one decoded entry. It never fails: whatever an entry says was accepted when it was written.
func (s *State) apply(d decoded) {
	switch p := d.payload.(type) {
	case *libraryOpened:
		s.mark.Library = p.Library
	case *bundleImported:
		s.applyBundle(p, d.entry)
	case *practicePublished:
		s.publish(p.publication, d.entry)
	case *practiceWithdrawn:
		s.withdraw(p, d.entry)
	default:
		s.applyAccount(p, d.entry)
	}
	s.mark.Number, s.mark.UUID = d.entry.Number, d.entry.UUID
}

func (s *State) applyBundle(p *bundleImported, e Entry) {
	s.bundles[p.Name] = p.Hash
	if len(p.Concepts)+len(p.Territories) > 0 {
		s.reference = s.reference.With(p.Concepts, p.Territories)
	}
	for i := range p.Practices {
		s.publish(p.Practices[i], e)
	}
	for i := range p.Proposals {
		s.propose(p.Proposals[i], e)
	}
}

func (s *State) publish(p publication, e Entry) {
	h := &head{
		ID: p.Face.ID, Slug: p.Face.Slug, Version: p.Face.Version, Visibility: p.Face.Visibility,
		Territory: p.Face.Territory, Number: e.Number, Texts: make(map[Language]textHead, len(p.Face.Texts)),
	}
	for _, t := range p.Face.Texts {
		h.Texts[t.Language] = textHead{Revision: t.Revision, Record: p.Records[t.Language]}
	}
	if before := s.heads[h.ID]; before != nil {
		h.Seen, h.Proposed = before.Seen, before.Proposed
	}
	h.Seen = merged(h.Seen, p.Records)
	s.heads[h.ID] = h
	s.slugs[h.Slug] = h.ID // a former slug stays and keeps answering
}

func (s *State) propose(p proposal, e Entry) {
	if h := s.heads[p.Practice]; h != nil {
		changed := *h
		changed.Proposed, changed.Seen = e.Number, merged(h.Seen, p.Records)
		s.heads[h.ID] = &changed
	}
}

// merged gives a map of both in which b wins; neither is changed, for heads share them.
func merged(a, b map[Language]string) map[Language]string {
	if len(b) == 0 {
		return a
	}
	out := maps.Clone(a)
	if out == nil {
		out = make(map[Language]string, len(b))
	}
	maps.Copy(out, b)
	return out
}

func (s *State) withdraw(p *practiceWithdrawn, e Entry) {
	if h := s.heads[p.Practice]; h != nil {
		changed := *h
		changed.Withdrawn = &withdrawal{Reason: p.Reason, At: e.At}
		s.heads[h.ID] = &changed
	}
}

// live gives the head of a practice that is published.
func (s *State) live(id ID) *head {
	if h := s.heads[id]; h != nil && h.Withdrawn == nil {
		return h
	}
	return nil
}

// bySlug gives the head under a slug of today or a former one.
func (s *State) bySlug(slug string) *head {
	if id, ok := s.slugs[slug]; ok {
		return s.heads[id]
	}
	return nil
}

const savedVersion = 2

// savedState is the form of a State on disk.
type savedState struct {
	Version     int               `json:"version"`
	Mark        Mark              `json:"mark"`
	Bundles     map[string]string `json:"bundles"`
	Concepts    []*Concept        `json:"concepts"`
	Territories []*Territory      `json:"territories"`
	Heads       []*head           `json:"heads"`
	Slugs       map[string]ID     `json:"slugs"`
	// Accounts is absent for as long as there are none, as it was before there could be any.
	Accounts map[string]*account `json:"accounts,omitempty"`
}

// snapshot takes what has to be saved; the caller may encode it without holding the lock.
func (s *State) snapshot() *savedState {
	saved := &savedState{
		Version: savedVersion, Mark: s.mark, Bundles: maps.Clone(s.bundles), Slugs: maps.Clone(s.slugs),
		Accounts:    maps.Clone(s.accounts),
		Territories: s.reference.Territories(), Heads: slices.Collect(maps.Values(s.heads)),
	}
	for _, scheme := range Schemes {
		saved.Concepts = append(saved.Concepts, s.reference.Concepts(scheme)...)
	}
	return saved
}

// restoreState reads a saved state; nil when it is not one of this program's form.
func restoreState(data []byte) *State {
	var saved savedState
	if json.Unmarshal(data, &saved) != nil || saved.Version != savedVersion || saved.Mark.Number == 0 {
		return nil
	}
	if slices.Contains(saved.Heads, nil) || slices.Contains(saved.Concepts, nil) || slices.Contains(saved.Territories, nil) ||
		slices.Contains(slices.Collect(maps.Values(saved.Accounts)), nil) {
		return nil
	}
	s := newState()
	s.mark = saved.Mark
	s.reference = NewReference(saved.Concepts, saved.Territories)
	for _, h := range saved.Heads {
		s.heads[h.ID] = h
	}
	maps.Copy(s.bundles, saved.Bundles)
	maps.Copy(s.slugs, saved.Slugs)
	maps.Copy(s.accounts, saved.Accounts)
	return s
}
