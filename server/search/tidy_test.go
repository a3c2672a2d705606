package search

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"github.com/weldi-network/practice-library/server/library"
)

func TestSizeToMerge(t *testing.T) {
	whole := func(n int64) segmentSize { return segmentSize{n, n} }
	for name, c := range map[string]struct {
		segments []segmentSize
		want     int64
	}{
		"none":                                {nil, 0},
		"one alone, whatever is gone of it":   {[]segmentSize{{100, 1}}, 0},
		"a large one and little else":         {[]segmentSize{whole(1000), whole(60), whole(40)}, 0},
		"a large one and many small ones":     {[]segmentSize{whole(1), whole(1000), whole(1), whole(1)}, 1000},
		"much beside the largest":             {[]segmentSize{whole(1000), whole(100), whole(100)}, anySize},
		"equal ones":                          {[]segmentSize{whole(500), whole(500)}, anySize},
		"a large one of which much is gone":   {[]segmentSize{{1000, 700}, whole(1)}, anySize},
		"all gone":                            {[]segmentSize{{10, 0}, {10, 0}}, anySize},
		"a large one, and some of it is gone": {[]segmentSize{{1000, 950}, whole(1)}, 0},
	} {
		if got := sizeToMerge(c.segments); got != c.want {
			t.Errorf("%s: merges what is smaller than %d, want %d", name, got, c.want)
		}
	}
}

// inSegments is an index on disk, written in several changes of so many practices each. Bleve itself merges what has
// fewer than 2,000 documents.
func inSegments(t *testing.T, dir string, sizes ...int) *Index {
	t.Helper()
	x := open(t, dir)
	x.SetReference(testReference)
	all := corpus(sum(sizes))
	for i := range all[1000:] {
		all[1000+i].Sections = nil // which is quicker
	}
	for i, size := range sizes {
		apply(t, x, uint64(i+1), all[:size])
		all = all[size:]
		waitFor(t, "the segments are on disk", func() bool {
			_, _, unsaved, err := x.segments()
			return err == nil && !unsaved
		})
	}
	return x
}

func sum(list []int) (total int) {
	for _, n := range list {
		total += n
	}
	return total
}

func waitFor(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !happened(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not yet after 20 s: %s", what)
		}
	}
}

// TestTidy makes one segment of several, finds the same in it, and so does who reads it back.
func TestTidy(t *testing.T) {
	dir := t.TempDir()
	x := inSegments(t, dir, 2100, 2100, 2100)
	ask := func() *library.Results {
		t.Helper()
		r, err := x.Search(library.Anonymous(), library.Query{
			Words: vocabulary[0], Order: library.OrderRelevance, Page: library.Page{First: 50}, WithHighlights: true,
		})
		if err != nil || len(r.Hits) == 0 {
			t.Fatal(r, err)
		}
		return r
	}
	before := ask()
	if x.sizeToMerge() == 0 {
		t.Fatal("there is nothing to merge; this test tests nothing")
	}
	x.tidy()
	if n := len(x.view.reader.Segments()); n != 1 {
		t.Fatalf("%d segments are left", n)
	}
	if after := ask(); !reflect.DeepEqual(after, before) {
		t.Errorf("tidied: %v, before: %v", after, before)
	}
	if err := x.Save(); err != nil {
		t.Fatal(err)
	}
	_ = x.Close()
	x = open(t, dir)
	x.SetReference(testReference)
	if n := len(x.view.reader.Segments()); n != 1 || x.Mark().Number != 3 {
		t.Errorf("read back: %d segments up to entry %d", n, x.Mark().Number)
	}
	if after := ask(); !reflect.DeepEqual(after, before) {
		t.Errorf("read back: %v, before: %v", after, before)
	}
}

// planned is a segment as Bleve's planner sees it.
type planned struct {
	*scorch.SegmentSnapshot // for the rest of its methods
	segmentSize
}

func (p *planned) FileSize() int64     { return p.full << 12 }
func (p *planned) FullSize() int64     { return p.full }
func (p *planned) LiveSize() int64     { return p.live }
func (p *planned) LiveFileSize() int64 { return p.live << 12 }
func (p *planned) HasVector() bool     { return false }

// TestMergeOptions asks Bleve's planner what it would do: merge all at once, or all but the largest.
func TestMergeOptions(t *testing.T) {
	for name, c := range map[string]struct {
		sizes, want []int64
	}{
		"much beside the largest": {[]int64{9000, 8000, 7000, 6000, 5000, 50, 1}, []int64{9000, 8000, 7000, 6000, 5000, 50, 1}},
		"many small ones":         {[]int64{90_000, 2000, 700, 10, 10, 1, 1}, []int64{2000, 700, 10, 10, 1, 1}},
	} {
		var segments []mergeplan.Segment
		var sizes []segmentSize
		for _, n := range c.sizes {
			sizes = append(sizes, segmentSize{n, n})
			segments = append(segments, &planned{&scorch.SegmentSnapshot{}, segmentSize{n, n}})
		}
		options := mergeOptions(sizeToMerge(sizes))
		plan, err := mergeplan.Plan(segments, &options)
		if err != nil || len(plan.Tasks) != 1 {
			t.Fatalf("%s: %+v, %v; want one task", name, plan, err)
		}
		var got []int64
		for _, s := range plan.Tasks[0].Segments {
			got = append(got, s.LiveSize())
		}
		slices.SortFunc(got, descending[int64])
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: would merge %d, want %d", name, got, c.want)
		}
	}
}

// TestTidyGivesWay: who wants to save does not wait for who is tidying, and nothing begins while somebody wants to.
func TestTidyGivesWay(t *testing.T) {
	x := inSegments(t, t.TempDir(), 2100, 2100)
	x.wanted.Add(1)
	x.tidy()
	if n := len(x.view.reader.Segments()); n == 1 {
		t.Error("it was tidied while somebody waited to save")
	}
	x.wanted.Add(-1)

	x.saving.Lock()
	ended := make(chan struct{})
	var end context.CancelFunc = func() { close(ended); x.saving.Unlock() }
	x.endTidying.Store(&end)
	x.lockSaving()
	x.saving.Unlock()
	x.endTidying.Store(nil)
	select {
	case <-ended:
	default:
		t.Error("who was tidying was not told to end")
	}
	_ = x.Close()
	x.tidy()
}
