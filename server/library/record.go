package library

import (
	"context"
	"maps"
	"slices"
	"time"
)

// record takes in one record of the bundle.
func (im *importing) record(ctx context.Context, r *Record) error {
	var found Refusals
	facts, err := r.Facts.resolve(im.reference, saidOn(r.Published, im.now))
	found.note(err)
	found.note(r.validate(im.now))
	if len(found) > 0 {
		return found
	}
	if im.slugs[r.Slug] || im.ids[r.ID] {
		return RefuseField(CodeSlugTaken, "slug", "Two records have the address “%s”, or the same id.", r.Slug)
	}
	im.slugs[r.Slug], im.ids[r.ID] = true, true
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

// texts are all that the record says, the original first.
func (r *Record) texts() []RecordText { return append([]RecordText{r.Original}, r.Translations...) }

// validate checks all but the facts. What is wrong with a translation stands within translations and its place there.
func (r *Record) validate(now time.Time) error {
	var found Refusals
	if !IsSlug(r.Slug) || r.ID == "" {
		found.note(RefuseField(CodeBadInput, "slug", "A slug is made of lower-case letters, digits and single hyphens."))
	}
	found.note(validatePublished(r.Published, now))
	found.note(validateSources(r.Sources))
	found.note(r.Original.validate(true))
	found.note(each(r.Translations, func(i int, t RecordText) error {
		part := item("translations", i)
		if r.Original.Words.Language == t.Words.Language || slices.ContainsFunc(r.Translations[:i], t.sameLanguage) {
			return RefuseField(CodeBadInput, part+".language", "Two texts are in “%s”.", t.Words.Language)
		}
		return within(part, t.validate(false))
	}))
	return found.all()
}

func (t *RecordText) sameLanguage(other RecordText) bool {
	return t.Words.Language == other.Words.Language
}

func (t *RecordText) validate(original bool) error {
	var found Refusals
	if t.Hash == "" {
		found.note(RefuseField(CodeBadInput, "hash", "A text of a record needs the hash of what it was made from."))
	}
	if original != (t.Origin == OriginOriginal) || !slices.Contains(origins, t.Origin) {
		found.note(RefuseField(CodeBadInput, "origin", "The original is original; a translation is human, machine or machine-checked."))
	}
	found.note(t.Words.validate())
	return found.all()
}

func (im *importing) publishNew(r *Record, facts Facts) error {
	if _, taken := im.state.owner(r.Slug); taken {
		return RefuseField(CodeSlugTaken, "slug", "Another practice has the address “%s”.", r.Slug)
	}
	face := Practice{Card: Card{
		ID: r.ID, Slug: r.Slug, Version: 1, Facts: facts, Original: r.Original.Words.Language,
		Provenance:  Provenance{Kind: ProvenanceCompiled},
		PublishedAt: millis(r.Published), UpdatedAt: millis(r.Published),
	}, Sources: r.Sources}
	records := map[Language]string{}
	for _, t := range r.texts() {
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
	if r.Original.Words.Language != face.Original {
		return RefuseField(CodeBadInput, "language", "The original of this practice is in “%s”, which cannot change.", face.Original)
	}
	if len(changed) > 0 {
		made := im.next(*face, h, r, facts, changed)
		im.out.Practices = append(im.out.Practices, made)
		im.counts.Changed++
		face = &made.Face
	}
	if len(blocked) > 0 {
		wanted := im.next(*face, h, r, facts, blocked)
		im.out.Proposals = append(im.out.Proposals, proposal{Practice: r.ID, Records: hashes(blocked), Proposed: wanted.Face})
		im.counts.Proposed++
	}
	return nil
}

// compare sorts the texts that differ from what came in last: those that a record wrote last, or that are new, may
// change. Where a person wrote last or has a draft under way the change is blocked, and so is a translation when that
// holds of the original, for it was made from another one.
func (im *importing) compare(h *head, r *Record) (changed, blocked []RecordText) {
	original := h.text(r.Original.Words.Language)
	for _, t := range r.texts() {
		have := h.text(t.Words.Language)
		switch {
		case have.Seen == t.Hash:
		case have.Revision > 0 && have.Record == "", original.Record == "",
			im.state.open(DraftRef{h.ID, t.Words.Language}) != nil, im.state.open(DraftRef{h.ID, h.Original}) != nil:
			blocked = append(blocked, t)
		default:
			changed = append(changed, t)
		}
	}
	return changed, blocked
}

func (im *importing) next(face Practice, h *head, r *Record, facts Facts, texts []RecordText) publication {
	for _, t := range texts {
		if t.Words.Language == face.Original {
			face.Facts, face.Sources = facts, r.Sources
		}
		if !face.says(t.Words, t.Origin) {
			face = face.withWords(t.Words, t.Origin)
		}
	}
	face.Version++
	face.UpdatedAt = im.now
	records := h.records()
	maps.Copy(records, hashes(texts))
	return publication{Face: face, Records: records}
}

func hashes(texts []RecordText) map[Language]string {
	out := make(map[Language]string, len(texts))
	for _, t := range texts {
		out[t.Words.Language] = t.Hash
	}
	return out
}
