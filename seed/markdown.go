package seed

import (
	"regexp"
	"strings"
)

// block is a paragraph or one item of a list, as one line of text: where its lines were wrapped says nothing.
type block struct {
	text string
	list bool
	line int
}

// blocks reads paragraphs and list items up to the next heading or the end; what else Markdown knows is noted as a
// problem of field.
func (b *body) blocks(field string) []block {
	var out []block
	open := false // whether a line of text goes on with the block before it
	for ; b.next < len(b.lines) && !isHeading(b.lines[b.next]); b.next++ {
		line := b.lines[b.next]
		item, isItem := strings.CutPrefix(line, "- ")
		b.checkMarkup(field, line, open && !isItem)
		switch {
		case line == "":
			open = false
		case isItem:
			out = append(out, block{oneLine(item), true, b.line()})
			open = true
		case open:
			out[len(out)-1].text += " " + oneLine(line)
		default:
			out = append(out, block{oneLine(line), false, b.line()})
			open = true
		}
	}
	return out
}

func isHeading(line string) bool { return strings.HasPrefix(line, "#") }

// markdown writes blocks with a blank line between them, but none within a list.
func markdown(blocks []block) string {
	var out strings.Builder
	for i, b := range blocks {
		switch {
		case i > 0 && b.list && blocks[i-1].list:
			out.WriteString("\n")
		case i > 0:
			out.WriteString("\n\n")
		}
		if b.list {
			out.WriteString("- ")
		}
		out.WriteString(b.text)
	}
	return out.String()
}

var (
	// otherBlock finds quotations, other lists, tables, code, rules and lists within lists.
	otherBlock = regexp.MustCompile("^(>|[*+] |\\||```|~~~|[-=]+$|[*_]{3,}$|[ \t]+- )")
	// numbered finds a numbered list, which only a new block can begin with: “2019.” may also end a sentence.
	numbered = regexp.MustCompile(`^[0-9]{1,9}[.)] `)
	// inline finds links, images and HTML.
	inline = regexp.MustCompile(`\]\(|\]\[|<[A-Za-z/!?]`)
)

func (b *body) checkMarkup(field, line string, goesOn bool) {
	switch {
	case otherBlock.MatchString(line), !goesOn && (numbered.MatchString(line) || strings.HasPrefix(line, " ")):
		b.page.wrong(b.line(), field, "Only paragraphs and lists with “- ” can stand here.")
	case inline.MatchString(line):
		b.page.wrong(b.line(), field, "Links, images and HTML cannot stand here.")
	}
}
