package library

import (
	"cmp"
	"slices"
	"time"
)

// TranslationTask is a translation that is missing or stale.
type TranslationTask struct {
	Card     *Card
	Language Language
	// IsMissing tells a text that is not there from one whose original has moved on.
	IsMissing bool
	// WaitingSince is when the original was published, or moved on.
	WaitingSince time.Time
	// Source is the revision of the original that a stale translation was made from, and SourceNow that of now; nil for a
	// missing one, and where the entry is not known any more.
	Source, SourceNow *RevisionRef
	// Reads is how often the practice was read in the last months.
	Reads uint64
	// Draft is what is under way already; nil when nothing is.
	Draft *Draft
}

// TranslationOrder says what comes first in a queue of translations.
type TranslationOrder string

// The orders. Among those that are read equally often the longest waiting come first.
const (
	LongestWaiting TranslationOrder = "LONGEST_WAITING"
	MostRead       TranslationOrder = "MOST_READ"
)

// TranslationQueue lists what is missing or stale in a language and that the viewer may translate.
func (l *Library) TranslationQueue(v Viewer, tag Language, order TranslationOrder) []TranslationTask {
	tasks := l.untranslated(v, tag)
	var out []TranslationTask
	for _, t := range tasks {
		card := l.ports.ReadSide.Card(v, t.id)
		if card == nil {
			continue // withdrawn since
		}
		t.Card, t.Reads = card, l.Reads(t.id)
		if t.IsMissing {
			t.WaitingSince = card.PublishedAt
		}
		out = append(out, t.TranslationTask)
	}
	slices.SortFunc(out, func(a, b TranslationTask) int {
		mostRead := 0
		if order == MostRead {
			mostRead = cmp.Compare(b.Reads, a.Reads)
		}
		return cmp.Or(mostRead, a.WaitingSince.Compare(b.WaitingSince), cmp.Compare(a.Card.ID, b.Card.ID))
	})
	return out
}

type untranslated struct {
	id ID
	TranslationTask
}

// untranslated finds the published practices whose text in a language is missing or stale.
func (l *Library) untranslated(v Viewer, tag Language) []untranslated {
	l.mu.RLock()
	defer l.mu.RUnlock()
	s := l.state
	var out []untranslated
	for id, h := range s.heads {
		text := h.text(tag)
		wanted := text.Revision == 0 || text.StaleSince != nil
		if h.Withdrawn != nil || h.Original == tag || !wanted || !v.May(ActionTranslate, Place{h.Territory, tag}) {
			continue
		}
		task := TranslationTask{Language: tag, IsMissing: text.Revision == 0, Draft: s.open(DraftRef{id, tag})}
		if text.StaleSince != nil {
			task.WaitingSince = *text.StaleSince
			task.Source = h.originalAt(text.Source)
			task.SourceNow = h.originalAt(h.text(h.Original).Revision)
		}
		out = append(out, untranslated{id, task})
	}
	return out
}

// StaleSince tells since when the text of a practice in a language has been behind its original; nil where it is not.
func (l *Library) StaleSince(id ID, tag Language) *time.Time {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if h := l.state.live(id); h != nil {
		return h.text(tag).StaleSince
	}
	return nil
}

// originalAt names a revision of the original; nil when there is none.
func (h *head) originalAt(revision int) *RevisionRef {
	number := h.text(h.Original).entry(revision)
	if number == 0 {
		return nil
	}
	return &RevisionRef{DraftRef{h.ID, h.Original}, number}
}
