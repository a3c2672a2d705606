package library

import "time"

// validate checks a period by itself, and against the day for which it speaks.
func (p *Period) validate(s said) error {
	for _, d := range []struct {
		field string
		date  PartialDate
	}{{"start", p.Start}, {"end", p.End}, {"asOf", p.AsOf}} {
		if !d.date.Valid() {
			return RefuseField(CodeBadInput, "period."+d.field, "“%s” is not a date such as 2018, 2018-09 or 2018-09-01.", printable(string(d.date)))
		}
	}
	switch {
	case !isOneOf(p.State, []PeriodState{StatePlanned, StateRunning, StateEnded, StateUnknown}):
		return RefuseField(CodeBadInput, "period.state", "A state is planned, running, ended or unknown.")
	case p.Start != "" && p.End != "" && p.Start.after(p.End):
		return RefuseField(CodeBadInput, "period.end", "The end lies before the start.")
	case p.Pilot && p.State != StateRunning:
		return RefuseField(CodeBadInput, "period.isPilot", "Only a running practice is a pilot.")
	case s.isAccepted:
		return nil
	case p.AsOf.after(dayOf(s.now.Add(oneDay))):
		return RefuseField(CodeBadInput, "period.asOf", "“%s” lies in the future; the sources cannot show yet what will be then.", p.AsOf)
	}
	return p.contradiction(s)
}

// contradiction finds a state that cannot hold on the day for which the period speaks. That day is the one which it
// names in AsOf; one that names none speaks for the day on which it was written. Today is not asked otherwise: an end
// that was still to come when it was written may pass, and what was right must not begin to be refused by that.
func (p *Period) contradiction(s said) error {
	from, to := s.from, s.to
	if p.AsOf != "" {
		from, to = p.AsOf, p.AsOf
	}
	if from == "" || p.State == StateUnknown {
		return nil
	}
	started, ended := p.Start != "" && from.after(p.Start), p.End != "" && from.after(p.End)
	toStart, toEnd := p.Start.after(to), p.End.after(to)
	switch {
	case ended && p.State != StateEnded:
		return RefuseField(CodeBadInput, "period.end", "It ended in %s, so it cannot be planned or running as of %s.", p.End, from)
	case started && p.State == StatePlanned:
		return RefuseField(CodeBadInput, "period.start", "It started in %s, so it cannot be only planned as of %s.", p.Start, from)
	case toStart && p.State != StatePlanned:
		return RefuseField(CodeBadInput, "period.start", "It starts in %s, so it cannot run or have ended as of %s.", p.Start, to)
	case toEnd && p.State == StateEnded:
		return RefuseField(CodeBadInput, "period.end", "It ends in %s, so it cannot have ended as of %s.", p.End, to)
	}
	return nil
}

// said is when facts are stated.
type said struct {
	now time.Time
	// from and to bound the day for which a period without AsOf speaks; empty where that day is not known, and nothing
	// is held against it.
	from, to PartialDate
	// isAccepted: the period was accepted when it was written, and is held neither against a day nor against itself. Those
	// that are older than a rule must not keep anybody from correcting something else.
	isAccepted bool
}

const oneDay = 24 * time.Hour

// saidNow is what somebody says at this moment, whichever day it is where they are.
func saidNow(now time.Time) said {
	return said{now: now, from: dayOf(now.Add(-oneDay)), to: dayOf(now.Add(oneDay))}
}

// saidOn is what was written on one day and is read now.
func saidOn(day, now time.Time) said {
	if day.IsZero() {
		return said{now: now}
	}
	return said{now: now, from: dayOf(day), to: dayOf(day)}
}

// saidBefore is what stands in the library already.
func saidBefore() said { return said{isAccepted: true} }

func dayOf(t time.Time) PartialDate { return PartialDate(t.UTC().Format(time.DateOnly)) }
