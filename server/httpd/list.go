package httpd

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// listText is a list of practices as it is read without scripts: twenty at a time.
type listText struct {
	Heading text
	// Intro and what leads into the library stand on the home page only.
	Intro               string
	Numbers             []string
	Themes, Territories []countedLink
	// Facts are what is known of a territory.
	Facts      []fact
	Definition *definitionText
	// Spread stands on the pages of themes and territories.
	Spread *spreadText
	// LeftOut says what of the address cannot be asked for.
	LeftOut []string
	// Chosen is what narrows the list, Cleared the address without all that.
	Chosen  []filterLink
	Cleared string
	// Narrowing stands beside the list of all practices only.
	Narrowing *narrowing
	Results   []cardText
	WaysOn    waysOn
	// Counted says how many there are.
	Counted string
	// Range says which of them stand here, where that is not all.
	Range          string
	Previous, Next string
}

// definitionText is what a concept means, with the marks of that text.
type definitionText struct {
	text
	Marks []string
}

// fact is a name and what is known under it.
type fact struct {
	Name  string
	Value text
}

// countedLink leads to a page, and says how many practices are there.
type countedLink struct {
	link
	Count string
}

// list is a question for practices as the client spells it in an address.
type list struct {
	words, order string
	chosen       [len(library.Facets)][]string
	// from and to bound the starting year.
	from, to *int
	// shown is how many results are unfolded; what is read here are the last twenty of them.
	shown int
	// unread are the years of a hand-edited address that are none, hadTooLong says that its words were cut.
	unread     []string
	hadTooLong bool
	// isNarrowed: the answer counts what else could be chosen.
	isNarrowed bool
}

// mostShown is how far a list can be unfolded, as in the client.
const mostShown = 1000

var orders = []string{
	string(library.OrderRelevance), string(library.OrderNewest), string(library.OrderOldest),
	string(library.OrderRecentlyUpdated), string(library.OrderTitle),
}

// readList reads a hand-edited address as far as it makes sense.
func readList(q url.Values) *list {
	words := plain(q.Get("words"))
	l := &list{
		words: strings.TrimSpace(cut(words, library.MaxWords)), shown: library.DefaultPage,
		from: year(q.Get("startedFrom")), to: year(q.Get("startedTo")),
	}
	l.hadTooLong = l.words != words
	for _, name := range []string{"startedFrom", "startedTo"} {
		if value := q.Get(name); value != "" && year(value) == nil {
			l.unread = append(l.unread, name+"="+value)
		}
	}
	if order := q.Get("orderBy"); slices.Contains(orders, order) {
		l.order = order
	}
	for _, f := range library.Facets {
		for _, key := range q[f.String()] {
			if key != "" && !slices.Contains(l.chosen[f], key) {
				l.chosen[f] = append(l.chosen[f], key)
			}
		}
	}
	if n, err := strconv.Atoi(q.Get("shown")); err == nil && n > 0 {
		l.shown = wholePages(min(n, mostShown))
	}
	return l
}

// wholePages is how many entries are on the pages that so many need.
func wholePages(entries int) int {
	pages := (entries + library.DefaultPage - 1) / library.DefaultPage
	return pages * library.DefaultPage
}

// plain puts spaces in the place of characters that the library takes from nobody.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s))
}

// year reads a year of four digits; nil stands for anything else, and for the year 0, which no calendar has.
func year(s string) *int {
	n, err := strconv.ParseUint(s, 10, 14)
	if err != nil || len(s) != 4 || n == 0 {
		return nil
	}
	y := int(n) //nolint:gosec // four digits
	return &y
}

// cut keeps the first characters of a text.
func cut(s string, most int) string {
	runes := []rune(strings.ToValidUTF8(s, ""))
	return string(runes[:min(len(runes), most)])
}

