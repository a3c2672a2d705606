package overhttp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
)

const allowed = "GET, HEAD, POST"

// read takes the GraphQL request out of the HTTP request (GraphQL over HTTP, "Request").
func (h *Handler) read(r *http.Request) (*graphql.RawParams, *failure) {
	switch r.Method {
	case http.MethodPost:
		return h.readPost(r)
	case http.MethodGet, http.MethodHead:
		return h.readGet(r)
	}
	refusal := malformed(http.StatusMethodNotAllowed, CodeMethodNotAllowed, "Ask by POST or GET.")
	refusal.allow = allowed
	return nil, refusal
}

// readPost reads a JSON body ("POST", "JSON Encoding").
func (h *Handler) readPost(r *http.Request) (*graphql.RawParams, *failure) {
	if refusal := checkContent(r.Header); refusal != nil {
		return nil, refusal
	}
	body, refusal := h.readBody(r)
	if refusal != nil {
		return nil, refusal
	}
	return h.decode(body)
}

// checkContent takes JSON in UTF-8 alone. This is also what keeps a foreign web page from posting without asking
// first: no HTML form and no simple cross-site request can declare JSON.
func checkContent(header http.Header) *failure {
	const wanted = "Send the request as JSON with the header Content-Type: application/json."
	types := header.Values("Content-Type")
	if len(types) != 1 {
		return malformed(http.StatusUnsupportedMediaType, CodeUnsupportedMediaType, wanted)
	}
	media, params, err := mime.ParseMediaType(types[0])
	if err != nil || media != MediaJSON || !utf8Charset(params) {
		return malformed(http.StatusUnsupportedMediaType, CodeUnsupportedMediaType, wanted)
	}
	if coding := header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return malformed(http.StatusUnsupportedMediaType, CodeUnsupportedMediaType, "Send the request body uncompressed.")
	}
	return nil
}

// readBody reads no further than the limit.
func (h *Handler) readBody(r *http.Request) ([]byte, *failure) {
	limit := int64(h.limits.BodyBytes)
	tooLarge := malformed(http.StatusRequestEntityTooLarge, CodeRequestTooLarge,
		"The request body is larger than %d KiB.", limit>>10)
	if r.ContentLength > limit {
		return nil, tooLarge
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, malformed(http.StatusRequestTimeout, CodeRequestTimeout, "The request body did not come in time.")
	}
	if err != nil {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "The request body could not be read to its end.")
	}
	if int64(len(body)) > limit {
		return nil, tooLarge
	}
	return body, nil
}

// decode reads the JSON of a body. encoding/json alone would replace broken UTF-8 in silence, take "QUERY" for
// "query", and name Go types in its errors.
func (h *Handler) decode(body []byte) (*graphql.RawParams, *failure) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "The request body is empty.")
	}
	if !utf8.Valid(body) {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "The request body is not valid UTF-8.")
	}
	var members map[string]json.RawMessage
	err := json.Unmarshal(body, &members)
	if mismatch, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && mismatch.Value == "array" {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "Send one request at a time: a JSON object, not a list.")
	} else if err != nil && !ok {
		return nil, notJSON("The request body", body)
	}
	if members == nil {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "The request body must be a JSON object.")
	}
	return h.limits.fromMembers(members)
}

// fromMembers checks the type of each parameter ("Request Parameters"): null stands for one that is left out, and
// members of other names are none of our business.
func (l Limits) fromMembers(members map[string]json.RawMessage) (*graphql.RawParams, *failure) {
	params := &graphql.RawParams{}
	var query *string
	if err := unmarshal(members["query"], &query); err != nil {
		return nil, wrongType("query", "a string")
	}
	if query == nil {
		return nil, missingQuery()
	}
	params.Query = *query
	if err := unmarshal(members["operationName"], &params.OperationName); err != nil {
		return nil, wrongType("operationName", "a string or null")
	}
	return params, l.readObjects(params, members["variables"], members["extensions"])
}

// readObjects checks the two parameters that are objects and decodes the variables, which are measured first
// because decoding costs a hundred times as much. Extensions mean nothing to this server: they are not looked into.
func (l Limits) readObjects(params *graphql.RawParams, variables, extensions []byte) *failure {
	if !objectOrNull(extensions) {
		return wrongType("extensions", "an object or null")
	}
	if !objectOrNull(variables) {
		return wrongType("variables", "an object or null")
	}
	if err := l.checkJSON(variables); err != nil {
		return refused(err)
	}
	if err := unmarshal(variables, &params.Variables); err != nil {
		return wrongType("variables", "an object or null")
	}
	return nil
}

// objectOrNull looks at the first character of a text that is known to be one JSON value, or empty.
func objectOrNull(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) == 0 || raw[0] == '{' || raw[0] == 'n'
}

// unmarshal keeps numbers as they were written: an id or a large number must not pass through a float. The text is
// known to be one JSON value, or empty.
func unmarshal(raw []byte, into any) error {
	if len(raw) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(into)
}

// notJSON says why a text is not taken as JSON.
func notJSON(what string, text []byte) *failure {
	if tooDeepForJSON(text) {
		return malformed(http.StatusBadRequest, CodeBadRequest, "%s is nested too deeply: more than %d levels.", what, deepestJSON)
	}
	return malformed(http.StatusBadRequest, CodeBadRequest, "%s is not valid JSON.", what)
}

func wrongType(name, want string) *failure {
	return malformed(http.StatusBadRequest, CodeBadRequest, "The parameter %q must be %s.", name, want)
}

func missingQuery() *failure {
	return malformed(http.StatusBadRequest, CodeBadRequest, `The parameter "query" is missing: send the text of a GraphQL document in it.`)
}

// readGet reads the query string ("GET").
func (h *Handler) readGet(r *http.Request) (*graphql.RawParams, *failure) {
	if len(r.URL.RawQuery) > h.limits.BodyBytes {
		return nil, malformed(http.StatusRequestURITooLong, CodeRequestTooLarge,
			"The query string is longer than %d KiB; send the request by POST.", h.limits.BodyBytes>>10)
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "The query string is not correctly URL-encoded.")
	}
	if !values.Has("query") {
		return nil, missingQuery()
	}
	params := &graphql.RawParams{Query: values.Get("query"), OperationName: values.Get("operationName")}
	if !utf8.ValidString(params.Query) || !utf8.ValidString(params.OperationName) {
		return nil, malformed(http.StatusBadRequest, CodeBadRequest, "The query string is not valid UTF-8.")
	}
	variables, extensions := values.Get("variables"), values.Get("extensions")
	for name, text := range map[string]string{"variables": variables, "extensions": extensions} {
		if text == "" {
			continue
		}
		if !utf8.ValidString(text) || !json.Valid([]byte(text)) {
			return nil, notJSON("The parameter "+quote(name), []byte(text))
		}
	}
	return params, h.limits.readObjects(params, []byte(variables), []byte(extensions))
}
