package library_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// machine translates by writing in capitals, unless it is told to do something else.
type machine struct {
	asked []string
	do    func(texts []string) ([]string, error)
}

func (m *machine) Translate(_ context.Context, _, _ library.Language, texts []string) ([]string, error) {
	m.asked = texts
	if m.do != nil {
		return m.do(texts)
	}
	var out []string
	for _, t := range texts {
		out = append(out, strings.ToUpper(t))
	}
	return out, nil
}

const structured = "## A heading\n\nFirst *very* **important** words, see [the page](https://example.org/a_b) or https://example.org/c.\n\n- one `code` thing\n- two\n  1. three\n\n> quoted\n\n```\ncode block\n```\n\nLast."

const inCapitals = "## A HEADING\n\nFIRST *VERY* **IMPORTANT** WORDS, SEE [THE PAGE](https://example.org/a_b) OR https://example.org/c.\n\n- ONE `code` THING\n- TWO\n  1. THREE\n\n> QUOTED\n\n```\ncode block\n```\n\nLAST."

func openWithMachine(t *testing.T, m library.Translator) *library.Library {
	t.Helper()
	_, s := librarytest.Open(t,
		librarytest.NewRecord("a", "A title", func(r *library.Record) { r.Original.Words.Sections[0].Markdown = structured }),
		librarytest.NewRecord("e", "It has ended", func(r *library.Record) { r.Original.Words.EndReason = "No money." }),
		librarytest.NewRecord("n", "For members", func(r *library.Record) { r.Facts.Visibility = library.VisibilityNetwork }))
	ports := s.Database.NewServer().Ports()
	ports.Translator = m
	l, err := library.Open(t.Context(), ports)
	must(t, err)
	return l
}

// TestDraftByMachine: the structure stays, the draft is marked, and nobody submits it as it is.
func TestDraftByMachine(t *testing.T) {
	m := &machine{}
	l, translator := openWithMachine(t, m), people["translator"]
	d, err := l.DraftByMachine(t.Context(), translator, "a", "nl", "")
	must(t, err)
	content, err := l.DraftContent(t.Context(), translator, d)
	must(t, err)
	if content.Origin != library.OriginMachine || content.Words.Title != "A TITLE" || content.Words.Sections[0].Markdown != inCapitals {
		t.Errorf("got %+v", content)
	}
	_, err = l.DraftSubmit(t.Context(), translator, asked(d), nil)
	wantRefusal(t, err, library.CodeBadInput, "origin")
	ended, err := l.DraftByMachine(t.Context(), translator, "e", "nl", "")
	must(t, err)
	content, err = l.DraftContent(t.Context(), translator, ended)
	must(t, err)
	if w := content.Words; w.Title != "IT HAS ENDED" || w.EndReason != "NO MONEY." || len(w.Sections) != 1 || w.Sections[0].Markdown != "WHY IT HAS ENDED." {
		t.Errorf("got %+v", content)
	}
	_, err = l.DraftByMachine(t.Context(), translator, "a", "nl", "")
	wantRefusal(t, err, library.CodeNotNow, "")
	for _, c := range []struct {
		who  string
		id   library.ID
		tag  library.Language
		code library.Code
	}{
		{"nobody", "a", "nl", library.CodeForbidden}, {"reader", "a", "nl", library.CodeForbidden}, {"translator", "a", "pl", library.CodeForbidden},
		{"translator", "n", "nl", library.CodeForbidden}, {"translator", "none", "nl", library.CodeNotFound}, {"nobody", "n", "nl", library.CodeNotFound},
		{"moderator", "a", "en", library.CodeBadInput}, {"moderator", "a", "de", library.CodeBadInput},
	} {
		m.asked = nil
		if _, err := l.DraftByMachine(t.Context(), people[c.who], c.id, c.tag, ""); library.CodeOf(err) != c.code || m.asked != nil {
			t.Errorf("%v: %v, the machine was asked %v", c, err, m.asked)
		}
	}
	without := openWithMachine(t, nil)
	if _, err := without.DraftByMachine(t.Context(), translator, "a", "nl", ""); library.CodeOf(err) != library.CodeForbidden || without.TranslatesByMachine() {
		t.Error(err)
	}
}

