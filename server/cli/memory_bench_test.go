package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	// memoryQuestions are asked in memoryTime, each for another word, over memoryReaders connections.
	memoryQuestions = 600
	memoryTime      = 4 * time.Second
	memoryReaders   = 4
	// memorySettles is how long a server is left alone before it is measured, and memoryRests how long after the questions.
	memorySettles = 45 * time.Second
	memoryRests   = 15 * time.Second
)

// memoryGoals bound what a server may hold, in megabytes, by the number of practices.
var memoryGoals = []struct{ practices, most int }{{103, 80}, {20_000, 200}, {100_000, 700}}

// TestMemory measures what a server with WELDI_MEMORY generated practices holds (`make memory`), at rest, at most while
// many words are asked for, and afterwards; 0 is the seed alone. The program is that of the tests, which is larger.
func TestMemory(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("WELDI_MEMORY"))
	if err != nil {
		t.Skip("WELDI_MEMORY says how many practices; it takes minutes")
	}
	folder := t.TempDir()
	fill := []string{"seed", "--data", folder}
	if n > 0 {
		fill = []string{"corpus", strconv.Itoa(n), "--data", folder}
	}
	if status, said := runCommand(t, fill...); status != 0 {
		t.Fatal(said)
	}
	command, addr := startProgram(t, "--data", folder)
	time.Sleep(memorySettles)
	pid, words := command.Process.Pid, wordsOf(t, addr)
	t.Logf("at rest: %s", residentOf(t, pid, "VmRSS"))
	if err := os.WriteFile(filepath.Join("/proc", strconv.Itoa(pid), "clear_refs"), []byte("5"), 0); err != nil { // forget the most
		t.Fatal(err)
	}
	took := askForEach(t, addr, words)
	most := residentOf(t, pid, "VmHWM")
	t.Logf("%d different words in %.1f s: %s, at most %s", len(words), took.Seconds(), residentOf(t, pid, "VmRSS"), most)
	time.Sleep(memoryRests)
	t.Logf("later: %s", residentOf(t, pid, "VmRSS"))
	for _, goal := range memoryGoals {
		if n <= goal.practices {
			if most.megabytes() > goal.most {
				t.Errorf("more than %d MB", goal.most)
			}
			return
		}
	}
}

// kilobytes are of 1,024 bytes, as the system counts memory; megabytes are of a million, as goals do.
type kilobytes int

func (k kilobytes) megabytes() int { return int(k) * 1024 / 1_000_000 }

func (k kilobytes) String() string { return fmt.Sprintf("%d MB", k.megabytes()) }

func residentOf(t *testing.T, pid int, field string) kilobytes {
	t.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		t.Skip("this system does not say what a process holds:", err)
	}
	for line := range strings.Lines(string(status)) {
		if name, value, _ := strings.Cut(line, ":"); name == field {
			n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			if err != nil {
				t.Fatal(err)
			}
			return kilobytes(n)
		}
	}
	t.Fatalf("the system does not say %s", field)
	return 0
}

var longWord = regexp.MustCompile(`\pL{5,}`)

// wordsOf gives words out of titles and summaries, each once.
func wordsOf(t *testing.T, addr string) (words []string) {
	t.Helper()
	seen, after := map[string]bool{}, ""
	for len(words) < memoryQuestions {
		var page struct {
			Data struct {
				Practices struct {
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
					Nodes []struct{ Title, Summary struct{ Value string } }
				}
			}
		}
		variables := map[string]any{}
		if after != "" {
			variables["after"] = after
		}
		raw := post(t.Context(), http.DefaultClient, "http://"+addr+"/graphql", request(t, `query ($after: String) {
			practices(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { title { value } summary { value } } }
		}`, variables))
		if err := json.Unmarshal(raw, &page); err != nil {
			t.Fatal(err)
		}
		for _, node := range page.Data.Practices.Nodes {
			for _, word := range longWord.FindAllString(strings.ToLower(node.Title.Value+" "+node.Summary.Value), -1) {
				if !seen[word] && len(words) < memoryQuestions {
					seen[word] = true
					words = append(words, word)
				}
			}
		}
		if after = page.Data.Practices.PageInfo.EndCursor; !page.Data.Practices.PageInfo.HasNextPage {
			break
		}
	}
	if len(words) == 0 {
		t.Fatal("there are no words to ask for")
	}
	return words
}

// askForEach asks for one word after the other, evenly over memoryTime, or as fast as it can where that is too fast.
func askForEach(t *testing.T, addr string, words []string) time.Duration {
	t.Helper()
	begin := time.Now()
	var asking sync.WaitGroup
	for reader := range memoryReaders {
		asking.Go(func() {
			client := &http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			for i := reader; i < len(words); i += memoryReaders {
				time.Sleep(time.Until(begin.Add(memoryTime * time.Duration(i) / time.Duration(len(words)))))
				body := request(t, benchWords, map[string]any{"w": words[i], "first": 20})
				if answer := string(post(t.Context(), client, "http://"+addr+"/graphql", body)); !strings.HasPrefix(answer, `{"data"`) {
					t.Errorf("“%s” was answered: %.200s", words[i], answer)
				}
			}
		})
	}
	asking.Wait()
	return time.Since(begin)
}
