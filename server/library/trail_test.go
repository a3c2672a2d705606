package library

import (
	"encoding/json"
	"fmt"
	"runtime"
	"testing"
)

// longTrail is that of so many entries about 20,000 practices, most of them about drafts, by 200 people.
func longTrail(entries int) *trail {
	var practices, people []string
	for range 20_000 {
		practices = append(practices, RandomID())
	}
	for range 200 {
		people = append(people, RandomID())
	}
	t := &trail{}
	for i := range entries {
		about := aboutPractice(ID(practices[i%len(practices)]))
		if i >= len(practices) && i%5 != 0 {
			about = About(fmt.Sprintf("draft:%s/%s", practices[i%len(practices)], Languages[i%len(Languages)]))
		}
		t.add(logged{EntryType("draft." + fmt.Sprint(i%8)), people[i%len(people)], int64(i), about})
	}
	return t
}

// TestTrailIsSmall measures what the audit trail keeps in memory: at 100,000 entries at most 5 MB, of which the words are
// half.
func TestTrailIsSmall(t *testing.T) {
	held := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for _, n := range []int{20_000, 100_000} {
		before := held()
		trail := longTrail(n)
		took := float64(held()-before) / 1e6
		t.Logf("%d entries: %.1f MB", n, took)
		if took > 5 {
			t.Errorf("%d entries take %.1f MB", n, took)
		}
		runtime.KeepAlive(trail)
	}
}

// TestTrailIsKept saves a trail and reads it again.
func TestTrailIsKept(t *testing.T) {
	trail := longTrail(1000)
	saved := trail.now()
	trail.add(logged{"practice.published", "later", 1, ""})
	data, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	restored := saved
	if err := json.Unmarshal(data, restored); err != nil || restored.len() != 1000 {
		t.Fatal(restored.len(), err)
	}
	restored.add(logged{"practice.published", "later", 1, ""})
	for i := range trail.len() {
		if trail.entry(i) != restored.entry(i) {
			t.Fatalf("%+v became %+v", trail.entry(i), restored.entry(i))
		}
	}
}

func BenchmarkAudit(b *testing.B) {
	l := &Library{state: newState()}
	l.state.trail = *longTrail(100_000)
	moderator := Member("moderator", Grant{Role: RoleModerator})
	for name, f := range map[string]AuditFilter{
		"all": {}, "account": {Account: l.state.trail.words.list[0]}, "node": {About: l.state.trail.entry(500).About},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if l.Audit(moderator, f, 0, 20).Total == 0 {
					b.Fatal("nothing was found")
				}
			}
		})
	}
}
