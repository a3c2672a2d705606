package cli_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

// report is what a server process says at its end.
type report struct {
	Mark library.Mark
	// Acknowledged lists the slugs whose publication was acknowledged.
	Acknowledged []string
	// Listed is what the read side holds: slug and revision of every practice.
	Listed map[string]int
	Total  int
}

const writersEach = 8

// runServer is one of two servers on one database: it writes with eight writers for a while, waits until its standard
// input ends, which means that the other has written all as well, catches up and reports.
func runServer() {
	ctx := context.Background()
	folder, name := os.Getenv(envFolder), os.Getenv(envName)
	seconds, _ := strconv.Atoi(os.Getenv(envSeconds))
	how := alone
	if os.Getenv(envRole) == "second" {
		how = besideCut
	}
	p, err := openPart(ctx, folder, filepath.Join(folder, "own-"+name), how)
	if err == nil {
		err = ensureReference(ctx, p.library)
	}
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	tailing, stop := context.WithCancel(ctx)
	go p.library.Tail(tailing, 200*time.Millisecond)
	fmt.Println("ready")
	said := writeFor(ctx, p.library, name, time.Duration(seconds)*time.Second)
	fmt.Println("written")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := p.library.CatchUp(ctx); err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	stop()
	said.Mark = p.library.Mark()
	said.Listed, said.Total = listAll(p.library)
	out, _ := json.Marshal(said)
	fmt.Println(string(out))
	_ = p.close(ctx)
}

// writeFor lets the writers run. A third of their callers give up early, as callers do.
func writeFor(ctx context.Context, l *library.Library, name string, long time.Duration) *report {
	end := time.Now().Add(long)
	var mu sync.Mutex
	said := &report{}
	var writers sync.WaitGroup
	for w := range writersEach {
		writers.Go(func() {
			for i := 0; time.Now().Before(end); i++ {
				slug := fmt.Sprintf("practice-%s-%d-%d", name, w, i)
				call, cancel := callerContext(ctx, i)
				_, err := l.Publish(call, library.Operator(), submission(slug, "", 1))
				cancel()
				if err == nil {
					mu.Lock()
					said.Acknowledged = append(said.Acknowledged, slug)
					mu.Unlock()
				} else if library.CodeOf(err) != library.CodeUnavailable {
					fmt.Println("failed", err)
				}
			}
		})
	}
	writers.Wait()
	return said
}

func callerContext(ctx context.Context, i int) (context.Context, context.CancelFunc) {
	if i%3 == 2 {
		return context.WithTimeout(ctx, 2*time.Millisecond)
	}
	return context.WithCancel(ctx)
}

// listAll walks the whole list page by page, as a client would.
func listAll(l *library.Library) (map[string]int, int) {
	listed := map[string]int{}
	q := library.Query{Order: library.OrderOldest, Page: library.Page{First: library.MaxPage}}
	for {
		list, err := l.Practices(library.Anonymous(), q)
		if err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		for _, hit := range list.Hits {
			listed[hit.Card.Slug] += hit.Card.Texts[0].Revision
		}
		if !list.HasNext {
			return listed, list.Total
		}
		q.Page.After = &list.Hits[len(list.Hits)-1].Position
	}
}

// process is a server process of this test.
type process struct {
	name  string
	in    io.WriteCloser
	lines *lineReader
	cmd   *exec.Cmd
}

func TestTortureTwoServersAgree(t *testing.T) {
	seconds := "5"
	if s := os.Getenv("TORTURE_SECONDS"); s != "" {
		seconds = s
	}
	folder := t.TempDir()
	first := startServer(t, folder, "first", seconds)
	first.lines.expect(t, "ready")
	second := startServer(t, folder, "second", seconds)
	second.lines.expect(t, "ready")
	first.lines.expect(t, "written")
	second.lines.expect(t, "written")

	// The second ends first: the first holds the engine.
	fromSecond := second.finish(t)
	fromFirst := first.finish(t)
	checkReports(t, fromFirst, fromSecond)
	checkJournal(t, folder, fromFirst)
}

