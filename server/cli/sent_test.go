package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestRefusedAccountInput: what was typed of an account comes back when it is refused, and no password, code or secret.
func TestRefusedAccountInput(t *testing.T) {
	data := t.TempDir()
	_, addr := startProgram(t, "--data", data)
	const password, secret = "a few words in a row", "never-to-be-seen-again"
	admin := newPerson(t)
	founded := admin.do(addr, "invitationAccept", "viewer { account { id } }", map[string]any{
		"secret": founderSecret(t, data), "password": password, "email": "administrator@example.org",
	})
	id := at(founded.Data["invitationAccept"], "viewer", "account", "id")
	translator := []any{map[string]any{"role": "TRANSLATOR", "language": "nl"}, map[string]any{"role": "TRANSLATOR", "language": "x_x"}}
	for _, c := range []struct {
		field string
		input map[string]any
		back  string
		path  string
	}{
		{"accountInvite", map[string]any{"email": "reader@example.org", "name": "Reader", "roles": translator}, `"name":"Reader"`, "roles 1 language"},
		{"accountInvite", map[string]any{"email": "no address", "language": "x_x", "roles": []any{}}, `"email":"no address"`, "email"},
		{"accountInvite", map[string]any{"email": "reader@example.org", "language": "x_x", "roles": []any{}}, `"language":"x_x"`, "language"},
		{"accountChangeRoles", map[string]any{"account": id, "roles": translator}, `"language":"nl"`, "roles 1 language"},
		{"accountRename", map[string]any{"name": "No\u0001name"}, `"name":"No`, "name"},
		{"accountChooseLanguage", map[string]any{"language": "x_x"}, `"language":"x_x"`, "language"},
		{"invitationAccept", map[string]any{"secret": secret, "password": secret, "name": "Reader"}, `"name":"Reader"`, "secret"},
		{"signIn", map[string]any{"email": "reader@example.org", "password": secret, "code": secret}, `"email":"reader@example.org"`, ""},
		{"tokenCreate", map[string]any{"name": "Mine", "scopes": []any{"READ"}, "expiresInDays": 1, "password": secret, "code": secret}, `"name":"Mine"`, "password"},
	} {
		kind := strings.ToUpper(c.field[:1]) + c.field[1:] + "Input!"
		body, err := json.Marshal(map[string]any{
			"query":     "mutation($i: " + kind + ") { " + c.field + "(input: $i) { sent userErrors { code field } } }",
			"variables": map[string]any{"i": c.input},
		})
		must(t, err)
		got := admin.ask(addr, string(body)).Data[c.field]
		back, err := json.Marshal(got["sent"])
		must(t, err)
		if !strings.Contains(string(back), c.back) || strings.Contains(string(back), secret) {
			t.Errorf("%s gives back %s", c.field, back)
		}
		errs, _ := got["userErrors"].([]any)
		if len(errs) != 1 {
			t.Errorf("%s: %v", c.field, got)
			continue
		}
		var path []string
		named, _ := errs[0].(map[string]any)["field"].([]any)
		for _, step := range named {
			path = append(path, step.(string))
		}
		if strings.Join(path, " ") != c.path {
			t.Errorf("%s names %v", c.field, path)
		}
	}
}
