package library

import (
	"regexp"
	"slices"
	"strings"
)

// Language is a BCP 47 language tag in its usual case: "pt", "pt-BR", "sr-Latn".
type Language string

// English is the language that a reader gets when none of the asked ones is there.
const English Language = "en"

// Languages are the nine that the library's own words (labels, interface) are kept in, in their usual order.
var Languages = []Language{"en", "fr", "nl", "pt", "es", "ro", "it", "pl", "hr"}

const maxLanguageTag = 35 // RFC 5646, section 4.4.1: buffers of 35 characters suffice

// wellFormed is the langtag of RFC 5646, section 2.1, in lower case: language, script, region, variants, extensions,
// private use. Grandfathered tags and those of private use alone are left out.
var wellFormed = regexp.MustCompile(`^([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?` +
	`(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$`)

// twoLetters are the language subtags of two letters in the IANA Language Subtag Registry, those of former use included.
const twoLetters = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el " +
	"en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji " +
	"jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne " +
	"ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv " +
	"sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"

// isRegistered reports whether a language subtag names a language. The registry holds none of more than three letters;
// of the thousands that have three, all are let through.
func isRegistered(subtag string) bool {
	return len(subtag) == 3 || len(subtag) == 2 && strings.Contains(twoLetters, subtag)
}

// ParseLanguage checks that s is a well-formed BCP 47 tag of a language that there is, and brings it into the usual case
// of RFC 5646, section 2.1.1. It does not ask whether anybody here speaks it.
func ParseLanguage(s string) (Language, error) {
	if len(s) > maxLanguageTag {
		return "", badLanguage()
	}
	lower := strings.ToLower(s)
	if len(lower) != len(s) || !wellFormed.MatchString(lower) { // a Kelvin sign becomes a k
		return "", badLanguage()
	}
	parts := strings.Split(lower, "-")
	if !isRegistered(parts[0]) {
		return "", badLanguage()
	}
	setCase(parts)
	return Language(strings.Join(parts, "-")), nil
}

// AnyLanguage is the language range that stands for any (RFC 4647, section 2.1). A lookup passes it over: where nothing
// else is asked, or has been found, the library chooses as if nothing had been asked.
const AnyLanguage Language = "*"

// ParseLanguageRange checks what a reader asks for: a tag, or AnyLanguage.
func ParseLanguageRange(s string) (Language, error) {
	if s == string(AnyLanguage) {
		return AnyLanguage, nil
	}
	return ParseLanguage(s)
}

// askedByName are the languages that a reader asks for by name.
func askedByName(asked []Language) []Language {
	if !slices.Contains(asked, AnyLanguage) {
		return asked
	}
	return slices.DeleteFunc(slices.Clone(asked), func(l Language) bool { return l == AnyLanguage })
}

func badLanguage() error {
	return Refuse(CodeBadInput, "A language is a BCP 47 tag such as “fr” or “pt-BR”.")
}

func setCase(parts []string) {
	for i := 1; i < len(parts); i++ {
		switch part := parts[i]; {
		case len(part) == 1:
			return // extensions and private use stay in lower case
		case len(part) == 4 && part[0] > '9':
			parts[i] = strings.ToUpper(part[:1]) + part[1:]
		case len(part) == 2:
			parts[i] = strings.ToUpper(part)
		}
	}
}

// Lookup finds the best of the available languages for one asked tag by RFC 4647, section 3.4: the tag is shortened
// from its end until something matches. It reports the index into available, or -1.
func (l Language) Lookup(available []Language) int {
	for tag := string(l); tag != ""; tag = shorten(tag) {
		for i, have := range available {
			if strings.EqualFold(string(have), tag) {
				return i
			}
		}
	}
	return -1
}

// OfLibrary gives the one of Languages that an asked tag finds; false where it finds none.
func (l Language) OfLibrary() (Language, bool) {
	i := l.Lookup(Languages)
	if i < 0 {
		return "", false
	}
	return Languages[i], true
}

func shorten(tag string) string {
	cut := strings.LastIndexByte(tag, '-')
	if cut < 0 {
		return ""
	}
	if cut >= 2 && tag[cut-2] == '-' {
		cut -= 2 // a single-letter subtag goes with what follows it
	}
	return tag[:cut]
}

// Direction is the way a script runs.
type Direction uint8

// The two directions.
const (
	LeftToRight Direction = iota
	RightToLeft
)

var rightToLeft = map[string]bool{
	"ar": true, "arc": true, "ckb": true, "dv": true, "fa": true, "he": true, "ks": true, "prs": true, "ps": true,
	"sd": true, "syr": true, "ug": true, "ur": true, "yi": true,
}

var rightToLeftScripts = map[string]bool{
	"Adlm": true, "Arab": true, "Hebr": true, "Mand": true, "Nkoo": true, "Rohg": true, "Syrc": true, "Thaa": true,
}

// Direction tells how text in this language runs: by its script subtag where it has one, else by its language.
func (l Language) Direction() Direction {
	parts := strings.Split(string(l), "-")
	if len(parts) > 1 && len(parts[1]) == 4 {
		if rightToLeftScripts[parts[1]] {
			return RightToLeft
		}
		return LeftToRight
	}
	if rightToLeft[parts[0]] {
		return RightToLeft
	}
	return LeftToRight
}

// Labels are the names of one thing in several languages.
type Labels map[Language]string

// In gives the label by RFC 4647 lookup through the asked languages, then in English. It is never empty for a valid
// concept or territory, which all have an English label.
func (l Labels) In(asked []Language) string {
	label, _ := l.Find(asked)
	return label
}

// Find gives the same label as In, and the language that it is in.
func (l Labels) Find(asked []Language) (string, Language) {
	for _, tag := range asked {
		for t := string(tag); t != ""; t = shorten(t) {
			if label, ok := l[Language(t)]; ok {
				return label, Language(t)
			}
		}
	}
	return l[English], English
}
