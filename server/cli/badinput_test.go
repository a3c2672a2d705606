package cli_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/graph/view"
)

// TestBadInput sends what hurts badly made servers. Each request must get a stable code, the right status and a
// sentence that repeats nothing of the body, quickly; and the server goes on.
func TestBadInput(t *testing.T) {
	a := openAPI(t)
	cursor := firstCursor(t, a)
	const marker = "MARKER0815"
	deep := strings.Repeat("{themes", 5000) + strings.Repeat("}", 5000)
	for name, c := range map[string]struct {
		contentType string
		body        string
		query       string
		status      int
		code        string
		mentions    string
	}{
		"malformed JSON":           {body: `{"query": ` + marker, status: 400, code: "BAD_REQUEST"},
		"an array":                 {body: `[{"query":"{themes{key}}"}]`, status: 400, code: "BAD_REQUEST"},
		"empty body":               {body: ``, status: 400, code: "BAD_REQUEST"},
		"invalid UTF-8":            {body: "{\"query\":\"{themes{key}} # \xff\"}", status: 400, code: "BAD_REQUEST"},
		"wrong content type":       {contentType: "text/plain", body: `{"query":"{themes{key}}"}`, status: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		"a form":                   {contentType: "multipart/form-data; boundary=x", body: "--x--", status: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		"ten megabytes":            {body: `{"query":"` + strings.Repeat("a", 10<<20) + `"}`, status: 413, code: "REQUEST_TOO_LARGE"},
		"syntax error":             {query: `{ themes { key `, status: 400, code: "GRAPHQL_PARSE_FAILED"},
		"unknown field":            {query: `{ themes { colour } }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED", mentions: "colour"},
		"thousands of levels":      {query: deep, status: 400, code: "QUERY_TOO_"},
		"ten thousand aliases":     {query: "{" + manyTimes(10000, func(i string) string { return "a" + i + ":themes{key} " }) + "}", status: 400, code: "QUERY_TOO_"},
		"repeated fields":          {query: "{" + strings.Repeat("__typename ", 10000) + "}", status: 400, code: "QUERY_TOO_"},
		"nested fragment spreads":  {query: doubledSpreads(30), status: 400, code: "QUERY_TOO_"},
		"fragment cycle":           {query: `query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED"},
		"lists of lists of lists":  {query: `{ territories { practices(first:100) { nodes { similar(first:20) { practice { slug title { value } } } } } } }`, status: 400, code: "QUERY_TOO_COMPLEX"},
		"unknown theme":            {query: `{ practices(filter:{themes:{anyOf:["housng"]}}) { totalCount } }`, status: 200, code: "UNKNOWN_KEY", mentions: "housng"},
		"unknown key in noneOf":    {query: `{ practices(filter:{territories:{noneOf:["atlantis"]}}) { totalCount } }`, status: 200, code: "UNKNOWN_KEY", mentions: "atlantis"},
		"not-stated of a theme":    {query: `{ practices(filter:{themes:{anyOf:["not-stated"]}}) { totalCount } }`, status: 200, code: "UNKNOWN_KEY"},
		"unknown country":          {query: `{ practices(filter:{countries:{anyOf:["QQ"]}}) { totalCount } }`, status: 200, code: "UNKNOWN_KEY", mentions: "QQ"},
		"first of 0":               {query: `{ practices(first:0) { totalCount } }`, status: 200, code: "BAD_PAGE"},
		"first of -1":              {query: `{ practices(first:-1) { totalCount } }`, status: 200, code: "BAD_PAGE"},
		"first of a million":       {query: `{ practices(first:1000000) { totalCount } }`, status: 200, code: "BAD_PAGE"},
		"last of 0":                {query: `{ practices(last:0) { totalCount } }`, status: 200, code: "BAD_PAGE"},
		"first and last":           {query: `{ practices(first:1,last:1) { totalCount } }`, status: 200, code: "BAD_PAGE"},
		"after and before":         {query: `{ practices(after:"` + cursor + `",before:"` + cursor + `") { totalCount } }`, status: 200, code: "BAD_PAGE"},
		"a forged cursor":          {query: `{ practices(after:"Zm9yZ2Vk") { totalCount } }`, status: 200, code: "BAD_CURSOR"},
		"a damaged cursor":         {query: `{ practices(after:"` + cursor[:len(cursor)-2] + `AA") { totalCount } }`, status: 200, code: "BAD_CURSOR"},
		"a cursor over two lines":  {query: `{ practices(after:"` + cursor[:9] + `\r\n` + cursor[9:] + `") { totalCount } }`, status: 200, code: "BAD_CURSOR"},
		"an id over two lines":     {query: `{ node(id:"dGVycml0b3J5OnV0cmVjaHQ\n") { id } }`, status: 200, code: "BAD_ID"},
		"markup around a key":      {query: `{ practices(filter:{themes:{anyOf:["<housing>"]}}) { totalCount } }`, status: 200, code: "UNKNOWN_KEY", mentions: "“�housing�”"},
		"nothing wide in a key":    {query: `{ practices(filter:{themes:{anyOf:["hous\u200bing"]}}) { totalCount } }`, status: 200, code: "UNKNOWN_KEY", mentions: "“hous�ing”"},
		"a cursor of another list": {query: `{ practices(orderBy:TITLE, after:"` + cursor + `") { totalCount } }`, status: 200, code: "BAD_CURSOR"},
		"a cursor, other words":    {query: `{ practices(words:"health", orderBy:NEWEST, after:"` + cursor + `") { totalCount } }`, status: 200, code: "BAD_CURSOR"},
		"an id of nobody":          {query: `{ node(id:"` + marker + `") { id } }`, status: 200, code: "BAD_ID"},
		"a subscription":           {query: `subscription { practices { totalCount } }`, status: 400, code: "OPERATION_NOT_SERVED"},
		"an id of another type":    {query: `{ practice(by:{id:"dGVycml0b3J5OnV0cmVjaHQ"}) { slug } }`, status: 200, code: "BAD_ID"},
		"by none":                  {query: `{ practice(by:{}) { slug } }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED"},
		"by both":                  {query: `{ practice(by:{id:"x",slug:"y"}) { slug } }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED"},
		"501 characters":           {query: `{ practices(words:"` + strings.Repeat("a", 501) + `") { totalCount } }`, status: 200, code: "BAD_INPUT"},
		"null in words":            {query: `{ practices(words:"a\u0000b") { totalCount } }`, status: 200, code: "BAD_INPUT", mentions: "words"},
		"escape in words":          {query: `{ timeline(words:"\u001b[2J") { count } }`, status: 200, code: "BAD_INPUT", mentions: "words"},
		"C1 in what is typed":      {query: `{ suggest(words:"a\u009f") { label } }`, status: 200, code: "BAD_INPUT", mentions: "words"},
		"null in a slug":           {query: `{ practice(by:{slug:"a\u0000"}) { slug } }`, status: 200, code: "BAD_INPUT", mentions: "slug"},
		"line break in a slug":     {query: `{ tombstone(slug:"a\n") { slug } }`, status: 200, code: "BAD_INPUT", mentions: "slug"},
		"delete in a key":          {query: `{ territory(key:"liege\u007f") { key } }`, status: 200, code: "BAD_INPUT", mentions: "key"},
		"control in a filter":      {query: `{ practices(filter:{tags:{noneOf:["\u0000"]}}) { totalCount } }`, status: 200, code: "BAD_INPUT", mentions: "tags"},
		"by null":                  {query: `{ practice(by:{slug:null}) { slug } }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED", mentions: "exactly one field of PracticeBy"},
		"more than 32 bits":        {query: `{ practices(filter:{startedFrom:99999999999}) { totalCount } }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED", mentions: "32 bits"},
		"first of 99999999999":     {query: `{ practices(first:99999999999) { totalCount } }`, status: 400, code: "GRAPHQL_VALIDATION_FAILED", mentions: "32 bits"},
		"not a language":           {query: `{ practices(lang:["not a language"]) { totalCount } }`, status: 200, code: "BAD_INPUT"},
		"coverage of one axis":     {query: `{ coverage(rows:THEME, columns:THEME) { cells { count } } }`, status: 200, code: "BAD_INPUT"},
		"100 suggestions":          {query: `{ suggest(words:"a", first:100) { label } }`, status: 200, code: "BAD_PAGE"},
	} {
		t.Run(name, func(t *testing.T) {
			body := c.body
			if c.query != "" {
				raw, err := json.Marshal(map[string]string{"query": c.query})
				if err != nil {
					t.Fatal(err)
				}
				body = string(raw)
			}
			contentType := c.contentType
			if contentType == "" {
				contentType = "application/json"
			}
			begin := time.Now()
			got := a.post(t, contentType, body)
			took := time.Since(begin)
			code, message := firstError(t, got.body)
			switch {
			case got.status != c.status:
				t.Errorf("status %d instead of %d: %.300s", got.status, c.status, got.body)
			case code == "" || !strings.HasPrefix(code, c.code):
				t.Errorf("code %q instead of %q: %.300s", code, c.code, got.body)
			case !strings.Contains(message, c.mentions):
				t.Errorf("the message does not mention %q: %s", c.mentions, message)
			case strings.Contains(string(got.body), marker):
				t.Errorf("the answer repeats what was sent: %.300s", got.body)
			case len(got.body) > 20_000:
				t.Errorf("the answer is %d bytes long", len(got.body))
			case took > slowest:
				t.Errorf("this took %v", took)
			}
		})
	}
	if got := a.ask(t, `{ themes { key } }`, nil); got.status != http.StatusOK {
		t.Errorf("afterwards the server answers %d", got.status)
	}
}

// TestGenerousInput takes what looks odd and is right: marks without a width, what a paste brings, null for a default.
func TestGenerousInput(t *testing.T) {
	a := openAPI(t)
	for query, like := range map[string]string{
		`{ practices(words:"hous\u200bing \u202efor\u2066 all") { totalCount } }`:                                     ``,
		`{ practices(words:"housing\tfor\r\nall") { totalCount } }`:                                                   `{ practices(words:"housing for all") { totalCount } }`,
		`{ practices(words:"\t\n") { totalCount } }`:                                                                  `{ practices { totalCount } }`,
		`{ suggest(words:"hou", first:null) { label } }`:                                                              `{ suggest(words:"hou") { label } }`,
		`{ practices(first:1) { nodes { similar(first:null) { practice { slug } } } } }`:                              `{ practices(first:1) { nodes { similar { practice { slug } } } } }`,
		`{ practices(lang:["*"], orderBy:TITLE) { nodes { title(lang:["*"]) { value } } } }`:                          `{ practices(orderBy:TITLE) { nodes { title { value } } } }`,
		`{ suggest(words:"hou", lang:["nl", "*"]) { label } }`:                                                        `{ suggest(words:"hou", lang:["nl"]) { label } }`,
		`{ practices(first:1) { facets { countries { label(lang:["*", "fr"]) } languages { label(lang:["*"]) } } } }`: `{ practices(first:1) { facets { countries { label(lang:["fr"]) } languages { label } } } }`,
		`{ concepts(scheme:STATES) { key } }`:                                                                         `{ practices(first:1) { facets { states { key } } } }`,
	} {
		got := a.ask(t, query, nil)
		if got.status != http.StatusOK || strings.Contains(string(got.body), `"errors"`) {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
		if like == "" {
			continue
		}
		if want := a.ask(t, like, nil); listed(string(want.body)) != listed(string(got.body)) {
			t.Errorf("%s: %s, not as %s: %s", query, got.body, like, want.body)
		}
	}
}

// TestIDOfNothing: a well-formed id under which nothing is, or nothing that the viewer may see, is answered with null; an
// error would tell the two apart.
func TestIDOfNothing(t *testing.T) {
	a := openAPI(t)
	for _, kind := range []view.Kind{
		view.KindPractice, view.KindTerritory, view.KindTheme, view.KindTransversalIssue, view.KindTerm, view.KindAccount, view.KindDraft,
		view.KindRevision, view.KindNotification, view.KindSession, view.KindToken, view.KindConcern, view.KindIdentity,
	} {
		got := a.ask(t, `{ node(id:"`+view.NodeID(kind, "nobody/en@7")+`") { id } }`, nil)
		if got.status != http.StatusOK || strings.TrimSpace(string(got.body)) != `{"data":{"node":null}}` {
			t.Errorf("%s: %d %s", kind, got.status, got.body)
		}
	}
}

// listed is the list at the heart of an answer, or the whole of an answer without one.
func listed(body string) string {
	if begin := strings.LastIndex(body, "["); begin >= 0 {
		return body[begin : strings.Index(body[begin:], "]")+begin]
	}
	return body
}

// slowest allows for the race detector on a busy machine.
const slowest = time.Second

// TestFieldAtFault names the argument that holds bad input.
func TestFieldAtFault(t *testing.T) {
	a := openAPI(t)
	for query, field := range map[string]string{
		`{ practices(lang:["fr", "not a language"]) { totalCount } }`:          `["lang","1"]`,
		`{ practices(first:1) { nodes { title(lang:["!"]) { value } } } }`:     `["lang","0"]`,
		`{ practices(lang:["fr-*"]) { totalCount } }`:                          `["lang","0"]`,
		`{ practices(words:"\u0000") { totalCount } }`:                         `["words"]`,
		`{ practices(filter:{themes:{anyOf:["hous\u0000"]}}) { totalCount } }`: `["themes"]`,
		`{ practice(by:{slug:"\u0000"}) { slug } }`:                            `["slug"]`,
		`{ territory(key:"\u0000") { key } }`:                                  `["key"]`,
	} {
		got := a.ask(t, query, nil)
		if !strings.Contains(string(got.body), `"code":"BAD_INPUT","field":`+field) {
			t.Errorf("%s: %s", query, got.body)
		}
	}
}

func firstError(t *testing.T, body []byte) (code, message string) {
	t.Helper()
	var shown struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(body, &shown); err != nil || len(shown.Errors) == 0 {
		t.Fatalf("this is no GraphQL error: %.300s", body)
	}
	return shown.Errors[0].Extensions.Code, shown.Errors[0].Message
}

func firstCursor(t *testing.T, a *api) string {
	t.Helper()
	got := a.ask(t, `{ practices(first: 1) { pageInfo { endCursor } } }`, nil)
	var shown struct {
		Data struct {
			Practices struct{ PageInfo struct{ EndCursor string } }
		}
	}
	if err := json.Unmarshal(got.body, &shown); err != nil {
		t.Fatal(err)
	}
	return shown.Data.Practices.PageInfo.EndCursor
}

func manyTimes(n int, make func(string) string) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(make(strings.Repeat("x", 1+i%7) + string(rune('a'+i%26))))
	}
	return out.String()
}

func doubledSpreads(levels int) string {
	var out strings.Builder
	out.WriteString("query { ...f0 } ")
	for i := range levels {
		next := "f" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		this := "f" + string(rune('a'+(i-1)%26)) + strings.Repeat("x", max(i-1, 0)/26)
		if i == 0 {
			this = "f0"
		}
		out.WriteString("fragment " + this + " on Query { ..." + next + " ..." + next + " } ")
	}
	last := "f" + string(rune('a'+(levels-1)%26)) + strings.Repeat("x", (levels-1)/26)
	out.WriteString("fragment " + last + " on Query { __typename }")
	return out.String()
}
