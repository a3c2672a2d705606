package library

import (
	"cmp"
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
	// drafts holds the last draft of every text that ever had one. A practice that was never published stands here alone,
	// so that no way of reading what is published leads to it.
	drafts map[DraftRef]*Draft
	// comments holds the remarks on the drafts of each text, in order, also of before they were begun anew.
	comments map[DraftRef][]*Comment
	// imports holds when each bundle came in, by the number of its entry.
	imports map[uint64]time.Time
	// events holds what people did with each practice, in order.
	events map[ID][]Event
	// concerns holds those that nobody has answered, by id.
	concerns map[string]*Concern
	// answers holds what became of the others, by id.
	answers map[string]ConcernAnswer
	// read holds up to which entry each account has read its notifications.
	read map[string]uint64
	// rules holds what territories have settled for themselves, by their ID.
	rules map[string]ruling
	// askings are the questions to territories about what was due, in order.
	askings []asking
	// held holds the entries that say something of a practice, or said it before they were emptied, in order.
	held map[ID][]uint64
	// scrubbed holds, by practice and entry, the entry that has scrubbed what it said.
	scrubbed map[ID]map[uint64]uint64
	// acts holds what accounts did, and what was done to them, apart from what stands in events; in order.
	acts  map[string][]act
	once  once
	trail trail
}

// head is what the fold knows of one practice.
type head struct {
	ID         ID         `json:"id"`
	Slug       string     `json:"slug"`
	Version    int        `json:"version"`
	Visibility Visibility `json:"visibility"`
	// Territory is the ID of the one whose practice it is.
	Territory string   `json:"territory"`
	Original  Language `json:"original"`
	// Number is the entry that holds the face of today.
	Number uint64 `json:"number"`
	// Texts are sorted by language.
	Texts     []textHead  `json:"texts"`
	Withdrawn *withdrawal `json:"withdrawn,omitempty"`
	// Proposed is the entry that holds the last proposal; 0 when there is none.
	Proposed uint64 `json:"proposed,omitempty"`
	// CheckDue is when somebody should look at it, in milliseconds since 1970; 0 for never.
	CheckDue int64 `json:"checkDue,omitempty"`
	// Asked is set once its territory was asked for that reason.
	Asked bool `json:"asked,omitempty"`
	// Disputed is the entry with which its territory said that it is not right; 0 when it does not say so.
	Disputed uint64 `json:"disputed,omitempty"`
	// Unsafe is set once a concern about people has led to a takedown.
	Unsafe bool `json:"unsafe,omitempty"`
}

type textHead struct {
	Language Language `json:"language"`
	// Revision is 0 where a record waits in a language that has no text yet.
	Revision int `json:"revision"`
	// Record is the hash of the seed record that made this revision; empty when a person wrote it.
	Record string `json:"record,omitempty"`
	// Seen is the hash of the last seed record that came in, be it as a text or as a proposal.
	Seen string `json:"seen,omitempty"`
	// Entries holds the entry of each revision, in order.
	Entries []uint64 `json:"entries,omitempty"`
	// Source is the revision of the original that a translation was made from; 0 for the original itself.
	Source int `json:"source,omitempty"`
	// StaleSince is when the original moved on from the revision that a translation was made from.
	StaleSince *time.Time `json:"staleSince,omitempty"`
}

// entry gives the entry that a revision of the text came with; 0 when there is no such revision.
func (t textHead) entry(revision int) uint64 {
	if revision < 1 || revision > len(t.Entries) {
		return 0
	}
	return t.Entries[revision-1]
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
		drafts:    map[DraftRef]*Draft{},
		comments:  map[DraftRef][]*Comment{},
		imports:   map[uint64]time.Time{},
		events:    map[ID][]Event{},
		concerns:  map[string]*Concern{},
		answers:   map[string]ConcernAnswer{},
		read:      map[string]uint64{},
		rules:     map[string]ruling{},
		held:      map[ID][]uint64{},
		scrubbed:  map[ID]map[uint64]uint64{},
		acts:      map[string][]act{},
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
	case *practiceJudged:
		s.publish(p.publication, d.entry)
	case *practiceWithdrawn:
		s.withdraw(p, d.entry)
	case *notificationsRead:
		s.read[d.entry.Account] = p.UpTo
	case *concernReported:
		s.applyConcern(p, d.entry)
	case *concernAnswered:
		s.answerConcern(p, d.entry)
	case *textsScrubbed:
		s.applyScrub(p, d.entry)
	case *territoryRulesSet:
		s.setRules(p, d.entry)
	case *territoryAsked:
		s.applyAsked(p, d.entry)
	case *termKept:
		s.keepTerm(p, d.entry)
	case draftStep:
		s.applyDraft(p, d.entry)
	default:
		s.applyAccount(p, d.entry)
	}
	s.note(d)
	s.log(d)
	s.mark.Number, s.mark.UUID = d.entry.Number, d.entry.UUID
}

