package search

import (
	"strings"
)

// plainText takes the marks of Markdown off a text, so that neither they nor the addresses of links are found as
// words or shown as fragments. What looks odd is kept: a lost mark is better than a lost word.
func plainText(markdown string) string {
	var b strings.Builder
	b.Grow(len(markdown))
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		line = strings.TrimLeft(line, "#> \t")
		line = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(line, "- "), "* "), "+ ")
		if line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		writePlainLine(&b, line)
	}
	return b.String()
}

func writePlainLine(b *strings.Builder, line string) {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line):
			i++
			b.WriteByte(line[i])
		case c == '*' || c == '`' || c == '[' || c == '|':
		case c == '!' && i+1 < len(line) && line[i+1] == '[':
		case c == '_' && (i == 0 || i+1 == len(line) || line[i-1] == ' ' || line[i+1] == ' '):
		case c == ']':
			i += lengthOfTarget(line[i+1:])
		default:
			b.WriteByte(c)
		}
	}
}

// lengthOfTarget measures the (address) behind the words of a link; zero when there is none.
func lengthOfTarget(s string) int {
	if !strings.HasPrefix(s, "(") {
		return 0
	}
	return strings.IndexByte(s, ')') + 1
}
