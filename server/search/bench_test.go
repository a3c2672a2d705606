package search

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

var benchSizes = []int{1_000, 20_000, 100_000}

// shelved holds generated cards without their words.
func shelved(b *testing.B, n int) *Index {
	b.Helper()
	x := open(b, "")
	x.SetReference(testReference)
	all := corpus(n)
	cards := make([]*library.Card, n)
	for i := range all {
		cards[i] = x.shelf.own(&all[i].Card)
	}
	x.shelf.put(cards)
	return x
}

// written holds generated practices with their words. It is kept from one run to the next, for writing takes its time;
// WELDI_BENCH_WORDS names the largest size that is written at all.
func written(b *testing.B, n int) *Index {
	b.Helper()
	most := 20_000
	if s := os.Getenv("WELDI_BENCH_WORDS"); s != "" {
		if _, err := fmt.Sscan(s, &most); err != nil {
			b.Fatal(err)
		}
	}
	if n > most {
		b.Skipf("set WELDI_BENCH_WORDS=%d", n)
	}
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("weldi-bench-%s-%d", version()[:10], n))
	x := open(b, dir)
	x.SetReference(testReference)
	if x.Mark().Number == 0 {
		all := corpus(n)
		for i := 0; i < n; i += 2000 {
			apply(b, x, 1, all[i:min(i+2000, n)])
		}
		for len(x.view.reader.Segments()) > fewSegments { // which a server does behind a start
			time.Sleep(settleFirst)
			x.tidy()
		}
		if err := x.Save(); err != nil {
			b.Fatal(err)
		}
	}
	return x
}

// cpuTime is what the process has used so far, garbage collection included: the clock says little on a shared machine.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func benchmarkSearch(b *testing.B, open func(*testing.B, int) *Index, q library.Query) {
	benchmarkAfter(b, func(*Index) {}, open, q)
}

// benchmarkAfter does something to the index before each question.
func benchmarkAfter(b *testing.B, something func(*Index), open func(*testing.B, int) *Index, q library.Query) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := open(b, n)
			x.shelf.readTitles() // what is made behind a start is no part of an answer
			x.concepts.thesaurus()
			if _, err := x.Search(library.Anonymous(), q); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			before := cpuTime()
			for b.Loop() {
				something(x)
				if _, err := x.Search(library.Anonymous(), q); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((cpuTime()-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

func filtered() library.Query {
	q := library.Query{Order: library.OrderNewest, Page: library.Page{First: 20}}
	q.Filter.Keys[library.FacetThemes].AnyOf = []string{"housing", "health"}
	q.Filter.Keys[library.FacetTerritories].AnyOf = []string{"liege", "utrecht"}
	return q
}

func BenchmarkList(b *testing.B) { benchmarkSearch(b, shelved, filtered()) }

func BenchmarkListWithFacets(b *testing.B) {
	q := filtered()
	q.WithFacets = true
	benchmarkSearch(b, shelved, q)
}

func BenchmarkListByTitle(b *testing.B) {
	q := filtered()
	q.Order = library.OrderTitle
	benchmarkSearch(b, shelved, q)
}

func BenchmarkListYears(b *testing.B) {
	q := filtered()
	from := 2010
	q.Filter.StartedFrom = &from
	benchmarkSearch(b, shelved, q)
}

// benchmarkWords asks for words that nobody has asked for since the last change, and for such as somebody has.
func benchmarkWords(b *testing.B, words string) {
	q := library.Query{
		Words: words, Order: library.OrderRelevance, Page: library.Page{First: 20}, WithFacets: true, WithHighlights: true,
	}
	b.Run("first", func(b *testing.B) {
		benchmarkAfter(b, func(x *Index) { x.view.read, x.view.near = newPostings(), newNearForms() }, written, q)
	})
	b.Run("again", func(b *testing.B) { benchmarkSearch(b, written, q) })
}

// The words are found in about 60, 1,100 and 14,700 of 20,000 practices.
func BenchmarkWordsRare(b *testing.B)       { benchmarkWords(b, vocabulary[5000]) }
func BenchmarkWordsMedium(b *testing.B)     { benchmarkWords(b, vocabulary[1200]) }
func BenchmarkWordsVeryCommon(b *testing.B) { benchmarkWords(b, vocabulary[0]) }
func BenchmarkWordsTwo(b *testing.B)        { benchmarkWords(b, vocabulary[0]+" "+vocabulary[30]) }
func BenchmarkWordsMistyped(b *testing.B)   { benchmarkWords(b, vocabulary[1200][1:]) }
func BenchmarkWordsPhrase(b *testing.B) {
	benchmarkWords(b, `"`+vocabulary[0]+" "+vocabulary[1]+`"`)
}

func BenchmarkCoverage(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := shelved(b, n)
			for b.Loop() {
				if _, err := x.Coverage(library.Anonymous(), library.FacetThemes, library.FacetTerritories, library.Query{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSuggest(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := shelved(b, n)
			for b.Loop() {
				x.Suggest(library.Anonymous(), vocabulary[3][:2], []library.Language{"fr"}, 8)
			}
		})
	}
}

func BenchmarkSimilar(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := shelved(b, n)
			for b.Loop() {
				x.Similar(library.Operator(), "practice-000005", 5)
			}
		})
	}
}

// BenchmarkPublish changes one practice among many.
func BenchmarkPublish(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := written(b, n)
			one := corpus(n)[:50]
			i := uint64(0)
			for b.Loop() {
				apply(b, x, 2+i, one[i%50:i%50+1])
				i++
			}
		})
	}
}

// BenchmarkOpen reads a saved index back, and tells how much memory it takes.
func BenchmarkOpen(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := written(b, n).dir
			var opened *Index
			for b.Loop() {
				x, err := Open(dir, quiet())
				if err != nil || x.Mark().Number == 0 {
					b.Fatal(err)
				}
				b.StopTimer()
				_ = opened.Close()
				opened = x
				b.StartTimer()
			}
			var memory runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&memory)
			b.ReportMetric(float64(memory.HeapAlloc)/(1<<20), "MB-heap")
			_ = opened.Close()
		})
	}
}
