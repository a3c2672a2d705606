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

func all(entries []library.Entry) iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func write(t testing.TB, entries []library.Entry) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := backup.Write(&out, created, all(entries)); err != nil {
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
	for e, err := range f.Entries() {
		if err != nil {
			return entries, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func TestReadsWhatItWrote(t *testing.T) {
	content := write(t, history(5))
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
	content := write(t, history(4))
	for i := range content {
		for _, flip := range []byte{0x01, 0x20, 0x80, 0xff} {
			altered := bytes.Clone(content)
			altered[i] ^= flip
			refused(t, altered, fmt.Sprintf("byte %d ^ %#x", i, flip))
		}
	}
}

func TestEveryCutIsRefused(t *testing.T) {
	content := write(t, history(4))
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
)

func TestWrongFilesWithARightSeal(t *testing.T) {
	if _, err := read(zipped(t, goodHeader+goodEntry+goodEnd)); err != nil {
		t.Fatal(err)
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
		"an empty line":   {goodHeader + "\n" + goodEntry + goodEnd, "does not know"},
		"another end":     {goodHeader + goodEntry + strings.Replace(goodEnd, "1", "2", 1), "its end says 2"},
		"more behind":     {goodHeader + goodEntry + goodEnd + goodEntry, "goes on behind its end"},
		"an endless line": {goodHeader + strings.Repeat(" ", 60<<20), "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := read(zipped(t, c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, and not: %s", err, c.want)
			}
		})
	}
}

func TestWriteStopsAtAnError(t *testing.T) {
	cut := errors.New("cut")
	_, err := backup.Write(io.Discard, created, func(yield func(library.Entry, error) bool) {
		_ = yield(history(1)[0], nil) && yield(library.Entry{}, cut)
	})
	if !errors.Is(err, cut) {
		t.Error(err)
	}
	if _, err := backup.Write(io.Discard, created, all(nil)); !errors.Is(err, backup.ErrEmpty) {
		t.Error(err)
	}
}

// FuzzRead gives the reader anything, as it is and as what a right seal stands behind. What it takes for whole it reads
// the same after it has been written again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(goodHeader + goodEntry + goodEnd))
	f.Add(write(f, history(2)))
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
		again, err := read(write(t, entries))
		if diff := cmp.Diff(entries, again); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	})
}
