package auth

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed texts.json
var textsJSON []byte

// texts are the messages to the owner of an account in one language. {place} in them stands for where the library is.
type texts struct {
	Invitation, Reset linkTexts
	Factor            factorTexts
}

// linkTexts are the parts of a message with a link, which stands below Link.
type linkTexts struct{ Subject, Opens, Link, Otherwise string }

func (t linkTexts) message(base, url string) message {
	return message{t.Subject, paragraphs(base, t.Opens, t.Link, url, t.Otherwise)}
}

// factorTexts tell what was done with a second factor: one of On to Renewed.
type factorTexts struct{ Subject, Place, On, Off, Reset, Renewed, Otherwise string }

func (t factorTexts) message(base, what string) message {
	return message{t.Subject, paragraphs(base, t.Place, what, t.Otherwise)}
}

func paragraphs(base string, parts ...string) string {
	return strings.ReplaceAll(strings.Join(parts, "\n\n"), "{place}", base) + "\n"
}

// loadTexts reads the messages in all languages, which are part of the program.
func loadTexts() map[library.Language]texts {
	var all map[library.Language]texts
	if err := json.Unmarshal(textsJSON, &all); err != nil {
		panic(fmt.Sprintf("auth: %v", err))
	}
	return all
}

// readLanguage gives the one of our languages that a tag means; empty for none given. Refusal: BAD_INPUT with the field.
func readLanguage(tag library.Language) (library.Language, error) {
	if tag == "" {
		return "", nil
	}
	language, ok := tag.OfLibrary()
	if !ok {
		return "", library.RefuseField(library.CodeBadInput, "language", "Messages are in the nine languages of the pages.")
	}
	return language, nil
}

// textsIn gives the messages in the language of an account; where that is not known, in the one in which whoever visits
// reads.
func (s *Service) textsIn(visit *Visit, language library.Language) texts {
	if language == "" {
		language = s.readsIn(visit)
	}
	if t, ok := s.texts[language]; ok {
		return t
	}
	return s.texts[library.English]
}

// readsIn is the language in which whoever visits reads.
func (s *Service) readsIn(visit *Visit) library.Language {
	if s.language == nil || visit.request == nil {
		return library.English
	}
	return s.language(visit.request)
}
