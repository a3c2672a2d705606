package library

// ErrScrubbed means that something was read before it was scrubbed.
var ErrScrubbed = Refuse(CodeUnavailable, "Texts were scrubbed while they were being read; try again in a moment.")

// scrubsSeen keeps what was scrubbed out of a copy of the journal: entries that nobody has emptied yet, since a server has
// died on it, and those that were read a moment before.
type scrubsSeen struct {
	// wanted is what is to be emptied, by entry, as far as it is known; it stays from one reading to the next.
	wanted    map[uint64]marks
	addresses map[ID]bool
	// given are the marks of the entries that this reading has given out.
	given map[uint64]marks
}

func newScrubsSeen() scrubsSeen {
	return scrubsSeen{wanted: map[uint64]marks{}, addresses: map[ID]bool{}, given: map[uint64]marks{}}
}

// pass gives an entry as it may be copied.
func (s *scrubsSeen) pass(e Entry) (Entry, error) {
	have, err := readMarks(e.Payload)
	if err != nil {
		return e, damagedAt(e.Number, "its mark of scrubbing cannot be read", err)
	}
	if want := s.wanted[e.Number]; !have.cover(want) {
		d, err := decodePayload(e)
		if err != nil {
			return e, damagedAt(e.Number, "this program cannot read it; a newer one may", err)
		}
		if e, d, err = d.emptied(want, s.addresses); err != nil {
			return e, err
		}
		have = d.marks
	}
	if have != nil {
		s.given[e.Number] = have
	}
	if e.Type == EntryTextsScrubbed {
		return e, s.note(e)
	}
	return e, nil
}

// note takes in a scrubbing.
func (s *scrubsSeen) note(e Entry) error {
	d, err := decodePayload(e)
	if err != nil {
		return damagedAt(e.Number, "this program cannot read it; a newer one may", err)
	}
	p, _ := d.payload.(*textsScrubbed)
	var late bool
	for _, t := range p.Texts {
		s.addresses[t.Practice] = s.addresses[t.Practice] || t.Addresses
		for _, number := range t.Entries {
			if s.wanted[number] == nil {
				s.wanted[number] = marks{}
			}
			s.wanted[number][t.Practice] = max(s.wanted[number][t.Practice], e.Number)
			late = late || number < e.Number && s.given[number][t.Practice] < e.Number
		}
	}
	if late {
		return ErrScrubbed
	}
	return nil
}
