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

// TestCompareTakesItsTime compares texts that are as long as may be and made to be hard.
func TestCompareTakesItsTime(t *testing.T) {
	repeat := func(s string) string { return strings.Repeat(s, 20_000/len(s)) }
	began := time.Now()
	for _, tt := range [][2]string{
		{repeat("a b "), repeat("b c ")}, {repeat("a "), repeat(". ")}, {repeat("a.b"), repeat("b.a")}, {repeat("x y z "), repeat("z y x ")},
	} {
		wantBoth(t, tt[0], tt[1])
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %s", took)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("One garden.", "One large garden!")
	f.Fuzz(func(t *testing.T, before, after string) { wantBoth(t, before, after) })
}
