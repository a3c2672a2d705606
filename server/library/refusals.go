package library

import (
	"errors"
	"strings"
)

// Refusals are all the fields at fault in one input, so that somebody who fills in a form is told of every one at once.
type Refusals []*Error

// Error gives the safe messages one after the other.
func (r Refusals) Error() string {
	said := make([]string, len(r))
	for i, e := range r {
		said[i] = e.Error()
	}
	return strings.Join(said, " ")
}

// Unwrap gives the single refusals, so that errors.Is and errors.As look through.
func (r Refusals) Unwrap() []error {
	out := make([]error, len(r))
	for i, e := range r {
		out[i] = e
	}
	return out
}

// note takes in a refusal, or several; nil is none.
func (r *Refusals) note(err error) {
	if many, ok := errors.AsType[Refusals](err); ok {
		*r = append(*r, many...)
	} else if one, ok := errors.AsType[*Error](err); ok {
		*r = append(*r, one)
	}
}

// all gives them as one error; nil when there are none.
func (r Refusals) all() error {
	if len(r) == 0 {
		return nil
	}
	return r
}

// first gives the first of them; nil when there are none.
func (r Refusals) first() error {
	if len(r) == 0 {
		return nil
	}
	return r[0]
}

// within puts the name of the part that they are in before the fields of refusals.
func within(part string, err error) error {
	var found, out Refusals
	found.note(err)
	for _, e := range found {
		inside := *e
		inside.Field = append([]string{part}, e.Field...)
		out = append(out, &inside)
	}
	return out.all()
}

// RefusalsIn lists the refusals in an error, in order: the several of Refusals or the one of an Error; nil when it is of
// another kind.
func RefusalsIn(err error) []*Error {
	var out Refusals
	out.note(err)
	return out
}
