package notify_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
	"github.com/weldi-network/practice-library/server/library/librarytest"
	"github.com/weldi-network/practice-library/server/mail"
	"github.com/weldi-network/practice-library/server/notify"
	"github.com/weldi-network/practice-library/server/store"
	"github.com/weldi-network/practice-library/server/store/embedded"
)

// What a process that sends is told.
const (
	envURI  = "NOTIFY_TEST_URI"
	envMail = "NOTIFY_TEST_MAIL"
)

func TestMain(m *testing.M) {
	if os.Getenv(envURI) != "" {
		runSender()
	}
	os.Exit(m.Run())
}

// openOn opens the library in a database.
func openOn(ctx context.Context, uri string) (*library.Library, *store.Store, error) {
	db, err := store.Open(ctx, uri, store.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, nil, err
	}
	l, err := library.Open(ctx, library.Ports{
		Journal: db, Bodies: db, Documents: db, ReadSide: librarytest.NewReadSide(), Saver: &librarytest.Saver{},
	})
	return l, db, err
}

// runSender is a server that tells people by mail until it is killed.
func runSender() {
	ctx := context.Background()
	l, db, err := openOn(ctx, os.Getenv(envURI))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	notify.New(notify.Config{
		Library: l, Documents: db, BaseURL: base, Address: address, Mail: mail.New(os.Getenv(envMail)),
	}).Keep(ctx, 20*time.Millisecond)
}

func startSender(t *testing.T, uri, mailURL string) *exec.Cmd {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), envURI+"="+uri, envMail+"="+mailURL)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	must(t, command.Start())
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	return command
}

// TestTwoServersOneKilled: two processes tell the same people, and one is killed in the middle. Nobody is told twice, and
// all but those of whom the killed one was telling at that moment are told.
func TestTwoServersOneKilled(t *testing.T) {
	const people = 24
	engine, err := embedded.Start(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { _ = engine.Stop(context.Background()) })
	l, db, err := openOn(t.Context(), engine.URI())
	must(t, err)
	t.Cleanup(func() { _ = db.Close(context.Background()) })
	_, err = l.Import(t.Context(), library.Operator(), librarytest.NewBundle("1"))
	must(t, err)
	must(t, engine.EnsureIndexes(t.Context()))
	editor := member(t, l, library.Grant{Role: library.RoleEditor, Territory: "utrecht"})
	chooser := notify.New(notify.Config{Library: l, Documents: db})
	for range people {
		writer := member(t, l, library.Grant{Role: library.RoleContributor, Territory: "utrecht"})
		must(t, chooser.Choose(t.Context(), writer.Account(), notify.Choice{Rhythm: notify.RhythmSoon, Language: "en"}))
		d := begin(t, l, writer)
		_, _, err := l.CommentAdd(t.Context(), editor, library.NewComment{Draft: d.DraftRef, Text: "A remark."})
		must(t, err)
	}
	b := &inbox{slow: 30 * time.Millisecond}
	address := b.serve(t)
	doomed := startSender(t, engine.URI(), address)
	startSender(t, engine.URI(), address)
	await(t, b, people/3)
	must(t, doomed.Process.Kill())
	_ = doomed.Wait()
	await(t, b, people-1)
	time.Sleep(500 * time.Millisecond) // for what may come although it must not
	told := map[string]int{}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range b.taken {
		told[m.Header.Get("To")]++
	}
	for who, n := range told {
		if n > 1 {
			t.Errorf("%s was told %d times", strings.Trim(who, "<>"), n)
		}
	}
	t.Logf("%d of %d people were told", len(told), people)
}

// await waits for so many messages.
func await(t *testing.T, b *inbox, want int) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); b.count() < want; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d messages have come, not %d", b.count(), want)
		}
	}
}
