package search

import (
	"fmt"

	"github.com/weldi-network/practice-library/server/library"
)

// Apply takes in the effects of one entry. Words go first, for they may take milliseconds and hold up nobody; then
// cards and words become visible in one step. When the words fail, nothing has changed for a reader and the same
// change can be applied again.
func (x *Index) Apply(c library.Changes) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return errClosed
	}
	if err := x.words.write(c); err != nil {
		return fmt.Errorf("search: write the words of entry %d: %w", c.Mark.Number, err)
	}
	view, err := x.newView(x.view)
	if err != nil {
		return fmt.Errorf("search: read the words of entry %d: %w", c.Mark.Number, err)
	}
	own := make([]*library.Card, len(c.Published))
	for i := range c.Published {
		own[i] = x.shelf.own(&c.Published[i].Card)
	}
	labels := x.concepts.scan(c.Published)
	x.mu.Lock()
	x.shelf.put(own)
	x.concepts.update(x.shelf, own, labels)
	x.shelf.withdraw(c.Withdrawn)
	x.mark = c.Mark
	old := x.swap(view)
	x.mu.Unlock()
	old.close()
	if c.Scrubbed {
		x.unpurged = c.Mark.Number
	}
	x.settleLater(settleFirst)
	return nil
}

// swap makes a view the one that readers use and gives back the one before; it needs both locks.
func (x *Index) swap(view *wordView) *wordView {
	old := x.view
	view.introduce(x.shelf)
	x.view = view
	return old
}
