package httpd

import (
	_ "embed"
	"net/http"

	"github.com/weldi-network/practice-library/server/library"
)

// textsJSON are the pages that are text alone. The client has no copy of them: it keeps what the server wrote.
//
//go:embed texts.json
var textsJSON []byte

// texts are these pages in one language.
type texts struct{ About, Accessibility, Privacy textPage }

type textPage struct {
	Title string
	Parts []textPart
}

// textPart is a part of a text under its heading; each line is a paragraph.
type textPart struct {
	Heading string
	Lines   []string
}

func (s *site) atAbout(*http.Request) finding {
	return found("/about", func(rd *reader) (*document, error) { return rd.ofText("/about", &rd.texts().About), nil })
}

func (s *site) atAccessibility(*http.Request) finding {
	return found("/accessibility", func(rd *reader) (*document, error) {
		return rd.ofText("/accessibility", &rd.texts().Accessibility), nil
	})
}

func (s *site) atPrivacy(*http.Request) finding {
	return found("/privacy", func(rd *reader) (*document, error) { return rd.ofText("/privacy", &rd.texts().Privacy), nil })
}

func (rd *reader) texts() *texts { return rd.site.texts[rd.Language] }

func (rd *reader) ofText(path string, t *textPage) *document {
	return &document{
		reader: rd, Title: t.Title, Description: t.Parts[0].Lines[0], Path: path, Kind: "website",
		Page: "text", Template: "text", Text: t,
	}
}

// Ways are the links at the foot of every page: to the pages that are text alone, and to those on which people tell us something.
func (rd *reader) Ways() []link {
	t := rd.texts()
	return []link{
		{rd.Link("/about"), rd.own(t.About.Title)}, {rd.Link("/accessibility"), rd.own(t.Accessibility.Title)},
		{rd.Link("/privacy"), rd.own(t.Privacy.Title)},
		{rd.Link("/concern"), rd.own(rd.Words.ReportConcern)}, {rd.Link("/account"), rd.own(rd.Words.MyAccount)},
	}
}

// loadTexts reads the pages of all languages and wants them whole in each.
func loadTexts() (map[library.Language]*texts, error) {
	all, err := decode[texts](textsJSON)
	if err != nil {
		return nil, err
	}
	return all, checkAll(all)
}
