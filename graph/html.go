package graph

import "github.com/weldi-network/practice-library/graph/view"

// MarkdownHTML renders CommonMark as the API serves it: HTML that runs, loads and styles nothing.
func MarkdownHTML(source string) string { return view.MarkdownHTML(source) }
