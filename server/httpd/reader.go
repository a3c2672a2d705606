package httpd

import (
	"context"
	"net/http"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// reader is who a page is written for: everybody who reads one language. Nobody is signed in on the way here.
type reader struct {
	Language library.Language
	Words    *words
	// Base comes before every address that stands for itself, without a slash at its end.
	Base    string
	site    *site
	ref     *library.Reference
	request *http.Request
}

func (s *site) reader(r *http.Request) *reader {
	language := languageOf(r)
	if language == "" {
		language = Preferred(r)
	}
	return &reader{
		Language: language, Words: s.words[language], Base: s.base, site: s, ref: s.library.Reference(), request: r,
	}
}

// chosenLanguage is the cookie in which the client keeps a language that the reader chose by hand.
const chosenLanguage = "language"

// Preferred is the language for an address that names none: that of the query, else the one that the reader chose
// before, else their browser's.
func Preferred(r *http.Request) library.Language {
	asked := []string{r.URL.Query().Get("lang")}
	if chosen, err := r.Cookie(chosenLanguage); err == nil {
		asked = append(asked, chosen.Value)
	}
	asked = append(asked, accepted(r.Header.Get("Accept-Language"))...)
	for _, tag := range asked {
		if language, err := library.ParseLanguage(tag); err == nil {
			if ours, ok := language.OfLibrary(); ok {
				return ours
			}
		}
	}
	return library.English
}

func (rd *reader) context() context.Context { return rd.request.Context() }

// Direction is how the page runs.
func (rd *reader) Direction() string { return direction(rd.Language) }

func direction(l library.Language) string {
	if l.Direction() == library.RightToLeft {
		return "rtl"
	}
	return "ltr"
}

// Link is a path of ours in the reader's language.
func (rd *reader) Link(path string) string { return under(rd.Language, path) }

func (rd *reader) asked() []library.Language { return []library.Language{rd.Language} }

// text is a piece of text with what has to be said about it.
type text struct {
	Value     string
	Language  library.Language
	Direction string
	// IsForeign: it is not in the language of the page.
	IsForeign      bool
	Machine, Stale bool
}

func (rd *reader) text(s library.Served) text {
	return text{
		Value: s.Value, Language: s.Language, Direction: direction(s.Language), IsForeign: s.Language != rd.Language,
		Machine: s.Origin == library.OriginMachine, Stale: s.IsStale,
	}
}

// label is the name of a thing in the reader's language, or in English.
func (rd *reader) label(labels library.Labels) text {
	value, language := labels.Find(rd.asked())
	return rd.text(library.Served{Value: value, Language: language})
}

// link is a text that leads somewhere of ours.
type link struct {
	Path string
	Text text
}

func (rd *reader) concept(c *library.Concept) link {
	return link{rd.Link(c.Path()), rd.label(c.Labels)}
}

func (rd *reader) territory(t *library.Territory) link {
	return link{rd.Link(t.Path()), rd.label(t.Names)}
}

// concepts are those of a scheme with these IDs.
func (rd *reader) concepts(scheme library.Scheme, ids []string) []link {
	var out []link
	for _, id := range ids {
		if c := rd.ref.Concept(scheme, id); c != nil {
			out = append(out, rd.concept(c))
		}
	}
	return out
}

// period tells in a few words whether a practice runs, and when it did: “Running, since July 2024”.
func (rd *reader) period(p library.Period) string {
	state := rd.Words.States[p.State]
	if p.Pilot && p.State == library.StateRunning {
		state = rd.Words.Pilot
	}
	if span := rd.span(p); span != "" {
		return state + ", " + span
	}
	return state
}

func (rd *reader) span(p library.Period) string {
	from, to := rd.Words.Dates.write(p.Start), rd.Words.Dates.write(p.End)
	switch {
	case from != "" && from == to:
		return from
	case from != "" && to != "":
		return from + " – " + to
	case to != "":
		return rd.Words.Until.of(p.End, to)
	case from == "":
		return ""
	case p.State == library.StateRunning:
		return rd.Words.Since.of(p.Start, from)
	}
	return rd.Words.From.of(p.Start, from)
}

// asOf tells of which date the state is known, where that is known.
func (rd *reader) asOf(p library.Period) string {
	if p.AsOf == "" {
		return ""
	}
	return rd.Words.AsOf.with(rd.Words.Dates.write(p.AsOf))
}

// day writes the day of a point in time.
func (rd *reader) day(t time.Time) string {
	return rd.Words.Dates.write(library.PartialDate(t.UTC().Format(time.DateOnly)))
}

// counted writes how many practices there are.
func (rd *reader) counted(n int) string {
	return rd.Words.Results.of(rd.Language, n).with(rd.Words.Numbers.write(n))
}
