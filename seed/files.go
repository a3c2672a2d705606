package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// errNothing is what a folder that holds no seed is answered with, so that a mistyped path is not an empty success.
var errNothing = errors.New("seed: there is nothing in practices/*.md, territories/*.yaml vocabularies/*.yaml or thesaurus/*.yaml")

// rawFile is one data file as it stands on disk.
type rawFile struct {
	name string // with its folder, as errors show it
	data []byte
}

// stem is the name without folder and ending.
func (f rawFile) stem() string {
	base := path.Base(f.name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// folders are the data files of a seed, each folder sorted by name.
type folders struct {
	vocabularies, thesaurus, territories, practices []rawFile
}

func readFolders(fsys fs.FS) (*folders, error) {
	var f folders
	for pattern, list := range map[string]*[]rawFile{
		"vocabularies/*.yaml": &f.vocabularies,
		"thesaurus/*.yaml":    &f.thesaurus,
		"territories/*.yaml":  &f.territories,
		"practices/*.md":      &f.practices,
	} {
		read, err := readAll(fsys, pattern)
		if err != nil {
			return nil, fmt.Errorf("seed: %w", err)
		}
		*list = read
	}
	if len(f.all()) == 0 {
		return nil, errNothing
	}
	return &f, nil
}

func readAll(fsys fs.FS, pattern string) ([]rawFile, error) {
	names, err := fs.Glob(fsys, pattern) // sorted
	if err != nil {
		return nil, err
	}
	out := make([]rawFile, 0, len(names))
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		out = append(out, rawFile{name, data})
	}
	return out, nil
}

func (f *folders) all() []rawFile {
	out := append([]rawFile(nil), f.vocabularies...)
	out = append(out, f.thesaurus...)
	out = append(out, f.territories...)
	return append(out, f.practices...)
}

// records counts the practices without their translations.
func (f *folders) records() int {
	n := 0
	for _, file := range f.practices {
		if _, _, translated := nameParts(file.stem()); !translated {
			n++
		}
	}
	return n
}

// formatVersion changes when the same files come to mean something else, so that they are parsed again.
const formatVersion = "weldi seed 1"

// hash covers the names and contents of all files.
func (f *folders) hash() string {
	d := newDigest(formatVersion)
	for _, file := range f.all() {
		d.add(file.name)
		sum := sha256.Sum256(file.data)
		d.add(hex.EncodeToString(sum[:]))
	}
	return d.sum()
}
