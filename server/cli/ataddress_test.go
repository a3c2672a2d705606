package cli_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestQuestionAtAnAddress asks the API what the pages lead programs to who want a practice as JSON.
func TestQuestionAtAnAddress(t *testing.T) {
	document, err := os.ReadFile("../httpd/practice.graphql")
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data struct {
			Practice struct {
				Slug, Confidence string
				Title            struct{ Language string }
				Sections         []any
				Sources          []any
			}
		}
		Errors []any
	}
	a := openAPI(t)
	got := a.ask(t, string(document), json.RawMessage(`{"slug": "osijek-photovoice", "lang": ["pl"]}`))
	if err := json.NewDecoder(strings.NewReader(string(got.body))).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	p := answer.Data.Practice
	if len(answer.Errors) > 0 || p.Slug != "osijek-photovoice" || p.Title.Language == "" || p.Confidence == "" {
		t.Errorf("the answer is %.500s", got.body)
	}
	if len(p.Sections) == 0 || len(p.Sources) == 0 {
		t.Errorf("it lacks the long texts or the sources: %.500s", got.body)
	}
}
