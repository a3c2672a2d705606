package seed

import (
	"net/url"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// What the fields of several kinds of file have in common: dates, languages, addresses, choices.

// choice reads one of a few words; the zero T when it is none of them.
func choice[T any](v value, of map[string]T, words string) T {
	if v.isNull() {
		var none T
		return none
	}
	typed := v.text()
	chosen, ok := of[typed]
	if !ok && typed != "" {
		v.wrong("“%s” is not one of %s.", short(typed), words)
	}
	return chosen
}

// date reads 2018, 2018-09 or 2018-09-01; empty when it is null.
func (v value) date() library.PartialDate {
	d := library.PartialDate(v.text())
	if !d.Valid() {
		v.wrong("“%s” is not a date such as \"2018\", \"2018-09\" or \"2018-09-01\".", short(string(d)))
		return ""
	}
	return d
}

// day reads a whole date.
func (v value) day() time.Time {
	s := v.text()
	if s == "" {
		return time.Time{} // missing, or noted already
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		v.wrong("“%s” is not a day such as \"2026-09-01\".", short(s))
	}
	return t
}

// language reads a language tag in its usual case.
func (v value) language() library.Language {
	s := v.text()
	if s == "" {
		return ""
	}
	tag, err := library.ParseLanguage(s)
	if err != nil || string(tag) != s {
		v.wrong("“%s” is not a language tag such as “fr” or “pt-BR”.", short(s))
		return ""
	}
	return tag
}

func (v value) languages() []library.Language {
	var out []library.Language
	for _, item := range v.list() {
		out = append(out, item.language())
	}
	return out
}

// address reads a web address.
func (v value) address() string {
	s := v.text()
	if s != "" && !isWebAddress(s) {
		v.wrong("“%s” is not a web address.", short(s))
	}
	return s
}

func isWebAddress(s string) bool {
	if len(s) > 2000 || strings.ContainsAny(s, " \n\t") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// labels reads one text in each of the nine languages.
func (v value) labels() library.Labels {
	nine := make(keys, len(library.Languages))
	for i, tag := range library.Languages {
		nine[i] = string(tag)
	}
	m := v.mapping(nine)
	out := library.Labels{}
	for _, tag := range library.Languages {
		if text := m.text(string(tag)); text != "" {
			out[tag] = text
		}
	}
	return out
}
