package view

import "github.com/weldi-network/practice-library/server/library"

// Suggestion is one completion of what is being typed.
type Suggestion struct {
	Label    string
	Language library.Language
	Target   SuggestionTarget
}

// SuggestionTarget is what a suggestion leads to.
type SuggestionTarget interface{ IsSuggestionTarget() }

// IsSuggestionTarget marks a concept as something a suggestion may lead to.
func (concept) IsSuggestionTarget() {}

// IsSuggestionTarget marks a territory likewise.
func (*Territory) IsSuggestionTarget() {}

// Suggestions shows completions.
func (l *Lens) Suggestions(list []library.Suggestion) []Suggestion {
	out := []Suggestion{}
	for _, s := range list {
		out = append(out, Suggestion{Label: s.Label, Language: s.Language, Target: l.target(s)})
	}
	return out
}

func (l *Lens) target(s library.Suggestion) SuggestionTarget {
	switch {
	case s.Practice != nil:
		return l.Practice(s.Practice)
	case s.Territory != nil:
		return l.Territory(s.Territory)
	}
	return l.Concept(s.Concept).(SuggestionTarget)
}
