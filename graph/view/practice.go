package view

import (
	"github.com/weldi-network/practice-library/server/library"
)

// Practice is the public face of a practice, as far as its card holds it.
type Practice struct {
	lens *Lens
	*library.Card
}

// Practice shows a card.
func (l *Lens) Practice(c *library.Card) *Practice { return &Practice{l, c} }

// IsNode marks a practice as a node.
func (*Practice) IsNode() {}

// IsSuggestionTarget marks it as something a suggestion may lead to.
func (*Practice) IsSuggestionTarget() {}

// GetID is the opaque id.
func (p *Practice) GetID() string { return p.ID() }

// ID is the opaque id.
func (p *Practice) ID() string { return NodeID(KindPractice, string(p.Card.ID)) }

// URL is the permanent address.
func (p *Practice) URL() string { return p.lens.BaseURL + p.Path() }

// Title serves the title.
func (p *Practice) Title(lang []library.Language) *LocalizedText {
	return p.plain(p.Card.Title(lang))
}

// Summary serves the summary.
func (p *Practice) Summary(lang []library.Language) *LocalizedText {
	return p.plain(p.Card.Summary(lang))
}

// Territory is where the practice comes from.
func (p *Practice) Territory() *Territory {
	t := p.lens.Reference.Territory(p.Card.Territory)
	if t == nil { // made since this request began
		t = p.lens.Library.Reference().Territory(p.Card.Territory)
	}
	return p.lens.Territory(t)
}

// Place is where in the territory.
func (p *Practice) Place() *string { return optional(p.Card.Place) }

// Organisations lists who runs, joins or pays for it.
func (p *Practice) Organisations() []Organisation { return p.lens.organisations(p.Card.Organisations) }

// Themes lists its themes, the most telling first.
func (p *Practice) Themes() []*Theme {
	return chosen(p.lens, library.SchemeThemes, p.Card.Themes, func(c concept) *Theme { return &Theme{c} })
}

// TransversalIssues lists its transversal issues.
func (p *Practice) TransversalIssues() []*TransversalIssue {
	return chosen(p.lens, library.SchemeTransversalIssues, p.Card.TransversalIssues,
		func(c concept) *TransversalIssue { return &TransversalIssue{c} })
}

// PracticeTypes lists its practice types.
func (p *Practice) PracticeTypes() []Concept {
	return p.lens.terms(library.SchemePracticeTypes, p.Card.PracticeTypes)
}

// TargetGroups lists for whom it is.
func (p *Practice) TargetGroups() []Concept {
	return p.lens.terms(library.SchemeTargetGroups, p.Card.TargetGroups)
}

// ActorTypes lists what kind of actors carry it.
func (p *Practice) ActorTypes() []Concept {
	return p.lens.terms(library.SchemeActorTypes, p.Card.ActorTypes)
}

// Scales lists how wide it reaches.
func (p *Practice) Scales() []Concept { return p.lens.terms(library.SchemeScales, p.Card.Scales) }

// Stages lists where in a person's journey it helps.
func (p *Practice) Stages() []Concept { return p.lens.terms(library.SchemeStages, p.Card.Stages) }

// Tags lists its keywords.
func (p *Practice) Tags() []Concept { return p.lens.terms(library.SchemeTags, p.Card.Tags) }

// Languages lists the languages it can be read in.
func (p *Practice) Languages() []library.Language { return p.TextLanguages() }

// SourceLanguages lists the languages of its sources.
func (p *Practice) SourceLanguages() []library.Language { return notNil(p.Card.SourceLanguages) }

// Period is when it ran.
func (p *Practice) Period() *Period { return &Period{p} }

// ViewerCan tells what the viewer may do with it.
func (p *Practice) ViewerCan() library.Permissions { return p.lens.Viewer.Can(p.Card) }

// Period is when a practice ran.
type Period struct{ practice *Practice }

func (p *Period) period() *library.Period { return &p.practice.Card.Period }

// Start is when it started.
func (p *Period) Start() library.PartialDate { return p.period().Start }

// End is when it ended.
func (p *Period) End() library.PartialDate { return p.period().End }

// State says whether it runs.
func (p *Period) State() library.PeriodState { return p.period().State }

// IsPilot tells a pilot.
func (p *Period) IsPilot() bool { return p.period().Pilot }

// AsOf is the last date at which the state is known.
func (p *Period) AsOf() library.PartialDate { return p.period().AsOf }

// EndReason serves why it ended.
func (p *Period) EndReason(lang []library.Language) *LocalizedText {
	if text, ok := p.practice.EndReason(lang); ok {
		return p.practice.plain(text)
	}
	return nil
}

// PracticeSection is one of the long texts.
type PracticeSection struct {
	Kind library.SectionKind
	Text *LocalizedText
}

// Sections serves the long texts, which its face holds.
func (p *Practice) Sections(face *library.Practice, lang []library.Language) []PracticeSection {
	out := []PracticeSection{}
	for _, s := range face.Serve(lang) {
		out = append(out, PracticeSection{Kind: s.Kind, Text: p.markdown(s.Text)})
	}
	return out
}

// SimilarPractice is a practice like another.
type SimilarPractice struct {
	Practice *Practice
	Reasons  []SimilarityReason
}

// SimilarityReason is something two practices share.
type SimilarityReason struct {
	Facet    string
	Concepts []Concept
}

// Similar shows practices like one.
func (l *Lens) Similar(list []library.Similar) []SimilarPractice {
	out := []SimilarPractice{}
	for _, s := range list {
		shown := SimilarPractice{Practice: l.Practice(s.Card), Reasons: []SimilarityReason{}}
		for _, r := range s.Reasons {
			shown.Reasons = append(shown.Reasons, SimilarityReason{Facet: r.Facet.String(), Concepts: l.terms(r.Facet.Scheme(), r.IDs)})
		}
		out = append(out, shown)
	}
	return out
}

// AssignedConcept is a term that a practice has.
type AssignedConcept struct {
	Concept    *Term
	AssignedBy library.Assigner
}

// Assigned shows the terms that a practice has.
func (l *Lens) Assigned(list []library.AssignedConcept) []AssignedConcept {
	out := make([]AssignedConcept, len(list))
	for i, a := range list {
		out[i] = AssignedConcept{Concept: &Term{concept{l, a.Concept}}, AssignedBy: a.AssignedBy}
	}
	return out
}
