package library

import (
	"bytes"
	"encoding/json"
	"maps"
)

// An emptied entry keeps its place, its author, its time and all that the fold needs; what it said is gone. It begins with
// a mark that names the entry which scrubbed it, by practice, so that nobody takes it for a damaged one:
//
//	{"scrubbed":{"<practice>":57},"practice":…
//
// The bodies that were made from it are the same, emptied, with the same mark.

// markStart is how the payload of an emptied entry begins.
const markStart = `{"scrubbed":`

// marks tell, by practice, which entry has scrubbed something.
type marks map[ID]uint64

// readMarks reads the mark of a payload; nil when there is none.
func readMarks(payload []byte) (marks, error) {
	if !bytes.HasPrefix(payload, []byte(markStart)) {
		return nil, nil
	}
	var marked struct {
		Scrubbed marks `json:"scrubbed"`
	}
	err := json.Unmarshal(payload, &marked)
	return marked.Scrubbed, err
}

// cover reports whether something is emptied as far as want asks for.
func (m marks) cover(want marks) bool {
	for id, by := range want {
		if m[id] < by {
			return false
		}
	}
	return true
}

// with gives these marks and those of want, the later one where both have one.
func (m marks) with(want marks) marks {
	all := marks{}
	maps.Copy(all, m)
	for id, by := range want {
		all[id] = max(all[id], by)
	}
	return all
}

// emptied gives the entry without what it said of the practices in want.
func (d decoded) emptied(want marks, addresses map[ID]bool) (Entry, decoded, error) {
	all := d.marks.with(want)
	d.empty(all, addresses)
	body, err := json.Marshal(d.payload)
	if err != nil {
		return Entry{}, d, err
	}
	mark, err := json.Marshal(all)
	if err != nil {
		return Entry{}, d, err
	}
	var out bytes.Buffer
	out.WriteString(markStart)
	out.Write(mark)
	if !bytes.Equal(body, []byte("{}")) {
		out.WriteByte(',')
	}
	out.Write(body[1:])
	e := d.entry
	e.Payload = out.Bytes()
	d.entry, d.marks = e, all
	return e, d, nil
}

// empty takes out of a payload what it says of the practices in all.
func (d decoded) empty(all marks, addresses map[ID]bool) {
	switch p := d.payload.(type) {
	case *bundleImported:
		for i := range p.Practices {
			p.Practices[i].Face.empty(all, addresses)
		}
		for i := range p.Proposals {
			p.Proposals[i].Proposed.empty(all, addresses)
		}
	case *practicePublished:
		p.Face.empty(all, addresses)
	case *practiceJudged:
		if all[p.Face.ID] != 0 {
			p.Text = ""
		}
		p.Face.empty(all, addresses)
	case *draftPublished:
		p.Face.empty(all, addresses)
	case draftStep:
		if by := all[p.ref().Practice]; by != 0 {
			emptyStep(p, by)
		}
	}
}

func emptyStep(p draftStep, by uint64) {
	switch p := p.(type) {
	case *draftCreated:
		p.Slug = ""
		p.Content.empty(by)
	case *draftSaved:
		p.Slug = ""
		p.Content.empty(by)
	case *draftSubmitted:
		p.Slug = ""
	case *draftChangesRequested:
		p.Message = ""
	case *commentAdded:
		p.Text = ""
	}
}

// empty leaves of a face what the fold needs: which practice it is, whose, for whom, and which texts there were.
func (p *Practice) empty(all marks, addresses map[ID]bool) {
	by := all[p.ID]
	if by == 0 {
		return
	}
	texts := make([]Text, len(p.Texts))
	for i, t := range p.Texts {
		texts[i] = Text{Language: t.Language, Origin: t.Origin, Revision: t.Revision, SourceRevision: t.SourceRevision}
	}
	facts := blankFacts(p.Territory)
	facts.Visibility = p.Visibility
	*p = Practice{Card: Card{
		ID: p.ID, Slug: p.Slug, Version: p.Version, Facts: *facts, Original: p.Original, Texts: texts,
		Provenance: p.Provenance, PublishedAt: p.PublishedAt, UpdatedAt: p.UpdatedAt, LastCheckedAt: p.LastCheckedAt,
		NextCheckAt: p.NextCheckAt,
	}, Scrubbed: by}
	if addresses[p.ID] {
		p.Slug = veiled(p.Slug)
	}
}

// empty leaves of what a draft says in which language it was.
func (c *DraftContent) empty(by uint64) {
	*c = DraftContent{Words: Words{Language: c.Words.Language}, Origin: c.Origin, Scrubbed: by}
}

// veil is what the hash of a slug begins with, and no slug.
const veil = "~"

// veiled gives the form in which the slug of a scrubbed practice is kept. Who asks by the slug is still answered with the
// tombstone; who looks at what is stored does not read there what the practice was called.
func veiled(slug string) string {
	if slug == "" || slug[:1] == veil {
		return slug
	}
	return veil + digest(slug)
}

// holds lists the practices of which an entry says something, or said it before it was emptied.
func (d decoded) holds() []ID {
	var out []ID
	for _, p := range d.published() {
		out = append(out, p.Face.ID)
	}
	switch p := d.payload.(type) {
	case *bundleImported:
		for i := range p.Proposals {
			out = append(out, p.Proposals[i].Practice)
		}
	case *draftCreated, *draftSaved, *draftSubmitted, *draftChangesRequested, *commentAdded:
		out = append(out, p.(draftStep).ref().Practice)
	}
	return out
}

// scrubbed is what readers are told of a text that was scrubbed.
func scrubbed() error {
	return Refuse(CodeScrubbed, "This text was scrubbed: what it said is gone for good.")
}
