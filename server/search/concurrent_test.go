package search

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// TestReadersBesideAWriter is for the race detector: every method at once, and no reader ever sees a half-made change.
func TestReadersBesideAWriter(t *testing.T) {
	x := open(t, t.TempDir())
	x.SetReference(testReference)
	apply(t, x, 1, corpus(20))
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for i := range uint64(3) {
		readers.Go(func() {
			r := rand.New(rand.NewPCG(i, 9))
			for {
				select {
				case <-stop:
					return
				default:
					readAll(t, x, r)
				}
			}
		})
	}
	r := rand.New(rand.NewPCG(2, 2))
	until := time.Now().Add(1500 * time.Millisecond)
	for n := uint64(2); time.Now().Before(until); n++ {
		twins := []library.Practice{briefPractice(r, 1), briefPractice(r, 2)}
		for i := range twins {
			twins[i].Tags = []string{"twins"}
			twins[i].Visibility = library.VisibilityPublic
		}
		apply(t, x, n, append(twins, briefPractice(r, r.IntN(60)+3)), briefPractice(r, r.IntN(60)+3).ID)
		switch n % 10 {
		case 3:
			if err := x.Save(); err != nil {
				t.Error(err)
			}
		case 5:
			x.SetReference(testReference)
		}
	}
	close(stop)
	readers.Wait()
}

func readAll(t *testing.T, x *Index, r *rand.Rand) {
	v := viewers[r.IntN(2)]
	orders := []library.Order{library.OrderNewest, library.OrderTitle, library.OrderRelevance, library.OrderRecentlyUpdated}
	q := library.Query{
		Filter: randomFilter(r), Order: orders[r.IntN(len(orders))], WithFacets: true, WithHighlights: true,
		Languages: []library.Language{"fr", "hr", "en"}[:r.IntN(4)],
	}
	if r.IntN(2) == 0 {
		q.Words = vocabulary[r.IntN(50)] + " " + vocabulary[r.IntN(8000)]
	}
	results, err := x.Search(v, q)
	if err != nil {
		t.Error(err)
		return
	}
	if len(results.Hits) > 0 {
		x.Similar(v, results.Hits[0].Card.ID, 5)
		x.Card(v, results.Hits[0].Card.ID)
	}
	if n := x.Count(v, library.FacetTags, "twins"); n != 0 && n != 2 {
		t.Errorf("half a change is visible: %d", n)
	}
	if _, err := x.Coverage(v, library.FacetThemes, library.FacetTags, q); err != nil {
		t.Error(err)
	}
	x.Suggest(v, vocabulary[r.IntN(100)][:3], q.Languages, 8)
	x.Mark()
}
