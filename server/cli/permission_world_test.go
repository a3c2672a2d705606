package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"testing"
)

// persona is somebody of one role who asks a server.
type persona struct {
	name   string
	client *http.Client
	header http.Header
}

// The personas. The tokens are the editor's, and the last one the administrator's.
const (
	nobody           = "nobody"
	roleless         = "roleless"
	theReader        = "reader"
	contributor      = "contributor"
	editor           = "editor"
	otherContributor = "other-contributor"
	otherEditor      = "other-editor"
	translator       = "translator"
	moderator        = "moderator"
	administrator    = "administrator"
	readToken        = "read-token"
	writeToken       = "write-token"
	keeperToken      = "administer-token"
)

// audiences are who may be told something, by the name that the files of verdicts use.
var audiences = map[string][]string{
	"all": {
		nobody, roleless, theReader, contributor, editor, otherContributor, otherEditor, translator, moderator, administrator, readToken, writeToken, keeperToken,
	},
	"signedIn": {
		roleless, theReader, contributor, editor, otherContributor, otherEditor, translator, moderator, administrator, readToken, writeToken, keeperToken,
	},
	// with a session, not with a token
	"people":      {roleless, theReader, contributor, editor, otherContributor, otherEditor, translator, moderator, administrator},
	"members":     {theReader, contributor, editor, otherContributor, otherEditor, translator, moderator, administrator, readToken},
	"drafters":    {contributor, editor, translator, moderator, readToken, writeToken},
	"writers":     {contributor, editor, moderator, writeToken},
	"beginners":   {contributor, editor, moderator, writeToken},
	"translators": {contributor, editor, translator, moderator, writeToken},
	"publishers":  {editor, moderator},
	"reviewers":   {editor, translator, moderator},
	"confirmers":  {editor, moderator, writeToken},
	// who confirm, withdraw or scrub
	"tenders":        {editor, moderator, administrator, writeToken},
	"anyWriters":     {contributor, editor, otherContributor, otherEditor, moderator, writeToken},
	"anyPublishers":  {editor, otherEditor, moderator},
	"anyConfirmers":  {editor, otherEditor, moderator, writeToken},
	"insiders":       {contributor, editor, otherContributor, otherEditor, translator, moderator, readToken, writeToken},
	"checkers":       {contributor, editor, otherContributor, otherEditor, moderator, readToken},
	"queuers":        {contributor, editor, otherContributor, otherEditor, translator, moderator},
	"readsDrafts":    {contributor, editor, moderator, readToken, writeToken},
	"moderators":     {moderator},
	"scrubbers":      {moderator, administrator},
	"actors":         {contributor, editor, otherContributor, otherEditor, translator, moderator, administrator, readToken},
	"named":          {contributor, editor, otherContributor, otherEditor, translator, moderator, administrator, readToken, writeToken},
	"comparers":      {theReader, contributor, editor, otherContributor, otherEditor, translator, moderator, administrator, readToken, writeToken},
	"auditors":       {moderator, administrator},
	"keepers":        {administrator},
	"accountReaders": {administrator, keeperToken},
	"nobodySigned":   {nobody, readToken, writeToken, keeperToken},
	"none":           {},
}

func isIn(audience, who string) bool { return slices.Contains(audiences[audience], who) }

// hiddenWord is a word, a canary, that must not reach anybody outside of its audience, by whatever road.
type hiddenWord struct{ word, audience string }

// The words grow by something that no search would take for a slip of the pen.
var canaries = map[string]hiddenWord{
	"draft":       {"quvadraftelu", "readsDrafts"},
	"comment":     {"kovicommentuz", "readsDrafts"},
	"changes":     {"bozuchangesqi", "readsDrafts"},
	"edit":        {"wexoeditiraq", "readsDrafts"},
	"translation": {"jufatranslationox", "drafters"},
	"network":     {"zyponetworkiv", "members"},
	"concern":     {"gaxiconcernow", "moderators"},
	"contact":     {"pumecontacteb@example.org", "moderators"},
	"discarded":   {"hylodiscardedum", "none"},
	"dispute":     {"fedodisputeyx", "publishers"},
}

// world is a server with something of everything that must be hidden from somebody.
type world struct {
	t        *testing.T
	addr     string
	personas []*persona
	// real names what is there, twin what might be and is not.
	real, twin map[string]string
}

func (w *world) as(name string) *persona {
	for _, p := range w.personas {
		if p.name == name {
			return p
		}
	}
	w.t.Fatalf("there is no %s", name)
	return nil
}

// newWorld starts the server with the seed, and with more flags, and signs everybody in. Nothing is hidden in it yet.
func newWorld(t *testing.T, flags ...string) *world {
	t.Helper()
	return newWorldIn(t, t.TempDir(), flags...)
}

