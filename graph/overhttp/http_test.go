package overhttp_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/graph/overhttp"
)

const (
	graphqlResponse = "application/graphql-response+json"
	plainJSON       = "application/json"
)

func TestMediaTypes(t *testing.T) {
	h := newHandler(nil)
	for _, c := range []struct {
		accept, want string
		status       int
	}{
		{"", graphqlResponse, 200},
		{"*/*", graphqlResponse, 200},
		{"application/*", graphqlResponse, 200},
		{graphqlResponse, graphqlResponse, 200},
		{"Application/GraphQL-Response+JSON; charset=UTF-8", graphqlResponse, 200},
		{plainJSON, plainJSON, 200},
		{plainJSON + "; charset=utf-8", plainJSON, 200},
		{graphqlResponse + "; charset=utf-8, application/json; charset=utf-8", graphqlResponse, 200},
		{graphqlResponse + ", application/json;q=0.9", graphqlResponse, 200},
		{"application/json, " + graphqlResponse + ";q=0.5", plainJSON, 200},
		{"application/json, text/plain, */*", plainJSON, 200},
		{"application/json;q=0.5, */*", graphqlResponse, 200},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", graphqlResponse, 200},
		{"*/*, " + graphqlResponse + ";q=0", plainJSON, 200},
		{"text/html", plainJSON, 406},
		{"application/json;q=0", plainJSON, 406},
		{"application/json; charset=iso-8859-1", plainJSON, 406},
		{";;;,,,", plainJSON, 406},
	} {
		a := send(t, h, post("{__typename}", nil, "Accept", c.accept))
		if want := c.want + "; charset=utf-8"; a.status != c.status || a.header.Get("Content-Type") != want {
			t.Errorf("Accept %q: %d %s, want %d %s", c.accept, a.status, a.header.Get("Content-Type"), c.status, want)
		}
		if c.status == 406 && a.code() != "NOT_ACCEPTABLE" {
			t.Errorf("Accept %q: code %s", c.accept, a.code())
		}
		if a.header.Get("Vary") != "Accept" {
			t.Errorf("Accept %q: Vary %q", c.accept, a.header.Get("Vary"))
		}
	}
}

func TestDefaultMediaCanBeJSON(t *testing.T) {
	h := newHandler(func(c *overhttp.Config) { c.DefaultMedia = overhttp.MediaJSON })
	for accept, want := range map[string]string{"": plainJSON, "*/*": plainJSON, graphqlResponse: graphqlResponse} {
		a := send(t, h, post("{__typename}", nil, "Accept", accept))
		if !strings.HasPrefix(a.header.Get("Content-Type"), want) {
			t.Errorf("Accept %q: %s", accept, a.header.Get("Content-Type"))
		}
	}
}