// write spells the list as the client does, unfolded so far.
func (l *list) write(shown int) string {
	var out []string
	add := func(name, value string) { out = append(out, name+"="+url.QueryEscape(value)) }
	if l.words != "" {
		add("words", l.words)
	}
	for _, f := range l.fields() {
		add(f.Name, f.Value)
	}
	if shown > library.DefaultPage {
		add("shown", strconv.Itoa(shown))
	}
	return strings.Join(out, "&")
}

// facetsInOrder are the facets as the client lists them, in addresses too.
var facetsInOrder = []library.Facet{
	library.FacetThemes, library.FacetTransversalIssues, library.FacetTerritories, library.FacetCountries,
	library.FacetPracticeTypes, library.FacetTargetGroups, library.FacetStages, library.FacetStates, library.FacetActorTypes,
	library.FacetScales, library.FacetTags, library.FacetLanguages,
}

// fields are all of the list but its words.
func (l *list) fields() []field {
	var out []field
	for _, f := range facetsInOrder {
		for _, key := range l.chosen[f] {
			out = append(out, field{f.String(), key})
		}
	}
	for _, bound := range []struct {
		name string
		year *int
	}{{"startedFrom", l.from}, {"startedTo", l.to}} {
		if bound.year != nil {
			out = append(out, field{bound.name, fmt.Sprintf("%04d", *bound.year)})
		}
	}
	if l.order != "" {
		out = append(out, field{"orderBy", l.order})
	}
	return out
}

func (l *list) question(rd *reader) library.Query {
	q := library.Query{
		Words: l.words, Order: library.Order(l.order), Languages: rd.asked(), WithOtherWords: true, WithRelaxations: true,
	}
	q.WithFacets = l.isNarrowed
	q.Filter.StartedFrom, q.Filter.StartedTo = l.from, l.to
	for f, keys := range l.chosen {
		if len(keys) > 0 {
			q.Filter.Keys[f].AnyOf = keys
		}
	}
	return q
}

// ask gives the last twenty of what is unfolded. A list that is shorter than its address says ends with its own last page.
func (l *list) ask(rd *reader) (*library.List, error) {
	answer, err := l.askPage(rd)
	if err != nil || len(answer.Hits) > 0 || answer.Total == 0 {
		return answer, err
	}
	l.shown = min(wholePages(answer.Total), l.shown)
	return l.askPage(rd)
}

func (l *list) askPage(rd *reader) (*library.List, error) {
	q := l.question(rd)
	for skip := l.shown - library.DefaultPage; ; {
		q.Page.First = library.DefaultPage
		if skip > 0 {
			q.Page.First = min(skip, library.MaxPage)
		}
		answer, err := rd.site.library.Practices(library.Anonymous(), q)
		if err != nil || skip <= 0 || len(answer.Hits) == 0 {
			return answer, err
		}
		skip -= q.Page.First
		q.Page.After = &answer.Hits[len(answer.Hits)-1].Position
	}
}

// fillList answers the list and tells it under a path.
func (rd *reader) fillList(l *list, path string, t *listText) (*document, error) {
	answer, err := l.ask(rd)
	if err != nil {
		return nil, err
	}
	for i := range answer.Hits {
		t.Results = append(t.Results, rd.card(answer.Hits[i].Card))
	}
	if l.isNarrowed && answer.Facets != nil {
		t.Narrowing = rd.narrowing(l, answer)
	}
	t.WaysOn = rd.waysOn(l, answer)
	if t.Counted == "" {
		t.Counted = rd.counted(answer.Total)
	}
	t.Range = rd.rangeOf(l, answer)
	if l.shown > library.DefaultPage {
		t.Previous = rd.Link(path) + query(l.write(l.shown-library.DefaultPage))
	}
	if answer.HasNext && l.shown < mostShown {
		t.Next = rd.Link(path) + query(l.write(l.shown+library.DefaultPage))
	}
	return &document{
		reader: rd, Title: t.Heading.Value, Description: rd.Words.Intro, Path: path, Query: l.write(l.shown),
		Kind: "website", Page: "list", Template: "list", Text: t, Searched: l.words, IsSearchable: true,
	}, nil
}

