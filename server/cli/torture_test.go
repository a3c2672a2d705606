package cli_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/search"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// The tests below start this test program again as a process of its own, which they may kill. Its environment says
// what it is to do.
const (
	envRole    = "WELDI_TEST_ROLE" // "writer", "first" or "second"
	envFolder  = "WELDI_TEST_FOLDER"
	envSeconds = "WELDI_TEST_SECONDS"
	envName    = "WELDI_TEST_NAME"
)

func TestMain(m *testing.M) {
	switch os.Getenv(envRole) {
	case "":
		testscript.Main(cleaning{m}, map[string]func(){"server": runProgram})
	case "writer":
		runWriter()
	case "drafter":
		runDrafter()
	case "scrubber":
		runScrubber(alone)
	case "scrubber beside":
		runScrubber(beside)
	case "publisher":
		runPublisher()
	case "follower":
		runFollower()
	default:
		runServer()
	}
}

// part is an opened library with what it stands on.
type part struct {
	engine  *embedded.Engine
	store   *store.Store
	library *library.Library
	index   *search.Index
	// uncut gives back what the proxy took that cuts its connections.
	uncut func()
}

// joining is how a part comes to its database.
type joining uint8

const (
	alone     joining = iota // by an engine of its own
	beside                   // through the process that runs on the folder
	besideCut                // likewise, through connections that are cut again and again
)

// openPart opens a library on the engine of a folder, with a folder of its own for what it keeps for reading.
func openPart(ctx context.Context, folder, own string, how joining, changes ...func(*library.Ports)) (*part, error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	p := &part{uncut: func() {}}
	options := store.Options{Logger: log}
	var uri string
	var err error
	if how != alone {
		uri, err = embedded.Connect(folder)
		if err == nil && how == besideCut {
			uri, p.uncut, err = cuttingProxy(ctx, uri)
		}
	} else {
		p.engine, err = embedded.Start(ctx, folder, log)
		if err == nil {
			uri, options.Ensured = p.engine.URI(), p.engine.EnsureIndexes
		}
	}
	if err != nil {
		return nil, err
	}
	if p.store, err = store.Open(ctx, uri, options); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(own, 0o700); err != nil {
		return nil, err
	}
	if p.index, err = search.Open(filepath.Join(own, "search"), log); err != nil {
		return nil, err
	}
	ports := library.Ports{
		Journal: p.store, Bodies: p.store, Documents: p.store, ReadSide: p.index, Saver: store.NewSavedState(own, log), Log: log,
	}
	if p.engine != nil {
		ports.Purge = p.engine.Purge
	}
	for _, change := range changes {
		change(&ports)
	}
	p.library, err = library.Open(ctx, ports)
	return p, err
}

func (p *part) close(ctx context.Context) error {
	err := p.library.Close()
	_ = p.index.Close()
	_ = p.store.Close(ctx)
	if p.engine != nil {
		_ = p.engine.Stop(ctx)
	}
	p.uncut()
	return err
}

// ensureReference gives the library the least reference data a practice needs.
func ensureReference(ctx context.Context, l *library.Library) error {
	_, err := l.Import(ctx, library.Operator(), library.Bundle{
		Name: "test", Hash: "1",
		Concepts: []*library.Concept{{
			Scheme: library.SchemeThemes, ID: "housing", Key: "housing", Labels: library.Labels{"en": "Housing"},
		}},
		Territories: []*library.Territory{{
			ID: "liege", Key: "liege", Kind: "city", Names: library.Labels{"en": "Liège"}, IsPartner: true,
		}},
	})
	return err
}

// submission is revision n of a practice; its text repeats the number, so that half a text would show.
func submission(slug string, id library.ID, revision int) library.Submission {
	mark := fmt.Sprintf("%s at revision %d", slug, revision)
	return library.Submission{
		Practice: id, Slug: slug, ExpectedRevision: revision - 1,
		Facts: library.Facts{
			Territory: "liege", Themes: []string{"housing"}, Period: library.Period{State: library.StateRunning},
			Confidence: library.ConfidenceHigh, Licence: library.LicenceCCBY4, Visibility: library.VisibilityPublic,
		},
		Words: library.Words{
			Language: "en", Title: mark, Summary: mark,
			Sections: []library.Section{{Kind: "APPROACH", Markdown: strings.Repeat(mark+"\n\n", 20)}},
		},
	}
}

