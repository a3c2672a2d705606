package httpd

import (
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// cardText is what lists tell of a practice.
type cardText struct {
	Path           string
	Title, Summary text
	// Country is empty where it says no more than the territory.
	Territory *link
	Country   string
	Period    string
	Themes    []text
	// Marks are what has to be said about the language of its text and how it came about.
	Marks []string
}

// practiceText is a practice as it is read without scripts.
type practiceText struct {
	cardText
	Place, AsOf string
	when        library.Period
	EndReason   *text
	Provenance  string
	// Notices are what has to be said about the language of the text and how it came about.
	Notices []string
	// Original is where the text can be read as it was written; nil unless a machine translated this one.
	Original      *originalText
	Organisations []organisationText
	Facets        []facetText
	Languages     []alternate
	Sections      []sectionText
	Sources       []sourceText
	Confidence    string
	History       []string
	Licence       licenceText
	Similar       []similarText
}

type originalText struct {
	Path, Said string
	Language   library.Language
}

type organisationText struct{ Name, Role string }

type facetText struct {
	facet   library.Facet
	Heading string
	Links   []link
}

type sectionText struct {
	kind            library.SectionKind
	Heading, Notice string
	Text            text
	HTML            template.HTML
}

type sourceText struct{ URL, Host, Supports string }

type licenceText struct{ URL, Name string }

// similarText is another practice, and what the two have in common.
type similarText struct {
	cardText
	Reasons string
}

// practice writes the page of a practice, with one read of the store.
func (rd *reader) practice(card *library.Card) (*document, error) {
	whole, err := rd.site.library.Practice(rd.context(), library.Anonymous(), card.ID)
	if err != nil {
		return nil, err
	}
	similar, err := rd.site.library.Similar(library.Anonymous(), card.ID, library.DefaultSimilar)
	if err != nil {
		return nil, err
	}
	t := rd.whole(whole)
	for _, s := range similar {
		t.Similar = append(t.Similar, similarText{rd.card(s.Card), rd.reasons(s.Reasons)})
	}
	return &document{
		reader: rd, Title: t.Title.Value, Description: t.Summary.Value, Path: whole.Path(), Kind: "article",
		TextLanguage: t.Title.Language, TextLanguages: whole.TextLanguages(),
		Page: "practice", Template: "practice", Text: t, Modified: whole.UpdatedAt, Published: whole.PublishedAt,
	}, nil
}

func (rd *reader) whole(p *library.Practice) *practiceText {
	t := &practiceText{
		cardText: rd.card(&p.Card), Place: p.Place, AsOf: rd.asOf(p.Period), when: p.Period,
		Provenance: rd.provenance(p.Provenance),
		Facets:     rd.facets(&p.Card), Languages: rd.languages(&p.Card), Confidence: rd.Words.Confidences[p.Confidence],
		History: rd.history(&p.Card), Licence: licenceText{p.Licence, licenceName(p.Licence)},
	}
	t.Notices, t.Original = rd.notices(t.Title), rd.original(&p.Card, t.Title)
	if reason, ok := p.EndReason(rd.asked()); ok {
		shown := rd.text(reason)
		t.EndReason = &shown
	}
	for _, o := range p.Organisations {
		t.Organisations = append(t.Organisations, organisationText{o.Name, rd.Words.Roles[o.Role]})
	}
	for _, s := range p.Serve(rd.asked()) {
		t.Sections = append(t.Sections, rd.section(s, t.Title))
	}
	for _, s := range p.Sources {
		t.Sources = append(t.Sources, sourceText{s.URL, host(s.URL), s.Supports})
	}
	return t
}

// card tells what lists know of a practice.
func (rd *reader) card(c *library.Card) cardText {
	t := cardText{
		Path: rd.Link(c.Path()), Title: rd.text(c.Title(rd.asked())), Summary: rd.text(c.Summary(rd.asked())),
		Period: rd.period(c.Period),
	}
	t.Marks = rd.marks(t.Summary)
	for _, theme := range rd.concepts(library.SchemeThemes, c.Themes) {
		t.Themes = append(t.Themes, theme.Text)
	}
	if place := rd.ref.Territory(c.Territory); place != nil {
		at := rd.territory(place)
		t.Territory = &at
		if country := countryIn(rd.Language, place.Country); place.Country != "" && country != at.Text.Value {
			t.Country = country
		}
	}
	return t
}

// section tells of a text what has not been said about the title already.
func (rd *reader) section(s library.ServedSection, title text) sectionText {
	shown := rd.text(s.Text)
	out := sectionText{
		kind: s.Kind, Heading: rd.Words.Sections[s.Kind], Text: shown,
		HTML: template.HTML(rd.site.safeHTML(s.Text.Value)), //nolint:gosec // that is what safeHTML is for
	}
	said := rd.notices(title)
	var notices []string
	for _, notice := range rd.notices(shown) {
		if !slices.Contains(said, notice) {
			notices = append(notices, notice)
		}
	}
	out.Notice = strings.Join(notices, " ")
	return out
}

// notices are what has to be said about a text in another language than the page, or by a machine.
func (rd *reader) notices(t text) []string {
	return rd.noted(t, rd.Words.ServedIn, rd.Words.Machine, rd.Words.Stale)
}

// marks are the notices in a few words, for a card.
func (rd *reader) marks(t text) []string {
	return rd.noted(t, rd.Words.InLanguage, rd.Words.MachineMark, rd.Words.StaleMark)
}

// noted gives those of three words that hold of a text: that it is in another language, by a machine, out of date.
func (rd *reader) noted(t text, foreign phrase, machine, stale string) []string {
	var out []string
	if t.IsForeign {
		out = append(out, foreign.with(languageIn(rd.Language, t.Language)))
	}
	if t.Machine {
		out = append(out, machine)
	}
	if t.Stale {
		out = append(out, stale)
	}
	return out
}

// original leads from a machine's translation to what it was made from; nil where the pages do not speak that language.
func (rd *reader) original(c *library.Card, title text) *originalText {
	language := c.TextLanguages()[0]
	if !title.Machine || !slices.Contains(library.Languages, language) {
		return nil
	}
	return &originalText{under(language, c.Path()), rd.Words.Original.with(languageIn(rd.Language, language)), language}
}

// facetsOfPractice are the facets that a practice's page tells, in their order.
var facetsOfPractice = []library.Facet{
	library.FacetThemes, library.FacetTransversalIssues, library.FacetTargetGroups, library.FacetPracticeTypes,
	library.FacetStages, library.FacetActorTypes, library.FacetScales, library.FacetTags,
}

func (rd *reader) facets(c *library.Card) []facetText {
	var out []facetText
	for _, f := range facetsOfPractice {
		if links := rd.concepts(f.Scheme(), c.Values(f, rd.ref)); len(links) > 0 {
			out = append(out, facetText{f, rd.facetName(f), links})
		}
	}
	return out
}

// languages are those that the practice can be read in, each with the address at which it is.
func (rd *reader) languages(c *library.Card) []alternate {
	var out []alternate
	for _, l := range c.TextLanguages() {
		a := alternate{Language: l, Name: languageIn(rd.Language, l), IsThisOne: l == rd.Language}
		if slices.Contains(library.Languages, l) {
			a.Path = under(l, c.Path())
		}
		out = append(out, a)
	}
	return out
}

func (rd *reader) provenance(p library.Provenance) string {
	isContributed := p.Kind == library.ProvenanceContributed
	switch {
	case p.ConfirmedAt != nil && isContributed:
		return rd.Words.ContributedConfirmed.with(rd.day(*p.ConfirmedAt))
	case p.ConfirmedAt != nil:
		return rd.Words.CompiledConfirmed.with(rd.day(*p.ConfirmedAt))
	case isContributed:
		return rd.Words.Contributed
	}
	return rd.Words.Compiled
}

func (rd *reader) history(c *library.Card) []string {
	var out []string
	if c.LastCheckedAt != nil {
		out = append(out, rd.Words.LastChecked.with(rd.day(*c.LastCheckedAt)))
	}
	out = append(out, rd.Words.Published.with(rd.day(c.PublishedAt)))
	if c.Version > 1 {
		out = append(out, rd.Words.Updated.with(rd.Words.Numbers.write(c.Version), rd.day(c.UpdatedAt)))
	}
	return out
}

// mostReasons is how many are told, as in the client: the most telling come first, and all of them would tell nothing.
const mostReasons = 4

func (rd *reader) reasons(reasons []library.Reason) string {
	var out []string
	add := func(reason string) {
		if !slices.Contains(out, reason) {
			out = append(out, reason)
		}
	}
	for _, r := range reasons {
		if r.Facet == library.FacetTerritories {
			add(rd.Words.SameTerritory)
			continue
		}
		for _, l := range rd.concepts(r.Facet.Scheme(), r.IDs) {
			add(l.Text.Value)
		}
	}
	return strings.Join(out[:min(len(out), mostReasons)], ", ")
}

var commons = regexp.MustCompile(`^https://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)/`)

// licenceName is the usual short name of a licence, else its host.
func licenceName(address string) string {
	if m := commons.FindStringSubmatch(address); m != nil {
		return "CC " + strings.ToUpper(m[1]) + " " + m[2]
	}
	return host(address)
}

// host is that of a web address, for people; one that cannot be read is shown as it is.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
