package library_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

func shown(pieces []library.Piece) string {
	var out strings.Builder
	for _, p := range pieces {
		switch p.Kind {
		case library.PieceRemoved:
			fmt.Fprintf(&out, "[-%s-]", p.Text)
		case library.PieceAdded:
			fmt.Fprintf(&out, "{+%s+}", p.Text)
		default:
			out.WriteString(p.Text)
		}
	}
	return out.String()
}

func TestCompare(t *testing.T) {
	for _, tt := range []struct{ before, after, want string }{
		{"", "", ""},
		{"a", "a", "a"},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
		{"One garden for all.", "One large garden for all!", "One {+large +}garden for all[-.-]{+!+}"},
		{"the cat and the dog", "the dog and the cat", "the [-cat-]{+dog+} and the [-dog-]{+cat+}"},
		{"Été à Liège", "Été à Łódź", "Été à [-Liège-]{+Łódź+}"},
		{"a a a b", "a a b b", "a a [-a-]{+b+} b"},
	} {
		if diff := cmp.Diff(tt.want, shown(library.Compare(tt.before, tt.after))); diff != "" {
			t.Errorf("%q to %q: %s", tt.before, tt.after, diff)
		}
	}
}

// wantBoth makes sure that a comparison holds both texts whole.
func wantBoth(t *testing.T, before, after string) {
	t.Helper()
	var a, b strings.Builder
	for _, p := range library.Compare(before, after) {
		if p.Kind != library.PieceAdded {
			a.WriteString(p.Text)
		}
		if p.Kind != library.PieceRemoved {
			b.WriteString(p.Text)
		}
		if p.Text == "" {
			t.Error("an empty piece")
		}
	}
	if a.String() != before || b.String() != after {
		t.Errorf("%q to %q is told as %q to %q", before, after, a.String(), b.String())
	}
}

func TestCompareLosesNothing(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 1))
	text := func() string {
		var out strings.Builder
		for range chance.IntN(60) {
			out.WriteString([]string{"a", "b", " ", "\n", "Łódź", "e\u0301", ".", "\xff", "unique" + fmt.Sprint(chance.IntN(99)), "🌳"}[chance.IntN(10)])
		}
		return out.String()
	}
	for range 2000 {
		wantBoth(t, text(), text())
	}
}

// hard are texts of so many characters that are made to be hard to compare.
func hard(size int) map[string][2]string {
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	text := func(word func(i int) string) string {
		var out strings.Builder
		for i := 0; out.Len() < size; i++ {
			out.WriteString(word(i))
		}
		return out.String()
	}
	return map[string][2]string{
		"few words":  {repeat("a b "), repeat("b c ")},
		"signs":      {repeat("a "), repeat(". ")},
		"no spaces":  {repeat("a.b"), repeat("b.a")},
		"turned":     {repeat("x y z "), repeat("z y x ")},
		"all others": {text(func(i int) string { return fmt.Sprint("a", i, " ") }), text(func(i int) string { return fmt.Sprint("b", i, " ") })},
		// as many stretches between words that hold it together, each as costly as may be
		"stretches": {
			text(func(i int) string { return fmt.Sprint("w", i, strings.Repeat(" a b", 250)) }),
			text(func(i int) string { return fmt.Sprint("w", i, strings.Repeat(" b.c", 250)) }),
		},
		// each word that holds it together brings the next to light, and no more
		"a chain": {
			text(func(i int) string { return fmt.Sprintf("w%d w%d a ", i+1, i) }),
			text(func(i int) string { return fmt.Sprintf("w%d w%d b ", i+1, i) }),
		},
	}
}

// TestCompareTakesItsTime compares texts that are made to be hard, as long as one part may be and longer than all together.
func TestCompareTakesItsTime(t *testing.T) {
	for name, texts := range hard(20_000) {
		began := time.Now()
		wantBoth(t, texts[0], texts[1])
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s: it took %s", name, took)
		}
	}
	for name, texts := range hard(1 << 20) {
		began := time.Now()
		wantBoth(t, texts[0], texts[1])
		t.Logf("%s: %s", name, time.Since(began))
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("%s: 1 MB took %s", name, took)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	for name, texts := range hard(140_000) { // seven sections
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				library.Compare(texts[0], texts[1])
			}
		})
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("One garden.", "One large garden!")
	f.Fuzz(func(t *testing.T, before, after string) { wantBoth(t, before, after) })
}
