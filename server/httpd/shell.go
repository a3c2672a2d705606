package httpd

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed templates
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// shell is the client's own page, taken apart where the server writes into it: the tag that says its language, the
// head between two comments, and the text that stands in for the client until its scripts run.
type shell struct {
	beforeLanguage, beforeHead, beforeText, rest []byte
	preloads                                     *preloads
	// policy lets the styles that stand in the page in, and no others.
	policy string
}

// The places in the client's page.
const (
	languagePlace = `<html lang="en">`
	headBegin     = "<!--head-->"
	headEnd       = "<!--/head-->"
	textPlace     = "<!--text-->"
)

var errNoPlace = errors.New("httpd: the client's page has no place for what the server writes: it must hold " +
	languagePlace + ", " + headBegin + " … " + headEnd + " and " + textPlace)

func newShell(page []byte, p *preloads) (*shell, error) {
	beforeLanguage, page, ok1 := bytes.Cut(page, []byte(languagePlace))
	beforeHead, page, ok2 := bytes.Cut(page, []byte(headBegin))
	_, page, ok3 := bytes.Cut(page, []byte(headEnd))
	beforeText, rest, ok4 := bytes.Cut(page, []byte(textPlace))
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil, errNoPlace
	}
	policy := typedPolicy + styleSources(append(slices.Clone(beforeText), rest...))
	return &shell{beforeLanguage, beforeHead, beforeText, rest, p, policy}, nil
}

var inlineStyle = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// styleSources allows the styles that the client's build has put into the page, by their hashes: a page that brings them
// along is painted one way to the server and back sooner.
func styleSources(page []byte) string {
	var out strings.Builder
	for _, style := range inlineStyle.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(style[1])
		out.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	if out.Len() == 0 {
		return ""
	}
	return "; style-src 'self'" + out.String()
}

// document is one page as the server writes it.
type document struct {
	*reader
	Title, Description string
	// TextLanguage is that of title and description where it is another than the page's; TextLanguages are all that the
	// page's text can be read in, where those are not simply the languages of the pages.
	TextLanguage  library.Language
	TextLanguages []library.Language
	// Path is the address that the page has in every language, without the language; empty for one that has none. Query
	// belongs to it.
	Path, Query string
	// Kind is what Open Graph calls the page.
	Kind string
	// IsPassing: nobody needs to find the page again by a search engine.
	IsPassing bool
	// Page is the client's page that takes over, by the name of its folder; Preloads are what that needs.
	Page     string
	Preloads []preload
	// Template names the text's template, Text is what it is filled with.
	Template string
	Text     any
	// Lines are what a page of a few words says below its title.
	Lines []string
	// IsSearchable: the search form stands on the page. Searched are its words, Kept the other fields that it sends along.
	IsSearchable bool
	Searched     string
	Kept         []field
	// Published and Modified are zero for a page that has no day of its own.
	Published, Modified time.Time
}

// fill writes a document into the shell, and into the headers what the browser has to let in for it.
func (s *shell) fill(w http.ResponseWriter, d *document) []byte {
	w.Header().Set("Content-Security-Policy", s.policy)
	d.Preloads = s.preloads.of(d.Language, d.Page)
	var out bytes.Buffer
	out.Write(s.beforeLanguage)
	run(&out, "language", d)
	out.Write(s.beforeHead)
	run(&out, "head", d)
	out.Write(s.beforeText)
	run(&out, "frame", d)
	out.Write(s.rest)
	return out.Bytes()
}

func run(out *bytes.Buffer, name string, data any) {
	if err := templates.ExecuteTemplate(out, name, data); err != nil {
		panic(err) // a mistake in a template of ours
	}
}

// Body is the text itself.
func (d *document) Body() template.HTML {
	var out bytes.Buffer
	run(&out, d.Template, d)
	return template.HTML(out.String()) //nolint:gosec // it comes out of html/template
}

// field is a hidden field of a form.
type field struct{ Name, Value string }

// alternate is the page in one of its languages.
type alternate struct {
	Language   library.Language
	Name, Path string
	IsThisOne  bool
}

// longestTitle is how much of a title browsers and search engines show, in characters as they are written in the page.
const longestTitle = 70

// HeadTitle is the title with the name of the site, as far as there is room for it.
func (d *document) HeadTitle() string {
	if whole := d.Title + " · " + d.Words.SiteName; d.Title != d.Words.SiteName && isShort(whole) {
		return whole
	}
	for title, n := d.Title, longestTitle; ; n-- {
		if isShort(title) {
			return title
		}
		title = strings.TrimSpace(cut(d.Title, n-1)) + "…"
	}
}

func isShort(title string) bool {
	return utf8.RuneCountInString(template.HTMLEscapeString(title)) <= longestTitle
}

// IsIndexed reports whether search engines may keep the page: where it has an address of its own.
func (d *document) IsIndexed() bool { return d.Path != "" && !d.IsPassing }

// Canonical is the one address of the page in its language.
func (d *document) Canonical() string { return d.Base + under(d.Language, d.Path) + query(d.Query) }

// Usual is the address at which the reader's browser chooses the language.
func (d *document) Usual() string { return d.Base + d.Path + query(d.Query) }

func query(raw string) string {
	if raw == "" {
		return ""
	}
	return "?" + raw
}

// Alternates lists the page in all languages; for a page without an address, the home page.
func (d *document) Alternates() []alternate {
	path := d.Path
	if path == "" {
		path = "/"
	}
	out := make([]alternate, 0, len(library.Languages))
	for _, l := range library.Languages {
		out = append(out, alternate{l, endonyms[l], under(l, path) + query(d.Query), l == d.Language})
	}
	return out
}

// territories of languages, as Open Graph names them: where a text in the language is most likely read here.
var localesOf = map[library.Language]string{
	"en": "en_GB", "fr": "fr_FR", "nl": "nl_NL", "pt": "pt_PT", "es": "es_ES", "ro": "ro_RO", "it": "it_IT", "pl": "pl_PL", "hr": "hr_HR",
}

// localeOf is a language as Open Graph names it; one that no page is in, with the territory where it is most spoken.
func localeOf(l library.Language) string {
	if known := localesOf[l]; known != "" {
		return known
	}
	tag := language.Make(string(l))
	base, _ := tag.Base()
	region, _ := tag.Region()
	return base.String() + "_" + region.String()
}

// Locale is the language of title and description, which is what link previews show.
func (d *document) Locale() string { return localeOf(cmp.Or(d.TextLanguage, d.Language)) }

// OtherLocales are the other languages that the text can be read in. A page of a practice stands in all nine, its words
// around the text translated and linked by hreflang, but a preview shows the text alone.
func (d *document) OtherLocales() []string {
	languages := d.TextLanguages
	if languages == nil {
		languages = library.Languages
	}
	var out []string
	for _, l := range languages {
		if other := localeOf(l); other != d.Locale() {
			out = append(out, other)
		}
	}
	return out
}
