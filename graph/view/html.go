package view

import (
	"bytes"
	"html"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// renderer leaves raw HTML out, and policy lets through what a text needs and nothing that runs, loads or styles: two
// fences, since one of them will have a hole one day.
var (
	renderer = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	policy   = newPolicy()
)

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "li",
		"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return p
}

// MarkdownHTML renders CommonMark as safe HTML.
func MarkdownHTML(source string) string {
	var out bytes.Buffer
	if err := renderer.Convert([]byte(source), &out); err != nil {
		return plainHTML(source)
	}
	return strings.TrimSpace(policy.Sanitize(out.String()))
}

// plainHTML shows plain text inline, so that it fits into a heading as well: escaped, its line breaks kept.
func plainHTML(source string) string {
	return strings.ReplaceAll(html.EscapeString(strings.TrimSpace(source)), "\n", "<br>")
}
