// Package seed fills a library with what is there on day one: the data files beside this one, brought in through the
// library's own use-cases.
//
// Files that say something wrong change nothing. Every error names the file, the line and the field.
package seed

import (
	"context"
	"embed"
	"io/fs"

	"github.com/weldi-network/practice-library/server/library"
)

// Name is the name of the bundle that the seed comes in as.
const Name = "seed"

//go:embed practices/*.md territories/*.yaml vocabularies/*.yaml thesaurus/*.yaml
var files embed.FS

// Files are the data files that this program carries, as Parse and LoadFS take them.
func Files() fs.FS { return files }

// Load brings the seed that this program carries into lib. A library that holds it already is left as it is.
func Load(ctx context.Context, lib *library.Library) (library.Imported, error) {
	return LoadFS(ctx, lib, files)
}

// LoadFS brings the folders practices, territories and vocabularies of fsys into lib, all of it or nothing. Files that
// have not changed since the last time are not even parsed. What is wrong with them comes as Problems.
func LoadFS(ctx context.Context, lib *library.Library, fsys fs.FS) (library.Imported, error) {
	raw, err := readFolders(fsys)
	if err != nil {
		return library.Imported{}, err
	}
	if lib.BundleHash(Name) == raw.hash() {
		return library.Imported{Unchanged: raw.records()}, nil
	}
	p, err := parse(raw)
	if err != nil {
		return library.Imported{}, err
	}
	counts, err := lib.Import(ctx, library.Operator(), p.bundle)
	if err != nil {
		return library.Imported{}, p.locate(err)
	}
	return counts, nil
}

// Parse reads a seed without importing it. What is wrong with its files comes as Problems.
func Parse(fsys fs.FS) (library.Bundle, error) {
	raw, err := readFolders(fsys)
	if err != nil {
		return library.Bundle{}, err
	}
	p, err := parse(raw)
	if err != nil {
		return library.Bundle{}, err
	}
	return p.bundle, nil
}
