package seed

import (
	"strconv"
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
	for _, refused := range library.RefusalsIn(err) {
		m.page.refused(m.join(fileField(refused.Field)), refused)
	}
}

// refused notes what the library says about a field, where that stands or else what is around it.
func (p *page) refused(path string, refusal *library.Error) {
	p.wrong(p.lineOf(path), path, "%s", refusal.Message)
	p.problems[len(p.problems)-1].Cause = refusal
}

// fileField turns the library's path of a field into the one that files use: sourceLanguages.0 is source_languages[0].
func fileField(path []string) string {
	var b strings.Builder
	for _, step := range path {
		if _, err := strconv.Atoi(step); err == nil {
			b.WriteString("[" + step + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		for _, r := range step {
			if unicode.IsUpper(r) {
				b.WriteByte('_')
			}
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
