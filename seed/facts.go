package seed

import (
	"cmp"
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

var (
	roles = map[string]library.OrganisationRole{
		"lead": library.RoleLead, "partner": library.RolePartner, "funder": library.RoleFunder,
	}
	confidences = map[string]library.Confidence{
		"high": library.ConfidenceHigh, "medium": library.ConfidenceMedium, "low": library.ConfidenceLow,
	}
	visibilities = map[string]library.Visibility{
		"public": library.VisibilityPublic, "network": library.VisibilityNetwork,
	}
	states = map[string]library.Period{
		"planned": {State: library.StatePlanned},
		"pilot":   {State: library.StateRunning, Pilot: true},
		"running": {State: library.StateRunning},
		"ended":   {State: library.StateEnded},
		"unknown": {State: library.StateUnknown},
	}
)

// facts reads all that is the same in every language.
func (m mapping) facts(ref *library.Reference) library.Facts {
	concepts := func(f library.Facet, key string) []string { return m.get(key).keysOf(ref, f) }
	return library.Facts{
		Territory:         m.get("territory").keyOf(ref, library.FacetTerritories),
		Place:             m.text("place"),
		Organisations:     m.get("organisations").organisations(),
		Themes:            concepts(library.FacetThemes, "themes"),
		TransversalIssues: concepts(library.FacetTransversalIssues, "transversal_issues"),
		PracticeTypes:     concepts(library.FacetPracticeTypes, "practice_types"),
		TargetGroups:      concepts(library.FacetTargetGroups, "target_groups"),
		ActorTypes:        concepts(library.FacetActorTypes, "actor_types"),
		Scales:            concepts(library.FacetScales, "scales"),
		Stages:            concepts(library.FacetStages, "stages"),
		Tags:              concepts(library.FacetTags, "tags"),
		Period:            m.get("period").period(),
		SourceLanguages:   m.get("source_languages").languages(),
		Confidence:        choice(m.get("confidence"), confidences, "high, medium, low"),
		Licence:           cmp.Or(m.get("licence").address(), library.LicenceCCBY4),
		Visibility:        cmp.Or(choice(m.get("visibility"), visibilities, "public, network"), library.VisibilityPublic),
	}
}

// keyOf reads a key of a facet and looks it up.
func (v value) keyOf(ref *library.Reference, f library.Facet) string {
	key := v.text()
	if ref == nil || key == "" {
		return key
	}
	if id, ok := ref.ResolveKey(f, key); !ok || id == library.NotStated {
		v.wrong("“%s” is not a key of %s.%s", short(key), f, didYouMean(key, ref.FacetKeys(f)))
	}
	return key
}

func (v value) keysOf(ref *library.Reference, f library.Facet) []string {
	var out []string
	before := len(v.page.problems)
	for _, item := range v.list() {
		key := item.keyOf(ref, f)
		switch {
		case key == "" && item.isEmpty():
			item.wrong("An item is empty.")
		case slices.Contains(out, key):
			item.wrong("“%s” stands twice.", short(key))
		}
		out = append(out, key)
	}
	if f == library.FacetThemes && len(out) == 0 && !v.isNull() && len(v.page.problems) == before {
		v.wrong("A practice needs at least one theme.")
	}
	return out
}

func (v value) period() library.Period {
	m := v.mapping(keys{"start?", "end?", "state", "as_of?"})
	p := choice(m.get("state"), states, "planned, pilot, running, ended, unknown")
	p.Start, p.End, p.AsOf = m.get("start").date(), m.get("end").date(), m.get("as_of").date()
	return p
}

func (v value) organisations() []library.Organisation {
	var out []library.Organisation
	for _, item := range v.list() {
		m := item.mapping(keys{"name", "role"})
		out = append(out, library.Organisation{
			Name: m.text("name"), Role: choice(m.get("role"), roles, "lead, partner, funder"),
		})
	}
	return out
}

func (v value) sources() []library.Source {
	var out []library.Source
	for _, item := range v.list() {
		m := item.mapping(keys{"url", "supports"})
		out = append(out, library.Source{URL: m.get("url").address(), Supports: m.text("supports")})
	}
	return out
}
