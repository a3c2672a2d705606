package overhttp

import "github.com/vektah/gqlparser/v2/gqlerror"

// checkJSON bounds the variables from their text, whatever types they are meant for: a custom scalar takes any
// JSON. The text is known to be valid, or empty. The object that holds the variables is level zero.
func (l Limits) checkJSON(text []byte) *gqlerror.Error {
	depth, values, items := 0, 0, []int{0}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfString(text, i)
		case '{', '[':
			if depth++; depth > l.ValueDepth+1 {
				return newError(CodeBadVariables, "The variables are nested more than %d levels deep.", l.ValueDepth)
			}
			items = append(items, 1)
		case '}', ']':
			depth--
			items = items[:len(items)-1]
		case ',':
			values++
			if items[depth]++; items[depth] > l.ListItems {
				return newError(CodeBadVariables, "A list or object in the variables has more than %d items.", l.ListItems)
			}
			if values > l.Values {
				return newError(CodeBadVariables, "The variables hold more than %d values.", l.Values)
			}
		}
	}
	return nil
}

// deepestJSON is how deep encoding/json reads.
const deepestJSON = 10_000

// tooDeepForJSON reports whether a text that encoding/json does not take is nested more deeply than it reads. The text
// may be anything.
func tooDeepForJSON(text []byte) bool {
	depth := 0
	for i := 0; i < len(text) && depth <= deepestJSON; i++ {
		switch text[i] {
		case '"':
			i = endOfString(text, i)
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
	}
	return depth > deepestJSON
}

// endOfString finds the closing quote of the string that opens at i.
func endOfString(text []byte, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}
