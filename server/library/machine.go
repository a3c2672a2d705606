package library

import (
	"context"
	"log/slog"
	"regexp"
	"slices"
	"strings"
)

// Translator has texts translated by a machine.
type Translator interface {
	// Translate gives plain texts in another language, as many as were given and in their order. Whatever goes wrong is
	// UNAVAILABLE.
	Translate(ctx context.Context, from, to Language, texts []string) ([]string, error)
}

// TranslatesByMachine reports whether there is a machine to translate with.
func (l *Library) TranslatesByMachine() bool { return l.ports.Translator != nil }

// DraftByMachine begins a translation of a published practice with what a machine makes of its original. Only what
// everybody may read is given to the machine. The draft is marked, and cannot be submitted before a person has said that
// they have checked it. Nothing is begun when the machine fails. Refusals: FORBIDDEN, NOT_FOUND, BAD_INPUT with the
// field, NOT_NOW where a translation is there or under way, UNAVAILABLE.
func (l *Library) DraftByMachine(ctx context.Context, v Viewer, id ID, tag Language, key string) (*Draft, error) {
	asked := DraftRef{id, tag}
	if earlier, err := l.earlier(v, key, stepMachine, asked); earlier != nil || err != nil {
		return earlier, err
	}
	if err := l.mayTranslateByMachine(v, id, tag); err != nil {
		return nil, err
	}
	p, err := l.Practice(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if p.Visibility != VisibilityPublic { // it may have changed since
		return nil, notForMachines()
	}
	words, revision, err := l.translated(ctx, p, tag)
	if err != nil {
		return nil, err
	}
	origin := OriginMachine
	n := NewDraft{Practice: id, Language: tag, Changes: DraftChanges{Words: words, Origin: &origin, SourceRevision: &revision}}
	return l.once(ctx, v, key, stepMachine, asked, func(ctx context.Context, s *State, v Viewer, key *onceKey) (*change, error) {
		return l.createNext(ctx, s, v, n, key)
	})
}

// keepsMark refuses to call a translation a person's that began with a machine: readers are told so for as long as anything
// of it may be left. What a machine began is never called otherwise in the same draft; a later one may be written all anew.
func (c *DraftContent) keepsMark(before *DraftContent) error {
	byMachine := before.Origin == OriginMachine || before.Origin == OriginMachineChecked && c.Words.shares(before.Words)
	if c.Origin != OriginHuman || !byMachine {
		return nil
	}
	return RefuseField(CodeBadInput, "origin", "A machine began this translation. Once a person has checked it, its origin is MACHINE_CHECKED.")
}

// shares reports whether a long text of the words, or their summary, stands in others as well. A title may be the same by
// chance.
func (w *Words) shares(other Words) bool {
	return w.Summary == other.Summary || slices.ContainsFunc(w.Sections, func(s Section) bool {
		return slices.ContainsFunc(other.Sections, func(o Section) bool { return o.Markdown == s.Markdown })
	})
}

// stepMachine tells the requests with an idempotency key from those that begin a draft with other words.
const stepMachine Step = "MACHINE"

func notForMachines() error {
	return Refuse(CodeForbidden, "Only what everybody may read is given to a machine; this practice is for members alone.")
}

func (l *Library) mayTranslateByMachine(v Viewer, id ID, tag Language) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	h := l.state.live(id)
	if h == nil || !v.Sees(h.Visibility) {
		return noPractice()
	}
	if err := v.need(ActionTranslate, Place{h.Territory, tag}); err != nil {
		return err
	}
	switch {
	case l.ports.Translator == nil:
		return Refuse(CodeForbidden, "This library has no machine to translate with.")
	case h.Visibility != VisibilityPublic:
		return notForMachines()
	case h.Original == tag || !slices.Contains(Languages, tag):
		return RefuseField(CodeBadInput, "language", "A machine translates into one of the nine languages, and not into that of the original.")
	case h.text(tag).Revision > 0 || l.state.open(DraftRef{id, tag}) != nil:
		return Refuse(CodeNotNow, "There is a translation already, published or under way. A machine must not write over what people wrote.")
	}
	return nil
}

