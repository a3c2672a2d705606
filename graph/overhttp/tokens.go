package overhttp

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
)

// scan bounds the text of a document before it is parsed: length, tokens, names, and brackets of any kind open at
// once, since the parser goes one call deeper with each. It returns the number of tokens. A text that breaks the
// grammar passes: the parser finds the same fault and words it better.
func (l Limits) scan(query string) (int, *gqlerror.Error) {
	if len(query) > l.QueryBytes {
		return 0, newError(CodeQueryTooLarge, "The query is longer than %d KiB.", l.QueryBytes>>10)
	}
	// Fields, inline fragments between them, and one value.
	maxOpen := 2*l.Depth + l.ValueDepth + 2
	lex := lexer.New(&ast.Source{Input: query})
	count, open := 0, 0
	for token, err := lex.ReadToken(); err == nil && token.Kind != lexer.EOF; token, err = lex.ReadToken() {
		if count++; count > l.Tokens {
			return count, newError(CodeQueryTooLarge, "The query has more than %d words and signs.", l.Tokens)
		}
		switch token.Kind {
		case lexer.BraceL, lexer.BracketL, lexer.ParenL:
			if open++; open > maxOpen {
				return count, at(&token.Pos, newError(CodeQueryTooDeep, "The query is nested too deeply."))
			}
		case lexer.BraceR, lexer.BracketR, lexer.ParenR:
			open--
		case lexer.Name:
			if len(token.Value) > l.NameLength {
				return count, at(&token.Pos, newError(CodeQueryTooLarge, "A name in the query is longer than %d characters.", l.NameLength))
			}
		default: // signs and values open nothing
		}
	}
	return count, nil
}
