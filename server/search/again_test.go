package search

import (
	"slices"
	"testing"
)

// TestSaveMerged saves the same words once more when they have moved to other segments, and only then.
func TestSaveMerged(t *testing.T) {
	x := open(t, t.TempDir())
	x.SetReference(testReference)
	apply(t, x, 1, corpus(40))
	save := func() uint64 {
		t.Helper()
		if err := x.Save(); err != nil {
			t.Fatal(err)
		}
		return x.savedNumber
	}
	first := save()
	x.savedParts = []uint64{1 << 40} // as though these had become others since
	merged := save()
	if merged == first {
		t.Error("what was merged is merged again after the next start")
	}
	if again := save(); again != merged {
		t.Error("nothing has changed, and it was saved again")
	}
	want := slices.Clone(x.savedParts)
	dir := x.dir
	_ = x.Close()
	x = open(t, dir)
	if !slices.Equal(x.savedParts, want) || len(want) == 0 {
		t.Errorf("segments %v were saved, %v read back", want, x.savedParts)
	}
}
