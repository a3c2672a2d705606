package library

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// DraftRequest says which draft somebody wants to change, and as what they have read it.
type DraftRequest struct {
	Draft DraftRef
	// ExpectedRevision is the revision of the draft that the writer has read.
	ExpectedRevision int
	// IdempotencyKey lets the same request be sent again without being done twice; empty for none.
	IdempotencyKey string
}

// DraftChanges are what a writer lets a draft say. A part that is nil stays as it is.
type DraftChanges struct {
	// Slug is the wanted address of a practice that was never published.
	Slug  *string
	Words *Words
	// Facts and Sources belong to the practice itself, not to a translation. The territory in Facts is passed over.
	Facts   *Facts
	Sources *[]Source
	// Origin and SourceRevision belong to a translation: how it came about, and from which revision of the original.
	Origin         *Origin
	SourceRevision *int

	// restored is the entry whose text the words are; 0 when they are new.
	restored uint64
}

// NewDraft is what a draft begins with.
type NewDraft struct {
	// Practice is empty for a new one, whose original language is then Language.
	Practice ID
	Language Language
	// Territory is the key of the one whose practice a new one is; passed over for a practice that exists.
	Territory string
	// Changes come on top of what is published, if anything is.
	Changes        DraftChanges
	IdempotencyKey string
}

// DraftCreate begins a draft: of a new practice, of the next revision of a published text, or of a translation of a
// published practice. What is published stays live. A draft may be incomplete. Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW,
// BAD_INPUT and UNKNOWN_KEY with every field at fault; REVISION_CONFLICT with the draft that is under way already.
func (l *Library) DraftCreate(ctx context.Context, v Viewer, n NewDraft) (*Draft, error) {
	return l.once(ctx, v, n.IdempotencyKey, StepCreate, n, func(ctx context.Context, s *State, v Viewer, key *onceKey) (*change, error) {
		if n.Practice == "" {
			return l.createNew(s, v, n, key)
		}
		return l.createNext(ctx, s, v, n, key)
	})
}

// createNew begins a practice that was never published.
func (l *Library) createNew(s *State, v Viewer, n NewDraft, key *onceKey) (*change, error) {
	t := s.reference.TerritoryByKey(n.Territory)
	if t == nil {
		if err := v.needAnywhere(ActionWrite); err != nil {
			return nil, err
		}
		return nil, RefuseField(CodeUnknownKey, "territory", "“%s” is not the key of a territory.", printable(n.Territory))
	}
	if err := v.need(ActionWrite, Place{Territory: t.ID}); err != nil {
		return nil, err
	}
	if err := validateLanguage(n.Language); err != nil {
		return nil, err
	}
	d := &Draft{DraftRef: DraftRef{ID(l.ports.NewID()), n.Language}, Territory: t.ID, Original: n.Language}
	next, err := n.Changes.onto(s, l.ports.Today(), d, &DraftContent{Words: Words{Language: n.Language}, Facts: blankFacts(t.ID)})
	if err != nil {
		return nil, err
	}
	return &change{EntryDraftCreated, next.created(d, key)}, nil
}

// blankFacts are those of a new practice of which nothing is known but where it is.
func blankFacts(territory string) *Facts {
	return &Facts{
		Territory: territory, Themes: []string{}, Period: Period{State: StateUnknown}, Confidence: ConfidenceMedium,
		Licence: LicenceCCBY4, Visibility: VisibilityPublic,
	}
}

// createNext begins the next revision of a text of a published practice, or its first in a language.
func (l *Library) createNext(ctx context.Context, s *State, v Viewer, n NewDraft, key *onceKey) (*change, error) {
	ref := DraftRef{n.Practice, n.Language}
	h := s.heads[n.Practice]
	if h == nil && s.drafts[ref] == nil || h != nil && !v.Sees(h.Visibility) {
		return nil, noPractice()
	}
	d := s.drafts[ref]
	if h == nil {
		return l.createAnew(ctx, s, v, n, d, key)
	}
	if err := validateLanguage(n.Language); err != nil {
		return nil, err
	}
	fresh := &Draft{
		DraftRef: ref, Territory: h.Territory, Original: h.Original,
		BasedOn: h.text(n.Language).Revision, SourceRevision: h.text(h.Original).Revision,
	}
	if !fresh.IsTranslation() {
		fresh.SourceRevision = 0
	}
	if err := s.mayCreate(v, fresh, d, h.Withdrawn != nil); err != nil {
		return nil, err
	}
	face, err := l.body(ctx, h)
	if err != nil {
		return nil, err
	}
	content := face.content(n.Language)
	if content.Origin == OriginMachine {
		content.Origin = OriginMachineChecked // by whoever writes here, and whoever publishes it
	}
	next, err := n.Changes.onto(s, l.ports.Today(), fresh, content)
	if err != nil {
		return nil, err
	}
	return &change{EntryDraftCreated, next.created(fresh, key)}, nil
}

