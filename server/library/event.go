package library

import "time"

// Event is one thing that somebody did with a practice: a line of its history.
type Event struct {
	// Number is the entry.
	Number   uint64    `json:"n"`
	Type     EntryType `json:"type"`
	Language Language  `json:"language,omitempty"`
	Account  string    `json:"account"`
	At       time.Time `json:"at"`
	// Revision is that of the draft afterwards; 0 where no draft is concerned.
	Revision int `json:"revision,omitempty"`
	// Version is that of the practice afterwards; 0 where nothing became public.
	Version int `json:"version,omitempty"`
	// Reason is why texts were scrubbed; empty for everything else.
	Reason ScrubReason `json:"reason,omitempty"`
}

// note keeps what a person's entry did: for the history of the practice, and for whoever sends the request again.
func (s *State) note(d decoded) {
	for _, id := range d.holds() {
		s.hold(id, d.entry.Number)
	}
	e := Event{Number: d.entry.Number, Type: d.entry.Type, Account: d.entry.Account, At: d.entry.At}
	var practice ID
	switch p := d.payload.(type) {
	case *practicePublished:
		practice, e.Version = p.Face.ID, p.Face.Version
	case *practiceJudged:
		practice = p.Face.ID
		s.once.keep(e.Account, p.Once, nil, "")
	case *practiceWithdrawn:
		practice = p.Practice
		s.once.keep(e.Account, p.Once, nil, "")
	case draftStep:
		practice, e.Language = p.ref().Practice, p.ref().Language
		if draft := s.drafts[p.ref()]; draft != nil {
			e.Revision = draft.Revision
			s.once.keep(d.entry.Account, p.key(), draft, commentOf(p))
		}
		if published, ok := p.(*draftPublished); ok {
			e.Version = published.Face.Version
		}
	case *textsScrubbed:
		s.noteScrub(p, e)
		return
	default:
		s.noteAct(d)
		return
	}
	s.events[practice] = append(s.events[practice], e)
}

// hold notes that an entry says something of a practice.
func (s *State) hold(id ID, number uint64) {
	if held := s.held[id]; len(held) == 0 || held[len(held)-1] != number {
		s.held[id] = append(held, number)
	}
}

func (s *State) noteScrub(p *textsScrubbed, e Event) {
	e.Reason = p.Reason
	for _, t := range p.Texts {
		e.Language = t.Language
		s.events[t.Practice] = append(s.events[t.Practice], e)
	}
}
