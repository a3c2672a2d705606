package search

import (
	"errors"
	"fmt"
	"sync"
	"testing"
)

func TestRecallKeepsWithinItsBound(t *testing.T) {
	r := newRecall[int](100, func(n int) int { return n })
	worked := 0
	ask := func(key, cost int) {
		t.Helper()
		got, err := r.of(key, func() (int, error) { worked++; return cost, nil })
		if err != nil || got != cost {
			t.Fatalf("of(%d) = %d, %v; want %d", key, got, err, cost)
		}
	}
	ask(1, 12)
	ask(1, 12)
	if worked != 1 {
		t.Errorf("worked out %d times, want once", worked)
	}
	ask(2, 26) // more than a quarter of the room
	ask(2, 26)
	if worked != 3 {
		t.Errorf("worked out %d times, want what is large each time", worked)
	}
	for key := range 50 {
		ask(key, 12)
		sum := 0
		for _, cost := range r.known {
			sum += cost
		}
		if sum != r.total || sum > 100 {
			t.Fatalf("keeps %d, says %d, may keep 100", sum, r.total)
		}
	}
}

func TestRecallKeepsNoFailure(t *testing.T) {
	r := newRecall[string](10, func(int) int { return 1 })
	broken := errors.New("broken")
	if _, err := r.of("a", func() (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if n, err := r.of("a", func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Fatalf("got %d, %v after a failure", n, err)
	}
}

func TestRecallServesManyAtOnce(t *testing.T) {
	r := newRecall[int](64, func(int) int { return 1 })
	var askers sync.WaitGroup
	wrong := make(chan string, 8)
	for range 8 {
		askers.Go(func() {
			for i := range 2000 {
				key := i % 100
				if got, _ := r.of(key, func() (int, error) { return key * key, nil }); got != key*key {
					wrong <- fmt.Sprint(key, got)
					return
				}
			}
		})
	}
	askers.Wait()
	close(wrong)
	for w := range wrong {
		t.Error(w)
	}
}
