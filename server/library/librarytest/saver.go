package librarytest

import (
	"bytes"
	"sync"

	"github.com/weldi-network/practice-library/server/library"
)

// Saver is a library.Saver in memory.
type Saver struct {
	mu      sync.Mutex
	data    []byte
	saves   int
	failing error
}

var _ library.Saver = (*Saver)(nil)

// Set replaces what was saved.
func (s *Saver) Set(data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.data = bytes.Clone(data)
}

// Fail lets every saving fail; nil lets none fail.
func (s *Saver) Fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing = err
}

// Saves counts the savings that did not fail.
func (s *Saver) Saves() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.saves
}

// LoadState implements library.Saver.
func (s *Saver) LoadState() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.data)
}

// SaveState implements library.Saver.
func (s *Saver) SaveState(data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failing != nil {
		return s.failing
	}
	s.data = bytes.Clone(data)
	s.saves++
	return nil
}
