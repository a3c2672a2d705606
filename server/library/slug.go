package library

import (
	"strings"
	"unicode"
)

// maxSlugOf is how long an address made from a title becomes; what is left of 100 is for a number behind it.
const maxSlugOf = 80

// SlugOf makes an address from a title: its letters and digits in lower case without accents, with hyphens between the
// words. It is empty for a title in which no Latin letter or digit stands.
func SlugOf(title string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(title) {
		switch plain, known := plainLetters[r]; {
		case unicode.Is(unicode.Mn, r): // an accent that stands by itself, behind its letter
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case known:
			out.WriteString(plain)
		case r == '\'' || r == '’':
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
		if out.Len() >= maxSlugOf {
			break
		}
	}
	return strings.Trim(out.String(), "-")
}

// plainLetters gives, for the letters of the library's languages, those without accents.
var plainLetters = lettersOf(map[string]string{
	"a": "áàâäãåăąā", "c": "çćčĉ", "d": "ďđ", "e": "éèêëęěėē", "g": "ğ", "i": "íìîïīı", "l": "łĺľ", "n": "ñńňņ",
	"o": "óòôöõőøō", "r": "řŕ", "s": "śšşș", "t": "ťţț", "u": "úùûüůűū", "y": "ýÿ", "z": "źżž", "ae": "æ", "oe": "œ", "ss": "ß",
})

func lettersOf(groups map[string]string) map[rune]string {
	out := map[rune]string{}
	for plain, letters := range groups {
		for _, r := range letters {
			out[r] = plain
		}
	}
	return out
}