// newWorldIn does the same on a data folder.
func newWorldIn(t *testing.T, data string, flags ...string) *world {
	t.Helper()
	flags = append([]string{"--data", data, "--no-seed=false", "--trusted-proxies", "127.0.0.0/8"}, flags...)
	_, addr := startProgram(t, flags...)
	w := &world{t: t, addr: addr, real: map[string]string{}, twin: map[string]string{}}
	for _, name := range audiences["all"] {
		jar, err := cookiejar.New(nil)
		must(t, err)
		from := fmt.Sprintf("198.18.200.%d", len(w.personas)+1)
		w.personas = append(w.personas, &persona{name, &http.Client{Jar: jar}, http.Header{"X-Forwarded-For": {from}}})
	}
	w.mutate(administrator, "invitationAccept", map[string]any{
		"secret": founderSecret(t, data), "password": aPassword, "email": "administrator@example.org", "name": "Name of administrator",
	})
	for name, role := range map[string]map[string]any{
		roleless: nil, theReader: {"role": "READER"}, moderator: {"role": "MODERATOR"}, translator: {"role": "TRANSLATOR", "language": "fr"},
		contributor: {"role": "CONTRIBUTOR", "territory": "liege"}, editor: {"role": "EDITOR", "territory": "liege"},
		otherContributor: {"role": "CONTRIBUTOR", "territory": "utrecht"}, otherEditor: {"role": "EDITOR", "territory": "utrecht"},
	} {
		w.join(name, role)
	}
	for name, scope := range map[string]string{readToken: "READ", writeToken: "WRITE", keeperToken: "ADMINISTER"} {
		made := w.mutate(ownerOf(name), "tokenCreate", map[string]any{"name": "token " + name, "scopes": []string{scope}, "expiresInDays": 1, "password": aPassword})
		w.as(name).header.Set("Authorization", "Bearer "+fmt.Sprint(at(made, "secret")))
	}
	return w
}

// ownerOf is whose token a persona uses; the persona itself where it uses none.
func ownerOf(name string) string {
	switch name {
	case readToken, writeToken:
		return editor
	case keeperToken:
		return administrator
	default:
		return name
	}
}

func (w *world) join(name string, role map[string]any) {
	w.t.Helper()
	roles := []any{}
	if role != nil {
		roles = append(roles, role)
	}
	invited := w.mutate(administrator, "accountInvite", map[string]any{"email": name + "@example.org", "name": "Name of " + name, "roles": roles})
	secret := linkSecret.FindStringSubmatch(fmt.Sprint(at(invited, "link")))
	w.mutate(name, "invitationAccept", map[string]any{"secret": secret[1], "password": aPassword})
	w.real[name] = fmt.Sprint(at(invited, "account", "id"))
}

// payloads say what the planting needs to know of what it does.
var payloads = map[string]string{
	"accountInvite": "link account { id }", "invitationAccept": "viewer { id }", "tokenCreate": "secret", "practiceCreate": "draft { id revision }",
	"practiceEdit": "draft { id revision }", "practiceSubmit": "draft { id revision }", "practiceRequestChanges": "draft { id revision }",
	"practicePublish": "practice { id slug }", "practiceDiscardDraft": "draft { id }", "translationSave": "draft { id revision }",
	"commentAdd": "comment { id }", "concernReport": "isTaken", "organisationCreate": "organisation { id }",
}

// mutate lets somebody do something, which must succeed, and gives the payload.
func (w *world) mutate(who, field string, input map[string]any) map[string]any {
	w.t.Helper()
	kind := strings.ToUpper(field[:1]) + field[1:] + "Input!"
	switch field {
	case "practicePublish", "practiceDiscardDraft":
		kind = "DraftStepInput!"
	}
	got := w.ask(who, "mutation($i: "+kind+") { "+field+"(input: $i) { "+payloads[field]+" userErrors { code message field } } }", map[string]any{"i": input})
	payload, _ := at(got.data, field).(map[string]any)
	if errors, _ := payload["userErrors"].([]any); payload == nil || len(errors) > 0 {
		w.t.Fatalf("%s by %s: %s", field, who, got.body)
	}
	return payload
}

// reply is what a server says to a persona.
type reply struct {
	status int
	body   []byte
	data   map[string]any
	codes  []string
}