// TestMachineThatLies: nothing is begun with what is no translation, and nothing that it says becomes Markdown.
func TestMachineThatLies(t *testing.T) {
	m := &machine{}
	l, translator := openWithMachine(t, m), people["translator"]
	for name, do := range map[string]func([]string) ([]string, error){
		"too few":  func(texts []string) ([]string, error) { return texts[1:], nil },
		"too many": func(texts []string) ([]string, error) { return append(texts, "more"), nil },
		"down": func([]string) ([]string, error) {
			return nil, &library.Error{Code: library.CodeUnavailable, Message: "Down.", Cause: errors.New("down")}
		},
	} {
		m.do = do
		if _, err := l.DraftByMachine(t.Context(), translator, "a", "nl", ""); library.CodeOf(err) != library.CodeUnavailable {
			t.Errorf("%s: %v", name, err)
		}
		if l.Draft(translator, library.DraftRef{Practice: "a", Language: "nl"}) != nil {
			t.Fatalf("%s: a draft was begun", name)
		}
	}
	m.do = func(texts []string) ([]string, error) {
		out := make([]string, len(texts))
		for i := range out {
			out[i] = "<b>x</b>\n\n# y [z](javascript:alert(1))"
		}
		return out, nil
	}
	d, err := l.DraftByMachine(t.Context(), translator, "a", "nl", "")
	must(t, err)
	content, err := l.DraftContent(t.Context(), translator, d)
	must(t, err)
	if text := content.Words.Sections[0].Markdown; !strings.HasPrefix(text, `## \<b\>x\</b\> # y \[z\](javascript:alert(1))`) {
		t.Error(text)
	}
}

// TestMachineOnce: sent again with its key, the request is answered with the draft of the first time, and the machine is not
// asked again.
func TestMachineOnce(t *testing.T) {
	asked := 0
	m := &machine{do: func(texts []string) ([]string, error) { asked++; return texts, nil }}
	l, translator := openWithMachine(t, m), people["translator"]
	first, err := l.DraftByMachine(t.Context(), translator, "a", "nl", "k")
	must(t, err)
	again, err := l.DraftByMachine(t.Context(), translator, "a", "nl", "k")
	must(t, err)
	if asked != 1 || again.DraftRef != first.DraftRef || again.Revision != first.Revision {
		t.Errorf("asked %d times, got %+v", asked, again)
	}
	_, err = l.DraftByMachine(t.Context(), translator, "a", "nl", "")
	wantRefusal(t, err, library.CodeNotNow, "")
	_, err = l.DraftByMachine(t.Context(), people["reader"], "a", "nl", "k")
	wantRefusal(t, err, library.CodeForbidden, "")
}

// TestMarkOfMachine: nobody takes the mark off what a machine has begun; what is written all anew later is a person's.
func TestMarkOfMachine(t *testing.T) {
	l, translator, human := openWithMachine(t, &machine{}), people["translator"], library.OriginHuman
	save := func(d *library.Draft, origin library.Origin, change func(*library.Words)) (*library.Draft, error) {
		t.Helper()
		content, err := l.DraftContent(t.Context(), translator, d)
		must(t, err)
		words := content.Words
		words.Sections = slices.Clone(words.Sections)
		change(&words)
		return l.DraftSave(t.Context(), translator, asked(d), library.DraftChanges{Words: &words, Origin: &origin})
	}
	anew := func(w *library.Words) {
		w.Summary = "Anders."
		for i := range w.Sections {
			w.Sections[i].Markdown = fmt.Sprintf("Deel %d.", i)
		}
	}
	d, err := l.DraftByMachine(t.Context(), translator, "a", "nl", "")
	must(t, err)
	_, err = l.DraftSave(t.Context(), translator, asked(d), library.DraftChanges{Origin: &human})
	wantRefusal(t, err, library.CodeBadInput, "origin")
	_, err = save(d, human, anew)
	wantRefusal(t, err, library.CodeBadInput, "origin")
	d, err = save(d, library.OriginMachineChecked, func(w *library.Words) { w.Title = "Een titel" })
	must(t, err)
	_, err = save(d, human, func(w *library.Words) { w.Summary = "Anders." })
	wantRefusal(t, err, library.CodeBadInput, "origin")
	published(t, l, people["moderator"], submitted(t, l, translator, d))

	d, err = l.DraftCreate(t.Context(), translator, library.NewDraft{Practice: "a", Language: "nl"})
	must(t, err)
	_, err = l.DraftSave(t.Context(), translator, asked(d), library.DraftChanges{Origin: &human})
	wantRefusal(t, err, library.CodeBadInput, "origin")
	d, err = save(d, human, anew)
	must(t, err)
	content, err := l.DraftContent(t.Context(), translator, d)
	must(t, err)
	if content.Origin != human {
		t.Errorf("got %+v", content)
	}
}
