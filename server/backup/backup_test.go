package backup_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/backup"
	"github.com/weldi-network/practice-library/server/library"
)

var created = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func history(n int) []library.Entry {
	entries := make([]library.Entry, n)
	for i := range entries {
		e := library.Entry{
			Number: uint64(i + 1), UUID: fmt.Sprintf("u%d", i+1), Type: library.EntryPracticePublished, Schema: 1,
			Account: "operator", At: created.Add(time.Duration(i) * time.Millisecond),
			Payload: json.RawMessage(`{"face":{"title":"<b>Städte & “Gärten”</b> \u003c\u2028","n":1.50,"none":null}}`),
		}
		if i == 0 {
			e.Type, e.Payload = library.EntryLibraryOpened, json.RawMessage(`{"library":"lib"}`)
		} else {
			e.Previous = entries[i-1].UUID
		}
		entries[i] = e
	}
	return entries
}

// kept is a document of each collection that a backup carries.
func kept() []library.Document {
	var documents []library.Document
	for _, c := range library.KeptCollections {
		documents = append(documents, library.Document{
			Collection: c, Key: "a/1", Value: json.RawMessage(`{"account":"a","name":"<b>Städte & \u003c\u2028","n":1.50,"none":null}`),
		})
	}
	return documents
}

func all[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func write(t testing.TB, entries []library.Entry, documents ...library.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := backup.Write(&out, created, all(entries), all(documents)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(content []byte) (*backup.File, error) {
	return backup.Open(bytes.NewReader(content), int64(len(content)))
}

// read gives what a file holds, up to the first error.
func read(content []byte) (entries []library.Entry, err error) {
	f, err := open(content)
	if err != nil {
		return nil, err
	}
	return gather(f.Entries())
}

// readDocuments gives the documents likewise.
func readDocuments(content []byte) (documents []library.Document, err error) {
	f, err := open(content)
	if err != nil {
		return nil, err
	}
	return gather(f.Documents())
}

func gather[T any](list iter.Seq2[T, error]) (all []T, err error) {
	for v, err := range list {
		if err != nil {
			return all, err
		}
		all = append(all, v)
	}
	return all, nil
}

func TestReadsWhatItWrote(t *testing.T) {
	content := write(t, history(5), kept()...)
	f, err := open(content)
	if err != nil {
		t.Fatal(err)
	}
	want := backup.Header{Format: "weldi-practice-library", Version: backup.Version, Library: "lib", Created: created}
	if diff := cmp.Diff(want, f.Header); diff != "" {
		t.Error(diff)
	}
	for range 2 { // a file can be read again
		got, err := read(content)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(history(5), got); diff != "" {
			t.Error(diff)
		}
		documents, err := readDocuments(content)
		if diff := cmp.Diff(kept(), documents); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
}

// TestReadsAnEarlierFile: what an earlier program wrote, which knew no documents, is whole without them.
func TestReadsAnEarlierFile(t *testing.T) {
	content := zipped(t, goodHeader+goodEntry+goodEnd)
	entries, err := read(content)
	if err != nil || len(entries) != 1 {
		t.Error(entries, err)
	}
	if documents, err := readDocuments(content); err != nil || len(documents) > 0 {
		t.Error(documents, err)
	}
}

// TestReadsNoFurtherThanAsked: who has seen enough is shown no more.
func TestReadsNoFurtherThanAsked(t *testing.T) {
	f, err := open(write(t, history(3), kept()...))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for range f.Entries() {
		seen++
		break
	}
	for range f.Documents() {
		seen++
		break
	}
	if seen != 2 {
		t.Error(seen)
	}
}

// TestIsAGzipFile: in twenty years there is zcat, if there is anything.
func TestIsAGzipFile(t *testing.T) {
	zip, err := gzip.NewReader(bytes.NewReader(write(t, history(3))))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != 6 || lines[4] != `{"end":{"entries":3,"uuid":"u3"}}` || len(lines[5]) != 64 {
		t.Errorf("%q", lines)
	}
}

func refused(t *testing.T, content []byte, how string) {
	t.Helper()
	_, err := open(content)
	refusal, ok := errors.AsType[*library.Error](err)
	if !ok || refusal.Code != library.CodeBadInput || !strings.HasSuffix(refusal.Message, ".") {
		t.Errorf("%s: %v", how, err)
	}
}

func TestEveryAlteredByteIsRefused(t *testing.T) {
	content := write(t, history(4), kept()...)
	for i := range content {
		for _, flip := range []byte{0x01, 0x20, 0x80, 0xff} {
			altered := bytes.Clone(content)
			altered[i] ^= flip
			refused(t, altered, fmt.Sprintf("byte %d ^ %#x", i, flip))
		}
	}
}

func TestEveryCutIsRefused(t *testing.T) {
	content := write(t, history(4), kept()...)
	for i := range content {
		refused(t, content[:i], fmt.Sprintf("cut at %d", i))
		refused(t, content[i+1:], fmt.Sprintf("begun at %d", i+1))
	}
	refused(t, append(bytes.Clone(content), '\n'), "something behind")
	refused(t, append(bytes.Clone(content), content...), "twice")
}

// zipped makes a file whose seal is right out of lines that may not be.
func zipped(t testing.TB, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.NoCompression)
	if err == nil {
		_, err = io.WriteString(zip, text)
	}
	if err = errors.Join(err, zip.Close()); err != nil {
		t.Fatal(err)
	}
	return backup.Sealed(out.Bytes())
}

const (
	goodHeader = `{"format":"weldi-practice-library","version":1,"library":"lib","created":"2026-11-25T12:00:00Z"}` + "\n"
	goodEntry  = `{"entry":{"number":1,"uuid":"u1","previous":"","type":"library.opened","schema":1,"account":"operator","at":"2026-11-25T12:00:00Z","payload":{"library":"lib"}}}` + "\n"
	goodEnd    = `{"end":{"entries":1,"uuid":"u1"}}` + "\n"

	goodDocument = `{"document":{"collection":"accounts","key":"a","value":{"name":"A"}}}` + "\n"
	endOfBoth    = `{"end":{"entries":1,"uuid":"u1","documents":1}}` + "\n"
)

func TestWrongFilesWithARightSeal(t *testing.T) {
	for _, end := range []string{goodEnd, goodDocument + endOfBoth} {
		if _, err := read(zipped(t, goodHeader+goodEntry+end)); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct{ text, want string }{
		"nothing":         {"", "is not a backup"},
		"another file":    {"{}\n", "is not a backup"},
		"a newer form":    {strings.Replace(goodHeader, `"version":1`, `"version":2`, 1), "has form 2"},
		"no end":          {goodHeader + goodEntry, "has no end"},
		"an unknown part": {goodHeader + goodEntry + `{"document":{}}` + "\n" + goodEnd, "does not know"},
		"an unknown field": {
			goodHeader + strings.Replace(goodEntry, `"schema"`, `"scheme"`, 1) + goodEnd, "does not know",
		},
		"an empty line":         {goodHeader + "\n" + goodEntry + goodEnd, "does not know"},
		"another end":           {goodHeader + goodEntry + strings.Replace(goodEnd, "1", "2", 1), "its end says 2"},
		"more behind":           {goodHeader + goodEntry + goodEnd + goodEntry, "goes on behind its end"},
		"a document too many":   {goodHeader + goodEntry + goodDocument + goodEnd, "1 documents, and its end says 1 and 0"},
		"a document missing":    {goodHeader + goodEntry + endOfBoth, "0 documents, and its end says 1 and 1"},
		"an entry behind":       {goodHeader + goodEntry + goodDocument + goodEntry + endOfBoth, "behind what follows"},
		"a document of nothing": {goodHeader + goodEntry + `{"document":{"collection":"accounts"}}` + "\n" + endOfBoth, "does not know"},
		"two in one line":       {goodHeader + goodEntry + strings.TrimSuffix(goodEntry, "}\n") + "," + goodDocument[1:] + endOfBoth, "does not know"},
		"a session": {
			goodHeader + goodEntry + strings.Replace(goodDocument, "accounts", "sessions", 1) + endOfBoth, "does not know",
		},
		"an endless line": {goodHeader + strings.Repeat(" ", 60<<20), "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			content := zipped(t, c.text)
			_, errEntries := read(content)
			_, errDocuments := readDocuments(content)
			for _, err := range []error{errEntries, errDocuments} {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, and not: %s", err, c.want)
				}
			}
		})
	}
}

func TestWriteStopsAtAnError(t *testing.T) {
	cut := errors.New("cut")
	_, err := backup.Write(io.Discard, created, func(yield func(library.Entry, error) bool) {
		_ = yield(history(1)[0], nil) && yield(library.Entry{}, cut)
	}, all(kept()))
	if !errors.Is(err, cut) {
		t.Error(err)
	}
	_, err = backup.Write(io.Discard, created, all(history(1)), func(yield func(library.Document, error) bool) {
		_ = yield(kept()[0], nil) && yield(library.Document{}, cut)
	})
	if !errors.Is(err, cut) {
		t.Error(err)
	}
	if _, err := backup.Write(io.Discard, created, all[library.Entry](nil), all(kept())); !errors.Is(err, backup.ErrEmpty) {
		t.Error(err)
	}
}

// FuzzRead gives the reader anything, as it is and as what a right seal stands behind. What it takes for whole it reads
// the same after it has been written again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(goodHeader + goodEntry + goodEnd))
	f.Add([]byte(goodHeader + goodEntry + goodDocument + endOfBoth))
	f.Add(write(f, history(2), kept()...))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, content []byte) {
		_, _ = read(content)
		_, _ = read(backup.Sealed(bytes.Clone(content)))
		entries, err := read(zipped(t, string(content)))
		if err != nil || len(entries) == 0 {
			return
		}
		for i, e := range entries { // a file of ours holds no white space
			var compact bytes.Buffer
			_ = json.Compact(&compact, e.Payload)
			entries[i].Payload = bytes.Clone(compact.Bytes())
		}
		documents, err := readDocuments(zipped(t, string(content)))
		for i, d := range documents {
			var compact bytes.Buffer
			_ = json.Compact(&compact, d.Value)
			documents[i].Value = bytes.Clone(compact.Bytes())
		}
		written := write(t, entries, documents...)
		again, errEntries := read(written)
		documentsAgain, errDocuments := readDocuments(written)
		diff := cmp.Diff(entries, again) + cmp.Diff(documents, documentsAgain)
		if err := errors.Join(err, errEntries, errDocuments); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	})
}
