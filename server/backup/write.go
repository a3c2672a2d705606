package backup

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"iter"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// ErrEmpty is what Write answers when there is not even a first entry.
var ErrEmpty = errors.New("backup: there is no library")

// Write writes a whole backup: a history, an entry at a time, and then the plain documents that belong to it. These are
// asked for when the history has come to its end.
func Write(
	w io.Writer, created time.Time, entries iter.Seq2[library.Entry, error], documents iter.Seq2[library.Document, error],
) (End, error) {
	b, err := newWriter(w)
	if err != nil {
		return End{}, err
	}
	for e, err := range entries {
		if err == nil && b.end.Entries == 0 {
			err = b.lines.Encode(Header{formatName, Version, library.OpenedBy(e), created.UTC().Truncate(time.Second)})
		}
		if err == nil {
			err = b.entry(e)
		}
		if err != nil {
			return End{}, err
		}
	}
	if b.end.Entries == 0 {
		return End{}, ErrEmpty
	}
	for d, err := range documents {
		if err == nil {
			err = b.document(d)
		}
		if err != nil {
			return End{}, err
		}
	}
	return b.end, b.finish()
}

type writer struct {
	out   io.Writer
	sum   hash.Hash
	zip   *gzip.Writer
	lines *json.Encoder
	end   End
}

func newWriter(w io.Writer) (*writer, error) {
	b := &writer{out: w, sum: sha256.New()}
	zip, err := gzip.NewWriterLevel(io.MultiWriter(w, b.sum), gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	b.zip, b.lines = zip, json.NewEncoder(zip)
	b.lines.SetEscapeHTML(false) // a payload stays as it is spelled
	return b, nil
}

func (b *writer) entry(e library.Entry) error {
	b.end = End{Entries: e.Number, UUID: e.UUID}
	return b.lines.Encode(line{Entry: &entryLine{
		e.Number, e.UUID, e.Previous, e.Type, e.Schema, e.Account, e.At, e.Payload,
	}})
}

func (b *writer) document(d library.Document) error {
	b.end.Documents++
	return b.lines.Encode(line{Document: &d})
}

// finish writes the end and seals what stands before it.
func (b *writer) finish() error {
	err := b.lines.Encode(line{End: &b.end})
	if err = errors.Join(err, b.zip.Close()); err != nil {
		return err
	}
	_, err = b.out.Write(seal(b.sum.Sum(nil)))
	return err
}
