package httpd

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// textsJSON are the pages that are text alone. The client has no copy of them: it keeps what the server wrote.
//
//go:embed texts.json
var textsJSON []byte

// texts are these pages in one language.
type texts struct {
	About, Accessibility, Privacy textPage
	Barrier                       barrierTexts
}

// barrierTexts are the last part of the page on accessibility: where to tell what is in the way.
type barrierTexts struct {
	Heading string
	// Known stands before the address that was set for this, Unknown where none was, Practice before the form for concerns.
	Known, Unknown, Practice string
}

type textPage struct {
	Title string
	Parts []textPart
}

// textPart is a part of a text under its heading; each line is a paragraph, and so is each way, which ends with its link.
type textPart struct {
	Heading string
	Lines   []string
	Ways    []way `json:"-"`
}

type way struct {
	Line string
	To   link
}

func (s *site) atAbout(*http.Request) finding {
	return found("/about", func(rd *reader) (*document, error) { return rd.ofText("/about", &rd.texts().About), nil })
}

func (s *site) atAccessibility(*http.Request) finding {
	return found("/accessibility", func(rd *reader) (*document, error) {
		return rd.ofText("/accessibility", rd.accessibility()), nil
	})
}

func (s *site) atPrivacy(*http.Request) finding {
	return found("/privacy", func(rd *reader) (*document, error) { return rd.ofText("/privacy", &rd.texts().Privacy), nil })
}

// accessibility is the text in all languages alike, with what holds for this library alone: where a barrier is told.
func (rd *reader) accessibility() *textPage {
	page := rd.texts().Accessibility
	page.Parts = append(slices.Clip(page.Parts), rd.barrier(&rd.texts().Barrier))
	return &page
}

func (rd *reader) barrier(t *barrierTexts) textPart {
	part := textPart{Heading: t.Heading}
	if to := rd.site.contact; to == "" {
		part.Lines = []string{t.Unknown}
	} else {
		part.Ways = []way{{t.Known, link{contactAddress(to), text{Value: to}}}}
	}
	part.Ways = append(part.Ways, way{t.Practice, link{rd.Link("/concern"), rd.own(rd.Words.ReportConcern)}})
	return part
}

// contactAddress is where a link to a page or to an e-mail address leads.
func contactAddress(to string) string {
	if strings.Contains(to, "://") {
		return to
	}
	return "mailto:" + to
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
