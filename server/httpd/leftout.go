package httpd

import (
	"slices"
	"strings"
	"unicode"

	"github.com/weldi-network/practice-library/server/library"
)

// How many keys that nobody knows are named, and how much of each, as in the client: an address can hold thousands.
const (
	mostNamed    = 5
	longestNamed = 60
)

// leaveOut takes out of a hand-edited list what the library cannot be asked for, and says so.
func (rd *reader) leaveOut(l *list) []string {
	var said []string
	unknown := l.unread
	for f, keys := range l.chosen {
		if len(keys) > library.MaxFilterKeys {
			keys = keys[:library.MaxFilterKeys]
			said = []string{rd.Words.TooManyFilters.with(rd.Words.Numbers.write(library.MaxFilterKeys))}
		}
		l.chosen[f] = slices.DeleteFunc(keys, func(key string) bool {
			_, known := rd.ref.ResolveKey(library.Facet(f), key)
			if !known {
				unknown = append(unknown, key)
			}
			return !known
		})
	}
	if l.hadTooLong {
		said = append(said, rd.Words.WordsTooLong.with(rd.Words.Numbers.write(library.MaxWords)))
	}
	if len(unknown) > 0 {
		said = append(said, rd.Words.UnknownFilters.with(named(unknown)))
	}
	return said
}

// named lists keys as they can be shown: nothing in them turns the text around or makes it endless.
func named(keys []string) string {
	names := make([]string, 0, mostNamed+1)
	for _, key := range keys[:min(len(keys), mostNamed)] {
		name := strings.Map(printable, key)
		if short := cut(name, longestNamed); short != name {
			name = short + "…"
		}
		names = append(names, name)
	}
	if len(keys) > mostNamed {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// printable puts the sign for what cannot be shown in the place of a character that is not seen.
func printable(r rune) rune {
	if unicode.Is(unicode.C, r) {
		return unicode.ReplacementChar
	}
	return r
}
