package cli_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/library"
)

// vocabularyHere is longer than freshHere: a new concept has the thesaurus made again, 0.1 s of work that takes some times
// as long under the race detector.
const vocabularyHere = 5 * freshHere

// TestVocabularyFreshness lets a moderator work on one server, and looks from when on readers find it there and on another.
func TestVocabularyFreshness(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	here, err := openPart(ctx, folder, t.TempDir(), alone)
	must(t, err)
	_, err = seed.Load(ctx, here.library)
	must(t, err)
	there, err := openPart(ctx, folder, t.TempDir(), beside)
	must(t, err)
	tailing, stop := context.WithCancel(ctx)
	go there.library.Tail(tailing, time.Second)
	t.Cleanup(func() {
		stop()
		must(t, there.close(context.Background()))
		must(t, here.close(context.Background()))
	})
	moderator := library.Member("moderator", library.Grant{Role: library.RoleModerator})
	english := func(text string) []library.Label { return []library.Label{{Language: "en", Text: text}} }
	s := submission("cycling", "", 1)
	s.Words.Summary = "Everybody learns to ride in the velodrome."
	_, err = here.library.Publish(ctx, library.Operator(), s)
	must(t, err)

	for name, c := range map[string]struct {
		change func() error
		found  func(*library.Library) bool
	}{
		"a territory": {
			func() error {
				_, err := here.library.TerritoryCreate(ctx, moderator, library.TerritoryDetails{Key: "nantes", Kind: "city", Country: "FR", Names: english("Nantes"), IsPartner: true}, "")
				return err
			},
			func(l *library.Library) bool {
				m, err := l.Coverage(library.Anonymous(), library.FacetThemes, library.FacetTerritories, library.Filter{})
				must(t, err)
				offered, err := l.Suggest(library.Anonymous(), "nant", nil, 5)
				must(t, err)
				return slices.Contains(m.Reference.FacetKeys(library.FacetTerritories), "nantes") &&
					slices.ContainsFunc(offered, func(s library.Suggestion) bool { return s.Territory != nil && s.Territory.Key == "nantes" })
			},
		},
		"a concept, by a label that stands in a text, in another language": {
			func() error {
				d := library.ConceptDetails{Key: "velodromes", Labels: append(english("velodrome"), library.Label{Language: "nl", Text: "wielerbaan"})}
				_, err := here.library.ConceptCreate(ctx, moderator, library.SchemeThesaurus, d, "")
				return err
			},
			func(l *library.Library) bool {
				list, err := l.Practices(library.Anonymous(), library.Query{Words: "wielerbaan"})
				must(t, err)
				return list.Total == 1 && list.Hits[0].Card.Slug == "cycling" && list.Hits[0].Concepts[0].Key == "velodromes"
			},
		},
		"a tag": {
			func() error {
				_, err := here.library.ConceptCreate(ctx, moderator, library.SchemeTags, library.ConceptDetails{Key: "sport", Labels: english("Sport")}, "")
				return err
			},
			func(l *library.Library) bool {
				q := library.Query{WithFacets: true}
				q.Filter.Keys[library.FacetTags].AnyOf = []string{"sport"}
				list, err := l.Practices(library.Anonymous(), q)
				return err == nil && list.Total == 0 && slices.Contains(list.Reference.FacetKeys(library.FacetTags), "sport")
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if c.found(here.library) {
				t.Fatal("it is found before it is there")
			}
			must(t, c.change())
			changed := time.Now()
			for _, look := range []struct {
				at   *library.Library
				most time.Duration
			}{{here.library, vocabularyHere}, {there.library, freshBeside}} {
				if raceDetector { // which makes everything several times slower
					look.most *= 5
				}
				for !c.found(look.at) && time.Since(changed) < 2*look.most {
					time.Sleep(time.Millisecond)
				}
				took := time.Since(changed)
				t.Logf("found after %v, at most %v", took, look.most)
				if took > look.most {
					t.Errorf("found after %v, at most %v", took, look.most)
				}
			}
		})
	}
}

// TestRenamedTerritory renames a territory over the API, twice: every address, filter and cursor of before goes on working.
func TestRenamedTerritory(t *testing.T) {
	w := newWorld(t)
	rename := func(from, to string, revision int) reply {
		return w.ask(moderator, `mutation($i: TerritoryUpdateInput!) { territoryUpdate(input: $i) { territory { key formerKeys revision } sent userErrors { __typename code field ... on TermConflict { territory { key revision } } } } }`,
			map[string]any{"i": map[string]any{"territory": from, "expectedRevision": revision, "details": map[string]any{
				"key": to, "kind": "CITY", "names": []any{map[string]any{"language": "en", "text": "Liège"}}, "isPartner": true, "country": "BE",
			}}})
	}
	list := func(key, after string) reply {
		return w.ask(nobody, `query($key: [String!], $after: String) { practices(first: 2, after: $after, filter: {territories: {anyOf: $key}}) { totalCount nodes { slug territory { key } } pageInfo { endCursor } facets { territories { key isSelected } } } }`,
			map[string]any{"key": []string{key}, "after": any(nilIfEmpty(after))})
	}
	before := list("liege", "")
	cursor := fmt.Sprint(at(before.data, "practices", "pageInfo", "endCursor"))
	total := at(before.data, "practices", "totalCount")
	if got := rename("liege", "liege-city", 1); at(got.data, "territoryUpdate", "territory", "key") != "liege-city" {
		t.Fatalf("%s", got.body)
	}
	if got := rename("liege", "luik", 2); at(got.data, "territoryUpdate", "territory", "key") != "luik" {
		t.Fatalf("%s", got.body)
	}
	if got := rename("luik", "lüttich", 1); at(got.data, "territoryUpdate", "territory") != nil || at(got.data, "territoryUpdate", "sent", "key") != "lüttich" {
		t.Errorf("a stale rename: %s", got.body)
	}
	for _, key := range []string{"liege", "liege-city", "luik"} {
		got := list(key, cursor)
		if at(got.data, "practices", "totalCount") != total || len(got.codes) > 0 {
			t.Errorf("%s: %s", key, got.body)
		}
		page := w.send(nobody, http.MethodGet, "/en/territories/"+key, nil, http.Header{"Accept": {"text/html"}})
		if want := http.StatusPermanentRedirect; key != "luik" && page.status != want {
			t.Errorf("/en/territories/%s: %d, want %d", key, page.status, want)
		}
		can := w.ask(editor, `query($key: String) { viewer { can(action: PUBLISH, territory: $key) roles { territory { key } } } territory(key: "`+key+`") { key } }`, map[string]any{"key": key})
		if at(can.data, "viewer", "can") != true || at(can.data, "territory", "key") != "luik" {
			t.Errorf("%s: %s", key, can.body)
		}
	}
	made := w.ask(contributor, `mutation { practiceCreate(input: {territory: "liege-city", language: "en"}) { draft { territory { key } } userErrors { code } } }`, nil)
	if at(made.data, "practiceCreate", "draft", "territory", "key") != "luik" {
		t.Errorf("%s", made.body)
	}
}

func nilIfEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
