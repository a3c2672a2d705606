package overhttp

import (
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

const (
	maxErrors  = 10  // a list of errors is for a person to read
	maxMessage = 300 // in characters
	maxQuoted  = 60  // what is quoted from a request, in characters
)

const internalMessage = "Something went wrong on our side. It has been noted."

// failure is an answer without data: the request was not executed, or could not be.
type failure struct {
	// status is the HTTP status. Zero says that the request was well-formed; then the media type of the answer decides.
	status int
	errors gqlerror.List
	allow  string // the Allow header that goes with 405
}

// malformed refuses what is not a GraphQL request at all.
func malformed(status int, code Code, format string, args ...any) *failure {
	return &failure{status: status, errors: gqlerror.List{newError(code, format, args...)}}
}

// refused refuses a well-formed GraphQL request (a "request error" in the GraphQL specification, 7.1.2).
func refused(errs ...*gqlerror.Error) *failure { return &failure{errors: errs} }

func internal() *failure {
	return malformed(http.StatusInternalServerError, CodeInternal, internalMessage)
}

func newError(code Code, format string, args ...any) *gqlerror.Error {
	return &gqlerror.Error{Message: fmt.Sprintf(format, args...), Extensions: map[string]any{"code": string(code)}}
}

// at adds the place in the query that the error is about.
func at(pos *ast.Position, err *gqlerror.Error) *gqlerror.Error {
	if pos != nil && pos.Line > 0 {
		err.Locations = []gqlerror.Location{{Line: pos.Line, Column: pos.Column}}
	}
	return err
}

// foreign makes an error of gqlparser or gqlgen ours: our code, no path (nothing was executed), a safe message.
func foreign(err *gqlerror.Error, fallback Code) *gqlerror.Error {
	code, known := ours(err.Extensions["code"])
	if !known {
		code = fallback
	}
	clean := newError(code, "%s", sentence(err.Message))
	for _, l := range err.Locations {
		if l.Line > 0 {
			clean.Locations = append(clean.Locations, l)
		}
	}
	return clean
}

// cut keeps the first ten errors and says that there were more: five thousand unknown fields would otherwise be
// answered with a megabyte.
func cut(errs gqlerror.List) gqlerror.List {
	if len(errs) <= maxErrors {
		return errs
	}
	more := newError(CodeMoreErrors, "There are more errors than the %d shown here.", maxErrors)
	return append(errs[:maxErrors:maxErrors], more)
}

// sentence starts with a capital and ends with a full stop, as every message of ours does.
func sentence(s string) string {
	s = safe(s, maxMessage)
	if s == "" {
		return "The request was refused."
	}
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.ContainsAny(s[len(s)-1:], ".?!") && !strings.HasSuffix(s, "…") {
		s += "."
	}
	return s
}

// safe shows what does not print as U+FFFD, so that no control or direction character of a request comes back and yet it
// is seen that there was something, and cuts what is too long to be read.
func safe(s string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			r = ' '
		}
		if !unicode.IsPrint(r) {
			r = utf8.RuneError
		}
		if n++; n > limit {
			b.WriteString("…")
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

// quote shows a name taken from the request.
func quote(name string) string { return `"` + safe(name, maxQuoted) + `"` }
