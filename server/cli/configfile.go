package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFile bounds what is given to the YAML parser, whose time grows with the square of brackets within brackets.
const maxFile = 32 << 10

// readFile reads a configuration file. Every value in it is checked, also one that something else wins over. An error
// names the file, the line and the field.
func readFile(path string) (map[string]given, error) {
	content, err := readSmall(path)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, syntaxFailure(path, err)
	}
	values := map[string]given{}
	for i, doc := range file.Docs {
		fields, err := fieldsOf(path, doc.Body)
		if err == nil && i > 0 && len(fields) > 0 {
			err = fail(nil, "%s:%d: The file must hold one document.", path, lineOf(doc.Body))
		}
		if err != nil {
			return nil, err
		}
		for _, f := range fields {
			if err := f.read(path, values); err != nil {
				return nil, err
			}
		}
	}
	return values, nil
}

func readSmall(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fail(err, "The configuration file %s cannot be read: %s.", path, reason(err))
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fail(err, "The configuration file %s cannot be read: %s.", path, reason(err))
	}
	if len(content) > maxFile {
		return nil, fail(nil, "The configuration file %s is larger than %d KB.", path, maxFile>>10)
	}
	return content, nil
}

// reason is what the system says without the path, which stands in the sentence already.
func reason(err error) string {
	if at, ok := errors.AsType[*os.PathError](err); ok {
		return at.Err.Error()
	}
	return err.Error()
}

func syntaxFailure(path string, err error) error {
	line, message := 1, "it is not readable"
	if e, ok := errors.AsType[yaml.Error](err); ok {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
	}
	return fail(err, "%s:%d: This is not valid YAML: %s.", path, line, message)
}

// field is one line of the file.
type field struct {
	name  string
	line  int
	value ast.Node
}

func fieldsOf(path string, body ast.Node) ([]field, error) {
	switch n := body.(type) {
	case nil, *ast.NullNode, *ast.CommentGroupNode:
		return nil, nil // an empty file sets nothing
	case *ast.MappingNode:
		var out []field
		for _, v := range n.Values {
			out = append(out, fieldOf(v))
		}
		return out, nil
	default:
		return nil, fail(nil, "%s:%d: Here stand lines of the form “addr: 127.0.0.1:8080”.", path, lineOf(body))
	}
}

func fieldOf(v *ast.MappingValueNode) field {
	f := field{name: v.Key.String(), line: lineOf(v.Key), value: v.Value}
	if key, ok := v.Key.(*ast.StringNode); ok {
		f.name = key.Value
	}
	return f
}

// read checks a field and adds it to values.
func (f field) read(path string, values map[string]given) error {
	from := fmt.Sprintf("%s:%d: %s", path, f.line, shown(f.name))
	all := slices.DeleteFunc(settings(), func(s setting) bool { return s.name == nameOfFile })
	i := slices.IndexFunc(all, func(s setting) bool { return s.name == f.name })
	if i < 0 {
		return fail(nil, "%s: There is no such setting; there are %s.", from, namesOf(all))
	}
	value, ok := text(f.value)
	if all[i].takes == takesList {
		value, ok = listed(f.value)
	}
	if !ok {
		return fail(nil, "%s: This must be %s.", from, all[i].form())
	}
	if err := all[i].set(defaults(), value); err != nil {
		return fail(err, "%s: %s.", from, err)
	}
	values[f.name] = given{value, from}
	return nil
}

func namesOf(all []setting) string {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.name
	}
	return strings.Join(names, ", ")
}

// text gives a single value as it stands in the file.
func text(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// listed gives a list of texts with commas, and a single value as it stands.
func listed(n ast.Node) (string, bool) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return text(n)
	}
	items := make([]string, len(list.Values))
	for i, v := range list.Values {
		item, ok := v.(*ast.StringNode)
		if !ok {
			return "", false
		}
		items[i] = item.Value
	}
	return strings.Join(items, ","), true
}

func lineOf(n ast.Node) int {
	if n != nil {
		if t := n.GetToken(); t != nil && t.Position != nil {
			return t.Position.Line
		}
	}
	return 1
}
