package cli_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// someone is a moderator: an account that may take every step, apart from what four eyes forbid.
func someone(account string) library.Viewer {
	return library.Member(account, library.Grant{Role: library.RoleModerator})
}

// marked is what a draft says so that half a text would show.
func marked(mark string) library.DraftChanges {
	facts := submission("", "", 1).Facts
	return library.DraftChanges{Facts: &facts, Words: &library.Words{
		Title: mark, Summary: mark, Sections: []library.Section{{Kind: "APPROACH", Markdown: strings.Repeat(mark+"\n\n", 20)}},
	}}
}

// steps notes what writers were told, by the idempotency key of each request.
type steps struct {
	mu       sync.Mutex
	accepted map[string]bool
	refused  map[library.Code]int
	keys     map[string]bool // of those refused
}

func (s *steps) note(t *testing.T, key string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		s.accepted[key] = true
		return
	}
	code := library.CodeOf(err)
	switch code {
	case library.CodeRevisionConflict, library.CodeNotNow, library.CodeForbidden:
		s.refused[code]++
		s.keys[key] = true
	default:
		t.Errorf("%s: %v", key, err)
	}
}

// TestTortureFiftyWriters lets 50 people work on 10 practices at once, on two servers of one database, for a few seconds
// or for TORTURE_SECONDS. Every accepted change stands in the history exactly once, every refused one says why and never
// stands there.
func TestTortureFiftyWriters(t *testing.T) {
	const writers, practices = 50, 10
	seconds := 3
	if s := os.Getenv("TORTURE_SECONDS"); s != "" {
		seconds, _ = strconv.Atoi(s)
	}
	folder := t.TempDir()
	first := openFor(t, folder, folder, alone)
	second := openFor(t, folder, t.TempDir(), beside)
	must(t, ensureReference(t.Context(), first.library))
	drafts := make([]library.DraftRef, practices)
	for i := range drafts {
		d, err := first.library.DraftCreate(t.Context(), someone("founder"), library.NewDraft{
			Language: "en", Territory: "liege", Changes: marked(fmt.Sprintf("practice %d", i)),
		})
		must(t, err)
		drafts[i] = d.DraftRef
	}
	must(t, second.library.CatchUp(t.Context()))

	said := &steps{accepted: map[string]bool{}, refused: map[library.Code]int{}, keys: map[string]bool{}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(seconds)*time.Second)
	defer cancel()
	var running sync.WaitGroup
	for _, p := range []*part{first, second} {
		running.Go(func() { p.library.Tail(ctx, 50*time.Millisecond) })
	}
	for w := range writers {
		l := []*part{first, second}[w%2].library
		running.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				key := fmt.Sprintf("writer-%d-%d", w, n)
				said.note(t, key, anyStep(t.Context(), l, fmt.Sprintf("writer-%d", w), drafts[rand.IntN(practices)], key))
			}
		})
	}
	running.Wait()

	wantOnce(t, first, said)
	must(t, second.library.CatchUp(t.Context()))
	must(t, first.library.CatchUp(t.Context()))
	for _, ref := range drafts {
		a, b := first.library.Draft(someone("reader"), ref), second.library.Draft(someone("reader"), ref)
		if a.Revision != b.Revision || a.State != b.State || a.Number != b.Number {
			t.Errorf("two servers disagree: %+v and %+v", a, b)
		}
	}
	t.Logf("%d accepted, refused: %v", len(said.accepted), said.refused)
	if len(said.accepted) < 20 || len(said.refused) < 2 { // how fast it goes is not asked here
		t.Error("hardly anything was done, or everything was accepted")
	}
}

func openFor(t *testing.T, folder, own string, how joining) *part {
	t.Helper()
	p, err := openPart(t.Context(), folder, own, how)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return p
}

// anyStep takes a step with a draft as it was read a moment ago.
func anyStep(ctx context.Context, l *library.Library, account string, ref library.DraftRef, key string) error {
	v := someone(account)
	d := l.Draft(v, ref)
	r := library.DraftRequest{Draft: ref, ExpectedRevision: d.Revision, IdempotencyKey: key}
	var err error
	switch choice := rand.IntN(10); {
	case !d.IsOpen():
		_, err = l.DraftCreate(ctx, v, library.NewDraft{Practice: ref.Practice, Language: ref.Language, IdempotencyKey: key})
	case choice < 4:
		_, err = l.DraftSave(ctx, v, r, marked(key))
	case choice < 6:
		_, err = l.DraftSubmit(ctx, v, r, nil)
	case choice < 7:
		_, err = l.DraftRequestChanges(ctx, v, r, key)
	case choice < 9:
		_, err = l.DraftPublish(ctx, v, r)
	default:
		_, _, err = l.CommentAdd(ctx, v, library.NewComment{Draft: ref, Text: key, IdempotencyKey: key})
	}
	return err
}

// keysIn counts how often each idempotency key stands in the journal, by its hash.
func keysIn(t *testing.T, p *part) map[string]int {
	t.Helper()
	out := map[string]int{}
	for e, err := range library.History(t.Context(), p.store) {
		if err != nil {
			t.Fatal(err)
		}
		var payload struct {
			Once struct{ Key string }
		}
		if err := json.Unmarshal(e.Payload, &payload); err != nil {
			t.Fatal(err)
		}
		if payload.Once.Key != "" {
			out[payload.Once.Key]++
		}
	}
	return out
}

