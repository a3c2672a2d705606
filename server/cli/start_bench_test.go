package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
)

// TestStartAtEntries measures how long a start takes at WELDI_ENTRIES journal entries (`make start`): from what was saved,
// and from the journal alone. The entries are revisions of 1,000 practices, since a library that grows old is corrected more
// than it is added to.
func TestStartAtEntries(t *testing.T) {
	entries, _ := strconv.ParseUint(os.Getenv("WELDI_ENTRIES"), 10, 64)
	if entries == 0 {
		t.Skip("WELDI_ENTRIES says how many; it takes minutes")
	}
	folder := t.TempDir()
	p, err := openPart(t.Context(), folder, folder, alone, func(ports *library.Ports) {
		ports.ReadSide = librarytest.NewReadSide() // the words of each revision would be read as well
	})
	must(t, err)
	must(t, ensureReference(t.Context(), p.library))
	for p.library.Mark().Number < entries {
		slug := fmt.Sprintf("practice-%d", p.library.Mark().Number%1000)
		var id library.ID
		revision := 1
		if card := p.library.CardBySlug(library.Operator(), slug); card != nil {
			id, revision = card.ID, card.Texts[0].Revision+1
		}
		_, err := p.library.Publish(t.Context(), library.Operator(), submission(slug, id, revision))
		must(t, err)
	}
	must(t, p.close(t.Context()))
	must(t, os.Remove(filepath.Join(folder, "fold.state")))
	t.Logf("%d entries, from the journal alone: %v", entries, timedStart(t, folder, entries))
	for range 3 {
		t.Logf("%d entries, from what was saved: %v", entries, timedStart(t, folder, entries))
	}
}

func timedStart(t *testing.T, folder string, entries uint64) time.Duration {
	t.Helper()
	begin := time.Now()
	p, err := openPart(t.Context(), folder, folder, alone)
	took := time.Since(begin)
	must(t, err)
	if p.library.Mark().Number != entries {
		t.Errorf("it came to entry %d of %d", p.library.Mark().Number, entries)
	}
	must(t, p.close(t.Context()))
	return took
}