// rangeOf says which entries of a list an answer gives; nothing, where it gives all.
func (rd *reader) rangeOf(l *list, answer *library.List) string {
	if len(answer.Hits) == answer.Total {
		return ""
	}
	number := rd.Words.Numbers.write
	before := l.shown - library.DefaultPage
	here := number(before + len(answer.Hits))
	if len(answer.Hits) > 1 {
		here = number(before+1) + "–" + here
	}
	return rd.Words.Range.with(here, number(answer.Total))
}

// examples is the page for those who build on the client's parts. Without scripts there is nothing on it, and no search
// engine keeps it.
func (rd *reader) examples() (*document, error) {
	return &document{reader: rd, Title: "Examples", Description: rd.Words.Intro, Page: "examples", Template: "examples"}, nil
}

// results tells a list with all that its address asks.
func (rd *reader) results() (*document, error) {
	l := readList(rd.request.URL.Query())
	t := &listText{Heading: rd.own(rd.Words.AllPractices), LeftOut: rd.leaveOut(l)}
	l.isNarrowed = true
	t.Chosen = rd.chosen(l)
	if l.words != "" || len(t.Chosen) > 0 {
		t.Heading = rd.own(rd.Words.Practices)
	}
	t.Cleared = rd.listed(&list{words: l.words, order: l.order})
	d, err := rd.fillList(l, "/practices", t)
	if err != nil {
		return nil, err
	}
	d.Kept, d.IsPassing = l.fields(), len(t.LeftOut) > 0
	d.Title = rd.listTitle(l.words, t.Chosen...)
	return d, nil
}

// listTitle says what a list is narrowed by, as the client's tab does.
func (rd *reader) listTitle(words string, chosen ...filterLink) string {
	var parts []string
	if words != "" {
		parts = append(parts, words)
	}
	for _, c := range chosen {
		parts = append(parts, c.Text.Value)
	}
	return strings.Join(append(parts, rd.Words.AllPractices), " · ")
}

// years spells a span that may be open on one side.
func years(from, to *int) string {
	switch {
	case from == nil:
		return fmt.Sprintf("– %d", *to)
	case to == nil:
		return fmt.Sprintf("%d –", *from)
	case *from == *to:
		return strconv.Itoa(*from)
	default:
		return fmt.Sprintf("%d – %d", *from, *to)
	}
}

func (rd *reader) key(f library.Facet, key string) text {
	switch {
	case key == library.NotStated:
		return rd.label(library.NotStatedLabels)
	case f == library.FacetCountries:
		return rd.own(countryIn(rd.Language, strings.ToUpper(key)))
	case f == library.FacetTerritories:
		if t := rd.ref.TerritoryByKey(key); t != nil {
			return rd.label(t.Names)
		}
	case f == library.FacetLanguages:
		return rd.own(capitalized(languageIn(rd.Language, library.Language(key))))
	case f.Scheme() != "":
		if c := rd.ref.ConceptByKey(f.Scheme(), key); c != nil {
			return rd.label(c.Labels)
		}
	}
	return rd.own(key)
}

