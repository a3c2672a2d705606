package library

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsSlug reports whether s can stand in an address: lower-case letters, digits and single hyphens, at most 100.
func IsSlug(s string) bool {
	if s == "" || len(s) > 100 || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// checkLine checks a text of one line by its length in characters and for what no such text holds.
func checkLine(field, s string, least, most int) error {
	if strings.ContainsAny(s, "\n\r\t") {
		return RefuseField(CodeBadInput, field, "This is a text of one line.")
	}
	return checkText(field, s, least, most)
}

// CheckName checks what people call somebody or something, which may be anything that a title may be. Refusal: BAD_INPUT with
// the field.
func CheckName(field, name string, least, most int) error { return checkLine(field, name, least, most) }

// checkText checks a text of several lines likewise.
func checkText(field, s string, least, most int) error {
	switch {
	case !utf8.ValidString(s):
		return RefuseField(CodeBadInput, field, "This is not valid UTF-8.")
	case least > 0 && isBlank(s):
		return RefuseField(CodeBadInput, field, "This must not be empty.")
	case utf8.RuneCountInString(s) > most:
		return RefuseField(CodeBadInput, field, "This is longer than %d characters.", most)
	case strings.ContainsFunc(s, isForbidden):
		return RefuseField(CodeBadInput, field, "Control characters are not allowed here.")
	}
	return nil
}

// isForbidden finds control characters and the marks that turn the direction of text around, with which a text can
// be made to look like another.
func isForbidden(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == utf8.RuneError
}

// readWords checks what somebody typed or pasted into a search box and gives the words in it. Tabs and line breaks come
// with what is pasted and count as spaces; any other control character nobody types.
func readWords(s string) (string, error) {
	const field = "words"
	switch {
	case !utf8.ValidString(s):
		return "", RefuseField(CodeBadInput, field, "The words are not valid UTF-8.")
	case utf8.RuneCountInString(s) > MaxWords:
		return "", RefuseField(CodeBadInput, field, "Please search for at most %d characters.", MaxWords)
	}
	s = breaks.Replace(s)
	if err := CheckPlain(field, s); err != nil {
		return "", err
	}
	return strings.TrimSpace(s), nil
}

var breaks = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

// CheckPlain refuses control characters in a text of one line that is looked up, such as a key or slug: no key holds
// any, so whoever sends one has made a mistake that an empty answer would hide.
func CheckPlain(field, s string) error {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return RefuseField(CodeBadInput, field, "Control characters are not allowed in %s.", field)
	}
	return nil
}

// printable shortens and cleans a piece of foreign input so that an error sentence can name it.
func printable(s string) string {
	const most = 60
	s = strings.ToValidUTF8(s, "�")
	s = strings.Map(func(r rune) rune {
		if isForbidden(r) || r == '\n' || r == '\t' || r == '<' || r == '>' {
			return '�'
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// isBlank reports whether nobody sees anything of a text: white space, and characters that have no shape, alone.
func isBlank(s string) bool { return !strings.ContainsFunc(s, isSeen) }

func isSeen(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

func isOneOf[T comparable](v T, list []T) bool { return slices.Contains(list, v) }

func isWebAddress(s string) bool {
	if len(s) > 2000 || strings.ContainsFunc(s, func(r rune) bool { return isForbidden(r) || unicode.IsSpace(r) }) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// NearestKey gives the key that was probably meant: the nearest within two edits of what was typed, or "". Capitals and
// underscores are no edits: whoever writes HOUSING or SOCIAL_TIES took the key for a value of an enum.
func NearestKey(typed string, keys []string) string {
	best, nearest := 3, ""
	if len(typed) > 100 {
		return ""
	}
	typed = plainKey(typed)
	for _, key := range keys {
		if d := distance(typed, plainKey(key)); d < best {
			best, nearest = d, key
		}
	}
	return nearest
}

func plainKey(key string) string { return strings.ToLower(strings.ReplaceAll(key, "_", "-")) }

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
