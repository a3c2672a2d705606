package search

import (
	"bufio"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestRest lets go of what is mapped, and finds the same afterwards, also once it is closed.
func TestRest(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir)
	x.SetReference(testReference)
	apply(t, x, 1, corpus(300))
	if err := x.Save(); err != nil {
		t.Fatal(err)
	}
	_ = x.Close()
	x = open(t, dir)
	x.SetReference(testReference)
	ask := func() *library.Results {
		r, err := x.Search(library.Anonymous(), library.Query{
			Words: vocabulary[0], Order: library.OrderRelevance, Page: library.Page{First: 50}, WithHighlights: true,
		})
		if err != nil || len(r.Hits) == 0 {
			t.Fatal(r, err)
		}
		return r
	}
	before := ask()
	if runtime.GOOS == "linux" && mappedOf(t, dir) == 0 {
		t.Fatal("nothing of the words index is mapped; this test tests nothing")
	}
	if !x.busy.Load() {
		t.Error("a question was asked, and nobody will rest")
	}
	x.rest()
	if n := mappedOf(t, dir); n > 0 {
		t.Errorf("%d KB of the words index are still held", n)
	}
	if x.busy.Load() {
		t.Error("the next question will not lead to a rest")
	}
	x.view.read = newPostings()
	if after := ask(); !reflect.DeepEqual(after, before) {
		t.Errorf("after a rest: %v, before: %v", after, before)
	}
	touchAll(x)
	all := mappedOf(t, dir)
	for range restEvery {
		ask()
	}
	if now := mappedOf(t, dir); runtime.GOOS == "linux" && now >= all {
		t.Errorf("after %d questions %d KB are still held of %d", restEvery, now, all)
	}
	_ = x.Close()
	x.rest()
}

// touchAll reads every page of the words index.
func touchAll(x *Index) (sum byte) {
	for _, segment := range x.view.reader.Segments() {
		if mapped, ok := segment.Segment().(interface{ Data() []byte }); ok {
			for _, b := range mapped.Data() {
				sum += b
			}
		}
	}
	return sum
}

// mappedOf adds up what this process holds of the files in a folder, in KB; 0 where the system does not say.
func mappedOf(t *testing.T, dir string) (total int) {
	t.Helper()
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		return 0
	}
	defer func() { _ = file.Close() }()
	inside := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if !strings.HasSuffix(fields[0], ":") {
			inside = strings.Contains(lines.Text(), dir) && strings.HasSuffix(lines.Text(), segmentSuffix)
		} else if inside && fields[0] == "Rss:" {
			n, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			total += n
		}
	}
	return total
}