func (s *State) applyBundle(p *bundleImported, e Entry) {
	s.bundles[p.Name], s.imports[e.Number] = p.Hash, e.At
	if len(p.Concepts)+len(p.Territories) > 0 {
		s.reference = s.reference.brought(p.Concepts, p.Territories)
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
		Territory: p.Face.Territory, Original: p.Face.Original, Number: e.Number,
	}
	before := s.heads[h.ID]
	for i := range p.Face.Texts {
		t := &p.Face.Texts[i]
		next := textHead{Language: t.Language, Revision: t.Revision, Record: p.Records[t.Language], Source: t.SourceRevision}
		if before != nil {
			had := before.text(t.Language)
			next.Entries, next.StaleSince = had.Entries, had.StaleSince
		}
		h.Texts = append(h.Texts, next.follow(e, p.Face.IsStale(t)))
	}
	h.care(&p.Face, before, e)
	if before != nil {
		h.Proposed, h.Unsafe = before.Proposed, before.Unsafe
		h.see(before.seen())
	}
	h.see(p.Records)
	s.heads[h.ID] = h
	s.slugs[h.Slug] = h.ID // a former slug stays and keeps answering
}

// care notes when somebody should look at what was published, and whether its territory says that it is not right. Only
// another day is asked about again.
func (h *head) care(face *Practice, before *head, e Entry) {
	if due := face.CheckDueAt(); due != nil {
		h.CheckDue = due.UnixMilli()
	}
	if before == nil {
		before = &head{}
	}
	h.Asked = before.Asked && before.CheckDue == h.CheckDue
	switch {
	case face.Provenance.DisputedAt == nil:
	case e.Type == EntryPracticeDisputed:
		h.Disputed = e.Number
	default:
		h.Disputed = before.Disputed
	}
}

// follow brings a text to the entry that published it: its revision, if that is a new one, and whether it is stale now.
func (t textHead) follow(e Entry, stale bool) textHead {
	for len(t.Entries) < t.Revision {
		t.Entries = append(slices.Clip(t.Entries), e.Number)
	}
	switch at := e.At; {
	case !stale:
		t.StaleSince = nil
	case t.StaleSince == nil:
		t.StaleSince = &at
	}
	return t
}

func (s *State) propose(p proposal, e Entry) {
	if h := s.heads[p.Practice]; h != nil {
		changed := *h
		changed.Proposed, changed.Texts = e.Number, slices.Clone(h.Texts)
		changed.see(p.Records)
		s.heads[h.ID] = &changed
	}
}

// text gives what is known of one language; the zero value when nothing is.
func (h *head) text(tag Language) textHead {
	for _, t := range h.Texts {
		if t.Language == tag {
			return t
		}
	}
	return textHead{}
}

// see notes hashes of seed records by language, in a head that nobody else has yet.
func (h *head) see(records map[Language]string) {
	for tag, hash := range records {
		i := slices.IndexFunc(h.Texts, func(t textHead) bool { return t.Language == tag })
		if i < 0 {
			i = len(h.Texts)
			h.Texts = append(h.Texts, textHead{Language: tag})
		}
		h.Texts[i].Seen = hash
	}
	slices.SortFunc(h.Texts, func(a, b textHead) int { return cmp.Compare(a.Language, b.Language) })
}

func (h *head) seen() map[Language]string {
	out := map[Language]string{}
	for _, t := range h.Texts {
		if t.Seen != "" {
			out[t.Language] = t.Seen
		}
	}
	return out
}

