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
)

// Words are what a practice says in one language.
type Words struct {
	Language  Language  `json:"language"`
	Title     string    `json:"title"`
	Summary   string    `json:"summary"`
	EndReason string    `json:"endReason,omitempty"`
	Sections  []Section `json:"sections,omitempty"`
}

// validate checks the words of one language; field names the first one at fault.
func (w *Words) validate() error { return w.faults(complete).first() }

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
	found.note(validateSections(w.Sections))
	return found
}

func validateLanguage(tag Language) error {
	if parsed, err := ParseLanguage(string(tag)); err != nil || parsed != tag {
		return RefuseField(CodeBadInput, "language", "“%s” is not a language tag in its usual form.", printable(string(tag)))
	}
	return nil
}

// validateSections wants each kind at most once and in reading order, so that nobody has to sort later.
func validateSections(sections []Section) error {
	last := -1
	for _, s := range sections {
		at := slices.Index(SectionKinds, s.Kind)
		switch {
		case at < 0:
			return RefuseField(CodeBadInput, "sections", "“%s” is not a kind of section.", printable(string(s.Kind)))
		case at <= last:
			return RefuseField(CodeBadInput, "sections", "The section %s stands twice or out of order.", s.Kind)
		}
		last = at
		if err := checkText("sections", s.Markdown, 1, maxSection); err != nil {
			return err
		}
	}
	return nil
}

// resolve checks the facts against the reference data and turns keys into IDs; the refusal names the first field at
// fault.
func (f Facts) resolve(ref *Reference) (Facts, error) {
	resolved, found := f.resolveAll(ref, complete)
	return resolved, found.first()
}

// resolveAll does the same and names every field at fault.
func (f Facts) resolveAll(ref *Reference, least extent) (Facts, Refusals) {
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
	found.note(f.faults().all())
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
	var ids []string
	for _, key := range keys {
		id, ok := ref.ResolveKey(f, key)
		if !ok || id == NotStated {
			return nil, unknownKey(ref, f, key)
		}
		if slices.Contains(ids, id) {
			return nil, RefuseField(CodeBadInput, f.String(), "“%s” stands twice.", printable(key))
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// faults names every fault in what does not stand in the reference data.
func (f *Facts) faults() Refusals {
	var found Refusals
	found.note(checkLine("place", f.Place, 0, maxLineText))
	found.note(f.Period.validate())
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

func (p *Period) validate() error {
	for _, d := range []struct {
		field string
		date  PartialDate
	}{{"start", p.Start}, {"end", p.End}, {"asOf", p.AsOf}} {
		if !d.date.Valid() {
			return RefuseField(CodeBadInput, "period."+d.field, "“%s” is not a date such as 2018, 2018-09 or 2018-09-01.", printable(string(d.date)))
		}
	}
	switch {
	case !isOneOf(p.State, []PeriodState{StatePlanned, StateRunning, StateEnded, StateUnknown}):
		return RefuseField(CodeBadInput, "period.state", "A state is planned, running, ended or unknown.")
	case p.Start != "" && p.End != "" && p.Start.after(p.End):
		return RefuseField(CodeBadInput, "period.end", "The end lies before the start.")
	case p.Pilot && p.State != StateRunning:
		return RefuseField(CodeBadInput, "period.pilot", "Only a running practice is a pilot.")
	}
	return nil
}

func validateOrganisations(list []Organisation) error {
	if len(list) > maxList {
		return RefuseField(CodeBadInput, "organisations", "At most %d organisations can be named.", maxList)
	}
	for _, o := range list {
		if err := checkLine("organisations", o.Name, 1, maxLineText); err != nil {
			return err
		}
		if !isOneOf(o.Role, []OrganisationRole{RoleLead, RolePartner, RoleFunder}) {
			return RefuseField(CodeBadInput, "organisations", "A role is lead, partner or funder.")
		}
	}
	return nil
}

func validateSources(list []Source) error {
	if len(list) > maxList {
		return RefuseField(CodeBadInput, "sources", "At most %d sources can be named.", maxList)
	}
	for _, s := range list {
		if !isWebAddress(s.URL) {
			return RefuseField(CodeBadInput, "sources", "“%s” is not a web address.", printable(s.URL))
		}
		if err := checkLine("sources", s.Supports, 1, maxLineText*2); err != nil {
			return err
		}
	}
	return nil
}

func validatePublished(at, now time.Time) error {
	if at.IsZero() || at.After(now.Add(24*time.Hour)) {
		return RefuseField(CodeBadInput, "published", "A day of publication is needed, and it cannot lie in the future.")
	}
	return nil
}
