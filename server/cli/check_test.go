package cli_test

import (
	"context"
	"strings"
	"testing"

	"github.com/weldi-network/practice-library/server/library"
)

// untold are bodies of which some that are put never arrive, or arrive as something else.
type untold struct {
	library.Bodies
	change func(*library.Practice) bool
}

func (b untold) PutBodies(ctx context.Context, number uint64, faces []library.Practice) error {
	var kept []library.Practice
	for _, face := range faces {
		if b.change(&face) {
			kept = append(kept, face)
		}
	}
	return b.Bodies.PutBodies(ctx, number, kept)
}

// TestCheckAfterACrash: a text that a killed server has not stored yet is in the journal, so the library is whole; one
// that is stored and says something else is a fault.
func TestCheckAfterACrash(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*library.Practice) bool
		status int
		want   string
	}{
		"missing": {
			func(*library.Practice) bool { return false },
			0, "The library is whole: 3 journal entries, 1 practices, 0 stored texts, 0 documents of accounts and concerns.\n" +
				"1 texts do not stand where they are read, as after a crash;",
		},
		"altered": {
			func(p *library.Practice) bool { p.Place = "elsewhere"; return true },
			1, "The stored text of the practice “one” is not what entry 3 published.\nserver: The library is not whole.\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			p, err := openPart(t.Context(), folder, folder, alone, func(ports *library.Ports) {
				ports.Bodies = untold{ports.Bodies, c.change}
			})
			must(t, err)
			must(t, ensureReference(t.Context(), p.library))
			_, err = p.library.Publish(t.Context(), library.Operator(), submission("one", "", 1))
			must(t, err)
			must(t, p.close(context.WithoutCancel(t.Context())))
			if status, out := runCommand(t, "check", "--data", folder); status != c.status || !strings.HasPrefix(out, c.want) {
				t.Errorf("%d: %s", status, out)
			}
		})
	}
}
