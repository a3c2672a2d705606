package search

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long a fragment is, in bytes, and how much of it stands before its first word.
const (
	fragmentLength = 160
	fragmentLead   = 40
)

// fragments cuts the pieces of a text in which words are marked, up to a number.
func (n *needles) fragments(text string, most int) []string {
	var out []string
	var current *fragment
	n.eachMark(text, func(start, end int) bool {
		if current != nil && end <= current.end {
			current.mark(start, end)
			return true
		}
		if current != nil {
			out = append(out, current.close())
			current = nil
		}
		if len(out) == most {
			return false
		}
		current = newFragment(text, start, end)
		return true
	})
	if current != nil {
		out = append(out, current.close())
	}
	return out
}

// fragment is one piece of a text on its way to being marked up.
type fragment struct {
	text       string
	start, end int
	at         int // everything before is written
	html       strings.Builder
}

func newFragment(text string, start, end int) *fragment {
	f := &fragment{text: text}
	f.start, f.end = fragmentAround(text, start)
	f.end = max(f.end, end)
	f.at = f.start
	if f.start > 0 {
		f.html.WriteString("…")
	}
	f.mark(start, end)
	return f
}

// mark puts one word into <mark>.
func (f *fragment) mark(start, end int) {
	f.html.WriteString(escape(f.text[f.at:start]))
	f.html.WriteString("<mark>")
	f.html.WriteString(escape(f.text[start:end]))
	f.html.WriteString("</mark>")
	f.at = end
}

func (f *fragment) close() string {
	f.html.WriteString(escape(f.text[f.at:f.end]))
	if f.end < len(f.text) {
		f.html.WriteString("…")
	}
	return f.html.String()
}

// fragmentAround finds the borders of a fragment around a word: the whole text when it is short, else pieces that begin
// and end between words.
func fragmentAround(text string, word int) (start, end int) {
	if len(text) <= fragmentLength*3/2 {
		return 0, len(text)
	}
	start = max(0, word-fragmentLead)
	if start > 0 {
		start = afterBorder(text, start, word)
	}
	end = min(len(text), start+fragmentLength)
	if end < len(text) {
		end = beforeBorder(text, end, word)
	}
	return start, end
}

// afterBorder moves on to the first word that begins behind i, but not beyond the last.
func afterBorder(text string, i, last int) int {
	if space := strings.IndexFunc(text[i:last], unicode.IsSpace); space >= 0 {
		_, size := utf8.DecodeRuneInString(text[i+space:])
		return i + space + size
	}
	return runeBorder(text, i)
}

// beforeBorder moves back to the end of the last word that ends before i, but not before the first.
func beforeBorder(text string, i, first int) int {
	i = runeBorder(text, i)
	if space := strings.LastIndexFunc(text[first:i], unicode.IsSpace); space > 0 {
		return first + space
	}
	return i
}

func runeBorder(text string, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}

var lineEnds = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")

func escape(s string) string {
	if strings.ContainsAny(s, "\r\n\t") {
		s = lineEnds.Replace(s)
	}
	return html.EscapeString(s)
}
