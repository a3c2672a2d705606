package backup

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

const (
	formatName = "weldi-practice-library"
	// Version is the form of the files that this program writes, and the only one that it reads.
	Version = 1
)

// Header is the first line of a backup.
type Header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	// Library is the id of the library.
	Library string    `json:"library"`
	Created time.Time `json:"created"`
}

// line is any other line; exactly one of its fields is set.
type line struct {
	Entry    *entryLine        `json:"entry,omitempty"`
	Document *library.Document `json:"document,omitempty"`
	End      *End              `json:"end,omitempty"`
}

// isKnown reports whether this program knows the part of the library that the line holds. A document without a key or a
// value is no part of any.
func (l *line) isKnown() bool {
	switch {
	case l.Entry != nil:
		return l.Document == nil && l.End == nil
	case l.Document != nil:
		d := l.Document
		return l.End == nil && d.Key != "" && d.Value != nil && slices.Contains(library.KeptCollections, d.Collection)
	}
	return l.End != nil
}

// End is the last line before the seal: what a whole backup holds.
type End struct {
	Entries uint64 `json:"entries"`
	// UUID is that of the last entry.
	UUID string `json:"uuid"`
	// Documents is how many plain documents stand behind the entries.
	Documents int `json:"documents,omitempty"`
}

type entryLine struct {
	Number   uint64            `json:"number"`
	UUID     string            `json:"uuid"`
	Previous string            `json:"previous"`
	Type     library.EntryType `json:"type"`
	Schema   int               `json:"schema"`
	Account  string            `json:"account"`
	At       time.Time         `json:"at"`
	Payload  json.RawMessage   `json:"payload,omitempty"`
}
