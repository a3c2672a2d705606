package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/graph"
	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/seed/corpus"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
	"github.com/weldi-network/practice-library/server/search"
)

// TestBenchHTTP measures the API end to end over loopback, each question beside a plain handler that sends the same
// bytes from memory, in one run: only the ratio says something on a noisy machine. WELDI_BENCH is the number of
// generated practices; without it the test is skipped. WELDI_BENCH_OUT names a file for the results.
func TestBenchHTTP(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("WELDI_BENCH"))
	if n == 0 {
		t.Skip("WELDI_BENCH is not set")
	}
	l := benchLibrary(t, n)
	api := httptest.NewServer(graph.NewHandler(graph.Config{
		Library: l, BaseURL: "https://library.example", Log: slog.New(slog.DiscardHandler),
	}))
	defer api.Close()
	var out strings.Builder
	fmt.Fprintf(&out, "%d generated practices and the seed; %s/%s, %d processors, %s\n\n", n, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	fmt.Fprintf(&out, "%-34s %10s %10s %8s %9s %9s\n", "question", "per s", "memory", "ratio", "p50 ms", "p95 ms")
	for _, q := range benchQuestions(t, l) {
		r := compare(t, api.URL, q)
		fmt.Fprintf(&out, "%-34s %10.0f %10.0f %8.3f %9.2f %9.2f\n", q.name, r.api, r.memory, r.api/r.memory, r.p50, r.p95)
	}
	t.Log("\n" + out.String())
	if path := os.Getenv("WELDI_BENCH_OUT"); path != "" {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// benchLibrary keeps journal and bodies in memory; the read side is the real one, on disk.
func benchLibrary(t *testing.T, n int) *library.Library {
	t.Helper()
	index, err := search.Open(t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	ports := librarytest.NewDatabase().NewServer().Ports()
	ports.ReadSide = index
	l, err := library.Open(t.Context(), ports)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seed.Load(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if _, err := corpus.Load(t.Context(), l, n, nil); err != nil {
		t.Fatal(err)
	}
	return l
}

// benchQuestion is a request; body makes the i-th, which is always the same one for a repeated question.
type benchQuestion struct {
	name string
	body func(i int) string
}

const (
	benchList = `query List($f: PracticeFilter, $first: Int) { practices(filter: $f, first: $first, lang: ["fr"]) {
		totalCount pageInfo { endCursor } nodes { slug title(lang: ["fr"]) { value language } summary(lang: ["fr"]) { value } territory { name(lang: ["fr"]) } themes { key } } } }`
	benchWords = `query Words($w: String, $first: Int) { practices(words: $w, first: $first, lang: ["en"]) {
		totalCount edges { node { slug title(lang: ["en"]) { value } } highlights { field fragments } } facets { themes { key count } territories { key count } } } }`
)

func benchQuestions(t *testing.T, l *library.Library) []benchQuestion {
	t.Helper()
	list := func(f map[string]any) string {
		return request(t, benchList, map[string]any{"f": f, "first": 20})
	}
	years := func(i int) map[string]any { return map[string]any{"startedFrom": -i} }
	questions := []benchQuestion{
		{"list, repeated", func(int) string { return list(map[string]any{"themes": map[string]any{"anyOf": []string{"housing"}}}) }},
		{"list, every one different", func(i int) string { return list(years(i)) }},
	}
	for kind, words := range benchMix(t, l) {
		questions = append(questions,
			benchQuestion{"words, " + kind + ", repeated", func(int) string {
				return request(t, benchWords, map[string]any{"w": words[0], "first": 20})
			}},
			benchQuestion{"words, " + kind + ", different", func(i int) string {
				// A variable that nothing uses would be refused; one more blank is another request for the same words.
				return request(t, benchWords, map[string]any{"w": words[i%len(words)] + strings.Repeat(" ", i/len(words)%400), "first": 20 + i%5})
			}})
	}
	slices.SortFunc(questions, func(a, b benchQuestion) int { return strings.Compare(a.name, b.name) })
	return questions
}

func request(t *testing.T, query string, variables map[string]any) string {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// benchMix sorts words of the practices by how many they find: rare, medium and very common ones, and mistyped ones.
func benchMix(t *testing.T, l *library.Library) map[string][]string {
	t.Helper()
	list, err := l.Practices(library.Anonymous(), library.Query{Order: library.OrderOldest, Page: library.Page{First: library.MaxPage}})
	if err != nil {
		t.Fatal(err)
	}
	total := list.Total
	mix, seen := map[string][]string{}, map[string]bool{}
	for _, hit := range list.Hits {
		for _, word := range strings.Fields(hit.Card.Summary([]library.Language{"en"}).Value) {
			word = strings.ToLower(strings.Trim(word, ".,:;()“”\"'"))
			if len(word) < 6 || seen[word] {
				continue
			}
			seen[word] = true
			found, err := l.Practices(library.Anonymous(), library.Query{Words: word})
			if err != nil {
				t.Fatal(err)
			}
			if kind := kindOfWord(found.Total, total); kind != "" && len(mix[kind]) < 12 {
				mix[kind] = append(mix[kind], word)
				if len(word) > 7 && len(mix["mistyped"]) < 12 {
					mix["mistyped"] = append(mix["mistyped"], word[:3]+"q"+word[4:])
				}
			}
		}
	}
	return mix
}

func kindOfWord(found, total int) string {
	switch {
	case found == 0:
		return ""
	case found*200 <= total:
		return "rare"
	case found*20 <= total:
		return "medium"
	case found*4 >= total:
		return "very common"
	}
	return ""
}

type benchResult struct{ api, memory, p50, p95 float64 }

// compare measures the API and the memory handler in turn, three times, and gives the medians.
func compare(t *testing.T, url string, q benchQuestion) benchResult {
	t.Helper()
	answer := fetch(t, url, q.body(0))
	memory := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(answer)
	}))
	defer memory.Close()
	var api, plain, p50, p95 []float64
	next := 0
	for range 3 {
		rate, times := hammer(t, url, q, &next)
		api = append(api, rate)
		p50 = append(p50, times[len(times)/2])
		p95 = append(p95, times[len(times)*95/100])
		rate, _ = hammer(t, memory.URL, q, &next)
		plain = append(plain, rate)
	}
	return benchResult{median(api), median(plain), median(p50), median(p95)}
}

// hammer asks by four connections for a second and gives requests per second and all times in milliseconds, sorted.
func hammer(t *testing.T, url string, q benchQuestion, next *int) (float64, []float64) {
	t.Helper()
	const workers = 4
	bodies := make([]string, 60_000)
	for i := range bodies {
		bodies[i] = q.body(*next + i)
	}
	*next += len(bodies)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: workers, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var mu sync.Mutex
	var times []float64
	begin := time.Now()
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			var own []float64
			for i := w; time.Since(begin) < time.Second && i < len(bodies); i += workers {
				at := time.Now()
				post(t.Context(), client, url, bodies[i])
				own = append(own, float64(time.Since(at).Microseconds())/1000)
			}
			mu.Lock()
			times = append(times, own...)
			mu.Unlock()
		})
	}
	group.Wait()
	slices.Sort(times)
	return float64(len(times)) / time.Since(begin).Seconds(), times
}

func fetch(t *testing.T, url, body string) []byte {
	t.Helper()
	answer := post(t.Context(), http.DefaultClient, url, body)
	if len(answer) == 0 || bytes.HasPrefix(answer, []byte(`{"errors"`)) {
		t.Fatalf("%s was answered: %.300s", body, answer)
	}
	return answer
}

func post(ctx context.Context, client *http.Client, url, body string) []byte {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return nil
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := client.Do(r)
	if err != nil {
		return nil
	}
	defer func() { _ = response.Body.Close() }()
	answer, _ := io.ReadAll(response.Body)
	return answer
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
