package library

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Label is a text of one line in one language.
type Label struct {
	Language Language `json:"language"`
	Text     string   `json:"text"`
}

// List gives the labels in the library's own order of languages, others behind by their tags.
func (l Labels) List() []Label {
	out := make([]Label, 0, len(l))
	for _, tag := range sortedLanguages(maps.Keys(l)) {
		out = append(out, Label{tag, l[tag]})
	}
	return out
}

// AllAlternatives gives the alternative labels in the same order.
func (c *Concept) AllAlternatives() []Label {
	out := []Label{}
	for _, tag := range sortedLanguages(maps.Keys(c.Alternatives)) {
		for _, text := range c.Alternatives[tag] {
			out = append(out, Label{tag, text})
		}
	}
	return out
}

func sortedLanguages(tags func(func(Language) bool)) []Language {
	rank := func(tag Language) int {
		if i := slices.Index(Languages, tag); i >= 0 {
			return i
		}
		return len(Languages)
	}
	return slices.SortedFunc(tags, func(a, b Language) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
}

// mostAlternatives bounds the alternative labels of a concept in one language.
const mostAlternatives = 50

// readLabels takes in labels as they were sent, at most so many in each language. English has to be among them where
// there is to be one in each. The refusal names every item at fault.
func readLabels(field string, sent []Label, most int) (map[Language][]string, error) {
	if len(sent) > most*maxList {
		return nil, RefuseField(CodeBadInput, field, "At most %d labels can be given.", most*maxList)
	}
	out := map[Language][]string{}
	err := each(sent, func(i int, l Label) error {
		at, text := item(field, i), strings.TrimSpace(l.Text)
		tag, err := ParseLanguage(string(l.Language))
		switch {
		case err != nil:
			return RefuseField(CodeBadInput, at+".language", "“%s” is not a language tag.", printable(string(l.Language)))
		case len(out[tag]) >= most:
			return RefuseField(CodeBadInput, at+".language", "There are too many labels in this language: at most %d.", most)
		case slices.ContainsFunc(out[tag], func(o string) bool { return spelling(o) == spelling(text) }):
			return RefuseField(CodeBadInput, at+".text", "This label stands twice.")
		}
		if err := checkLine(at+".text", l.Text, 1, maxLabel); err != nil {
			return err
		}
		out[tag] = append(out[tag], text)
		return nil
	})
	return out, err
}

// readNames takes in one label for each language.
func readNames(field string, sent []Label) (Labels, error) {
	lists, err := readLabels(field, sent, 1)
	if err == nil && len(lists[English]) == 0 {
		err = RefuseField(CodeBadInput, field, "An English label is needed.")
	}
	out := Labels{}
	for tag, texts := range lists {
		out[tag] = texts[0]
	}
	return out, err
}

// spelling is a label as people type it, without case and accents.
func spelling(label string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(label) {
		if plain, known := plainLetters[r]; known {
			out.WriteString(plain)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}
