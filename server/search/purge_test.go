package search

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// canary is a word that the files of an index hold in one piece.
const canary = "qzaunkoeniginx"

// wordsWith lists the files of an index in which the canary stands. Bleve may take a file away meanwhile.
func wordsWith(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.Type().IsRegular() {
			return nil
		}
		var content []byte
		if err == nil {
			content, err = os.ReadFile(path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if bytes.Contains(content, []byte(canary)) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPurge: after a scrubbing no file of the index holds former words, neither those of a practice that was taken down
// nor those of the earlier text of one that stays. What is left answers as an index does that never had them.
func TestPurge(t *testing.T) {
	dir := t.TempDir()
	x, never := open(t, dir), open(t, t.TempDir())
	x.SetReference(testReference)
	never.SetReference(testReference)
	r := rand.New(rand.NewPCG(1, 2))
	for n := uint64(1); n <= 6; n++ {
		var many []library.Practice
		for i := range 40 {
			many = append(many, randomPractice(r, int(n)*100+i))
		}
		withCanary := append(slices.Clone(many[:39]), practice(fmt.Sprintf("down-%d", n), text{"en", canary, canary, canary + " and more"}))
		if n == 3 {
			withCanary = append(withCanary, practice("stays", text{"en", canary, canary, canary}))
			many = append(many[:39:39], practice("stays", text{"en", "Clean", "Clean", "Clean"}))
		}
		apply(t, x, n, withCanary)
		apply(t, never, n, many[:39:39])
		if n == 3 {
			apply(t, never, n, many[39:])
		}
		if n == 4 {
			if err := x.Save(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(wordsWith(t, dir)) == 0 {
		t.Fatal("nothing is there that could be purged")
	}
	apply(t, x, 7, []library.Practice{practice("stays", text{"en", "Clean", "Clean", "Clean"})})
	apply(t, x, 8, nil, "down-1", "down-2", "down-3", "down-4", "down-5", "down-6")
	for round := range 2 {
		number := uint64(9 + round)
		if err := x.Apply(library.Changes{Mark: mark(number), Scrubbed: true}); err != nil {
			t.Fatal(err)
		}
		if err := x.Purge(); err != nil {
			t.Fatal(err)
		}
		if left := wordsWith(t, filepath.Join(dir, "words")); len(left) > 0 {
			t.Errorf("round %d: it stands in %v", round, left)
		}
		if err := x.Save(); err != nil {
			t.Fatal(err)
		}
		if left := wordsWith(t, dir); len(left) > 0 {
			t.Errorf("round %d: it stands in %v", round, left)
		}
		apply(t, never, number, nil)
		if diff := gocmp.Diff(everything(t, never), everything(t, x), gocmp.Comparer(sameScore)); diff != "" {
			t.Errorf("round %d: %s", round, diff)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	again.SetReference(testReference)
	if again.Mark() != mark(10) {
		t.Error(again.Mark())
	}
	if diff := gocmp.Diff(everything(t, never), everything(t, again), gocmp.Comparer(sameScore)); diff != "" {
		t.Error(diff)
	}
	if left := wordsWith(t, dir); len(left) > 0 {
		t.Errorf("after a new start it stands in %v", left)
	}
}

// sameScore takes scores for equal that differ by how often words stand in how many documents, which Bleve counts by
// segment.
func sameScore(_, _ float64) bool { return true }
