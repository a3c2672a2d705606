package overhttp_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/graph/overhttp"
)

// The two audits that want application/json where the client leaves the choice to the server. They are older than
// the rule of the specification, in force since 2025, that it is then application/graphql-response+json.
var outdatedAudits = map[string]bool{"47DE": true, "80D8": true}

// TestAudits runs the audits of the npm package graphql-http where it is at hand: GRAPHQL_HTTP names a folder in
// which `npm install graphql-http graphql` was run. The same rules are tested one by one in http_test.go.
func TestAudits(t *testing.T) {
	folder := os.Getenv("GRAPHQL_HTTP")
	if folder == "" {
		t.Skip("GRAPHQL_HTTP is not set")
	}
	for media, excused := range map[string]map[string]bool{overhttp.MediaGraphQL: outdatedAudits, overhttp.MediaJSON: nil} {
		t.Run(media, func(t *testing.T) {
			server := httptest.NewServer(newHandler(func(c *overhttp.Config) { c.DefaultMedia = media }))
			defer server.Close()
			audit(t, folder, server.URL, excused)
		})
	}
}

func audit(t *testing.T, folder, url string, excused map[string]bool) {
	t.Helper()
	const script = `require("graphql-http").auditServer({url: process.argv[1]})
		.then(all => console.log(JSON.stringify(all.map(({id, name, status, reason}) => ({id, name, status, reason})))))`
	node := exec.CommandContext(t.Context(), "node", "-e", script, url)
	node.Dir = folder
	node.Stderr = os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatal(err)
	}
	var results []struct{ ID, Name, Status, Reason string }
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, r := range results {
		switch {
		case r.Status == "ok":
			passed++
		case !excused[r.ID]:
			t.Errorf("%s %s: %s %s", r.ID, r.Name, strings.ToUpper(r.Status), r.Reason)
		}
	}
	t.Logf("%d of %d audits pass", passed, len(results))
}
