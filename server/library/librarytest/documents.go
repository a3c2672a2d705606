package librarytest

import (
	"context"
	"encoding/json"
	"iter"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// Documents is a library.Documents in memory.
type Documents struct {
	mu        sync.Mutex
	documents map[library.Collection]map[string][]byte
}

var _ library.Documents = (*Documents)(nil)

// NewDocuments holds nothing yet.
func NewDocuments() *Documents {
	return &Documents{documents: map[library.Collection]map[string][]byte{}}
}

// Keys counts what lies in a collection.
func (d *Documents) Keys(c library.Collection) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.documents[c])
}

// Insert implements library.Documents.
func (d *Documents) Insert(_ context.Context, c library.Collection, key string, document any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.documents[c][key] != nil {
		return library.ErrKeyTaken
	}
	return d.put(c, key, document)
}

func (d *Documents) put(c library.Collection, key string, document any) error {
	text, err := json.Marshal(document)
	if err != nil {
		return err
	}
	if d.documents[c] == nil {
		d.documents[c] = map[string][]byte{}
	}
	d.documents[c][key] = text
	return nil
}

// Find implements library.Documents.
func (d *Documents) Find(_ context.Context, c library.Collection, key string, into any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	text := d.documents[c][key]
	if text == nil {
		return library.ErrNoDocument
	}
	return json.Unmarshal(text, into)
}

// Replace implements library.Documents.
func (d *Documents) Replace(_ context.Context, c library.Collection, key string, document any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.documents[c][key] == nil {
		return library.ErrNoDocument
	}
	return d.put(c, key, document)
}

// Delete implements library.Documents.
func (d *Documents) Delete(_ context.Context, c library.Collection, key string) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, there := d.documents[c][key]
	delete(d.documents[c], key)
	return there, nil
}

// All implements library.Documents.
func (d *Documents) All(_ context.Context, c library.Collection) iter.Seq2[library.Document, error] {
	return func(yield func(library.Document, error) bool) {
		d.mu.Lock()
		defer d.mu.Unlock()
		for key, text := range d.documents[c] {
			if !yield(library.Document{Collection: c, Key: key, Value: text}, nil) {
				return
			}
		}
	}
}
