package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/auth"
)

func TestIdentityProvidersOfAFile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("from a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("LIEGE_SECRET", "from the environment")
	file := writeFile(t, `# two of them
- key: liege
  name: Ville de Liège
  issuer: https://login.liege.example
  client-id: practice-library
  secret-env: LIEGE_SECRET
- {key: trial, name: Trial, issuer: "http://127.0.0.1:9998/", client-id: web, secret-file: "`+secret+`"}
`)
	got, _, err := readConfig([]string{"--oidc-file", file}, environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	want := []auth.Provider{
		{Key: "liege", Name: "Ville de Liège", Issuer: "https://login.liege.example", ClientID: "practice-library", Secret: "from the environment"},
		{Key: "trial", Name: "Trial", Issuer: "http://127.0.0.1:9998/", ClientID: "web", Secret: "from a file"},
	}
	if diff := cmp.Diff(want, got.Providers); diff != "" {
		t.Error(diff)
	}
}

func TestIdentityProvidersThatAreRefused(t *testing.T) {
	t.Setenv("A_SECRET", "never shown")
	const good = "{key: a, name: A, issuer: 'https://a.example', client-id: c, secret-env: A_SECRET}"
	with := func(old, new string) string { return "[" + strings.Replace(good, old, new, 1) + "]" }
	for text, want := range map[string]string{
		"":                                    "must list 1 to 50",
		"key: a":                              "not a list of identity providers",
		"[[[":                                 "not a list of identity providers",
		"[" + good + "," + good + "]":         "is there twice",
		with("key: a", "key: A/b"):            "is not a key",
		with("name: A", "name: ''"):           "name:",
		with("client-id: c", "client-id: ''"): "client-id:",
		with("https://a.example", "http://a.example"):           "issuer:",
		with("https://a.example", "javascript:alert(1)"):        "issuer:",
		with("https://a.example", "https://u:p@a.example"):      "issuer:",
		with("A_SECRET", "NO_SECRET"):                           "secret-env:",
		with("secret-env: A_SECRET", "secret-file: /nowhere/x"): "secret-file:",
		with("secret-env: A_SECRET", "issuers: x"):              "not a list of identity providers",
		with("secret-env", "secret-file: x, secret-env"):        "name one of",
		with(", secret-env: A_SECRET", ""):                      "name one of",
	} {
		_, _, err := readConfig([]string{"--oidc-file", writeFile(t, text)}, environment(nil))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "never shown") {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, _, err := readConfig([]string{"--oidc-file", "/nowhere/providers.yaml"}, environment(nil)); err == nil {
		t.Error("a file that is not there is taken")
	}
}
