package cli_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/goccy/go-yaml"

	"github.com/weldi-network/practice-library/server/library"
)

// judged is a query with what it must find, as somebody who had read the practices judged before any tuning.
type judged struct {
	Words  string             `yaml:"words"`
	Lang   []library.Language `yaml:"lang"`
	Kind   string             `yaml:"kind"`
	Find   []string           `yaml:"find"`   // slugs of what is relevant
	First  slugs              `yaml:"first"`  // one of these must come first
	Within int                `yaml:"within"` // all of Find must stand among so many
	Not    []string           `yaml:"not"`    // must not stand among the first ten
	// HeldOut queries are never tuned on: they check the others.
	HeldOut bool   `yaml:"heldout"`
	Why     string `yaml:"why"`
}

// slugs are written as a list, or alone where there is one.
type slugs []string

func (s *slugs) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if err := unmarshal(&one); err == nil {
		*s = slugs{one}
		return nil
	}
	return unmarshal((*[]string)(s))
}

// quality is what a group of judged queries reaches, as means over its queries.
type quality struct {
	Queries int     `yaml:"-"`
	MRR     float64 `yaml:"mrr"`
	Recall  float64 `yaml:"recall"`
	// Promises is the share of queries of which all that is judged of their order holds.
	Promises float64 `yaml:"promises"`
}

const judgements = "../search/testdata/judgements"

// firstPage is how many hits are looked at.
const firstPage = 10

// TestRanking measures how well judged queries are answered over the seed, by language, and guards what was reached.
func TestRanking(t *testing.T) {
	api := openAPI(t)
	reached := map[string]*quality{}
	paths, err := filepath.Glob(filepath.Join(judgements, "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no judgements found", err)
	}
	for _, path := range paths {
		for _, q := range readJudgements(t, path) {
			group := "tuned"
			if q.HeldOut {
				group = "held out"
			}
			mrr, recall, faults := judge(t, api.library, &q)
			for _, name := range []string{strings.TrimSuffix(filepath.Base(path), ".yaml") + " " + group, "all " + group} {
				if reached[name] == nil {
					reached[name] = &quality{}
				}
				reached[name].add(mrr, recall, len(faults) == 0)
			}
			if len(faults) > 0 && !q.HeldOut {
				t.Logf("%s %q: %s", q.Kind, q.Words, strings.Join(faults, "; "))
			}
		}
	}
	t.Log(table(reached))
	guard(t, reached)
	guardNumbers(t, reached)
}

// The least numbers of judged queries: in all, and in each language.
const (
	leastJudged      = 150
	leastPerLanguage = 12
)

// guardNumbers holds that enough is judged, a tenth of it kept aside, and that no group goes unguarded.
func guardNumbers(t *testing.T, reached map[string]*quality) {
	t.Helper()
	of := func(name string) (tuned, heldOut int) {
		for group, n := range map[string]*int{" tuned": &tuned, " held out": &heldOut} {
			if q := reached[name+group]; q != nil {
				*n = q.Queries
			}
		}
		return tuned, heldOut
	}
	for _, tag := range library.Languages {
		if tuned, heldOut := of(string(tag)); tuned+heldOut < leastPerLanguage || heldOut == 0 {
			t.Errorf("%s: %d queries and %d kept aside", tag, tuned, heldOut)
		}
	}
	if tuned, heldOut := of("all"); tuned+heldOut < leastJudged || heldOut < tuned/10 {
		t.Errorf("in all: %d queries and %d kept aside", tuned, heldOut)
	}
}

func readJudgements(t *testing.T, path string) []judged {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Queries []judged `yaml:"queries"`
	}
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(path, err)
	}
	return file.Queries
}

// judge asks one query. A query that must find nothing reaches all when it does.
func judge(t *testing.T, l *library.Library, q *judged) (mrr, recall float64, faults []string) {
	t.Helper()
	for _, slug := range slices.Concat(q.Find, q.First, q.Not) {
		if l.CardBySlug(library.Anonymous(), slug) == nil {
			t.Errorf("%q: there is no practice %s", q.Words, slug)
		}
	}
	list, err := l.Practices(library.Anonymous(), library.Query{
		Words: q.Words, Languages: q.Lang, Page: library.Page{First: firstPage},
	})
	if err != nil {
		t.Fatalf("%q: %v", q.Words, err)
	}
	got := make([]string, len(list.Hits))
	for i, hit := range list.Hits {
		got[i] = hit.Card.Slug
	}
	found := 0
	for i, slug := range got {
		if slices.Contains(q.Find, slug) {
			found++
			if mrr == 0 {
				mrr = 1 / float64(i+1)
			}
		}
	}
	switch {
	case len(q.Find) > 0:
		recall = float64(found) / float64(min(len(q.Find), firstPage))
	case len(got) == 0:
		mrr, recall = 1, 1
	}
	return mrr, recall, q.faults(got)
}

func (q *judged) faults(got []string) (faults []string) {
	if len(q.First) > 0 && (len(got) == 0 || !slices.Contains(q.First, got[0])) {
		faults = append(faults, fmt.Sprintf("%s stands at %d", q.First[0], slices.Index(got, q.First[0])+1))
	}
	for _, slug := range q.Find {
		if at := slices.Index(got, slug); q.Within > 0 && (at < 0 || at >= q.Within) {
			faults = append(faults, fmt.Sprintf("%s at %d, not within %d", slug, at+1, q.Within))
		}
	}
	for _, slug := range q.Not {
		if at := slices.Index(got, slug); at >= 0 {
			faults = append(faults, fmt.Sprintf("%s at %d", slug, at+1))
		}
	}
	return faults
}

func (q *quality) add(mrr, recall float64, kept bool) {
	promises := 0.0
	if kept {
		promises = 1
	}
	n := float64(q.Queries)
	q.MRR = (q.MRR*n + mrr) / (n + 1)
	q.Recall = (q.Recall*n + recall) / (n + 1)
	q.Promises = (q.Promises*n + promises) / (n + 1)
	q.Queries++
}

func table(reached map[string]*quality) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "\nqueries\t\tMRR\trecall@10\tpromises\t\n")
	for _, name := range slices.Sorted(maps.Keys(reached)) {
		q := reached[name]
		fmt.Fprintf(w, "%s\t%d\t%.3f\t%.3f\t%.2f\t\n", name, q.Queries, q.MRR, q.Recall, q.Promises)
	}
	_ = w.Flush() // into memory
	return b.String()
}

// guard holds what was reached against the least that is allowed, in minimum.yml beside the judgements. With -update
// the file is written anew, a little below what was reached.
func guard(t *testing.T, reached map[string]*quality) {
	t.Helper()
	path := filepath.Join(judgements, "minimum.yml")
	if *update {
		least := map[string]quality{}
		for name, q := range reached {
			least[name] = quality{MRR: below(q.MRR), Recall: below(q.Recall), Promises: below(q.Promises)}
		}
		raw, err := yaml.Marshal(least)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	least := map[string]quality{}
	if err := yaml.Unmarshal(raw, &least); err != nil {
		t.Fatal(err)
	}
	for name := range reached {
		if _, ok := least[name]; !ok {
			t.Errorf("%s has no minimum", name)
		}
	}
	for name, want := range least {
		got := reached[name]
		if got == nil || got.MRR < want.MRR || got.Recall < want.Recall || got.Promises < want.Promises {
			t.Errorf("%s reaches %+v, less than %+v", name, got, want)
		}
	}
}

// below leaves room for a tie that falls the other way, no more.
func below(x float64) float64 { return max(0, float64(int(x*100)-1)/100) }
