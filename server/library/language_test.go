package library_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
)

func TestParseLanguage(t *testing.T) {
	tests := []struct{ in, want string }{
		{"fr", "fr"}, {"FR", "fr"}, {"pt-br", "pt-BR"}, {"SR-LATN-rs", "sr-Latn-RS"}, {"zh-cmn-hans-cn", "zh-cmn-Hans-CN"},
		{"es-419", "es-419"}, {"de-1996", "de-1996"}, {"sl-rozaj-biske", "sl-rozaj-biske"}, {"gsw", "gsw"},
		{"en-ca-x-CA", "en-CA-x-ca"}, {"en-a-BBB-x-a", "en-a-bbb-x-a"}, {"sgn-be-fr", ""}, {"iw", "iw"},
		{"klingon", ""}, {"english", ""}, {"zzzz", ""}, {"xx", ""}, {"xx-FR", ""},
		{"", ""}, {"e", ""}, {"en-", ""}, {"-en", ""}, {"en--US", ""}, {"en_US", ""}, {"en-a", ""}, {"en-a-b-cc", ""},
		{"en-x", ""}, {"x-en", ""}, {"i-klingon", ""}, {"123", ""}, {"en-12", ""}, {"en-abcdefghi", ""}, {"ęn", ""},
		{"\u212Ao", ""}, {"en\n", ""}, {" en", ""}, {"not-stated", "not-stated"}, {"en-x-" + strings.Repeat("abcdefgh-", 4), ""},
		{"en-x-abcdefgh-abcdefgh-abcdefgh-abc", "en-x-abcdefgh-abcdefgh-abcdefgh-abc"},
		{"en-x-abcdefgh-abcdefgh-abcdefgh-abcd", ""},
	}
	for _, tt := range tests {
		got, err := library.ParseLanguage(tt.in)
		if string(got) != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%q: got %q, %v, want %q", tt.in, got, err, tt.want)
		}
		if err != nil && library.CodeOf(err) != library.CodeBadInput {
			t.Errorf("%q: code %s", tt.in, library.CodeOf(err))
		}
	}
}

func FuzzParseLanguage(f *testing.F) {
	for _, s := range []string{"en", "pt-BR", "zh-cmn-Hans-CN", "en-a-bbb-x-a", "de-1996", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tag, err := library.ParseLanguage(s)
		if err != nil {
			return
		}
		if !strings.EqualFold(string(tag), s) {
			t.Errorf("%q became %q", s, tag)
		}
		if again, err := library.ParseLanguage(string(tag)); err != nil || again != tag {
			t.Errorf("%q became %q, then %q, %v", s, tag, again, err)
		}
		if at := tag.Lookup([]library.Language{tag}); at != 0 {
			t.Errorf("%q does not find itself", tag)
		}
	})
}

func TestParseLanguageRange(t *testing.T) {
	for in, want := range map[string]library.Language{"*": library.AnyLanguage, "PT-br": "pt-BR", "**": "", "fr-*": "", "*-CH": "", "\u0020*": "", "": ""} {
		got, err := library.ParseLanguageRange(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
	if _, err := library.ParseLanguage("*"); err == nil {
		t.Error("no text is in any language")
	}
}

// TestAnyLanguage is passed over; alone it is as if nothing were asked.
func TestAnyLanguage(t *testing.T) {
	card := library.Card{Original: "fr", Texts: []library.Text{
		{Language: "fr", Title: "français", Revision: 1}, {Language: "en", Title: "English"}, {Language: "nl", Title: "Nederlands"},
	}}
	for _, tt := range []struct {
		asked []library.Language
		want  string
	}{
		{nil, "français"}, {[]library.Language{"*"}, "français"}, {[]library.Language{"*", "*"}, "français"},
		{[]library.Language{"*", "nl"}, "Nederlands"}, {[]library.Language{"pl", "*"}, "English"},
	} {
		served := card.Title(tt.asked)
		if served.Value != tt.want {
			t.Errorf("%v: %s", tt.asked, served.Value)
		}
		if diff := cmp.Diff(tt.asked, served.Requested); diff != "" {
			t.Error(diff)
		}
	}
	labels := library.Labels{"en": "health", "nl": "gezondheid"}
	if got := labels.In([]library.Language{"*", "nl"}); got != "gezondheid" {
		t.Error(got)
	}
	if got := labels.In([]library.Language{"*"}); got != "health" {
		t.Error(got)
	}
}

// TestLookup follows the examples of RFC 4647, section 3.4.
func TestLookup(t *testing.T) {
	tests := []struct {
		asked     library.Language
		available string
		want      int
	}{
		{"pt-BR", "en pt", 1}, {"pt-BR", "pt pt-BR", 1}, {"PT-br", "pt-BR", 0}, {"pt", "pt-BR", -1}, {"fr", "", -1},
		{"zh-Hant-CN-x-private1-private2", "zh zh-Hant-CN-x-private1", 1},
		{"zh-Hant-CN-x-private1-private2", "zh-Hant-CN-x zh-Hant-CN", 1},
		{"zh-Hant-CN-x-private1-private2", "zh-Hant", 0},
		{"zh-Hant-CN", "zh", 0}, {"", "en", -1}, {"de", "en", -1}, {"e", "en", -1},
	}
	for _, tt := range tests {
		var available []library.Language
		for _, tag := range strings.Fields(tt.available) {
			available = append(available, library.Language(tag))
		}
		if got := tt.asked.Lookup(available); got != tt.want {
			t.Errorf("%s in %q: got %d, want %d", tt.asked, tt.available, got, tt.want)
		}
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[library.Language]library.Direction{
		"en": library.LeftToRight, "ar": library.RightToLeft, "ar-SY": library.RightToLeft, "ar-Latn": library.LeftToRight,
		"az-Arab": library.RightToLeft, "ckb": library.RightToLeft, "pl": library.LeftToRight, "uz-Arab-AF": library.RightToLeft,
	} {
		if got := tag.Direction(); got != want {
			t.Errorf("%s: got %d", tag, got)
		}
	}
}

func TestLabels(t *testing.T) {
	labels := library.Labels{"en": "Housing", "pt": "Habitação", "sr-Latn": "Stanovanje"}
	tests := []struct {
		asked []library.Language
		want  string
	}{
		{nil, "Housing"},
		{[]library.Language{"pt-BR"}, "Habitação"},
		{[]library.Language{"de", "pt"}, "Habitação"},
		{[]library.Language{"sr"}, "Housing"},
		{[]library.Language{"sr-Latn-RS", "pt"}, "Stanovanje"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, labels.In(tt.asked)); diff != "" {
			t.Errorf("%v: %s", tt.asked, diff)
		}
	}
}
