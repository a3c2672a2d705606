package librarytest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// Bodies is a library.Bodies in memory.
type Bodies struct {
	mu      sync.Mutex
	faces   map[string][]byte
	failing error
	// writing, if set, says what becomes of each write.
	writing func() error
	puts    int
	gets    int
}

var _ library.Bodies = (*Bodies)(nil)

// NewBodies holds nothing yet.
func NewBodies() *Bodies { return &Bodies{faces: map[string][]byte{}} }

// Fail lets every call fail; nil lets none fail.
func (b *Bodies) Fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failing = err
}

// FailWrites lets every write fail for which writing gives an error; nil lets none fail. It is called by one goroutine at a
// time.
func (b *Bodies) FailWrites(writing func() error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.writing = writing
}

// write counts a write and says what becomes of it.
func (b *Bodies) write(ctx context.Context) error {
	b.puts++
	if err := cmp.Or(ctx.Err(), b.failing); err != nil || b.writing == nil {
		return err
	}
	return b.writing()
}

// Lose drops everything.
func (b *Bodies) Lose() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.faces)
}

// Alter changes a stored face, as no program of ours does.
func (b *Bodies) Alter(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var face library.Practice
	if err := json.Unmarshal(b.faces[key], &face); err != nil {
		panic(err)
	}
	face.Slug += "-altered"
	b.faces[key], _ = json.Marshal(&face)
}

// Names lists what is there, as <practice>@<number> or <practice>/<language>@<number>, sorted.
func (b *Bodies) Names() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Sorted(maps.Keys(b.faces))
}

// Calls counts the calls so far.
func (b *Bodies) Calls() (puts, gets int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.puts, b.gets
}

// PutBodies implements library.Bodies.
func (b *Bodies) PutBodies(ctx context.Context, number uint64, faces []library.Practice) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.write(ctx); err != nil {
		return err
	}
	for i := range faces {
		key := bodyKey(faces[i].ID, number)
		if b.faces[key] != nil {
			continue
		}
		text, err := json.Marshal(&faces[i])
		if err != nil {
			return err
		}
		b.faces[key] = text
	}
	return nil
}

// Body implements library.Bodies.
func (b *Bodies) Body(ctx context.Context, id library.ID, number uint64) (*library.Practice, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gets++
	if err := ctx.Err(); err != nil || b.failing != nil {
		return nil, cmp.Or(err, b.failing)
	}
	text, ok := b.faces[bodyKey(id, number)]
	if !ok {
		return nil, library.ErrNoBody
	}
	var face library.Practice
	if err := json.Unmarshal(text, &face); err != nil {
		return nil, err
	}
	return &face, nil
}

// PutDraft implements library.Bodies.
func (b *Bodies) PutDraft(ctx context.Context, ref library.DraftRef, number uint64, content *library.DraftContent) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.write(ctx); err != nil {
		return err
	}
	key := draftKey(ref, number)
	if b.faces[key] != nil {
		return nil
	}
	text, err := json.Marshal(content)
	if err != nil {
		return err
	}
	b.faces[key] = text
	return nil
}

// Draft implements library.Bodies.
func (b *Bodies) Draft(ctx context.Context, ref library.DraftRef, number uint64) (*library.DraftContent, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gets++
	if err := ctx.Err(); err != nil || b.failing != nil {
		return nil, cmp.Or(err, b.failing)
	}
	text, ok := b.faces[draftKey(ref, number)]
	if !ok {
		return nil, library.ErrNoBody
	}
	var content library.DraftContent
	if err := json.Unmarshal(text, &content); err != nil {
		return nil, err
	}
	return &content, nil
}

func draftKey(ref library.DraftRef, number uint64) string {
	return fmt.Sprintf("%s/%s@%d", ref.Practice, ref.Language, number)
}

func bodyKey(id library.ID, number uint64) string { return fmt.Sprintf("%s@%d", id, number) }

// ReplaceBody implements library.Bodies.
func (b *Bodies) ReplaceBody(ctx context.Context, number uint64, face *library.Practice) error {
	return b.replace(ctx, bodyKey(face.ID, number), face)
}

// ReplaceDraft implements library.Bodies.
func (b *Bodies) ReplaceDraft(ctx context.Context, ref library.DraftRef, number uint64, content *library.DraftContent) error {
	return b.replace(ctx, draftKey(ref, number), content)
}

func (b *Bodies) replace(ctx context.Context, key string, body any) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.write(ctx); err != nil {
		return err
	}
	text, err := json.Marshal(body)
	b.faces[key] = text
	return err
}

// Text gives all that is held, to be searched.
func (b *Bodies) Text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []byte
	for _, text := range b.faces {
		out = append(out, text...)
	}
	return string(out)
}

// Keys implements library.Bodies.
func (b *Bodies) Keys(context.Context) iter.Seq2[library.BodyKey, error] {
	return func(yield func(library.BodyKey, error) bool) {
		for _, name := range b.Names() {
			where, number, _ := strings.Cut(name, "@")
			practice, language, _ := strings.Cut(where, "/")
			key := library.BodyKey{Practice: library.ID(practice), Language: library.Language(language)}
			var err error
			if key.Number, err = strconv.ParseUint(number, 10, 64); !yield(key, err) {
				return
			}
		}
	}
}

// AlterDraft changes what a draft says where it is read, as no program of ours does.
func (b *Bodies) AlterDraft(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var content library.DraftContent
	if err := json.Unmarshal(b.faces[name], &content); err != nil {
		panic(err)
	}
	content.Words.Title += " altered"
	b.faces[name], _ = json.Marshal(&content)
}
