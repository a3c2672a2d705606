package cli

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version says which version this is and what it was built with.
func (p *program) version(context.Context) error {
	goVersion := "an unknown Go"
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
	}
	_, _ = fmt.Fprintf(p.stdout, "WELDI Practice Library %s, built with %s\n", versionName(), goVersion)
	return nil
}

// versionName is the release, or the revision that the program was built from.
func versionName() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				changed = "+changes"
			}
		}
	}
	if revision == "" {
		return "unreleased"
	}
	return revision[:min(len(revision), 12)] + changed
}
