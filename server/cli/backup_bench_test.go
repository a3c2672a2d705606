package cli_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// backupGoal is how long the backup of 20,000 practices may take while the server answers.
const backupGoal = 30 * time.Second

// TestBackupOfMany measures the backup of WELDI_BACKUP practices (`make backup`), with accounts and concerns, by a server
// that is asked all the while. The restored library answers everybody with the same bytes.
func TestBackupOfMany(t *testing.T) {
	n := os.Getenv("WELDI_BACKUP")
	if n == "" {
		t.Skip("WELDI_BACKUP says how many practices; it takes minutes")
	}
	folder, restored := t.TempDir(), t.TempDir()
	if status, said := runCommand(t, "corpus", n, "--data", folder); status != 0 {
		t.Fatal(said)
	}
	const base = "https://library.example"
	w := newWorldIn(t, folder, "--base-url", base)
	all := at(w.ask(nobody, `{ practices(first: 100) { nodes { id } } }`, nil).data, "practices", "nodes").([]any)
	for i, practice := range all {
		w.mutate(administrator, "accountInvite", map[string]any{"email": fmt.Sprintf("reader%d@example.org", i), "name": "A reader", "roles": []any{}})
		w.as(nobody).header.Set("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i))
		w.mutate(nobody, "concernReport", map[string]any{"practice": at(practice, "id"), "kind": "OTHER", "text": "A worry."})
	}
	file := filepath.Join(t.TempDir(), "library.backup")
	timed := func(args ...string) time.Duration {
		t.Helper()
		begin := time.Now()
		if said, err := exec.CommandContext(t.Context(), "server", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v, %s", args, err, said)
		}
		took := time.Since(begin)
		t.Logf("%s: %.1f s", args[0], took.Seconds())
		return took
	}
	searches := searching(t, w.addr)
	took := timed("backup", file, "--data", folder)
	waits := searches()
	if took > backupGoal {
		t.Errorf("the backup took %v", took)
	}
	t.Logf("%d searches meanwhile, slowest %v", len(waits), slices.Max(waits))
	timed("restore", file, "--data", restored)
	timed("check", "--data", restored)
	_, addr := startProgram(t, "--data", restored, "--no-seed=false", "--base-url", base)
	compareAnswers(t, &api{url: "http://" + w.addr + "/graphql"}, &api{url: "http://" + addr + "/graphql"})
}

// searching lets somebody search without a pause, for other words each time. It gives the function that ends that, which
// tells how long each answer took.
func searching(t *testing.T, addr string) func() []time.Duration {
	t.Helper()
	ended := make(chan struct{})
	var waits []time.Duration
	var asking sync.WaitGroup
	asking.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-ended:
				return
			default:
			}
			begin := time.Now()
			query := fmt.Sprintf(`{ practices(words: "housing %d", first: 5) { totalCount nodes { slug } } }`, i)
			response, err := http.Get("http://" + addr + "/graphql?query=" + url.QueryEscape(query))
			if err != nil || response.StatusCode != http.StatusOK {
				t.Errorf("a search was not answered: %v, %v", response, err)
				return
			}
			_ = response.Body.Close()
			waits = append(waits, time.Since(begin))
		}
	})
	return func() []time.Duration {
		close(ended)
		asking.Wait()
		return waits
	}
}
