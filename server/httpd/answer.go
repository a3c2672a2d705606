package httpd

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// The codes that this package answers with; those of the domain mean what they mean there.
const (
	codeBadRequest       = "BAD_REQUEST"
	codeTooLarge         = "REQUEST_TOO_LARGE"
	codeMethodNotAllowed = "METHOD_NOT_ALLOWED"
	codeNotFound         = string(library.CodeNotFound)
	codeGone             = "GONE"
	codeDatabaseSilent   = "DATABASE_UNREACHABLE"
	codeReadOnly         = string(library.CodeReadOnly)
	codeInternal         = string(library.CodeInternal)
)

const (
	typeJSON = "application/json; charset=utf-8"
	typeText = "text/plain; charset=utf-8"
)

// refusal has the shape of a GraphQL error, so that a client reads every error of this server in one way.
type refusal struct {
	Message    string            `json:"message"`
	Extensions map[string]string `json:"extensions"`
}

// refuse answers with one error as JSON.
func refuse(w http.ResponseWriter, status int, code, message string) {
	writeJSON(w, status, map[string][]refusal{"errors": {{message, map[string]string{"code": code}}}})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil { // what is sent here is made of strings
		panic(err)
	}
	write(w, status, typeJSON, append(body, '\n'))
}

func writeText(w http.ResponseWriter, status int, text string) {
	write(w, status, typeText, []byte(text+"\n"))
}

// setCache says what caches may do with an answer, unless that was said further out, as by fresh.
func setCache(h http.Header, cache string) {
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", cache)
	}
}

func write(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	setCache(h, cacheChecked)
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone: nobody is left to tell
}

// wantsJSON reports whether a program is asking rather than a person's browser.
func wantsJSON(r *http.Request) bool {
	if r.URL.Path == apiPath || strings.HasPrefix(r.URL.Path, apiPath+"/") {
		return true
	}
	json := false
	for _, accept := range r.Header.Values("Accept") {
		for item := range strings.SplitSeq(accept, ",") {
			name, _, err := mime.ParseMediaType(item)
			if err != nil {
				continue
			}
			if name == "text/html" || name == "application/xhtml+xml" {
				return false
			}
			json = json || name == "application/json" || strings.HasSuffix(name, "+json")
		}
	}
	return json
}
