package seed

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// parsed is a bundle with the pages that it was read from.
type parsed struct {
	bundle library.Bundle
	// pages are those of the original records, by slug.
	pages    map[string]*page
	problems Problems
}

// parse reads all files and comes back with everything that is wrong with any of them.
func parse(raw *folders) (*parsed, error) {
	p := &parsed{bundle: library.Bundle{Name: Name, Hash: raw.hash()}, pages: map[string]*page{}}
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

// locate turns what the library refuses about a record into a problem of its file. Anything else stays what it is.
func (p *parsed) locate(err error) error {
	refused, ok := errors.AsType[*library.Error](err)
	pg := p.pageOf(err)
	if !ok || pg == nil || len(refused.Field) == 0 {
		return fmt.Errorf("seed: %w", err)
	}
	field := fileField(refused.Field)
	return Problems{{pg.name, pg.lineOf(field), field, refused.Message, err}}
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
