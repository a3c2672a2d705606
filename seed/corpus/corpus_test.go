package corpus

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/seed"
	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

func reference(t testing.TB) *library.Reference {
	t.Helper()
	b, err := seed.Parse(seed.Files())
	if err != nil {
		t.Fatal(err)
	}
	return library.NewReference(b.Concepts, b.Territories)
}

func TestGenerateIsDeterministic(t *testing.T) {
	ref := reference(t)
	whole := slices.Collect(Generate(ref, 7, 1, 80))
	again := slices.Collect(Generate(ref, 7, 1, 80))
	part := slices.Collect(Generate(ref, 7, 41, 20))
	if diff := cmp.Diff(whole, again); diff != "" {
		t.Errorf("a second time it differs:\n%s", diff)
	}
	if diff := cmp.Diff(whole[40:60], part); diff != "" {
		t.Errorf("a part differs from the whole:\n%s", diff)
	}
	if cmp.Equal(whole, slices.Collect(Generate(ref, 8, 1, 80))) {
		t.Error("another seed makes the same")
	}
}

func TestGeneratedPractices(t *testing.T) {
	const n = 200
	bytes, counts := 0, map[string]int{}
	for r := range Generate(reference(t), 7, 1, n) {
		if !strings.HasPrefix(r.Slug, "generated-") || len(r.Translations) != 1 {
			t.Fatalf("made %s with %d translations", r.Slug, len(r.Translations))
		}
		for _, text := range []library.RecordText{r.Original, r.Translations[0]} {
			if !strings.HasPrefix(text.Words.Title, lexicons()[text.Words.Language].generated) {
				t.Errorf("%s does not say that it is generated: %s", r.Slug, text.Words.Title)
			}
			bytes += size(text.Words)
			for _, s := range text.Words.Sections {
				for _, word := range strings.Fields(strings.ToLower(s.Markdown)) {
					counts[strings.Trim(word, ".")]++
				}
			}
		}
	}
	if each := bytes / n; each < 2500 || each > 4000 {
		t.Errorf("a practice has %d bytes of text, want about 3 KB", each)
	}
	once := 0
	for _, c := range counts {
		if c == 1 {
			once++
		}
	}
	if counts["the"] < 1000 || counts["people"] < 200 || once < 1000 {
		t.Errorf("the: %d, people: %d, words that stand once: %d", counts["the"], counts["people"], once)
	}
}

func size(w library.Words) int {
	n := len(w.Title) + len(w.Summary) + len(w.EndReason)
	for _, s := range w.Sections {
		n += len(s.Markdown)
	}
	return n
}

func TestLexicons(t *testing.T) {
	for tag, l := range lexicons() {
		if l.generated == "" || len(l.function) < 30 || len(l.topic) < 120 {
			t.Errorf("%s has %d and %d words", tag, len(l.function), len(l.topic))
		}
		for _, list := range [][]string{l.function, l.topic} {
			seen := map[string]bool{}
			for _, word := range list {
				if seen[word] {
					t.Errorf("%s: %s stands twice", tag, word)
				}
				seen[word] = true
			}
		}
	}
}

func TestLoad(t *testing.T) {
	lib, server := librarytest.OpenEmpty(t)
	if _, err := Load(t.Context(), lib, 10, nil); !errors.Is(err, ErrNoReference) {
		t.Fatalf("an empty library: %v", err)
	}
	if _, err := seed.Load(t.Context(), lib); err != nil {
		t.Fatal(err)
	}
	var heard []int
	steps := []struct {
		n    int
		want library.Imported
	}{
		{1010, library.Imported{New: 1010}},
		{1010, library.Imported{Unchanged: 1010}},
		{1020, library.Imported{New: 10, Unchanged: 1010}},
	}
	for _, step := range steps {
		got, err := Load(t.Context(), lib, step.n, func(done int) { heard = append(heard, done) })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("%d: %s", step.n, diff)
		}
	}
	if diff := cmp.Diff([]int{1000, 1010, 1000, 1010, 1000, 1020}, heard); diff != "" {
		t.Error(diff)
	}
	for _, e := range server.Database.Journal.Entries() {
		if len(e.Payload) > library.MaxEntry*3/4 {
			t.Errorf("entry %d has %d bytes", e.Number, len(e.Payload))
		}
	}
	if lib.CardBySlug(library.Anonymous(), Slug(1020)) == nil {
		t.Error("the last practice is not there")
	}
}

func BenchmarkGenerate(b *testing.B) {
	ref := reference(b)
	bytes := 0
	for b.Loop() {
		for r := range Generate(ref, 7, 1, 1000) {
			raw, err := json.Marshal(r)
			if err != nil {
				b.Fatal(err)
			}
			bytes += len(raw)
		}
	}
	b.ReportMetric(float64(bytes)/float64(b.N)/1000, "bytes/practice")
}
