package library

import (
	"errors"
	"strconv"
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

// FieldsOf names the input fields of which err says that they are at fault, each by the last part of its path.
func FieldsOf(err error) []string {
	many, ok := errors.AsType[Refusals](err)
	if one, isOne := errors.AsType[*Error](err); !ok && isOne {
		many = Refusals{one}
	}
	var out []string
	for _, e := range many {
		if len(e.Field) > 0 {
			out = append(out, e.Field[len(e.Field)-1])
		}
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

// maxFaults bounds how many faults of one list are named.
const maxFaults = 20

// each notes what check finds wrong with the items of a list, one after the other, until there is enough to tell.
func each[T any](list []T, check func(int, T) error) error {
	var found Refusals
	for i, v := range list {
		if found.note(check(i, v)); len(found) >= maxFaults {
			break
		}
	}
	return found.all()
}

// item names one item of a list, by its place from 0, as the part of a path.
func item(list string, i int) string { return list + "." + strconv.Itoa(i) }

// within puts the path of the part that they are in before the fields of refusals.
func within(part string, err error) error {
	var found, out Refusals
	found.note(err)
	for _, e := range found {
		inside := *e
		inside.Field = append(strings.Split(part, "."), e.Field...)
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
