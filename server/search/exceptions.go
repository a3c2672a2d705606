package search

import (
	"embed"
	"fmt"
	"strings"
)

// stemFiles hold, for a language each, the words that its stemmer takes for others; stopFiles the words that say nothing
// by themselves and that its list lacks. They are for people who know the language to edit; a change of them needs a new
// formatVersion.
//
//go:embed stems
var stemFiles embed.FS

//go:embed stops
var stopFiles embed.FS

// ownStems reads the exceptions of a language: the stem of each form, folded. A language without a file has none.
func ownStems(tag string) (map[string]string, error) {
	stems := map[string]string{}
	for _, line := range linesOf(stemFiles, "stems/"+tag+".txt") {
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

// ownStops reads the further stop words of a language. A language without a file has none.
func ownStops(tag string) (words []string) {
	for _, line := range linesOf(stopFiles, "stops/"+tag+".txt") {
		words = append(words, strings.Fields(line)...)
	}
	return words
}

// linesOf gives what a file says, without its remarks; nothing where there is no such file.
func linesOf(files embed.FS, path string) (lines []string) {
	content, err := files.ReadFile(path)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}
