package cli_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// outsiders are those who must not notice that anything is hidden.
var outsiders = []string{nobody, roleless}

// isUserError reports whether a field is one of a type that mutations alone answer with.
func isUserError(schema *ast.Schema, field string) bool {
	owner, _, _ := strings.Cut(field, ".")
	def := schema.Types[owner]
	return def != nil && slices.Contains(def.Interfaces, "UserError")
}

// TestPermissions asks every query, every field and every mutation of the schema, and every address of the site, as every
// role. What is asked is made from the schema itself, so a new field without a verdict fails. Words in a draft, in a remark,
// in a practice for members alone and in a concern must not come to anybody who may not see them by any of these roads; and
// nobody outside gets another answer because something is hidden.
func TestPermissions(t *testing.T) {
	w := newWorld(t)
	walk := newWalker(t)
	walk.known = readVerdicts(t, walk)
	roads := walk.walk()
	for name := range walk.known {
		if !walk.asked[name] && !strings.Contains(name, "Payload.") && !strings.HasPrefix(name, "Mutation.") &&
			!isUserError(walk.schema, name) {
			t.Errorf("no road leads to %s", name)
		}
	}
	if t.Failed() {
		return
	}
	w.choose()
	before := w.seenBy(outsiders, roads)
	w.plant()
	t.Logf("%d questions, %d personas", len(roads), len(w.personas))

	for who, answers := range w.seenBy(outsiders, roads) {
		for query, answer := range answers {
			if answer != before[who][query] {
				t.Errorf("%s notices that something is hidden: %s\nbefore: %s\nafter: %s", who, query, shorten(before[who][query]), shorten(answer))
			}
		}
	}
	if raceDetector { // which makes the server slow; who may see what is no race
		w.personas = slices.DeleteFunc(w.personas, func(p *persona) bool {
			return strings.HasPrefix(p.name, "other") || p.name == writeToken || p.name == roleless
		})
	}
	reached := make([]map[string]bool, len(w.personas))
	var asking sync.WaitGroup
	for i, p := range w.personas {
		asking.Go(func() { reached[i] = w.askAll(p.name, walk, roads) })
	}
	asking.Wait()
	w.wantReached(reached)
	number := w.journalNumber()
	w.mutateAll(walk)
	if after := w.journalNumber(); after != number {
		t.Errorf("the journal went from %s to %s by what was refused, or there was nothing to do", number, after)
	}
	w.visitAll()
}

// isTimeless reports whether a question is about nothing that was planted, so that its answer can be compared with the one
// before.
func isTimeless(query string) bool {
	return !strings.Contains(query, "{network") && !strings.Contains(query, "{draft") && !strings.Contains(query, "{translation}") && !strings.Contains(query, "{editDraft}") &&
		!strings.Contains(query, "Revision}") && !strings.Contains(query, "sessions") && !strings.Contains(query, "tokens") && !strings.Contains(query, "personalData")
}

// seenBy asks what can be compared.
func (w *world) seenBy(who []string, roads []road) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, name := range who {
		out[name] = map[string]string{}
		for _, r := range roads {
			if isTimeless(r.query) {
				got, _ := w.askRoad(name, r)
				out[name][r.query] = string(got.body)
			}
		}
	}
	return out
}

// askAll asks everything as one persona and gives the canaries that came.
func (w *world) askAll(who string, walk *walker, roads []road) map[string]bool {
	w.t.Helper()
	reached := map[string]bool{}
	for _, r := range roads {
		got, query := w.askRoad(who, r)
		w.judge(who, query, got, walk, "Query", reached)
		if w.isHidden(who, query) {
			w.wantSame(who, query, string(got.body), string(w.ask(who, fill(query, w.twin), nil).body))
		}
	}
	return reached
}

// askRoad asks all that may be asked on a road, and gives what that was.
func (w *world) askRoad(who string, r road) (got reply, query string) {
	w.t.Helper()
	for _, query = range []string{r.query, r.lean} {
		got = w.ask(who, fill(query, w.real), nil)
		switch {
		case slices.Contains(got.codes, "QUERY_TOO_COMPLEX"):
		case got.status >= 500 || slices.ContainsFunc(got.codes, func(code string) bool { return strings.HasPrefix(code, "GRAPHQL_") || code == "INTERNAL" }):
			w.t.Errorf("%s cannot be asked: %s", query, got.body)
			return got, query
		default:
			return got, query
		}
	}
	return got, query // it costs more than anybody may ask: no road
}

