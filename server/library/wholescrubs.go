package library

import (
	"encoding/json"
	"maps"
	"slices"
)

// emptiedEntry is what Examine keeps of an entry with a mark, until it meets the scrubbing that the mark names.
type emptiedEntry struct {
	marks marks
	// plain are the practices whose addresses stand in it as they were.
	plain map[ID]bool
}

// compareMarks holds the marks of emptied entries against the scrubbings that they name: what was scrubbed has to be gone,
// and nothing else may be.
func (x *Examination) compareMarks(d decoded) {
	if d.marks != nil {
		x.emptied[d.entry.Number] = emptiedEntry{d.marks, d.plainAddresses()}
		if d.saysMore() {
			x.find("Entry %d bears the mark of an emptied one and says something all the same.", d.entry.Number)
		}
	}
	p, ok := d.payload.(*textsScrubbed)
	if !ok {
		return
	}
	for _, t := range p.Texts {
		for _, number := range t.Entries {
			e := x.emptied[number]
			if e.marks[t.Practice] < d.entry.Number || t.Addresses && e.plain[t.Practice] {
				x.find("What entry %d said was scrubbed by entry %d, and still stands there; a server that is started empties it.",
					number, d.entry.Number)
			}
		}
	}
}

// judgeMarks reports entries that are emptied without any scrubbing that says so.
func (x *Examination) judgeMarks(s *State) {
	for _, number := range slices.Sorted(maps.Keys(x.emptied)) {
		for id, by := range x.emptied[number].marks {
			if s.scrubbed[id][number] != by {
				x.find("Entry %d is emptied, and no scrubbing says so: what it said is lost.", number)
			}
		}
	}
	x.Scrubbed, x.emptied = len(x.emptied), nil
}

// saysMore reports whether an entry with a mark says anything that it should not. It empties the payload.
func (d decoded) saysMore() bool {
	before, errBefore := json.Marshal(d.payload)
	d.empty(d.marks, nil)
	after, errAfter := json.Marshal(d.payload)
	return errBefore != nil || errAfter != nil || string(before) != string(after)
}

// plainAddresses lists the practices whose faces in the entry bear their slug.
func (d decoded) plainAddresses() map[ID]bool {
	out := map[ID]bool{}
	note := func(p *Practice) {
		if p.Slug != veiled(p.Slug) {
			out[p.ID] = true
		}
	}
	for _, face := range d.faces() {
		note(&face)
	}
	if b, ok := d.payload.(*bundleImported); ok {
		for i := range b.Proposals {
			note(&b.Proposals[i].Proposed)
		}
	}
	return out
}
