package seed

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFile bounds a data file; the longest today has 7 KB.
const maxFile = 256 << 10

// page is one data file while it is read: it collects what is wrong and remembers where each field stands.
type page struct {
	rawFile
	last     int // its last line
	lines    map[string]int
	problems Problems
}

func newPage(f rawFile) *page {
	last := bytes.Count(bytes.TrimSuffix(f.data, []byte("\n")), []byte("\n")) + 1
	return &page{rawFile: f, last: last, lines: map[string]int{}}
}

// wrong notes a problem; what is missing below the last line is missed there.
func (p *page) wrong(line int, field, format string, args ...any) {
	p.problems = append(p.problems, Problem{
		File: p.name, Line: min(line, p.last), Field: places.ReplaceAllString(field, ""), Message: fmt.Sprintf(format, args...),
	})
}

// places are those of items in their lists. Whoever reads a problem has the line instead.
var places = regexp.MustCompile(`\[[0-9]+\]`)

// ok reports whether nothing is wrong so far.
func (p *page) ok() bool { return len(p.problems) == 0 }

// stands notes where a field stands.
func (p *page) stands(field string, line int) { p.lines[field] = line }

// lineOf finds a field, or else the nearest one around it, or else the top of the file.
func (p *page) lineOf(field string) int {
	for f := field; f != ""; {
		if line, ok := p.lines[f]; ok {
			return line
		}
		f = f[:max(strings.LastIndexAny(f, ".["), 0)]
	}
	return 1
}

// text gives the file's lines without byte order mark, carriage returns and trailing spaces. It reports false, and
// notes why, for a file that is not plain text.
func (p *page) text() ([]string, bool) {
	if len(p.data) > maxFile {
		p.wrong(1, "", "The file is larger than %d KB.", maxFile>>10)
		return nil, false
	}
	data := bytes.TrimPrefix(p.data, []byte("\uFEFF"))
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
		p.checkCharacters(i+1, lines[i])
	}
	return lines, p.ok()
}

// checkCharacters notes what no text of the library holds, where it stands rather than in which field.
func (p *page) checkCharacters(line int, s string) {
	if !utf8.ValidString(s) {
		p.wrong(line, "", "This line is not valid UTF-8.")
		return
	}
	if i := strings.IndexFunc(s, isForbidden); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		p.wrong(line, "", "The character %U is not allowed.", r)
	}
}

// isForbidden finds control characters, tabs within a line, and the marks that turn the direction of text around.
func isForbidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF || r == utf8.RuneError
}
