package corpus

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/weldi-network/practice-library/server/library"
)

// writer writes texts in one language. Words come as in real texts: a few all the time, most hardly ever (Zipf).
type writer struct {
	*lexicon
	rand                  *rand.Rand
	functionAt, topicAt   *rand.Zipf
	nameAt                *rand.Zipf
	leastWords, mostWords int
}

func newWriter(tag library.Language, r *rand.Rand) *writer {
	l := lexicons()[tag]
	return &writer{
		lexicon: l, rand: r,
		functionAt: rand.NewZipf(r, 1.2, 3, uint64(len(l.function)-1)),
		topicAt:    rand.NewZipf(r, 1.2, 10, uint64(len(l.topic)-1)),
		nameAt:     rand.NewZipf(r, 1.1, 50, names-1),
		leastWords: 7, mostWords: 18,
	}
}

func (w *writer) topicWord() string { return w.topic[w.topicAt.Uint64()] }

func (w *writer) name() string { return invented(int(w.nameAt.Uint64())) }

func (w *writer) word() string {
	switch n := w.rand.IntN(100); {
	case n < 44:
		return w.function[w.functionAt.Uint64()]
	case n < 96:
		return w.topicWord()
	}
	return w.name()
}

func (w *writer) sentence() string {
	words := make([]string, w.leastWords+w.rand.IntN(w.mostWords-w.leastWords+1))
	for i := range words {
		words[i] = w.word()
	}
	return capital(strings.Join(words, " ")) + "."
}

// paragraph writes at least so many bytes.
func (w *writer) paragraph(least int) string {
	var b strings.Builder
	for b.Len() < least {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.sentence())
	}
	return b.String()
}

// words writes what a practice says; number stands in its title, which says that it is generated.
func (w *writer) words(tag library.Language, number string, ended bool) library.Words {
	out := library.Words{
		Language: tag,
		Title:    w.generated + " " + number + ": " + w.topicWord() + ", " + w.topicWord() + ", " + w.name(),
		Summary:  w.paragraph(200),
	}
	for i, kind := range library.SectionKinds {
		if i < 5 || w.rand.IntN(4) == 0 {
			out.Sections = append(out.Sections, library.Section{Kind: kind, Markdown: w.paragraph(100 + w.rand.IntN(180))})
		}
	}
	if ended {
		out.EndReason = w.sentence()
	}
	return out
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
