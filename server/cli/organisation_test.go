package cli_test

import (
	"fmt"
	"slices"
	"testing"
)

// TestOrganisationOverTheAPI makes an organisation, names it in a practice beside one that has a name alone, and renames it:
// the old key goes on answering, and the practice says what it said.
func TestOrganisationOverTheAPI(t *testing.T) {
	w := newWorld(t)
	payloads := `{ organisation { id key name website kind { key } territory { key } formerKeys revision viewerCan { update } } sent
		userErrors { __typename code field ... on TermConflict { organisation { name revision } } } }`
	create := `mutation($i: OrganisationCreateInput!) { organisationCreate(input: $i) ` + payloads + ` }`
	update := `mutation($i: OrganisationUpdateInput!) { organisationUpdate(input: $i) ` + payloads + ` }`
	details := func(key, name string) map[string]any {
		return map[string]any{"key": key, "name": name, "kind": "public-authority", "website": "https://www.liege.be", "territory": "liege"}
	}
	bad := details("liege-city", "")
	bad["website"] = "http://www.liege.be"
	w.wants(w.ask(moderator, create, map[string]any{"i": map[string]any{"details": bad}}), `"website":"http://www.liege.be"`)
	w.wants(w.ask(administrator, create, map[string]any{"i": map[string]any{"details": details("liege-city", "Ville")}}), `"code":"FORBIDDEN"`)
	made := w.ask(moderator, create, map[string]any{"i": map[string]any{"details": details("liege-city", "Ville de Liège")}})
	w.wants(made, `"kind":{"key":"public-authority"},"territory":{"key":"liege"},"formerKeys":[],"revision":1,"viewerCan":{"update":true}`)

	facts := complete("Organised", "PUBLIC")
	facts["organisations"] = []any{map[string]any{"name": "A mere name", "role": "FUNDER"}, map[string]any{"known": "liege-city", "role": "LEAD"}}
	w.publish("en", "organised", texts("Organised"), facts)

	renaming := map[string]any{"organisation": "liege-city", "expectedRevision": 0, "details": details("luik", "Stad Luik")}
	w.wants(w.ask(moderator, update, map[string]any{"i": renaming}), `"organisation":{"name":"Ville de Liège","revision":1}`)
	renaming["expectedRevision"] = 1
	w.wants(w.ask(moderator, update, map[string]any{"i": renaming}), `"formerKeys":["liege-city"],"revision":2`)

	got := w.ask(nobody, `{ practice(by: {slug: "organised"}) { organisations { name role known { key name } } }
		organisation(key: "liege-city") { id key viewerCan { update } } node(id: "`+fmt.Sprint(at(made.data, "organisationCreate", "organisation", "id"))+`") { __typename id }
		organisations(words: "luik") { totalCount nodes { key } pageInfo { hasNextPage } } }`, nil)
	w.wants(got, `[{"name":"A mere name","role":"FUNDER","known":null},{"name":"Ville de Liège","role":"LEAD","known":{"key":"luik","name":"Stad Luik"}}]`)
	w.wants(got, `"key":"luik","viewerCan":{"update":false}`)
	w.wants(got, `"__typename":"KnownOrganisation"`)
	w.wants(got, `"organisations":{"totalCount":1,"nodes":[{"key":"luik"}],"pageInfo":{"hasNextPage":false}}`)

	trail := w.ask(moderator, `query($n: ID!) { viewer { audit(filter: {node: $n}) { nodes { kind actor { isViewer } node { ... on KnownOrganisation { key } } } } } }`,
		map[string]any{"n": at(made.data, "organisationCreate", "organisation", "id")})
	w.wants(trail, `{"kind":"ORGANISATION_CHANGED","actor":{"isViewer":true},"node":{"key":"luik"}},{"kind":"ORGANISATION_CREATED"`)
	after := w.ask(nobody, `query($a: String) { organisations(after: $a) { totalCount } }`, map[string]any{"a": "nonsense"})
	if !slices.Contains(after.codes, "BAD_CURSOR") {
		t.Errorf("got %s", after.body)
	}
}
