package library

import (
	"bytes"
	"encoding/json"
	"slices"
)

// withWords gives a copy of the face in which one language says something else: a new text, or the next revision.
func (p Practice) withWords(w Words, origin Origin) Practice {
	text := Text{Language: w.Language, Title: w.Title, Summary: w.Summary, EndReason: w.EndReason, Origin: origin, Revision: 1}
	if old := p.text(w.Language); old != nil {
		text.Revision = old.Revision + 1
	}
	if w.Language != p.Original {
		text.SourceRevision = p.text(p.Original).Revision
	}
	p.Texts = upsert(slices.Clone(p.Texts), text, func(t Text) bool { return t.Language == w.Language })
	sections := make(map[Language][]Section, len(p.Sections)+1)
	for tag, list := range p.Sections {
		sections[tag] = list
	}
	sections[w.Language] = w.Sections
	p.Sections = sections
	return p
}

// says reports whether the face says just these words in their language. A change of facts alone is then no revision
// of the text, and makes no translation stale.
func (p *Practice) says(w Words, origin Origin) bool {
	t := p.text(w.Language)
	return t != nil && t.Origin == origin && t.Title == w.Title && t.Summary == w.Summary && t.EndReason == w.EndReason &&
		slices.Equal(p.Sections[w.Language], w.Sections)
}

// states reports whether facts and sources are those of the face, however an empty list is written.
func (p *Practice) states(facts Facts, sources []Source) bool {
	return same(p.Facts, facts) && slices.Equal(p.Sources, sources)
}

// same reports whether two values look the same in the journal.
func same(a, b any) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

// records gives what the head knows of seed records, as a publication carries it.
func (h *head) records() map[Language]string {
	out := map[Language]string{}
	for _, t := range h.Texts {
		if t.Record != "" {
			out[t.Language] = t.Record
		}
	}
	return out
}
