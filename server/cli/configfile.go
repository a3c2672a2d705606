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
		return nil, fail(err, "The configuration file %s.", err)
	}
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, fail(err, "%s.", notYAML(path, err))
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

// readSmall reads a file that is not too large for the parser. An error begins with its path.
func readSmall(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %s", shown(path), reason(err))
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %s", shown(path), reason(err))
	}
	if len(content) > maxFile {
		return nil, fmt.Errorf("%s is larger than %d KB", shown(path), maxFile>>10)
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

// notYAML says where and why a file could not be parsed.
func notYAML(path string, err error) string {
	line, message := 1, "it is not readable"
	if e, ok := errors.AsType[yaml.Error](err); ok {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
	}
	return fmt.Sprintf("%s:%d: This is not valid YAML: %s", path, line, message)
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
	from := f.from(path, f.line)
	all := slices.DeleteFunc(settings(), func(s setting) bool { return s.name == nameOfFile })
	i := slices.IndexFunc(all, func(s setting) bool { return s.name == f.name })
	if i < 0 {
		return fail(nil, "%s: There is no such setting; there are %s.", from, namesOf(all))
	}
	items, ok := f.items(all[i])
	if !ok {
		line := slices.Concat([]item{{line: f.line}}, items)[len(items)].line
		return fail(nil, "%s: This must be %s.", f.from(path, line), all[i].form())
	}
	value := joined(items)
	if err := all[i].set(defaults(), value); err != nil {
		return fail(err, "%s: %s.", f.from(path, guilty(all[i], items, err, f.line)), err)
	}
	values[f.name] = given{value, from}
	return nil
}

// items gives the single value of a field, or what it lists where the setting takes that.
func (f field) items(s setting) ([]item, bool) {
	if value, ok := text(f.value); ok || s.takes != takesList {
		return []item{{f.line, value}}, ok
	}
	return listed(f.value)
}

func (f field) from(path string, line int) string {
	return fmt.Sprintf("%s:%d: %s", path, line, shown(f.name))
}

// guilty gives the line of the item that a setting refuses alone as it refuses all of them, or the line of the field.
func guilty(s setting, items []item, refusal error, line int) int {
	for _, it := range items {
		if err := s.set(defaults(), it.text); err != nil && err.Error() == refusal.Error() {
			return it.line
		}
	}
	return line
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

// item is one of a list, or a single value.
type item struct {
	line int
	text string
}

// listed gives the texts of a list; when one is none, false and the items up to it.
func listed(n ast.Node) ([]item, bool) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, false
	}
	var items []item
	for _, v := range list.Values {
		it := item{line: lineOf(v)}
		s, ok := v.(*ast.StringNode)
		if !ok {
			return append(items, it), false
		}
		it.text = s.Value
		items = append(items, it)
	}
	return items, true
}

func joined(items []item) string {
	texts := make([]string, len(items))
	for i, it := range items {
		texts[i] = it.text
	}
	return strings.Join(texts, ",")
}

func lineOf(n ast.Node) int {
	if n != nil {
		if t := n.GetToken(); t != nil && t.Position != nil {
			return t.Position.Line
		}
	}
	return 1
}
