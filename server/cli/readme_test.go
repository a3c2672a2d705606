package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeTables holds what the README lists against what there is, both ways: error codes, flags with their variables,
// commands and the targets of make.
func TestReadmeTables(t *testing.T) {
	readme := readText(t, "../../README.md")
	flags, codes := rowsOf(readme)

	var settable, runnable []string
	for _, s := range settings() {
		settable = append(settable, "--"+s.name+" "+s.env)
	}
	for _, c := range commands() {
		runnable = append(runnable, strings.Replace(c.name, "help", "server help", 1)) // as the sentence begins
	}
	sameWords(t, "flags", settable, flags)
	sameWords(t, "error codes", codesOfCode(t), codes)
	sameWords(t, "commands", runnable, quoted(regexp.MustCompile("`server help` lists the commands: (.*)").FindString(readme)))

	makefile := "\n" + readText(t, "../../Makefile")
	for _, used := range regexp.MustCompile("(?m)(?:^|`)make ([a-z-]+)").FindAllStringSubmatch(readme, -1) {
		if !strings.Contains(makefile, "\n"+used[1]+":") {
			t.Errorf("the README says make %s, which there is not", used[1])
		}
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rowsOf gives what stands in the first cells of the tables: flags with what stands in the second cell, and codes.
func rowsOf(readme string) (flags, codes []string) {
	code := regexp.MustCompile(`^[A-Z_]+$`)
	for line := range strings.Lines(readme) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for _, word := range quoted(cells[1]) {
			switch {
			case strings.HasPrefix(word, "--"):
				flags = append(flags, word+" "+strings.Join(quoted(cells[2]), " "))
			case code.MatchString(word):
				codes = append(codes, word)
			}
		}
	}
	return flags, codes
}

// quoted lists the words between backticks.
func quoted(text string) (words []string) {
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			words = append(words, part)
		}
	}
	return words
}

// codesOfCode reads the constants that are named as codes in every room that answers with one.
func codesOfCode(t *testing.T) (codes []string) {
	named := regexp.MustCompile(`^[cC]ode[A-Z]`)
	for _, room := range []string{"../library", "../auth", "../httpd", "../../graph", "../../graph/overhttp", "../../graph/view"} {
		files, err := filepath.Glob(room + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("there is no code in %s: %v", room, err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range constantsOf(parsed) {
				if named.MatchString(name) {
					codes = append(codes, text)
				}
			}
		}
	}
	return codes
}

// constantsOf gives the constants of a file that are plain text.
func constantsOf(file *ast.File) map[string]string {
	found := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, value := range spec.Values {
			if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil {
					found[spec.Names[i].Name] = text
				}
			}
		}
		return true
	})
	return found
}

// sameWords wants two lists to hold the same, in whatever order, and the README's nothing twice.
func sameWords(t *testing.T, what string, inCode, inReadme []string) {
	t.Helper()
	slices.Sort(inCode)
	slices.Sort(inReadme)
	if diff := cmp.Diff(slices.Compact(inCode), inReadme); diff != "" {
		t.Errorf("%s: - the code has, + the README says\n%s", what, diff)
	}
}
