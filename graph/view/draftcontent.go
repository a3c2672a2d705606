package view

import "github.com/weldi-network/practice-library/server/library"

// DraftContent is what a draft says, or what somebody has sent.
type DraftContent struct {
	Slug    *string
	Text    *DraftText
	Origin  *library.Origin
	Facts   *DraftFacts
	Sources []library.Source
}

// DraftText is the words of a draft.
type DraftText struct {
	Title     string
	Summary   string
	EndReason string
	Sections  []DraftSection
}

// DraftSection is one long text of a draft.
type DraftSection struct{ library.Section }

// HTML is the text as safe HTML.
func (s *DraftSection) HTML() string { return MarkdownHTML(s.Markdown) }

// DraftFacts is what is stated apart from the words, in keys of today.
type DraftFacts struct {
	lens  *Lens
	facts *library.Facts
}

// DraftPeriod is when a practice ran.
type DraftPeriod struct {
	Start   string
	End     string
	State   library.PeriodState
	IsPilot bool
	AsOf    string
}

// DraftContent shows what a draft says.
func (d *Draft) DraftContent(c *library.DraftContent) *DraftContent {
	return d.lens.content(d.Slug(), &c.Words, c.Origin, c.Facts, c.Sources)
}

// Sent shows what somebody has sent; nil when it was nothing.
func (l *Lens) Sent(c library.DraftChanges) *DraftContent {
	if c == (library.DraftChanges{}) {
		return nil
	}
	var origin library.Origin
	if c.Origin != nil {
		origin = *c.Origin
	}
	shown := l.content(c.Slug, c.Words, origin, c.Facts, nil)
	if c.Sources != nil {
		shown.Sources = notNil(*c.Sources)
	}
	return shown
}

func (l *Lens) content(slug *string, w *library.Words, origin library.Origin, f *library.Facts, sources []library.Source) *DraftContent {
	shown := &DraftContent{Slug: slug, Text: draftText(w)}
	if origin != "" {
		shown.Origin = &origin
	}
	if f != nil {
		shown.Facts = &DraftFacts{l, f}
		shown.Sources = notNil(sources)
	}
	return shown
}

func draftText(w *library.Words) *DraftText {
	if w == nil {
		return nil
	}
	shown := &DraftText{Title: w.Title, Summary: w.Summary, EndReason: w.EndReason, Sections: make([]DraftSection, len(w.Sections))}
	for i, s := range w.Sections {
		shown.Sections[i] = DraftSection{s}
	}
	return shown
}

// keys are those of today for what stands in a list.
func (f *DraftFacts) keys(facet library.Facet, ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = f.lens.Reference.KeyOf(facet, id)
	}
	return out
}

// Place is where in the territory.
func (f *DraftFacts) Place() string { return f.facts.Place }

// Organisations lists who runs, joins or pays for it.
func (f *DraftFacts) Organisations() []Organisation {
	return f.lens.organisations(f.facts.Organisations)
}

// Themes lists the keys of its themes.
func (f *DraftFacts) Themes() []string { return f.keys(library.FacetThemes, f.facts.Themes) }

// TransversalIssues lists the keys of its transversal issues.
func (f *DraftFacts) TransversalIssues() []string {
	return f.keys(library.FacetTransversalIssues, f.facts.TransversalIssues)
}

// PracticeTypes lists the keys of its practice types.
func (f *DraftFacts) PracticeTypes() []string {
	return f.keys(library.FacetPracticeTypes, f.facts.PracticeTypes)
}

// TargetGroups lists the keys of its target groups.
func (f *DraftFacts) TargetGroups() []string {
	return f.keys(library.FacetTargetGroups, f.facts.TargetGroups)
}

// ActorTypes lists the keys of the types of its actors.
func (f *DraftFacts) ActorTypes() []string {
	return f.keys(library.FacetActorTypes, f.facts.ActorTypes)
}

// Scales lists the keys of its scales.
func (f *DraftFacts) Scales() []string { return f.keys(library.FacetScales, f.facts.Scales) }

// Stages lists the keys of its stages.
func (f *DraftFacts) Stages() []string { return f.keys(library.FacetStages, f.facts.Stages) }

// Tags lists the keys of its tags.
func (f *DraftFacts) Tags() []string { return f.keys(library.FacetTags, f.facts.Tags) }

// Period is when it ran.
func (f *DraftFacts) Period() *DraftPeriod {
	p := f.facts.Period
	return &DraftPeriod{string(p.Start), string(p.End), p.State, p.Pilot, string(p.AsOf)}
}

// SourceLanguages lists the languages of its sources.
func (f *DraftFacts) SourceLanguages() []string {
	out := make([]string, len(f.facts.SourceLanguages))
	for i, tag := range f.facts.SourceLanguages {
		out[i] = string(tag)
	}
	return out
}

// Confidence is how well the sources support it.
func (f *DraftFacts) Confidence() library.Confidence { return f.facts.Confidence }

// Licence is the address of its licence.
func (f *DraftFacts) Licence() string { return f.facts.Licence }

// Visibility is who may see it once it is published.
func (f *DraftFacts) Visibility() library.Visibility { return f.facts.Visibility }