// isHidden reports whether a question names something that does not exist for who asks.
func (w *world) isHidden(who, query string) bool {
	for name := range w.real {
		audience := "drafters"
		if strings.HasPrefix(name, "network") {
			audience = "members"
		}
		if w.real[name] != w.twin[name] && strings.Contains(query, "{"+name+"}") && !isIn(audience, who) {
			return true
		}
	}
	return false
}

// judge holds an answer against the verdicts.
func (w *world) judge(who, query string, got reply, walk *walker, root string, reached map[string]bool) {
	w.t.Helper()
	for _, name := range canariesIn(withoutQuestion(query, string(got.body))) {
		reached[name] = true
		if !isIn(canaries[name].audience, who) {
			w.t.Errorf("%s reads the %s: %s\n%s", who, name, query, shorten(string(got.body)))
		}
	}
	if !isIn("accountReaders", who) {
		for _, other := range audiences["people"] {
			if other != ownerOf(who) && strings.Contains(string(got.body), `"`+other+"@example.org") {
				w.t.Errorf("%s reads the address of %s: %s", who, other, query)
			}
		}
	}
	found := map[string]bool{}
	walk.told(root, got.data, found)
	for field := range found {
		if verdict := walk.known[field]; verdict != sent && !isIn(verdict, who) {
			w.t.Errorf("%s is told something by %s, which is for %s: %s\n%s", who, field, verdict, query, shorten(string(got.body)))
		}
	}
}

// withoutQuestion takes out of an answer what only repeats the words of the question.
func withoutQuestion(query, answer string) string {
	if !strings.Contains(query, "words:") {
		return answer
	}
	return regexp.MustCompile(`"(message|didYouMean|keys)":("[^"]*"|\[[^\]]*\])`).ReplaceAllString(answer, "")
}

func (w *world) wantSame(who, what, real, twin string) {
	w.t.Helper()
	for name := range w.real {
		real, twin = strings.ReplaceAll(real, w.real[name], "{"+name+"}"), strings.ReplaceAll(twin, w.twin[name], "{"+name+"}")
	}
	if real != twin {
		w.t.Errorf("%s can tell what is hidden from what is not there: %s\n%s\n%s", who, what, shorten(real), shorten(twin))
	}
}

// wantReached makes sure that the roads lead somewhere: everybody in the audience of a canary has come upon it.
func (w *world) wantReached(reached []map[string]bool) {
	w.t.Helper()
	for name, c := range canaries {
		for i, p := range w.personas {
			if isIn(c.audience, p.name) && !reached[i][name] {
				w.t.Errorf("no road leads %s to the %s, which is theirs to see", p.name, name)
			}
		}
	}
}

// journalNumber is that of the last entry.
func (w *world) journalNumber() string {
	w.t.Helper()
	found := regexp.MustCompile(`(?m)^weldi_journal_entry (.*)$`).FindSubmatch(w.send(nobody, http.MethodGet, "/metrics", nil, http.Header{}).body)
	if found == nil {
		w.t.Fatal("the measures do not tell how long the journal is")
	}
	return string(found[1])
}

// mutationVerdict is who may do a mutation.
type mutationVerdict struct{ field, audience, code, input string }

// mutateAll asks every mutation as everybody.
func (w *world) mutateAll(walk *walker) {
	w.t.Helper()
	verdicts := map[string]mutationVerdict{}
	for _, line := range linesOf(w.t, "testdata/permissions/mutations.txt") {
		words := strings.Fields(line)
		v := mutationVerdict{words[0], words[1], "", ""}
		if len(words) > 2 {
			v.code = words[2]
			_, v.input, _ = strings.Cut(line, " "+v.code)
			v.input = strings.TrimSpace(v.input)
		}
		if audiences[v.audience] == nil || walk.fieldNamed("Mutation."+v.field) == nil {
			w.t.Errorf("mutations.txt: there is no %s, or no audience %s", v.field, v.audience)
		}
		verdicts[v.field] = v
	}
	for _, f := range walk.schema.Mutation.Fields {
		v, ok := verdicts[f.Name]
		if !ok {
			w.t.Errorf("%s has no verdict: say in mutations.txt who may do it", f.Name)
			continue
		}
		query := "mutation { " + call(f.Name, inputOf(v)) + walk.answerOf(f.Type.Name()) + " }"
		for i, p := range w.personas {
			if strings.HasPrefix(f.Name, "signOut") && isIn("people", p.name) {
				continue // which would end what the test stands on
			}
			w.mutateAs(p.name, fmt.Sprintf("persona%d-%s-", i, f.Name), v, query, walk)
		}
	}
}

