package overhttp

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/weldi-network/practice-library/graph/recent"
)

// tokenBytes is what one token costs in memory once it is parsed, measured on documents made of short fields.
const tokenBytes = 300

// known remembers documents that passed. It is bounded by memory, not by number: a thousand of the largest documents
// would take a gigabyte.
type known struct {
	documents *recent.Memory[string, *ast.QueryDocument]
}

func newKnown(limit int) *known { return &known{recent.New[string, *ast.QueryDocument](limit)} }

func (k *known) get(query string) *ast.QueryDocument {
	doc, _ := k.documents.Get(query)
	return doc
}

func (k *known) add(query string, doc *ast.QueryDocument, tokens int) {
	k.documents.Add(query, doc, len(query)+tokens*tokenBytes)
}
