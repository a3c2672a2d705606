package backup

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"github.com/weldi-network/practice-library/server/library"
)

// maxLine bounds what is held of a file at once: an entry of the largest kind, with room for escapes.
const maxLine = 6*library.MaxEntry + 1<<20

// File is a backup whose seal was found unbroken.
type File struct {
	Header Header
	// Seal is the checksum of the whole, in hexadecimal.
	Seal string

	file io.ReaderAt
	size int64 // without the seal
}

// Open reads a file once, from beginning to end, to make sure that it is a backup, whole and unaltered. An error is a
// *library.Error with a sentence about the file.
func Open(file io.ReaderAt, size int64) (*File, error) {
	sum, unbroken, err := checkSeal(file, size)
	if err != nil {
		return nil, unreadable(err)
	}
	f := &File{Seal: hex.EncodeToString(sum), file: file, size: size - sealSize}
	lines, err := f.lines()
	if err == nil {
		f.Header, err = lines.header()
	}
	switch {
	case err != nil && !unbroken:
		return nil, refuse(err, "This file is not a backup of a library, or it is damaged from its beginning.")
	case !unbroken:
		return nil, refuse(nil, "This backup is cut or was altered: its checksum is wrong. Nothing of it was used.")
	case err != nil:
		return nil, err
	}
	return f, nil
}

// Entries reads the journal in the file, an entry at a time. It can be called again. The last error is nil only when
// the file ended as a whole one does.
func (f *File) Entries() iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		err := f.each(func(l line) bool { return l.Entry == nil || yield(l.Entry.entry(), nil) })
		if err != nil {
			yield(library.Entry{}, err)
		}
	}
}

// Documents reads the plain documents in the file likewise; a file of an earlier program has none.
func (f *File) Documents() iter.Seq2[library.Document, error] {
	return func(yield func(library.Document, error) bool) {
		err := f.each(func(l line) bool { return l.Document == nil || yield(*l.Document, nil) })
		if err != nil {
			yield(library.Document{}, err)
		}
	}
}

// each shows the lines between the header and the end, until show wants no more.
func (f *File) each(show func(line) bool) error {
	lines, err := f.lines()
	if err == nil {
		_, err = lines.header()
	}
	var read End
	for err == nil {
		var l line
		if l, err = lines.next(); err != nil {
			break
		}
		if l.End != nil {
			return lines.end(*l.End, read)
		}
		if err = read.take(l); err == nil && !show(l) {
			return nil
		}
	}
	return err
}

// take counts a line.
func (e *End) take(l line) error {
	switch {
	case l.Document != nil:
		e.Documents++
	case e.Documents > 0:
		return refuse(nil, "This backup has an entry of the journal behind what follows on the journal.")
	default:
		e.Entries, e.UUID = l.Entry.Number, l.Entry.UUID
	}
	return nil
}

func (e *entryLine) entry() library.Entry {
	return library.Entry{
		Number: e.Number, UUID: e.UUID, Previous: e.Previous, Type: e.Type, Schema: e.Schema,
		Account: e.Account, At: e.At.UTC(), Payload: e.Payload,
	}
}

// lineReader reads the lines of a file.
type lineReader struct{ lines *bufio.Scanner }

func (f *File) lines() (*lineReader, error) {
	if f.size < 0 {
		return nil, unreadable(io.ErrUnexpectedEOF)
	}
	zip, err := gzip.NewReader(bufio.NewReaderSize(io.NewSectionReader(f.file, 0, f.size), 1<<16))
	if err != nil {
		return nil, unreadable(err)
	}
	lines := bufio.NewScanner(zip)
	lines.Buffer(make([]byte, 0, 1<<16), maxLine)
	return &lineReader{lines}, nil
}

func (r *lineReader) scan() ([]byte, error) {
	if r.lines.Scan() {
		return r.lines.Bytes(), nil
	}
	if err := r.lines.Err(); err != nil {
		return nil, unreadable(err)
	}
	return nil, io.EOF
}

func (r *lineReader) header() (h Header, err error) {
	text, err := r.scan()
	if err == nil {
		err = json.Unmarshal(text, &h)
	}
	switch {
	case err != nil || h.Format != formatName:
		return h, refuse(err, "This file is not a backup of a library.")
	case h.Version != Version:
		return h, refuse(nil, "This backup has form %d, which this program does not know; use the program that wrote it, or a newer one.", h.Version)
	}
	return h, nil
}

// next reads a line after the header.
func (r *lineReader) next() (l line, err error) {
	text, err := r.scan()
	if errors.Is(err, io.EOF) {
		return l, refuse(err, "This backup has no end.")
	}
	if err != nil {
		return l, err
	}
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&l); err != nil || !l.isKnown() {
		return l, refuse(err, "This backup holds a line that this program does not know; use the program that wrote it, or a newer one.")
	}
	return l, nil
}

// end makes sure that the file holds what its end says, and nothing behind.
func (r *lineReader) end(said, read End) error {
	if said != read {
		return refuse(nil, "This backup holds %d entries and %d documents, and its end says %d and %d.",
			read.Entries, read.Documents, said.Entries, said.Documents)
	}
	switch _, err := r.scan(); {
	case err == nil:
		return refuse(nil, "This backup goes on behind its end.")
	case !errors.Is(err, io.EOF):
		return err
	}
	return nil
}

func unreadable(cause error) error { return refuse(cause, "This file cannot be read as a backup.") }

func refuse(cause error, format string, args ...any) error {
	refusal := library.Refuse(library.CodeBadInput, format, args...)
	refusal.Cause = cause
	return refusal
}
