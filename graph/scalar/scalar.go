// Package scalar reads and writes the custom scalars of the schema.
package scalar

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/weldi-network/practice-library/server/library"
)

// MarshalLanguageTag writes a language tag.
func MarshalLanguageTag(tag library.Language) graphql.ContextMarshaler {
	return languageTag(tag)
}

type languageTag library.Language

// MarshalGQLContext writes it.
func (t languageTag) MarshalGQLContext(_ context.Context, w io.Writer) error {
	quoted(string(t)).MarshalGQL(w)
	return nil
}

// UnmarshalLanguageTag reads a language tag in any case and refuses what is not well-formed after BCP 47. The range for
// any language passes too, which the library refuses where a text needs a language of its own. In the input of a mutation
// what is not well-formed passes as it is: the library refuses it beside everything else that is wrong there, with the path
// of the field, and what was typed goes back to whoever sent it.
func UnmarshalLanguageTag(ctx context.Context, v any) (library.Language, error) {
	s, err := text(v, "A language tag")
	if err != nil {
		return "", err
	}
	tag, err := library.ParseLanguageRange(s)
	if fc := graphql.GetFieldContext(ctx); err != nil && fc != nil && fc.Object == "Mutation" {
		return library.Language(s), nil
	}
	return tag, err
}

// MarshalDateTime writes a point in time in UTC.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return quoted(t.UTC().Format(time.RFC3339Nano))
}

// UnmarshalDateTime reads a point in time after RFC 3339.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, err := text(v, "A date and time")
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, library.Refuse(library.CodeBadInput, "A date and time looks like 2026-11-24T09:30:00Z.")
	}
	return t, nil
}

// MarshalPartialDate writes a date as far as it is known, and null when it is not.
func MarshalPartialDate(d library.PartialDate) graphql.Marshaler { return orNull(string(d)) }

// UnmarshalPartialDate reads a year, month or day.
func UnmarshalPartialDate(v any) (library.PartialDate, error) {
	s, err := text(v, "A date")
	if d := library.PartialDate(s); err != nil || s != "" && d.Valid() {
		return d, err
	}
	return "", library.Refuse(library.CodeBadInput, "A date looks like 2018, 2018-09 or 2018-09-01.")
}

// MarshalURL writes a web address.
func MarshalURL(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalURL reads a web address; the library checks it where it is used.
func UnmarshalURL(v any) (string, error) { return text(v, "A web address") }

// MarshalCountryCode writes a country code, and null for none.
func MarshalCountryCode(code string) graphql.Marshaler { return orNull(code) }

// UnmarshalCountryCode reads a country code; the library checks it where it is used.
func UnmarshalCountryCode(v any) (string, error) { return text(v, "A country code") }

func text(v any, what string) (string, error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	return "", library.Refuse(library.CodeBadInput, "%s is given as a string.", what)
}

func orNull(s string) graphql.Marshaler {
	if s == "" {
		return graphql.Null
	}
	return quoted(s)
}

// quoted writes a string that needs no escaping beyond strconv's, or GraphQL's own way where it does.
func quoted(s string) graphql.Marshaler {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return graphql.MarshalString(s)
		}
	}
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(s)) })
}
