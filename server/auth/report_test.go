package auth_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// report reports a worry about a practice of the test.
func (v *visitor) report(practice, text string) *reply {
	v.t.Helper()
	return v.ask(`mutation($i: ConcernReportInput!) { concernReport(input: $i) { isTaken sent `+errorsToo+` } }`,
		map[string]any{"i": map[string]any{"practice": practice, "kind": "WRONG", "text": text}})
}

// TestReportsAreLimited: ten reports come from one source, or one account, in a quarter of an hour. Those that are not
// taken do not count, and nothing of where they came from is kept.
func TestReportsAreLimited(t *testing.T) {
	t.Parallel()
	p := newPlace()
	s := p.start(t)
	_, err := s.library.Import(t.Context(), library.Operator(), librarytest.NewBundle("2", librarytest.NewRecord("a", "A")))
	wantDone(t, err)
	me := s.founder(t)
	v := s.visitor(t)
	id := v.ask(`{ practice(by: { slug: "a" }) { id } }`, nil).text("practice", "id")
	for range 12 {
		v.report(id, " ").wants("concernReport", "BAD_INPUT")
		v.report("x", "Who?").wants("concernReport", "BAD_ID")
	}
	for range 10 {
		v.report(id, "Who?").done("concernReport")
	}
	refused := v.report(id, "Eleventh")
	refused.wants("concernReport", "TOO_MANY_TRIES")
	if refused.status != http.StatusTooManyRequests || refused.header.Get("Retry-After") == "" || refused.text("concernReport", "sent") != "Eleventh" {
		t.Errorf("got %d, %v, %s", refused.status, refused.header, refused.body)
	}
	me.report(id, "From the same place").wants("concernReport", "TOO_MANY_TRIES")
	me.signIn(founderEmail, password).done("signIn") // which is counted apart
	p.pass(15 * time.Minute)
	aliases := ""
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"} {
		aliases += name + `: concernReport(input: { practice: "` + id + `", kind: WRONG, text: "Again" }) { isTaken userErrors { code } } `
	}
	if got := v.ask(`mutation { `+aliases+` }`, nil); strings.Count(got.body, `"isTaken":true`) != 10 || got.status != http.StatusTooManyRequests {
		t.Errorf("got %d %s", got.status, got.body)
	}
	if kept := p.everything(t, s) + p.log.String(); strings.Contains(kept, "127.0.0.1") {
		t.Error("the address of somebody who reports is kept")
	}
}
