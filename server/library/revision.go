package library

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// RevisionRef names what the text of a practice in one language said with one entry.
type RevisionRef struct {
	DraftRef
	Number uint64
}

// HistoryEvent is one line of a practice's history.
type HistoryEvent struct {
	Event
	// Revision is the text that came with it; nil where none did.
	Revision *RevisionRef
	// Scrub tells of the scrubbing of that text; nil where it stands.
	Scrub *Scrub
}

// Scrub tells when, by whom and why a text was scrubbed.
type Scrub struct {
	At      time.Time
	Account string
	Reason  ScrubReason
}

// PracticeHistory tells what was done with a practice, the latest first: all to those who see its drafts, and to a
// translator what concerns their language. Nil for everybody else.
func (l *Library) PracticeHistory(v Viewer, id ID) []HistoryEvent {
	l.mu.RLock()
	defer l.mu.RUnlock()
	s := l.state
	var out []HistoryEvent
	seen := map[uint64]bool{}
	for _, e := range s.events[id] {
		seen[e.Number] = true
		if s.seesHistory(v, id, e.Language) {
			out = append(out, HistoryEvent{Event: e, Revision: revisionOf(id, e)})
		}
	}
	out = append(out, s.importsOf(v, id, seen)...)
	for i := range out {
		out[i].Scrub = s.scrubOf(out[i].Revision)
	}
	slices.SortStableFunc(out, func(a, b HistoryEvent) int { return cmp.Compare(b.Number, a.Number) })
	return out
}

// importsOf lists the revisions of a practice's texts that came with entries other than those seen: with imports.
func (s *State) importsOf(v Viewer, id ID, seen map[uint64]bool) []HistoryEvent {
	h := s.heads[id]
	if h == nil {
		return nil
	}
	var out []HistoryEvent
	for _, t := range h.Texts {
		for _, number := range t.Entries {
			if seen[number] || !s.seesHistory(v, id, t.Language) {
				continue
			}
			e := Event{Number: number, Type: EntryBundleImported, Language: t.Language, Account: operatorAccount, At: s.imports[number]}
			out = append(out, HistoryEvent{Event: e, Revision: &RevisionRef{DraftRef{id, t.Language}, number}})
		}
	}
	return out
}

// scrubOf tells of the scrubbing of a revision; nil where its text stands, be it in a later entry.
func (s *State) scrubOf(r *RevisionRef) *Scrub {
	if r == nil || s.scrubbed[r.Practice][s.standsAt(*r)] == 0 {
		return nil
	}
	by := s.scrubbed[r.Practice][r.Number]
	for _, e := range s.events[r.Practice] {
		if e.Number == by && e.Type == EntryTextsScrubbed {
			return &Scrub{At: e.At, Account: e.Account, Reason: e.Reason}
		}
	}
	return nil
}

// standsAt gives the entry in which to read a revision. The last one of each language stands in the public face of today as
// well, which may be younger, and outlives the scrubbing of what was before.
func (s *State) standsAt(r RevisionRef) uint64 {
	h := s.live(r.Practice)
	if h == nil || s.scrubbed[r.Practice][r.Number] == 0 {
		return r.Number
	}
	if t := h.text(r.Language); t.entry(t.Revision) == r.Number {
		return h.Number
	}
	return r.Number
}

// RevisionScrub tells of the scrubbing of a revision; nil where its text stands, or the viewer may not see it.
func (l *Library) RevisionScrub(v Viewer, r RevisionRef) *Scrub {
	if l.revisionKind(v, r) == revisionNone {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.scrubOf(&r)
}

func revisionOf(id ID, e Event) *RevisionRef {
	switch e.Type {
	case EntryDraftCreated, EntryDraftSaved, EntryDraftPublished:
		return &RevisionRef{DraftRef{id, e.Language}, e.Number}
	default:
		return nil
	}
}

// seesHistory reports whether the viewer may see what was done with the text of a practice in a language; without a
// language it is the practice as a whole that is meant.
func (s *State) seesHistory(v Viewer, id ID, tag Language) bool {
	at := Place{}
	original := Language("")
	if h := s.heads[id]; h != nil {
		if !v.Sees(h.Visibility) { // a token that reads the drafts which it may write, and nothing else of members
			return false
		}
		at.Territory, original = h.Territory, h.Original
	} else if d := s.drafts[DraftRef{id, tag}]; d != nil {
		at.Territory, original = d.Territory, d.Original
	}
	if tag != "" && tag != original {
		at.Language = tag
	}
	return at.Territory != "" && v.May(ActionReadDrafts, at)
}

// RevisionContent reads what a text said with one entry, with one read by id. What was published of a practice that the
// viewer sees is open to every member; the rest is what drafts are. Refusals: NOT_FOUND, SCRUBBED.
func (l *Library) RevisionContent(ctx context.Context, v Viewer, r RevisionRef) (*DraftContent, error) {
	kind := l.revisionKind(v, r)
	switch kind {
	case revisionPublished:
		face, err := l.faceAt(ctx, r.Practice, l.standsAt(r))
		if err != nil {
			return nil, ofRevision(err)
		}
		if face.text(r.Language) == nil {
			return nil, noRevision()
		}
		return face.content(r.Language), nil
	case revisionDraft:
		content, err := l.draftContent(ctx, r.DraftRef, r.Number)
		return content, ofRevision(err)
	default:
		return nil, noRevision()
	}
}

func (l *Library) standsAt(r RevisionRef) uint64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.state.standsAt(r)
}