func hashed(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}

func wantOnce(t *testing.T, p *part, said *steps) {
	t.Helper()
	stands := keysIn(t, p)
	for key := range said.accepted {
		if stands[hashed(key)] != 1 {
			t.Errorf("%s was accepted and stands in the history %d times", key, stands[hashed(key)])
		}
	}
	for key := range said.keys {
		if stands[hashed(key)] != 0 {
			t.Errorf("%s was refused and stands in the history", key)
		}
	}
	if len(stands) != len(said.accepted) {
		t.Errorf("%d changes stand in the history, %d were accepted", len(stands), len(said.accepted))
	}
}

// runDrafter works on drafts without an end and says before each request what it asks, and afterwards that it was done,
// until it is killed.
func runDrafter() {
	ctx := context.Background()
	folder := os.Getenv(envFolder)
	p, err := openPart(ctx, folder, folder, alone)
	if err == nil {
		err = ensureReference(ctx, p.library)
	}
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	fmt.Println("ready")
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() { draftForever(ctx, p.library, fmt.Sprintf("%s-%d", os.Getenv(envName), w)) })
	}
	writers.Wait()
}

// draftForever brings one practice after another from nothing to its publication.
func draftForever(ctx context.Context, l *library.Library, name string) {
	writer, editor := someone("writer"), someone("editor")
	for n := 0; ; n++ {
		mark := fmt.Sprintf("%s-%d", name, n)
		d := told(mark+"-create", func(key string) (*library.Draft, error) {
			return l.DraftCreate(ctx, writer, library.NewDraft{Language: "en", Territory: "liege", Changes: marked(mark), IdempotencyKey: key})
		})
		at := func(key string) library.DraftRequest {
			return library.DraftRequest{Draft: d.DraftRef, ExpectedRevision: d.Revision, IdempotencyKey: key}
		}
		d = told(mark+"-save", func(key string) (*library.Draft, error) { return l.DraftSave(ctx, writer, at(key), marked(mark)) })
		d = told(mark+"-submit", func(key string) (*library.Draft, error) { return l.DraftSubmit(ctx, writer, at(key), nil) })
		told(mark+"-publish", func(key string) (*library.Draft, error) { return l.DraftPublish(ctx, editor, at(key)) })
	}
}

// told takes a step and prints what it asks and what became of it.
func told(key string, step func(key string) (*library.Draft, error)) *library.Draft {
	fmt.Println("asked", key)
	d, err := step(key)
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	fmt.Println("done", key)
	return d
}

// TestTortureKilledDraftersLoseNothing kills writers of drafts at random moments. What was acknowledged stands in the
// history once, what was asked and not answered at most once, and asking again with the same key does it once.
func TestTortureKilledDraftersLoseNothing(t *testing.T) {
	rounds := 8
	if s := os.Getenv("TORTURE_ROUNDS"); s != "" {
		rounds, _ = strconv.Atoi(s)
	}
	folder := t.TempDir()
	done, open := map[string]bool{}, map[string]bool{}
	for round := range rounds {
		killDrafter(t, folder, round, done, open)
		checkDrafts(t, folder, done, open)
		if t.Failed() {
			t.Fatalf("after round %d", round+1)
		}
	}
	t.Logf("%d rounds, %d acknowledged steps, none lost", rounds, len(done))
}

func killDrafter(t *testing.T, folder string, round int, done, open map[string]bool) {
	t.Helper()
	command, lines := startPart(t, "drafter", folder, strconv.Itoa(round))
	kill := time.AfterFunc(time.Duration(20+rand.IntN(400))*time.Millisecond, func() { _ = command.Process.Kill() })
	defer kill.Stop()
	for lines.Scan() {
		word, key, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "asked":
			open[key] = true
		case "done":
			delete(open, key)
			done[key] = true
		default:
			t.Errorf("the writer said: %s", lines.Text())
		}
	}
	_ = command.Wait()
}

// checkDrafts opens what the killed writer left. Practices that were begun without an answer are begun again with the
// same key.
func checkDrafts(t *testing.T, folder string, done, open map[string]bool) {
	t.Helper()
	p, err := openPart(t.Context(), folder, folder, alone)
	must(t, err)
	defer func() { must(t, p.close(context.Background())) }()
	must(t, p.library.Ready())
	for key := range open {
		mark, isCreate := strings.CutSuffix(key, "-create")
		if !isCreate {
			continue
		}
		_, err := p.library.DraftCreate(t.Context(), someone("writer"), library.NewDraft{
			Language: "en", Territory: "liege", Changes: marked(mark), IdempotencyKey: key,
		})
		must(t, err)
		delete(open, key)
		done[key] = true
	}
	stands := keysIn(t, p)
	for key := range done {
		if stands[hashed(key)] != 1 {
			t.Errorf("%s was acknowledged and stands in the history %d times", key, stands[hashed(key)])
		}
	}
	for key := range open {
		if stands[hashed(key)] > 1 {
			t.Errorf("%s stands in the history %d times", key, stands[hashed(key)])
		}
	}
	for _, d := range p.library.Drafts(someone("writer"), true) {
		content, err := p.library.DraftContent(t.Context(), someone("writer"), d)
		must(t, err)
		if want := marked(content.Words.Title).Words; content.Words.Sections[0] != want.Sections[0] {
			t.Errorf("%s is half written", content.Words.Title)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
