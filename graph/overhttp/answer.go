package overhttp

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// writeFailure answers without data (GraphQL over HTTP, "Status Codes"): a well-formed request that was refused is
// 400, but 200 for a client that asked for application/json, where any other status could come from a proxy.
func writeFailure(w http.ResponseWriter, media string, asked bool, f *failure) {
	status := f.status
	if status == 0 {
		status = http.StatusBadRequest
		if media == MediaJSON && asked {
			status = http.StatusOK
		}
	}
	if status == http.StatusRequestEntityTooLarge { // nobody waits for the rest
		w.Header().Set("Connection", "close")
	}
	if f.allow != "" {
		w.Header().Set("Allow", f.allow)
	}
	var body bytes.Buffer
	body.WriteByte('{')
	writeErrors(&body, f.errors)
	body.WriteString("}\n")
	write(w, media, status, body.Bytes())
}

// writeResponse answers with data, which is 200 even where a field failed. The data is JSON already: it is neither
// encoded nor copied a second time. It is the last to hold it.
func writeResponse(w http.ResponseWriter, media string, response *graphql.Response) {
	var head bytes.Buffer
	head.WriteByte('{')
	if len(response.Errors) > 0 {
		writeErrors(&head, byPath(response.Errors))
		head.WriteByte(',')
	}
	head.WriteString(`"data":`)
	body := []byte(response.Data)
	if len(response.Extensions) > 0 {
		if more, err := json.Marshal(response.Extensions); err == nil {
			body = append(append(body, `,"extensions":`...), more...)
		}
	}
	write(w, media, http.StatusOK, head.Bytes(), append(body, "}\n"...))
}

// byPath sorts the errors of an execution by where they stand: fields are worked out side by side, and the same request
// would otherwise list them now in this order, now in that.
func byPath(errs gqlerror.List) gqlerror.List {
	sorted := slices.Clone(errs)
	slices.SortStableFunc(sorted, func(a, b *gqlerror.Error) int {
		return slices.CompareFunc(a.Path, b.Path, compareElements)
	})
	return sorted
}

// compareElements puts the items of a list in their order. An index and a name never stand side by side in one place.
func compareElements(a, b ast.PathElement) int {
	if i, ok := a.(ast.PathIndex); ok {
		if j, ok := b.(ast.PathIndex); ok {
			return cmp.Compare(i, j)
		}
	}
	return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

func writeErrors(body *bytes.Buffer, errs gqlerror.List) {
	list, err := json.Marshal(cut(errs))
	if err != nil { // an extension of an error that is not JSON
		list, _ = json.Marshal(internal().errors)
	}
	body.WriteString(`"errors":`)
	body.Write(list)
}

func write(w http.ResponseWriter, media string, status int, parts ...[]byte) {
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.WriteHeader(status)
	for _, part := range parts {
		_, _ = w.Write(part) // the client may have gone: nobody is left to tell
	}
}
