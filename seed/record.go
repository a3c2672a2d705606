package seed

import (
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

var recordKeys = keys{
	"slug", "language", "territory", "place?", "organisations?", "themes", "transversal_issues?", "practice_types?",
	"target_groups?", "actor_types?", "scales?", "stages?", "tags?", "period", "confidence", "source_languages?",
	"sources", "published", "licence?", "visibility?",
}

// record reads one practice in its original language. Without a reference its keys are not looked up.
func (p *page) record(ref *library.Reference) *library.Record {
	lines, ok := p.text()
	if !ok {
		return nil
	}
	m, body, ok := p.frontMatter(lines, recordKeys)
	if !ok {
		return nil
	}
	m.nameOf("slug")
	slug := m.text("slug")
	if !library.IsSlug(slug) && slug != "" {
		m.get("slug").wrong("A slug is made of lower-case letters, digits and single hyphens.")
	}
	r := &library.Record{
		ID: PracticeID(slug), Slug: slug, Facts: m.facts(ref), Sources: m.get("sources").sources(),
		Published: m.get("published").day(),
	}
	words := body.words(m.get("language").language())
	r.Original = library.RecordText{
		Words: words, Origin: library.OriginOriginal, Hash: originalHash(&r.Facts, r.Sources, &words),
	}
	return r
}

var origins = map[string]library.Origin{
	"machine": library.OriginMachine, "human": library.OriginHuman, "machine-checked": library.OriginMachineChecked,
}

// translation reads one practice in a further language; slug and tag are those of the file's name.
func (p *page) translation(slug, tag string) *library.RecordText {
	lines, ok := p.text()
	if !ok {
		return nil
	}
	m, body, ok := p.frontMatter(lines, keys{"slug", "language", "origin"})
	if !ok {
		return nil
	}
	m.mustBe("slug", slug)
	m.mustBe("language", tag)
	origin := choice(m.get("origin"), origins, "machine, human, machine-checked")
	words := body.words(m.get("language").language())
	return &library.RecordText{Words: words, Origin: origin, Hash: translationHash(&words, origin)}
}

const fence = "---"

// frontMatter reads the fields between the two fences at the top of a file; the rest is its body.
func (p *page) frontMatter(lines []string, allowed keys) (mapping, *body, bool) {
	if lines[0] != fence {
		p.wrong(1, "", "The first line must be “---”, the fields below it.")
		return mapping{}, nil, false
	}
	for i, line := range lines[1:] {
		if line == fence {
			m, ok := p.top(lines[1:i+1], 2, allowed)
			return m, &body{page: p, lines: lines[i+2:], first: i + 3}, ok
		}
	}
	p.wrong(1, "", "The line “---” that ends the fields is missing.")
	return mapping{}, nil, false
}

// nameParts splits the name of a record: “fundao-mixin.pt-BR” is the practice fundao-mixin in Brazilian Portuguese.
func nameParts(stem string) (slug, tag string, translated bool) {
	return strings.Cut(stem, ".")
}