func startServer(t *testing.T, folder, role, seconds string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envRole+"="+role, envFolder+"="+folder, envSeconds+"="+seconds, envName+"="+role)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return &process{name: role, in: in, lines: newLineReader(out), cmd: cmd}
}

// finish tells the process that all is written and reads its report.
func (p *process) finish(t *testing.T) report {
	t.Helper()
	_ = p.in.Close()
	var r report
	line := p.lines.next(t)
	if err := json.Unmarshal([]byte(line), &r); err != nil {
		t.Fatalf("the %s server said: %s", p.name, line)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the %s server ended badly: %v", p.name, err)
	}
	return r
}

func checkReports(t *testing.T, first, second report) {
	t.Helper()
	if first.Mark != second.Mark {
		t.Errorf("the first server ended at %+v, the second at %+v", first.Mark, second.Mark)
	}
	if diff := cmp.Diff(first.Listed, second.Listed); diff != "" {
		t.Errorf("the two read sides differ:\n%s", diff)
	}
	if first.Total != len(first.Listed) {
		t.Errorf("the total says %d, the list holds %d", first.Total, len(first.Listed))
	}
	for _, r := range []report{first, second} {
		for _, slug := range r.Acknowledged {
			if first.Listed[slug] != 1 {
				t.Errorf("%s was acknowledged and stands at revision %d", slug, first.Listed[slug])
			}
		}
	}
	t.Logf("acknowledged: %d by the first server, %d by the second; %d journal entries",
		len(first.Acknowledged), len(second.Acknowledged), first.Mark.Number)
}

// checkJournal reads the journal itself: every number once, in order, and no practice published twice.
func checkJournal(t *testing.T, folder string, first report) {
	t.Helper()
	ctx := t.Context()
	p, err := openPart(ctx, folder, filepath.Join(folder, "own-check"), alone)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.close(context.WithoutCancel(ctx)) }()
	want, published := uint64(1), map[string]int{}
	for e, err := range p.store.Since(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Number != want {
			t.Fatalf("entry %d stands where %d belongs", e.Number, want)
		}
		want++
		if e.Type == library.EntryPracticePublished {
			published[slugOf(t, e)]++
		}
	}
	if want-1 != first.Mark.Number {
		t.Errorf("the journal holds %d entries, the servers saw %d", want-1, first.Mark.Number)
	}
	for slug, times := range published {
		if times != 1 {
			t.Errorf("%s was published %d times", slug, times)
		}
	}
	if fold, read := p.library.Mark(), p.index.Mark(); fold != read {
		t.Error("fold and read side differ", fold, read)
	}
}

func slugOf(t *testing.T, e library.Entry) string {
	t.Helper()
	var payload struct {
		Face struct {
			Slug string `json:"slug"`
		} `json:"face"`
	}
	if err := json.Unmarshal(e.Payload, &payload); err != nil || payload.Face.Slug == "" {
		t.Fatal(errors.Join(err, fmt.Errorf("entry %d names no slug", e.Number)))
	}
	return payload.Face.Slug
}

// lineReader reads a process's lines with a time-out.
type lineReader struct{ lines chan string }

func newLineReader(r io.Reader) *lineReader {
	l := &lineReader{make(chan string, 16)}
	go func() {
		defer close(l.lines)
		scanLines(r, func(line string) { l.lines <- line })
	}()
	return l
}

func (l *lineReader) next(t *testing.T) string {
	t.Helper()
	select {
	case line := <-l.lines:
		return line
	case <-time.After(3 * time.Minute):
		t.Fatal("the process said nothing for three minutes")
	}
	return ""
}

func (l *lineReader) expect(t *testing.T, word string) {
	t.Helper()
	if line := l.next(t); !strings.HasPrefix(line, word) {
		t.Fatalf("the process said %q instead of %q", line, word)
	}
}