func (s *State) withdraw(p *practiceWithdrawn, e Entry) {
	if h := s.heads[p.Practice]; h != nil {
		changed := *h
		changed.Withdrawn = &withdrawal{Reason: p.Reason, At: e.At}
		changed.CheckDue, changed.Asked, changed.Disputed = 0, false, 0
		s.heads[h.ID] = &changed
	}
	for ref, d := range s.drafts {
		if ref.Practice == p.Practice && d.IsOpen() {
			s.drafts[ref] = d.next(e, DraftWithdrawn)
		}
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
	if id, ok := s.owner(slug); ok {
		return s.heads[id]
	}
	return nil
}

const savedVersion = 13

// savedState is the form of a State on disk.
type savedState struct {
	Version     int               `json:"version"`
	Mark        Mark              `json:"mark"`
	Bundles     map[string]string `json:"bundles"`
	Concepts    []*Concept        `json:"concepts"`
	Territories []*Territory      `json:"territories"`
	// Organisations is absent for as long as there are none.
	Organisations []*KnownOrganisation `json:"organisations,omitempty"`
	// Kept is absent for as long as nothing of them was changed.
	Kept  map[string]keeping `json:"kept,omitempty"`
	Heads []*head            `json:"heads"`
	Slugs map[string]ID      `json:"slugs"`
	// Accounts is absent for as long as there are none, as it was before there could be any.
	Accounts map[string]*account `json:"accounts,omitempty"`
	// Drafts are in the order of practice and language, Comments and Once in that of the entries.
	Drafts   []*Draft                 `json:"drafts,omitempty"`
	Comments []*Comment               `json:"comments,omitempty"`
	Imports  map[uint64]time.Time     `json:"imports,omitempty"`
	Events   map[ID][]Event           `json:"events,omitempty"`
	Concerns map[string]*Concern      `json:"concerns,omitempty"`
	Answers  map[string]ConcernAnswer `json:"answers,omitempty"`
	Read     map[string]uint64        `json:"read,omitempty"`
	Rules    map[string]ruling        `json:"rules,omitempty"`
	Askings  []asking                 `json:"askings,omitempty"`
	Held     map[ID][]uint64          `json:"held,omitempty"`
	Scrubbed map[ID]map[uint64]uint64 `json:"scrubbed,omitempty"`
	Acts     map[string][]act         `json:"acts,omitempty"`
	Once     []outcome                `json:"once,omitempty"`
	Entries  *trail                   `json:"entries"`
}

// snapshot takes what has to be saved; the caller may encode it without holding the lock.
func (s *State) snapshot() *savedState {
	saved := &savedState{
		Version: savedVersion, Mark: s.mark, Bundles: maps.Clone(s.bundles), Slugs: maps.Clone(s.slugs),
		Accounts:    maps.Clone(s.accounts),
		Territories: s.reference.Territories(), Organisations: s.reference.Organisations(), Kept: s.reference.kept, Heads: slices.Collect(maps.Values(s.heads)),
		Imports: maps.Clone(s.imports), Events: maps.Clone(s.events), Concerns: maps.Clone(s.concerns), Answers: maps.Clone(s.answers), Read: maps.Clone(s.read), Rules: maps.Clone(s.rules), Once: s.once.saved(),
		Askings: slices.Clip(s.askings), Held: maps.Clone(s.held), Scrubbed: maps.Clone(s.scrubbed), Acts: maps.Clone(s.acts), Entries: s.trail.now(),
	}
	saved.Drafts = slices.SortedFunc(maps.Values(s.drafts), compareRefs)
	for _, d := range saved.Drafts {
		saved.Comments = append(saved.Comments, s.comments[d.DraftRef]...)
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
	if slices.Contains(saved.Heads, nil) || slices.Contains(saved.Concepts, nil) || slices.Contains(saved.Territories, nil) || slices.Contains(saved.Organisations, nil) ||
		slices.Contains(saved.Drafts, nil) || slices.Contains(saved.Comments, nil) ||
		slices.Contains(slices.Collect(maps.Values(saved.Concerns)), nil) || slices.Contains(slices.Collect(maps.Values(saved.Accounts)), nil) {
		return nil
	}
	s := newState()
	s.mark = saved.Mark
	s.reference = NewReference(saved.Concepts, saved.Territories)
	s.reference.known = newOrganisations(saved.Organisations)
	s.reference.kept = saved.Kept
	shared := sharedStrings{}
	for _, h := range saved.Heads {
		h.share(shared)
		s.heads[h.ID] = h
	}
	maps.Copy(s.bundles, saved.Bundles)
	for slug, id := range saved.Slugs {
		if h := s.heads[id]; h != nil && h.Slug == slug {
			slug, id = h.Slug, h.ID
		}
		s.slugs[slug] = id
	}
	maps.Copy(s.accounts, saved.Accounts)
	for _, d := range saved.Drafts {
		s.drafts[d.DraftRef] = d
	}
	for _, c := range saved.Comments {
		s.comments[c.DraftRef] = append(s.comments[c.DraftRef], c)
	}
	maps.Copy(s.imports, saved.Imports)
	maps.Copy(s.events, saved.Events)
	maps.Copy(s.concerns, saved.Concerns)
	maps.Copy(s.answers, saved.Answers)
	s.partConcerns()
	maps.Copy(s.read, saved.Read)
	maps.Copy(s.rules, saved.Rules)
	s.askings = saved.Askings
	for id, entries := range saved.Held {
		s.held[id] = exactly(entries)
	}
	maps.Copy(s.scrubbed, saved.Scrubbed)
	maps.Copy(s.acts, saved.Acts)
	s.once.restore(saved.Once)
	if saved.Entries != nil {
		s.trail = *saved.Entries
	}
	return s
}

// sharedStrings gives equal strings one copy, for thousands of heads have the same few.
type sharedStrings map[string]string

func (in sharedStrings) one(s string) string {
	if have, ok := in[s]; ok {
		return have
	}
	in[s] = s
	return s
}

func (h *head) share(in sharedStrings) {
	h.Visibility, h.Territory = Visibility(in.one(string(h.Visibility))), in.one(h.Territory)
	h.Texts = exactly(h.Texts)
	for i := range h.Texts {
		t := &h.Texts[i]
		t.Language = Language(in.one(string(t.Language)))
		if t.Seen == t.Record {
			t.Seen = t.Record
		}
		t.Entries = exactly(t.Entries)
	}
}

// exactly gives a list no more room than it needs: JSON is read into lists with room for four.
func exactly[T any](list []T) []T {
	if len(list) == cap(list) {
		return list
	}
	exact := make([]T, len(list))
	copy(exact, list)
	return exact
}
