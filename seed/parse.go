package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// parsed is a bundle with the pages that it was read from.
type parsed struct {
	bundle library.Bundle
	// pages are those of the original records, by slug; translated those of their translations, by slug and language.
	pages, translated map[string]*page

	problems Problems
}

// parse reads all files and comes back with everything that is wrong with any of them.
func parse(raw *folders) (*parsed, error) {
	p := &parsed{bundle: library.Bundle{Name: Name, Hash: raw.hash()}, pages: map[string]*page{}, translated: map[string]*page{}}
	for _, f := range raw.vocabularies {
		pg := newPage(f)
		p.bundle.Concepts = append(p.bundle.Concepts, pg.vocabulary()...)
		p.take(pg)
	}
	p.thesaurus(raw.thesaurus)
	for _, f := range raw.territories {
		pg := newPage(f)
		if t := pg.territory(); t != nil {
			p.bundle.Territories = append(p.bundle.Territories, t)
		}
		p.take(pg)
	}
	p.records(raw.practices, p.reference())
	if len(p.problems) > 0 {
		p.problems.sort()
		return nil, slices.Compact(p.problems)
	}
	return p, nil
}

// thesaurus reads the files of the thesaurus, whose concepts refer to each other and to the vocabularies.
func (p *parsed) thesaurus(files []rawFile) {
	t := newThesaurus()
	var pages []*page
	for _, f := range files {
		pg := newPage(f)
		p.bundle.Concepts = append(p.bundle.Concepts, pg.thesaurus(t)...)
		pages = append(pages, pg)
	}
	t.check(p.bundle.Concepts)
	for _, pg := range pages {
		p.take(pg)
	}
}

func (p *parsed) take(pg *page) { p.problems = append(p.problems, pg.problems...) }

// reference is what records are held against; nil when it is broken itself, lest every record be found wrong.
func (p *parsed) reference() *library.Reference {
	if len(p.problems) > 0 {
		return nil
	}
	return library.NewReference(p.bundle.Concepts, p.bundle.Territories)
}

func (p *parsed) records(files []rawFile, ref *library.Reference) {
	var translations []rawFile
	at := map[string]int{} // where the record of a slug stands in the bundle
	for _, f := range files {
		if _, _, translated := nameParts(f.stem()); translated {
			translations = append(translations, f)
			continue
		}
		pg := newPage(f)
		p.pages[f.stem()] = pg
		if r := pg.record(ref); r != nil {
			at[f.stem()] = len(p.bundle.Records)
			p.bundle.Records = append(p.bundle.Records, *r)
		}
		p.take(pg)
	}
	for _, f := range translations {
		p.translation(f, at)
	}
}

func (p *parsed) translation(f rawFile, at map[string]int) {
	pg := newPage(f)
	defer func() { p.take(pg) }()
	p.translated[f.stem()] = pg
	slug, tag, _ := nameParts(f.stem())
	text := pg.translation(slug, tag)
	if p.pages[slug] == nil {
		pg.wrong(1, "slug", "There is no record practices/%s.md that this could be a translation of.", short(slug))
		return
	}
	i, ok := at[slug]
	if !ok || text == nil {
		return // noted already
	}
	r := &p.bundle.Records[i]
	if text.Words.Language == r.Original.Words.Language {
		pg.wrong(pg.lineOf("language"), "language", "The record itself is in “%s”.", text.Words.Language)
	}
	r.Translations = append(r.Translations, *text)
}

// locate turns what the library refuses about a record into problems of its files. Anything else stays what it is.
func (p *parsed) locate(err error) error {
	pg := p.pageOf(err)
	if pg == nil {
		return fmt.Errorf("seed: %w", err)
	}
	for _, refused := range library.RefusalsIn(err) {
		if len(refused.Field) == 0 {
			return fmt.Errorf("seed: %w", err)
		}
		file, path := p.fileOf(pg, refused.Field)
		file.refused(fileField(path), refused)
		p.problems = append(p.problems, file.problems[len(file.problems)-1])
	}
	p.problems.sort()
	return p.problems
}

// fileOf finds the file in which a field of a record stands, and its path there.
func (p *parsed) fileOf(original *page, path []string) (*page, []string) {
	if len(path) < 3 || path[0] != "translations" {
		return original, path
	}
	at := slices.IndexFunc(p.bundle.Records, func(r library.Record) bool { return r.Slug == original.stem() })
	i, err := strconv.Atoi(path[1])
	if at < 0 || err != nil || i >= len(p.bundle.Records[at].Translations) {
		return original, path
	}
	tag := p.bundle.Records[at].Translations[i].Words.Language
	if pg := p.translated[original.stem()+"."+string(tag)]; pg != nil {
		return pg, path[2:]
	}
	return original, path
}

// pageOf finds the record that the library names in an error, whose slug it cuts when that is long.
func (p *parsed) pageOf(err error) *page {
	rest, ok := strings.CutPrefix(err.Error(), "record ")
	if !ok {
		return nil
	}
	named, _, _ := strings.Cut(rest, ": ")
	start, cut := strings.CutSuffix(named, "…")
	for slug, pg := range p.pages {
		if slug == named || cut && strings.HasPrefix(slug, start) {
			return pg
		}
	}
	return nil
}
