package httpd

import (
	"bytes"
	"embed"
	"errors"
	"html/template"

	"github.com/weldi-network/practice-library/server/library"
)

//go:embed templates
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// shell is the client's own page, taken apart where the server writes into it: the tag that says its language, the
// head between two comments, and the text that stands in for the client until its scripts run.
type shell struct{ beforeLanguage, beforeHead, beforeText, rest []byte }

// The places in the client's page.
const (
	languagePlace = `<html lang="en">`
	headBegin     = "<!--head-->"
	headEnd       = "<!--/head-->"
	textPlace     = "<!--text-->"
)

var errNoPlace = errors.New("httpd: the client's page has no place for what the server writes: it must hold " +
	languagePlace + ", " + headBegin + " … " + headEnd + " and " + textPlace)

func newShell(page []byte) (*shell, error) {
	beforeLanguage, page, ok1 := bytes.Cut(page, []byte(languagePlace))
	beforeHead, page, ok2 := bytes.Cut(page, []byte(headBegin))
	_, page, ok3 := bytes.Cut(page, []byte(headEnd))
	beforeText, rest, ok4 := bytes.Cut(page, []byte(textPlace))
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil, errNoPlace
	}
	return &shell{beforeLanguage, beforeHead, beforeText, rest}, nil
}

// document is one page as the server writes it.
type document struct {
	*reader
	Title, Description string
	// Path is the address that the page has in every language, without the language; empty for one that has none. Query
	// belongs to it.
	Path, Query string
	// Kind is what Open Graph calls the page.
	Kind string
	// Template names the text's template, Text is what it is filled with.
	Template string
	Text     any
	// Searched are the words of the search, Kept the other fields that the search form sends along.
	Searched string
	Kept     []field
}

// fill writes a document into the shell.
func (s *shell) fill(d *document) []byte {
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
