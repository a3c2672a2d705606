package httpd_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/httpd"
	"github.com/weldi-network/practice-library/server/library"
)

// TestConcernWithoutScripts sends the form as a browser without scripts does. Whatever is refused comes back as typed.
func TestConcernWithoutScripts(t *testing.T) {
	var taken []library.NewConcern
	var refusal error
	s := newSite(t, func(c *httpd.Config) {
		c.Report = func(_ context.Context, n library.NewConcern) error {
			if refusal == nil {
				taken = append(taken, n)
			}
			return refusal
		}
	})
	const path, typed = "/fr/practices/city-card/concern", "Une ligne\r\n<script>alert(1)</script>"
	empty := library.Refusals{
		library.RefuseField(library.CodeBadInput, "kind", "There is no such kind of concern."),
		library.RefuseField(library.CodeBadInput, "text", "This must not be empty."),
		library.RefuseField(library.CodeBadInput, "contact", "Control characters are not allowed here."),
	}
	for _, c := range []struct {
		name, path string
		form       url.Values
		header     string
		refusal    error
		status     int
		holds      []string
	}{
		{"taken", path, url.Values{"kind": {"WRONG"}, "text": {typed}, "contact": {" reader@library.test "}}, "Sec-Fetch-Site: same-origin", nil, 303, nil},
		{"nothing typed", path, url.Values{"contact": {"\x01"}}, "", empty, 422, []string{
			"Choisissez au moins une réponse.", "À remplir, s’il vous plaît.", "n’accepte pas cela", `content="noindex"`, `aria-invalid="true"`,
		}},
		{
			"too long", path, url.Values{"kind": {"OTHER"}, "text": {strings.Repeat("x", 4001)}}, "",
			library.RefuseField(library.CodeBadInput, "text", "This is longer than 4000 characters."), 422, []string{"Au plus 4", strings.Repeat("x", 4001), `value="OTHER" required checked`},
		},
		{
			"too often", path, url.Values{"kind": {"PERSON_RECOGNISABLE"}, "text": {typed}}, "",
			library.Refuse(library.CodeTooManyTries, "Wait."), 429, []string{"Trop de signalements", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		},
		{"too many wait", path, url.Values{"kind": {"WRONG"}, "text": {typed}}, "", library.Refuse(library.CodeNotNow, "Later."), 409, []string{"pas possible pour le moment"}},
		{"no database", path, url.Values{"kind": {"WRONG"}, "text": {typed}}, "", library.Refuse(library.CodeUnavailable, "Later."), 503, []string{"Une ligne"}},
		{"another site", path, url.Values{"kind": {"WRONG"}, "text": {typed}}, "Sec-Fetch-Site: cross-site", nil, 403, []string{"Par sécurité", "Une ligne"}},
		{"more than anybody types", path, url.Values{"text": {strings.Repeat("x", 1<<20)}}, "", nil, 413, []string{"Signaler un problème"}},
		{"withdrawn", "/fr/practices/withdrawn/concern", url.Values{"text": {typed}}, "", nil, 410, nil},
		{"nowhere", "/fr/practices/nobody/concern", url.Values{"text": {typed}}, "", nil, 404, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			refusal = c.refusal
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://library.example"+c.path, strings.NewReader(c.form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if name, value, ok := strings.Cut(c.header, ": "); ok {
				r.Header.Set(name, value)
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != c.status || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("answered %d, %v", w.Code, w.Header())
			}
			for _, want := range c.holds {
				if !strings.Contains(w.Body.String(), want) {
					t.Errorf("it lacks %s\n%s", want, w.Body)
				}
			}
			if strings.Contains(w.Body.String(), "<script>alert") {
				t.Error("what was typed runs")
			}
		})
	}
	want := library.NewConcern{Practice: taken[0].Practice, Kind: library.ConcernWrong, ConcernText: library.ConcernText{
		Text: "Une ligne\n<script>alert(1)</script>", Contact: "reader@library.test",
	}}
	if len(taken) != 1 || taken[0] != want {
		t.Errorf("taken: %+v", taken)
	}
	if r := s.ask(t, http.MethodGet, path+"?sent=1"); !strings.Contains(r.Body, "a reçu votre signalement") || strings.Contains(r.Body, "<textarea") {
		t.Errorf("after it was sent: %s", r.Body)
	}
	if r := newSite(t, nil).ask(t, http.MethodPost, path); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("where no reports are taken: %d", r.StatusCode)
	}
}