func inputOf(v mutationVerdict) string {
	if v.input == "" {
		return ""
	}
	return "input: {" + v.input + "}"
}

func (w *world) mutateAs(who, unique string, v mutationVerdict, query string, walk *walker) {
	w.t.Helper()
	w.real["persona"], w.twin["persona"] = unique, unique
	got := w.ask(who, fill(query, w.real), nil)
	w.judge(who, query, got, walk, "Mutation", map[string]bool{})
	codes := got.codes
	list, _ := at(got.data, v.field, "userErrors").([]any)
	for _, e := range list {
		codes = append(codes, fmt.Sprint(at(e, "code")))
	}
	allowed := isIn(v.audience, who)
	switch {
	case allowed && v.code == "done" && len(codes) == 0:
	case allowed && len(codes) > 0 && codes[0] == v.code:
	case !allowed && len(codes) > 0 && (codes[0] == "FORBIDDEN" || codes[0] == "NOT_FOUND"):
	default:
		w.t.Errorf("%s: %s is answered %v, allowed to %s: %s", v.field, who, codes, v.audience, shorten(string(got.body)))
	}
	if w.isHidden(who, query) {
		w.wantSame(who, query, string(got.body), string(w.ask(who, fill(query, w.twin), nil).body))
	}
}

// visitAll opens every address that can be known, as a reader and as members: pages are for everybody alike.
func (w *world) visitAll() {
	w.t.Helper()
	paths := []string{
		"/", "/robots.txt", "/sitemap.xml", "/metrics", "/healthz", "/readyz", "/graphiql", "/en/practices", "/fr/practices", "/en/coverage", "/en/compare",
		"/en/practices?words={networkSlug}", "/en/practices?words={draftSlug}", "/en/practices?territories=liege", "/en/territories/liege", "/en/themes/housing",
		"/practices/{networkSlug}", "/en/practices/{networkSlug}", "/practices/{networkSlug}/v/1", "/practices/{draftSlug}", "/en/practices/{draftSlug}",
		"/en/compare?practices={networkSlug},{slug}", "/en/practices/{slug}", "/fr/practices/{slug}", "/practices/{slug}/v/1",
	}
	site := w.send(nobody, http.MethodGet, "/sitemap.xml", nil, http.Header{})
	for _, found := range regexp.MustCompile(`<loc>https?://[^/]+(/[^<]*)</loc>`).FindAllSubmatch(site.body, -1) {
		paths = append(paths, string(found[1]))
	}
	for _, who := range []string{nobody, theReader, editor, moderator} {
		for _, accept := range []string{"text/html", "application/json"} {
			for _, path := range paths {
				got := w.send(who, http.MethodGet, fill(path, w.real), nil, http.Header{"Accept": {accept}, "Accept-Language": {"en"}})
				body := strings.ReplaceAll(string(got.body), fill(path, w.real), "")
				for _, slug := range []string{"networkSlug", "draftSlug"} { // an address that was asked may be repeated
					if strings.Contains(path, slug) {
						body = strings.ReplaceAll(body, w.real[slug], "")
					}
				}
				if found := canariesIn(body); len(found) > 0 || got.status >= 500 {
					w.t.Errorf("%s at %s: %d, reads %v", who, path, got.status, found)
				}
				if twin := w.send(who, http.MethodGet, fill(path, w.twin), nil, http.Header{"Accept": {accept}, "Accept-Language": {"en"}}); twin.status != got.status {
					w.t.Errorf("%s at %s: %d for what is hidden, %d for what is not there", who, path, got.status, twin.status)
				}
			}
		}
	}
}
