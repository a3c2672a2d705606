package library

import (
	"cmp"
	"context"
	"slices"
)

// ConceptDetails are what moderators say of a concept, complete. What stands behind Definition is for the thesaurus
// alone.
type ConceptDetails struct {
	Key        string
	Labels     []Label
	Definition string

	Alternatives []Label
	// Broader and Themes are keys.
	Broader, Themes []string
	// Note explains, in English, a label that another concept bears too.
	Note string
}

// closedSchemes are the vocabularies to which nobody adds: the diagnosis has its themes and issues, the program its
// states.
var closedSchemes = []Scheme{SchemeThemes, SchemeTransversalIssues, SchemeStates}

// ConceptCreate makes a concept, the last of its vocabulary. Refusals, but for FORBIDDEN with the field, which lies inside
// details for all but the scheme: BAD_INPUT, UNKNOWN_KEY, KEY_TAKEN.
func (l *Library) ConceptCreate(ctx context.Context, v Viewer, s Scheme, d ConceptDetails, idempotencyKey string) (*Concept, error) {
	type request struct {
		Scheme  Scheme
		Details ConceptDetails
	}
	id, err := l.keep(ctx, v, EntryConceptCreated, idempotencyKey, request{s, d}, func(ref *Reference) (*termKept, error) {
		if !isScheme(s) || slices.Contains(closedSchemes, s) {
			return nil, RefuseField(CodeBadInput, "scheme", "Nothing can be added to this vocabulary.")
		}
		c, err := d.concept(ref, Concept{Scheme: s})
		return &termKept{Concept: c}, err
	})
	return l.Reference().Concept(s, id), err
}

// ConceptUpdate says anew what a concept, named by its ID, is. A new key renames it; the one of before keeps answering,
// and is never given to another. Refusals: those of ConceptCreate, NOT_FOUND, and REVISION_CONFLICT as a *TermConflict.
func (l *Library) ConceptUpdate(ctx context.Context, v Viewer, s Scheme, id string, d ConceptDetails, r TermRequest) (*Concept, error) {
	type request struct {
		Scheme  Scheme
		ID      string
		Read    int
		Details ConceptDetails
	}
	asked := request{s, id, r.ExpectedRevision, d}
	id, err := l.keep(ctx, v, EntryConceptChanged, r.IdempotencyKey, asked, func(ref *Reference) (*termKept, error) {
		before := ref.Concept(s, id)
		if before == nil {
			return nil, RefuseField(CodeNotFound, "concept", "There is no such concept.")
		}
		if now := ref.ConceptRevision(before); now != r.ExpectedRevision {
			return nil, staleTerm(TermConflict{Concept: before, Reference: ref}, now, r.ExpectedRevision)
		}
		c, err := d.concept(ref, *before)
		return &termKept{Concept: c}, err
	})
	return l.Reference().Concept(s, id), err
}

// concept puts the details into what stands; a new concept has no ID yet.
func (d *ConceptDetails) concept(ref *Reference, c Concept) (*Concept, error) {
	var found Refusals
	labels, err := readNames("labels", d.Labels)
	found.note(err)
	if owner := ref.ConceptByKey(c.Scheme, d.Key); owner != nil {
		found.note(checkFree(owner.ID, c.ID, d.Key))
	}
	c.FormerKeys = renamed(c.ID, c.Key, d.Key, c.FormerKeys)
	c.ID = cmp.Or(c.ID, d.Key)
	c.ToConfirm = stillToConfirm(c.ToConfirm, c.Labels, labels)
	c.Key, c.Definition = d.Key, d.Definition
	found.note(checkText("definition", d.Definition, 0, maxSummary))
	found.note(d.inThesaurus(ref, &c))
	if len(found) == 0 {
		c.Labels = labels
		found.note(c.Validate())
		found.note(d.checkLabels(ref, &c))
	}
	return &c, within("details", found.all())
}

// stillToConfirm leaves out the languages whose label somebody has changed.
func stillToConfirm(tags []Language, before, now Labels) []Language {
	return slices.DeleteFunc(slices.Clone(tags), func(tag Language) bool { return before[tag] != now[tag] })
}