// A request that is not well-formed has the same status under both media types.
func TestMalformedRequests(t *testing.T) {
	h := newHandler(nil)
	const ok = `{"query":"{__typename}"`
	for name, c := range map[string]struct {
		body, contentType string
		status            int
		code              string
	}{
		"empty":                 {"", plainJSON, 400, "BAD_REQUEST"},
		"blank":                 {" \n", plainJSON, 400, "BAD_REQUEST"},
		"not json":              {`{ "not a JSON`, plainJSON, 400, "BAD_REQUEST"},
		"cut off":               {`{"query":`, plainJSON, 400, "BAD_REQUEST"},
		"word":                  {`NONSENSE`, plainJSON, 400, "BAD_REQUEST"},
		"null":                  {`null`, plainJSON, 400, "BAD_REQUEST"},
		"number":                {`7`, plainJSON, 400, "BAD_REQUEST"},
		"string":                {`"{__typename}"`, plainJSON, 400, "BAD_REQUEST"},
		"batch":                 {"[" + ok + "}]", plainJSON, 400, "BAD_REQUEST"},
		"garbage behind":        {ok + "} x", plainJSON, 400, "BAD_REQUEST"},
		"two objects":           {ok + "}" + ok + "}", plainJSON, 400, "BAD_REQUEST"},
		"not utf-8":             {ok + ",\"operationName\":\"\xff\"}", plainJSON, 400, "BAD_REQUEST"},
		"byte order mark":       {"\ufeff" + ok + "}", plainJSON, 400, "BAD_REQUEST"},
		"typo":                  {`{"qeury":"{__typename}"}`, plainJSON, 400, "BAD_REQUEST"},
		"other case":            {`{"QUERY":"{__typename}"}`, plainJSON, 400, "BAD_REQUEST"},
		"query null":            {`{"query":null}`, plainJSON, 400, "BAD_REQUEST"},
		"query object":          {`{"query":{"a":"b"}}`, plainJSON, 400, "BAD_REQUEST"},
		"query number":          {`{"query":0}`, plainJSON, 400, "BAD_REQUEST"},
		"query false":           {`{"query":false}`, plainJSON, 400, "BAD_REQUEST"},
		"query list":            {`{"query":["array"]}`, plainJSON, 400, "BAD_REQUEST"},
		"operationName object":  {ok + `,"operationName":{}}`, plainJSON, 400, "BAD_REQUEST"},
		"operationName number":  {ok + `,"operationName":0}`, plainJSON, 400, "BAD_REQUEST"},
		"operationName false":   {ok + `,"operationName":false}`, plainJSON, 400, "BAD_REQUEST"},
		"operationName list":    {ok + `,"operationName":["x"]}`, plainJSON, 400, "BAD_REQUEST"},
		"variables string":      {ok + `,"variables":"x"}`, plainJSON, 400, "BAD_REQUEST"},
		"variables number":      {ok + `,"variables":0}`, plainJSON, 400, "BAD_REQUEST"},
		"variables false":       {ok + `,"variables":false}`, plainJSON, 400, "BAD_REQUEST"},
		"variables list":        {ok + `,"variables":[7]}`, plainJSON, 400, "BAD_REQUEST"},
		"extensions string":     {ok + `,"extensions":"x"}`, plainJSON, 400, "BAD_REQUEST"},
		"extensions list":       {ok + `,"extensions":["x"]}`, plainJSON, 400, "BAD_REQUEST"},
		"no content type":       {ok + "}", "", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"text":                  {ok + "}", "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"form":                  {"query=x", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"multipart":             {ok + "}", "multipart/form-data; boundary=x", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"graphql":               {"{__typename}", "application/graphql", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"broken content type":   {ok + "}", "application/json; =", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"another encoding":      {ok + "}", "application/json; charset=utf-16", 415, "UNSUPPORTED_MEDIA_TYPE"},
		"too large":             {ok + `,"extensions":{"x":"` + strings.Repeat("x", 300<<10) + `"}}`, plainJSON, 413, "REQUEST_TOO_LARGE"},
		"deeper than json goes": {ok + `,"variables":{"x":` + strings.Repeat("[", 100_000), plainJSON, 400, "BAD_REQUEST"},
	} {
		for _, media := range []string{plainJSON, graphqlResponse} {
			a := send(t, h, postBody(c.body, "Content-Type", c.contentType, "Accept", media))
			if a.status != c.status || a.code() != c.code || a.body.Data != nil {
				t.Errorf("%s: %d %s, want %d %s", name, a.status, a.raw, c.status, c.code)
			}
			if strings.Contains(a.raw, "array") || strings.Contains(a.raw, "Go ") || strings.Contains(a.raw, "NONSENSE") {
				t.Errorf("%s: the answer echoes the request: %s", name, a.raw)
			}
		}
	}
}

