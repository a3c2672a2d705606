package library

import (
	"maps"
	"slices"
)

// applyScrub folds one scrubbing. The state afterwards is the same whether the entries that it names were folded before
// they were emptied or after: of all that is emptied, a state holds addresses alone.
func (s *State) applyScrub(p *textsScrubbed, e Entry) {
	for _, t := range p.Texts {
		done := maps.Clone(s.scrubbed[t.Practice])
		if done == nil {
			done = map[uint64]uint64{}
		}
		for _, n := range t.Entries {
			done[n] = e.Number
		}
		s.scrubbed[t.Practice] = done
		s.dropSlugs(t.Practice, done)
		if t.Addresses {
			s.veil(t.Practice)
		}
	}
	s.once.keep(e.Account, p.Once, nil, "")
}

// dropSlugs forgets the addresses that drafts wanted in scrubbed entries.
func (s *State) dropSlugs(id ID, done map[uint64]uint64) {
	without := func(d *Draft) *Draft {
		if d == nil || d.Practice != id || d.Slug == "" || done[d.Number] == 0 {
			return d
		}
		changed := *d
		changed.Slug = ""
		return &changed
	}
	for ref, d := range s.drafts {
		if ref.Practice == id {
			s.drafts[ref] = without(d)
		}
	}
	s.once.replace(without)
}

// veil keeps the addresses of a practice as hashes alone.
func (s *State) veil(id ID) {
	if h := s.heads[id]; h != nil {
		changed := *h
		changed.Slug = veiled(h.Slug)
		s.heads[id] = &changed
	}
	for slug, of := range s.slugs {
		if of == id && slug != veiled(slug) {
			delete(s.slugs, slug)
			s.slugs[veiled(slug)] = of
		}
	}
}

// owner gives the practice that has, or had, an address.
func (s *State) owner(slug string) (ID, bool) {
	id, ok := s.slugs[slug]
	if !ok {
		id, ok = s.slugs[veiled(slug)]
	}
	return id, ok
}

// wantedOf lists, by entry, what is to be emptied of the texts of some practices.
func (s *State) wantedOf(ids []ID) map[uint64]marks {
	out := map[uint64]marks{}
	for _, id := range ids {
		for number, by := range s.scrubbed[id] {
			if out[number] == nil {
				out[number] = marks{}
			}
			out[number][id] = by
		}
	}
	return out
}

// allScrubbed lists the practices of which something is scrubbed.
func (s *State) allScrubbed() []ID { return slices.Sorted(maps.Keys(s.scrubbed)) }

// hidesAddresses reports whether the addresses of a practice are scrubbed too.
func (s *State) hidesAddresses(id ID) bool {
	h := s.heads[id]
	return h != nil && h.Slug != "" && h.Slug[:1] == veil
}
