package cli

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnchanged(t *testing.T) {
	const smaps = `00400000-019b9000 r-xp 00000000 fd:00 42   /opt/weldi/server
Size:              22132 kB
Rss:               18676 kB
Anonymous:             0 kB
019b9000-01a00000 r--p 015b9000 fd:00 42   /opt/weldi/server
Rss:                 300 kB
Anonymous:             8 kB
035c3000-03afc000 rw-p 031c3000 fd:00 42   /opt/weldi/server
Anonymous:             0 kB
7fabe8800000-7fabeb5d8000 r--s 00000000 fd:00 43   /opt/weldi/server.zap
Anonymous:             0 kB
7fabec000000-7fabec100000 r--p 00000000 00:00 0
Anonymous:             0 kB
7fabed000000-7fabed100000 r--p 00000000 fd:00 42   /opt/weldi/server
Anonymous:             0 kB
`
	got := unchanged(strings.NewReader(smaps), "/opt/weldi/server")
	want := []mapping{{0x400000, 0x19b9000}, {0x7fabed000000, 0x7fabed100000}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(mapping{})); diff != "" {
		t.Errorf("what can be let go of differs (-want +got):\n%s", diff)
	}
}

// TestLetGoOfProgram holds less of this very program afterwards, which goes on.
func TestLetGoOfProgram(t *testing.T) {
	before := heldOfProgram(t)
	letGoOfProgram()
	if after := heldOfProgram(t); after >= before {
		t.Errorf("%d KB of the program are held, %d before", after, before)
	}
}

// heldOfProgram adds up what is in memory of the file of this program, in KB.
func heldOfProgram(t *testing.T) (total int) {
	t.Helper()
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = maps.Close() }()
	inside := false
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case !strings.HasSuffix(fields[0], ":"):
			inside = strings.HasSuffix(lines.Text(), " "+self)
		case inside && fields[0] == "Rss:":
			kb, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			total += kb
		}
	}
	return total
}
