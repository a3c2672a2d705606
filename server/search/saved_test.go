package search

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// everything is what an index answers to a number of questions.
func everything(t testing.TB, x *Index) []*library.Results {
	t.Helper()
	var out []*library.Results
	for _, q := range []library.Query{
		{Order: library.OrderNewest}, {Order: library.OrderTitle, Languages: []library.Language{"fr"}},
		{Words: vocabulary[0], Order: library.OrderRelevance, WithHighlights: true},
		{Words: vocabulary[5] + " " + vocabulary[9], Order: library.OrderRelevance, WithHighlights: true},
		{Words: "luik", Order: library.OrderRelevance}, {Words: "deposti", Order: library.OrderRelevance},
	} {
		q.WithFacets, q.Page.First = true, 100
		r, err := x.Search(library.Operator(), q)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// savedFolder holds a saved index of some size; its answers come back too.
func savedFolder(t testing.TB) (string, []*library.Results) {
	t.Helper()
	dir := t.TempDir()
	x := open(t, dir)
	x.SetReference(testReference)
	for i := range uint64(8) {
		apply(t, x, i+1, entries(8)[i])
	}
	if err := x.Save(); err != nil {
		t.Fatal(err)
	}
	want := everything(t, x)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, want
}

func TestSavedIsReadBack(t *testing.T) {
	dir, want := savedFolder(t)
	x := open(t, dir)
	if x.Mark() != mark(8) {
		t.Errorf("mark %+v", x.Mark())
	}
	x.SetReference(testReference)
	if diff := gocmp.Diff(want, everything(t, x)); diff != "" {
		t.Error(diff)
	}
}

// TestReplayIsHarmless applies entries again onto a state that is ahead of them.
func TestReplayIsHarmless(t *testing.T) {
	dir, want := savedFolder(t)
	x := open(t, dir)
	x.SetReference(testReference)
	for i := uint64(3); i < 8; i++ {
		apply(t, x, i+1, entries(8)[i])
	}
	if diff := gocmp.Diff(want, everything(t, x)); diff != "" {
		t.Error(diff)
	}
}

// TestUnfinishedIsIgnored: what a kill leaves behind is neither read nor kept.
func TestUnfinishedIsIgnored(t *testing.T) {
	dir, want := savedFolder(t)
	saved := files(t, dir)
	for _, path := range []string{"saving/cards", "saving/store/root.bolt", "words/ffffffffffff.zap", "saved-00000000/cards", "saved-x"} {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	x := open(t, dir)
	if x.Mark() != mark(8) {
		t.Errorf("mark %+v", x.Mark())
	}
	x.SetReference(testReference)
	if diff := gocmp.Diff(want, everything(t, x)); diff != "" {
		t.Error(diff)
	}
	for _, path := range saved {
		if _, err := os.Stat(path); err != nil && strings.Contains(path, savedPrefix) {
			t.Error(err)
		}
	}
	for _, name := range []string{"saving", "saved-00000000"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
}

// TestOlderStateServes: where the last saved state is damaged and the one before is still there, that one serves.
func TestOlderStateServes(t *testing.T) {
	dir, want := savedFolder(t)
	if err := os.CopyFS(filepath.Join(dir, "saved-00000002"), os.DirFS(filepath.Join(dir, "saved-00000001"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "saved-00000002", "store", "root.bolt")); err != nil {
		t.Fatal(err)
	}
	x := open(t, dir)
	x.SetReference(testReference)
	if diff := gocmp.Diff(want, everything(t, x)); diff != "" || x.Mark() != mark(8) {
		t.Error(x.Mark(), diff)
	}
}

// TestSavedManyTimes goes through many saves with changes and merges in between.
func TestSavedManyTimes(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir)
	x.SetReference(testReference)
	r := rand.New(rand.NewPCG(4, 4))
	for n := range uint64(40) {
		apply(t, x, n+1, []library.Practice{practiceOfLength(r, r.IntN(20), 10)})
		if n%4 == 3 {
			if err := x.Save(); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := everything(t, x)
	_ = x.Close()
	x = open(t, dir)
	x.SetReference(testReference)
	if diff := gocmp.Diff(want, everything(t, x)); diff != "" || x.Mark() != mark(40) {
		t.Error(x.Mark(), diff)
	}
	if folders, err := filepath.Glob(filepath.Join(dir, "saved-*")); err != nil || len(folders) != 1 {
		t.Error(folders, err)
	}
}

func TestResetEmpties(t *testing.T) {
	dir, _ := savedFolder(t)
	x := open(t, dir)
	x.SetReference(testReference)
	if err := x.Reset(); err != nil {
		t.Fatal(err)
	}
	for _, r := range everything(t, x) {
		if r.Total != 0 {
			t.Errorf("total %d", r.Total)
		}
	}
	apply(t, x, 1, []library.Practice{practice("new", text{"en", "Brand new", "", ""})})
	if got := find(t, x, library.Anonymous(), "brand"); len(got) != 1 {
		t.Errorf("after Reset: %v", got)
	}
	_ = x.Close()
	if x = open(t, dir); x.Mark() != (library.Mark{}) {
		t.Errorf("what was never saved came back: %+v", x.Mark())
	}
}

func files(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// healed opens a damaged folder and goes on as the library would: whatever is missing is applied again.
func healed(t *testing.T, dir, what string, want []*library.Results) {
	t.Helper()
	x, err := Open(dir, quiet())
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer func() { _ = x.Close() }()
	x.SetReference(testReference)
	for i := x.Mark().Number; i < 8; i++ {
		apply(t, x, i+1, entries(8)[i])
	}
	if diff := gocmp.Diff(want, everything(t, x)); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

func TestDamagedFilesHeal(t *testing.T) {
	damages := map[string]func([]byte) []byte{
		"missing": nil,
		"empty":   func([]byte) []byte { return nil },
		"cut off": func(b []byte) []byte { return b[:len(b)/2] },
		"a byte":  func(b []byte) []byte { b[len(b)/3] ^= 0x40; return b },
		"zeros":   func(b []byte) []byte { return make([]byte, len(b)) },
		"noise": func(b []byte) []byte {
			r := rand.New(rand.NewPCG(1, 2))
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			return b
		},
		"longer": func(b []byte) []byte { return append(b, "more"...) },
	}
	template, want := savedFolder(t)
	segments := 0
	for _, path := range files(t, template) {
		if strings.HasSuffix(path, ".zap") {
			if segments++; segments > 1 {
				continue // one is like another
			}
		}
		rel, err := filepath.Rel(template, path)
		if err != nil {
			t.Fatal(err)
		}
		for name, damage := range damages {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
				t.Fatal(err)
			}
			damageFile(t, filepath.Join(dir, rel), damage)
			healed(t, dir, rel+" "+name, want)
		}
	}
}

func damageFile(t *testing.T, path string, damage func([]byte) []byte) {
	t.Helper()
	if damage == nil {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, damage(bytes.Clone(raw)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFlippedBits damages single places of any file.
func TestFlippedBits(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	template, want := savedFolder(t)
	r := rand.New(rand.NewPCG(11, 12))
	for range 15 {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
			t.Fatal(err)
		}
		all := files(t, dir)
		damageFile(t, all[r.IntN(len(all))], func(b []byte) []byte {
			for range 1 + r.IntN(3) {
				b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			}
			return b
		})
		healed(t, dir, "flipped", want)
	}
}

// TestInTheWay finds something else where the folder of the index, or any part of it, should be.
func TestInTheWay(t *testing.T) {
	template, want := savedFolder(t)
	for _, part := range []string{
		"", "words", "saving", "saved-00000001", "saved-00000001/cards", "saved-00000001/store", "saved-00000001/store/root.bolt",
	} {
		for name, put := range map[string]func(string) error{
			"file":   func(path string) error { return os.WriteFile(path, []byte("not a folder"), 0o600) },
			"folder": func(path string) error { return os.MkdirAll(filepath.Join(path, "in", "the way"), 0o700) },
			"link":   func(path string) error { return os.Symlink("nowhere", path) },
		} {
			dir := filepath.Join(t.TempDir(), "search")
			if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, part)
			if err := errors.Join(os.RemoveAll(path), put(path)); err != nil {
				t.Fatal(err)
			}
			healed(t, dir, name+" at "+part, want)
		}
	}
}

func TestFolderThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if x, err := Open(filepath.Join(file, "below"), quiet()); err == nil {
		_ = x.Close()
		t.Error("a folder below a file was opened")
	}
}

// killedFolder names the folder in which a process of its own writes until it is killed.
const killedFolder = "WELDI_SEARCH_KILLED_FOLDER"

func TestKilled(t *testing.T) {
	if dir := os.Getenv(killedFolder); dir != "" {
		writeUntilKilled(t, dir)
	}
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for range 3 {
		saved := killAfterSaves(t, dir, 1+r.IntN(12), time.Duration(r.IntN(150))*time.Millisecond)
		x := open(t, dir)
		x.SetReference(testReference)
		m := x.Mark()
		t.Logf("killed after the save of entry %d; the index stands at entry %d", saved, m.Number)
		if m.Number < saved {
			t.Errorf("entry %d was saved, and the index stands at %d", saved, m.Number)
		}
		everything(t, x)
		for n := m.Number + 1; n <= m.Number+50; n++ { // what the library would apply again
			p := entryOf(n)
			apply(t, x, n, []library.Practice{p})
		}
		checkState(t, x, m.Number+50)
		_ = x.Close()
	}
}

// killAfterSaves starts a writer and kills it some time after it has told of so many saves. It gives the entry of the
// last save that the writer told of.
func killAfterSaves(t *testing.T, dir string, saves int, later time.Duration) uint64 {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestKilled$")
	cmd.Env = append(os.Environ(), killedFolder+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last, lines := uint64(0), bufio.NewScanner(out)
	for told := 0; lines.Scan(); {
		n, err := strconv.ParseUint(lines.Text(), 10, 64)
		if err != nil {
			t.Errorf("the writer says: %s", lines.Text())
			continue
		}
		last = n
		if told++; told == saves {
			time.AfterFunc(later, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // says that it was killed
	if last == 0 {
		t.Fatal("the writer ended before it had saved anything")
	}
	return last
}

// entryOf is what entry n of the killed process publishes.
func entryOf(n uint64) library.Practice {
	return practiceOfLength(rand.New(rand.NewPCG(n, 0)), int(n%50), 20)
}

func writeUntilKilled(t *testing.T, dir string) {
	x := open(t, dir)
	x.SetReference(testReference)
	for n := x.Mark().Number + 1; ; n++ {
		p := entryOf(n)
		apply(t, x, n, []library.Practice{p})
		if n%7 == 0 {
			if err := x.Save(); err != nil {
				t.Fatal(err)
			}
			fmt.Println(n)
		}
	}
}

// checkState looks for the last entry of each practice up to n, by its card and by a word of its title.
func checkState(t *testing.T, x *Index, n uint64) {
	t.Helper()
	for i := range uint64(50) {
		last := n - (n+50-i)%50
		if last > n || last == 0 {
			continue
		}
		p := entryOf(last)
		if card := x.Card(library.Operator(), p.ID); card == nil {
			t.Errorf("entry %d of %d: %s is missing", last, n, p.ID)
		}
		words := strings.Fields(p.Texts[0].Title)[0]
		r, err := x.Search(library.Operator(), library.Query{Words: words, Order: library.OrderRelevance, Page: library.Page{First: 100}})
		if err != nil || r.Total == 0 {
			t.Errorf("entry %d of %d is not found by %q: %v", last, n, words, err)
		}
	}
}
