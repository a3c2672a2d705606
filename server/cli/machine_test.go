package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// translating is a server that speaks the interface of LibreTranslate and translates by writing in capitals, for whoever
// knows its key. It keeps what it was asked.
type translating struct {
	mu    sync.Mutex
	asked []string
	// down is set while it answers as a server in trouble does.
	down bool
}

func (m *translating) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var question struct {
		Q      []string `json:"q"`
		Source string   `json:"source"`
		Target string   `json:"target"`
		Format string   `json:"format"`
		Key    string   `json:"api_key"`
	}
	err := json.NewDecoder(r.Body).Decode(&question)
	w.Header().Set("Content-Type", "application/json")
	switch {
	case m.down:
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte(`{"error":"Cannot translate text: out of memory"}`))
	case err != nil || r.URL.Path != "/translate" || question.Source != "nl" || question.Target != "fr" || question.Format != "text":
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"Invalid request"}`))
	case question.Key != "a key":
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"error":"Invalid API key"}`))
	default:
		m.asked = append(m.asked, question.Q...)
		for i := range question.Q {
			question.Q[i] = strings.ToUpper(question.Q[i])
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"translatedText": question.Q})
	}
}

func (m *translating) set(down bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.down = down
}

// TestMachineOverTheAPI goes the whole way of a translation that a machine has begun, over HTTP on both sides: it is marked,
// nobody outside sees it, nobody hands it on unread, and it is public once two people have looked at it.
func TestMachineOverTheAPI(t *testing.T) {
	machine := &translating{down: true}
	there := httptest.NewServer(machine)
	t.Cleanup(there.Close)
	key := filepath.Join(t.TempDir(), "key")
	must(t, os.WriteFile(key, []byte("a key\n"), 0o600))
	w := newWorld(t, "--translate-url", there.URL, "--translate-key-file", key)
	w.personas = append(w.personas, &persona{name: secondTranslator, client: &http.Client{Jar: newJar(t)}, header: http.Header{}})
	w.join(secondTranslator, map[string]any{"role": "TRANSLATOR", "language": "fr"})
	text := map[string]any{"title": "Samen wonen", "summary": "Wie aankomt, woont naast wie blijft.", "sections": []any{
		map[string]any{"kind": "APPROACH", "markdown": "## Eerst *samen* eten\n\n- zie [de pagina](https://samen.example/a_b)\n"},
	}}
	practice := w.publish("nl", "samen", text, map[string]any{"themes": []string{"housing"}})

	begin := func(who string) reply {
		t.Helper()
		return w.ask(who, `mutation($i: TranslationDraftByMachineInput!) { translationDraftByMachine(input: $i) {
				draft { id revision content { origin text { title sections { markdown } } } } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"practice": practice, "language": "fr"}})
	}
	outside := func(want string) {
		t.Helper()
		w.wants(w.ask(nobody, `query($p: ID!) { practice(by: {id: $p}) { languages title(lang: ["fr"]) { value language origin } drafts { id } history { totalCount } } }`,
			map[string]any{"p": practice}), want)
	}
	const untouched = `{"languages":["nl"],"title":{"value":"Samen wonen","language":"nl","origin":"ORIGINAL"},"drafts":[],"history":{"totalCount":0}}`
	w.wants(begin(translator), `{"translationDraftByMachine":{"draft":null,"userErrors":[{"code":"UNAVAILABLE"}]}}`)
	machine.set(false)
	for _, who := range []string{nobody, theReader, otherContributor} {
		w.wants(begin(who), `{"translationDraftByMachine":{"draft":null,"userErrors":[{"code":"FORBIDDEN"}]}}`)
	}
	if machine.asked != nil {
		t.Errorf("the machine was asked by whoever must not: %v", machine.asked)
	}
	got := begin(translator) // for whom nothing was begun when the machine was down
	w.wants(got, `"content":{"origin":"MACHINE","text":{"title":"SAMEN WONEN"`)
	w.wants(got, `"markdown":"## EERST *SAMEN* ETEN\n\n- ZIE [DE PAGINA](https://samen.example/a_b)`)
	w.wants(begin(translator), `"code":"NOT_NOW"`)
	if strings.ContainsAny(strings.Join(machine.asked, ""), "#*[](") {
		t.Errorf("the machine was given more than words: %q", machine.asked)
	}
	outside(untouched)
	draft := fmt.Sprint(at(got.data, "translationDraftByMachine", "draft", "id"))
	w.wants(w.ask(nobody, `query($d: ID!) { draft(id: $d) { id } node(id: $d) { id } }`, map[string]any{"d": draft}), `{"draft":null,"node":null}`)

	submit := func(revision any) reply {
		t.Helper()
		return w.ask(translator, `mutation($i: PracticeSubmitInput!) { practiceSubmit(input: $i) { draft { state revision } userErrors { code field } } }`,
			map[string]any{"i": map[string]any{"draft": draft, "expectedRevision": revision}})
	}
	publish := func(who string, revision any) reply {
		t.Helper()
		return w.ask(who, `mutation($i: DraftStepInput!) { translationPublish(input: $i) { draft { state } practice { languages } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"draft": draft, "expectedRevision": revision}})
	}
	revision := at(got.data, "translationDraftByMachine", "draft", "revision")
	w.wants(submit(revision), `{"practiceSubmit":{"draft":null,"userErrors":[{"code":"BAD_INPUT","field":["origin"]}]}}`)
	w.wants(publish(secondTranslator, revision), `"code":"NOT_NOW"`)
	text["title"] = "Vivre ensemble"
	checked := w.mutate(translator, "translationSave", map[string]any{
		"practice": practice, "language": "fr", "expectedRevision": revision, "origin": "MACHINE_CHECKED", "text": text,
	})
	handed := submit(at(checked, "draft", "revision"))
	w.wants(handed, `"state":"SUBMITTED"`)
	revision = at(handed.data, "practiceSubmit", "draft", "revision")
	w.wants(publish(translator, revision), `"code":"FORBIDDEN"`) // who has written it
	outside(untouched)
	w.wants(publish(secondTranslator, revision), `{"draft":{"state":"PUBLISHED"},"practice":{"languages":["nl","fr"]},"userErrors":[]}`)
	outside(`{"languages":["nl","fr"],"title":{"value":"Vivre ensemble","language":"fr","origin":"MACHINE_CHECKED"},"drafts":[]`)
}

const secondTranslator = "second-translator"

// wants makes sure that an answer holds something.
func (w *world) wants(got reply, want string) {
	w.t.Helper()
	if !strings.Contains(string(got.body), want) {
		w.t.Fatalf("%s lacks %s", got.body, want)
	}
}

func newJar(t *testing.T) http.CookieJar {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return jar
}
