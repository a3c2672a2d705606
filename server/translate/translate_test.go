package translate_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/translate"
)

// libre speaks the documented interface of LibreTranslate: an array of texts is answered by an array, and a key that is
// wrong by 403.
func libre(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Q                      []string
		Source, Target, Format string
		Key                    string `json:"api_key"`
	}
	if r.Method != http.MethodPost || r.URL.Path != "/translate" || json.NewDecoder(r.Body).Decode(&q) != nil || q.Format != "text" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if q.Key != "secret" {
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"error":"Invalid API key"}`))
		return
	}
	out := make([]string, len(q.Q))
	for i, text := range q.Q {
		out[i] = q.Source + ">" + q.Target + " " + text
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"translatedText": out})
}

func TestTranslates(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(libre))
	defer s.Close()
	got, err := translate.New(s.URL+"/", "secret").Translate(t.Context(), "en", "nl", []string{"one", "two"})
	if diff := cmp.Diff([]string{"en>nl one", "en>nl two"}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	_, err = translate.New(s.URL, "wrong").Translate(t.Context(), "en", "nl", []string{"one"})
	wantUnavailable(t, "a wrong key", err)
}

func wantUnavailable(t *testing.T, name string, err error) {
	t.Helper()
	refusal, ok := errors.AsType[*library.Error](err)
	if !ok || refusal.Code != library.CodeUnavailable || refusal.Cause == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("%s: %v", name, err)
	}
}

// TestLies: whatever else the server says is no translation.
func TestLies(t *testing.T) {
	says := func(media, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			_, _ = w.Write([]byte(body))
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"HTML":          says("text/html", "<html></html>"),
		"no JSON":       says("application/json", "<html></html>"),
		"another shape": says("application/json", `{"translatedText":"one"}`),
		"nothing":       says("application/json", `{}`),
		"too few":       says("application/json", `{"translatedText":["one"]}`),
		"too many":      says("application/json", `{"translatedText":["one","two","three"]}`),
		"an empty one":  says("application/json", `{"translatedText":["one"," "]}`),
		"a long one":    says("application/json", `{"translatedText":["one","`+strings.Repeat("x", 1000)+`"]}`),
		"a huge one":    says("application/json", `{"translatedText":["one","`+strings.Repeat("x", 5<<20)+`"]}`),
		"an error":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
		},
		"cut": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		s := httptest.NewServer(h)
		_, err := translate.New(s.URL, "secret").Translate(t.Context(), "en", "nl", []string{"one", "two"})
		wantUnavailable(t, name, err)
		s.Close()
	}
	_, err := translate.New("http://127.0.0.1:1", "").Translate(t.Context(), "en", "nl", []string{"one"})
	wantUnavailable(t, "down", err)
}

func TestHangs(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes what a server is given")
	}
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-done }))
	defer s.Close()
	defer close(done)
	begin := time.Now()
	_, err := translate.New(s.URL, "").Translate(t.Context(), "en", "nl", []string{"one"})
	wantUnavailable(t, "it hangs", err)
	if took := time.Since(begin); took > 17*time.Second {
		t.Error(took)
	}
}

func TestAddresses(t *testing.T) {
	for address, isRight := range map[string]bool{
		"https://translate.city.example": true, "http://127.0.0.1:5000/libre": true, "": false, "translate": false, "ftp://x": false,
		"https://u:p@x": false, "https://x?api_key=y": false, "https://": false,
	} {
		if err := translate.Check(address); (err == nil) != isRight {
			t.Errorf("%q: %v", address, err)
		}
	}
}