// What encoding/json does not read because of its depth may be valid JSON: it is called too deep.
func TestDeepJSON(t *testing.T) {
	h := newHandler(nil)
	deep := nest(10_001, "[", "1", "]")
	get := httptest.NewRequest(http.MethodGet, "/graphql?query=%7B__typename%7D&variables="+url.QueryEscape(`{"x":`+deep+`}`), nil)
	for name, r := range map[string]*http.Request{
		"variables":  postBody(`{"query":"{__typename}","variables":{"x":` + deep + `}}`),
		"extensions": postBody(`{"query":"{__typename}","extensions":` + nest(11_000, `{"a":`, "1", "}") + `}`),
		"cut off":    postBody(`{"query":` + strings.Repeat("[", 100_000)),
		"get":        get,
	} {
		if a := send(t, h, r); a.status != 400 || a.code() != "BAD_REQUEST" || !strings.Contains(a.body.Errors[0].Message, "nested too deeply") {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	for _, body := range []string{`{"query":"` + strings.Repeat("[", 20_000) + `"`, `"` + strings.Repeat("[", 20_000), strings.Repeat("[]", 20_000)} {
		if a := send(t, h, postBody(body)); a.code() != "BAD_REQUEST" || strings.Contains(a.body.Errors[0].Message, "deep") {
			t.Errorf("%.20s: %s", body, a.raw)
		}
	}
}

func TestWellFormedRequests(t *testing.T) {
	h := newHandler(nil)
	const ok = `{"query":"query Q($s:String){says(text:$s)}"`
	for _, body := range []string{
		ok + `}`, ok + `,"operationName":"Q"}`, ok + `,"operationName":null,"variables":null,"extensions":null}`,
		ok + `,"operationName":""}`, ok + `,"variables":{"s":"x","unused":[1]}}`,
		ok + `,"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}`, ok + `,"more":1}`,
		" \r\n" + ok + "}\n", `{"query":"x","query":"{__typename}"}`, `{"query":"{ __type(name: \"Run🏃Swim🏊\") { name } }"}`,
	} {
		for _, contentType := range []string{"application/json", "application/json; charset=UTF-8", "Application/JSON;profile=x"} {
			if a := send(t, h, postBody(body, "Content-Type", contentType)); a.status != 200 || a.body.Errors != nil {
				t.Errorf("%s: %d %s", body, a.status, a.raw)
			}
		}
	}
}

// Request errors are 400, but 200 under application/json (appendix A of the specification), and have no data.
func TestRequestErrors(t *testing.T) {
	h := newHandler(nil)
	for name, c := range map[string]struct{ body, code string }{
		"parse":             {`{"query":"{"}`, "GRAPHQL_PARSE_FAILED"},
		"empty":             {`{"query":""}`, "GRAPHQL_PARSE_FAILED"},
		"only a comment":    {`{"query":"# nothing"}`, "GRAPHQL_PARSE_FAILED"},
		"control character": {`{"query":"{\u0000}"}`, "GRAPHQL_PARSE_FAILED"},
		"unclosed string":   {`{"query":"{says(text:\"secret"}`, "GRAPHQL_PARSE_FAILED"},
		"unknown field":     {`{"query":"{ nothing }"}`, "GRAPHQL_VALIDATION_FAILED"},
		"no such root":      {`{"query":"{ 8f31403dfe404bccbb0e835f2629c6a7 }"}`, "GRAPHQL_PARSE_FAILED"},
		"fragment alone":    {`{"query":"fragment f on Query { fails }"}`, "GRAPHQL_VALIDATION_FAILED"},
		"missing variable":  {`{"query":"query($id: ID!){node(id:$id){id}}"}`, "BAD_VARIABLES"},
		"null variable":     {`{"query":"query($id: ID!){node(id:$id){id}}","variables":{"id":null}}`, "BAD_VARIABLES"},
		"unknown operation": {`{"query":"query A{fails}","operationName":"B"}`, "OPERATION_NOT_FOUND"},
		"no operation name": {`{"query":"query A{fails} query B{fails}"}`, "OPERATION_NOT_FOUND"},
		"subscription":      {`{"query":"subscription{ticks}"}`, "OPERATION_NOT_SERVED"},
		"its unknown field": {`{"query":"subscription{nothing}"}`, "OPERATION_NOT_SERVED"},
		"cost":              {`{"query":"{practices(first:10000){id title}}"}`, "QUERY_TOO_COMPLEX"},
		"huge number":       {`{"query":"{practices(tag:99999999999999999999){id}}"}`, "GRAPHQL_VALIDATION_FAILED"},
		"huge float":        {`{"query":"{practices(tag:1e999){id}}"}`, "GRAPHQL_VALIDATION_FAILED"},
	} {
		for media, status := range map[string]int{graphqlResponse: 400, plainJSON: 200} {
			a := send(t, h, postBody(c.body, "Accept", media))
			if a.status != status || a.code() != c.code || strings.Contains(a.raw, `"data"`) {
				t.Errorf("%s as %s: %d %s, want %d %s", name, media, a.status, a.raw, status, c.code)
			}
			if strings.Contains(a.raw, "secret") {
				t.Errorf("%s: the answer echoes the request: %s", name, a.raw)
			}
		}
	}
}

func TestControlCharactersInText(t *testing.T) {
	h := newHandler(nil)
	for _, query := range []string{"{says(text:\"a\x01b\")}", "{says\x00}", "{says(text:\"a\x1f"} {
		a := send(t, h, post(query, nil))
		if a.code() != "GRAPHQL_PARSE_FAILED" || !strings.Contains(a.body.Errors[0].Message, "control character") {
			t.Errorf("%q: %s", query, a.raw)
		}
	}
	if a := send(t, h, post("{says(text:\"\\u0001\")\r\n\t}", nil)); a.body.Errors != nil {
		t.Error(a.raw)
	}
}

func TestExecutedIs200(t *testing.T) {
	h := newHandler(nil)
	for query, data := range map[string]string{
		`{required}`:               `null`,
		`{fails}`:                  `{"fails":null}`,
		`{many}`:                   `{"many":null}`,
		`mutation{touch}`:          `{"touch":null}`,
		`query A{x:says(text:"")}`: `{"x":null}`,
	} {
		for _, media := range []string{graphqlResponse, plainJSON} {
			a := send(t, h, post(query, nil, "Accept", media))
			if a.status != 200 || !strings.Contains(a.raw, `"data":`+data) {
				t.Errorf("%s: %d %s", query, a.status, a.raw)
			}
		}
	}
}

func TestMethods(t *testing.T) {
	h := newHandler(nil)
	for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
		r := post("{__typename}", nil)
		r.Method = method
		if a := send(t, h, r); a.status != 405 || a.header.Get("Allow") != "GET, HEAD, POST" || a.code() != "METHOD_NOT_ALLOWED" {
			t.Errorf("%s: %d %q %s", method, a.status, a.header.Get("Allow"), a.raw)
		}
	}
}

func TestGet(t *testing.T) {
	h := newHandler(nil)
	for _, c := range []struct {
		name, query string
		status      int
		code        string
	}{
		{"plain", url.Values{"query": {"{__typename}"}}.Encode(), 200, ""},
		{"variables", url.Values{"query": {"query A($s:String){says(text:$s)}"}, "variables": {`{"s":"x"}`}, "operationName": {"A"}, "extensions": {"{}"}}.Encode(), 200, ""},
		{"empty parameters", "query=%7B__typename%7D&operationName=&variables=&extensions=", 200, ""},
		{"null variables", "query=%7B__typename%7D&variables=null", 200, ""},
		{"no query", "", 400, "BAD_REQUEST"},
		{"empty query", "query=", 400, "GRAPHQL_PARSE_FAILED"},
		{"bad escape", "query=%zz", 400, "BAD_REQUEST"},
		{"not utf-8", "query=%ff", 400, "BAD_REQUEST"},
		{"variables not utf-8", "query=%7B__typename%7D&variables=%7B%22a%22:%22%ff%22%7D", 400, "BAD_REQUEST"},
		{"variables list", "query=%7B__typename%7D&variables=[]", 400, "BAD_REQUEST"},
		{"variables broken", "query=%7B__typename%7D&variables=%7B%7D%7D", 400, "BAD_REQUEST"},
		{"extensions number", "query=%7B__typename%7D&extensions=1", 400, "BAD_REQUEST"},
		{"operation null", "query=%7B__typename%7D&operationName=null", 400, "OPERATION_NOT_FOUND"},
		{"mutation", url.Values{"query": {"mutation{touch}"}}.Encode(), 405, "METHOD_NOT_ALLOWED"},
		{"broken mutation", url.Values{"query": {"mutation{nothing}"}}.Encode(), 405, "METHOD_NOT_ALLOWED"},
		{"chosen mutation", url.Values{"query": {"query A{fails} mutation B{touch}"}, "operationName": {"B"}}.Encode(), 405, "METHOD_NOT_ALLOWED"},
		{"mutation not chosen", url.Values{"query": {"query A{__typename} mutation B{touch}"}, "operationName": {"A"}}.Encode(), 200, ""},
		{"too long", "query=" + strings.Repeat("x", 300<<10), 414, "REQUEST_TOO_LARGE"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := httptest.NewRequest(method, "/graphql", nil)
			r.URL.RawQuery = c.query
			a := send(t, h, r)
			if a.status != c.status || a.code() != c.code {
				t.Errorf("%s %s: %d %s, want %d %s", method, c.name, a.status, a.raw, c.status, c.code)
			}
			if c.status == 405 && a.header.Get("Allow") != "POST" {
				t.Errorf("%s: Allow %q", c.name, a.header.Get("Allow"))
			}
		}
	}
}

// A body without an end is refused, and little more of it is read than a body may have.
func TestEndlessBodyIsNotRead(t *testing.T) {
	h := newHandler(nil)
	endless := &counter{}
	r := httptest.NewRequest(http.MethodPost, "/graphql", endless)
	r.Header.Set("Content-Type", plainJSON)
	if a := send(t, h, r); a.status != 413 || a.code() != "REQUEST_TOO_LARGE" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if endless.n > 600<<10 {
		t.Errorf("read %d bytes", endless.n)
	}
	declared := postBody("x")
	declared.ContentLength = 10 << 20
	if a := send(t, h, declared); a.status != 413 || a.header.Get("Connection") != "close" {
		t.Errorf("%d %v", a.status, a.header)
	}
}

type counter struct{ n int }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	c.n += len(p)
	return len(p), nil
}

func TestCompressedBodyIsRefused(t *testing.T) {
	a := send(t, newHandler(nil), postBody("\x1f\x8b", "Content-Encoding", "gzip"))
	if a.status != 415 || a.code() != "UNSUPPORTED_MEDIA_TYPE" {
		t.Errorf("%d %s", a.status, a.raw)
	}
}
