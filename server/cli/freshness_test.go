package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// The goals of freshness: how long after its publication a practice is found by words and counted in facets.
const (
	freshHere   = 200 * time.Millisecond
	freshBeside = 2 * time.Second
)

// runPublisher publishes a practice for each word on its standard input and says how long after the publication it
// was found here.
func runPublisher() {
	ctx := context.Background()
	p := mustOpen(ctx, alone)
	scanLines(os.Stdin, func(word string) {
		s := submission("practice-"+word, "", 1)
		s.Words.Title = "A practice about " + word
		if _, err := p.library.Publish(ctx, library.Operator(), s); err != nil {
			fmt.Println("failed", err)
			return
		}
		published := time.Now()
		waitUntilFound(p.library, word)
		fmt.Println("published", word, time.Since(published))
	})
	_ = p.close(ctx)
}

// runFollower waits for each word on its standard input and says when it was found.
func runFollower() {
	ctx := context.Background()
	p := mustOpen(ctx, beside)
	go p.library.Tail(ctx, time.Second)
	scanLines(os.Stdin, func(word string) {
		waitUntilFound(p.library, word)
		fmt.Println("found", word)
	})
	_ = p.close(ctx)
}

func mustOpen(ctx context.Context, how joining) *part {
	folder := os.Getenv(envFolder)
	p, err := openPart(ctx, folder, filepath.Join(folder, "own-"+os.Getenv(envName)), how)
	if err == nil {
		err = ensureReference(ctx, p.library)
	}
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	fmt.Println("ready")
	return p
}

// waitUntilFound asks until the word finds its one practice and the facets count it, for ten seconds at most.
func waitUntilFound(l *library.Library, word string) {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		list, err := l.Practices(library.Anonymous(), library.Query{Words: word, WithFacets: true})
		if err == nil && list.Total == 1 && list.Facets[library.FacetThemes]["housing"] == 1 {
			return
		}
	}
	fmt.Println("failed to find", word)
}

func TestFreshness(t *testing.T) {
	folder := t.TempDir()
	publisher := startServer(t, folder, "publisher", "")
	publisher.lines.expect(t, "ready")
	follower := startServer(t, folder, "follower", "")
	follower.lines.expect(t, "ready")
	var here, there []time.Duration
	for _, word := range []string{"zeppelin", "xylophone", "quagga", "obsidian", "kumquat", "jacaranda", "ibex"} {
		fmt.Fprintln(follower.in, word)
		fmt.Fprintln(publisher.in, word)
		said := strings.Fields(publisher.lines.next(t))
		published := time.Now()
		if len(said) != 3 || said[0] != "published" {
			t.Fatalf("the publisher said %v", said)
		}
		took, err := time.ParseDuration(said[2])
		if err != nil {
			t.Fatal(err)
		}
		here = append(here, took)
		follower.lines.expect(t, "found "+word)
		there = append(there, time.Since(published))
	}
	t.Logf("found on the same server after at most %v, on the other after at most %v", slices.Max(here), slices.Max(there))
	if slices.Max(here) > freshHere || slices.Max(there) > freshBeside {
		t.Errorf("here %v, there %v", here, there)
	}
	_ = follower.in.Close()
	_ = follower.cmd.Wait()
	_ = publisher.in.Close()
	_ = publisher.cmd.Wait()
}
