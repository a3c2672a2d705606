package seed

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// The most characters that the words of a record may have: less than the library takes, so that whatever is too long
// is found here, with its line.
const (
	maxTitle   = 200
	maxSummary = 1500
	maxSection = 10000
)

// headings are the sections of a record in their order.
var headings = []string{
	"Challenge", "Approach", "Beneficiaries", "Results", "Lessons", "Conditions", "Resources", whyItEnded,
}

// whyItEnded is a heading of records that the library keeps as a field of its own.
const whyItEnded = "Why it ended"

// body is the part of a record below its fields: a title, a summary, sections.
type body struct {
	page  *page
	lines []string
	first int // the line of the file on which lines[0] stands
	next  int
}

// words reads the body. All that is wrong with it is noted on the page.
func (b *body) words(tag library.Language) library.Words {
	w := library.Words{Language: tag, Title: b.title(), Summary: b.summary()}
	order := -1
	for b.next < len(b.lines) {
		order = b.section(&w, order)
	}
	return w
}

func (b *body) line() int { return b.first + b.next }

func (b *body) title() string {
	for b.next < len(b.lines) && b.lines[b.next] == "" {
		b.next++
	}
	line := b.line()
	b.page.stands("title", line)
	heading := ""
	if b.next < len(b.lines) && isHeading(b.lines[b.next]) && !strings.HasPrefix(b.lines[b.next], "##") {
		heading = b.lines[b.next]
		b.next++
	}
	title, ok := strings.CutPrefix(heading, "# ")
	if !ok {
		b.page.wrong(line, "title", "A line “# Title” is missing below the fields.")
	}
	return b.bounded(line, "title", oneLine(title), maxTitle)
}

func (b *body) summary() string {
	at := b.line()
	b.page.stands("summary", at)
	blocks := b.blocks("summary")
	switch {
	case len(blocks) == 0:
		b.page.wrong(at, "summary", "The summary is missing below the title.")
		return ""
	case len(blocks) > 1 || blocks[0].list:
		b.page.wrong(blocks[len(blocks)-1].line, "summary", "The summary is one plain paragraph.")
	}
	return b.bounded(blocks[0].line, "summary", blocks[0].text, maxSummary)
}

// section reads one section and gives its place in the order, of which last is that of the section before.
func (b *body) section(w *library.Words, last int) int {
	line := b.line()
	heading, ok := strings.CutPrefix(b.lines[b.next], "## ")
	heading = oneLine(heading)
	order := slices.Index(headings, heading)
	b.next++
	switch {
	case !ok:
		b.page.wrong(line, "", "A section begins with two hashes and a space: “## Challenge”.")
	case order < 0:
		b.page.wrong(line, short(heading), "There is no such section.%s", didYouMean(heading, headings))
	case order == last:
		b.page.wrong(line, heading, "This section stands twice.")
	case order < last:
		b.page.wrong(line, heading, "This section must stand before “%s”.", headings[last])
	}
	b.fill(w, heading, line)
	return max(order, last)
}

func (b *body) fill(w *library.Words, heading string, line int) {
	text := markdown(b.blocks(heading))
	if text == "" {
		b.page.wrong(line, short(heading), "This section is empty; please leave it out.")
		return
	}
	if heading == whyItEnded {
		b.page.stands("end_reason", line)
		w.EndReason = b.bounded(line, heading, text, maxSummary)
		return
	}
	b.page.stands(fmt.Sprintf("sections[%d]", len(w.Sections)), line)
	kind := library.SectionKind(strings.ToUpper(heading))
	w.Sections = append(w.Sections, library.Section{Kind: kind, Markdown: b.bounded(line, heading, text, maxSection)})
}

func (b *body) bounded(line int, field, text string, most int) string {
	if utf8.RuneCountInString(text) > most {
		b.page.wrong(line, field, "This is longer than %d characters.", most)
	}
	return text
}