// ofRevision names the field of a revision that was scrubbed.
func ofRevision(err error) error {
	if err != nil && CodeOf(err) == CodeScrubbed {
		return RefuseField(CodeScrubbed, "revision", "This revision was scrubbed: what it said is gone for good.")
	}
	return err
}

type revisionKind uint8

const (
	revisionNone revisionKind = iota
	revisionPublished
	revisionDraft
)

// revisionKind tells where a revision is read, and that it is none where the viewer may not see it.
func (l *Library) revisionKind(v Viewer, r RevisionRef) revisionKind {
	l.mu.RLock()
	defer l.mu.RUnlock()
	s := l.state
	for _, e := range s.events[r.Practice] {
		if e.Number != r.Number || e.Language != r.Language || revisionOf(r.Practice, e) == nil {
			continue
		}
		switch {
		case e.Type == EntryDraftPublished:
		case s.seesHistory(v, r.Practice, r.Language):
			return revisionDraft
		default:
			return revisionNone
		}
	}
	h := s.heads[r.Practice]
	switch {
	case h == nil:
	case s.seesHistory(v, r.Practice, r.Language), h.Withdrawn == nil && v.Sees(h.Visibility) && v.May(ActionReadMembers, Place{}):
		if h.published(r) {
			return revisionPublished
		}
	}
	return revisionNone
}

// published reports whether an entry published the practice in this language.
func (h *head) published(r RevisionRef) bool {
	t := h.text(r.Language)
	return t.Revision > 0 && (r.Number == h.Number || slices.Contains(t.Entries, r.Number))
}

func noRevision() error { return RefuseField(CodeNotFound, "revision", "There is no such revision.") }

// Change tells how one part of a text became another.
type Change struct {
	Part   DraftPart
	Pieces []Piece
}

// CompareContents tells, for each part that differs, how one text became another, word by word. However long and different
// they are, it takes a moment: one effort has to do for all parts.
func CompareContents(ref *Reference, before, after *DraftContent) []Change {
	var out []Change
	left := effort(mostEffort)
	a, b := before.parts(ref), after.parts(ref)
	for _, part := range draftParts {
		if a[part] != b[part] {
			out = append(out, Change{part, compare(a[part], b[part], &left)})
		}
	}
	return out
}

// draftParts lists the parts of a draft in reading order.
var draftParts = func() []DraftPart {
	out := []DraftPart{PartTitle, PartSummary}
	for _, kind := range SectionKinds {
		out = append(out, DraftPart(kind))
	}
	return append(out, PartEndReason, PartFacts, PartSources)
}()

// parts are all that a draft says, as text. Facts are told in lines with the keys of today.
func (c *DraftContent) parts(ref *Reference) map[DraftPart]string {
	out := map[DraftPart]string{PartTitle: c.Words.Title, PartSummary: c.Words.Summary, PartEndReason: c.Words.EndReason}
	for _, s := range c.Words.Sections {
		out[DraftPart(s.Kind)] = s.Markdown
	}
	if c.Facts != nil {
		out[PartFacts] = c.Facts.lines(ref)
	}
	var sources []string
	for _, s := range c.Sources {
		sources = append(sources, s.URL+" "+s.Supports)
	}
	out[PartSources] = strings.Join(sources, "\n")
	return out
}

// lines tells the facts in one line each, without those that say nothing.
func (f *Facts) lines(ref *Reference) string {
	var out []string
	say := func(name string, values ...string) {
		values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
		if len(values) > 0 {
			out = append(out, name+": "+strings.Join(values, ", "))
		}
	}
	say("place", f.Place)
	for _, o := range f.Organisations {
		say("organisation", o.Name, string(o.Role), ref.organisationKey(o.Known))
	}
	copied := *f
	for _, list := range copied.conceptLists() {
		var keys []string
		for _, id := range *list.keys {
			keys = append(keys, ref.KeyOf(list.facet, id))
		}
		say(list.facet.String(), keys...)
	}
	p := f.Period
	say("start", string(p.Start))
	say("end", string(p.End))
	say("state", string(p.State))
	if p.Pilot {
		say("pilot", "yes")
	}
	say("asOf", string(p.AsOf))
	for _, tag := range f.SourceLanguages {
		say("sourceLanguage", string(tag))
	}
	say("confidence", string(f.Confidence))
	say("licence", f.Licence)
	say("visibility", string(f.Visibility))
	return strings.Join(out, "\n")
}

// DraftRestore lets a text say again what it said with an earlier entry: in the draft that is under way, or in a new one
// where no revision of a draft is expected. Nothing becomes public by that. Refusals: those of DraftSave and DraftCreate,
// and NOT_FOUND or SCRUBBED with the field.
func (l *Library) DraftRestore(ctx context.Context, v Viewer, revision RevisionRef, expected int, key string) (*Draft, error) {
	content, err := l.RevisionContent(ctx, v, revision)
	if err != nil {
		return nil, err
	}
	c := DraftChanges{Words: &content.Words, Facts: content.Facts, restored: revision.Number}
	if content.Facts != nil {
		sources := slices.Clone(content.Sources)
		c.Sources = &sources
	} else {
		c.Origin = &content.Origin
	}
	if expected == 0 {
		return l.DraftCreate(ctx, v, NewDraft{
			Practice: revision.Practice, Language: revision.Language, Changes: c, IdempotencyKey: key,
		})
	}
	return l.DraftSave(ctx, v, DraftRequest{Draft: revision.DraftRef, ExpectedRevision: expected, IdempotencyKey: key}, c)
}
