package library

import (
	"errors"
	"fmt"
	"strings"
)

// Code is a stable, machine-readable reason for a refusal. Clients may switch on it; it never changes meaning.
type Code string

// The codes of the domain. The table in the README lists them beside those of the HTTP edge.
const (
	CodeBadInput          Code = "BAD_INPUT"          // a value breaks a rule stated in the schema
	CodeBadID             Code = "BAD_ID"             // what is no id of this library, or the id of something of another type
	CodeBadCursor         Code = "BAD_CURSOR"         // a cursor that is damaged or belongs to another list
	CodeBadPage           Code = "BAD_PAGE"           // first and last out of range, or both given
	CodeUnknownKey        Code = "UNKNOWN_KEY"        // a filter names a concept or territory that does not exist
	CodeNotFound          Code = "NOT_FOUND"          // nothing there, or nothing that the viewer may see
	CodeForbidden         Code = "FORBIDDEN"          // the viewer may not do this
	CodeRevisionConflict  Code = "REVISION_CONFLICT"  // the text has moved on since it was read
	CodeNotNow            Code = "NOT_NOW"            // the draft or account is in a state in which this cannot be done
	CodeSlugTaken         Code = "SLUG_TAKEN"         // another practice has, or had, this address
	CodeKeyTaken          Code = "KEY_TAKEN"          // another concept or territory has, or had, this key
	CodeAccountExists     Code = "ACCOUNT_EXISTS"     // there is an account with this e-mail address, or under this id
	CodeLastAdministrator Code = "LAST_ADMINISTRATOR" // nobody would be left who can give roles
	CodeWrongCredentials  Code = "WRONG_CREDENTIALS"  // e-mail address, password and code do not fit, or there is no such account
	CodeBadLink           Code = "BAD_LINK"           // a link that was used, has expired or never was
	CodeBadToken          Code = "BAD_TOKEN"          // a personal token that was revoked, has expired or never was
	CodeTooManyTries      Code = "TOO_MANY_TRIES"     // wait as long as Retry-After says
	CodeCrossSite         Code = "CROSS_SITE"         // another site's page wants to use somebody's session
	CodeScrubbed          Code = "SCRUBBED"           // what the text said is gone for good
	CodeTooLarge          Code = "TOO_LARGE"          // more than one journal entry can hold
	CodeReadOnly          Code = "READ_ONLY"          // writes are switched off until an operator has looked
	CodeUnavailable       Code = "UNAVAILABLE"        // the database did not answer in time
	CodeInternal          Code = "INTERNAL"           // a fault of ours; the log knows more
)

// Error is a refusal with two audiences: Code and Message are safe to show to anyone, Cause is for the log alone.
type Error struct {
	Code    Code
	Message string
	// Field is the path of the offending input field, outermost first, an item of a list by its place from 0; empty when
	// no single field is at fault.
	Field []string
	// Places are where in the list at fault stand the keys that nobody knows, counted from 0.
	Places []int
	Cause  error
	// IsOutside is set where a server that is not ours did not do its part: nothing is wrong here, nothing was changed, and
	// whoever asked is told so beside the other refusals.
	IsOutside bool
}

// Error gives the safe message, followed by the cause; only logs print it whole.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message
	}
	return e.Message + ": " + e.Cause.Error()
}

// Unwrap gives the cause, so that errors.Is and errors.As look through.
func (e *Error) Unwrap() error { return e.Cause }

// Refuse makes an Error without a field or cause.
func Refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// RefuseField makes an Error that names the input field at fault; a field inside another stands behind a dot.
func RefuseField(code Code, field string, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Field: strings.Split(field, ".")}
}

// refused is the refusal within one that also tells what stands now.
type refused struct{ refusal *Error }

// Error gives the safe message.
func (r refused) Error() string { return r.refusal.Error() }

// Unwrap gives the refusal.
func (r refused) Unwrap() error { return r.refusal }

// CodeOf reads the code off any error; CodeInternal for one that did not come from the library.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}
