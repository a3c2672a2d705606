package cli_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/weldi-network/practice-library/"

// imports is the plan of the house: what each room of ours may import of ours. A room not named here may not exist.
var imports = map[string][]string{
	"server/library":             {},
	"server/library/librarytest": {"server/library"},
	"server/search":              {"server/library"},
	"server/store":               {"server/library"},
	"server/store/embedded":      {"server/library"},
	"server/store/storetest":     {"server/library"},
	"server/httpd":               {"server/library"},
	"server/auth":                {"server/library"},
	"server/mail":                {},
	"server/translate":           {"server/library"},
	"server/notify":              {"server/library", "server/mail"},
	"server/backup":              {"server/library"}, // a file format, which has to outlive every store
	"graph":                      {"graph/generated", "graph/model", "graph/overhttp", "graph/recent", "graph/view", "server/auth", "server/library", "server/notify"},
	"graph/generated":            {"graph/model", "graph/scalar", "graph/view", "server/library", "server/notify"},
	"graph/model":                {"graph/scalar", "graph/view", "server/library", "server/notify"},
	"graph/overhttp":             {"graph/recent", "server/library"},
	"graph/recent":               {},
	"graph/scalar":               {"server/library"},
	"graph/view":                 {"server/auth", "server/library", "server/notify"},
	"seed":                       {"server/library"},
	"seed/corpus":                {"seed", "server/library"},
	"web":                        {},
	"server/cli": {
		"graph", "seed", "seed/corpus", "server/auth", "server/backup", "server/httpd", "server/library", "server/mail", "server/notify", "server/search",
		"server/store", "server/store/embedded", "server/translate", "web",
	},
	"server": {"server/cli"},
}

// reserved says which room alone may import a library of others, so that it stays exchangeable.
var reserved = map[string]string{
	"go.mongodb.org/mongo-driver/":   "server/store",
	"github.com/FerretDB/":           "server/store/embedded",
	"modernc.org/sqlite":             "server/store/embedded",
	"github.com/blevesearch/":        "server/search",
	"github.com/99designs/gqlgen/":   "graph",
	"github.com/vektah/gqlparser/":   "graph",
	"github.com/rs/cors":             "server/httpd",
	"github.com/prometheus/":         "server/httpd",
	"github.com/yuin/goldmark":       "graph/view",
	"github.com/microcosm-cc/":       "graph/view",
	"github.com/klauspost/compress/": "server/httpd",
	"golang.org/x/crypto/":           "server/auth",
	"golang.org/x/oauth2":            "server/auth",
	"github.com/coreos/go-oidc/":     "server/auth",
	"github.com/wneessen/go-mail":    "server/mail",
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

func TestImportsFollowThePlan(t *testing.T) {
	for _, p := range listPackages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		allowed, known := imports[room]
		if !known {
			t.Errorf("%s is a room that the plan does not name", room)
			continue
		}
		for _, path := range p.Imports {
			checkImport(t, room, allowed, path)
		}
	}
}

func checkImport(t *testing.T, room string, allowed []string, path string) {
	t.Helper()
	if own, ok := strings.CutPrefix(path, module); ok {
		if !slices.Contains(allowed, own) {
			t.Errorf("%s must not import %s", room, own)
		}
		return
	}
	if room == "server/library" && strings.Contains(strings.Split(path, "/")[0], ".") {
		t.Errorf("the domain imports the standard library only, not %s", path)
	}
	for prefix, owner := range reserved {
		if strings.HasPrefix(path, prefix) && room != owner && !strings.HasPrefix(room, owner+"/") {
			t.Errorf("%s must not import %s: that is the affair of %s", room, path, owner)
		}
	}
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listedPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
