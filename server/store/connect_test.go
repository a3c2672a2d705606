package store

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

// wantRefusal checks what Open says to people and to the log.
func wantRefusal(t *testing.T, uri string, err error, code library.Code) *library.Error {
	t.Helper()
	refusal, ok := errors.AsType[*library.Error](err)
	if !ok || refusal.Code != code {
		t.Fatalf("%s: got %v, want the code %s", uri, err, code)
	}
	if n := strings.Count(refusal.Message, ". "); !strings.HasSuffix(refusal.Message, ".") || strings.Contains(refusal.Message, "\n") || n > 0 {
		t.Errorf("no sentence: %q", refusal.Message)
	}
	for _, secret := range []string{"s3cret", "s3%63ret", "p@ss", "p%40ss", "sess10n"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error holds %q: %v", secret, err)
		}
	}
	return refusal
}

func TestOpenMalformed(t *testing.T) {
	for _, uri := range []string{
		"", "x", "localhost", "http://user:s3cret@localhost/", "mongodb://", "mongodb://user:s3cret@", "mongodb://user:s3cret@host:port/weldi",
		"mongodb://user:s3cret/@localhost/", "mongodb://user:p@ss@localhost/", "mongodb://user:s3cret%@localhost/", "mongodb://localhost/?w=s3cret&w",
		"mongodb://user:s3cret@local host/\x00", "mongodb://user:s3cret@localhost:99999/", "mongodb://user:s3cret@localhost/we ldi.$",
	} {
		start := time.Now()
		_, err := Open(t.Context(), uri, Options{})
		wantRefusal(t, uri, err, library.CodeBadInput)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%q was refused after %s", uri, took)
		}
	}
}

func TestOpenUnreachable(t *testing.T) {
	t.Parallel()
	silent := listenSilently(t)
	for name, uri := range map[string]string{
		"nobody listens": "mongodb://user:s3cret@127.0.0.1:1/weldi?authMechanismProperties=AWS_SESSION_TOKEN:sess10n&authMechanism=MONGODB-AWS",
		"no answer":      "mongodb://user:p%40ss@" + silent + "/weldi",
		"no such name":   "mongodb://user:s3%63ret@host.invalid/weldi",
		"no such record": "mongodb+srv://user:s3cret@host.invalid/weldi",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			_, err := Open(t.Context(), uri, Options{})
			wantRefusal(t, uri, err, library.CodeUnavailable)
			if took := time.Since(start); took > 8500*time.Millisecond {
				t.Errorf("gave up after %s", took)
			}
		})
	}
}

// listenSilently takes connections and never says a word.
func listenSilently(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener.Addr().String()
}

func TestOpenCancelled(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := Open(ctx, "mongodb://user:s3cret@"+listenSilently(t)+"/", Options{})
	wantRefusal(t, "", err, library.CodeUnavailable)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("gave up after %s", took)
	}
}

// TestOpenUnknownUser is told that it is the user or the password, by the code of the answer.
func TestOpenUnknownUser(t *testing.T) {
	uri := strings.Replace(engineUnderTest.URI(), "mongodb://", "mongodb://user:p%40ss@", 1) + "?authMechanism=SCRAM-SHA-256"
	_, err := Open(t.Context(), uri, Options{})
	refusal := wantRefusal(t, uri, err, library.CodeUnavailable)
	if !strings.Contains(refusal.Message, "password") {
		t.Errorf("got %v", err)
	}
}

func TestDatabaseName(t *testing.T) {
	for uri, want := range map[string]string{
		"mongodb://localhost":                               "weldi",
		"mongodb://localhost/":                              "weldi",
		"mongodb://localhost/?w=1":                          "weldi",
		"mongodb://a,b:27018/city":                          "city",
		"mongodb://u:p%2Fq@a/city?authSource=admin":         "city",
		"mongodb+srv://a.example.org/m%C3%BCnchen?x=/other": "münchen",
		"mongodb://%2Ftmp%2Fdb.sock/city":                   "city",
	} {
		if got := databaseName(uri); got != want {
			t.Errorf("%s: got %s, want %s", uri, got, want)
		}
	}
}

func TestEngineReport(t *testing.T) {
	for name, c := range map[string]struct {
		engine engine
		want   string
	}{
		"embedded":    {engine{version: "7.0.42", ferret: "unknown", onlyByID: true, standalone: true}, ""},
		"replica set": {engine{version: "8.0.1"}, ""},
		"standalone":  {engine{version: "8.0.1", standalone: true}, "single MongoDB server"},
		"old":         {engine{version: "5.0.0"}, "older"},
	} {
		var log bytes.Buffer
		c.engine.report(slog.New(slog.NewTextHandler(&log, nil)))
		if got := log.String(); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if s := openStore(t); !s.engine.onlyByID || s.engine.ferret == "" {
		t.Errorf("the embedded engine was taken for %+v", s.engine)
	}
}

// TestOpenAgain finds what another store left, and two stores may open an empty database at once.
func TestOpenAgain(t *testing.T) {
	uri := withDatabase(engineUnderTest.URI(), newDatabase())
	opened := make(chan *Store)
	for range 2 {
		go func() {
			s, err := Open(context.Background(), uri, Options{Ensured: engineUnderTest.EnsureIndexes})
			if err != nil {
				t.Error(err)
			}
			opened <- s
		}()
	}
	a, b := <-opened, <-opened
	if a == nil || b == nil {
		return
	}
	appendAll(t, a, 1)
	if err := b.Append(t.Context(), testEntry(1)); !errors.Is(err, library.ErrNumberTaken) {
		t.Errorf("got %v", err)
	}
	drop(t, a)
	for _, s := range []*Store{a, b} {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestEnsuredFails(t *testing.T) {
	want := errors.New("no indexes")
	uri := withDatabase(engineUnderTest.URI(), newDatabase())
	_, err := Open(t.Context(), uri, Options{Ensured: func(context.Context) error { return want }})
	if !errors.Is(err, want) {
		t.Errorf("got %v", err)
	}
}