// createAnew takes up a practice again that was discarded before it was ever published: with what it said, unless that was
// scrubbed.
func (l *Library) createAnew(ctx context.Context, s *State, v Viewer, n NewDraft, d *Draft, key *onceKey) (*change, error) {
	if !v.May(ActionReadDrafts, s.placeOf(d)) {
		return nil, noPractice()
	}
	if err := s.mayCreate(v, d, d, false); err != nil {
		return nil, err
	}
	content, err := l.draftContent(ctx, d.DraftRef, d.Number)
	if CodeOf(err) == CodeScrubbed {
		content, err = &DraftContent{Words: Words{Language: d.Language}, Facts: blankFacts(d.Territory)}, nil
	}
	if err != nil {
		return nil, err
	}
	next, err := n.Changes.onto(s, l.ports.Today(), d, content)
	if err != nil {
		return nil, err
	}
	return &change{EntryDraftCreated, next.created(d, key)}, nil
}

// mayCreate looks whether the viewer may begin a draft where another stands or stood.
func (s *State) mayCreate(v Viewer, fresh, before *Draft, withdrawn bool) error {
	at := s.placeOf(fresh)
	if err := v.need(workflow[StepCreate].right(at), at); err != nil {
		return err
	}
	state := before.state()
	if withdrawn {
		state = DraftWithdrawn
	}
	if _, ok := workflow[StepCreate].leads[state]; ok {
		return nil
	}
	if before.state() != draftNone && before.IsOpen() {
		if err := v.need(ActionReadDrafts, at); err != nil { // a conflict shows the draft
			return err
		}
		return conflict(before, "Somebody has a draft of this text under way already.")
	}
	return refuseState(StepCreate, state)
}

// content gives what is published in a language as a draft begins with it.
func (p *Practice) content(tag Language) *DraftContent {
	words, origin := Words{Language: tag}, OriginHuman
	if t := p.text(tag); t != nil {
		words = Words{Language: tag, Title: t.Title, Summary: t.Summary, EndReason: t.EndReason, Sections: p.Sections[tag]}
		origin = t.Origin
	}
	if tag != p.Original {
		return &DraftContent{Words: words, Origin: origin}
	}
	facts := p.Facts
	return &DraftContent{Words: words, Facts: &facts, Sources: p.Sources}
}

// DraftSave replaces what a draft says; a submitted one is thereby taken back. It may be incomplete. Refusals: FORBIDDEN,
// NOT_FOUND, NOT_NOW, REVISION_CONFLICT with the draft as it stands, BAD_INPUT and UNKNOWN_KEY with every field at fault.
func (l *Library) DraftSave(ctx context.Context, v Viewer, r DraftRequest, c DraftChanges) (*Draft, error) {
	return l.step(ctx, v, r, StepSave, c, func(ctx context.Context, s *State, _ Viewer, d *Draft, h draftHeader) (*change, error) {
		content, err := l.draftContent(ctx, d.DraftRef, d.Number)
		if err != nil {
			return nil, err
		}
		next, err := c.onto(s, l.ports.Today(), d, content)
		if err != nil {
			return nil, err
		}
		return &change{EntryDraftSaved, next.saved(h)}, nil
	})
}

// DraftDiscard ends a draft without publishing it. What is published stays. What the draft said is scrubbed at once when
// nobody but whoever discards it wrote in it. Refusals: FORBIDDEN, NOT_FOUND, NOT_NOW,
// REVISION_CONFLICT with the draft as it stands.
func (l *Library) DraftDiscard(ctx context.Context, v Viewer, r DraftRequest) (*Draft, error) {
	d, err := l.step(ctx, v, r, StepDiscard, nil, func(_ context.Context, _ *State, _ Viewer, _ *Draft, h draftHeader) (*change, error) {
		return &change{EntryDraftDiscarded, &draftDiscarded{h}}, nil
	})
	if err != nil {
		return nil, err
	}
	l.scrubDue(ctx, v, func(due *dueScrub) bool { return due.about(d.Practice) && due.reason == ScrubDiscarded })
	if now := l.Draft(v, d.DraftRef); now != nil && now.Revision == d.Revision {
		d = now
	}
	return d, nil
}

// manuscript is what a draft says next, checked and resolved.
type manuscript struct {
	slug           string
	sourceRevision int
	content        DraftContent
	restored       uint64
}

func (m *manuscript) created(d *Draft, key *onceKey) *draftCreated {
	return &draftCreated{
		draftHeader: draftHeader{d.DraftRef, key}, Territory: d.Territory, Original: d.Original, Slug: m.slug,
		BasedOn: d.BasedOn, SourceRevision: m.sourceRevision, Content: m.content, Restored: m.restored,
	}
}

func (m *manuscript) saved(h draftHeader) *draftSaved {
	return &draftSaved{draftHeader: h, Slug: m.slug, SourceRevision: m.sourceRevision, Content: m.content, Restored: m.restored}
}

