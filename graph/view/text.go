package view

import (
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// LocalizedText is a text of a practice as one reader gets it.
type LocalizedText struct {
	practice *Practice
	library.Served
	// IsMarkdown tells whether Value is CommonMark or plain text.
	IsMarkdown bool
}

// HTML is the text as safe HTML.
func (t *LocalizedText) HTML() string {
	if t.IsMarkdown {
		return MarkdownHTML(t.Value)
	}
	return plainHTML(t.Value)
}

// Direction is the way the text runs.
func (t *LocalizedText) Direction() TextDirection {
	if t.Language.Direction() == library.RightToLeft {
		return "RTL"
	}
	return "LTR"
}

// StaleSince is when the original moved on; nil where it has not.
func (t *LocalizedText) StaleSince() *time.Time {
	if !t.IsStale {
		return nil
	}
	return t.practice.lens.Library.StaleSince(t.practice.Card.ID, t.Language)
}

func (p *Practice) plain(s library.Served) *LocalizedText {
	s.Requested = notNil(s.Requested)
	return &LocalizedText{practice: p, Served: s}
}

func (p *Practice) markdown(s library.Served) *LocalizedText {
	text := p.plain(s)
	text.IsMarkdown = true
	return text
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
