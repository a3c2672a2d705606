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

// words are what the served pages say, in one language: what the client says too, and a little that it does not.
type words struct {
	messages
	Previous, Next, Count, Unavailable string
	ReplacedHint                       string
	Replaced                           phrase
	// Range says which entries of a list stand on a page, and of how many.
	Range phrase
}

// loadWords reads the words of all languages and wants none missing: a page must never be half in another language.
func loadWords() (map[library.Language]*words, error) {
	own, err := decode[words](wordsJSON)
	if err != nil {
		return nil, err
	}
	said, err := decode[messages](messagesJSON)
	if err != nil {
		return nil, err
	}
	for _, l := range library.Languages {
		if own[l] == nil || said[l] == nil {
			return nil, fmt.Errorf("httpd: the words of the pages: there are none in %s", l)
		}
		own[l].messages = *said[l]
	}
	if err := checkAll(own); err != nil {
		return nil, err
	}
	return own, checkNames(own[library.English])
}

func decode[T any](raw []byte) (map[library.Language]*T, error) {
	all := map[library.Language]*T{}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("httpd: the words of the pages: %w", err)
	}
	return all, nil
}

// checkAll holds all languages against English: what is there must be there in each.
func checkAll[T any](all map[library.Language]*T) error {
	for _, l := range library.Languages {
		if all[l] == nil {
			return fmt.Errorf("httpd: the words of the pages: there are none in %s", l)
		}
		if m := missing(reflect.ValueOf(*all[l]), reflect.ValueOf(*all[library.English]), string(l)); m != "" {
			return fmt.Errorf("httpd: the words of the pages: %s is missing", m)
		}
	}
	return nil
}

// checkNames wants a word for all that the library can name.
func checkNames(english *words) error {
	for _, kind := range library.SectionKinds {
		if english.Sections[kind] == "" {
			return fmt.Errorf("httpd: the words of the pages: there are none for %s", kind)
		}
	}
	for _, f := range library.Facets {
		if english.Facets[f.String()] == "" {
			return fmt.Errorf("httpd: the words of the pages: there are none for %s", f)
		}
	}
	return nil
}

// endonyms are the nine languages, each by its own name.
var endonyms = map[library.Language]string{
	"en": "English", "fr": "Français", "nl": "Nederlands", "pt": "Português", "es": "Español", "ro": "Română",
	"it": "Italiano", "pl": "Polski", "hr": "Hrvatski",
}
