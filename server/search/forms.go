package search

import (
	"math/bits"
	"unicode/utf8"
)

// wordForms are words that a mistyped one may have meant, each once.
type wordForms struct {
	list []wordForm
	seen map[string]bool
}

type wordForm struct {
	form    string // folded
	written string // as people write it; empty when that is not known
	letters int
	marks   uint64
}

func (w *wordForms) add(tk *token, written string) {
	for _, form := range tk.forms() {
		letters := utf8.RuneCountInString(form)
		if letters < shortestForm || !isLetters(form) || w.seen[form] {
			continue
		}
		if w.seen == nil {
			w.seen = map[string]bool{}
		}
		w.seen[form] = true
		w.list = append(w.list, wordForm{form, written, letters, marksOf(form)})
	}
}

// marksOf has a bit for the letters of a word. One edit changes two of them at most, so that most words are passed
// over without counting their edits.
func marksOf(form string) (marks uint64) {
	for _, r := range form {
		marks |= 1 << (r % 64)
	}
	return marks
}

// near gives the words that are at most so many edits away from a form, but not the form itself.
func (w *wordForms) near(form string, edits int) []correction {
	var found []correction
	letters, marks := utf8.RuneCountInString(form), marksOf(form)
	for i := range w.list {
		f := &w.list[i]
		if f.letters < letters-edits || f.letters > letters+edits || bits.OnesCount64(f.marks^marks) > 2*edits {
			continue
		}
		if away := distance(form, f.form, edits); away > 0 && away <= edits {
			found = append(found, correction{form: f.form, written: f.written, edits: away})
		}
	}
	return found
}