// inThesaurus takes in what is for the thesaurus alone.
func (d *ConceptDetails) inThesaurus(ref *Reference, c *Concept) error {
	var found Refusals
	if c.Scheme != SchemeThesaurus {
		for field, isGiven := range map[string]bool{
			"alternatives": len(d.Alternatives) > 0, "broader": len(d.Broader) > 0, "themes": len(d.Themes) > 0, "note": d.Note != "",
		} {
			if isGiven {
				found.note(RefuseField(CodeBadInput, field, "This is for concepts of the thesaurus alone."))
			}
		}
		return found.all()
	}
	alternatives, err := readLabels("alternatives", d.Alternatives, mostAlternatives)
	found.note(err)
	found.note(checkText("note", d.Note, 0, maxSummary))
	broader, err := ref.keyed(SchemeThesaurus, "broader", d.Broader)
	found.note(err)
	found.note(each(broader, func(i int, wide string) error {
		if ref.IsBelow(wide, c.ID) {
			return RefuseField(CodeBadInput, item("broader", i), "The concept would be narrower than itself.")
		}
		return nil
	}))
	themes, err := ref.keyed(SchemeThemes, "themes", d.Themes)
	found.note(err)
	c.Alternatives, c.Broader, c.Themes, c.Note = alternatives, broader, themes, d.Note
	if len(alternatives) == 0 {
		c.Alternatives = nil
	}
	return found.all()
}

// keyed turns keys into IDs.
func (r *Reference) keyed(s Scheme, field string, keys []string) ([]string, error) {
	if len(keys) > maxList {
		return nil, RefuseField(CodeBadInput, field, "At most %d keys can be named.", maxList)
	}
	var ids []string
	err := each(keys, func(i int, key string) error {
		c := r.ConceptByKey(s, key)
		switch {
		case c == nil:
			return RefuseField(CodeUnknownKey, item(field, i), "“%s” is not a key of this vocabulary.", printable(key))
		case slices.Contains(ids, c.ID):
			return RefuseField(CodeBadInput, item(field, i), "“%s” stands twice.", printable(key))
		}
		ids = append(ids, c.ID)
		return nil
	})
	return ids, err
}

// IsBelow reports whether one concept of the thesaurus, named by its ID, is another or lies below it.
func (r *Reference) IsBelow(id, other string) bool { return r.leads(id, other, map[string]bool{}) }

func (r *Reference) leads(from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	c := r.Concept(SchemeThesaurus, from)
	if c == nil || seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(c.Broader, func(next string) bool { return r.leads(next, to, seen) })
}

// checkLabels wants every label once in its language and vocabulary; in the thesaurus two concepts may bear the same
// where both explain themselves in a note.
func (d *ConceptDetails) checkLabels(ref *Reference, c *Concept) error {
	others := ref.labelled(c)
	own := map[Label]bool{}
	check := func(field string, sent []Label) error {
		return each(sent, func(i int, l Label) error {
			tag, _ := ParseLanguage(string(l.Language)) // which it is by now
			at := Label{tag, spelling(l.Text)}
			if own[at] {
				return RefuseField(CodeBadInput, item(field, i)+".text", "This label stands twice.")
			}
			own[at] = true
			other := others[at]
			switch {
			case other == nil || c.Note != "" && other.Note != "":
				return nil
			case c.Scheme == SchemeThesaurus:
				return RefuseField(CodeBadInput, item(field, i)+".text", "“%s” has this label too; both need a note that tells them apart.", other.Key)
			}
			return RefuseField(CodeBadInput, item(field, i)+".text", "“%s” has this label already.", other.Key)
		})
	}
	var found Refusals
	found.note(check("labels", d.Labels))
	found.note(check("alternatives", d.Alternatives))
	return found.all()
}

// labelled finds the other concepts of a vocabulary by their labels; of several one without a note.
func (r *Reference) labelled(but *Concept) map[Label]*Concept {
	out := map[Label]*Concept{}
	add := func(c *Concept, tag Language, text string) {
		at := Label{tag, spelling(text)}
		if before := out[at]; before == nil || before.Note != "" {
			out[at] = c
		}
	}
	for _, c := range r.Concepts(but.Scheme) {
		if c.ID == but.ID {
			continue
		}
		for tag, text := range c.Labels {
			add(c, tag, text)
		}
		for tag, list := range c.Alternatives {
			for _, text := range list {
				add(c, tag, text)
			}
		}
	}
	return out
}

// ConceptPermissions is what a viewer may do with one concept.
type ConceptPermissions struct {
	// Update changes what is said of it and renames it.
	Update bool
}

// CanConcept tells what the viewer may do with a concept.
func (v Viewer) CanConcept(*Concept) ConceptPermissions {
	return ConceptPermissions{Update: v.May(ActionKeepVocabularies, Place{})}
}
