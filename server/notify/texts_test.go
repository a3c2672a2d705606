package notify_test

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// TestTexts wants the words of every language whole, none of them left in English, and no sign of French on a line of its
// own.
func TestTexts(t *testing.T) {
	data, err := os.ReadFile("texts.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[library.Language]map[string]string
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	torn := regexp.MustCompile(` [:;?!»]|« `)
	english := all[library.English]
	for _, language := range library.Languages {
		own := all[language]
		if len(own) != len(english) {
			t.Errorf("%s has %d parts, want %d", language, len(own), len(english))
		}
		for part, text := range english {
			if own[part] == "" || language != library.English && own[part] == text {
				t.Errorf("%s: %s is missing or in English", language, part)
			}
			if language == "fr" && torn.MatchString(own[part]) {
				t.Errorf("a sign of %s stands alone: %s", part, own[part])
			}
		}
	}
}
