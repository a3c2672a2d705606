package seed

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxYAML bounds what is given to the YAML parser, whose time grows with the square of brackets within brackets.
const maxYAML = 32 << 10

// yaml parses lines as one YAML mapping; the first of them stands on line first of the file. The file is read as a
// tree rather than into a struct, because that keeps the line of every value and finds all problems at once.
func (p *page) yaml(lines []string, first int) (*ast.MappingNode, bool) {
	text := strings.Repeat("\n", first-1) + strings.Join(lines, "\n") + "\n"
	if len(text) > maxYAML {
		p.wrong(first, "", "The fields take more than %d KB.", maxYAML>>10)
		return nil, false
	}
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		p.syntax(err, first)
		return nil, false
	}
	if len(file.Docs) == 1 {
		if m, ok := file.Docs[0].Body.(*ast.MappingNode); ok {
			return m, true
		}
	}
	p.wrong(first, "", "Here stand lines of the form “key: value”.")
	return nil, false
}

// syntax notes what the YAML parser stumbled on.
func (p *page) syntax(err error, line int) {
	message := "not readable"
	if e, ok := errors.AsType[yaml.Error](err); ok {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			line = max(line, t.Position.Line)
		}
	}
	p.wrong(line, "", "This is not valid YAML: %s.", message)
}

// value is a YAML value with its place in the file.
type value struct {
	page *page
	path string // "period.start", "sources[2].url"
	line int
	node ast.Node
}

func (v value) wrong(format string, args ...any) { v.page.wrong(v.line, v.path, format, args...) }

// isNull reports whether the value is absent or null.
func (v value) isNull() bool {
	if v.node == nil {
		return true
	}
	_, null := v.node.(*ast.NullNode)
	return null
}

// isEmpty reports whether the value is absent, null or a text without letters.
func (v value) isEmpty() bool {
	n, ok := v.node.(*ast.StringNode)
	return v.isNull() || ok && oneLine(n.Value) == ""
}

// text reads a text of one line; a line break in it is a space.
func (v value) text() string {
	switch n := v.node.(type) {
	case *ast.StringNode:
		return oneLine(n.Value)
	case *ast.LiteralNode:
		return oneLine(n.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		v.wrong("This is text; please put it in quotes: %q.", n.GetToken().Value)
		return ""
	}
	if !v.isNull() {
		v.wrong("This must be text.")
	}
	return ""
}

// oneLine joins lines and trims. It leaves no-break spaces alone, which French needs.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

// yes reads true or false.
func (v value) yes() bool {
	if n, ok := v.node.(*ast.BoolNode); ok {
		return n.Value
	}
	if !v.isNull() {
		v.wrong("This must be true or false.")
	}
	return false
}

// number reads a number.
func (v value) number() float64 {
	switch n := v.node.(type) {
	case *ast.FloatNode:
		return n.Value
	case *ast.IntegerNode:
		switch i := n.Value.(type) {
		case int64:
			return float64(i)
		case uint64:
			return float64(i)
		}
	}
	if !v.isNull() {
		v.wrong("This must be a number.")
	}
	return 0
}

// list reads the items of a list; null is an empty one.
func (v value) list() []value {
	n, ok := v.node.(*ast.SequenceNode)
	if !ok {
		if !v.isNull() {
			v.wrong("This must be a list.")
		}
		return nil
	}
	out := make([]value, 0, len(n.Values))
	for i, item := range n.Values {
		path, line := fmt.Sprintf("%s[%d]", v.path, i), lineOf(item, v.line)
		v.page.stands(path, line)
		out = append(out, value{v.page, path, line, item})
	}
	return out
}

func lineOf(n ast.Node, otherwise int) int {
	if n != nil {
		if t := n.GetToken(); t != nil && t.Position != nil {
			return t.Position.Line
		}
	}
	return otherwise
}
