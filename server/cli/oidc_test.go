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
		"":                                 " must list 1 to 50",
		"# nothing\n":                      " must list 1 to 50",
		"key: a":                           ":1: Here stands a list of identity providers",
		"a":                                ":1: Here stands a list of identity providers",
		"- a":                              ":1: Here stands an identity provider",
		"- key: a\n  name: A\n- [a]":       ":3: Here stands an identity provider",
		"[[[":                              ":1: This is not valid YAML: ",
		"x: [":                             ":1: This is not valid YAML: ",
		"- key: liege":                     ":1: name: say what people call it",
		"# it\n\n- key: liege\n  name: ''": ":4: name: say what people call it",
		"- key: a\n  name: A\n  issuer: http://a.example\n  client-id: c": ":3: issuer: ",
		"- key: a\n  key: b":                                    ":2: This is not valid YAML: ",
		"- key: a\n  name: [A]":                                 ":2: name: This must be a single value",
		"- " + good + "\n- " + good:                             ":2: key: “a” is there twice",
		"- " + good + "\n---\n- " + good:                        ":3: The file must hold one document",
		with("key: a", "key: A/b"):                              ":1: key: “A/b” is not a key",
		with("key: a, ", ""):                                    ":1: key: “” is not a key",
		with("name: A", "name: ''"):                             ":1: name: ",
		with("name: A", `name: "A\u202eB"`):                     ":1: name: this is one line of at most 100",
		with("client-id: c", "client-id: ''"):                   ":1: client-id: ",
		with("https://a.example", "http://a.example"):           ":1: issuer: ",
		with("https://a.example", "javascript:alert(1)"):        ":1: issuer: ",
		with("https://a.example", "https://u:p@a.example"):      ":1: issuer: ",
		with("A_SECRET", "NO_SECRET"):                           ":1: secret-env: the variable NO_SECRET is empty",
		with("secret-env: A_SECRET", "secret-file: /nowhere/x"): ":1: secret-file: it cannot be read",
		with("secret-env: A_SECRET", "issuers: x"):              ":1: issuers: There is no such field; there are key, ",
		with("secret-env", "secret-file: x, secret-env"):        ":1: secret-file: name one of",
		with(", secret-env: A_SECRET", ""):                      ":1: secret-file: name one of",
		strings.Repeat("# long\n", 5000):                        " is larger than 32 KB",
	} {
		path := writeFile(t, text)
		_, _, err := readConfig([]string{"--oidc-file", path}, environment(nil))
		if err == nil {
			t.Errorf("%.100s was taken", text)
			continue
		}
		said := sentence(err)
		if !strings.HasPrefix(said, "--oidc-file: "+path+want) || !strings.HasSuffix(said, ".") || strings.HasSuffix(said, "..") ||
			strings.ContainsAny(said, "\n") || strings.Contains(said, "never shown") {
			t.Errorf("%.100s: %s", text, said)
		}
	}
	if _, _, err := readConfig([]string{"--oidc-file", "/nowhere/providers.yaml"}, environment(nil)); err == nil {
		t.Error("a file that is not there is taken")
	}
}
