package seed

import "testing"

// TestPlainSpelling: labels that search takes for one another are spelt alike, and one that nobody sees is none.
func TestPlainSpelling(t *testing.T) {
	for _, alike := range [][2]string{
		{"Mother-and-child  health", "mother and child health"}, {"Łódź", "łodz"}, {"soft\u00adhyphen", "softhyphen"}, {"\u200b ", ""},
		{"one–stop", "One stop"},
	} {
		if a, b := plainSpelling(alike[0]), plainSpelling(alike[1]); a != b {
			t.Errorf("%q is spelt %q, and %q %q", alike[0], a, alike[1], b)
		}
	}
}
