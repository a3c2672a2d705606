package search

import (
	"embed"
	"fmt"
	"strings"
)

// stemFiles hold, for a language each, the words that its stemmer takes for others. They are for people who know the
// language to edit; a change of them needs a new formatVersion.
//
//go:embed stems
var stemFiles embed.FS

// ownStems reads the exceptions of a language: the stem of each form, folded. A language without a file has none.
func ownStems(tag string) (map[string]string, error) {
	content, err := stemFiles.ReadFile("stems/" + tag + ".txt")
	if err != nil {
		return nil, nil //nolint:nilerr // there is no such file
	}
	stems := map[string]string{}
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		stem, forms, found := strings.Cut(line, ":")
		if !found {
			return nil, fmt.Errorf("search: stems/%s.txt: a line without a colon: %s", tag, line)
		}
		for _, form := range strings.Fields(forms) {
			stems[fold(form)] = fold(strings.TrimSpace(stem))
		}
	}
	return stems, nil
}
