package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

// facts makes facets with a few common and many rare values, of which some say nothing, as in real records.
func (m maker) facts(from place) library.Facts {
	f := library.Facts{
		Territory:         from.territory.Key,
		Themes:            m.keys(library.SchemeThemes, 1, 3),
		TransversalIssues: m.keys(library.SchemeTransversalIssues, 0, 1),
		PracticeTypes:     m.keys(library.SchemePracticeTypes, 0, 2),
		TargetGroups:      m.keys(library.SchemeTargetGroups, 0, 3),
		ActorTypes:        m.keys(library.SchemeActorTypes, 1, 3),
		Scales:            m.keys(library.SchemeScales, 0, 1),
		Stages:            m.keys(library.SchemeStages, 0, 2),
		Tags:              m.keys(library.SchemeTags, 0, 2),
		Period:            m.period(),
		SourceLanguages:   []library.Language{from.language},
		Confidence:        pick(m, []library.Confidence{library.ConfidenceHigh, library.ConfidenceHigh, library.ConfidenceMedium, library.ConfidenceLow}),
		Licence:           library.LicenceCCBY4,
		Visibility:        library.VisibilityPublic,
	}
	if m.IntN(5) == 0 {
		f.Place = invented(m.IntN(names))
	}
	for i, role := range []library.OrganisationRole{library.RoleLead, library.RolePartner, library.RoleFunder} {
		if i == 0 || m.IntN(2) == 0 {
			f.Organisations = append(f.Organisations, library.Organisation{Name: "Association " + invented(m.IntN(names)), Role: role})
		}
	}
	return f
}

// keys takes between least and most different concepts of a scheme, the first of them most often.
func (m maker) keys(s library.Scheme, least, most int) []string {
	concepts := m.ref.Concepts(s)
	if len(concepts) == 0 {
		return nil
	}
	at := rand.NewZipf(m.Rand, 1.2, 4, uint64(len(concepts)-1))
	var out []string
	for range least + m.IntN(most-least+1) {
		if key := concepts[at.Uint64()].Key; !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

func (m maker) period() library.Period {
	start := 2000 + m.IntN(24)
	p := library.Period{State: pick(m, []library.PeriodState{
		library.StateRunning, library.StateRunning, library.StateRunning, library.StateRunning, library.StateEnded,
		library.StateEnded, library.StatePlanned, library.StateUnknown,
	})}
	if m.IntN(4) > 0 {
		p.Start = library.PartialDate(fmt.Sprintf("%d", start))
	}
	switch p.State {
	case library.StateEnded:
		p.End = library.PartialDate(fmt.Sprintf("%d-%02d", start+m.IntN(3), 1+m.IntN(12)))
		p.AsOf = p.End
	case library.StateRunning:
		p.Pilot = m.IntN(20) == 0
		p.AsOf = library.PartialDate(fmt.Sprintf("%d-%02d", start+1, 1+m.IntN(12)))
	case library.StatePlanned:
		p.Start = "" // it is published on any day, and may not have started by then
	case library.StateUnknown:
	}
	return p
}
