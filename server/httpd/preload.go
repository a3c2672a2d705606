package httpd

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"github.com/weldi-network/practice-library/server/library"
)

// manifestFile is the build's own account of the client's files.
const manifestFile = ".manifest.json"

// chunk is one file of the client's build, with the files that it needs at once.
type chunk struct {
	File    string
	Imports []string
	CSS     []string
}

// preloads are what the browser is told to fetch soon, because the client's first script will ask for it: what every page
// starts with, the words of the reader's language, those that every page but home needs besides, and the page.
type preloads struct {
	start          []preload
	words, further map[library.Language][]preload
	pages          map[string][]preload
}

// preload is one file, and whether it is a script or a style sheet.
type preload struct {
	Path    string
	IsStyle bool
}

// startSource is what the client begins with once the served text has been painted.
const startSource = "src/start/begin.ts"

var pageSource = regexp.MustCompile(`^src/pages/([\w-]+)/\w+Page\.svelte$`)

// readPreloads reads the manifest; a client that has none is served without.
func readPreloads(fsys fs.FS) (*preloads, error) {
	raw, err := fs.ReadFile(fsys, manifestFile)
	if err != nil {
		return &preloads{}, nil //nolint:nilerr // only the build's own client has one
	}
	chunks := map[string]chunk{}
	if err := json.Unmarshal(raw, &chunks); err != nil {
		return nil, fmt.Errorf("httpd: the client's manifest: %w", err)
	}
	p := &preloads{words: map[library.Language][]preload{}, further: map[library.Language][]preload{}, pages: map[string][]preload{}}
	there := needed(chunks, "index.html", nil) // the page names these itself
	p.start = without(needed(chunks, startSource, nil), there)
	there = append(there, p.start...)
	for _, l := range library.Languages {
		p.words[l] = without(needed(chunks, "src/messages/"+string(l)+".ts", nil), there)
		p.further[l] = without(needed(chunks, "src/messages/further/"+string(l)+".ts", nil), there)
	}
	for name := range chunks {
		if m := pageSource.FindStringSubmatch(name); m != nil {
			p.pages[m[1]] = without(needed(chunks, name, nil), there)
		}
	}
	return p, nil
}

// needed adds a chunk and all that it needs at once.
func needed(chunks map[string]chunk, name string, have []preload) []preload {
	c, ok := chunks[name]
	if !ok || slices.Contains(have, preload{"/" + c.File, false}) {
		return have
	}
	have = append(have, preload{"/" + c.File, false})
	for _, css := range c.CSS {
		if p := (preload{"/" + css, true}); !slices.Contains(have, p) {
			have = append(have, p)
		}
	}
	for _, imported := range c.Imports {
		have = needed(chunks, imported, have)
	}
	return have
}

func without(list, others []preload) []preload {
	return slices.DeleteFunc(list, func(p preload) bool { return slices.Contains(others, p) })
}

// of is what one document needs.
func (p *preloads) of(l library.Language, page string) []preload {
	words := p.words[l]
	if page != "home" {
		words = slices.Concat(words, p.further[l])
	}
	return slices.Concat(p.start, words, p.pages[page])
}
