package seed

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// mapping is a YAML mapping whose keys have been checked.
type mapping struct {
	value
	fields map[string]value
	// before counts the problems that had been noted when its reading began.
	before int
}

// keys are the keys that a mapping may have; one that ends in "?" may be left out or null.
type keys []string

func (k keys) names() []string {
	out := make([]string, len(k))
	for i, name := range k {
		out[i] = strings.TrimSuffix(name, "?")
	}
	return out
}

// mapping reads the value as a mapping and notes unknown and missing keys.
func (v value) mapping(allowed keys) mapping {
	m := mapping{v, map[string]value{}, len(v.page.problems)}
	n, ok := v.node.(*ast.MappingNode)
	if !ok {
		if !v.isNull() {
			v.wrong("This must be a block of “key: value” lines.")
		}
		return m
	}
	m.read(n, allowed.names())
	for _, key := range allowed {
		if !strings.HasSuffix(key, "?") && m.get(key).isEmpty() {
			m.get(key).wrong("This field is missing.")
		}
	}
	return m
}

func (m mapping) read(n *ast.MappingNode, names []string) {
	for _, pair := range n.Values {
		line := lineOf(pair.Key, m.line)
		key, ok := pair.Key.(*ast.StringNode)
		switch {
		case !ok:
			m.page.wrong(line, m.path, "A key must be a plain word.")
		case !slices.Contains(names, key.Value):
			m.page.wrong(line, m.join(short(key.Value)), "There is no such field.%s", didYouMean(key.Value, names))
		default:
			path := m.join(key.Value)
			m.page.stands(path, line)
			m.fields[key.Value] = value{m.page, path, line, pair.Value}
		}
	}
}

func (m mapping) join(key string) string {
	if m.path == "" {
		return key
	}
	return m.path + "." + key
}

// get gives a field; one that is absent reads as null and stands where its mapping does.
func (m mapping) get(key string) value {
	if v, ok := m.fields[key]; ok {
		return v
	}
	return value{m.page, m.join(key), m.line, nil}
}

func (m mapping) text(key string) string { return m.get(key).text() }
