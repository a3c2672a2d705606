package library

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"time"
)

// logged is what the fold keeps of one entry of the journal: enough to say who did what, and when, without reading the
// journal again. Of what an entry says nothing is kept.
type logged struct {
	Type    EntryType `json:"t"`
	Account string    `json:"a"`
	// At is in milliseconds since 1970.
	At int64 `json:"w"`
	// About names what the entry is about, see About.
	About About `json:"o,omitempty"`
}

// trail holds what is kept of every entry, in the order of their numbers. It holds columns of numbers, since there are
// hundreds of thousands of entries and few words in them: 19 bytes each. The zero trail is ready.
type trail struct {
	at       []int64
	types    []uint16 // which of names
	accounts []uint32 // which of words
	subjects []uint32 // which of words
	forms    []uint16 // which of shapes

	names  table[EntryType]
	words  table[string]
	shapes table[shape]
}

// shape is an About without its subject.
type shape struct {
	kind string
	// language is that of a draft.
	language string
}

// split takes an About apart.
func (a About) split() (shape, string) {
	kind, subject, _ := strings.Cut(string(a), ":")
	if kind != aboutDraft {
		return shape{kind: kind}, subject
	}
	cut := max(strings.LastIndexByte(subject, '/'), 0) // whoever asks may name what is no draft
	return shape{kind, strings.TrimPrefix(subject[cut:], "/")}, subject[:cut]
}

// about puts one together again.
func (s shape) about(subject string) About {
	switch s.kind {
	case "":
		return ""
	case aboutDraft:
		subject += "/" + s.language
	}
	return About(s.kind + ":" + subject)
}

// table numbers values in the order in which they come.
type table[T comparable] struct {
	list    []T
	numbers map[T]uint32
}

func (t *table[T]) number(v T) uint32 {
	n, known := t.numbers[v]
	if !known {
		if t.numbers == nil {
			t.numbers = map[T]uint32{}
		}
		n = uint32(len(t.list))
		t.list, t.numbers[v] = append(t.list, v), n
	}
	return n
}

// find gives the number of a value; one that no value has where it never came.
func (t *table[T]) find(v T) uint32 {
	if n, known := t.numbers[v]; known {
		return n
	}
	return math.MaxUint32
}

func (t *trail) len() int { return len(t.at) }

func (t *trail) add(e logged) {
	form, subject := e.About.split()
	t.at = append(t.at, e.At)
	t.types = append(t.types, uint16(t.names.number(e.Type)))
	t.accounts = append(t.accounts, t.words.number(e.Account))
	t.subjects = append(t.subjects, t.words.number(subject))
	t.forms = append(t.forms, uint16(t.shapes.number(form)))
}

// entry gives what is kept of an entry, by its place from 0.
func (t *trail) entry(i int) logged {
	return logged{
		t.names.list[t.types[i]], t.words.list[t.accounts[i]], t.at[i], t.shapes.list[t.forms[i]].about(t.words.list[t.subjects[i]]),
	}
}

// MarshalJSON writes the entries one by one: numbers would mean nothing to another program.
func (t *trail) MarshalJSON() ([]byte, error) {
	list := make([]logged, t.len())
	for i := range list {
		list[i] = t.entry(i)
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads what MarshalJSON has written.
func (t *trail) UnmarshalJSON(data []byte) error {
	var list []logged
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*t = trail{
		at: make([]int64, 0, len(list)), types: make([]uint16, 0, len(list)), accounts: make([]uint32, 0, len(list)),
		subjects: make([]uint32, 0, len(list)), forms: make([]uint16, 0, len(list)),
	}
	for _, e := range list {
		t.add(e)
	}
	return nil
}

// now is the trail up to the last entry of now, which stays as it is while more are added. Nothing can be added to it.
func (t *trail) now() *trail {
	next := *t
	next.names.numbers, next.words.numbers, next.shapes.numbers = nil, nil, nil
	return &next
}

// sought is an AuditFilter in the numbers of a trail.
type sought struct {
	*trail
	filter   *AuditFilter
	from, to int64
	account  uint32
	types    []uint16
	subject  uint32
	form     uint32
	// ofPractice is set where what is sought is a practice, with which its drafts are found.
	ofPractice bool
}

func (t *trail) seek(f *AuditFilter) sought {
	form, subject := f.About.split()
	s := sought{
		trail: t, filter: f, from: math.MinInt64, to: math.MaxInt64, account: t.words.find(f.Account), subject: t.words.find(subject),
		form: t.shapes.find(form), ofPractice: form.kind == aboutOnePractice,
	}
	if !f.From.IsZero() {
		s.from = nextMilli(f.From)
	}
	if !f.To.IsZero() {
		s.to = nextMilli(f.To)
	}
	for _, wanted := range f.Types {
		s.types = append(s.types, uint16(min(t.names.find(wanted), math.MaxUint16)))
	}
	return s
}

// nextMilli is the first millisecond that does not lie before a time: entries know no less.
func nextMilli(t time.Time) int64 {
	at := t.UnixMilli()
	if t.After(millis(t)) {
		at++
	}
	return at
}

// fits reports whether an entry is sought, by its place from 0.
func (s *sought) fits(i int, isRelated bool) bool {
	switch {
	case s.filter.Account != "" && (s.accounts[i] != s.account || s.names.list[s.trail.types[i]] == EntryConcernReported):
		return false
	case len(s.types) > 0 && !slices.Contains(s.types, s.trail.types[i]):
		return false
	case s.at[i] < s.from || s.at[i] >= s.to:
		return false
	case s.filter.About == "" || isRelated:
		return true
	case s.subjects[i] != s.subject:
		return false
	case s.ofPractice:
		kind := s.shapes.list[s.forms[i]].kind
		return kind == aboutOnePractice || kind == aboutDraft
	}
	return uint32(s.forms[i]) == s.form
}
