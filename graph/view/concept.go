package view

import (
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// Concept is a term of any vocabulary.
type Concept interface {
	Node
	IsConcept()
	GetKey() string
	GetURI() string
	Label(lang []library.Language) string
	LabelLanguage(lang []library.Language) library.Language
	GetLabels() []library.Label
	GetFormerKeys() []string
	GetRevision() int
	GetViewerCan() library.ConceptPermissions
}

// ConceptID reads the opaque id of a concept. Refusal: BAD_ID with the field.
func ConceptID(field, id string) (library.Scheme, string, error) {
	kind, inner, err := ParseNodeID(id)
	scheme, key, ok := strings.Cut(inner, "/")
	if err != nil || !ok || kind != KindTheme && kind != KindTransversalIssue && kind != KindTerm {
		return "", "", library.RefuseField(library.CodeBadID, field, "This is not the id of a concept.")
	}
	return library.Scheme(scheme), key, nil
}

// concept is what the three kinds of concept share.
type concept struct {
	lens *Lens
	c    *library.Concept
}

// Theme is one of the eight themes.
type Theme struct{ concept }

// TransversalIssue is one of the three issues across all themes.
type TransversalIssue struct{ concept }

// Term is a concept of any other vocabulary.
type Term struct{ concept }

// Concept shows a concept as the type of its scheme.
func (l *Lens) Concept(c *library.Concept) Concept {
	switch kindOf(c) {
	case KindTheme:
		return &Theme{concept{l, c}}
	case KindTransversalIssue:
		return &TransversalIssue{concept{l, c}}
	default:
		return &Term{concept{l, c}}
	}
}

func kindOf(c *library.Concept) Kind {
	switch c.Scheme {
	case library.SchemeThemes:
		return KindTheme
	case library.SchemeTransversalIssues:
		return KindTransversalIssue
	default:
		return KindTerm
	}
}

// Concepts shows all concepts of a scheme.
func (l *Lens) Concepts(s library.Scheme) []Concept {
	out := []Concept{}
	for _, c := range l.Reference.Choices(s) {
		out = append(out, l.Concept(c))
	}
	return out
}

// Themes shows all themes.
func (l *Lens) Themes() []Theme {
	return listed(l, library.SchemeThemes, func(c concept) Theme { return Theme{c} })
}

// TransversalIssues shows all transversal issues.
func (l *Lens) TransversalIssues() []TransversalIssue {
	return listed(l, library.SchemeTransversalIssues, func(c concept) TransversalIssue { return TransversalIssue{c} })
}

func listed[T any](l *Lens, s library.Scheme, show func(concept) T) []T {
	out := []T{}
	for _, c := range l.Reference.Concepts(s) {
		out = append(out, show(concept{l, c}))
	}
	return out
}

// chosen shows the concepts that a card names by ID.
func chosen[T any](l *Lens, s library.Scheme, ids []string, show func(concept) T) []T {
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		if c := l.Reference.Concept(s, id); c != nil {
			out = append(out, show(concept{l, c}))
		}
	}
	return out
}

// terms shows the concepts that a card names by ID, as concepts of any kind.
func (l *Lens) terms(s library.Scheme, ids []string) []Concept {
	return chosen(l, s, ids, func(c concept) Concept { return l.Concept(c.c) })
}

// IsNode marks a concept as a node.
func (concept) IsNode() {}

// IsConcept marks it as a concept.
func (concept) IsConcept() {}

// GetID is the opaque id.
func (c concept) GetID() string { return c.ID() }

// GetKey is the readable key.
func (c concept) GetKey() string { return c.Key() }

// GetURI is the permanent address.
func (c concept) GetURI() string { return c.URI() }

// ID is the opaque id.
func (c concept) ID() string { return NodeID(kindOf(c.c), string(c.c.Scheme)+"/"+c.c.ID) }

// Key is the readable key.
func (c concept) Key() string { return c.c.Key }

// URI is the permanent address.
func (c concept) URI() string { return c.lens.BaseURL + c.c.Path() }

// Label is the label in the first asked language that has one, else in English.
func (c concept) Label(lang []library.Language) string { return c.c.Labels.In(lang) }

// LabelLanguage is the language of that label.
func (c concept) LabelLanguage(lang []library.Language) library.Language {
	_, language := c.c.Labels.Find(lang)
	return language
}

// Definition says in one English sentence what the concept covers.
func (c concept) Definition() *string { return optional(c.c.Definition) }

// Scheme is the vocabulary it belongs to.
func (c concept) Scheme() ConceptScheme {
	return ConceptScheme(strings.ToUpper(strings.ReplaceAll(string(c.c.Scheme), "-", "_")))
}

// Alternatives are further labels in the first asked language that has any, else in English.
func (t *Term) Alternatives(lang []library.Language) []string {
	for _, tag := range append(lang[:len(lang):len(lang)], library.English) {
		if list := t.c.Alternatives[tag]; len(list) > 0 {
			return list
		}
	}
	return []string{}
}

// Broader lists the wider concepts.
func (t *Term) Broader() []Term {
	return chosen(t.lens, library.SchemeThesaurus, t.c.Broader, func(c concept) Term { return Term{c} })
}

// Narrower lists the narrower concepts.
func (t *Term) Narrower() []Term {
	out := []Term{}
	for _, c := range t.lens.Reference.Narrower(t.c) {
		out = append(out, Term{concept{t.lens, c}})
	}
	return out
}

// Themes lists the themes that the concept belongs to.
func (t *Term) Themes() []*Theme {
	return chosen(t.lens, library.SchemeThemes, t.c.Themes, func(c concept) *Theme { return &Theme{c} })
}

// SameAs is the concept of another vocabulary that means just this; nil when there is none.
func (t *Term) SameAs() Concept {
	if scheme, id, ok := t.c.ExactMatch(); ok {
		if c := t.lens.Reference.Concept(scheme, id); c != nil {
			return t.lens.Concept(c)
		}
	}
	return nil
}

// PracticeCount counts the practices that bear the theme.
func (t *Theme) PracticeCount() int { return t.count(library.FacetThemes) }

// PracticeCount counts the practices that bear the issue.
func (t *TransversalIssue) PracticeCount() int { return t.count(library.FacetTransversalIssues) }

func (c concept) count(f library.Facet) int { return c.lens.Library.Count(c.lens.Viewer, f, c.c.ID) }
