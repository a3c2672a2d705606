package seed

import (
	"errors"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/weldi-network/practice-library/server/library"
)

// fields reads a file that is YAML from top to end.
func (p *page) fields(allowed keys) (mapping, bool) {
	lines, ok := p.text()
	if !ok {
		return mapping{}, false
	}
	return p.top(lines, 1, allowed)
}

func (p *page) top(lines []string, first int, allowed keys) (mapping, bool) {
	node, ok := p.yaml(lines, first)
	if !ok {
		return mapping{}, false
	}
	return value{page: p, line: first, node: ast.Node(node)}.mapping(allowed), true
}

// nameOf holds a field against the name of the file.
func (m mapping) nameOf(key string) {
	m.mustBe(key, m.page.stem())
}

// mustBe holds a field against what the name of the file says it is.
func (m mapping) mustBe(key, name string) {
	if typed := m.text(key); typed != "" && typed != name {
		m.get(key).wrong("“%s” differs from “%s” in the name of the file.", short(typed), short(name))
	}
}

// check notes what the library refuses about the mapping, unless something has been noted already: the library would
// only say it again.
func (m mapping) check(err error) {
	if err == nil || len(m.page.problems) > m.before {
		return
	}
	at := m.value
	if refused, ok := errors.AsType[*library.Error](err); ok && len(refused.Field) > 0 {
		at = m.get(fileField(refused.Field))
	}
	m.page.problems = append(m.page.problems, Problem{m.page.name, at.line, at.path, err.Error(), err})
}

// fileField turns the library's name of a field into the name that files use: sourceLanguages is source_languages.
func fileField(path []string) string {
	var b strings.Builder
	for _, r := range strings.Join(path, ".") {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