// onto puts the changes on top of what a draft says and checks the result as far as it has come. The refusal names every
// field at fault.
func (c *DraftChanges) onto(s *State, now time.Time, d *Draft, content *DraftContent) (*manuscript, error) {
	m := &manuscript{slug: d.Slug, sourceRevision: d.SourceRevision, content: *content, restored: c.restored}
	var found Refusals
	if c.Slug != nil {
		m.slug = strings.TrimSpace(*c.Slug)
		found.note(s.checkSlug(d, m.slug, asFarAsItIs))
	}
	words := m.content.Words
	if c.Words != nil {
		words = *c.Words
		words.Language = d.Language
		m.content.Words = words.tidied()
	}
	if d.IsTranslation() {
		found.note(c.ontoTranslation(s, d, m, content))
	} else {
		found.note(c.ontoPractice(s, now, d, m))
	}
	found.note(within("text", words.faults(asFarAsItIs).all()))
	return m, found.all()
}

func (c *DraftChanges) ontoPractice(s *State, now time.Time, d *Draft, m *manuscript) error {
	var found Refusals
	if c.Origin != nil || c.SourceRevision != nil {
		found.note(RefuseField(CodeBadInput, "origin", "Only a translation is made from something else."))
	}
	if c.Sources != nil {
		m.content.Sources = *c.Sources
	}
	said := c.said(now, m.content.Facts)
	if c.Facts != nil {
		facts := *c.Facts
		facts.Territory = s.placeOf(d).Territory
		m.content.Facts = &facts
	}
	found.note(m.resolve(s.reference, asFarAsItIs, said))
	return found.all()
}

// said tells when the period was stated: now, or whenever that was which the draft keeps, be it sent again, or takes up
// again.
func (c *DraftChanges) said(now time.Time, before *Facts) said {
	if c.Facts == nil || c.restored != 0 || before != nil && c.Facts.Period == before.Period {
		return saidBefore()
	}
	return saidNow(now)
}

// resolve checks facts and sources of a practice and turns keys into IDs.
func (m *manuscript) resolve(ref *Reference, least extent, said said) error {
	facts, found := m.content.Facts.resolveAll(ref, least, said)
	m.content.Facts = &facts
	err := within("facts", found.all())
	var all Refusals
	all.note(err)
	all.note(validateSources(m.content.Sources))
	return all.all()
}

func (c *DraftChanges) ontoTranslation(s *State, d *Draft, m *manuscript, before *DraftContent) error {
	var found Refusals
	if c.Facts != nil || c.Sources != nil {
		found.note(RefuseField(CodeBadInput, "facts", "Facts and sources belong to the practice, not to its translation."))
	}
	if c.Origin != nil {
		m.content.Origin = *c.Origin
	}
	if !isOneOf(m.content.Origin, []Origin{OriginHuman, OriginMachine, OriginMachineChecked}) {
		found.note(RefuseField(CodeBadInput, "origin", "A translation is made by a person, a machine, or a machine with a person who checked it."))
	}
	if c.restored == 0 {
		found.note(m.content.keepsMark(before))
	}
	if c.SourceRevision != nil {
		m.sourceRevision = *c.SourceRevision
	}
	if now := s.heads[d.Practice].text(d.Original).Revision; m.sourceRevision < 1 || m.sourceRevision > now {
		found.note(RefuseField(CodeBadInput, "sourceRevision", "The original has the revisions 1 to %d.", now))
	}
	return found.all()
}

// checkSlug checks the wanted address of a practice. One that was published keeps its own. That another draft wants the
// same is nobody's business: who publishes first has it.
func (s *State) checkSlug(d *Draft, slug string, least extent) error {
	h := s.heads[d.Practice]
	switch {
	case h != nil && slug != h.Slug:
		return RefuseField(CodeBadInput, "slug", "The address of a published practice does not change.")
	case slug == "" && least == asFarAsItIs || h != nil:
		return nil
	case !IsSlug(slug):
		return RefuseField(CodeBadInput, "slug", "A slug is made of lower-case letters, digits and single hyphens.")
	}
	if _, taken := s.owner(slug); taken {
		return RefuseField(CodeSlugTaken, "slug", "Another practice has, or had, the address “%s”.", slug)
	}
	return nil
}

// tidied puts the sections in reading order and leaves out those in which nothing stands.
func (w Words) tidied() Words {
	w.Sections = slices.DeleteFunc(slices.Clone(w.Sections), func(s Section) bool { return isBlank(s.Markdown) })
	slices.SortStableFunc(w.Sections, func(a, b Section) int {
		return cmp.Compare(slices.Index(SectionKinds, a.Kind), slices.Index(SectionKinds, b.Kind))
	})
	return w
}

func noPractice() error { return Refuse(CodeNotFound, "There is no such practice.") }
