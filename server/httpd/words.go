package httpd

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed words.json
var wordsJSON []byte

// words are what the served pages say by themselves, in one language.
type words struct {
	Site, Claim, Intro                                            string
	Practices, Themes, Territories                                string
	Search, SearchButton, Found, Newest, Previous, Next           string
	NothingFound, UnknownFilter                                   string
	Territory, Place, Period, EndReason, Organisations            string
	Sources, Licence, Languages, TextLanguage                     string
	Machine, Stale, Compiled, Contributed, Confirmed              string
	NotFound, NotFoundHint, Withdrawn, WithdrawnHint, Unavailable string
	Sections                                                      map[library.SectionKind]string
}

// loadWords reads the words of all languages and wants none missing: a page must never be half in another language.
func loadWords() (map[library.Language]*words, error) {
	all := map[library.Language]*words{}
	decoder := json.NewDecoder(bytes.NewReader(wordsJSON))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("httpd: the words of the pages: %w", err)
	}
	for _, language := range library.Languages {
		if missing := all[language].missing(); missing != "" {
			return nil, fmt.Errorf("httpd: the words of the pages: %s lacks %s", language, missing)
		}
	}
	return all, nil
}

// missing names the first word that is not there; empty when all are.
func (w *words) missing() string {
	if w == nil {
		return "everything"
	}
	for _, kind := range library.SectionKinds {
		if w.Sections[kind] == "" {
			return string(kind)
		}
	}
	for field, value := range reflect.ValueOf(*w).Fields() {
		if value.Kind() == reflect.String && value.String() == "" {
			return field.Name
		}
	}
	return ""
}

// endonyms are the nine languages, each by its own name.
var endonyms = map[library.Language]string{
	"en": "English", "fr": "Français", "nl": "Nederlands", "pt": "Português", "es": "Español", "ro": "Română",
	"it": "Italiano", "pl": "Polski", "hr": "Hrvatski",
}

// endonym names a language in itself, by its tag where that is not known.
func endonym(language library.Language) string {
	if i := language.Lookup(library.Languages); i >= 0 {
		return endonyms[library.Languages[i]]
	}
	return string(language)
}
