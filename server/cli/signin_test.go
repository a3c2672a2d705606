package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestProvidersOfTheProgram: what the file of identity providers lists can be asked for, and the address to which they send
// people back is answered.
func TestProvidersOfTheProgram(t *testing.T) {
	file, secret := filepath.Join(t.TempDir(), "providers.yaml"), filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("never shown\n"), 0o600))
	must(t, os.WriteFile(file, []byte("- {key: liege, name: Liège, issuer: 'https://login.example', client-id: c, secret-file: '"+secret+"'}\n"), 0o600))
	_, addr := startProgram(t, "--oidc-file", file)
	got := (&api{url: "http://" + addr + "/graphql"}).ask(t, `{ identityProviders { key name } }`, nil)
	if want := `{"data":{"identityProviders":[{"key":"liege","name":"Liège"}]}}`; strings.TrimSpace(string(got.body)) != want {
		t.Errorf("%s", got.body)
	}
	for path, status := range map[string]int{"liege?state=a&code=b": http.StatusForbidden, "nowhere": http.StatusNotFound} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/account/provider/"+path, nil)
		must(t, err)
		if got := send(t, request); got.status != status || !got.has(`"errors"`) || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}
