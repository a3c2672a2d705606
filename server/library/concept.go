package library

import (
	"maps"
	"slices"
	"strings"
)

// Scheme is a controlled vocabulary (skos:ConceptScheme): the key under which its concepts stand.
type Scheme string

// The library's concept schemes. Rights roles, evidence and competence bases are labelled, not yet filters.
const (
	SchemeThemes            Scheme = "themes"
	SchemeTransversalIssues Scheme = "transversal-issues"
	SchemePracticeTypes     Scheme = "practice-types"
	SchemeTargetGroups      Scheme = "target-groups"
	SchemeActorTypes        Scheme = "actor-types"
	SchemeScales            Scheme = "scales"
	SchemeStages            Scheme = "stages"
	SchemeStates            Scheme = "states"
	SchemeTags              Scheme = "tags"
	SchemeRightsRoles       Scheme = "rights-roles"
	SchemeEvidence          Scheme = "evidence"
	SchemeCompetenceBases   Scheme = "competence-bases"
	SchemeThesaurus         Scheme = "thesaurus"
)

// Schemes are all of them, in the order in which they are listed.
var Schemes = []Scheme{
	SchemeThemes, SchemeTransversalIssues, SchemePracticeTypes, SchemeTargetGroups, SchemeActorTypes, SchemeScales,
	SchemeStages, SchemeStates, SchemeTags, SchemeRightsRoles, SchemeEvidence, SchemeCompetenceBases, SchemeThesaurus,
}

// NotStated is the key, in every facet that can be empty, of the practices that say nothing there.
const NotStated = "not-stated"

// NotStatedLabels name it.
var NotStatedLabels = Labels{
	"en": "Not stated", "fr": "Non précisé", "nl": "Niet vermeld", "pt": "Não indicado", "es": "No indicado",
	"ro": "Neprecizat", "it": "Non indicato", "pl": "Nie podano", "hr": "Nije navedeno",
}

// Concept is a term of a controlled vocabulary (skos:Concept).
type Concept struct {
	Scheme Scheme `json:"scheme"`
	// ID is the key under which the concept was first made. Stored data refer to it; it never changes.
	ID string `json:"id"`
	// Key is the readable slug of today; it differs from ID only after a renaming.
	Key string `json:"key"`
	// FormerKeys keep answering.
	FormerKeys []string `json:"formerKeys,omitempty"`
	Labels     Labels   `json:"labels"`
	// ToConfirm lists the languages whose label awaits a native speaker's check.
	ToConfirm  []Language `json:"toConfirm,omitempty"`
	Definition string     `json:"definition,omitempty"`

	// What follows is known of the concepts of the thesaurus only.

	// Alternatives are further labels by language (skos:altLabel): synonyms, abbreviations, what people type.
	Alternatives map[Language][]string `json:"alternatives,omitempty"`
	// Broader are the IDs of wider concepts of the thesaurus (skos:broader).
	Broader []string `json:"broader,omitempty"`
	// Themes are the IDs of the themes that it belongs to.
	Themes []string `json:"themes,omitempty"`
	// SameAs is “scheme/id” of the concept of another vocabulary that means just this (skos:exactMatch).
	SameAs string `json:"sameAs,omitempty"`
	// Note explains, in English, a label that other concepts bear too (skos:scopeNote).
	Note string `json:"note,omitempty"`
}

// Path is the concept's permanent address without the base URL.
func (c *Concept) Path() string {
	if c.Scheme == SchemeThemes {
		return "/themes/" + c.Key
	}
	return "/concepts/" + string(c.Scheme) + "/" + c.Key
}

// AllLabels are the preferred label in one language and its alternatives.
func (c *Concept) AllLabels(tag Language) []string {
	var out []string
	if label := c.Labels[tag]; label != "" {
		out = append(out, label)
	}
	return append(out, c.Alternatives[tag]...)
}

// ExactMatch takes SameAs apart; false when there is none, or it names no scheme.
func (c *Concept) ExactMatch() (Scheme, string, bool) {
	scheme, id, ok := strings.Cut(c.SameAs, "/")
	return Scheme(scheme), id, ok && isScheme(Scheme(scheme))
}

// Validate checks what every concept must have: a scheme, an ID and proper keys, an English label and no empty one.
func (c *Concept) Validate() error {
	if !isScheme(c.Scheme) {
		return RefuseField(CodeBadInput, "scheme", "There is no concept scheme “%s”.", printable(string(c.Scheme)))
	}
	if err := validateKeys(c.names()); err != nil {
		return err
	}
	if err := validateLabels("labels", c.Labels); err != nil {
		return err
	}
	return c.validateAlternatives()
}

func (c *Concept) validateAlternatives() error {
	for _, tag := range slices.Sorted(maps.Keys(c.Alternatives)) {
		err := each(c.Alternatives[tag], func(i int, label string) error {
			return validateLabel(item("alternatives."+string(tag), i), tag, label)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// names are all the keys under which the concept is found: those of the past too.
func (c *Concept) names() []string { return append([]string{c.Key, c.ID}, c.FormerKeys...) }

func validateKeys(keys []string) error {
	for _, key := range keys {
		if !IsSlug(key) || key == NotStated {
			return RefuseField(CodeBadInput, "key", "A key is made of lower-case letters, digits and single hyphens.")
		}
	}
	return nil
}

func isScheme(s Scheme) bool {
	for _, known := range Schemes {
		if s == known {
			return true
		}
	}
	return false
}

func validateLabels(field string, labels Labels) error {
	if strings.TrimSpace(labels[English]) == "" {
		return RefuseField(CodeBadInput, field, "An English label is needed.")
	}
	return each(slices.Sorted(maps.Keys(labels)), func(_ int, tag Language) error {
		return validateLabel(field+"."+string(tag), tag, labels[tag])
	})
}

func validateLabel(field string, tag Language, label string) error {
	if parsed, err := ParseLanguage(string(tag)); err != nil || parsed != tag {
		return RefuseField(CodeBadInput, field, "“%s” is not a language tag in its usual form.", printable(string(tag)))
	}
	return checkLine(field, label, 1, maxLabel)
}