// publish lets the contributor write a practice of Liège and the editor publish it, and gives its id.
func (w *world) publish(language, slug string, text, facts map[string]any) string {
	w.t.Helper()
	draft := w.mutate(contributor, "practiceCreate", map[string]any{
		"territory": "liege", "language": language, "slug": slug, "text": text, "facts": facts,
		"sources": []any{map[string]any{"url": "https://" + slug + ".example", "supports": "all of it"}},
	})
	step := func(made map[string]any) map[string]any {
		return map[string]any{"draft": at(made, "draft", "id"), "expectedRevision": at(made, "draft", "revision")}
	}
	made := w.mutate(editor, "practicePublish", step(w.mutate(contributor, "practiceSubmit", step(draft))))
	return fmt.Sprint(at(made, "practice", "id"))
}

func (w *world) ask(who, query string, variables map[string]any) reply {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	must(w.t, err)
	got := w.send(who, http.MethodPost, "/graphql", body, http.Header{"Content-Type": {"application/json"}})
	var said struct {
		Data   map[string]any
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(got.body, &said); err != nil {
		w.t.Fatalf("%s: %d %s", query, got.status, got.body)
	}
	got.data = said.Data
	for _, e := range said.Errors {
		got.codes = append(got.codes, e.Extensions.Code)
	}
	return got
}

func (w *world) send(who, method, path string, body []byte, header http.Header) reply {
	w.t.Helper()
	p := w.as(who)
	request, err := http.NewRequestWithContext(w.t.Context(), method, "http://"+w.addr+path, bytes.NewReader(body))
	must(w.t, err)
	request.Header = header.Clone()
	for name, values := range p.header {
		request.Header[name] = values
	}
	client := *p.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := client.Do(request)
	must(w.t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	must(w.t, err)
	return reply{status: response.StatusCode, body: append(text, response.Header.Get("Location")...)}
}

// at walks down what was said; nil where there is nothing.
func at(value any, path ...string) any {
	for _, step := range path {
		object, _ := value.(map[string]any)
		value = object[step]
	}
	return value
}

// innerID is what an opaque id holds, opaque writes one.
func innerID(id any) string {
	raw, _ := base64.RawURLEncoding.DecodeString(fmt.Sprint(id))
	_, inner, _ := strings.Cut(string(raw), ":")
	return inner
}

func opaque(kind, inner string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(kind + ":" + inner))
}

// complete are the facts of a practice that lacks nothing, with a word in each text.
func complete(word, visibility string) map[string]any {
	return map[string]any{
		"place": word, "themes": []string{"housing"}, "organisations": []any{map[string]any{"name": word, "role": "LEAD", "known": "liege-city"}},
		"period": map[string]any{"start": "1987", "state": "RUNNING"}, "visibility": visibility,
	}
}

func texts(word string) map[string]any {
	return map[string]any{"title": word, "summary": word, "sections": []any{map[string]any{"kind": "APPROACH", "markdown": word}}}
}

// choose picks practices of the seed that everybody sees; nothing is hidden yet.
func (w *world) choose() {
	w.t.Helper()
	got := w.ask(nobody, `{ practices(filter: {territories: {anyOf: ["liege"]}}, first: 3, orderBy: TITLE) { nodes { id slug version } } }`, nil)
	nodes := at(got.data, "practices", "nodes").([]any)
	w.real["public"], w.real["slug"] = fmt.Sprint(at(nodes[0], "id")), fmt.Sprint(at(nodes[0], "slug"))
	w.real["edited"] = fmt.Sprint(at(nodes[1], "id"))
	w.real["account"] = w.real[editor]
	w.real["persona"], w.real["wrong"] = "persona", "wrong words in a row"
	w.real["theme"] = opaque("theme", "themes/housing")
	made := w.mutate(moderator, "organisationCreate", map[string]any{"details": map[string]any{
		"key": "liege-city", "name": "Ville de Liège", "kind": "public-authority", "website": "https://www.liege.be", "territory": "liege",
	}})
	w.real["organisation"] = fmt.Sprint(at(made, "organisation", "id"))
	w.real["territory"] = fmt.Sprint(at(w.ask(nobody, `{ territory(key: "liege") { id } }`, nil).data, "territory", "id"))
}

// plant hides something of everything.
func (w *world) plant() {
	w.t.Helper()
	word := func(name string) string { return canaries[name].word }
	sources := func(word string) []any {
		return []any{map[string]any{"url": "https://" + word + ".example", "supports": word}}
	}
	create := func(word, visibility string) map[string]any {
		return w.mutate(contributor, "practiceCreate", map[string]any{
			"territory": "liege", "language": "en", "slug": word, "text": texts(word), "facts": complete(word, visibility), "sources": sources(word),
		})
	}
	step := func(who, field string, made map[string]any, more map[string]any) map[string]any {
		input := map[string]any{"draft": at(made, "draft", "id"), "expectedRevision": at(made, "draft", "revision")}
		for name, value := range more {
			input[name] = value
		}
		return w.mutate(who, field, input)
	}
	network := step(contributor, "practiceSubmit", create(word("network"), "NETWORK"), nil)
	published := step(editor, "practicePublish", network, nil)
	w.real["network"], w.real["networkSlug"] = fmt.Sprint(at(published, "practice", "id")), word("network")
	w.mutate(editor, "practiceDispute", map[string]any{"practice": w.real["network"], "expectedVersion": 1, "text": word("dispute")})

	made := create(word("draft"), "PUBLIC")
	w.real["draft"], w.real["draftSlug"] = fmt.Sprint(at(made, "draft", "id")), word("draft")
	inner := innerID(w.real["draft"])
	w.real["draftPractice"] = opaque("practice", inner[:strings.LastIndexByte(inner, '/')])
	remark := w.mutate(editor, "commentAdd", map[string]any{"draft": w.real["draft"], "text": word("comment")})
	w.real["comment"] = fmt.Sprint(at(remark, "comment", "id"))
	made = step(contributor, "practiceSubmit", made, map[string]any{"reviewers": []any{w.real[editor]}})
	step(editor, "practiceRequestChanges", made, map[string]any{"message": word("changes")})

	edit := w.mutate(contributor, "practiceEdit", map[string]any{"practice": w.real["edited"], "text": texts(word("edit"))})
	w.real["editDraft"] = fmt.Sprint(at(edit, "draft", "id"))
	translated := w.mutate(contributor, "translationSave", map[string]any{
		"practice": w.real["public"], "language": "fr", "expectedRevision": w.revisionOf("public", "fr"), "text": texts(word("translation")),
	})
	w.real["translation"] = fmt.Sprint(at(translated, "draft", "id"))
	step(contributor, "practiceDiscardDraft", create(word("discarded"), "PUBLIC"), nil)
	w.mutate(nobody, "concernReport", map[string]any{
		"practice": w.real["public"], "kind": "OTHER", "text": word("concern"), "contact": word("contact"),
	})
	w.nameRevisions()
	w.nameTwins()
}

// revisionOf is what a translation has to be based on; nil where there is no draft.
func (w *world) revisionOf(string, string) any { return nil }

// nameRevisions finds the revisions of what is hidden, and of what is not.
func (w *world) nameRevisions() {
	const query = `query($d: ID!, $p: ID!) { draft(id: $d) { history { nodes { revision { id } } } }
		practice(by: {id: $p}) { history { nodes { revision { id } } } } }`
	first := func(nodes any) string {
		list, _ := nodes.([]any)
		for _, n := range list {
			if id := at(n, "revision", "id"); id != nil {
				return fmt.Sprint(id)
			}
		}
		w.t.Fatal("there is no revision", nodes)
		return ""
	}
	got := w.ask(moderator, query, map[string]any{"d": w.real["draft"], "p": w.real["network"]})
	w.real["draftRevision"] = first(at(got.data, "draft", "history", "nodes"))
	w.real["networkRevision"] = first(at(got.data, "practice", "history", "nodes"))
	got = w.ask(moderator, query, map[string]any{"d": w.real["draft"], "p": w.real["public"]})
	w.real["publicRevision"] = first(at(got.data, "practice", "history", "nodes"))
}

// nameTwins makes up names of the same form for what is hidden, so that answers about both can be compared.
func (w *world) nameTwins() {
	for name, value := range w.real {
		w.twin[name] = value
	}
	const made = "madeupmadeupmadeupmadeup00"
	other := func(name, kind string) {
		inner := innerID(w.real[name])
		size := strings.IndexByte(inner+"/", '/')
		w.twin[name] = opaque(kind, made[:size]+inner[size:])
	}
	for name, kind := range map[string]string{
		"network": "practice", "draftPractice": "practice", "draft": "draft", "editDraft": "draft", "draftRevision": "revision", "networkRevision": "revision",
	} {
		other(name, kind)
	}
	w.twin["networkSlug"], w.twin["draftSlug"], w.twin["comment"] = "zypomadeupiv", "quvamadeupelu", made
	for name, kind := range map[string]string{"madeUpAccount": "account", "madeUpConcern": "concern", "madeUpNotification": "notification"} {
		w.real[name] = opaque(kind, "1")
		w.twin[name] = w.real[name]
	}
	for name, kind := range map[string]string{"madeUpSession": "session", "madeUpToken": "token", "madeUpIdentity": "identity"} {
		w.real[name] = opaque(kind, strings.Repeat("ab", 32))
		w.twin[name] = w.real[name]
	}
}

// fill puts names into a text.
func fill(text string, names map[string]string) string {
	for name, value := range names {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}
