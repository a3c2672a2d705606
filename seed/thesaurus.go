package seed

import (
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

// thesaurus reads the concepts of one file of the thesaurus. What holds across files is checked once all are read.
func (p *page) thesaurus(t *thesaurus) []*library.Concept {
	m, ok := p.fields(keys{"concepts"})
	if !ok {
		return nil
	}
	var out []*library.Concept
	for _, item := range m.get("concepts").list() {
		out = append(out, t.concept(item))
	}
	return out
}

// thesaurus knows what has been read of the whole of it.
type thesaurus struct {
	keys   seenBefore
	labels map[spelling]labelled
	// links are the concepts' references to others, to be followed at the end.
	links []link
}

// spelling is a label as people type it, without case and accents.
type spelling struct {
	tag  library.Language
	text string
}

// labelled is the concept that bears a label.
type labelled struct {
	key   string
	noted bool
}

// link is one reference from a concept of the thesaurus to another concept.
type link struct {
	from   *library.Concept
	at     value
	scheme library.Scheme
	to     string
}

func newThesaurus() *thesaurus {
	return &thesaurus{keys: seenBefore{}, labels: map[spelling]labelled{}}
}

func (t *thesaurus) concept(v value) *library.Concept {
	m := v.mapping(keys{"key", "labels", "alternatives?", "broader?", "themes?", "same_as?", "note?"})
	key := m.text("key")
	c := &library.Concept{
		Scheme: library.SchemeThesaurus, ID: key, Key: key, Labels: m.get("labels").labels(),
		Alternatives: m.get("alternatives").alternatives(), Note: m.text("note"), SameAs: m.text("same_as"),
		ToConfirm: slices.Clone(library.Languages[1:]), // all but English await a native speaker
	}
	if t.keys.twice("key", key) {
		m.get("key").wrong("“%s” stands twice.", short(key))
	}
	for _, broader := range m.get("broader").list() {
		c.Broader = append(c.Broader, broader.text())
		t.links = append(t.links, link{c, broader, library.SchemeThesaurus, broader.text()})
	}
	for _, theme := range m.get("themes").list() {
		c.Themes = append(c.Themes, theme.text())
		t.links = append(t.links, link{c, theme, library.SchemeThemes, theme.text()})
	}
	if scheme, id, ok := c.ExactMatch(); ok {
		t.links = append(t.links, link{c, m.get("same_as"), scheme, id})
	} else if c.SameAs != "" {
		m.get("same_as").wrong("This has the form “scheme/key”.")
	}
	t.checkLabels(m, c)
	m.check(c.Validate())
	return c
}

// checkLabels wants every label once in its language, unless both concepts explain themselves in a note.
func (t *thesaurus) checkLabels(m mapping, c *library.Concept) {
	for _, tag := range library.Languages {
		for _, label := range c.AllLabels(tag) {
			at := spelling{tag, plainSpelling(label)}
			if at.text == "" {
				m.get("labels").wrong("A %s label is empty.", tag)
			}
			before, twice := t.labels[at]
			if twice && before.key == c.Key {
				m.get("labels").wrong("The %s label “%s” stands twice.", tag, short(label))
			} else if twice && (!before.noted || c.Note == "") {
				m.get("labels").wrong("The %s label “%s” also stands at “%s”; both need a note.", tag, short(label), before.key)
			}
			t.labels[at] = labelled{c.Key, c.Note != ""}
		}
	}
}

// check follows the references once everything has been read.
func (t *thesaurus) check(concepts []*library.Concept) {
	ref := library.NewReference(concepts, nil)
	for _, l := range t.links {
		switch {
		case ref.Concept(l.scheme, l.to) == nil:
			l.at.wrong("There is no concept “%s/%s”.", l.scheme, short(l.to))
		case l.scheme == library.SchemeThesaurus && ref.IsBelow(l.to, l.from.ID):
			l.at.wrong("“%s” is narrower than itself.", l.from.Key)
		}
	}
}

// alternatives reads lists of further labels by language.
func (v value) alternatives() map[library.Language][]string {
	if v.isNull() {
		return nil
	}
	optional := make(keys, len(library.Languages))
	for i, tag := range library.Languages {
		optional[i] = string(tag) + "?"
	}
	m := v.mapping(optional)
	out := map[library.Language][]string{}
	for _, tag := range library.Languages {
		for _, item := range m.get(string(tag)).list() {
			if text := item.text(); text != "" {
				out[tag] = append(out[tag], text)
			} else {
				item.wrong("A label is empty.")
			}
		}
	}
	return out
}
