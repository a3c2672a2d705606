package seed

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// plainSpelling drops case, accents, hyphens and what nobody sees, in which people who search are not careful.
func plainSpelling(s string) string {
	s = strings.Join(strings.FieldsFunc(s, isGap), " ")
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.Predicate(isUnseen)), norm.NFC), strings.ToLower(s))
	if err != nil {
		return strings.ToLower(s)
	}
	return plain
}

func isGap(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) }

func isUnseen(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Cf) }
