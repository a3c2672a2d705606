package httpd

import (
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestSpans: what stands before a date depends on how far it is known, and French writes the first day in its own way.
func TestSpans(t *testing.T) {
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		language library.Language
		period   library.Period
		want     string
	}{
		{"en", library.Period{Start: "2024-07", State: library.StateRunning}, "since July 2024"},
		{"fr", library.Period{Start: "2016-07-01", State: library.StateRunning}, "depuis le 1er juillet 2016"},
		{"fr", library.Period{Start: "2015-08", State: library.StateUnknown}, "dès août 2015"},
		{"fr", library.Period{End: "2018", State: library.StateEnded}, "jusqu’en 2018"},
		{"it", library.Period{Start: "2016", State: library.StateRunning}, "dal 2016"},
		{"it", library.Period{Start: "2016-07-11", State: library.StateRunning}, "inizio: 11 luglio 2016"},
		{"es", library.Period{End: "2018-12-31", State: library.StateEnded}, "hasta el 31 de diciembre de 2018"},
	} {
		rd := reader{Language: c.language, Words: words[c.language]}
		if got := rd.span(c.period); got != c.want {
			t.Errorf("%s: got %q, want %q", c.language, got, c.want)
		}
	}
}
