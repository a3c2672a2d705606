package library

import (
	"slices"
	"time"
)

// The most that a record may hold, in characters and items.
const (
	maxTitle    = 300
	maxSummary  = 2000
	maxSection  = 20000
	maxList     = 100
	maxLineText = 500
	maxLabel    = 200
)

// Words are what a practice says in one language.
type Words struct {
	Language  Language  `json:"language"`
	Title     string    `json:"title"`
	Summary   string    `json:"summary"`
	EndReason string    `json:"endReason,omitempty"`
	Sections  []Section `json:"sections,omitempty"`
}

// validate checks the words of one language; the refusal names every field at fault.
func (w *Words) validate() error { return w.faults(complete).all() }

// extent says how much of a record has to be there.
type extent int

// What is published is complete; a draft may be saved as far as it has come.
const (
	asFarAsItIs extent = iota
	complete
)

// faults names every field at fault in the words of one language.
func (w *Words) faults(least extent) Refusals {
	var found Refusals
	found.note(validateLanguage(w.Language))
	found.note(checkLine("title", w.Title, int(least), maxTitle))
	found.note(checkText("summary", w.Summary, int(least), maxSummary))
	found.note(checkText("endReason", w.EndReason, 0, maxSummary))
	found.note(validateSections(w.Sections, least))
	return found
}

func validateLanguage(tag Language) error {
	if parsed, err := ParseLanguage(string(tag)); err != nil || parsed != tag {
		return RefuseField(CodeBadInput, "language", "“%s” is not a language tag in its usual form.", printable(string(tag)))
	}
	return nil
}

// validateSections wants each kind at most once, and of what is complete also in reading order, so that nobody has to
// sort later.
func validateSections(sections []Section, least extent) error {
	last := -1
	return each(sections, func(i int, s Section) error {
		field, at := item("sections", i), slices.Index(SectionKinds, s.Kind)
		before, twice := last, func(other Section) bool { return other.Kind == s.Kind && !isBlank(other.Markdown) }
		last = max(last, at)
		switch {
		case isBlank(s.Markdown) && least == asFarAsItIs:
			return nil // left out
		case at < 0:
			return RefuseField(CodeBadInput, field+".kind", "“%s” is not a kind of section.", printable(string(s.Kind)))
		case slices.ContainsFunc(sections[:i], twice):
			return RefuseField(CodeBadInput, field+".kind", "The section %s stands twice.", s.Kind)
		case at < before && least == complete:
			return RefuseField(CodeBadInput, field+".kind", "The section %s stands out of order.", s.Kind)
		}
		return checkText(field+".markdown", s.Markdown, int(least), maxSection)
	})
}

// resolve checks the facts against the reference data and turns keys into IDs; the refusal names every field at fault.
func (f Facts) resolve(ref *Reference, s said) (Facts, error) {
	resolved, found := f.resolveAll(ref, complete, s)
	return resolved, found.all()
}

// resolveAll does the same and names every field at fault.
func (f Facts) resolveAll(ref *Reference, least extent, s said) (Facts, Refusals) {
	var found Refusals
	if t := ref.TerritoryByKey(f.Territory); t != nil {
		f.Territory = t.ID
	} else {
		found.note(RefuseField(CodeUnknownKey, "territory", "“%s” is not the key of a territory.", printable(f.Territory)))
	}
	if len(f.Themes) < int(least) {
		found.note(RefuseField(CodeBadInput, "themes", "A practice needs at least one theme."))
	}
	for _, list := range f.conceptLists() {
		resolved, err := resolveConcepts(ref, list.facet, *list.keys)
		found.note(err)
		if err == nil {
			*list.keys = resolved
		}
	}
	organisations, err := resolveOrganisations(ref, f.Organisations)
	found.note(err)
	f.Organisations = organisations
	found.note(f.faults(s).all())
	return f, found
}

type conceptList struct {
	facet Facet
	keys  *[]string
}

func (f *Facts) conceptLists() []conceptList {
	return []conceptList{
		{FacetThemes, &f.Themes}, {FacetTransversalIssues, &f.TransversalIssues}, {FacetPracticeTypes, &f.PracticeTypes},
		{FacetTargetGroups, &f.TargetGroups}, {FacetActorTypes, &f.ActorTypes}, {FacetScales, &f.Scales},
		{FacetStages, &f.Stages}, {FacetTags, &f.Tags},
	}
}

// resolveConcepts keeps the given order, in which the most telling concept comes first.
func resolveConcepts(ref *Reference, f Facet, keys []string) ([]string, error) {
	if len(keys) > maxList {
		return nil, RefuseField(CodeBadInput, f.String(), "At most %d keys can be named.", maxList)
	}
	var ids []string
	err := each(keys, func(i int, key string) error {
		id, ok := ref.ResolveKey(f, key)
		switch {
		case !ok || id == NotStated:
			return unknownKey(ref, f, item(f.String(), i), key)
		case slices.Contains(ids, id):
			return RefuseField(CodeBadInput, item(f.String(), i), "“%s” stands twice.", printable(key))
		}
		ids = append(ids, id)
		return nil
	})
	return ids, err
}

// faults names every fault in what does not stand in the reference data.
func (f *Facts) faults(s said) Refusals {
	var found Refusals
	found.note(checkLine("place", f.Place, 0, maxLineText))
	found.note(f.Period.validate(s))
	found.note(validateOrganisations(f.Organisations))
	found.note(validateLanguages("sourceLanguages", f.SourceLanguages))
	if !isOneOf(f.Confidence, []Confidence{ConfidenceHigh, ConfidenceMedium, ConfidenceLow}) {
		found.note(RefuseField(CodeBadInput, "confidence", "Confidence is high, medium or low."))
	}
	if !isOneOf(f.Visibility, []Visibility{VisibilityPublic, VisibilityNetwork}) {
		found.note(RefuseField(CodeBadInput, "visibility", "Visibility is public or network."))
	}
	if !isWebAddress(f.Licence) {
		found.note(RefuseField(CodeBadInput, "licence", "A licence is named by its web address."))
	}
	return found
}

func validateOrganisations(list []Organisation) error {
	if len(list) > maxList {
		return RefuseField(CodeBadInput, "organisations", "At most %d organisations can be named.", maxList)
	}
	return each(list, func(i int, o Organisation) error {
		var found Refusals
		field := item("organisations", i)
		found.note(checkLine(field+".name", o.Name, 1, maxLineText))
		if !isOneOf(o.Role, []OrganisationRole{RoleLead, RolePartner, RoleFunder}) {
			found.note(RefuseField(CodeBadInput, field+".role", "A role is lead, partner or funder."))
		}
		return found.all()
	})
}

func validateSources(list []Source) error {
	if len(list) > maxList {
		return RefuseField(CodeBadInput, "sources", "At most %d sources can be named.", maxList)
	}
	return each(list, func(i int, s Source) error {
		var found Refusals
		field := item("sources", i)
		if !isWebAddress(s.URL) {
			found.note(RefuseField(CodeBadInput, field+".url", "“%s” is not a web address.", printable(s.URL)))
		}
		found.note(checkLine(field+".supports", s.Supports, 1, maxLineText*2))
		return found.all()
	})
}

func validatePublished(at, now time.Time) error {
	if at.IsZero() || at.After(now.Add(24*time.Hour)) {
		return RefuseField(CodeBadInput, "published", "A day of publication is needed, and it cannot lie in the future.")
	}
	return nil
}