// capitalized writes a name as it stands alone in a list, where most languages write that of a language small in a sentence.
func capitalized(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// own is a text in the language of the page.
func (rd *reader) own(value string) text {
	return rd.text(library.Served{Value: value, Language: rd.Language})
}

// ofTerritory lists the practices of a territory.
func (rd *reader) ofTerritory(place *library.Territory) (*document, error) {
	t := &listText{Heading: rd.label(place.Names), Facts: rd.factsOf(place)}
	return rd.ofKey(library.FacetTerritories, place.Key, place.Path(), t)
}

// standing is what a place is to the network.
func (rd *reader) standing(place *library.Territory) string {
	switch {
	case place.IsLead:
		return rd.Words.Topics.Lead
	case place.IsPartner:
		return rd.Words.Topics.Partner
	}
	return rd.Words.Topics.Outside
}

func (rd *reader) factsOf(place *library.Territory) []fact {
	words := &rd.Words.Topics
	out := []fact{{words.Kind, rd.own(rd.standing(place) + " · " + words.Kinds[strings.ToUpper(place.Kind)])}}
	if place.OfficialName != "" && place.OfficialName != place.Names.In(rd.asked()) {
		name := rd.own(place.OfficialName)
		if len(place.Languages) == 1 { // which of several it is in, nobody has said
			name = rd.text(library.Served{Value: place.OfficialName, Language: place.Languages[0]})
		}
		out = append(out, fact{words.OwnName, name})
	}
	if place.Country != "" {
		out = append(out, fact{words.Country, rd.own(countryIn(rd.Language, place.Country))})
	}
	if len(place.Languages) > 0 {
		names := make([]string, len(place.Languages))
		for i, l := range place.Languages {
			names[i] = languageIn(rd.Language, l)
		}
		out = append(out, fact{rd.facetName(library.FacetLanguages), rd.own(strings.Join(names, ", "))})
	}
	if p := place.Population; p != nil {
		value := rd.Words.Numbers.write(p.Value)
		if p.Date != "" {
			value += " (" + rd.Words.AsOf.with(rd.Words.Dates.write(p.Date)) + ")"
		}
		out = append(out, fact{words.Population, rd.own(value)})
	}
	return out
}

// ofConcept lists the practices that bear a concept, and says what it means. Practices are not listed by every scheme.
func (rd *reader) ofConcept(c *library.Concept) (*document, error) {
	t := &listText{Heading: rd.label(c.Labels)}
	if c.Definition != "" {
		definition := rd.text(library.Served{Value: c.Definition, Language: library.English})
		t.Definition = &definitionText{definition, rd.marks(definition)}
	}
	for _, f := range library.Facets {
		if f.Scheme() == c.Scheme {
			return rd.ofKey(f, c.Key, c.Path(), t)
		}
	}
	return &document{
		reader: rd, Title: t.Heading.Value, Description: rd.Words.Intro, Path: c.Path(), Kind: "website",
		Template: "list", Text: t, IsSearchable: true,
	}, nil
}

// fillTopic adds to the pages of themes where there is something on them, and to those of territories what they have.
func (rd *reader) fillTopic(d *document, t *listText, f library.Facet, l *list) error {
	by, nothing := library.FacetTerritories, rd.Words.Topics.NoTerritory
	switch f {
	case library.FacetThemes:
		d.Page = "theme"
	case library.FacetTerritories:
		d.Page = "territory"
		by, nothing = library.FacetThemes, rd.Words.Topics.NoTheme
	default: // the list, narrowed, which is where the client leads to
		d.Title = rd.listTitle("", filterLink{link: link{Text: t.Heading}})
		return nil
	}
	q := l.question(rd)
	q.WithFacets, q.Page.First = true, 1
	all, err := rd.site.library.Practices(library.Anonymous(), q)
	if err != nil {
		return err
	}
	t.Spread = rd.spread(all, by, nothing)
	return nil
}

// ofKey lists what bears one key, which its page's address says and its query therefore does not.
func (rd *reader) ofKey(f library.Facet, key, path string, t *listText) (*document, error) {
	asked := readList(rd.request.URL.Query())
	l := &list{shown: asked.shown}
	unnarrowed := *l
	l.chosen[f] = []string{key}
	d, err := rd.fillList(l, path, t)
	if err != nil {
		return nil, err
	}
	d.Query, d.Kept = unnarrowed.write(l.shown), l.fields()
	if t.Previous != "" {
		t.Previous = rd.Link(path) + query(unnarrowed.write(l.shown-library.DefaultPage))
	}
	if t.Next != "" {
		t.Next = rd.Link(path) + query(unnarrowed.write(l.shown+library.DefaultPage))
	}
	if err := rd.fillTopic(d, t, f, l); err != nil {
		return nil, err
	}
	d.Description = t.Heading.Value + ". " + rd.Words.SiteClaim + "."
	return d, nil
}
