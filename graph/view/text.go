package view

import (
	"github.com/weldi-network/practice-library/server/library"
)

// LocalizedText is a text as one reader gets it.
type LocalizedText struct {
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

func plain(s library.Served) *LocalizedText {
	s.Requested = notNil(s.Requested)
	return &LocalizedText{Served: s}
}

func markdown(s library.Served) *LocalizedText {
	s.Requested = notNil(s.Requested)
	return &LocalizedText{Served: s, IsMarkdown: true}
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