// runWriter publishes without an end and prints a line for each acknowledged revision, until it is killed.
func runWriter() {
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
		writers.Go(func() { writeForever(ctx, p.library, w) })
	}
	writers.Wait()
}

func writeForever(ctx context.Context, l *library.Library, writer int) {
	for {
		slug := fmt.Sprintf("practice-%d-%d", writer, rand.IntN(6))
		var id library.ID
		revision := 1
		if card := l.CardBySlug(library.Operator(), slug); card != nil {
			id, revision = card.ID, card.Texts[0].Revision+1
		}
		if _, err := l.Publish(ctx, library.Operator(), submission(slug, id, revision)); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		fmt.Println("done", slug, revision)
	}
}

// scanLines hands over lines of any length.
func scanLines(r io.Reader, take func(string)) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		take(lines.Text())
	}
}

func TestTortureKilledWritersLoseNothing(t *testing.T) {
	rounds := 25
	if s := os.Getenv("TORTURE_ROUNDS"); s != "" {
		rounds, _ = strconv.Atoi(s)
	}
	folder := t.TempDir()
	acknowledged := map[string]int{}
	for round := range rounds {
		killWriter(t, folder, acknowledged)
		checkAcknowledged(t, folder, acknowledged)
		if t.Failed() {
			t.Fatalf("after round %d", round+1)
		}
	}
	total := 0
	for _, revision := range acknowledged {
		total += revision
	}
	t.Logf("%d rounds, %d acknowledged revisions, none lost", rounds, total)
}

// startPart starts a process that plays a part on a folder, under a name, and waits until it says that it is ready. What
// it says then comes line by line.
func startPart(t *testing.T, role, folder, name string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), envRole+"="+role, envFolder+"="+folder, envName+"="+name)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	must(t, err)
	must(t, command.Start())
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("the %s did not start: %s", role, lines.Text())
	}
	return command, lines
}

// killWriter lets a writer run for a random while, kills it and notes what it had acknowledged.
func killWriter(t *testing.T, folder string, acknowledged map[string]int) {
	t.Helper()
	command, lines := startPart(t, "writer", folder, "")
	kill := time.AfterFunc(time.Duration(20+rand.IntN(400))*time.Millisecond, func() { _ = command.Process.Kill() })
	defer kill.Stop()
	for lines.Scan() {
		var slug string
		var revision int
		if _, err := fmt.Sscanf(lines.Text(), "done %s %d", &slug, &revision); err != nil {
			t.Errorf("the writer said: %s", lines.Text())
			continue
		}
		acknowledged[slug] = revision
	}
	_ = command.Wait()
}

// checkAcknowledged opens what the killed writer left and holds it against what had been acknowledged.
func checkAcknowledged(t *testing.T, folder string, acknowledged map[string]int) {
	t.Helper()
	ctx := t.Context()
	p, err := openPart(ctx, folder, folder, alone)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.close(context.WithoutCancel(ctx)); err != nil {
			t.Error(err)
		}
	}()
	if err := p.library.Ready(); err != nil {
		t.Fatal(err)
	}
	if fold, read := p.library.Mark(), p.index.Mark(); fold != read {
		t.Errorf("right after the start the fold stands at %v, the read side at %v", fold, read)
	}
	for slug, revision := range acknowledged {
		acknowledged[slug] = checkWhole(t, p.library, slug, revision)
	}
}

// checkWhole wants at least the acknowledged revision of a practice, and all of it. One more may have been written
// without its acknowledgement having come through. It gives the revision found.
func checkWhole(t *testing.T, l *library.Library, slug string, revision int) int {
	t.Helper()
	card := l.CardBySlug(library.Anonymous(), slug)
	if card == nil {
		t.Errorf("%s was acknowledged and is not there", slug)
		return 0
	}
	have := card.Texts[0].Revision
	if have < revision || have > revision+1 {
		t.Errorf("%s stands at revision %d; %d was acknowledged", slug, have, revision)
	}
	face, err := l.Practice(t.Context(), library.Anonymous(), card.ID)
	if err != nil {
		t.Error(err)
		return have
	}
	want := submission(slug, card.ID, have).Words
	if face.Texts[0].Title != want.Title || face.Sections["en"][0].Markdown != want.Sections[0].Markdown ||
		face.Texts[0].Revision != have {
		t.Errorf("%s is half written: %+v", slug, face.Texts[0])
	}
	return have
}
