package httpd

import (
	"slices"
	"strings"
	"testing"
)

// TestAccepted reads what of a header makes sense; one item that does not spoils no other.
func TestAccepted(t *testing.T) {
	for header, want := range map[string][]string{
		"":                             nil,
		"fr-BE, fr;q=0.8, en;q=0.5":    {"fr-BE", "fr", "en"},
		"en;q=0.5,fr;Q=0.8 , nl":       {"nl", "fr", "en"},
		"pl;q=0, hr":                   {"hr"},
		"a;level=1;q=0.1, b; q = 0.2":  {"b", "a"},
		"!!, ,;q=1,*;q=0.1,it;q=x,ro":  {"!!", "ro", "*"},
		"a;q=NaN,b;q=-1,c;q=2,d;q=Inf": nil,
	} {
		if got := accepted(header); !slices.Equal(got, want) {
			t.Errorf("%q gives %q", header, got)
		}
	}
	if n := len(accepted(strings.Repeat("en,", 100_000))); n != maxAccepted {
		t.Errorf("%d items are read", n)
	}
}
