package search

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/weldi-network/practice-library/server/library"
)

// maxTitleOrders bounds how many orders by title are kept: one for each list of languages that readers ask for.
const maxTitleOrders = 16

// titleOrders holds orders by title. Each belongs to one list of languages, for that list decides which title of a
// practice a reader sees and by which language's rules it is sorted. They are made when first asked for and kept up
// to date from then on.
type titleOrders struct {
	mu     sync.Mutex // among readers, who hold the index for reading and may all want to add an order
	orders []*titleOrder
	clock  uint64
}

type titleOrder struct {
	order[string]
	name      string // the languages it is for
	languages []library.Language
	keys      []string // collation key by ordinal
	collator  *collate.Collator
	buffer    collate.Buffer
	lastUse   uint64
}

// of finds or makes the order for a list of languages.
func (t *titleOrders) of(s *shelf, languages []library.Language) *titleOrder {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clock++
	name := titleOrderName(languages)
	for _, have := range t.orders {
		if have.name == name {
			have.lastUse = t.clock
			return have
		}
	}
	made := newTitleOrder(s, name, languages)
	made.lastUse = t.clock
	if len(t.orders) >= maxTitleOrders {
		t.dropOldest()
	}
	t.orders = append(t.orders, made)
	return made
}

func titleOrderName(languages []library.Language) string {
	var name strings.Builder
	for i, tag := range languages {
		if !slices.Contains(languages[:i], tag) {
			name.WriteString(string(tag))
			name.WriteByte(' ')
		}
	}
	return name.String()
}

func (t *titleOrders) dropOldest() {
	oldest := 0
	for i, o := range t.orders {
		if o.lastUse < t.orders[oldest].lastUse {
			oldest = i
		}
	}
	t.orders = slices.Delete(t.orders, oldest, oldest+1)
}

func newTitleOrder(s *shelf, name string, languages []library.Language) *titleOrder {
	t := &titleOrder{name: name, languages: slices.Clone(languages), collator: collate.New(collationLanguage(languages))}
	t.order = order[string]{
		key:     func(o ordinal) string { return t.keys[o] },
		compare: strings.Compare,
		id:      s.id,
	}
	everyone := make([]ordinal, 0, s.size())
	each(s.live, func(o ordinal) { everyone = append(everyone, o) })
	t.insert(s, everyone)
	return t
}

// collationLanguage is the first language asked for, else English. A tag that nobody has rules for sorts by the root
// rules, which collate.New sees to.
func collationLanguage(languages []library.Language) language.Tag {
	if len(languages) == 0 {
		return language.English
	}
	return language.Make(string(languages[0]))
}

func (t *titleOrder) insert(s *shelf, added []ordinal) {
	for _, o := range added {
		for int(o) >= len(t.keys) {
			t.keys = append(t.keys, "")
		}
		t.keys[o] = string(t.collator.KeyFromString(&t.buffer, sortedAs(s.cards[o].Title(t.languages).Value)))
		t.buffer.Reset()
	}
	t.order.insert(added)
}

// sortedAs is a title from its first letter or digit on: quotation marks and brackets before it do not decide where it
// stands. A title that has neither stays as it is.
func sortedAs(title string) string {
	start := strings.IndexFunc(title, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
	return title[max(start, 0):]
}

// insert and remove are called by the writer, who has the index to himself.
func (t *titleOrders) insert(s *shelf, added []ordinal) {
	for _, o := range t.orders {
		o.insert(s, added)
	}
}

func (t *titleOrders) remove(o ordinal) {
	for _, have := range t.orders {
		have.remove(o)
	}
}
