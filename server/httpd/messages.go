package httpd

import (
	_ "embed"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/weldi-network/practice-library/server/library"
)

// messagesJSON is made of the client's messages by web/scripts/words.mjs, so that both say the same.
//
//go:embed messages.json
var messagesJSON []byte

// messages are what the client says too, in one language.
type messages struct {
	SiteName, SiteClaim, Intro, SkipToContent, Language, Footer, APILink, MyAccount, ReportConcern string

	Search, SearchHint, SearchButton, ByTheme, NothingFound, NothingFoundHint, OrderBy, Chosen, Clear string

	DidYouMean, Without, Remove phrase
	Filters                     string
	Timeline                    struct{ Began phrase }

	UnknownFilters, TooManyFilters, WordsTooLong phrase

	Results forms
	Orders  map[library.Order]string
	Facets  map[string]string

	Sections                                               map[library.SectionKind]string
	AtAGlance, Territory, Place, Period, Organisations     string
	Roles                                                  map[library.OrganisationRole]string
	States                                                 map[library.PeriodState]string
	Pilot, EndReason                                       string
	Since, Until, From                                     datePhrase
	AsOf                                                   phrase
	Sources, Confidence                                    string
	Confidences                                            map[library.Confidence]string
	Compiled, Contributed                                  string
	CompiledConfirmed, ContributedConfirmed                phrase
	History, Licence, Similar, InCommon, SameTerritory     string
	Published, Updated, LastChecked, ServedIn, WithdrawnOn phrase
	Machine, MachineMark, Stale, StaleMark, AllPractices   string
	Original, InLanguage                                   phrase
	NotFound, NotFoundHint, Withdrawn                      string
	UnknownLanguage                                        phrase
	UnknownLanguageHint                                    string
	Withdrawals                                            map[library.WithdrawalReason]string

	Start struct {
		Numbers, Newest                   string
		Territories, Countries, Languages forms
	}
	Topics struct {
		Partner, Lead, Outside, OwnName, Kind, Country, Population, NoTerritory, NoTheme string
		Kinds                                                                            map[string]string
	}
	MainPages, Practices string
	Coverage             struct {
		Name, Title, Intro, Rows, Columns, Swap, All, Partners, Others string
		NoGaps, TotalsNote, Gaps, GapsOfPartners                       string
		GapsCounted                                                    forms
	}
	Compare struct{ Name, Title, Intro, Empty, More, Missing string }

	// Account is what the pages of accounts and of concerns say before the client takes over.
	Account struct {
		NeedsScripts              string
		SignIn                    struct{ Title, Intro string }
		Password                  struct{ ForgottenTitle string }
		Invitation, Code, Account struct{ Title string }
		Faults                    struct {
			Empty, ChooseOne string
			TooLong          phrase
		}
		Refusals map[string]string
		Concern  struct {
			Title, About, Safety, Rule, Who, FindIntro, Kind, Text, TextHint, Contact, ContactHint, Submit string
			Sent, SentNext, Back, TooMany                                                                  string
			Kinds                                                                                          map[library.ConcernKind]string
		}
	}

	// UnknownKey is said of an address with a filter that nobody knows.
	UnknownKey string

	Dates   dates
	Numbers numbers
}

// phrase is a sentence with places to fill: {0}, {1} and so on.
type phrase string

func (p phrase) with(values ...string) string {
	pairs := make([]string, 0, 2*len(values))
	for i, value := range values {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(string(p))
}

// forms are the forms of a phrase that depends on a number, by the names that Unicode gives them.
type forms map[string]phrase

var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// of is the form that a number takes in a language.
func (f forms) of(l library.Language, n int) phrase {
	form := plural.Cardinal.MatchPlural(locale(l), n, 0, 0, 0, 0)
	if p, ok := f[formNames[form]]; ok {
		return p
	}
	return f["other"]
}

// dates are how a language writes what is known of a date: {0} is the year, {1} the day.
type dates struct {
	Year         phrase
	FirstDay     string // how the day is written where it is the first
	Months, Days [12]phrase
}

// datePhrase is a phrase about a date, by how far that is known.
type datePhrase struct{ Year, Month, Day phrase }

// of gives the phrase for a date, and fills in how that is written.
func (p *datePhrase) of(date library.PartialDate, written string) string {
	switch strings.Count(string(date), "-") {
	case 0:
		return p.Year.with(written)
	case 1:
		return p.Month.with(written)
	default:
		return p.Day.with(written)
	}
}

// write spells a date as far as it is known; one of another form is shown as it is.
func (d *dates) write(date library.PartialDate) string {
	if date == "" || !date.Valid() {
		return string(date)
	}
	parts := strings.Split(string(date), "-")
	if len(parts) == 1 {
		return d.Year.with(parts[0])
	}
	month, _ := strconv.Atoi(parts[1])
	if len(parts) == 2 {
		return d.Months[month-1].with(parts[0])
	}
	day := strings.TrimPrefix(parts[2], "0")
	if day == "1" {
		day = d.FirstDay
	}
	return d.Days[month-1].with(parts[0], day)
}

// numbers are how a language writes whole numbers: what separates the thousands, and from which number on.
type numbers struct {
	Separator string
	From      int
}

func (n *numbers) write(value int) string {
	digits := strconv.Itoa(value)
	if value < n.From {
		return digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + n.Separator + digits[i:]
	}
	return digits
}

// locale is how names and numbers are written: the library is European, and so are its English and its Portuguese.
func locale(l library.Language) language.Tag {
	switch l {
	case library.English:
		return language.BritishEnglish
	case "pt":
		return language.EuropeanPortuguese
	default:
		return language.Make(string(l))
	}
}

// countryIn is the name of a country in a language; its code where no name is known.
func countryIn(l library.Language, code string) string {
	if region, err := language.ParseRegion(code); err == nil {
		if name := display.Regions(locale(l)).Name(region); name != "" {
			return name
		}
	}
	return code
}

// languageIn is the name of a language in another; its tag where no name is known.
func languageIn(l, named library.Language) string {
	if name := display.Languages(locale(l)).Name(language.Make(string(named))); name != "" {
		return name
	}
	return string(named)
}

// missing names the first message of one language that the English ones have and these do not; empty when all are there.
func missing(have, want reflect.Value, name string) string {
	switch want.Kind() {
	case reflect.String:
		if have.String() == "" {
			return name
		}
	case reflect.Struct:
		for field, value := range want.Fields() {
			if m := missing(have.FieldByIndex(field.Index), value, name+"."+field.Name); m != "" {
				return m
			}
		}
	case reflect.Array, reflect.Slice:
		if have.Len() != want.Len() {
			return name
		}
		for i := range want.Len() {
			if m := missing(have.Index(i), want.Index(i), name+"["+strconv.Itoa(i)+"]"); m != "" {
				return m
			}
		}
	case reflect.Map:
		return missingKey(have, want, name)
	default: // what holds no words
	}
	return ""
}

func missingKey(have, want reflect.Value, name string) string {
	if want.Len() == 0 || have.Len() == 0 {
		return name
	}
	if want.Type() == reflect.TypeFor[forms]() { // each language has forms of its own
		return ""
	}
	for _, key := range want.MapKeys() {
		value := have.MapIndex(key)
		if !value.IsValid() || value.String() == "" {
			return name + "." + key.String()
		}
	}
	return ""
}
