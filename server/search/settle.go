package search

import (
	"log/slog"
	"time"
)

// Bleve merges its segments in the background for a while after each change. Readers go on using the segments of the
// change, which is right but ever slower as changes add up. So some time after a change the view is renewed, until
// nothing moves any more.
const (
	settleFirst = 300 * time.Millisecond
	settleLast  = 10 * time.Second
)

// settleLater is called by a writer.
func (x *Index) settleLater(wait time.Duration) {
	if x.settling != nil {
		x.settling.Stop()
	}
	if wait <= settleLast && !x.closed {
		x.settling = time.AfterFunc(wait, func() { x.settle(wait) })
	}
}

func (x *Index) settle(waited time.Duration) {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed {
		return
	}
	if err := x.renew(); err != nil {
		x.log.Warn("The words could not be read anew.", slog.Any("error", err))
		return
	}
	if x.settleLater(2 * waited); 2*waited > settleLast {
		go x.tidy()
	}
}

// renew lets readers use the segments of now. It is called by a writer.
func (x *Index) renew() error {
	view, err := x.newView(x.view)
	if err != nil {
		return err
	}
	if view.reader == x.view.reader {
		view.close()
		return nil
	}
	x.mu.Lock()
	old := x.swap(view)
	x.mu.Unlock()
	old.close()
	return nil
}