// translated gives what a machine makes of the original of a practice, and which revision that was.
func (l *Library) translated(ctx context.Context, p *Practice, tag Language) (*Words, int, error) {
	i := slices.IndexFunc(p.Texts, func(t Text) bool { return t.Language == p.Original })
	if i < 0 {
		return nil, 0, noPractice()
	}
	original := p.Texts[i]
	sections := p.Sections[p.Original]
	lines := []string{original.Title, original.Summary}
	if original.EndReason != "" {
		lines = append(lines, original.EndReason)
	}
	var texts []broken
	for _, line := range lines {
		texts = append(texts, broken{{text: line}})
	}
	for _, s := range sections {
		texts = append(texts, breakMarkdown(s.Markdown))
	}
	var ask []string
	for _, t := range texts {
		ask = append(ask, t.words()...)
	}
	answer, err := l.ports.Translator.Translate(ctx, p.Original, tag, ask)
	if err == nil && len(answer) != len(ask) {
		refusal := Refuse(CodeUnavailable, "The machine that translates answered something else than a translation.")
		refusal.IsOutside, err = true, refusal
	}
	if err != nil {
		l.ports.Log.WarnContext(ctx, "a machine did not translate", slog.Any("error", err))
		return nil, 0, err
	}
	for i := range answer {
		answer[i] = strings.Join(strings.Fields(answer[i]), " ") // one line stays one
	}
	words := &Words{Language: tag, Title: answer[0], Summary: answer[1]}
	if original.EndReason != "" {
		words.EndReason = answer[2]
	}
	answer = answer[len(lines):]
	for i, s := range sections {
		t := texts[len(lines)+i]
		n := len(t.words())
		words.Sections = append(words.Sections, Section{Kind: s.Kind, Markdown: t.with(answer[:n])})
		answer = answer[n:]
	}
	return words, original.Revision, nil
}

// piece is a part of a text: words to be translated, or what makes its structure and stays as it is.
type piece struct {
	text   string
	isKept bool
}

// broken is a text in its pieces.
type broken []piece

// keptMarkdown is what of Markdown stays as it is: what begins a line, fences of code, links behind their words, addresses,
// code, emphasis and the space around it.
var keptMarkdown = regexp.MustCompile("(?ms)^```.*?^```$|^(?:[ \\t]*(?:[-*+>]|#{1,6}|\\d+[.)])[ \\t]+)+|!?\\[|\\]\\([^)\\n]*\\)|\\]|<[^>\\n]*>|https?://[^\\s)]+|`[^`\\n]*`|\\\\.|[*_~|]+|\\s*\\n\\s*")

// breakMarkdown takes Markdown apart.
func breakMarkdown(markdown string) (out broken) {
	at := 0
	for _, found := range keptMarkdown.FindAllStringIndex(markdown, -1) {
		out = out.add(markdown[at:found[0]])
		out = append(out, piece{markdown[found[0]:found[1]], true})
		at = found[1]
	}
	return out.add(markdown[at:])
}

// add appends words; the space around them stays as it is, and so does what has no letter.
func (b broken) add(text string) broken {
	words := strings.TrimSpace(text)
	if !hasLetter.MatchString(words) {
		return append(b, piece{text, true})
	}
	before, after, _ := strings.Cut(text, words)
	return append(b, piece{before, true}, piece{words, false}, piece{after, true})
}

var hasLetter = regexp.MustCompile(`\pL`)

func (b broken) words() (out []string) {
	for _, p := range b {
		if !p.isKept {
			out = append(out, p.text)
		}
	}
	return out
}

// with puts a text together again with other words, in which nothing is Markdown.
func (b broken) with(words []string) string {
	var out strings.Builder
	for _, p := range b {
		if p.isKept {
			out.WriteString(p.text)
			continue
		}
		out.WriteString(plainInMarkdown.Replace(words[0]))
		words = words[1:]
	}
	return out.String()
}

var plainInMarkdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`, `|`, `\|`, `~`, `\~`)
