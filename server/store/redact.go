package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// redact gives err as plain text, in which every secret of the address is blotted out. Of the chain behind it only
// the end of a context is kept.
func (t target) redact(err error) error {
	text := err.Error()
	for _, secret := range t.secrets() {
		text = strings.ReplaceAll(text, secret, "…")
	}
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, end) {
			return fmt.Errorf("%s (%w)", text, end)
		}
	}
	return errors.New(text)
}

var secretOption = regexp.MustCompile(`(?i)password|token|secret|properties`)

// secrets lists what must not be repeated from the address, as it stands there and as it is meant; the longest first,
// since one may hold another.
func (t target) secrets() []string {
	var out []string
	_, rest, _ := strings.Cut(t.uri, "://")
	rest, query, _ := strings.Cut(rest, "?")
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		_, password, _ := strings.Cut(rest[:at], ":")
		out = append(out, spellings(password)...)
	}
	for option := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(option, "="); secretOption.MatchString(name) {
			out = append(out, spellings(value)...)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// spellings are a piece of an address as it stands there and unescaped.
func spellings(s string) []string {
	plain, err := url.PathUnescape(s)
	if err != nil {
		return []string{s}
	}
	return []string{s, plain}
}
