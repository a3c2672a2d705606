package seed

import (
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// vocabulary reads one file of concepts, in the order in which they are listed.
func (p *page) vocabulary() []*library.Concept {
	m, ok := p.fields(keys{"scheme", "labels", "concepts"})
	if !ok {
		return nil
	}
	m.nameOf("scheme")
	m.get("labels").labels() // checked; the scheme's own name has no place in the library yet
	scheme := library.Scheme(m.text("scheme"))
	if !slices.Contains(library.Schemes, scheme) {
		m.get("scheme").wrong("There is no concept scheme “%s”.%s", short(string(scheme)), didYouMean(string(scheme), schemes()))
		return nil
	}
	seen := seenBefore{}
	var out []*library.Concept
	for _, item := range m.get("concepts").list() {
		out = append(out, item.concept(scheme, seen))
	}
	return out
}

func (v value) concept(scheme library.Scheme, seen seenBefore) *library.Concept {
	m := v.mapping(keys{"key", "labels", "definition?", "to_confirm?"})
	key := m.text("key")
	c := &library.Concept{
		Scheme: scheme, ID: key, Key: key, Labels: m.get("labels").labels(),
		ToConfirm: m.get("to_confirm").nine(), Definition: m.text("definition"),
	}
	if seen.twice("key", key) {
		m.get("key").wrong("“%s” stands twice.", short(key))
	}
	for _, tag := range library.Languages {
		if label := c.Labels[tag]; seen.twice(string(tag), label) {
			m.get("labels").wrong("The %s label “%s” stands twice.", tag, short(label))
		}
	}
	m.check(c.Validate())
	return c
}

// nine reads a list of some of the nine languages.
func (v value) nine() []library.Language {
	tags := v.languages()
	for _, tag := range tags {
		if tag != "" && !slices.Contains(library.Languages, tag) {
			v.wrong("“%s” is not one of the nine languages.", tag)
		}
	}
	return tags
}

// seenBefore knows which texts of a kind have come by, whatever their case.
type seenBefore map[[2]string]bool

// twice reports whether a text has come by before; an empty one never has.
func (s seenBefore) twice(kind, text string) bool {
	at := [2]string{kind, strings.ToLower(text)}
	before := s[at]
	s[at] = text != ""
	return before
}

func schemes() []string {
	out := make([]string, len(library.Schemes))
	for i, s := range library.Schemes {
		out[i] = string(s)
	}
	return out
}
