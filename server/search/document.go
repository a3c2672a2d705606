package search

import (
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/weldi-network/practice-library/server/library"
)

// What a practice has in the words index, as one Bleve document under its ID. Every field is made here by hand; there
// is no mapping that could guess at others. The fields of a language are analysed by that language's tongue.
//
//	title.fr, summary.fr   the texts of the card
//	body.fr                the sections, in an array by kind; kept for highlights
//	names                  organisations and place, no language's rules
//	forms                  every longer word as it is written; typos are corrected by what stands here
const (
	fieldTitle   = "title."
	fieldSummary = "summary."
	fieldBody    = "body."
	fieldNames   = "names"
	fieldForms   = "forms"
)

const (
	searched       = index.IndexField | index.IncludeTermVectors
	searchedKept   = searched | index.StoreField
	searchedSimply = index.IndexField | index.SkipFreqNorm
)

// endReasonPosition is where the reason of an end stands in the array of body; sections stand by their kind.
const endReasonPosition = 99

// shortestForm is the shortest word that typos are looked for in, in letters, less the edit that it may lack.
const shortestForm = 3

// scribe makes documents. It remembers how words were analysed, for the same words come again and again; one scribe
// serves one change and is then forgotten.
type scribe struct {
	mu       sync.Mutex
	analysts map[string]*analyst
}

func newScribe() *scribe { return &scribe{analysts: map[string]*analyst{}} }

// analyst analyses fields for one tongue. Bleve calls it from several goroutines at once.
type analyst struct {
	terms func(*token) []string // nil for a word that is not held
	mu    sync.RWMutex
	known map[string][][]byte
}

// mostKnown bounds how many words an analyst remembers.
const mostKnown = 1 << 15

func (s *scribe) analyst(name string, terms func(*token) []string) *analyst {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.analysts[name]
	if a == nil {
		a = &analyst{terms: terms, known: map[string][][]byte{}}
		s.analysts[name] = a
	}
	return a
}

func (s *scribe) forLanguage(tag library.Language) *analyst {
	t := tongueOf(tag)
	return s.analyst(string(tag), func(tk *token) []string {
		if t.isStop(tk) {
			return nil
		}
		return t.terms(tk)
	})
}

func (s *scribe) forNames() *analyst { return s.analyst(fieldNames, (*token).forms) }

func (s *scribe) forForms() *analyst {
	return s.analyst(fieldForms, func(tk *token) []string {
		return slices.DeleteFunc(slices.Clone(tk.forms()), func(form string) bool {
			return !isForm(form)
		})
	})
}

// isForm reports whether a word is among the forms of a practice that has it.
func isForm(form string) bool { return utf8.RuneCountInString(form) >= shortestForm && isLetters(form) }

func isLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// Analyze cuts a field's text into the terms that Bleve holds. Terms of one word share its position.
func (a *analyst) Analyze(text []byte) analysis.TokenStream {
	stream := make(analysis.TokenStream, 0, len(text)/5)
	position := 0
	eachToken(string(text), func(start, end int) bool {
		position++
		for _, term := range a.termsOf(text[start:end]) {
			stream = append(stream, &analysis.Token{Start: start, End: end, Term: term, Position: position})
		}
		return true
	})
	return stream
}

func (a *analyst) termsOf(raw []byte) [][]byte {
	a.mu.RLock()
	terms, ok := a.known[string(raw)]
	a.mu.RUnlock()
	if ok {
		return terms
	}
	tk := tokenOf(string(raw))
	for _, term := range a.terms(&tk) {
		terms = append(terms, []byte(term))
	}
	a.mu.Lock()
	if len(a.known) >= mostKnown {
		clear(a.known)
	}
	a.known[string(raw)] = terms
	a.mu.Unlock()
	return terms
}

func (s *scribe) document(p *library.Practice) *document.Document {
	doc := document.NewDocument(string(p.ID))
	add := func(field, text string, positions []uint64, options index.FieldIndexingOptions, a *analyst) {
		if text != "" {
			doc.AddField(document.NewTextFieldCustom(field, positions, []byte(text), options, a))
		}
	}
	forms := s.forForms()
	for i := range p.Texts {
		t := &p.Texts[i]
		tag := string(t.Language)
		a := s.forLanguage(t.Language)
		add(fieldTitle+tag, t.Title, nil, searched, a)
		add(fieldSummary+tag, t.Summary, nil, searched, a)
		add(fieldForms, t.Title, nil, searchedSimply, forms)
		add(fieldForms, t.Summary, nil, searchedSimply, forms)
		add(fieldBody+tag, t.EndReason, []uint64{endReasonPosition}, searched, a)
		for _, section := range p.Sections[t.Language] {
			kind := slices.Index(library.SectionKinds, section.Kind)
			if kind < 0 {
				continue
			}
			text := plainText(section.Markdown)
			add(fieldBody+tag, text, []uint64{uint64(kind)}, searchedKept, a)
			add(fieldForms, text, nil, searchedSimply, forms)
		}
	}
	names := s.forNames()
	for i := range p.Organisations {
		add(fieldNames, p.Organisations[i].Name, []uint64{uint64(i)}, searched, names)
		add(fieldForms, p.Organisations[i].Name, nil, searchedSimply, forms)
	}
	add(fieldNames, p.Place, []uint64{uint64(len(p.Organisations))}, searched, names)
	add(fieldForms, p.Place, nil, searchedSimply, forms)
	return doc
}
