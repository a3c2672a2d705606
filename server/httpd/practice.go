package httpd

import (
	"html/template"

	"github.com/weldi-network/practice-library/server/library"
)

// practiceText is a practice as it is read without scripts.
type practiceText struct {
	Title, Summary text
	Territory      *link
	Place, Period  string
	EndReason      *text
	Provenance     string
	Organisations  []library.Organisation
	Themes         []link
	Sections       []sectionText
	Sources        []library.Source
	Licence        string
}

type sectionText struct {
	Heading string
	Text    text
	HTML    template.HTML
	// IsMarked: what has to be said about the text has not been said about the title already.
	IsMarked bool
}

// practice writes the page of a practice, with one read of the store.
func (rd *reader) practice(card *library.Card) (*document, error) {
	whole, err := rd.site.library.Practice(rd.context(), library.Anonymous(), card.ID)
	if err != nil {
		return nil, err
	}
	t := rd.card(&whole.Card)
	t.Sources = whole.Sources
	for _, s := range whole.Serve(rd.asked()) {
		t.Sections = append(t.Sections, rd.section(s, t.Title))
	}
	return rd.practiceDocument(t, whole.Path()), nil
}

func (rd *reader) section(s library.ServedSection, title text) sectionText {
	shown := rd.text(s.Text)
	return sectionText{
		Heading: rd.Words.Sections[s.Kind], Text: shown,
		HTML:     template.HTML(rd.site.safeHTML(s.Text.Value)), //nolint:gosec // that is what safeHTML is for
		IsMarked: shown.Language != title.Language || shown.Machine != title.Machine || shown.Stale != title.Stale,
	}
}

func (rd *reader) practiceDocument(t *practiceText, path string) *document {
	return &document{
		reader: rd, Title: t.Title.Value, Description: t.Summary.Value, Path: path, Kind: "article",
		Template: "practice", Text: t,
	}
}

// card tells what lists know of a practice.
func (rd *reader) card(c *library.Card) *practiceText {
	t := &practiceText{
		Title: rd.text(c.Title(rd.asked())), Summary: rd.text(c.Summary(rd.asked())),
		Place: c.Place, Period: rd.period(c.Period), Provenance: rd.provenance(c.Provenance),
		Organisations: c.Organisations, Themes: rd.concepts(library.SchemeThemes, c.Themes), Licence: c.Licence,
	}
	if place := rd.ref.Territory(c.Territory); place != nil {
		at := rd.territory(place)
		t.Territory = &at
	}
	if reason, ok := c.EndReason(rd.asked()); ok {
		shown := rd.text(reason)
		t.EndReason = &shown
	}
	return t
}

func (rd *reader) provenance(p library.Provenance) string {
	switch {
	case p.ConfirmedAt != nil:
		return rd.Words.Confirmed
	case p.Kind == library.ProvenanceContributed:
		return rd.Words.Contributed
	}
	return rd.Words.Compiled
}
