package cli

import (
	"context"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func writeFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "weldi.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestPrecedence sets the same thing in several places.
func TestPrecedence(t *testing.T) {
	file := writeFile(t, "addr: file:1\ndata: file\nlog-level: warn\nno-seed: true\nmongodb-uri: mongodb://file\n")
	env := environment(map[string]string{
		"WELDI_CONFIG": file, "WELDI_ADDR": "env:2", "WELDI_DATA": "env", "WELDI_NO_SEED": "", "MONGODB_URI": "mongodb://env",
	})
	got, rest, err := readConfig([]string{"first", "--addr", "flag:3", "--no-seed=false", "second"}, env)
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Addr: "flag:3", Data: "env", MongoDBURI: "mongodb://env", MongoDBFrom: "MONGODB_URI (--mongodb-uri)", CORSOrigins: []string{"*"}, NoSeed: false, LogLevel: slog.LevelWarn,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"first", "second"}, rest); diff != "" {
		t.Error(diff)
	}
}

func TestDefaults(t *testing.T) {
	got, _, err := readConfig(nil, environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{Addr: "127.0.0.1:8080", Data: "data", CORSOrigins: []string{"*"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGoodValues(t *testing.T) {
	for args, want := range map[string]*Config{
		"--addr :0":                                        {Addr: ":0"},
		"--addr [::1]:8080":                                {Addr: "[::1]:8080"},
		"--base-url https://library.example/":              {BaseURL: "https://library.example"},
		"--base-url http://localhost:8080":                 {BaseURL: "http://localhost:8080"},
		"--cors-origins none":                              {CORSOrigins: nil},
		"--cors-origins https://a.example,https://b.c:444": {CORSOrigins: []string{"https://a.example", "https://b.c:444"}},
		"--cors-origins https://*.weldi.example":           {CORSOrigins: []string{"https://*.weldi.example"}},
		"--mongodb-uri mongodb+srv://u:p@cluster/x":        {MongoDBURI: "mongodb+srv://u:p@cluster/x"},
		"--trusted-proxies 10.1.2.3/8,::1": {
			TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")},
		},
		"--smtp-url smtps://u:p@mail?from=a@b.c":  {SMTPURL: "smtps://u:p@mail?from=a@b.c"},
		"--contact library@city.example":          {Contact: "library@city.example"},
		"--contact https://city.example/help?a=b": {Contact: "https://city.example/help?a=b"},
		"--no-seed":         {NoSeed: true},
		"--log-level DEBUG": {LogLevel: slog.LevelDebug},
	} {
		got, _, err := readConfig(strings.Fields(args), environment(nil))
		if err != nil {
			t.Errorf("%s: %v", args, err)
			continue
		}
		name, _, _ := strings.Cut(strings.Fields(args)[0], "=")
		if diff := cmp.Diff(pick(want, name), pick(got, name), cmp.Comparer(samePrefix)); diff != "" {
			t.Errorf("%s: %s", args, diff)
		}
	}
}

func samePrefix(a, b netip.Prefix) bool { return a == b }

// pick gives the one field that a flag sets.
func pick(c *Config, flag string) any {
	return map[string]any{
		"--addr": c.Addr, "--base-url": c.BaseURL, "--cors-origins": c.CORSOrigins, "--mongodb-uri": c.MongoDBURI,
		"--trusted-proxies": c.TrustedProxies, "--smtp-url": c.SMTPURL, "--contact": c.Contact, "--no-seed": c.NoSeed, "--log-level": c.LogLevel,
	}[flag]
}

// TestBadValues wants a sentence that names the flag, or the variable, and never a password.
func TestBadValues(t *testing.T) {
	for flag, values := range map[string][]string{
		"addr":            {"nowhere", "1.2.3.4", "a:b", "a:65536", "a:-1", "a b:1", "http://a:1", "::1:80"},
		"data":            {"", "  ", "a\x00b"},
		"mongodb-uri":     {"secret", "http://secret", "mongodb:secret", "Mongodb://secret"},
		"base-url":        {"library.example", "ftp://a", "https://", "https://secret@a", "https://a/b", "https://a?b", "https://a#b", "https://a?", "https://*.a", "%"},
		"cors-origins":    {"city.example", "https://a/", "https://a/b", "https://a,b", ",", "https://u:p@a", "*.a", "null"},
		"trusted-proxies": {"city.example", "10.0.0.0/33", ",", "10.0.0.1:80"},
		"smtp-url":        {"secret", "http://secret", "smtp://u:secret@mail", "smtp://mail?from=secret"},
		"contact":         {"", "city", "Us <secret@city.example>", "a@b?cc=secret@b", "javascript:secret", "https://u:secret@a", "https://"},
		"no-seed":         {"maybe"},
		"log-level":       {"loud"},
	} {
		for _, value := range values {
			_, _, err := readConfig([]string{"--" + flag + "=" + value}, environment(nil))
			if err == nil {
				t.Errorf("--%s=%s was taken", flag, value)
				continue
			}
			said := sentence(err)
			if !strings.HasPrefix(said, "--"+flag+": ") || !strings.HasSuffix(said, ".") || strings.Contains(said, "secret") ||
				strings.ContainsAny(said, "\n\x00") {
				t.Errorf("--%s=%s: %s", flag, value, said)
			}
		}
	}
	_, _, err := readConfig(nil, environment(map[string]string{"WELDI_ADDR": "nowhere"}))
	if err == nil || !strings.HasPrefix(sentence(err), "WELDI_ADDR (--addr): ") {
		t.Error(err)
	}
}

// TestFile wants of every wrong file its name, the line and the field.
func TestFile(t *testing.T) {
	for content, want := range map[string]string{
		"":                                    "",
		"# nothing\n":                         "",
		"---\n":                               "",
		"null\n":                              "",
		"addr: 127.0.0.1:1\n":                 "",
		"\"addr\": \"127.0.0.1:1\"\n":         "",
		"cors-origins: [https://a, '*']\n":    "",
		"data: 2024\n":                        "",
		"data: a\naddr: nowhere\n":            ":2: addr: “nowhere” is not an address",
		"data: a\n\nadres: nowhere\n":         ":3: adres: There is no such setting; there are addr, ",
		"config: other.yaml\n":                ":1: config: There is no such setting",
		"data:\n":                             ":1: data: This must be a single value.",
		"data: {a: b}\n":                      ":1: data: This must be a single value.",
		"data: [[a]]\n":                       ":1: data: This must be a single value.",
		"data: [a]\n":                         ":1: data: This must be a single value.",
		"data: a\naddr: [a, b]\n":             ":2: addr: This must be a single value.",
		"addr:\n  - 127.0.0.1:1\n":            ":1: addr: This must be a single value.",
		"no-seed: [true]\n":                   ":1: no-seed: This must be a single value.",
		"mongodb-uri: ['mongodb://a']\n":      ":1: mongodb-uri: This must be a single value.",
		"cors-origins: [[a]]\n":               ":1: cors-origins: This must be a single value or a list of such.",
		"trusted-proxies:\n  - 10.0.0.0/99\n": ":2: trusted-proxies: “10.0.0.0/99” is neither",
		"trusted-proxies:\n  - 10.0.0.0/9\n\n  - nowhere\n": ":4: trusted-proxies: “nowhere” is neither",
		"trusted-proxies:\n  - ''\n  - ::1\n  - a\n":        ":4: trusted-proxies: “a” is neither",
		"trusted-proxies:\n  [::1,\n   a]\n":                ":3: trusted-proxies: “a” is neither",
		"trusted-proxies:\n  - ::1\n  - {a: b}\n":           ":3: trusted-proxies: This must be a single value or a list",
		"trusted-proxies: []\n":                             ":1: trusted-proxies: this must be a list of addresses or networks.",
		"data: a\ncors-origins:\n  - https://a\n  - city\n": ":4: cors-origins: “city” is not an origin",
		"data: a\ncors-origins:\n  - none\n  - https://a\n": ":2: cors-origins: “none” is not an origin",
		"cors-origins: {a: b}\n":                            ":1: cors-origins: This must be a single value or a list of such.",
		"cors-origins: https://a\n":                         "",
		"data: a\ndata: b\n":                                ":2: This is not valid YAML: ",
		"- addr\n":                                          ":1: Here stand lines of the form",
		"addr\n":                                            ":1: Here stand lines of the form",
		"a: [\n":                                            ":1: This is not valid YAML: ",
		"data: a\n---\ndata: b\n":                           ":3: The file must hold one document.",
		"no-seed: perhaps\n":                                ":1: no-seed: “perhaps” is neither true nor false.",
		"? [a]\n: b\n":                                      ":2: This is not valid YAML: ",
		"data: &x a\naddr: *x\n":                            ":1: data: This must be a single value.",
		strings.Repeat("# long\n", 5000):                    " is larger than 32 KB.",
	} {
		path := writeFile(t, content)
		// A flag wins over the file, which must be right all the same.
		_, _, err := readConfig([]string{"--config", path, "--addr", "a:1"}, environment(nil))
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", content, err)
		case want != "" && (err == nil || !strings.Contains(sentence(err), path+want)):
			t.Errorf("%.100q: %v instead of %s", content, err, want)
		}
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "none.yaml"), t.TempDir()} {
		if _, _, err := readConfig([]string{"--config", path}, environment(nil)); err == nil || !strings.Contains(sentence(err), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func FuzzFile(f *testing.F) {
	for _, s := range []string{"addr: a:1\n", "cors-origins: [https://a]\n", "? a\n: b\n", "a: &b c\nd: *b\n", "--- !!map\n{}\n"} {
		f.Add(s)
	}
	path := filepath.Join(f.TempDir(), "weldi.yaml")
	f.Fuzz(func(t *testing.T, content string) {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readFile(path); err != nil && strings.HasPrefix(sentence(err), "Something") {
			t.Errorf("%q: %v", content, err)
		}
	})
}

// TestBrokenSeed starts with a seed that says something wrong: nothing is served, and the file, line and field named.
func TestBrokenSeed(t *testing.T) {
	var stdout, stderr strings.Builder
	p := &program{
		env: environment(nil), stdout: &stdout, stderr: &stderr,
		seed: fstest.MapFS{"territories/liege.yaml": {Data: []byte("kind: city\nnames:\n  en: Liège\ncountri: BE\n")}},
	}
	folder := t.TempDir()
	status := p.run(context.Background(), []string{"--addr", "127.0.0.1:0", "--data", folder})
	if status != exitFailed || stdout.String() != "" || !strings.Contains(stderr.String(), "territories/liege.yaml:4: ") {
		t.Errorf("status %d\n%s%s", status, &stdout, &stderr)
	}
	stdout.Reset()
	stderr.Reset()
	status = Run(context.Background(), []string{"check", "--data", folder}, environment(nil), &stdout, &stderr)
	if status != exitFailed || !strings.Contains(stdout.String()+stderr.String(), "There is no library") {
		t.Errorf("something was begun: status %d\n%s%s", status, &stdout, &stderr)
	}
}

// TestStopWhileStarting ends cleanly when it is told to stop before it serves.
func TestStopWhileStarting(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr strings.Builder
	status := Run(ctx, []string{"--addr", "127.0.0.1:0", "--data", t.TempDir()}, environment(nil), &stdout, &stderr)
	if status != exitDone || stdout.String() != "" {
		t.Errorf("status %d\n%s%s", status, &stdout, &stderr)
	}
}
