package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/store"
)

// canary is what every text says that is to be scrubbed. No tongue of the words index stems it, and it is long enough to
// stand in a file in one piece.
const canary = "qzaunkoeniginx"

// filesWith lists the files below some folders in whose bytes a word stands.
func filesWith(t *testing.T, word string, folders ...string) []string {
	t.Helper()
	var out []string
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			content, err := os.ReadFile(path)
			if bytes.Contains(bytes.ToLower(content), []byte(word)) {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// speaking is what a draft says that must not stay.
func speaking(word string) library.DraftChanges {
	changes, slug := marked(word), word
	changes.Slug = &slug
	changes.Facts.Place = word
	changes.Facts.Organisations = []library.Organisation{{Name: word, Role: library.RoleLead}}
	return changes
}

// scrubForever writes drafts, publishes some of them, and ends all of them in a way that scrubs. It says before each end
// what it will be, and afterwards that it was done.
func scrubForever(ctx context.Context, l *library.Library, name string, say func(...any)) error {
	writer, editor := someone("writer"), someone("editor")
	for n := 0; ; n++ {
		word := fmt.Sprintf("%s%s%dx", canary, name, n) // ends in a letter: no word begins another
		d, err := l.DraftCreate(ctx, writer, library.NewDraft{Language: "en", Territory: "liege", Changes: speaking(word)})
		if err != nil {
			return err
		}
		at := func() library.DraftRequest {
			return library.DraftRequest{Draft: d.DraftRef, ExpectedRevision: d.Revision}
		}
		if d, err = l.DraftSave(ctx, writer, at(), speaking(word)); err == nil {
			d, err = l.DraftSubmit(ctx, writer, at(), nil)
		}
		if err == nil {
			_, _, err = l.CommentAdd(ctx, editor, library.NewComment{Draft: d.DraftRef, Text: word})
		}
		if err != nil {
			return err
		}
		if n%2 == 0 {
			if d, err = l.DraftPublish(ctx, editor, at()); err != nil {
				return err
			}
		}
		say("asked", word)
		if n%2 == 0 {
			err = l.Withdraw(ctx, editor, d.Practice, 1, library.WithdrawnSafety, "")
		} else {
			_, err = l.DraftDiscard(ctx, writer, at())
		}
		if err != nil {
			return err
		}
		say("done", word)
	}
}

// runScrubber is a server that scrubs until it is killed.
func runScrubber(how joining) {
	ctx := context.Background()
	folder, name := os.Getenv(envFolder), os.Getenv(envName)
	own := folder
	if how == beside {
		own = filepath.Join(folder, "beside")
	}
	p, err := openPart(ctx, folder, own, how)
	if err == nil {
		err = ensureReference(ctx, p.library)
	}
	if err == nil {
		fmt.Println("ready")
		go p.library.Tail(ctx, 50*time.Millisecond)
		err = scrubForever(ctx, p.library, name, func(said ...any) { fmt.Println(said...) })
	}
	fmt.Println("failed", err)
	os.Exit(1)
}

// TestTortureScrubs kills a server at random moments around its scrubbings. Another, which was down all the time and has
// saved what it knew before, and the next start finish them: no byte that the database, the saved states and the words
// indexes keep holds what was ended, and who has the journal alone comes to the same.
func TestTortureScrubs(t *testing.T) {
	rounds := 6
	if s := os.Getenv("TORTURE_ROUNDS"); s != "" {
		rounds, _ = strconv.Atoi(s)
	}
	folder, other := t.TempDir(), t.TempDir()
	ended := 0
	for round := range rounds {
		words := killScrubber(t, "scrubber", folder, round)
		ended += len(words)
		checkScrubbed(t, folder, other, words)
		if t.Failed() {
			t.Fatalf("in round %d", round+1)
		}
	}
	t.Logf("%d rounds, %d texts that were ended", rounds, ended)
}

// TestTortureScrubsBeside kills one of two servers on one database around its scrubbings, while the other scrubs as well.
// The one that goes on finishes what the other has left, without a new start.
func TestTortureScrubsBeside(t *testing.T) {
	folder := t.TempDir()
	later := func(p *library.Ports) { p.Clock = func() time.Time { return time.Now().Add(time.Minute) } }
	p, err := openPart(t.Context(), folder, folder, alone, later)
	must(t, err)
	must(t, ensureReference(t.Context(), p.library))
	ctx, cancel := context.WithCancel(t.Context())
	var working sync.WaitGroup
	working.Go(func() { p.library.Tail(ctx, 20*time.Millisecond) })
	working.Go(func() {
		if err := scrubForever(ctx, p.library, "own", func(...any) {}); ctx.Err() == nil {
			t.Error(err)
		}
	})
	var words []string
	for round := range 4 {
		words = append(words, killScrubber(t, "scrubber beside", folder, round)...)
	}
	cancel()
	working.Wait()
	must(t, p.library.CatchUp(t.Context()))
	for range 2 {
		must(t, p.library.ScrubLeft(t.Context()))
		must(t, p.library.Recheck(t.Context()))
	}
	must(t, os.RemoveAll(filepath.Join(folder, "beside"))) // of a server that never comes back; the next start heals its own
	open := openWords(p)
	for _, word := range words {
		if left := filesWith(t, word, folder); len(left) > 0 && !strings.Contains(open, word+" ") {
			t.Errorf("%s stands in %v", word, left)
		}
	}
	must(t, p.close(context.Background()))
	t.Logf("%d texts that were ended by a server that was killed", len(words))
}

// readAll reads all texts of today, which makes those stored texts that a killed server has not come to.
func readAll(t *testing.T, l *library.Library) {
	t.Helper()
	for _, d := range l.Drafts(someone("reader"), false) {
		_, err := l.DraftContent(t.Context(), someone("reader"), d)
		must(t, err)
	}
	listed, _ := listAll(l)
	for slug := range listed {
		_, err := l.Practice(t.Context(), someone("reader"), l.CardBySlug(someone("reader"), slug).ID)
		must(t, err)
	}
}

// openWords are the words of the texts that have not ended.
func openWords(p *part) string {
	var open []string
	for _, d := range p.library.Drafts(someone("reader"), false) {
		open = append(open, d.Slug)
	}
	listed, _ := listAll(p.library)
	for word := range listed {
		open = append(open, word)
	}
	return strings.Join(open, " ") + " "
}

// killScrubber gives the words of the texts whose end was asked for.
func killScrubber(t *testing.T, role, folder string, round int) (words []string) {
	t.Helper()
	command, lines := startPart(t, role, folder, fmt.Sprintf("r%dn", round))
	// Most of the time goes by in the words index; so a kill is aimed at the milliseconds after an end was asked for.
	wait := time.Duration(20+rand.IntN(2000)) * time.Millisecond
	for lines.Scan() {
		word, said, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "asked":
			words = append(words, said)
			if len(words) == 1+round%3 {
				kill := time.AfterFunc(wait/time.Duration(1+rand.IntN(100)), func() { _ = command.Process.Kill() })
				defer kill.Stop()
			}
		case "done":
		default:
			t.Errorf("it said: %s", lines.Text())
		}
	}
	_ = command.Wait()
	return words
}

// checkScrubbed lets two servers finish what a killed one has left, and looks at every byte.
func checkScrubbed(t *testing.T, folder, own string, words []string) {
	t.Helper()
	later := func(p *library.Ports) { p.Clock = func() time.Time { return time.Now().Add(time.Minute) } }
	first, err := openPart(t.Context(), folder, folder, alone, later)
	must(t, err)
	second, err := openPart(t.Context(), folder, own, beside, later)
	must(t, err)
	for _, p := range []*part{second, first, second, first} {
		must(t, p.library.CatchUp(t.Context()))
		must(t, p.library.ScrubLeft(t.Context()))
	}
	ended := endedOf(t, first, words)
	readAll(t, first.library)
	for _, word := range ended {
		if left := filesWith(t, word, folder, own); len(left) > 0 {
			t.Errorf("while two servers run, %s stands in %v", word, left)
		}
	}
	must(t, second.library.Close())
	must(t, first.library.Close())
	for _, at := range []string{folder, own} {
		// What each of them has saved has to be what the journal makes of itself from its beginning.
		found, err := library.Examine(t.Context(), first.store, first.store, first.store, store.NewSavedState(at, slog.New(slog.DiscardHandler)))
		must(t, err)
		if len(found.Findings) > 0 {
			t.Error(found.Findings)
		}
	}
	a, _ := listAll(first.library)
	b, _ := listAll(second.library)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("two servers list different practices: %s", diff)
	}
	for _, p := range []*part{second, first} {
		must(t, p.close(context.Background()))
	}
	for _, word := range ended {
		if left := filesWith(t, word, folder, own); len(left) > 0 {
			t.Errorf("afterwards %s stands in %v", word, left)
		}
	}
}

// endedOf gives those words whose end stands in the journal: all but perhaps the last.
func endedOf(t *testing.T, p *part, words []string) (ended []string) {
	t.Helper()
	open := openWords(p)
	for i, word := range words {
		if strings.Contains(open, word+" ") {
			if i < len(words)-1 {
				t.Errorf("%s was ended and is still there", word)
			}
			continue
		}
		ended = append(ended, word)
	}
	return ended
}
