package library

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// What tests may see of the inside.
var (
	Printable   = printable
	CheckLine   = checkLine
	CheckText   = checkText
	ReadWords   = readWords
	IsWeb       = isWebAddress
	ResolveKeys = func(ref *Reference, q Query) (Query, error) { return q.resolve(ref) }
	Digest      = digest
	DecodeEntry = func(e Entry) error { _, err := decodePayload(e); return err }
)

const SaveEvery = saveEvery

// WithPatience sets how long one change may take.
func WithPatience(p Ports, patience time.Duration) Ports {
	p.patience = patience
	return p
}

// HoldQueue takes the token of the writer queue; the function it gives puts it back.
func (l *Library) HoldQueue() func() {
	l.queue <- struct{}{}
	return func() { <-l.queue }
}

// Dump writes down the whole fold in a form that does not depend on the order of maps.
func (l *Library) Dump() string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	saved := l.state.snapshot()
	slices.SortFunc(saved.Heads, func(a, b *head) int { return strings.Compare(string(a.ID), string(b.ID)) })
	out, err := json.MarshalIndent(saved, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(out) + "\n"
}

// After reports whether d lies wholly after e.
func (d PartialDate) After(e PartialDate) bool { return d.after(e) }

// Actions lists every action of the table of permissions.
func Actions() []Action { return slices.Collect(maps.Keys(rules)) }
